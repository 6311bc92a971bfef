// Hold the elements of the map of events; text from data is never part of them.

export const MARKUP = `
<div class="mineline events" data-role="body" hidden>
  <div class="head">
    <h3 data-role="title"></h3>
    <span class="projection" data-role="projection" hidden></span>
  </div>
  <p class="message" data-role="message" role="alert" hidden></p>
  <div class="stages" data-role="stages">
    <figure class="stage">
      <div class="map" data-role="map" role="group"></div>
      <div class="tooltip" data-role="tooltip" hidden></div>
    </figure>
    <div class="views">
      <button type="button" data-role="world">Whole world</button>
      <button type="button" data-role="extent">All events</button>
      <button type="button" data-role="middle">List the nearest to the middle</button>
      <button type="button" data-role="clear" hidden>Clear the point</button>
    </div>
  </div>
  <p class="figures" data-role="figures" aria-live="polite"></p>
  <ul class="legend" data-role="legend" aria-label="Legend"></ul>
  <div class="days" role="group" aria-label="Days of the events">
    <div class="bars">
      <canvas data-role="canvas" aria-hidden="true"></canvas>
      <span class="grip" data-role="from" role="slider" tabindex="0" aria-label="First day"></span>
      <span class="grip" data-role="to" role="slider" tabindex="0" aria-label="Last day"></span>
    </div>
    <div class="span">
      <label>From <input type="date" data-role="since"></label>
      <label>to <input type="date" data-role="until"></label>
      <button type="button" data-role="all">All days</button>
      <span class="step" data-role="step"></span>
    </div>
  </div>
</div>
`;
