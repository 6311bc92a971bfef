// Draw how many events fell on which days, and let people choose a span of days: by brush, by keys, by typing.

import { Calendar } from "./days.js";

const REST_MS = 350; // when the hand has not moved for this long, it rests
const LIVE_MS = 90; // while it moves the map is asked this often
const LEAP = 12; // steps of PageUp and PageDown
const GRIP_PX = 7;

/**
 * A histogram with two handles. `controls` holds the elements: canvas, from, to (handles), since, until (typed days),
 * all (button). `onMove(span)` is called while the hand moves, `onRest(span)` once it rests; a span is
 * {since, until}, ISO days, '' for an open end.
 */
export class EventDays {
  constructor(controls, { onMove, onRest }) {
    Object.assign(this, { controls, onMove, onRest, low: 0, high: 0 });
    const { canvas, from, to, since, until, all } = controls;
    canvas.addEventListener("pointerdown", (event) => this.#press(event));
    canvas.addEventListener("pointermove", (event) => this.#drag(event));
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => this.#release());
    from.addEventListener("keydown", (event) => this.#key(event, "low"));
    to.addEventListener("keydown", (event) => this.#key(event, "high"));
    for (const box of [since, until]) box.addEventListener("change", () => this.#typed());
    all.addEventListener("click", () => this.set({ since: "", until: "" }, { hand: true }));
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(canvas);
  }

  /** Take the counts: {first, last, step: "day" | "month" | "year", starts (ISO days), counts}. */
  take(story) {
    this.story = story;
    this.starts = story.starts;
    this.counts = story.counts;
    this.calendar = new Calendar(story.first || "1970-01-01", story.last || "1970-01-01");
    this.largest = Math.max(1, ...this.counts);
    for (const box of [this.controls.since, this.controls.until]) Object.assign(box, { min: story.first, max: story.last });
    this.show(this.span || { since: "", until: "" });
  }

  get count() {
    return this.starts?.length || 0;
  }

  /** The last day of a step. */
  #endOf(step) {
    if (step + 1 >= this.count) return this.story.last;
    return this.calendar.iso(this.calendar.indexOf(this.starts[step + 1]) - 1);
  }

  /** The step that holds an ISO day; days before the first give the first, days after the last the last. */
  #stepOf(day) {
    let step = 0;
    while (step + 1 < this.count && this.starts[step + 1] <= day) step += 1;
    return step;
  }

  /** Show a span that was chosen elsewhere. */
  show(span) {
    this.span = span;
    this.low = span.since ? this.#stepOf(span.since) : 0;
    this.high = span.until ? this.#stepOf(span.until) : Math.max(0, this.count - 1);
    this.draw();
  }

  set(span, { hand = false } = {}) {
    this.show(span);
    if (!hand) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.onRest(this.span), REST_MS);
    this.live ||= setTimeout(() => {
      this.live = null;
      this.onMove(this.span);
    }, LIVE_MS);
  }

  /** Choose from the steps between the handles; the whole of them is no choice at all. */
  #choose(low, high) {
    const last = this.count - 1;
    const [first, end] = [Math.max(0, Math.min(low, high)), Math.min(last, Math.max(low, high))];
    this.set({ since: first > 0 ? this.starts[first] : "", until: end < last ? this.#endOf(end) : "" }, { hand: true });
  }

  #typed() {
    const { since, until } = this.controls;
    const span = { since: since.value, until: until.value };
    if (span.since && span.until && span.since > span.until) span.until = span.since;
    this.set(span, { hand: true });
  }

  #key(event, end) {
    const leaps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -LEAP, PageUp: LEAP };
    const ends = { Home: 0, End: this.count - 1 };
    if (!(event.key in leaps) && !(event.key in ends)) return;
    event.preventDefault();
    const wanted = event.key in ends ? ends[event.key] : this[end] + leaps[event.key];
    if (end === "low") this.#choose(Math.min(wanted, this.high), this.high);
    else this.#choose(this.low, Math.max(wanted, this.low));
  }

  #stepAt(event) {
    const box = this.controls.canvas.getBoundingClientRect();
    return Math.max(0, Math.min(this.count - 1, Math.floor((event.clientX - box.left) / box.width * this.count)));
  }

  #press(event) {
    if (!this.count) return;
    const { canvas } = this.controls;
    canvas.setPointerCapture(event.pointerId);
    const width = canvas.clientWidth / this.count;
    const x = event.clientX - canvas.getBoundingClientRect().left;
    // A press on an edge takes that edge along; elsewhere a new span begins.
    if (this.chosen && Math.abs(x - this.low * width) < GRIP_PX) this.anchor = this.high;
    else if (this.chosen && Math.abs(x - (this.high + 1) * width) < GRIP_PX) this.anchor = this.low;
    else this.anchor = this.#stepAt(event);
    this.#choose(this.anchor, this.#stepAt(event));
  }

  #drag(event) {
    if (this.anchor !== undefined) this.#choose(this.anchor, this.#stepAt(event));
  }

  #release() {
    this.anchor = undefined;
  }

  get chosen() {
    return Boolean(this.span.since || this.span.until);
  }

  dress(colours) {
    this.colours = colours;
    this.draw();
  }

  draw() {
    const { canvas, from, to, since, until, all } = this.controls;
    if (!this.story || !this.colours || !canvas.clientWidth) return;
    const scale = globalThis.devicePixelRatio || 1;
    const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
    Object.assign(canvas, { width: wide * scale, height: high * scale });
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    const step = wide / Math.max(1, this.count);
    this.counts.forEach((count, place) => {
      if (!count) return;
      const inside = place >= this.low && place <= this.high;
      const tall = Math.max(2, count / this.largest * (high - 4));
      pen.fillStyle = inside ? this.colours.bar : this.colours.rest;
      pen.fillRect(place * step, high - tall, Math.max(1, step - (step > 4 ? 1 : 0)), tall);
    });
    pen.fillStyle = this.colours.edge;
    if (this.chosen) for (const x of [this.low * step, (this.high + 1) * step - 2]) pen.fillRect(x, 0, 2, high);
    if (since.value !== this.span.since) since.value = this.span.since;
    if (until.value !== this.span.until) until.value = this.span.until;
    all.disabled = !this.chosen;
    this.#label(from, this.low, this.starts[this.low], this.low * step);
    this.#label(to, this.high, this.count ? this.#endOf(this.high) : "", (this.high + 1) * step);
  }

  /** Tell a screen reader where a handle stands, and put it there. */
  #label(handle, step, day, x) {
    handle.style.left = `${x}px`;
    const told = {
      "aria-valuemin": "0", "aria-valuemax": String(Math.max(0, this.count - 1)), "aria-valuenow": String(step),
      "aria-valuetext": day ? this.calendar.words(this.calendar.indexOf(day)) : "no day",
    };
    for (const [name, value] of Object.entries(told)) handle.setAttribute(name, value);
  }

  close() {
    clearTimeout(this.timer);
    clearTimeout(this.live);
    this.watch.disconnect();
  }
}
