// Draw the land of a front-line map: who holds what on a day, the line between, and what changed.

import { Hatches } from "./hatch.js";

// What lies above what; settlements are drawn last, on a canvas of their own.
const PANES = {
  paper: 300, liberated: 330, occupied: 340, before: 345, contested: 348, other: 342, other_contested: 343, gained: 352, lost: 352,
  regions: 360, line: 370, other_line: 371, outline: 375,
};
const LINES = new Set(["line", "other_line", "regions", "outline"]);
/** Roles that look like another one: what lies on the other side of a swipe. */
const LIKE = { other: "occupied", other_contested: "contested", other_line: "line" };
export const SIDES = { left: ["liberated", "occupied", "contested", "line"], right: Object.keys(LIKE) };
const OPACITY = { paper: 1, occupied: 0.8, before: 0.75, liberated: 0.8, gained: 0.9, lost: 0.9 };

/** Places from GeoJSON coordinates of polygons, or of lines. */
function placesOf(L, coordinates, lines) {
  return L.GeoJSON.coordsToLatLngs(coordinates || [], lines ? 1 : 2);
}

/**
 * A Leaflet layer that holds one path a role: `occupied`, `contested`, `before`, `liberated`, `line` …
 *
 * `options.geometry` is {url} on the screen and {inline} in a file that stands alone: what does not change with the
 * day, as {paper: {neighbours, country}, regions, names, before}.
 */
export function frontLayerClass(L, fetchJson) {
  return L.LayerGroup.extend({
    initialize(options, base) {
      L.LayerGroup.prototype.initialize.call(this, []);
      L.setOptions(this, options);
      this.base = base;
      this.paths = {};
      this.ready = this.load();
    },

    async load() {
      const { inline, url } = this.options.geometry;
      this.ground = inline || await fetchJson(new URL(url, this.base).href);
    },

    /** Make a pane and a path for every role; called once the map and the ground are there. */
    build(map) {
      this.map = map;
      for (const [role, zIndex] of Object.entries(PANES)) {
        const pane = map.createPane(`mineline-${role}`);
        pane.style.zIndex = zIndex;
        pane.style.pointerEvents = "none"; // clicks fall through to the map
        const shape = LINES.has(role) ? L.polyline : L.polygon;
        const options = { pane: `mineline-${role}`, renderer: L.svg({ pane: `mineline-${role}`, padding: 0.3 }), interactive: false };
        this.paths[role] = shape([], { ...options, smoothFactor: 0.8, className: `mineline-${role}` }).addTo(this);
      }
      const { neighbours, country } = this.ground.paper;
      this.paths.paper.setLatLngs(placesOf(L, country));
      this.neighbours = L.polygon(placesOf(L, neighbours), {
        pane: "mineline-paper", renderer: this.paths.paper.options.renderer, interactive: false, className: "mineline-neighbours",
      }).addTo(this);
      this.paths.paper.bringToFront();
      this.paths.regions.setLatLngs(this.ground.regions.flatMap((region) => placesOf(L, region.shape).flat()));
      this.set("before", this.ground.before);
    },

    /** Give a role new land, as GeoJSON coordinates. */
    set(role, coordinates) {
      this.paths[role].setLatLngs(placesOf(L, coordinates, LINES.has(role)));
    },

    /** Show one role or hide it. */
    show(role, wanted) {
      this.map.getPane(`mineline-${role}`).style.display = wanted ? "" : "none";
    },

    /** Outline one region; null lets go. Returns its bounds. */
    choose(code) {
      const found = this.ground.regions.find((region) => region.code === code);
      this.paths.outline.setLatLngs(found ? placesOf(L, found.shape).flat() : []);
      return found ? this.paths.outline.getBounds() : null;
    },

    whole() {
      return this.paths.paper.getBounds();
    },

    /** Colours by role from the styles of the classes; approximate lines are wide and dashed. */
    dress(styles, approximate, otherApproximate = approximate) {
      this.hatches ||= new Hatches(this.paths.paper.options.renderer._container);
      const known = new Map(styles.map((style) => [style.value, style]));
      for (const [role, path] of Object.entries(this.paths)) {
        const style = known.get(LIKE[role] || role);
        if (style) path.setStyle(LINES.has(role)
          ? this.lineStyle(style, role === "other_line" ? otherApproximate : approximate) : this.landStyle(style));
      }
    },

    lineStyle(style, approximate) {
      const width = approximate ? { weight: 5, opacity: 0.7, dashArray: "10 9" } : { weight: 2.5, opacity: 1, dashArray: null };
      return { ...width, color: style.outline, fill: false };
    },

    landStyle(style) {
      return {
        stroke: Boolean(style.outline), color: style.outline || style.fill, weight: style.weight || 0,
        fill: true, fillColor: this.hatches.fillOf(style), fillOpacity: style.hatch ? 1 : OPACITY[style.value] ?? 0.8,
      };
    },
  });
}

/** Whether a place lies in polygons given as GeoJSON coordinates. */
export function covers(polygons, lng, lat) {
  return (polygons || []).some(([outer, ...holes]) => inside(outer, lng, lat) && !holes.some((hole) => inside(hole, lng, lat)));
}

/** Whether a place lies in a ring. */
export function inside(ring, x, y) {
  let within = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
    const [x1, y1] = ring[at];
    const [x2, y2] = ring[before];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) within = !within;
  }
  return within;
}
