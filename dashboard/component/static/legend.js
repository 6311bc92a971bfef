// Write the legend of the day: a swatch, the word and the count of each class that the map can show.

import { Hatches } from "./hatch.js";
import { makeGrid } from "./legend_grid.js";

const SVG = "http://www.w3.org/2000/svg";
const PLACES = {
  area: { tag: "rect", x: 1.5, y: 1.5, width: 19, height: 11 },
  point: { tag: "circle", cx: 11, cy: 7, r: 4.5 },
  line: { tag: "path", d: "M1,7 H21" },
};

export class Legend {
  constructor(list) {
    this.list = list;
  }

  /**
   * Rows for these classes; `styles` in the same order. Without `counted` the rows bear no counts. Classes of a `grid`
   * stand in a table above the rows instead. `shapeOf(value)` says whether a class is an area, a line or a point.
   */
  setClasses(classes, styles, { counted = true, grid = null, shapeOf = () => "area" } = {}) {
    this.list.replaceChildren();
    this.table?.remove();
    const made = grid && makeGrid(grid, classes, (place) => this.#swatch(styles[place], "area"));
    this.table = made?.table;
    if (made) this.list.before(made.table);
    this.rows = classes.map((word, place) => {
      if (made?.cells.has(place)) return made.cells.get(place);
      const row = document.createElement("li");
      row.dataset.class = word.value;
      const label = document.createElement("span");
      label.textContent = word.label;
      const count = document.createElement("b");
      count.hidden = !counted;
      row.append(this.#swatch(styles[place], shapeOf(word.value)), label, count);
      this.list.append(row);
      return { row, count };
    });
  }

  /** Show only the rows of these classes. */
  show(values) {
    for (const { row } of this.rows) row.hidden = !values.includes(row.dataset.class);
  }

  setCounts(counts) {
    this.rows.forEach(({ row, count }, place) => {
      count.textContent = String(counts[place]);
      row.classList.toggle("empty", counts[place] === 0);
      if (row.dataset.class === "outside") row.hidden = counts[place] === 0;
    });
  }

  #swatch(style, shape) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "swatch");
    svg.setAttribute("viewBox", "0 0 22 14");
    svg.setAttribute("aria-hidden", "true");
    const { tag, ...place } = PLACES[shape];
    const box = document.createElementNS(SVG, tag);
    const outlined = Boolean(style.outline);
    const fill = new Hatches(svg).fillOf(style);
    const attributes = {
      ...place, fill, stroke: outlined ? style.outline : style.ink,
      "stroke-width": outlined ? style.weight : 0.6, "stroke-dasharray": style.dash ? style.dash.join(" ") : "none",
    };
    for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);
    svg.append(box);
    return svg;
  }
}
