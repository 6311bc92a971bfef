export default async (component) => {
  const box = component.parentElement.querySelector("[data-role=error]");
  try {
    const frame = await import(new URL(`${component.data.shelf}${component.data.assets}${component.data.entry || "frame.js"}`, document.baseURI).href);
    const close = await frame.default(component);
    box.hidden = true;
    return close;
  } catch (error) {
    box.textContent = `The map could not be drawn: ${error.message}. Reload the page.`;
    box.hidden = false;
  }
};
