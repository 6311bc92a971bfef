// Bring what the map of events needs from this server: beside the shelf, counts and tiles under a filter.

import { fetchJson } from "./areas.js";
import { readTile } from "./event_tile.js";
import { Shelf } from "./shelf.js";

export class EventShelf extends Shelf {
  /** Whether the page lists events beside the map. */
  get lists() {
    return true;
  }

  /** Take the source and the filter of a message; the days are told with every question. */
  choose({ tiles, filter }) {
    this.tiles = new URL(tiles, document.baseURI).href;
    this.filter = filter;
  }

  /** How a layer of areas gets a geometry on the shelf. */
  geometry(path) {
    return { url: this.at(path) };
  }

  /** How many events fell on which days, on all days. */
  days() {
    return fetchJson(this.#address("days.json", { since: "", until: "" }));
  }

  /** What each area and region holds within days. */
  areas(span) {
    return fetchJson(this.#address("areas.json", span));
  }

  /** The tile at [zoom, column, row] of the grid. */
  async tile(place, span, signal) {
    const answer = await fetch(this.#address(`${place.join("/")}.bin`, span), { signal });
    if (!answer.ok) throw new Error(await answer.text());
    return readTile(await answer.arrayBuffer());
  }

  #address(name, { since, until }) {
    const query = new URLSearchParams(this.filter);
    if (since) query.set("since", since);
    if (until) query.set("until", until);
    const text = query.toString();
    return `${this.tiles}${name}${text ? `?${text}` : ""}`;
  }
}
