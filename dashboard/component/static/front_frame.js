// Mount the front-line map once, then only pass it small messages: which source, which day, which layers.

import { Clock } from "./clock.js";
import { Calendar } from "./days.js";
import { FrontDays } from "./front_days.js";
import { FrontMap } from "./front_map.js";
import { MARKUP } from "./front_markup.js";
import { Inbox } from "./inbox.js";
import { Legend } from "./legend.js";
import { Shelf } from "./shelf.js";
import { Talk } from "./talk.js";
import { writeLines } from "./tooltip.js";

const PLAY_SECONDS = 40; // the whole span; days that are still on their way hold it up

const frames = new WeakMap();

/** Whether a class is drawn as a line, as points or as areas. */
function shapeOf(value) {
  if (value === "line") return "line";
  return /^(held_|accident)/.test(value) ? "point" : "area";
}

/** Streamlit calls this at the first mount and again for every message. */
export default async function frame(component) {
  const { parentElement } = component;
  if (!frames.has(parentElement)) frames.set(parentElement, new FrontFrame(parentElement, component.data));
  const view = frames.get(parentElement);
  view.trigger = component.setTriggerValue;
  await view.receive(component.data);
  return () => setTimeout(() => !parentElement.isConnected && view.close());
}

export class FrontFrame {
  /** `supply` brings in Leaflet, styles, the map, its story and its land: the server's shelf, or what a file holds. */
  constructor(root, data, supply = new Shelf(data)) {
    this.root = root;
    this.supply = supply;
    root.append(document.createRange().createContextualFragment(MARKUP));
    this.part = (role) => root.querySelector(`[data-role=${role}]`);
    this.inbox = new Inbox(root);
    this.talk = new Talk();
    this.shown = {};
    this.region = "";
    this.legend = new Legend(this.part("legend"));
    const roles = ["slider", "date", "play", "previous", "next", "today", "message"];
    this.clock = new Clock(Object.fromEntries(roles.map((role) => [role, this.part(role)])), {
      onDay: () => this.wish(),
      onRest: () => this.send(),
      nextChange: (day, direction) => this.nextChange(day, direction),
      isReady: (day) => this.isReady(day),
    });
    this.clock.playSeconds = PLAY_SECONDS;
    this.opened = this.open(data);
  }

  /** Load Leaflet and the drawn map. */
  async open(data) {
    this.supply.ask({ panels: [[data.map, data.story]] });
    const L = await this.supply.open(this.root, ["frame.css", "front.css"]);
    this.part("body").hidden = false;
    this.map = new FrontMap(L, this.part, {
      onPoint: (point) => this.choose({ at: point, place: null }),
      onPlace: (place) => this.choose({ at: null, place }),
    });
    await this.map.open(await this.supply.map(data.map));
    this.part("clear").addEventListener("click", () => this.choose({ at: null, place: null }));
    this.part("only").addEventListener("click", () => this.chooseRegion(this.offered));
  }

  /** Take a message; messages are handled one after the other. */
  receive(data) {
    return this.inbox.put(this.opened, () => this.take(data));
  }

  async take(data) {
    if (data.query && location.search.slice(1) !== data.query) {
      globalThis.history.replaceState(globalThis.history.state, "", `${location.pathname}?${data.query}`);
    }
    if (data.story !== this.shown.story) await this.tellStory(data);
    this.clock.today = this.clock.calendar.indexOf(data.today);
    this.labels = data.labels || {};
    this.dress();
    this.map.showLayers(new Set(data.layers));
    this.legend.show(data.legend || data.layers);
    this.map.setTiles(data.tiles ?? null);
    await this.#takeSides(data);
    if (this.talk.overtaken(data)) {
      if (!this.map.day) this.wish();
      return;
    }
    if ((data.region ?? "") !== this.region) this.map.chooseRegion(data.region ?? null);
    this.region = data.region ?? "";
    Object.assign(this.shown, { at: data.at ?? "", place: data.place ?? "", region: this.region });
    this.point = { at: data.at ?? "", place: data.place ?? "" };
    this.map.choosePoint(this.point);
    this.part("clear").hidden = !(this.point.at || this.point.place);
    const day = this.clock.calendar.indexOf(data.day);
    const known = data.day === this.shown.day;
    this.shown.day = data.day;
    if (known || (this.map.day && day === this.clock.day)) return this.wish();
    this.clock.stop();
    this.clock.set(day);
  }

  /** Another source: its days, its calendar, its settlements. */
  async tellStory(data) {
    this.story = await this.supply.story(data.story);
    this.days = new FrontDays(this.story.days, (name) => this.supply.story(`${this.story.folder}${name}.json`));
    this.clock.stop();
    this.clock.setCalendar(new Calendar(this.story.first, this.story.last), data.today);
    this.clock.allowPlay(this.story.days.length > 1);
    this.#drawTicks();
    await this.map.takeStory(this.story, (path) => this.supply.story(path));
    this.look = null;
    this.map.day = null;
    this.shown = { story: data.story };
  }

