// Be the map of events itself: land, regions, hazard areas, tiles of events, and what a pointer finds on it.

import { areaLayerClass } from "./areas.js";
import { eventLayerClass } from "./event_layer.js";
import { BIN_PX, NO_NUMBER } from "./event_tile.js";
import { themeOf } from "./styles.js";
import { Tooltip } from "./tooltip.js";

const REGION_ZOOM = -3; // from here on the regions of Ukraine are drawn and told: 8 km a pixel
const CLOSE_ZOOM = 2; // a chosen point is shown from here on: 250 m a pixel
const PAPER = { light: "#ffffff", dark: "#0e1117" };
const LAND_BORDER = { light: "#c3c0b6", dark: "#454e58" };
const EPOCH_MS = 86_400_000;
const UKRAINE = "UKR"; // the one area whose regions are bundled
const number = new Intl.NumberFormat("en");

export class EventMap {
  /** `part` finds an element of the frame; `onPoint([x, y])`, if any, is called with kilometres of the map. */
  constructor(L, part, { onPoint, onLook, onFault, onSettled }) {
    Object.assign(this, { L, part, onPoint, onLook, onFault, onSettled, counts: null, hazards: null });
    this.box = part("map");
    this.tooltip = new Tooltip(part("tooltip"), this.box);
  }

  /** Run the folium map's script with our box as its container, and wait for its geometry. */
  async open({ draw, base }) {
    const { L, box } = this;
    const layers = [];
    this.Areas = areaLayerClass(L);
    const Events = eventLayerClass(L);
    box.focus = (options) => HTMLElement.prototype.focus.call(box, { ...options, preventScroll: true });
    const mine = Object.create(L);
    mine.map = (_, options) => L.map(box, { ...options, zoomSnap: 1, zoomAnimation: false, fadeAnimation: false });
    this.map = draw(mine, {
      areas: (options) => layers[layers.push(new this.Areas({ ...options, symbols: false }, base)) - 1],
      events: (options) => (this.events = new Events(options)),
    });
    [this.land, this.regions] = layers;
    await Promise.all(layers.map((layer) => layer.ready));
    this.regions.bringToFront(); // whichever geometry came first
    Object.assign(this.events, { onFault: this.onFault, onSettled: this.onSettled });
    this.#listen();
    box.dataset.mounts = String(Number(box.dataset.mounts || 0) + 1);
  }

