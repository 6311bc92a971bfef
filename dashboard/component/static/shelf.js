// Bring what a frame needs from this server: Leaflet, styles, the maps' scripts and their histories.

import { fetchJson } from "./areas.js";

export class Shelf {
  /** `data` is the message of the server: paths on its shelf. */
  constructor(data) {
    this.data = data;
  }

  /** Ask for the scripts and histories of the maps now; they are awaited, and told of, where they are needed. */
  ask({ panels } = this.data) {
    for (const early of panels.flatMap(([map, story]) => [import(this.at(map)), fetchJson(this.at(story))])) {
      early.catch(() => {});
    }
  }

  /** Leaflet, and the styles in the component's own root. */
  async open(root) {
    const { assets, leaflet } = this.data;
    const styles = [this.at(`${assets}frame.css`), this.at(`${leaflet}leaflet.css`)];
    const [L] = await Promise.all([loadLeaflet(this.at(leaflet)), loadStyles(root, styles)]);
    return L;
  }

  /** The function that draws a map, and the address that its own addresses start from. */
  async map(path) {
    return { draw: (await import(this.at(path))).default, base: this.at(path) };
  }

  story(path) {
    return fetchJson(this.at(path));
  }

  /** An address of this server, whole. */
  at(path) {
    return new URL(this.data.shelf + path, document.baseURI).href;
  }
}

/** Styles go into this component's own root. */
async function loadStyles(root, addresses) {
  await Promise.all(addresses.map((href) => {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = href;
    root.prepend(style);
    return settled(style);
  }));
}

/** Leaflet's script goes into the page, once. */
async function loadLeaflet(folder) {
  if (globalThis.L?.map) return globalThis.L;
  const script = document.createElement("script");
  script.src = `${folder}leaflet.js`;
  const run = settled(script);
  document.head.append(script);
  await run;
  if (!globalThis.L?.map) throw new Error(`${script.src} is not Leaflet`);
  return globalThis.L;
}

function settled(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve, { once: true });
    element.addEventListener("error", () => reject(new Error(`${element.src || element.href} is missing`)), { once: true });
  });
}
