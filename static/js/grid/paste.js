/** A column or a block from a spreadsheet: scores fill downward, names are matched; what fits nothing stays to be resolved. */

import { findPasted } from "./matching.js";
import { fold, readScore } from "./rules.js";

export function listenToPaste(grid) {
  grid.table.addEventListener("paste", (event) => {
    const cell = event.target;
    const row = grid.rowOf(cell);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const lines = readLines(text);
    const isBlock = lines.length > 1 || (lines[0]?.length ?? 0) > 1;
    if (!row || !isBlock || !["score", "product_text"].includes(cell.name)) return;
    event.preventDefault();
    if (cell.name === "score") pasteScores(grid, row, lines);
    else pasteNames(grid, row, lines);
  });
}

/** The lines of a block, each a list of cells; the empty line at the end is dropped. */
function readLines(text) {
  const lines = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replace(/\n+$/, "").split("\n");
  return lines.map((line) => line.split("\t").map((cell) => cell.trim().replace(/\s+/g, " ")));
}

/** The last cell that reads as a score: the producer's name may stand between. */
function lastScore(cells) {
  const found = cells.findLast((cell) => cell && !readScore(cell).problem);
  return found ?? cells.at(-1) ?? "";
}

function setScore(row, score) {
  row.cell("score").value = score;
  row.typed("score");
}

function pasteScores(grid, first, lines) {
  let row = first;
  let leftOver = 0;
  for (const cells of lines) {
    const target = row ?? grid.emptyRow();
    if (!target) break;
    if (target.isBlank()) leftOver += 1;
    setScore(target, cells[0]);
    if (target.value("product")) target.save();
    row = grid.rowAfter(target, 1);
    if (row?.isBlank()) row = null;
  }
  grid.changed();
  grid.say(leftOver ? grid.text("left-over", { n: leftOver }) : grid.text("pasted", { n: lines.length, m: 0 }));
}

/** Everything stands in the grid at once; products are found after, so nothing is lost when that fails. */
function pasteNames(grid, first, lines) {
  for (const cells of lines.filter((each) => each.some(Boolean))) place(grid, first, cells);
  grid.changed();
  grid.enqueue(() => findPasted(grid));
}

/** Put a line into the row of that product when it waits for its score, else into the next empty row. */
function place(grid, first, cells) {
  const [name, ...rest] = cells;
  const score = lastScore(rest);
  const waiting = grid.rows.find(
    (row) => row.isOpen && row.value("product") && !row.value("score") && fold(row.value("product_text")) === fold(name),
  );
  const row = waiting ?? (first.isBlank() ? first : grid.emptyRow());
  if (!waiting) row.cell("product_text").value = name;
  if (score) setScore(row, score);
  row.isPasted = true;
  row.typed("note");
}
