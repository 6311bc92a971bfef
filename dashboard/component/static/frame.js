// Mount the map once, then only pass it small messages: which history, which day, which area.

import { areaLayerClass, fetchJson } from "./areas.js";
import { Clock } from "./clock.js";
import { Calendar } from "./days.js";
import { History } from "./history.js";
import { Legend } from "./legend.js";
import { stylesFor } from "./styles.js";
import { Tooltip, writeLines } from "./tooltip.js";

const ANSWER_MS = 8000; // after this long an answer is no longer awaited

const frames = new WeakMap();

/** Streamlit calls this at the first mount and again for every message. */
export default async function frame(component) {
  const { parentElement } = component;
  if (!frames.has(parentElement)) frames.set(parentElement, new Frame(parentElement, component.data));
  const view = frames.get(parentElement);
  view.trigger = component.setTriggerValue;
  await view.receive(component.data);
  // Streamlit also calls this when a newer message overtakes an older one; only a root that is gone is closed.
  return () => setTimeout(() => !parentElement.isConnected && view.close());
}

class Frame {
  constructor(root, data) {
    this.root = root;
    this.part = (role) => root.querySelector(`[data-role=${role}]`);
    this.inbox = Promise.resolve();
    this.shown = { day: null, history: null, area: undefined }; // what the server last asked for
    this.pending = null; // what was sent and has not been answered yet: {number, day, area, at}
    this.legend = new Legend(this.part("legend"));
    this.tooltip = new Tooltip(this.part("tooltip"), this.part("map"));
    this.clock = new Clock(this.#controls(), {
      onDay: (day) => this.paint(day),
      onRest: () => this.send(),
      nextChange: (day, direction) => this.history.nextChange(day, direction),
    });
    this.opened = this.open(data);
  }

  #controls() {
    const roles = ["slider", "date", "play", "previous", "next", "today", "message"];
    return Object.fromEntries(roles.map((role) => [role, this.part(role)]));
  }

  /** Load Leaflet and the drawn map, both from this server. */
  async open(data) {
    const L = await loadLeaflet(this.root, new URL(data.leaflet, document.baseURI).href);
    const script = new URL(data.map, document.baseURI).href;
    const { default: draw } = await import(script);
    const Areas = areaLayerClass(L);
    const box = this.part("map");
    // Leaflet focuses the map on every press; the page must not scroll under the pointer for it.
    box.focus = (options) => HTMLElement.prototype.focus.call(box, { ...options, preventScroll: true });
    const mine = Object.create(L);
    mine.map = (_, options) => L.map(box, { ...options, zoomSnap: 0, zoomDelta: 0.75, wheelPxPerZoomLevel: 90 });
    this.map = draw(mine, { areas: (options) => (this.areas = new Areas(options, script)) });
    this.L = L;
    await this.areas.ready;
    this.showWorld({ animate: false });
    this.areas.sizeSymbols();
    this.#listen(box);
    box.dataset.ready = "yes";
    box.dataset.mounts = String(Number(box.dataset.mounts || 0) + 1);
  }

  #listen(box) {
    let width = box.clientWidth;
    this.watch = new ResizeObserver(() => {
      this.map.invalidateSize({ animate: false });
      const moved = this.touched;
      if (box.clientWidth !== width && !moved) this.showWorld({ animate: false });
      width = box.clientWidth;
    });
    this.watch.observe(box);
    this.map.on("zoomstart dragstart", () => { this.touched = true; });
    this.areas.on("mouseover mousemove", (event) => this.#hover(event));
    this.areas.on("mouseout", () => this.tooltip.hide());
    this.areas.on("click", (event) => this.choose(event.propagatedFrom?.mark?.unit.area));
    this.part("world").addEventListener("click", () => this.showWorld());
    this.part("zoom").addEventListener("click", () => this.showArea(this.area));
    this.part("clear").addEventListener("click", () => this.choose(null));
  }

  /** Take a message; messages are handled one after the other. */
  receive(data) {
    this.inbox = this.inbox.then(() => this.opened).then(() => this.take(data));
    return this.inbox;
  }

  async take(data) {
    if (data.history !== this.shown.history) {
      const story = await fetchJson(new URL(data.history, document.baseURI).href);
      this.history = new History(story);
      this.clock.setCalendar(new Calendar(story.first, story.last), data.today);
      this.painted = null;
      this.shown = { history: data.history, day: null, area: undefined };
    }
    this.dress();
    if (this.#overtaken(data)) {
      if (!this.painted) this.paint(this.clock.day);
      return;
    }
    if (data.area !== this.shown.area) {
      this.shown.area = data.area;
      this.mark(data.area);
    }
    if (data.day === this.shown.day) return;
    this.shown.day = data.day;
    const day = this.clock.calendar.indexOf(data.day);
    if (this.painted && day === this.clock.day) return;
    this.clock.stop();
    this.clock.set(day);
  }

  /** Whether a message is older than what was sent from here: its day and its area are then out of date. */
  #overtaken(data) {
    const { pending } = this;
    if (!pending) return false;
    const answered = data.heard === pending.number || performance.now() - pending.at > ANSWER_MS;
    if (!answered) return true;
    this.pending = null;
    return false;
  }

  /** Colours of the classes in the present theme; called again when the theme changes. */
  dress() {
    const styles = stylesFor(this.history.story.classes, this.root.host || this.root);
    const look = JSON.stringify(styles);
    if (look === this.look && this.painted) return;
    this.look = look;
    this.part("body").dataset.theme = styles.theme;
    this.areas.setStyles(styles);
    this.legend.setClasses(this.history.story.classes, styles);
    if (this.painted) this.legend.setCounts(this.history.countsOf(this.painted));
  }

  paint(day) {
    const { story } = this.history;
    const classes = this.history.classesOn(day);
    this.painted = classes;
    this.areas.paint((code) => {
      const place = this.history.index.get(code);
      return place === undefined ? -1 : classes[place];
    }, this.clock.calendar.iso(day));
    this.legend.setCounts(this.history.countsOf(classes));
    const { calendar } = this.clock;
    this.part("title").textContent = `${story.title}, ${calendar.words(day)}`;
    const projected = calendar.iso(day) > story.facts_as_of;
    this.part("projection").hidden = !projected;
    this.part("projection").textContent = projected ? story.projection : "";
    this.tellChosen();
    this.part("map").dataset.day = calendar.iso(day);
    this.part("map").setAttribute("aria-label", `Map: ${story.title}, ${calendar.words(day)}. ` +
      "The table below the map holds the same areas.");
  }

  /** The hand rests: tell the server the day and the area, once. */
  send() {
    const day = this.clock.calendar.iso(this.clock.day);
    const last = this.pending || this.shown;
    if (day === last.day && this.area === last.area) return;
    const number = `${Date.now()}-${Math.random()}`;
    this.pending = { number, day, area: this.area, at: performance.now() };
    this.trigger("rest", { day, area: this.area ?? null, number });
  }

  choose(area) {
    if (area === undefined || area === "") return;
    this.mark(area === this.area ? null : area);
    this.send();
  }

  /** Make the chosen area stand out on the map and tell of it beside the map. */
  mark(area) {
    this.area = area ?? null;
    this.areas.choose(this.area);
    const name = area ? this.history.names[this.history.index.get(area)] : "";
    for (const role of ["zoom", "clear"]) this.part(role).hidden = !area;
    this.part("zoom").textContent = `Zoom to ${name}`;
    this.part("clear").textContent = `Deselect ${name}`;
    this.tellChosen();
  }

  tellChosen() {
    const box = this.part("chosen");
    box.hidden = !this.area;
    if (!this.area) return;
    const own = this.areas.marksOf(this.area).find((mark) => mark.unit.kind === "own");
    writeLines(box, this.#lines(own ? own.unit : { area: this.area, kind: "own" }));
  }

  showWorld(options = {}) {
    const [west, south, east, north] = this.areas.extent;
    this.map.fitBounds([[south, west], [north, east]], { padding: [2, 2], ...options });
    this.touched = false;
  }

  showArea(area) {
    const bounds = this.areas.boundsOf(area);
    if (bounds) this.map.fitBounds(bounds, { padding: [60, 60], maxZoom: this.map.getMaxZoom() - 1 });
    this.touched = true;
  }

  #hover(event) {
    const mark = event.propagatedFrom?.mark;
    if (!mark) return;
    const { x, y } = this.map.latLngToContainerPoint(event.latlng);
    this.tooltip.show(this.#lines(mark.unit), x, y);
  }

  #lines(unit) {
    const told = unit.area ? this.history.tell(unit.area, this.clock.day) : null;
    if (!told) return [unit.name, unit.note || "Not attributed to any area."];
    const lines = [unit.kind === "own" ? told.name : `${unit.name} (shown with ${told.name})`, told.label];
    if (told.since !== null) lines.push(`since ${this.clock.calendar.words(told.since)}`);
    lines.push(told.act, unit.note, told.source && `Source: ${told.source}`);
    return lines;
  }

  close() {
    this.clock.stop();
    this.watch?.disconnect();
    this.map?.remove();
    frames.delete(this.root);
  }
}

/** Leaflet's style goes into this component's own root, its script once into the page. */
async function loadLeaflet(root, folder) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = `${folder}leaflet.css`;
  const styled = settled(style);
  root.prepend(style);
  await styled;
  if (!globalThis.L?.map) {
    const script = document.createElement("script");
    script.src = `${folder}leaflet.js`;
    const run = settled(script);
    document.head.append(script);
    await run;
    if (!globalThis.L?.map) throw new Error(`${script.src} is not Leaflet`);
  }
  return globalThis.L;
}

function settled(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve, { once: true });
    element.addEventListener("error", () => reject(new Error(`${element.src || element.href} is missing`)), { once: true });
  });
}
