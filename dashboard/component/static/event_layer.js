// Be the Leaflet layer of events: tiles from this server, drawn on canvas, asked for again under another filter.

import { binAt, drawTile, isDeadly, makeTileElement, pointAt, TILE_PX } from "./event_tile.js";

const ROOT_ZOOM = 8; // at Leaflet's zoom -8 the grid of 65,536 km is one tile
const NEAR_PX = 9; // an event within this distance of the pointer is told
const EXTENT_KM = [[-8400, -17300], [8400, 17300]];

/**
 * A layer that asks `tileAt([zoom, column, row], signal)` for its tiles once both `tileAt` and `look` are given.
 * `onFault(error)` is told what could not be fetched, `onSettled()` that every tile in view is drawn.
 */
export function eventLayerClass(L) {
  return L.GridLayer.extend({
    initialize(options) {
      L.GridLayer.prototype.initialize.call(this, {
        ...options, tileSize: TILE_PX, bounds: EXTENT_KM, updateWhenZooming: false, updateInterval: 60, keepBuffer: 1,
        pane: "events",
      });
      this.tileAt = null;
      this.look = null;
      this.waiting = 0;
    },

    onAdd(map) {
      map.createPane("events").style.zIndex = 450; // over the areas, which lie in the overlay pane
      map.getPane("events").style.pointerEvents = "none";
      L.GridLayer.prototype.onAdd.call(this, map);
      this.on("tileunload", ({ tile }) => tile.asked?.abort());
    },

    createTile(coordinates, done) {
      const element = makeTileElement();
      element.coordinates = coordinates;
      this.fetchTile(element).finally(() => done(null, element));
      return element;
    },

    /** Fetch what an element shows under the present filter; what is drawn stays until the answer is here. */
    async fetchTile(element) {
      if (!this.tileAt) return;
      element.asked?.abort();
      const asked = new AbortController();
      element.asked = asked;
      this.waiting += 1;
      try {
        element.content = await this.tileAt(this.gridPlace(element.coordinates), asked.signal);
        if (element.asked === asked) this.draw(element);
      } catch (error) {
        if (error.name !== "AbortError") this.onFault?.(error);
      } finally {
        this.waiting -= 1;
        if (!this.waiting) this.onSettled?.();
      }
    },

    /** Zoom, column and row in the grid of the server. */
    gridPlace({ x, y, z }) {
      const zoom = z + ROOT_ZOOM;
      const half = 2 ** (zoom - 1);
      return [zoom, x + half, y + half];
    },

    draw(element) {
      if (element.content && this.look) drawTile(element, element.content, this.look);
    },

    elements() {
      return Object.values(this._tiles).filter(({ current }) => current).map(({ el }) => el);
    },

    /** Another filter: every tile in view is asked for again, and none of them is taken off the map meanwhile. */
    ask(tileAt) {
      this.tileAt = tileAt;
      for (const { el } of Object.values(this._tiles)) this.fetchTile(el);
    },

    /** Other colours or another measure: what is here is drawn anew. */
    dress(look) {
      this.look = look;
      for (const { el } of Object.values(this._tiles)) this.draw(el);
    },

    /** What lies under a place of the map: {bin, tile} or {events, tile} with the nearest first; null where nothing. */
    under(latlng) {
      const at = this._map.project(latlng, this._map.getZoom());
      const events = [];
      for (const element of this.elements()) {
        const { content: tile, coordinates } = element;
        if (!tile) continue;
        const x = at.x - coordinates.x * TILE_PX;
        const y = at.y - coordinates.y * TILE_PX;
        if (tile.bins) {
          if (x < 0 || y < 0 || x >= TILE_PX || y >= TILE_PX) continue;
          const bin = binAt(tile, x, y);
          if (bin >= 0) return { tile, bin };
        } else if (x > -NEAR_PX && y > -NEAR_PX && x < TILE_PX + NEAR_PX && y < TILE_PX + NEAR_PX) {
          for (let place = 0; place < tile.length; place += 1) {
            if (this.look.measure === "fatalities" && !isDeadly(tile.fatalities[place])) continue;
            const point = pointAt(tile, place);
            const far = Math.hypot(point.x - x, point.y - y);
            if (far <= NEAR_PX) events.push({ tile, place, far });
          }
        }
      }
      return events.length ? { events: events.sort((one, other) => one.far - other.far) } : null;
    },

    /** Whether bins or single events are in view, so that the legend tells of what is there. */
    shows() {
      const tiles = this.elements().map(({ content }) => content).filter((tile) => tile?.length);
      return { bins: tiles.some(({ bins }) => bins), points: tiles.some(({ bins }) => !bins) };
    },
  });
}
