// Write the legend of what the map of events shows just now: circles, squares, areas, hazard areas.

import { Hatches } from "./hatch.js";

const SVG = "http://www.w3.org/2000/svg";

/** `rows` are {text} for a heading, or {text, style, shape: "circle" | "soft" | "box"}; styles as for areas. */
export function writeLegend(list, rows) {
  const look = JSON.stringify(rows);
  if (list.look === look) return;
  list.look = look;
  list.replaceChildren(...rows.map(({ text, style, shape }) => {
    const row = document.createElement("li");
    const label = document.createElement(style ? "span" : "strong");
    label.textContent = text;
    if (style) row.append(swatch(style, shape));
    row.append(label);
    return row;
  }));
}

function swatch(style, shape) {
  const svg = make("svg", { class: "swatch", viewBox: "0 0 22 14", "aria-hidden": "true" });
  const fill = new Hatches(svg).fillOf(style);
  const line = { stroke: style.outline || style.ink, "stroke-width": style.outline ? style.weight || 1.5 : 0.6 };
  if (style.dash) line["stroke-dasharray"] = style.dash.join(" ");
  if (shape === "box") svg.append(make("rect", { x: 1.5, y: 1.5, width: 19, height: 11, fill, ...line }));
  else if (shape === "soft") {
    svg.append(make("circle", { cx: 11, cy: 7, r: 6.2, fill, "fill-opacity": 0.28, stroke: style.fill, "stroke-dasharray": "2 2" }));
  } else svg.append(make("circle", { cx: 11, cy: 7, r: 4.5, fill, stroke: style.border }));
  return svg;
}

function make(tag, attributes) {
  const mark = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) mark.setAttribute(name, value);
  return mark;
}
