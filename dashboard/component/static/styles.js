// Turn the classes of a map into what is painted, in the light or the dark theme of the page.

const PAPER = {
  light: { border: "#ffffff", ink: "#5b6470", empty: "#eceff1" },
  dark: { border: "#0e1117", ink: "#c9d1d9", empty: "#2b313a" },
};

/** Whether the page is light or dark, from the background that Streamlit hands down. */
export function themeOf(element) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(element).getPropertyValue("--st-background-color").trim() || "#ffffff";
  const colour = probe.fillStyle;
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
}

/** One style a class, in order, and a last one for units without any area. */
export function stylesFor(classes, element) {
  const theme = themeOf(element);
  const paper = PAPER[theme];
  const styles = classes.map((word) => ({
    value: word.value,
    fill: word.fill[theme],
    hatch: word.hatch,
    ink: word.ink ? word.ink[theme] : paper.ink,
    outline: word.outline ? word.outline[theme] : null,
    weight: word.weight,
    dash: word.dash,
    border: paper.border,
  }));
  styles.push({ value: "no_area", fill: paper.empty, hatch: "lines", ink: paper.ink, outline: null, border: paper.border });
  styles.theme = theme;
  return styles;
}
