// Hold the elements of the front-line map; text from data is never part of them.

export const MARKUP = `
<div class="mineline front" data-role="body" hidden>
  <div class="head">
    <h3 data-role="title"></h3>
    <span class="projection" data-role="projection" hidden></span>
  </div>
  <div class="clock" role="group" aria-label="Timeline">
    <button type="button" data-role="play" aria-keyshortcuts="Space"><span data-role="symbol" aria-hidden="true">▶</span> <span data-role="word">Play</span></button>
    <button type="button" data-role="previous" aria-label="Day of the map before" title="Day of the map before">‹</button>
    <span class="slider">
      <input type="range" data-role="slider" step="1" aria-label="Day">
      <svg class="ticks" data-role="ticks" aria-hidden="true" preserveAspectRatio="none"><path></path></svg>
    </span>
    <button type="button" data-role="next" aria-label="Next day of the map" title="Next day of the map">›</button>
    <input type="date" data-role="date" aria-label="Type a day">
    <button type="button" data-role="today">Today</button>
  </div>
  <p class="message" data-role="message" role="alert" hidden></p>
  <div class="stages" data-role="stages">
    <figure class="stage">
      <div class="map" data-role="map" role="group"></div>
      <div class="tooltip" data-role="tooltip" hidden></div>
      <div class="sides" data-role="sides" hidden><span data-role="left"></span><span data-role="right"></span></div>
    </figure>
    <input type="range" class="swipe" data-role="swipe" min="0" max="1000" value="500" aria-label="Swipe between the two maps" hidden>
    <div class="views">
      <button type="button" data-role="whole">All of Ukraine</button>
      <button type="button" data-role="front">The front</button>
      <button type="button" data-role="only" hidden></button>
      <button type="button" data-role="clear" hidden>Clear the point</button>
    </div>
  </div>
  <div class="chosen" data-role="chosen" aria-live="polite" hidden></div>
  <ul class="legend" data-role="legend" aria-label="Legend"></ul>
</div>
`;
