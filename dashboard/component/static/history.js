// Answer which class each area has on any day, from one list of changes that travels once.

/**
 * The whole history of one map.
 *
 * A change may end with the age of its figure in years and the size of its circle (a share of the largest).
 *
 * `story.areas` holds [code, name, changes]; a change is [day number, class number, act number, source number] and
 * stands from that day until the next change of the same area; day 0 is the first of the timeline, earlier days are
 * negative. The first change of every area stands on day 0 or before.
 */
export class History {
  /** `narrow` tells which areas are outside of what the reader asked for: code → [[step, 1 outside or 0 within], …]. */
  constructor(story, narrow = null) {
    this.story = story;
    this.narrow = narrow;
    this.codes = story.areas.map((area) => area[0]);
    this.names = story.areas.map((area) => area[1]);
    this.changes = story.areas.map((area) => area[2]);
    this.index = new Map(this.codes.map((code, place) => [code, place]));
    const days = this.changes.flatMap((list) => list.filter((change, at) => at && change[1] !== list[at - 1][1]))
      .map((change) => change[0]);
    this.changeDays = [...new Set(days)].filter((day) => day > 0).sort((a, b) => a - b);
  }

  /** The change that an area stands on that day. */
  changeOf(place, day) {
    const list = this.changes[place];
    let found = list[0];
    for (const change of list) {
      if (change[0] > day) break;
      found = change;
    }
    return found;
  }

  /** Class number of every area on a day, in the order of `codes`. */
  classesOn(day) {
    const classes = new Int8Array(this.codes.length);
    for (let place = 0; place < classes.length; place += 1) {
      classes[place] = this.isOutside(place, day) ? this.story.outside : this.changeOf(place, day)[1];
    }
    return classes;
  }

  /** Whether an area is outside of what the reader asked for on a day; it is then drawn quietly. */
  isOutside(place, day) {
    const spans = this.narrow?.[this.codes[place]];
    return Boolean(spans?.filter(([start]) => start <= day).at(-1)?.[1]);
  }

  /** Age of the figure and size of the circle of an area on a day. */
  extraOf(place, day) {
    if (this.isOutside(place, day)) return { age: 0, size: 0 };
    const change = this.changeOf(place, day);
    return { age: change[4] || 0, size: change[5] || 0 };
  }

  /** How many areas each class has, in the order of the classes. */
  countsOf(classes) {
    const counts = new Array(this.story.classes.length).fill(0);
    for (const number of classes) counts[number] += 1;
    return counts;
  }

  /** The title of a day: the one that stands from some day on, or the map's own with the day. */
  titleOn(day, words) {
    if (this.story.timeless) return this.story.title;
    const own = (this.story.titles || []).filter(([start]) => start <= day).at(-1);
    return own ? own[1].replace("{day}", words) : `${this.story.title}, ${words}`;
  }

  /** What to tell of an area on a day: name, class, since when, by which act, from which source. */
  tell(code, day) {
    const place = this.index.get(code);
    if (place === undefined) return null;
    const [, number, act, source] = this.changeOf(place, day);
    return {
      name: this.names[place],
      label: this.story.classes[number].label + (this.isOutside(place, day) ? " (outside of what is chosen)" : ""),
      since: source < 0 || this.story.steps === "years" || this.story.grid ? null : this.#since(place, day),
      act: act < 0 ? null : this.story.acts[act],
      source: source < 0 ? null : this.story.sources[source],
    };
  }

  /** First day of the class that an area has on a day; a change of act alone does not begin a new one. */
  #since(place, day) {
    let since = null;
    let before = null;
    for (const [start, number] of this.changes[place]) {
      if (start > day) break;
      if (number !== before) since = start;
      before = number;
    }
    return since;
  }

  /** The nearest day with a change before (-1) or after (+1) a day, or null. */
  nextChange(day, direction) {
    const days = direction > 0 ? this.changeDays.filter((other) => other > day)
      : this.changeDays.filter((other) => other < day).reverse();
    return days.length ? days[0] : null;
  }
}
