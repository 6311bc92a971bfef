// Tell what lies under the pointer, as plain text only.

/** Write lines of text into a box, the first one as its heading; empty lines are left out. */
export function writeLines(box, lines) {
  box.replaceChildren(...lines.filter(Boolean).map((text, place) => {
    const line = document.createElement(place === 0 ? "strong" : "span");
    line.textContent = text;
    return line;
  }));
}

export class Tooltip {
  constructor(box, frame) {
    this.box = box;
    this.frame = frame;
  }

  /** Show lines of text beside a point of the frame; the first line is the heading. */
  show(lines, x, y) {
    writeLines(this.box, lines);
    this.box.hidden = false;
    const width = this.box.offsetWidth;
    const height = this.box.offsetHeight;
    const left = x + 16 + width > this.frame.clientWidth ? x - width - 12 : x + 16;
    const top = y + 16 + height > this.frame.clientHeight ? y - height - 12 : y + 16;
    this.box.style.left = `${Math.max(4, left)}px`;
    this.box.style.top = `${Math.max(4, top)}px`;
  }

  hide() {
    this.box.hidden = true;
  }
}
