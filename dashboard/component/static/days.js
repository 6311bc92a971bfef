// Count days since the first day of a timeline and write them as people read them. All days are UTC calendar days.

const DAY_MS = 86_400_000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

/** The calendar of one timeline: its first and last day, both ISO (YYYY-MM-DD). */
export class Calendar {
  constructor(first, last) {
    this.first = first;
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
