// Be the front-line map itself: its land, its places, what a pointer finds on it.

import { fetchJson } from "./areas.js";
import { covers, frontLayerClass, SIDES } from "./front_land.js";
import { Places } from "./front_places.js";
import { Swipe } from "./front_swipe.js";
import { stylesFor } from "./styles.js";
import { Tooltip } from "./tooltip.js";

const OF_A_DAY = ["occupied", "contested", "line"];
const COMPUTED = ["liberated", "gained", "lost"];
const TOLD_OF = ["gained", "lost", "liberated", "contested", "occupied"]; // the first that covers a point is told

export class FrontMap {
  /** `part` finds an element of the frame; `onPoint([lng, lat])` and `onPlace(id)` are called for clicks. */
  constructor(L, part, { onPoint, onPlace }) {
    Object.assign(this, { L, part, onPoint, onPlace, day: null, computed: {}, computedOn: null, layers: new Set() });
    this.box = part("map");
    this.tooltip = new Tooltip(part("tooltip"), this.box);
  }

  /** Run the folium map's function with our box as its container, and wait for what does not change with the day. */
  async open({ draw, base }) {
    const { L, box } = this;
    const Land = frontLayerClass(L, fetchJson);
    box.focus = (options) => HTMLElement.prototype.focus.call(box, { ...options, preventScroll: true });
    const mine = Object.create(L);
    mine.map = (_, options) => L.map(box, { ...options, zoomSnap: 0.25, zoomDelta: 0.5, wheelPxPerZoomLevel: 90 });
    this.map = draw(mine, { front: (options) => (this.land = new Land(options, base)) });
    await this.land.ready;
    this.land.build(this.map);
    this.places = new Places(L, this.map, this.tooltip);
    this.swipe = new Swipe(this.map, this.part("swipe"), SIDES);
    this.showWhole({ animate: false });
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
    this.map.on("click", (event) => this.#click(event));
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.map.on("mousemove", (event) => this.#hover(event));
    this.map.on("mouseout dragstart zoomstart", () => this.tooltip.hide());
    this.part("whole").addEventListener("click", () => this.showWhole());
    this.part("front").addEventListener("click", () => this.showFront());
  }

  /** Another source: its classes, its settlements and its accidents. */
  async takeStory(story, bring) {
    this.story = story;
    const [settlements, accidents] = await Promise.all(
      [story.settlements, story.accidents].map((path) => (path ? bring(path) : null)),
    );
    this.places.groups.settlements.clearLayers();
    this.places.groups.accidents.clearLayers();
    this.places.take(settlements || { classes: [], rows: [] });
    this.places.takeAccidents(accidents || []);
  }

  /** The styles of the classes of the legend in the present theme, with those of settlements and accidents. */
  stylesFor(element) {
    const styles = stylesFor(this.story.classes, element);
    const holders = this.places.holders.map(({ value, fill }) => [value, fill[styles.theme]]);
    const paper = styles.theme === "dark" ? "#0e1117" : "#ffffff";
    styles.points = { holders: Object.fromEntries(holders), accident: this.story.accident[styles.theme], border: paper };
    return styles;
  }

  dress(styles) {
    this.points = styles.points;
    this.styles = styles;
    this.land.dress(styles, this.story.approximate, this.sides?.approximate);
    if (this.day) this.places.paint(this.day, this.points);
  }

  /** How the line looks in the legend: wide and dashed where it is approximate. */
  get lineMark() {
    return this.story.approximate ? { weight: 4, dash: [5, 3] } : { weight: 2.5, dash: null };
  }

  showLayers(layers) {
    this.layers = layers;
    for (const role of [...OF_A_DAY, "before", "regions"]) this.land.show(role, layers.has(role));
    this.#showComputed();
    this.places.show({ settlements: layers.has("settlements"), accidents: layers.has("accidents") });
    if (this.day) this.places.paint(this.day, this.points);
    this.#showSides();
  }

  /** Paint a day: `row` says which map of the source stands for it. */
  paint(day, row, land) {
    const [, , name] = row;
    if (name !== this.painted || this.paintedOf !== this.story) {
      for (const role of OF_A_DAY) this.land.set(role, land[role]);
      Object.assign(this, { painted: name, paintedOf: this.story, shape: land });
    }
    this.day = day;
    this.file = row[0];
    if (land.computed && this.computedOn !== name) this.setOverlays(land.computed, name);
    else this.#showComputed();
    this.places.paint(day, this.points);
    Object.assign(this.box.dataset, { day, file: row[0], land: name });
  }

  /** What the server computed, such as liberated land, and the name of the land that it belongs to. */
  setOverlays(computed, name) {
    if (computed !== this.computed) {
      for (const role of COMPUTED) this.land.set(role, computed[role]);
    }
    Object.assign(this, { computed, computedOn: name });
    if (this.day) this.#showComputed();
  }

  /** Computed land is shown only on the day that it was computed for: while the hand moves, it is left out. */
  #showComputed() {
    const current = this.computedOn === this.painted;
    const swiping = Boolean(this.sides?.swipe); // both sides are seen as they are
    for (const role of COMPUTED) {
      this.land.show(role, current && (role === "liberated" ? this.layers.has(role) : !swiping));
    }
    this.box.dataset.computed = current ? COMPUTED.filter((role) => this.computed[role]?.length).join(" ") : "";
  }

  /** The other day or source of a comparison: its land, and {left, right, swipe} to say beside it. */
  setOther(land, sides) {
    this.sides = sides;
    this.land.set("other", land?.occupied);
    this.land.set("other_contested", land?.contested);
    this.land.set("other_line", land?.line);
    this.land.dress(this.styles, this.story.approximate, sides?.approximate);
    this.#showSides();
  }

  #showSides() {
    const swiping = Boolean(this.sides?.swipe);
    this.#showComputed();
    this.swipe.show(swiping);
    for (const [role, like] of Object.entries({ other: "occupied", other_contested: "contested", other_line: "line" })) {
      this.land.show(role, swiping && this.layers.has(like));
    }
    this.box.classList.toggle("swiped", swiping);
    this.part("sides").hidden = !swiping;
    for (const side of ["left", "right"]) this.part(side).textContent = this.sides?.[side] || "";
  }

