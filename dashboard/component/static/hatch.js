// Draw the quiet patterns that stand for emptiness and dispute, as SVG, for the map and for its legend.

const SVG = "http://www.w3.org/2000/svg";
let serial = 0;

/** A set of patterns inside one SVG element; `fillOf(class)` gives what to fill an area of that class with. */
export class Hatches {
  constructor(svg) {
    this.prefix = `mineline-hatch-${serial += 1}`;
    this.defs = document.createElementNS(SVG, "defs");
    svg.insertBefore(this.defs, svg.firstChild);
    this.known = new Map();
  }

  fillOf(style) {
    if (!style.hatch) return style.fill;
    const key = [style.hatch, style.fill, style.ink].join("|");
    if (!this.known.has(key)) this.known.set(key, this.#draw(style));
    return `url(#${this.known.get(key)})`;
  }

  #draw(style) {
    const id = `${this.prefix}-${this.known.size}`;
    const pattern = document.createElementNS(SVG, "pattern");
    const size = style.hatch === "dots" ? 5 : 6;
    for (const [name, value] of Object.entries({ id, width: size, height: size, patternUnits: "userSpaceOnUse" })) {
      pattern.setAttribute(name, value);
    }
    pattern.append(this.#mark("rect", { width: size, height: size, fill: style.fill }));
    if (style.hatch === "dots") {
      pattern.append(this.#mark("circle", { cx: 2.5, cy: 2.5, r: 1, fill: style.ink }));
    } else {
      pattern.append(this.#mark("path", { d: "M-1,7 L7,-1 M-1,1 L1,-1 M5,7 L7,5", stroke: style.ink, "stroke-width": 1.2 }));
    }
    this.defs.append(pattern);
    return id;
  }

  #mark(tag, attributes) {
    const mark = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) mark.setAttribute(name, value);
    return mark;
  }
}
