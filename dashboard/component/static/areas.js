// Draw one path an area, repaint it by class, and add a symbol where an area is too small to point at.

import { Hatches } from "./hatch.js";

const SMALL_PX2 = 16; // below this an area also gets a symbol
const SYMBOL_RADIUS_PX = { wide: 4, narrow: 2.5 }; // narrow: a map of less than NARROW_PX
const NARROW_PX = 560;
const CIRCLE_PX = { wide: 30, narrow: 14 }; // radius of the largest circle of a map of counts
const FAINTEST = 0.85; // how light the oldest figures get: lighter, one class would look like the next
const OLD_YEARS = 6; // from this age on a figure is drawn at its lightest

const NO_EXTRA = { age: 0, size: 0 };

/** Fetch JSON, or say in one sentence what is missing. */
export async function fetchJson(url) {
  let answer;
  try {
    answer = await fetch(url);
  } catch {
    throw new Error(`${url} cannot be reached`);
  }
  const kind = answer.headers.get("content-type") || "";
  if (!answer.ok || !kind.includes("json")) throw new Error(`${url} is missing (answer ${answer.status}, ${kind})`);
  return answer.json();
}

/**
 * A Leaflet layer of areas in the map's own plane (kilometres, y to the north).
 *
 * `options.geometry` is {url} on the screen and {inline} in a file that stands alone. Its features carry `u`, the
 * drawn unit; its `units` say for each unit: area code, kind, name, note, label point and size in km².
 */
