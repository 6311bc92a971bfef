// Bring in the frame from this server; where that fails, say so in the box instead of leaving it blank.
export default async function load(component) {
  const { data, parentElement } = component;
  const box = parentElement.querySelector("[data-role=error]");
  try {
    const frame = await import(new URL(`${data.assets}frame.js`, document.baseURI).href);
    return await frame.default(component);
  } catch (error) {
    box.textContent = `The map could not be drawn: ${error.message}. The table below holds the same facts. ` +
      "Reload the page; if this stays, the installation is incomplete: install it again with make run.";
    box.hidden = false;
    return undefined;
  }
}
