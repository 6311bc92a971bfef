// Mount the map of events once, then only pass it small messages: which source, which filter, which measure.

import { EventDays } from "./event_days.js";
import { writeLegend } from "./event_legend.js";
import { EventMap, words } from "./event_map.js";
import { MARKUP } from "./event_markup.js";
import { EventShelf } from "./event_shelf.js";
import { Inbox } from "./inbox.js";
import { Talk } from "./talk.js";

const number = new Intl.NumberFormat("en");

const frames = new WeakMap();

/** Streamlit calls this at the first mount and again for every message. */
export default async function frame(component) {
  const { parentElement } = component;
  if (!frames.has(parentElement)) frames.set(parentElement, new EventFrame(parentElement, component.data));
  const view = frames.get(parentElement);
  view.trigger = component.setTriggerValue;
  await view.receive(component.data);
  return () => setTimeout(() => !parentElement.isConnected && view.close());
}

export class EventFrame {
  /** `supply` brings in map, words, counts and tiles: this server, or what a file holds itself. */
  constructor(root, data, supply = new EventShelf(data)) {
    this.root = root;
    this.supply = supply;
    root.append(document.createRange().createContextualFragment(MARKUP));
    this.part = (role) => root.querySelector(`[data-role=${role}]`);
    this.inbox = new Inbox(root);
    this.shown = {}; // what the server last asked for
    this.now = { since: "", until: "", at: "" }; // what the hand chose
    this.talk = new Talk();
    const roles = ["canvas", "from", "to", "since", "until", "all"];
    this.days = new EventDays(Object.fromEntries(roles.map((role) => [role, this.part(role)])), {
      onMove: (span) => this.filter(span),
      onRest: (span) => {
        this.filter(span);
        this.send();
      },
    });
    this.opened = this.open(data);
  }

  /** Load Leaflet and the drawn map, all from this server. */
  async open(data) {
    const L = await this.supply.open(this.root, ["frame.css", "event.css"]);
    this.part("body").hidden = false;
    this.part("middle").hidden = !this.supply.lists;
    this.map = new EventMap(L, this.part, {
      onPoint: this.supply.lists && (([x, y]) => this.choose(`${x.toFixed(3)},${y.toFixed(3)}`)),
      onLook: () => this.story && this.#writeLegend(),
      onFault: (error) => this.say(`Events could not be fetched: ${error.message}`),
      onSettled: () => this.#settled(),
    });
    await this.map.open(await this.supply.map(data.map));
    this.part("clear").addEventListener("click", () => this.choose(""));
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
    this.view = { measure: data.measure, show: data.show, classes: data.classes };
    const theme = this.map.dress(this.view, this.root.host || this.root);
    this.part("body").dataset.theme = theme;
    this.days.dress({ bar: this.story.ramp[2].fill[theme], rest: theme === "dark" ? "#47505a" : "#c3cad1", edge: theme === "dark" ? "#e6e9ee" : "#0e1116" });
    await this.map.setHazards(data.hazards ? this.supply.geometry(data.hazards) : null);
    const others = data.tiles + data.filter;
    const overtaken = this.talk.overtaken(data);
    if (!overtaken) {
      Object.assign(this.shown, { since: data.since ?? "", until: data.until ?? "", at: data.at ?? "" });
      this.now = { since: this.shown.since, until: this.shown.until, at: this.shown.at };
      this.map.choosePoint(this.now.at ? this.now.at.split(",").map(Number) : null);
    }
    if (others !== this.shown.others) {
      this.supply.choose(data);
      await this.#countDays();
    }
    this.shown.others = others;
    if (!overtaken) this.days.show({ since: this.now.since, until: this.now.until });
    this.filter(this.now, { anew: others !== this.filtered });
    this.filtered = others;
    this.#writeLegend();
  }

  /** Another source: its words, its classes, its extent. */
  async tellStory(data) {
    this.story = await this.supply.story(data.story);
    this.map.takeStory(this.story);
    this.asked = null;
    this.shown = { story: data.story };
    this.opening = true;
    this.opensOn = data.view; // bounds in kilometres of the map, or nothing for all that is meant
  }

