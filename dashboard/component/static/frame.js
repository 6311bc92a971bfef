// Mount the maps once, then only pass them small messages: which histories, which day, which area.

import { Clock } from "./clock.js";
import { calendarOf } from "./days.js";
import { Inbox } from "./inbox.js";
import { Legend } from "./legend.js";
import { MARKUP } from "./markup.js";
import { Panel } from "./panel.js";
import { Shelf } from "./shelf.js";
import { Talk } from "./talk.js";
import { Travel } from "./travel.js";

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

export class Frame {
  /** `supply` brings in Leaflet, styles, maps and histories: the server's shelf, or what a file holds itself. */
  constructor(root, data, supply = new Shelf(data)) {
    this.root = root;
    this.supply = supply;
    root.append(document.createRange().createContextualFragment(MARKUP));
    this.part = (role) => root.querySelector(`[data-role=${role}]`);
    this.inbox = new Inbox(root);
    this.shown = { day: null, stories: null, area: undefined }; // what the server last asked for
    this.talk = new Talk();
    this.legend = new Legend(this.part("legend"));
    this.clock = new Clock(this.#controls(), {
      onDay: (day) => this.paint(day),
      onRest: () => this.rest(),
      nextChange: (day, direction) => this.nextChange(day, direction),
    });
    this.opened = this.open(data);
  }

  #controls() {
    const roles = ["slider", "date", "play", "previous", "next", "today", "message"];
    return Object.fromEntries(roles.map((role) => [role, this.part(role)]));
  }

  /** Load Leaflet and the drawn maps. */
  async open(data) {
    this.supply.ask();
    const L = await this.supply.open(this.root);
    this.part("body").hidden = false;
    const stages = this.part("stages");
    stages.classList.toggle("several", data.panels.length > 1);
    this.panels = data.panels.map(() => new Panel(L, stages));
    const maps = await Promise.all(data.panels.map(([map]) => this.supply.map(map)));
    await Promise.all(this.panels.map((panel, place) => panel.open(maps[place], data.view)));
    this.travels = this.panels.map((panel) => new Travel(panel, (area) => this.choose(area)));
    for (const panel of this.panels) {
      panel.areas.on("click", (event) => this.choose(event.propagatedFrom?.mark?.unit.area));
    }
    const [first] = this.panels;
    this.part("world").hidden = this.panels.length > 1;
    this.part("world").textContent = data.view ? "Region" : "Whole world";
    this.part("world").addEventListener("click", () => first.showWhole());
    this.part("zoom").addEventListener("click", () => first.showArea(this.area));
    this.part("clear").addEventListener("click", () => this.choose(null));
  }

  /** Take a message; messages are handled one after the other. */
  receive(data) {
    return this.inbox.put(this.opened, () => this.take(data));
  }

  async take(data) {
    if (data.query && location.search.slice(1) !== data.query) {
      globalThis.history.replaceState(globalThis.history.state, "", `${location.pathname}?${data.query}`);
    }
    this.projection = data.projection;
    const stories = data.panels.map(([, ...told]) => told).join();
    if (stories !== this.shown.stories) await this.tellStories(data, stories);
    this.clock.today = this.clock.calendar.indexOf(data.today);
    this.dress();
    if (this.talk.overtaken(data)) {
      if (!this.painted) this.paint(this.clock.day);
      return;
    }
    const area = data.area ?? null;
    if (area !== this.shown.area) {
      this.shown.area = area;
      this.mark(area);
    }
    if (data.day === this.shown.day) return;
    this.shown.day = data.day;
    const day = this.clock.calendar.indexOf(data.day);
    if (this.painted && day === this.clock.day) return;
    this.clock.stop();
    this.clock.set(day);
    this.describe();
  }

  async tellStories(data, names) {
    const fetchAll = (paths) => Promise.all(paths.map((path) => this.supply.story(path)));
    const told = await Promise.all(data.panels.map(([, ...paths]) => fetchAll(paths)));
    told.forEach(([story, narrow], at) => this.panels[at].setStory(story, narrow));
    [[this.story]] = told;
    this.clock.setCalendar(calendarOf(this.story), data.today);
    this.clock.allowPlay(this.story.play !== false);
    this.root.querySelector(".clock").hidden = Boolean(this.story.timeless);
    this.painted = false;
    this.shown = { stories: names, day: null, area: undefined };
    for (const travel of this.travels) travel.setOrder();
  }

  /** Colours of the classes in the present theme; called again when the theme changes. */
  dress() {
    const changed = this.panels.map((panel) => panel.dress(this.root.host || this.root));
    if (!changed[0]) return;
    const { styles } = this.panels[0];
    this.part("body").dataset.theme = styles.theme;
    this.legend.setClasses(this.story.classes, styles, { counted: this.panels.length === 1, grid: this.story.grid });
    if (this.painted) this.paint(this.clock.day);
  }

  paint(day) {
    const { calendar } = this.clock;
    const counts = this.panels.map((panel) => panel.paint(day, calendar));
    this.painted = true;
    const several = this.panels.length > 1;
    if (several) this.panels.forEach((panel, at) => panel.showCaption(counts[at]));
    else this.legend.setCounts(counts[0]);
    const words = calendar.words(day);
    this.part("title").textContent = several ? words : this.panels[0].history.titleOn(day, words);
    const projected = this.story.steps === "days" && calendar.iso(day) > this.story.facts_as_of;
    const note = projected ? this.projection || this.story.projection : this.story.notes[day] || "";
    this.part("projection").hidden = !note;
    this.part("projection").textContent = note;
    for (const panel of this.panels) {
      const { title, timeless } = panel.history.story;
      panel.box.setAttribute("aria-label", `Map: ${timeless ? title : `${title}, ${words}`}. Arrow keys go from area to ` +
        "area, Enter chooses. The table on this page holds the same areas.");
    }
    this.tellChosen();
  }

  /** The nearest day before (-1) or after (+1) on which any of the maps changes, or null. */
  nextChange(day, direction) {
    const days = this.panels.map((panel) => panel.history.nextChange(day, direction)).filter((other) => other !== null);
    if (!days.length) return null;
    return direction > 0 ? Math.min(...days) : Math.max(...days);
  }

  rest() {
    this.describe();
    this.send();
  }

  describe() {
    for (const travel of this.travels) travel.describe();
  }

  /** The hand rests: tell the server what it changed. */
  send() {
    const { day, area } = this.shown;
    const now = { day: this.clock.calendar.iso(this.clock.day), area: this.area ?? "" };
    this.talk.send(now, { day, area: area ?? "" }, this.trigger);
  }

  choose(area) {
    if (area === undefined || area === "") return;
    this.mark(area === this.area ? null : area);
    this.send();
  }

  /** Make the chosen area stand out on the maps and tell of it beside them. */
  mark(area) {
    const [{ history }] = this.panels;
    this.area = area ?? null;
    for (const panel of this.panels) panel.areas.choose(this.area);
    const name = area ? history.names[history.index.get(area)] : "";
    this.part("zoom").hidden = !area || this.panels.length > 1;
    this.part("clear").hidden = !area;
    this.part("zoom").textContent = `Zoom to ${name}`;
    this.part("clear").textContent = `Deselect ${name}`;
    this.tellChosen();
  }

  tellChosen() {
    const box = this.part("chosen");
    box.hidden = !this.area || !this.painted || this.panels.length > 1;
    if (!box.hidden) this.panels[0].tellIn(box, this.area);
  }

  close() {
    this.clock.stop();
    for (const panel of this.panels || []) panel.close();
    frames.delete(this.root);
  }
}