  /** Map pictures of a host that the operator allows; null takes them away. */
  setTiles(tiles) {
    if (tiles?.url === this.tiles?.url) return;
    this.tiles = tiles;
    this.tileLayer?.remove();
    this.tileLayer = tiles ? this.L.tileLayer(tiles.url, { maxZoom: 19 }).addTo(this.map) : null;
    this.part("body").dataset.tiles = tiles ? "yes" : "no";
  }

  /** The region in which a point or a settlement lies, {code, name}, or null. */
  regionOf({ at, place }) {
    const found = place && this.places.settlements.find((one) => one.id === place);
    if (!found && !at) return null;
    const [lng, lat] = found ? [found.lng, found.lat] : at.split(",").map(Number);
    return this.#regionAt(lng, lat) || (found && this.land.ground.regions.find(({ name }) => name === found.region)) || null;
  }

  #regionAt(lng, lat) {
    return this.land.ground.regions.find(({ shape }) => covers(shape, lng, lat));
  }

  chooseRegion(code) {
    const bounds = this.land.choose(code);
    if (bounds) this.map.fitBounds(bounds, { padding: [30, 30] });
    else if (this.regionChosen) this.showWhole();
    this.regionChosen = Boolean(bounds);
  }

  showWhole(options = {}) {
    this.returning = true;
    this.touched = false;
    this.map.fitBounds(this.land.whole(), { padding: [4, 4], ...options });
  }

  showFront() {
    const bounds = this.land.paths.line.getBounds();
    if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [20, 20] });
    this.touched = true;
  }

  choosePoint({ at, place }) {
    this.places.choose(place, at ? at.split(",").map(Number) : null);
  }

  #click(event) {
    const place = this.places.settlementAt(event.containerPoint);
    if (place) return this.onPlace(place.id);
    const { lat, lng } = event.latlng.wrap();
    return this.onPoint(`${lng.toFixed(4)},${lat.toFixed(4)}`);
  }

  /** Enter chooses what lies in the middle, where the mark of the focused map stands; arrows move the map. */
  #key(event) {
    if (event.target !== this.box || event.key !== "Enter") return;
    event.preventDefault();
    const latlng = this.map.getCenter();
    this.#click({ latlng, containerPoint: this.map.latLngToContainerPoint(latlng) });
  }

  #hover({ containerPoint: point, latlng: { lat, lng } }) {
    const place = this.places.accidentAt(point) || this.places.settlementAt(point);
    const lines = place ? this.linesOfPlace(place) : this.linesOfLand(lng, lat);
    if (lines.length) this.tooltip.show(lines, point.x, point.y);
    else this.tooltip.hide();
  }

  /** What to tell of a chosen settlement or point on the painted day, line by line. */
  linesOfPoint({ at, place }) {
    if (!this.day || !this.shape) return [];
    const settlement = place && this.places.settlements.find((one) => one.id === place);
    if (settlement) return this.linesOfPlace(settlement);
    if (!at) return [];
    const [lng, lat] = at.split(",").map(Number);
    const land = this.linesOfLand(lng, lat);
    return [`${lat.toFixed(4)}° N, ${lng.toFixed(4)}° E`, ...land];
  }

  linesOfPlace(place) {
    if (place.device) {
      const where = place.stand_in ? `${place.place} (drawn around the nearest town: the exact place is not known)` : place.place;
      return [where, place.day, place.device, place.harm, place.source && `Source: ${place.source}`];
    }
    const holder = this.places.holderOn(place, this.day);
    return [place.name, holder.label, `Region: ${place.region}`, this.story.settlement_source];
  }

  linesOfLand(lng, lat) {
    if (!this.shape) return [];
    const region = this.#regionAt(lng, lat);
    const drawn = { ...this.shape, ...(this.computedOn === this.painted ? this.computed : {}) };
    const role = TOLD_OF.find((one) => covers(drawn[one], lng, lat));
    if (!region && !role) return [];
    return [this.labels[role] || this.story.elsewhere, region && `Region: ${region.name}`, this.story.as_assessed.replace("{day}", this.day)];
  }

  close() {
    this.watch?.disconnect();
    this.map?.remove();
  }
}
