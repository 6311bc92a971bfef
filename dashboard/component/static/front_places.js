// Draw settlements and accidents as points: coloured by who held the place on the day, told as text.

const RADIUS_PX = { far: 1.6, near: 4.5 };
const NEAR_ZOOM = 9;
const HIT_PX = 10; // a settlement answers to a click within this distance
const STAND_IN_M = 12_000; // an accident that is placed on a nearby town is an area, not a point

/** Points on a canvas of their own, above the land. */
export class Places {
  constructor(L, map, tooltip) {
    Object.assign(this, { L, map, tooltip, settlements: [], accidents: [], shown: { settlements: false, accidents: false } });
    const pane = map.createPane("mineline-places");
    pane.style.zIndex = 390;
    pane.style.pointerEvents = "none";
    this.canvas = L.canvas({ pane: "mineline-places", padding: 0.2 });
    this.groups = { settlements: L.layerGroup(), accidents: L.layerGroup() };
    this.ring = L.circleMarker([0, 0], { pane: "mineline-outline", renderer: L.svg({ pane: "mineline-outline" }), radius: 9,
      fill: false, weight: 3, interactive: false, className: "mineline-here" });
    map.on("zoomend", () => this.#resize());
  }

  /** Take the settlements: `classes` names the holders, `rows` are [id, name, region, lon, lat, [[day, holder] …]]. */
  take({ classes, rows }) {
    this.holders = classes;
    this.settlements = rows.map(([id, name, region, lng, lat, changes]) => ({
      id, name, region, lng, lat, changes, dot: null, holder: null,
    }));
  }

  /** Take the accidents: rows of {day, place, lng, lat, device, harm, stand_in, source}. */
  takeAccidents(rows) {
    this.accidents = rows;
  }

  show({ settlements, accidents }) {
    this.shown = { settlements: Boolean(settlements), accidents: Boolean(accidents) };
    for (const [name, wanted] of Object.entries(this.shown)) {
      if (wanted) this.groups[name].addTo(this.map);
      else this.groups[name].remove();
    }
  }

  /** Colour every settlement by who held it on an ISO day, and draw the accidents up to that day. */
  paint(day, styles) {
    this.day = day;
    this.styles = styles;
    if (this.shown.settlements) this.#paintSettlements();
    if (this.shown.accidents) this.#paintAccidents();
  }

  holderOn(place, day) {
    const standing = place.changes.filter(([from]) => from <= day);
    return standing.length ? this.holders[standing.at(-1)[1]] : this.holders[0];
  }

  #paintSettlements() {
    for (const place of this.settlements) {
      const holder = this.holderOn(place, this.day);
      const colour = this.styles.holders[holder.value];
      if (place.dot && place.colour === colour) continue;
      place.colour = colour;
      if (!place.dot) {
        place.dot = this.L.circleMarker([place.lat, place.lng], { renderer: this.canvas, radius: this.#radius(), weight: 0.6,
          color: this.styles.border, fillColor: colour, fillOpacity: 1, interactive: false });
        this.groups.settlements.addLayer(place.dot);
      } else place.dot.setStyle({ fillColor: colour, color: this.styles.border });
    }
  }

  #paintAccidents() {
    for (const accident of this.accidents) {
      const wanted = accident.day <= this.day;
      if (wanted && !accident.mark) accident.mark = this.#markOf(accident);
      if (!accident.mark) continue;
      if (wanted) this.groups.accidents.addLayer(accident.mark);
      else this.groups.accidents.removeLayer(accident.mark);
    }
  }

  #markOf({ lat, lng, stand_in: standIn }) {
    const ink = { renderer: this.canvas, interactive: false, color: this.styles.accident, fillColor: this.styles.accident };
    return standIn
      ? this.L.circle([lat, lng], { ...ink, radius: STAND_IN_M, weight: 1.5, dashArray: "3 4", fillOpacity: 0.12 })
      : this.L.circleMarker([lat, lng], { ...ink, radius: 5, weight: 1.5, fillOpacity: 0.55 });
  }

  #radius() {
    const share = Math.min(1, Math.max(0, (this.map.getZoom() - 5) / (NEAR_ZOOM - 5)));
    return RADIUS_PX.far + (RADIUS_PX.near - RADIUS_PX.far) * share;
  }

  #resize() {
    const radius = this.#radius();
    for (const { dot } of this.settlements) dot?.setRadius(radius);
  }

  /** The settlement nearest to a point of the map's box, where one is shown and near enough. */
  settlementAt(point) {
    if (!this.shown.settlements) return null;
    return this.#nearest(this.settlements, point);
  }

  accidentAt(point) {
    if (!this.shown.accidents) return null;
    return this.#nearest(this.accidents.filter((accident) => accident.day <= this.day), point);
  }

  #nearest(places, { x, y }) {
    let [best, least] = [null, HIT_PX];
    const bounds = this.map.getBounds();
    for (const place of places) {
      if (!bounds.contains([place.lat, place.lng])) continue;
      const at = this.map.latLngToContainerPoint([place.lat, place.lng]);
      const far = Math.hypot(at.x - x, at.y - y);
      if (far < least) [best, least] = [place, far];
    }
    return best;
  }

  /** Ring the chosen settlement or the chosen point; null lets go. */
  choose(id, at) {
    const place = id && this.settlements.find((one) => one.id === id);
    const where = place ? [place.lat, place.lng] : at && [at[1], at[0]];
    if (where) this.ring.setLatLng(where).addTo(this.map);
    else this.ring.remove();
    return place || null;
  }
}
