// Put together the land of a day from pieces that changed hands together and the edges between them.

import { inside } from "./front_land.js";

/**
 * `mosaic` is {words, pieces: [[[day, number of a word] …] …], edges: [[left, right, may be front line, points] …]};
 * a piece lies on the left of its edge's points, and -1 is outside the country.
 */
export class Mosaic {
  constructor({ words, pieces, edges }) {
    this.pieces = pieces.map((changes) => changes.map(([day, number]) => ({ day, word: words[number] })));
    this.edges = edges.map(([left, right, front, points]) => ({ left, right, front: Boolean(front), points }));
  }

  /** Land of an ISO day as GeoJSON coordinates; with `since`, also what was regained from that day on. */
  land(day, since) {
    const control = this.pieces.map((changes) => wordOn(changes, day));
    const occupied = control.map((word) => word === "RU");
    const land = {
      occupied: this.#polygons(occupied),
      contested: this.#polygons(control.map((word) => word === "contested")),
      line: this.#line(occupied),
    };
    if (!since || since > day) return land;
    const regained = this.pieces.map((changes, place) => control[place] === "UA" && heldWithin(changes, since, day));
    return { ...land, computed: { liberated: this.#polygons(regained) } };
  }

  /** The polygons of some pieces: outer rings with the holes that lie in them. */
  #polygons(wanted) {
    const border = [];
    for (const { left, right, points } of this.edges) {
      const [here, there] = [Boolean(wanted[left]), Boolean(wanted[right])];
      if (here !== there) border.push(here ? points : [...points].reverse());
    }
    const rings = joined(border).filter((ring) => ring.length > 3);
    const outer = rings.filter((ring) => area(ring) > 0).map((ring) => ({ size: area(ring), polygon: [ring] }));
    outer.sort((one, other) => one.size - other.size);
    for (const hole of rings.filter((ring) => area(ring) < 0)) {
      const [[x1, y1], [x2, y2]] = hole;
      outer.find(({ polygon }) => inside(polygon[0], (x1 + x2) / 2, (y1 + y2) / 2))?.polygon.push(hole);
    }
    return outer.map(({ polygon }) => polygon);
  }

  #line(occupied) {
    const border = this.edges.filter(({ left, right, front }) => front && Boolean(occupied[left]) !== Boolean(occupied[right]));
    return joined(border.map(({ left, points }) => (occupied[left] ? points : [...points].reverse())));
  }
}

function wordOn(changes, day) {
  return changes.filter((change) => change.day <= day).at(-1)?.word ?? "unknown";
}

/** Whether a piece was occupied on some day from `since` up to `day`. */
function heldWithin(changes, since, day) {
  return changes.some(({ day: from, word }, place) => word === "RU" && from <= day && (changes[place + 1]?.day ?? "9999") > since);
}

/** Lines joined end to beginning as long as they go; those that begin nowhere else come first. */
function joined(lines) {
  const after = new Map();
  for (const line of lines) {
    const key = String(line[0]);
    if (after.has(key)) after.get(key).push(line);
    else after.set(key, [line]);
  }
  const ends = new Set(lines.map((line) => String(line.at(-1))));
  const starts = [...after.keys()];
  const whole = [];
  for (const start of [...starts.filter((key) => !ends.has(key)), ...starts]) {
    while (after.get(start).length) {
      const chain = [after.get(start)[0][0]];
      for (let next = after.get(start); next?.length; next = after.get(String(chain.at(-1)))) {
        for (const point of next.pop().slice(1)) chain.push(point);
      }
      whole.push(chain);
    }
  }
  return whole;
}

/** Twice the signed area of a ring: positive where the land lies on the left. */
function area(ring) {
  let sum = 0;
  for (let at = 0; at < ring.length - 1; at += 1) sum += ring[at][0] * ring[at + 1][1] - ring[at + 1][0] * ring[at][1];
  return sum;
}
