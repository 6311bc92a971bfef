// Hold the elements of the frame; text from data is never part of them.

export const MARKUP = `
<div class="mineline" data-role="body" hidden>
  <div class="head">
    <h3 data-role="title"></h3>
    <span class="projection" data-role="projection" hidden></span>
  </div>
  <div class="clock" role="group" aria-label="Timeline">
    <button type="button" data-role="play" aria-keyshortcuts="Space"><span data-role="symbol" aria-hidden="true">▶</span> <span data-role="word">Play</span></button>
    <button type="button" data-role="previous" aria-label="Previous change" title="Previous change">‹</button>
    <input type="range" data-role="slider" step="1" aria-label="Day">
    <button type="button" data-role="next" aria-label="Next change" title="Next change">›</button>
    <input type="date" data-role="date" aria-label="Type a day">
    <button type="button" data-role="today">Today</button>
  </div>
  <p class="message" data-role="message" role="alert" hidden></p>
  <div class="stages" data-role="stages">
    <div class="views">
      <button type="button" data-role="world">Whole world</button>
      <button type="button" data-role="zoom" hidden></button>
      <button type="button" data-role="clear" hidden></button>
    </div>
  </div>
  <div class="chosen" data-role="chosen" aria-live="polite" hidden></div>
  <ul class="legend" data-role="legend" aria-label="Legend with the counts of the day"></ul>
</div>
`;
