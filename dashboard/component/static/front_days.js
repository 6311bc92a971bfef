// Fetch what a source drew on its days, each once, a few days ahead of the hand.

const KEPT = 240; // snapshots kept in memory; the browser keeps the files themselves
const NEIGHBOURS = 3; // fetched on either side of the day that is shown
const AHEAD = 12; // fetched ahead while the timeline plays

/**
 * The days of a source: `rows` are [file day, day whose state it shows, name of its geometry], oldest first.
 * `bring(name)` fetches a geometry.
 */
export class FrontDays {
  constructor(rows, bring) {
    this.rows = rows;
    this.bring = bring;
    this.drawn = new Map(); // by name: what was fetched, the latest asked for at the end
    this.asked = new Map(); // by name: the fetch that runs
  }

  /** Place of the latest row whose file day is on or before an ISO day, or -1. */
  placeOn(day) {
    let [low, high] = [0, this.rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle][0] <= day) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** What lies in memory for a place, or undefined. */
  at(place) {
    const name = this.rows[place][2];
    const found = this.drawn.get(name);
    if (found) this.#keep(name, found);
    return found;
  }

  /** Fetch the geometry of a place; the same one is never asked for twice at a time. */
  fetch(place) {
    const name = this.rows[place][2];
    if (this.drawn.has(name)) return Promise.resolve(this.drawn.get(name));
    if (!this.asked.has(name)) {
      const coming = this.bring(name).then((geometry) => this.#keep(name, geometry));
      this.asked.set(name, coming.finally(() => this.asked.delete(name)));
    }
    return this.asked.get(name);
  }

  /** Fetch what lies beside a place, more of it ahead where the timeline plays; failures are told when it is shown. */
  prefetch(place, { playing = false } = {}) {
    const [back, ahead] = playing ? [0, AHEAD] : [NEIGHBOURS, NEIGHBOURS];
    for (let other = place - back; other <= place + ahead; other += 1) {
      if (other >= 0 && other < this.rows.length) this.fetch(other).catch(() => {});
    }
  }

  #keep(name, geometry) {
    this.drawn.delete(name);
    this.drawn.set(name, geometry);
    if (this.drawn.size > KEPT) this.drawn.delete(this.drawn.keys().next().value);
    return geometry;
  }
}
