// Let people choose a day: slider, typed date, arrow keys, previous and next change, and play.

const PLAY_SECONDS = 24; // the whole span at normal speed, where the map does not ask for another
const TYPING_MS = 600; // a typed day is taken when nothing was typed for this long
const REST_MS = 280; // when the hand has not moved for this long, it rests

/**
 * The controls of a timeline. `onDay(day)` is called on every change, `onRest(day)` when the hand comes to rest.
 * `controls` holds the elements: slider, date, play, previous, next, today, message. While it plays, it waits for a day
 * until `isReady(day)`; `playSeconds` is how long the whole span takes.
 */
export class Clock {
  constructor(controls, { onDay, onRest, nextChange, isReady = () => true }) {
    Object.assign(this, { controls, onDay, onRest, nextChange, isReady, day: 0, timer: null, frame: null });
    this.playSeconds = PLAY_SECONDS;
    const { slider, date, play, previous, next, today } = controls;
    slider.addEventListener("input", () => this.set(Number(slider.value), { hand: true }));
    slider.addEventListener("pointerdown", () => { this.pressed = true; });
    slider.addEventListener("change", () => this.#released());
    slider.addEventListener("keydown", (event) => this.#key(event));
    date.addEventListener("change", () => this.#typing());
    date.addEventListener("blur", () => this.#typed({ finished: true }));
    date.addEventListener("keydown", (event) => event.key === "Enter" && this.#typed({ finished: true }));
    play.addEventListener("click", () => this.toggle());
    previous.addEventListener("click", () => this.#step(-1));
    next.addEventListener("click", () => this.#step(1));
    today.addEventListener("click", () => this.#jump(this.today));
  }

  /** Set the span; `today` is the ISO day that the button returns to. */
  setCalendar(calendar, today) {
    this.calendar = calendar;
    this.today = calendar.indexOf(today);
    const { slider, date, today: back } = this.controls;
    back.textContent = calendar.input === "date" ? "Today" : today; // a timeline of years returns to a year
    slider.min = "0";
    slider.max = String(calendar.last);
    date.type = calendar.input;
    date.setAttribute("aria-label", calendar.input === "date" ? "Type a day" : "Type a year");
    slider.setAttribute("aria-label", calendar.input === "date" ? "Day" : "Year");
    date.min = calendar.first;
    date.max = calendar.iso(calendar.last);
  }

  /** Whether the timeline may be played. */
  allowPlay(allowed) {
    if (!allowed) this.stop();
    this.controls.play.hidden = !allowed;
  }

  get playing() {
    return this.frame !== null;
  }

  /** Show a day; `hand` says that a person moved it, so that the rest is awaited. */
  set(day, { hand = false } = {}) {
    this.day = this.calendar.clamp(Math.round(day));
    const { slider, date, message } = this.controls;
    slider.value = String(this.day);
    slider.setAttribute("aria-valuetext", this.calendar.words(this.day));
    if (date.value !== this.calendar.iso(this.day)) date.value = this.calendar.iso(this.day);
    message.hidden = true;
    this.onDay(this.day);
    if (!hand) return;
    this.#moves();
    if (!this.playing) this.timer = setTimeout(() => this.#pause(), REST_MS);
  }

  rest() {
    this.#moves();
    if (!this.playing) this.onRest(this.day);
  }

  /** The hand moves again, or has been heard: no rest is awaited any more. */
  #moves() {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.pause);
  }

  /** A busy machine hands over late what the hand did: it rests only if the next frame brings nothing either. */
  #pause() {
    this.pause = requestAnimationFrame(() => this.rest());
  }

  toggle() {
    if (this.playing) this.stop();
    else this.#start();
  }

  stop() {
    if (!this.playing) return;
    cancelAnimationFrame(this.frame);
    this.frame = null;
    this.#showPlay(false);
    this.rest();
  }

  #start() {
    if (this.day >= this.calendar.last || this.day >= this.today) this.set(0);
    const until = this.day < this.today ? this.today : this.calendar.last;
    const perMs = this.calendar.last / (this.playSeconds * 1000);
    let then = performance.now();
    let exact = this.day;
    const tick = (now) => {
      const next = Math.min(until, exact + (now - then) * perMs);
      then = now;
      if (this.isReady(Math.floor(next))) exact = next;
      if (Math.floor(exact) !== this.day) this.set(Math.floor(exact));
      if (exact >= until) this.stop();
      else this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
    this.#showPlay(true);
  }

  #showPlay(playing) {
    const { play } = this.controls;
    play.querySelector("[data-role=symbol]").textContent = playing ? "❚❚" : "▶";
    play.querySelector("[data-role=word]").textContent = playing ? "Pause" : "Play";
  }

  #step(direction) {
    const day = this.nextChange(this.day, direction);
    this.#jump(day === null ? this.day : day);
  }

  #jump(day) {
    this.stop();
    this.set(day);
    this.rest();
  }

  #key(event) {
    if (event.key === " ") {
      event.preventDefault();
      if (this.controls.play.hidden) return;
      this.toggle();
      return;
    }
    const { leap } = this.calendar;
    const steps = { PageUp: leap, PageDown: -leap };
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.set(this.day + steps[event.key], { hand: true });
  }

  /** A pointer that lets go has come to rest; a key may be held down, so that its rest is awaited. */
  #released() {
    if (this.pressed) this.rest();
    this.pressed = false;
  }

  /** A day that is typed part by part is taken when the typing pauses. */
  #typing() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.#typed(), TYPING_MS);
  }

  /** Take a typed day; while the year is still being typed it is not yet wrong. */
  #typed({ finished = false } = {}) {
    clearTimeout(this.typing);
    const { date, message } = this.controls;
    const day = this.calendar.indexOf(date.value);
    if (this.calendar.contains(day)) {
      if (day !== this.day) this.#jump(day);
      return;
    }
    if (!finished) return;
    const last = this.calendar.iso(this.calendar.last);
    message.textContent = `Not on this timeline: ${date.value || "nothing"}. ` +
      `${this.calendar.first} to ${last} is valid.`;
    message.hidden = false;
  }
}
