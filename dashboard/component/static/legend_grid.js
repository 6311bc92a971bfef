// Write a legend in two dimensions: a table with a swatch and the count of the day in each cell.

/**
 * Make the table. `grid` holds row_title, column_title, rows, columns and cells (class numbers, -1 for none);
 * `classes` are the words, `swatchOf(number)` draws one. Returns the table and, by class number, its cell and count.
 */
export function makeGrid(grid, classes, swatchOf) {
  const table = document.createElement("table");
  table.className = "grid";
  table.dataset.role = "grid";
  const head = table.createTHead().insertRow();
  head.append(heading(`${grid.row_title} ↓  ${grid.column_title} →`, "col"));
  for (const label of grid.columns) head.append(heading(label, "col"));
  const body = table.createTBody();
  const cells = new Map();
  grid.cells.forEach((numbers, at) => {
    const line = body.insertRow();
    line.append(heading(grid.rows[at], "row"));
    for (const number of numbers) {
      const cell = line.insertCell();
      if (number < 0) continue;
      const count = document.createElement("b");
      cell.dataset.class = classes[number].value;
      cell.title = classes[number].label;
      cell.append(swatchOf(number), count);
      cells.set(number, { row: cell, count });
    }
  });
  return { table, cells };
}

function heading(text, scope) {
  const cell = document.createElement("th");
  cell.scope = scope;
  cell.textContent = text;
  return cell;
}
