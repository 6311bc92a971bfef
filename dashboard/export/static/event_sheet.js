// Be a file of events that stands alone: the frame of the page with the events themselves in it.

import { EventFrame } from "./event_frame.js";
import { HeldEvents } from "./held_events.js";
import { openFrame } from "./sheet_frame.js";

/** What the file holds: words, events, the days that they fell on, and hazardous areas where they are shown. */
class Held {
  constructor(draw, { story, days, events, hazards }) {
    Object.assign(this, { draw, told: story, fell: days, hazards, events: new HeldEvents(events) });
  }

  /** No table beside the map lists events. */
  get lists() {
    return false;
  }

  choose() {}

  async open() {
    return globalThis.L;
  }

  async map() {
    return { draw: this.draw, base: "" };
  }

  async story() {
    return this.told;
  }

  geometry() {
    return { inline: this.hazards };
  }

  async days() {
    return this.fell;
  }

  async areas(span) {
    return this.events.areas(span);
  }

  async tile(place, span) {
    return this.events.tile(place, span);
  }
}

/** Open the file: `sheet` holds texts, `message` what the map opens on, the rest the events. */
export function openSheet(draw, { sheet, message, ...held }) {
  openFrame(sheet, message, (root) => new EventFrame(root, message, new Held(draw, held)));
}
