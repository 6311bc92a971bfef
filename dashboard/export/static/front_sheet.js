// Be a front-line file that stands alone: the frame of the page with every day of its source in it.

import { FrontFrame } from "./front_frame.js";
import { Mosaic } from "./mosaic.js";
import { openFrame } from "./sheet_frame.js";

/**
 * What the file holds: `parts` by the names under which the frame asks for them, and a `mosaic` that gives the land of
 * any day. `opened` is what was computed for the day that it opens on.
 */
class Held {
  constructor(draw, { parts, mosaic, folder, since, opened }) {
    Object.assign(this, { draw, parts, folder, since, opened, mosaic: new Mosaic(mosaic) });
  }

  ask() {}

  async open() {
    return globalThis.L;
  }

  async map() {
    return { draw: this.draw, base: "" };
  }

  async story(path) {
    if (path in this.parts) return this.parts[path];
    const day = path.slice(this.folder.length, -".json".length);
    if (path !== `${this.folder}${day}.json`) throw new Error(`the file does not hold ${path}`);
    const land = this.mosaic.land(day, this.since);
    return day === this.opened.key ? { ...land, computed: { ...land.computed, ...this.opened.land } } : land;
  }
}

/** Open the file: `sheet` holds texts, `held` the days of the source, `message` what it opens on. */
export function openSheet(draw, { sheet, held, message }) {
  openFrame(sheet, message, (root) => new FrontFrame(root, message, new Held(draw, held)));
}
