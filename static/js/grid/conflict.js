/** Somebody else saved the row meanwhile: both versions are shown and one is chosen. */

import { hideVersions, showVersions } from "../saving.js";

export function showConflict(row, answer) {
  const { conflict } = answer;
  const grid = row.grid;
  showVersions(
    row.body.querySelector("[data-both]"),
    [
      [grid.text("theirs-line", { w: conflict.who, t: conflict.when }), conflict.theirs],
      [grid.text("mine-line"), conflict.mine],
    ],
    [
      [grid.text("mine"), () => keepMine(row, conflict)],
      [grid.text("theirs", { w: conflict.who }), () => takeTheirs(row, conflict)],
    ],
  );
  row.isWaiting = true;
  row.notice(answer.says);
  row.state(grid.text("unsaved"));
  grid.say(answer.says);
}

function keepMine(row, conflict) {
  row.hidden("version").value = conflict.version;
  row.isWaiting = false;
  row.save();
}

function takeTheirs(row, conflict) {
  for (const name of ["product_text", "product", "kind", "score", "outcome", "note"]) {
    row.write(name, conflict.theirs[name]);
  }
  row.hidden("version").value = conflict.version;
  row.keep();
  row.clearErrors();
  hideConflict(row);
  row.savedText = "";
  row.mark();
  row.grid.changed();
}

export function hideConflict(row) {
  row.isWaiting = false;
  hideVersions(row.body.querySelector("[data-both]"));
  row.notice("");
}
