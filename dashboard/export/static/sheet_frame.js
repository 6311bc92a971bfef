// Write the texts of a file that stands alone, and open the frame of its map between them.

/** `sheet` holds texts, `message` what the map opens on; `make(root)` gives the frame in its place. */
export function openFrame(sheet, message, make) {
  writeTexts(sheet);
  const frame = make(document.querySelector("[data-sheet=map]"));
  frame.trigger = () => {};
  frame.receive(message).then(() => {
    if (frame.clock) frame.clock.controls.today.textContent = message.today; // the button returns to what the file opened on
  }).catch((error) => {
    const told = document.querySelector("[data-sheet=error]");
    told.textContent = `The map could not be drawn: ${error.message}.`;
    told.hidden = false;
  });
}

/** Write plain texts into the elements that wait for them. */
function writeTexts(sheet) {
  document.title = sheet.title;
  for (const role of ["heading", "subtitle", "link"]) {
    document.querySelector(`[data-sheet=${role}]`).textContent = sheet[role];
  }
  const foot = document.querySelector("[data-sheet=foot]");
  for (const text of sheet.foot) {
    const line = document.createElement("p");
    line.textContent = text;
    foot.append(line);
  }
}
