// Be a file that stands alone: the frame with its map, and around it what a sheet of paper holds too.

import { Frame } from "./frame.js";
import { openFrame } from "./sheet_frame.js";

/** What the file holds itself; nothing is asked of any server. */
class Held {
  constructor(draw, story) {
    Object.assign(this, { draw, held: story });
  }

  ask() {}

  async open() {
    return globalThis.L;
  }

  async map() {
    return { draw: this.draw, base: "" };
  }

  async story() {
    return this.held;
  }
}

/** Open the file: `sheet` holds texts, `story` the history, `message` the day, the area and the region to open on. */
export function openSheet(draw, { sheet, story, message }) {
  openFrame(sheet, message, (root) => new Frame(root, message, new Held(draw, story)));
}
