// Be a file that stands alone: the frame with its map, and around it what a sheet of paper holds too.

import { Frame } from "./frame.js";
import { openFrame } from "./sheet_frame.js";

/** What the file holds itself; nothing is asked of any server. */
class Held {
  constructor(draw, stories) {
    Object.assign(this, { draw, stories });
  }

  ask() {}

  async open() {
    return globalThis.L;
  }

  async map() {
    return { draw: this.draw, base: "" };
  }

  async story(name) {
    return this.stories[name];
  }
}

/** Open the file: `sheet` holds texts, `stories` the history of each map, `message` the day, area and region to open on. */
export function openSheet(draw, { sheet, stories, message }) {
  openFrame(sheet, message, (root) => new Frame(root, message, new Held(draw, stories)));
}
