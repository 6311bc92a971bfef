// Let the keyboard travel over the areas of a map: one tab stop, arrows in the order of names, Enter chooses.

const LETTERS_MS = 700; // letters typed within this time are one beginning of a name

export class Travel {
  /** `panel` is the map; `onChoose(area code or null)` is called for Enter, Space and Escape. */
  constructor(panel, onChoose) {
    this.panel = panel;
    this.onChoose = onChoose;
    this.typed = { text: "", at: 0 };
    panel.box.addEventListener("keydown", (event) => this.#key(event));
    panel.box.addEventListener("focusin", (event) => this.#arrive(event));
    panel.box.addEventListener("focusout", () => this.panel.tooltip.hide());
    panel.areas.onDressed = (mark) => this.#label(mark, { words: false });
  }

  /** Take the areas of a new history, in the order of their names. */
  setOrder() {
    const { history, areas } = this.panel;
    const drawn = new Map(areas.marks.filter((mark) => mark.unit.main).map((mark) => [mark.unit.area, mark]));
    this.stops = history.codes.filter((code) => drawn.has(code)).map((code) => drawn.get(code));
    this.names = this.stops.map((mark) => history.names[history.index.get(mark.unit.area)].toLowerCase());
    if (!this.stops.some((mark) => mark === this.here)) this.here = this.stops[0];
    this.describe();
  }

  /** Name every area for a screen reader: name, status, since, source. Called when the hand rests. */
  describe() {
    for (const mark of this.stops || []) this.#label(mark);
  }

  /** Make one area a stop; its words are left for the rest where a repaint would write them again and again. */
  #label(mark, { words = true } = {}) {
    if (!this.stops?.includes(mark)) return;
    for (const path of [mark.polygon, mark.symbol]) {
      const element = path?.getElement?.();
      if (!element) continue;
      const focusable = path === this.#pathOf(mark);
      if (!focusable) {
        for (const name of ["role", "tabindex", "aria-label", "aria-pressed"]) element.removeAttribute(name);
        element.setAttribute("aria-hidden", "true");
        continue;
      }
      element.removeAttribute("aria-hidden");
      element.setAttribute("role", "button");
      element.setAttribute("tabindex", mark === this.here ? "0" : "-1");
      element.setAttribute("aria-pressed", String(Boolean(mark.chosen)));
      if (!this.panel.painted || (!words && element.hasAttribute("aria-label"))) continue;
      element.setAttribute("aria-label", this.panel.lines(mark.unit).filter(Boolean).join(", "));
    }
  }

  #pathOf(mark) {
    return mark.symbol && this.panel.areas.hasLayer(mark.symbol) ? mark.symbol : mark.polygon;
  }

  /** The element of an area that can be focused, or undefined on a day on which the area is not drawn. */
  #elementOf(mark) {
    return this.#pathOf(mark)?.getElement();
  }

  /** The next stop that is drawn, going on from a place in a direction. */
  #drawn(place, direction) {
    const count = this.stops.length;
    for (let step = 0; step < count; step += 1) {
      const at = (place + direction * step + count * count) % count;
      if (this.#elementOf(this.stops[at])) return at;
    }
    return place;
  }

  #key(event) {
    const at = this.stops.findIndex((mark) => this.#elementOf(mark) === event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const forward = [at + 1, 1];
    const backward = [at - 1, -1];
    const moves = {
      ArrowRight: forward, ArrowDown: forward, ArrowLeft: backward, ArrowUp: backward, Home: [0, 1], End: [-1, -1],
    };
    const acts = {
      Enter: () => this.onChoose(this.stops[at].unit.area), " ": () => this.onChoose(this.stops[at].unit.area),
      Escape: () => this.onChoose(null), "+": () => this.panel.map.zoomIn(), "-": () => this.panel.map.zoomOut(),
    };
    if (event.key in moves) this.go(this.#drawn(...moves[event.key]));
    else if (event.key in acts) acts[event.key]();
    else if (/^\p{L}$/u.test(event.key)) this.#spell(event.key, at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Go to the next name that begins with the letters typed shortly after each other. */
  #spell(letter, at) {
    const now = performance.now();
    const going = now - this.typed.at < LETTERS_MS;
    this.typed = { text: (going ? this.typed.text : "") + letter.toLowerCase(), at: now };
    const from = going ? at : at + 1;
    const order = this.names.map((_, step) => (from + step) % this.names.length);
    const found = order.find((place) => this.names[place].startsWith(this.typed.text) && this.#elementOf(this.stops[place]));
    if (found !== undefined) this.go(found);
  }

  go(place) {
    const before = this.here;
    this.here = this.stops[place];
    this.#label(before);
    this.#label(this.here);
    this.#elementOf(this.here).focus({ preventScroll: true });
  }

  /** Show what is focused, and bring it into view where the map was moved away from it. */
  #arrive(event) {
    const mark = this.stops?.find((stop) => this.#elementOf(stop) === event.target);
    if (!mark || !this.panel.painted) return;
    this.here = mark;
    const { map } = this.panel;
    const [x, y] = mark.unit.at;
    if (!map.getBounds().contains([y, x])) map.panTo([y, x], { animate: false });
    if (!event.target.matches(":focus-visible")) return;
    const point = map.latLngToContainerPoint([y, x]);
    this.panel.tooltip.show(this.panel.lines(mark.unit), point.x, point.y);
  }
}