export function areaLayerClass(L) {
  return L.FeatureGroup.extend({
    initialize(options, base) {
      L.FeatureGroup.prototype.initialize.call(this, []);
      L.setOptions(this, options);
      this.base = base;
      this.marks = []; // {unit, polygon, symbol}
      this.styles = [];
      this.ready = this.load();
    },

    async load() {
      const { inline, url } = this.options.geometry;
      const collection = inline || await fetchJson(new URL(url, this.base).href);
      this.extent = collection.extent;
      const toPlace = ([x, y]) => L.latLng(y, x);
      if (collection.frame) this.addFrame(collection.frame, toPlace);
      const owned = new Set(Object.values(collection.units).filter((unit) => unit.kind === "own").map((unit) => unit.area));
      for (const feature of collection.features) {
        const unit = { id: feature.properties.u, ...collection.units[feature.properties.u] };
        // The area itself, not what is shown with it; a disputed area stands for itself.
        unit.main = unit.kind === "own" || Boolean(unit.kind === "disputed" && unit.area && !owned.has(unit.area));
        const mark = { unit, polygon: null, symbol: null, class: -1 };
        if (feature.geometry.type !== "Point") {
          const rings = L.GeoJSON.coordsToLatLngs(feature.geometry.coordinates,
            feature.geometry.type === "Polygon" ? 1 : 2, toPlace);
          mark.polygon = this.prepare(L.polygon(rings, this.pathOptions(unit)), mark);
        }
        if (unit.main || !mark.polygon) {
          mark.symbol = this.prepare(L.circleMarker(toPlace(unit.at), {
            ...this.pathOptions(unit), radius: SYMBOL_RADIUS_PX.wide, className: "mineline-symbol",
          }), mark);
        }
        this.marks.push(mark);
      }
      for (const mark of this.marks) if (mark.polygon) this.addLayer(mark.polygon);
    },

    addFrame(frame, toPlace) {
      const sea = { interactive: false, className: "mineline-sea", stroke: true, weight: 1, fill: true, fillOpacity: 1 };
      const lines = { interactive: false, className: "mineline-graticule", weight: 0.5, fill: false };
      this.addLayer(L.polygon(frame.outline.map(toPlace), sea));
      for (const line of frame.graticule) this.addLayer(L.polyline(line.map(toPlace), lines));
    },

    pathOptions() {
      return { weight: 0.5, opacity: 1, fillOpacity: 1, smoothFactor: 0.6, color: "#fff" };
    },

    prepare(path, mark) {
      path.mark = mark;
      return path;
    },

    onAdd(map) {
      L.FeatureGroup.prototype.onAdd.call(this, map);
      this.map = map;
      map.on("zoomend", this.sizeSymbols, this);
    },

    onRemove(map) {
      map.off("zoomend", this.sizeSymbols, this);
      L.FeatureGroup.prototype.onRemove.call(this, map);
    },

    /** Show a symbol for each area under SMALL_PX2 at this zoom; one unit of the plane is 2^zoom pixels. */
    sizeSymbols() {
      const radius = this.map.getSize().x < NARROW_PX ? SYMBOL_RADIUS_PX.narrow : SYMBOL_RADIUS_PX.wide;
      for (const mark of this.marks) {
        if (mark.symbol && mark.symbol.getRadius() !== radius) mark.symbol.setRadius(radius);
        this.place(mark);
        if (mark.bubble) this.circle(mark);
      }
    },

    /** Put the parts of a mark on the map, or take them off, as its span of days and its size say. */
    place(mark) {
      const pxPerKm = 2 ** this.map.getZoom();
      const small = this.options.symbols !== false && (!mark.polygon || mark.unit.km2 * pxPerKm * pxPerKm < SMALL_PX2);
      let came = this.toggle(mark.polygon, !mark.hidden);
      came = this.toggle(mark.symbol, small && !mark.hidden) || came;
      if (came) this.restyle(mark);
    },

    /** Outlines are finer on a narrow map, so that they do not hide small areas. */
    fineness() {
      return this.map.getSize().x < NARROW_PX ? 0.5 : 1;
    },

    /** Add or remove a path; says whether it has just come. */
    toggle(path, wanted) {
      if (!path || this.hasLayer(path) === wanted) return false;
      if (wanted) this.addLayer(path);
      else this.removeLayer(path);
      return wanted;
    },

    /** Give the styles of the classes: {fill, hatch, ink, outline, weight, dash (lengths), border}. */
    setStyles(styles) {
      this.styles = styles;
      const svg = this.map.getRenderer(this.marks.find((mark) => mark.polygon).polygon)._container;
      this.hatches ||= new Hatches(svg);
      for (const mark of this.marks) this.restyle(mark);
    },

    /**
     * Repaint for an ISO day: `classOf(area code)` is the class number, or -1 where the unit has no area.
     * A unit that is drawn only in a span of days comes and goes with it. Returns how many changed.
     */
    paint(classOf, day, extraOf = () => NO_EXTRA) {
      let changed = 0;
      let resized = false;
      for (const mark of this.marks) {
        const hidden = day < (mark.unit.from || "") || day > (mark.unit.until || "9999");
        if (hidden !== Boolean(mark.hidden)) {
          mark.hidden = hidden;
          this.place(mark);
        }
        const number = mark.unit.area ? classOf(mark.unit.area) : -1;
        const { age, size } = (mark.unit.area && extraOf(mark.unit.area)) || NO_EXTRA;
        if (size !== (mark.size || 0)) {
          mark.size = size;
          this.circle(mark);
          resized = true;
        }
        if (number === mark.class && age === (mark.age || 0)) continue;
        mark.class = number;
        mark.age = age;
        this.restyle(mark);
        changed += 1;
      }
      if (changed || resized) this.raiseCircles();
      return changed;
    },

    /** Draw the circle of an area's count, over all areas; only the area itself gets one. */
    circle(mark) {
      if (!mark.unit.main) return;
      if (!mark.bubble) {
        mark.bubble = this.prepare(L.circleMarker(L.latLng(mark.unit.at[1], mark.unit.at[0]), {
          className: "mineline-circle", weight: 1, fillOpacity: 0.75,
        }), mark);
      }
      const largest = this.map.getSize().x < NARROW_PX ? CIRCLE_PX.narrow : CIRCLE_PX.wide;
      mark.bubble.setRadius(largest * mark.size);
      if (!this.toggle(mark.bubble, mark.size > 0 && !mark.hidden)) return;
      const element = mark.bubble.getElement();
      element.dataset.circle = mark.unit.area;
      element.setAttribute("aria-hidden", "true"); // the area below it is what the keyboard reaches
    },

    /** The older the figure, the lighter it is drawn, where the map fades. */
    strength(mark) {
      const aged = Math.min(1, (mark.age || 0) / OLD_YEARS);
      return this.options.fades ? 1 - (1 - FAINTEST) * aged : 1;
    },

    /** Small circles lie above large ones, and all above the areas. */
    raiseCircles() {
      const drawn = this.marks.filter((mark) => mark.bubble && this.hasLayer(mark.bubble));
      for (const mark of drawn.sort((one, other) => other.size - one.size)) mark.bubble.bringToFront();
    },

    restyle(mark) {
      const style = this.styles[mark.class] || this.styles.at(-1);
      if (!style) return;
      for (const path of [mark.polygon, mark.symbol]) {
        if (!path || !this.hasLayer(path)) continue;
        const outlined = Boolean(style.outline);
        path.setStyle({
          fillOpacity: style.hatch ? 1 : this.strength(mark),
          fillColor: this.hatches ? this.hatches.fillOf(style) : style.fill,
          color: outlined ? style.outline : style.border,
          weight: outlined ? style.weight * this.fineness() : 0.5,
          dashArray: style.dash && style.dash.map((length) => length * this.fineness()).join(" "),
        });
        const element = path.getElement();
        if (!element) continue;
        element.dataset.unit = mark.unit.id;
        element.dataset.area = mark.unit.area || "";
        element.dataset.class = style.value;
        element.classList.toggle("mineline-chosen", Boolean(mark.chosen));
        // Moving an element takes the focus from it, so that the focused one stays where it is.
        const front = (outlined && path === mark.polygon) || mark.chosen;
        if (front && element.getRootNode().activeElement !== element) path.bringToFront();
      }
      if (mark.bubble && this.hasLayer(mark.bubble)) {
        mark.bubble.setStyle({ fillOpacity: 0.75 * this.strength(mark) });
        mark.bubble.bringToFront();
      }
      this.onDressed?.(mark);
    },

    /** Make an area stand out; null lets go. */
    choose(area) {
      for (const mark of this.marks) {
        const chosen = Boolean(area) && mark.unit.area === area && mark.unit.main;
        if (chosen === Boolean(mark.chosen)) continue;
        mark.chosen = chosen;
        this.restyle(mark);
      }
    },

    marksOf(area) {
      return this.marks.filter((mark) => mark.unit.area === area);
    },

    /** Bounds of the area itself in the plane, or null. */
    boundsOf(area) {
      const own = this.marksOf(area).filter((mark) => mark.unit.main);
      if (!own.length) return null;
      const bounds = L.latLngBounds([]);
      for (const mark of own) bounds.extend(mark.polygon ? mark.polygon.getBounds() : mark.symbol.getLatLng());
      return bounds;
    },
  });
}
