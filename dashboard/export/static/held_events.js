// Count events that a file holds one by one, as the server does: by area, by region, and tile by tile.

import { BINS, NO_NUMBER } from "./event_tile.js";

const RAW = 2000; // a tile with no more events than this gives them one by one
const GRID_BITS = 32;
const SIDE_KM = 65_536;
const DAY_MS = 86_400_000;
const COLUMNS = { x: Uint32Array, y: Uint32Array, day: Int32Array, fatalities: Uint16Array, country: Uint16Array,
  region: Uint16Array, kind: Uint8Array, device: Uint8Array, precision: Uint8Array };

export class HeldEvents {
  /** `columns` in base64, least byte first; the codes that `country` and `region` count; the precisions that are soft. */
  constructor({ columns, countries, regions, soft }) {
    for (const [name, Column] of Object.entries(COLUMNS)) {
      this[name] = new Column(Uint8Array.from(atob(columns[name]), (letter) => letter.charCodeAt(0)).buffer);
    }
    Object.assign(this, { codes: { countries, regions }, soft: new Set(soft) });
  }

  /** The places in the columns of the events within days. */
  #within({ since, until }) {
    const key = `${since} ${until}`;
    if (key === this.key) return this.places;
    const low = since ? Date.parse(since) / DAY_MS : -Infinity;
    const high = until ? Date.parse(until) / DAY_MS : Infinity;
    this.key = key;
    this.places = Array.from(this.day.keys()).filter((place) => this.day[place] >= low && this.day[place] <= high);
    return this.places;
  }

  /** What all, each area and each region hold within days: {events, fatalities, numbered, extent, countries, regions}. */
  areas(span) {
    const places = this.#within(span);
    const [events, fatalities, numbered] = this.#sums(places);
    return { events, fatalities, numbered, extent: this.#extent(places),
      countries: this.#by("country", this.codes.countries, places), regions: this.#by("region", this.codes.regions, places) };
  }

  #sums(places) {
    const known = places.map((place) => this.fatalities[place]).filter((deaths) => deaths !== NO_NUMBER);
    return [places.length, known.reduce((sum, deaths) => sum + deaths, 0), known.length];
  }

  #by(column, codes, places) {
    const held = new Map();
    for (const place of places) {
      const code = codes[this[column][place]];
      if (!code) continue;
      if (held.has(code)) held.get(code).push(place);
      else held.set(code, [place]);
    }
    return Object.fromEntries([...held].map(([code, own]) => [code, this.#sums(own)]));
  }

  /** West, south, east, north in kilometres of the map; null for no events. */
  #extent(places) {
    if (!places.length) return null;
    const km = (units) => units / 2 ** GRID_BITS * SIDE_KM - SIDE_KM / 2;
    const least = (column, most) => places.reduce((end, place) => (most ? Math.max : Math.min)(end, column[place]), column[places[0]]);
    return [km(least(this.x, false)), -km(least(this.y, true)), km(least(this.x, true)), -km(least(this.y, false))];
  }

  /** The tile at [zoom, column, row] of the grid: its events one by one where they are few, bins otherwise. */
  tile([zoom, column, row], span) {
    const side = 2 ** (GRID_BITS - zoom);
    const here = this.#within(span).filter((place) => (
      Math.floor(this.x[place] / side) === column && Math.floor(this.y[place] / side) === row));
    const share = (units) => (units % side) / side;
    return here.length <= RAW ? this.#points(here, share) : this.#bins(here, share);
  }

  #points(places, share) {
    const told = (column) => Uint32Array.from(places, (place) => column[place]);
    const part = (column) => Uint32Array.from(places, (place) => Math.floor(share(column[place]) * 65_536));
    return { bins: false, length: places.length, x: part(this.x), y: part(this.y), day: Int32Array.from(places, (place) => this.day[place]),
      fatalities: told(this.fatalities), kind: told(this.kind), device: told(this.device), precision: told(this.precision) };
  }

  #bins(places, share) {
    const held = new Map();
    for (const place of places) {
      const number = Math.floor(share(this.y[place]) * BINS) * BINS + Math.floor(share(this.x[place]) * BINS);
      if (held.has(number)) held.get(number).push(place);
      else held.set(number, [place]);
    }
    const sums = [...held.values()].map((own) => this.#sums(own));
    const soft = [...held.values()].map((own) => own.filter((place) => this.soft.has(this.precision[place])).length);
    const number = [...held.keys()];
    return { bins: true, length: number.length, number, count: sums.map(([events]) => events), soft,
      fatalities: sums.map(([, deaths]) => deaths), numbered: sums.map(([, , known]) => known),
      places: new Map(number.map((bin, place) => [bin, place])) };
  }
}
