// Bring in what a map needs beside its own modules: styles into its own root, Leaflet into the page.

/** An address of this server, whole. */
export function here(path) {
  return new URL(path, document.baseURI).href;
}

/** Styles go into this component's own root. */
export async function loadStyles(root, addresses) {
  await Promise.all(addresses.map((href) => {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = href;
    root.prepend(style);
    return settled(style);
  }));
}

/** Leaflet's script goes into the page, once. */
export async function loadLeaflet(folder) {
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
