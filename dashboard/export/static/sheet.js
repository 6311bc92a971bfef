// Be a file that stands alone: the frame with its map, and around it what a sheet of paper holds too.

import { Frame } from "./frame.js";

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

/** Write plain texts into the elements that wait for them. */
function writeTexts(sheet) {
  document.title = sheet.title;
  for (const role of ["heading", "subtitle", "link"]) {
    document.querySelector(`[data-sheet=${role}]`).textContent = sheet[role];
  }
  const foot = document.querySelector("[data-sheet=foot]");
  for (const text of sheet.foot) {
    const line = document.createElement("p");
    line.textContent = text;
    foot.append(line);
  }
}

/** Open the file: `sheet` holds texts, `story` the history, `message` the day, the area and the region to open on. */
export function openSheet(draw, { sheet, story, message }) {
  writeTexts(sheet);
  const root = document.querySelector("[data-sheet=map]");
  const frame = new Frame(root, message, new Held(draw, story));
  frame.trigger = () => {};
  frame.receive(message).then(() => {
    frame.clock.controls.today.textContent = message.today; // the button returns to what the file opened on
  }).catch((error) => {
    const told = document.querySelector("[data-sheet=error]");
    told.textContent = `The map could not be drawn: ${error.message}.`;
    told.hidden = false;
  });
}