  /** How many events fell on which days, under all filters but that of the days. */
  async #countDays() {
    const days = await this.awaited(this.supply.days());
    if (!days) return;
    this.days.take(days);
    this.part("step").textContent = days.counts.length ? `A bar is a ${days.step}; drag over the bars to choose.` : "No event passes the filters.";
  }

  /** Show another span of days: tiles and counts are asked for, all from here. */
  async filter({ since, until }, { anew = false } = {}) {
    Object.assign(this.now, { since, until });
    const asked = `${since} ${until}`;
    if (asked === this.asked && !anew) return;
    this.asked = asked;
    this.part("map").dataset.settled = "no";
    this.map.ask((place, signal) => this.supply.tile(place, this.now, signal));
    const counts = await this.awaited(this.supply.areas(this.now));
    if (!counts || asked !== this.asked) return;
    this.map.takeCounts(counts);
    this.counts = counts;
    if (this.opening && this.opensOn) this.map.showBounds(this.opensOn);
    else if (this.opening && counts.events < this.story.events && !this.now.at) this.map.showExtent();
    this.opening = false; // a filter that is chosen later leaves the view as it is
    this.#tellFigures();
  }

  /** What is counted elsewhere, or null and a sentence where it cannot be had. */
  async awaited(counted) {
    try {
      const told = await counted;
      this.part("message").hidden = true;
      return told;
    } catch (error) {
      this.say(`Events could not be counted: ${error.message}.`);
      return null;
    }
  }

  #tellFigures() {
    const { events, fatalities, numbered } = this.counts;
    const { since, until } = this.now;
    const days = since || until ? `, ${since || this.story.first} to ${until || this.story.last}` : "";
    this.part("title").textContent = `${this.story.title}${days}`;
    const some = numbered < events ? `at least ${number.format(fatalities)} people killed (${number.format(numbered)} events have a number)`
      : `${number.format(fatalities)} people killed`;
    this.part("figures").textContent = `${number.format(events)} of ${number.format(this.story.events)} events; ${numbered ? some : "no number of people killed"}.`;
    this.part("projection").textContent = this.story.caution;
    this.part("projection").hidden = !this.story.caution;
    this.part("map").dataset.events = String(events);
    const beside = "The button below lists the events nearest to its middle; the tables hold the same events.";
    this.part("map").setAttribute("aria-label", `Map: ${this.story.title}${days}, ${number.format(events)} events. Arrow keys ` +
      `move the map, plus and minus zoom.${this.supply.lists ? ` ${beside}` : ""}`);
  }

  #settled() {
    this.part("map").dataset.settled = "yes";
    this.part("map").dataset.ready = "yes";
    this.#writeLegend();
  }

  #writeLegend() {
    const { story, map, view } = this;
    if (!map.theme) return;
    const style = (word) => map.styleOf(word);
    const what = view.measure === "fatalities" ? "People killed, at least," : "Events";
    const box = (word, text = word.label) => ({ text, style: style(word), shape: "box" });
    const ramp = (words) => [{ text: words }, ...story.ramp.map((word) => box(word))];
    const rows = [];
    if (view.show === "areas") {
      const [whose, classes] = map.areaLegend();
      rows.push({ text: `${what} in ${whose}` }, ...classes.map(({ word, label }) => box(word, label)));
      rows.push(box(story.empty), ...(view.measure === "fatalities" ? [box(story.uncounted)] : []));
    } else {
      const { bins, points } = map.events.shows();
      if (points) rows.push({ text: story.point }, ...story.groups.map((word) => ({ text: word.label, style: style(word), shape: "circle" })),
        { text: story.soft_label, style: style(story.groups[0]), shape: "soft" });
      if (bins) rows.push(...ramp(`${what} in a square of ${words(map.binKm)}`));
    }
    if (map.hazards) rows.push({ text: "Hazardous areas" }, ...story.hazards.map((word) => box(word)));
    writeLegend(this.part("legend"), rows);
  }

  choose(at) {
    this.now.at = at;
    this.map.choosePoint(at ? at.split(",").map(Number) : null);
    this.send();
  }

  /** The hand rests: tell the server what it changed. */
  send() {
    const { since, until, at } = this.shown;
    this.talk.send(this.now, { since, until, at }, this.trigger);
  }

  say(text) {
    this.part("message").textContent = text;
    this.part("message").hidden = false;
  }

  close() {
    this.days.close();
    this.map?.close();
    frames.delete(this.root);
  }
}
