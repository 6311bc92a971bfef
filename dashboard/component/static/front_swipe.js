// Lay two days or two sources side by side under one hand: what lies left of the swipe, and what lies right.

export class Swipe {
  /** `range` is the slider over the map; `left` and `right` are names of panes. */
  constructor(map, range, { left, right }) {
    Object.assign(this, { map, range, left, right, on: false });
    range.addEventListener("input", () => this.clip());
    map.on("move zoomend resize", () => this.clip());
  }

  /** Turn it on or off; off leaves the left side whole and the right side empty. */
  show(wanted) {
    this.on = wanted;
    this.range.hidden = !wanted;
    for (const name of this.right) this.#pane(name).style.display = wanted ? "" : "none";
    this.clip();
  }

  clip() {
    if (!this.on) {
      for (const name of [...this.left, ...this.right]) this.#pane(name).style.clip = "";
      return;
    }
    const { x: width, y: height } = this.map.getSize();
    const from = this.map.containerPointToLayerPoint([0, 0]);
    const to = this.map.containerPointToLayerPoint([width, height]);
    const middle = from.x + width * (Number(this.range.value) / Number(this.range.max));
    for (const name of this.left) this.#pane(name).style.clip = rect(from.y, middle, to.y, from.x);
    for (const name of this.right) this.#pane(name).style.clip = rect(from.y, to.x, to.y, middle);
    this.map.getContainer().style.setProperty("--swipe", `${(middle - from.x).toFixed(1)}px`);
  }

  #pane(name) {
    return this.map.getPane(`mineline-${name}`);
  }
}

function rect(...edges) {
  return `rect(${edges.map((edge) => `${Math.round(edge)}px`).join(",")})`;
}