  #listen() {
    this.watch = new ResizeObserver(() => this.map.invalidateSize({ animate: false }));
    this.watch.observe(this.box);
    this.map.on("zoomend", () => this.#showRegions());
    this.map.on("zoomend moveend", () => this.onLook());
    this.map.on("mousemove", (event) => this.#hover(event));
    this.map.on("mouseout dragstart zoomstart", () => this.tooltip.hide());
    this.map.on("click", (event) => (this.onPoint ? this.onPoint([event.latlng.lng, event.latlng.lat]) : this.#hover(event)));
    this.part("world").addEventListener("click", () => this.showWhole());
    this.part("extent").addEventListener("click", () => this.showExtent());
    this.part("middle").addEventListener("click", () => {
      const { lat, lng } = this.map.getCenter();
      this.onPoint([lng, lat]);
    });
  }

  showWhole() {
    const [west, south, east, north] = this.land.extent;
    this.map.fitBounds([[south, west], [north, east]]);
  }

  /** Show all events that pass the filter; all of the source where none does, or none are counted yet. */
  showExtent() {
    this.showBounds(this.counts?.extent || this.story.extent, { padding: [24, 24] });
  }

  /** Show west, south, east and north in kilometres of the map. */
  showBounds([west, south, east, north], options = {}) {
    this.map.fitBounds([[south, west], [north, east]], { maxZoom: CLOSE_ZOOM, ...options });
  }

  /** Another source: its words, classes and extent. */
  takeStory(story) {
    this.story = story;
    this.groupOf = [];
    story.groups.forEach((group, place) => group.codes.forEach((code) => { this.groupOf[code] = place; }));
    this.look = null;
    this.counts = null;
    this.showExtent();
  }

  /** Colours in the present theme and for the present measure. */
  dress({ measure, show, classes }, element) {
    const theme = themeOf(element);
    const look = JSON.stringify([theme, measure, show, this.story.title, classes]);
    if (look === this.look) return theme;
    Object.assign(this, { look, theme, measure, show, classes });
    const { ramp, groups, by, soft } = this.story;
    const colours = groups.map(({ fill }) => fill[theme]);
    this.events.dress({
      measure,
      ramp: ramp.map(({ fill }) => fill[theme]),
      classOf: (value) => this.classOf(value),
      colourOf: (tile, place) => colours[this.groupOf[tile[by][place]]] || colours.at(-1),
      soft: new Set(soft),
      border: PAPER[theme],
    });
    this.events.getPane().style.display = show === "areas" ? "none" : "";
    this.land.options.symbols = show === "areas"; // where areas are not told of, they need no symbols either
    this.land.sizeSymbols();
    const styles = this.#areaStyles();
    for (const layer of [this.land, this.regions]) layer.setStyles(styles);
    this.hazards?.setStyles(this.#hazardStyles());
    this.#paintAreas();
    this.#showRegions();
    return theme;
  }

  /** The class of a count: the last whose least number it reaches. */
  classOf(value) {
    return this.story.breaks.findLastIndex((least) => value >= least);
  }

  styleOf({ value, fill, ink, outline, weight, hatch, dash }) {
    const { theme } = this;
    return { value, hatch, dash, weight, fill: fill[theme], ink: ink?.[theme] || "#7b8794", outline: outline?.[theme] || null,
      border: ["land", this.story.empty.value].includes(value) ? LAND_BORDER[theme] : PAPER[theme] };
  }

  #areaStyles() {
    const { land, empty, uncounted, ramp } = this.story;
    const filled = ramp.map((word, place) => ({ ...word, value: `class_${place + 1}` }));
    return [land, empty, uncounted, ...filled, land].map((word) => this.styleOf(word)); // the last is for land of no area
  }

  #hazardStyles() {
    return this.story.hazards.map((word) => this.styleOf(word));
  }

  /** What areas and regions hold under the present filter: {countries, regions}, each {code: [events, deaths, numbered]}. */
  takeCounts(counts) {
    this.counts = counts;
    this.#paintAreas();
  }

  #paintAreas() {
    if (!this.counts || !this.theme) return;
    const filled = this.show === "areas";
    const near = this.map.hasLayer(this.regions); // then nothing of Ukraine as a whole must show between its regions
    for (const [layer, what] of [[this.land, "countries"], [this.regions, "regions"]]) {
      layer.paint((code) => (filled && !(near && code === UKRAINE) ? this.#areaClass(this.counts[what][code]) : 0), this.story.last);
    }
    this.box.dataset.painted = filled ? this.measure : "";
  }

  /** The classes in use: those of Ukraine's regions where they are drawn, also for the countries around them. */
  get #classesNow() {
    const { regions, countries } = this.classes;
    return this.map.hasLayer(this.regions) && regions.length ? regions : countries;
  }

  #areaClass(held) {
    if (!held) return 1;
    const value = this.measure === "fatalities" ? held[1] : held[0];
    if (!value) return this.measure === "fatalities" && !held[2] ? 2 : 1;
    const classes = this.#classesNow;
    const place = classes.findIndex(({ limit }) => value <= limit);
    return 3 + this.#rampAt(classes, place < 0 ? classes.length - 1 : place); // the last class is open above
  }

  /** Few classes keep the upper end of the colours. */
  #rampAt(classes, place) {
    return this.story.ramp.length - classes.length + place;
  }

