export default async (component) => {
  try {
    const frame = await import(new URL(`${component.data.assets}frame.js`, document.baseURI).href);
    return await frame.default(component);
  } catch (error) {
    const box = component.parentElement.querySelector("[data-role=error]");
    box.textContent = `The map could not be drawn: ${error.message}. Reload the page, or install Mineline again.`;
    box.hidden = false;
  }
};
