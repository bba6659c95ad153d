/** Moving about as in a spreadsheet: Enter down, arrows, Escape takes a cell back. Tab goes on as ever. */

const ORDER = ["product_text", "kind", "score", "outcome", "note"];

export function listenToKeys(grid) {
  grid.table.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!ORDER.includes(cell.name) || event.isComposing || event.defaultPrevented) return;
    const row = grid.rowOf(cell);
    if (!row) return;
    if (act(grid, row, cell, event)) event.preventDefault();
  });
}

/** Do what a key means; false leaves it to the browser. */
function act(grid, row, cell, event) {
  const isText = cell.tagName === "INPUT";
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  if (event.key === "Enter") return down(grid, row, cell.name, event.shiftKey ? -1 : 1);
  if (event.key === "Escape") {
    row.revert(cell.name);
    return true;
  }
  if (!isText) return false;
  if (event.key === "ArrowDown") return down(grid, row, cell.name, 1);
  if (event.key === "ArrowUp") return down(grid, row, cell.name, -1);
  if (event.key === "ArrowRight") return beside(row, cell, 1, cell.value.length);
  if (event.key === "ArrowLeft") return beside(row, cell, -1, 0);
  return false;
}

/** The same column of another row; leaving the row saves it. */
function down(grid, row, name, steps) {
  const next = grid.rowAfter(row, steps);
  if (next) enter(next.cell(name));
  else row.save();
  return true;
}

/** The neighbouring cell, when the caret stands at the edge of the text. */
function beside(row, cell, steps, edge) {
  if (cell.selectionStart !== cell.selectionEnd && cell.value.length !== cell.selectionEnd - cell.selectionStart) {
    return false;
  }
  if (cell.selectionStart === cell.selectionEnd && cell.selectionStart !== edge) return false;
  const name = ORDER[ORDER.indexOf(cell.name) + steps];
  if (!name) return false;
  enter(row.cell(name));
  return true;
}

function enter(cell) {
  cell.focus();
  if (cell.tagName === "INPUT") cell.select();
}
