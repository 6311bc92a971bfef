// Be one map of the frame: its areas, its history, and what they show on a day.

import { areaLayerClass } from "./areas.js";
import { History } from "./history.js";
import { stylesFor } from "./styles.js";
import { Tooltip, writeLines } from "./tooltip.js";

/** Make the elements of a map: a caption, the box of the map, and a tooltip. */
function makeStage() {
  const stage = document.createElement("figure");
  stage.className = "stage";
  for (const [tag, role] of [["figcaption", "caption"], ["div", "map"], ["div", "tooltip"]]) {
    const part = document.createElement(tag);
    part.dataset.role = role;
    part.className = role;
    stage.append(part);
  }
  return stage;
}

export class Panel {
  constructor(L, host) {
    this.L = L;
    this.stage = makeStage();
    host.append(this.stage);
    [this.caption, this.box, this.tip] = this.stage.children;
    this.caption.hidden = true;
    this.tip.hidden = true;
    this.box.setAttribute("role", "group");
    this.tooltip = new Tooltip(this.tip, this.box);
  }

  /** Run the folium map's script with this panel's box as its container, and wait for its geometry. */
  async open({ draw, base }, view) {
    const { L, box } = this;
    const Areas = areaLayerClass(L);
    // Leaflet focuses the map on every press; the page must not scroll under the pointer for it.
    box.focus = (options) => HTMLElement.prototype.focus.call(box, { ...options, preventScroll: true });
    const mine = Object.create(L);
    mine.map = (_, options) => L.map(box, { ...options, zoomSnap: 0, zoomDelta: 0.75, wheelPxPerZoomLevel: 90 });
    this.map = draw(mine, { areas: (options) => (this.areas = new Areas(options, base)) });
    await this.areas.ready;
    this.view = view; // where the map opens and returns to: a region, or nothing for the whole world
    this.showWhole({ animate: false });
    this.areas.sizeSymbols();
    this.#listen();
    box.dataset.ready = "yes";
    box.dataset.mounts = String(Number(box.dataset.mounts || 0) + 1);
  }

  #listen() {
    let width = this.box.clientWidth;
    this.watch = new ResizeObserver(() => {
      this.map.invalidateSize({ animate: false });
      if (this.box.clientWidth !== width && !this.touched) this.showWhole({ animate: false });
      width = this.box.clientWidth;
    });
    this.watch.observe(this.box);
    this.map.on("zoomstart dragstart", () => { this.touched = !this.returning; });
    this.map.on("moveend", () => { this.returning = false; });
    this.areas.on("mouseover mousemove", (event) => this.#hover(event));
    this.areas.on("mouseout", () => this.tooltip.hide());
  }

  setStory(story) {
    this.history = new History(story);
    this.areas.options.fades = story.fades;
    this.painted = null;
    this.look = null;
  }

  get codes() {
    return this.history.codes;
  }

  /** Colours of the classes in the present theme; says whether anything changed. */
  dress(element) {
    const styles = stylesFor(this.history.story.classes, element);
    const look = JSON.stringify(styles);
    if (look === this.look) return false;
    this.look = look;
    this.styles = styles;
    this.areas.setStyles(styles);
    return true;
  }

  /** Paint a day and return how many areas each class has. */
  paint(day, calendar) {
    this.day = day;
    this.calendar = calendar;
    const classes = this.history.classesOn(day);
    this.painted = classes;
    this.areas.paint((code) => {
      const place = this.history.index.get(code);
      return place === undefined ? -1 : classes[place];
    }, calendar.input === "date" ? calendar.iso(day) : `${calendar.iso(day)}-12-31`, (code) => {
      const place = this.history.index.get(code);
      return place === undefined ? undefined : this.history.extraOf(place, day);
    });
    this.box.dataset.day = calendar.iso(day);
    return this.history.countsOf(classes);
  }

  /** A heading of its own, for a map among several: title and the count that matters. */
  showCaption(counts) {
    const { short_title: title, counted } = this.history.story;
    const number = counted.classes.reduce((sum, place) => sum + counts[place], 0);
    this.caption.textContent = `${title}: ${number} ${counted.label}`;
    this.caption.hidden = false;
  }

  showWhole(options = {}) {
    const [west, south, east, north] = this.view || this.areas.extent;
    this.returning = true;
    this.touched = false;
    this.map.fitBounds([[south, west], [north, east]], { padding: [2, 2], ...options });
  }

  showArea(area) {
    const bounds = this.areas.boundsOf(area);
    if (bounds) this.map.fitBounds(bounds, { padding: [60, 60], maxZoom: this.map.getMaxZoom() - 1 });
    this.touched = true;
  }

  #hover(event) {
    const mark = event.propagatedFrom?.mark;
    if (!mark || !this.painted) return; // the pointer may rest on the map before its history has come
    const { x, y } = this.map.latLngToContainerPoint(event.latlng);
    this.tooltip.show(this.lines(mark.unit), x, y);
  }

  /** What to tell of a drawn unit on the painted day, line by line. */
  lines(unit) {
    const told = unit.area ? this.history.tell(unit.area, this.day) : null;
    if (!told) return [unit.name, unit.note || "Not attributed to any area."];
    const lines = [unit.main ? told.name : `${unit.name} (shown with ${told.name})`, told.label];
    if (told.since !== null) lines.push(`since ${this.calendar.words(told.since)}`);
    lines.push(told.act, unit.note, told.source && `Source: ${told.source}`);
    return lines;
  }

  /** Tell of an area in a box beside the map. */
  tellIn(box, area) {
    const own = this.areas.marksOf(area).find((mark) => mark.unit.main);
    writeLines(box, this.lines(own ? own.unit : { area, main: true }));
  }

  close() {
    this.watch?.disconnect();
    this.map?.remove();
    this.stage.remove();
  }
}
