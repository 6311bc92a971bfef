// Count the steps of a timeline, days or years, and write them as people read them. All days are UTC calendar days.

const DAY_MS = 86_400_000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

/** The calendar of one timeline: its first and last day, both ISO (YYYY-MM-DD). */
export class Calendar {
  input = "date"; // the kind of field in which a step is typed
  leap = 365; // steps of PageUp and PageDown

  constructor(first, last) {
    this.first = first;
    this.setSpan(first, last);
  }

  setSpan(first, last) {
    this.origin = Date.parse(first + "T00:00:00Z");
    this.last = this.indexOf(last);
  }

  /** Day number of an ISO day, or null where the text is not a day. */
  indexOf(iso) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
    const moment = Date.parse(iso + "T00:00:00Z");
    if (Number.isNaN(moment)) return null;
    return Math.round((moment - this.origin) / DAY_MS);
  }

  /** ISO day of a day number. */
  iso(index) {
    return new Date(this.origin + index * DAY_MS).toISOString().slice(0, 10);
  }

  /** "23 November 2026". */
  words(index) {
    const day = new Date(this.origin + index * DAY_MS);
    return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
  }

  contains(index) {
    return index !== null && index >= 0 && index <= this.last;
  }

  clamp(index) {
    return Math.min(this.last, Math.max(0, index));
  }
}

/** The calendar of a timeline of years: every step is the end of a year, written as four digits. */
export class Years extends Calendar {
  input = "number";
  leap = 5;

  setSpan(first, last) {
    this.origin = Number(first);
    this.last = Number(last) - this.origin;
  }

  indexOf(text) {
    return /^\d{4}$/.test(text) ? Number(text) - this.origin : null;
  }

  iso(index) {
    return String(this.origin + index);
  }

  words(index) {
    return this.iso(index);
  }
}

/** The calendar that a story needs. */
export function calendarOf(story) {
  return story.steps === "years" ? new Years(story.first, story.last) : new Calendar(story.first, story.last);
}