  /** The classes of what is filled: whose they are, and [{word, label}]. */
  areaLegend() {
    const classes = this.#classesNow;
    const whose = classes === this.classes.regions ? "a region of Ukraine or another country" : "a country";
    return [whose, classes.map(({ label }, place) => ({ label, word: this.story.ramp[this.#rampAt(classes, place)] }))];
  }

  /** Regions lie over the land from a certain zoom on; without choropleth only their borders are seen. */
  #showRegions() {
    const near = this.map.getZoom() >= REGION_ZOOM;
    if (near !== this.map.hasLayer(this.regions)) {
      if (near) this.map.addLayer(this.regions);
      else this.map.removeLayer(this.regions);
      this.#paintAreas();
    }
    if (!near || !this.theme) return;
    this.regions.setStyles(this.#areaStyles());
    this.regions.bringToFront();
    this.hazards?.bringToFront();
  }

  /** Another set of hazard areas, {url} or {inline}, or none. */
  async setHazards(geometry) {
    const asked = geometry?.url || geometry?.inline || null;
    if (asked === this.askedHazards) return;
    this.askedHazards = asked;
    this.hazards?.remove();
    this.hazards = null;
    if (!asked) return;
    const layer = new this.Areas({ geometry }, document.baseURI);
    await layer.ready;
    if (this.askedHazards !== asked || !layer.marks.length) return;
    this.hazards = layer.addTo(this.map);
    for (const mark of layer.marks) if (!mark.polygon) layer.addLayer(mark.symbol);
    layer.sizeSymbols();
    if (this.theme) layer.setStyles(this.#hazardStyles());
    layer.paint((code) => this.#hazardClass(layer, code), "");
    this.box.dataset.hazards = String(layer.marks.length);
  }

  #hazardClass(layer, code) {
    layer.classes ||= new Map(layer.marks.map(({ unit }) => [unit.area, this.story.hazards.findIndex(({ value }) => value === unit.class)]));
    return layer.classes.get(code);
  }

  /** Ask for tiles under a filter; `tileAt` as the layer of events has it. */
  ask(tileAt) {
    this.events.ask(tileAt);
  }

  /** Mark a chosen point, given in kilometres of the map; null takes the mark away. */
  choosePoint(point) {
    this.mark?.remove();
    this.mark = null;
    this.part("clear").hidden = !point;
    if (!point) return;
    const [x, y] = point;
    this.mark = this.L.circleMarker([y, x], { radius: 9, weight: 2.5, fill: false, interactive: false, className: "mineline-here" });
    this.mark.addTo(this.map);
    if (!this.map.getBounds().contains([y, x])) this.map.setView([y, x], Math.max(this.map.getZoom(), CLOSE_ZOOM));
  }

  /** How many kilometres a bin is wide at this zoom. */
  get binKm() {
    return BIN_PX / 2 ** this.map.getZoom();
  }

  #hover({ latlng, containerPoint: { x, y } }) {
    const lines = this.linesAt(latlng);
    if (lines.length) this.tooltip.show(lines, x, y);
    else this.tooltip.hide();
  }

  /** What lies under a place of the map, line by line. */
  linesAt(latlng) {
    if (!this.story) return [];
    const found = this.show === "areas" ? null : this.events.under(latlng);
    if (found?.bin >= 0) return this.#linesOfBin(found);
    if (found) return this.#linesOfEvents(found.events);
    const hazard = this.hazards && this.#unitAt(this.hazards, latlng);
    if (hazard) return [hazard.name, ...(hazard.lines || [])];
    return this.#linesOfArea(latlng);
  }

  #linesOfBin({ tile, bin }) {
    const count = tile.count[bin];
    const roughly = tile.soft[bin] ? `${number.format(tile.soft[bin])} of them placed only roughly` : "";
    return [
      `${number.format(count)} ${count === 1 ? "event" : "events"} in this square of ${words(this.binKm)}`,
      deaths(tile.fatalities[bin], tile.numbered[bin], count), roughly, this.story.source,
    ];
  }

  #linesOfEvents(events) {
    const [{ tile, place }] = events;
    const { kinds, devices, precisions, without_device: without } = this.story;
    const device = tile.device[place] === without ? "" : devices[tile.device[place]];
    const more = events.length - 1;
    return [
      device || kinds[tile.kind[place]],
      new Date(tile.day[place] * EPOCH_MS).toISOString().slice(0, 10),
      device ? kinds[tile.kind[place]] : "",
      tile.fatalities[place] === NO_NUMBER ? "People killed: the source gives no number" : `People killed: ${tile.fatalities[place]}`,
      `Place: ${precisions[tile.precision[place]]}`,
      more ? `and ${number.format(more)} more here` : "",
      this.onPoint ? "Click to list the nearest events" : "",
      this.story.source,
    ];
  }

  #linesOfArea(latlng) {
    if (this.show !== "areas" || !this.counts) return [];
    const region = this.map.hasLayer(this.regions) && this.#unitAt(this.regions, latlng);
    const unit = region || this.#unitAt(this.land, latlng);
    if (!unit) return [];
    const held = (region ? this.counts.regions : this.counts.countries)[unit.area];
    const told = held
      ? [`${number.format(held[0])} ${held[0] === 1 ? "event" : "events"} recorded`, deaths(held[1], held[2], held[0])]
      : [this.story.empty.label];
    return [unit.name, ...told, this.story.source];
  }

  /** The unit of a layer that holds a place. */
  #unitAt(layer, latlng) {
    const point = this.map.latLngToLayerPoint(latlng);
    const marks = layer.marks.filter(({ polygon, symbol }) => {
      const path = polygon && layer.hasLayer(polygon) ? polygon : symbol;
      return path && layer.hasLayer(path) && path._pxBounds?.contains(point) && path._containsPoint?.(point);
    });
    return (marks.find(({ unit }) => unit.main) || marks[0])?.unit;
  }

  close() {
    this.watch?.disconnect();
    this.map?.remove();
  }
}

function deaths(sum, numbered, count) {
  if (!numbered) return "People killed: the source gives no number";
  const part = numbered < count ? ` (${number.format(numbered)} of the events have a number)` : "";
  return `People killed: ${part ? "at least " : ""}${number.format(sum)}${part}`;
}

/** A length in kilometres, or in metres where it is short. */
export function words(km) {
  return km >= 1 ? `${number.format(km)} km` : `${number.format(Math.round(km * 1000))} m`;
}