  /** The other side of a comparison, and what was computed for the day that the server last answered for. */
  async #takeSides(data) {
    const [other, ...overlays] = await Promise.all(
      [data.other?.land, ...(data.overlays || [])].map((path) => (path ? this.supply.story(path) : null)),
    );
    this.map.setOther(other, data.other);
    this.map.setOverlays(Object.assign({}, ...overlays), data.overlays_on);
  }

  /** A tick under the slider for every day on which the source has a map. */
  #drawTicks() {
    const { calendar } = this.clock;
    const ticks = this.part("ticks");
    ticks.setAttribute("viewBox", `0 0 ${Math.max(1, calendar.last)} 5`);
    ticks.firstElementChild.setAttribute("d", this.story.days.map(([day]) => `M${calendar.indexOf(day)} 0v5`).join(""));
  }

  /** Colours of the classes in the present theme; called again when the theme changes. */
  dress() {
    const styles = this.map.stylesFor(this.root.host || this.root);
    const classes = this.story.classes.map((word) => ({ ...word, label: this.labels[word.value] || word.label }));
    this.map.labels = Object.fromEntries(classes.map(({ value, label }) => [value, label]));
    const look = JSON.stringify([styles, this.map.labels]);
    if (look === this.look) return;
    this.look = look;
    this.part("body").dataset.theme = styles.theme;
    const legend = styles.map((style) => (style.value === "line" ? { ...style, ...this.map.lineMark } : style));
    this.legend.setClasses(classes, legend, { counted: false, shapeOf });
    this.map.dress(styles);
  }

  /** The hand is on a day: paint it as soon as its land is here, unless the hand has moved on by then. */
  async wish() {
    const day = this.clock.calendar.iso(this.clock.day);
    const place = this.days.placeOn(day);
    this.wished = day;
    let land = this.days.at(place);
    if (!land) {
      try {
        land = await this.days.fetch(place);
      } catch (fault) {
        return this.#say(`The map of ${day} could not be fetched: ${fault.message}.`);
      }
      if (this.wished !== day) return;
    }
    this.paint(day, place, land);
    this.days.prefetch(place, { playing: this.clock.playing });
  }

  /** While it plays: whether the land of a day is here; it is asked for where it is not. */
  isReady(day) {
    const place = this.days.placeOn(this.clock.calendar.iso(day));
    this.days.prefetch(place, { playing: true });
    return Boolean(this.days.at(place));
  }

  paint(day, place, land) {
    const row = this.days.rows[place];
    this.map.paint(day, row, land);
    const words = (iso) => this.clock.calendar.words(this.clock.calendar.indexOf(iso));
    this.part("title").textContent = `${this.story.title}, ${words(day)}`;
    const note = this.#ageOf(day, row, words);
    this.part("projection").textContent = note;
    this.part("projection").hidden = !note;
    this.part("map").setAttribute("aria-label", `Map: ${this.story.title}, ${words(day)}. Arrow keys move the map, plus and ` +
      "minus zoom, Enter chooses the point in the middle. The tables on this page hold the same settlements and regions.");
    this.tellPoint();
  }

  /** Which map stands for a day, and how old it is by then. */
  #ageOf(day, [file, state], words) {
    const { calendar } = this.clock;
    if (this.story.approximate) {
      return day > this.story.facts_as_of ? `Last known: the source ends on ${words(this.story.facts_as_of)}.` : this.story.caution;
    }
    const age = calendar.indexOf(day) - calendar.indexOf(file);
    const old = age > this.story.warn_days ? ` This is older than ${this.story.warn_days} days.` : "";
    return `Map of ${words(file)}, showing ${words(state)}; ${age} ${age === 1 ? "day" : "days"} old.${old}`;
  }

  /** The nearest day before (-1) or after (+1) on which the source has a map, or null. */
  nextChange(day, direction) {
    const { calendar } = this.clock;
    const place = this.days.placeOn(calendar.iso(day));
    const exact = calendar.indexOf(this.days.rows[place][0]) === day;
    const next = direction > 0 ? place + 1 : place - (exact ? 1 : 0);
    const row = this.days.rows[next];
    return row ? calendar.indexOf(row[0]) : null;
  }

  /** The hand rests: tell the server what it changed. */
  send() {
    const now = { day: this.clock.calendar.iso(this.clock.day), ...this.point, region: this.region };
    const { day, at, place, region } = this.shown;
    this.talk.send(now, { day, at, place, region }, this.trigger);
  }

  choose({ at, place }) {
    this.point = { at: at ?? "", place: place ?? "" };
    this.map.choosePoint(this.point);
    this.part("clear").hidden = !(at || place);
    this.tellPoint();
    this.send();
  }

  /** Show one region alone, or all of them ("" or undefined). */
  chooseRegion(code) {
    this.region = code || "";
    this.map.chooseRegion(this.region || null);
    this.#offerRegion();
    this.send();
  }

  tellPoint() {
    const box = this.part("chosen");
    const lines = this.map.linesOfPoint(this.point || {});
    box.hidden = !lines.length;
    writeLines(box, lines);
    this.#offerRegion();
  }

  /** Offer the region of the chosen point, or the way back to all of them. */
  #offerRegion() {
    const found = this.map.regionOf(this.point || {});
    const other = found && found.code !== this.region;
    this.offered = other ? found.code : "";
    const button = this.part("only");
    button.hidden = !(other || this.region);
    button.textContent = other ? `Show only ${found.name}` : "Show all regions";
  }

  #say(text) {
    this.part("message").textContent = text;
    this.part("message").hidden = false;
  }

  close() {
    this.clock.stop();
    this.map?.close();
    frames.delete(this.root);
  }
}
