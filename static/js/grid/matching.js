/** The products of pasted lines by their names. */

import { offer } from "./offering.js";

/** Look for the products of all rows that wait for it since they were pasted. Without an answer no name is said to be
    unknown, and an answer says nothing about a name that was put right meanwhile: the rows go on waiting, and whatever
    saves one of them asks again for all. */
export async function findPasted(grid) {
  const rows = grid.rows.filter((row) => row.isPasted && !row.isBlank());
  if (!rows.length) return;
  const names = rows.map((row) => row.value("product_text"));
  const back = await grid.send(
    grid.section.dataset.match,
    new Blob([JSON.stringify({ names })], { type: "application/json" }),
  );
  const answers = back?.answer?.answers;
  if (!answers) {
    for (const row of rows) row.failWhole(grid.lost(back));
    grid.say(grid.lost(back));
    return;
  }
  const isAnswered = (row, index) => answers[index] && row.value("product_text") === names[index];
  // The server matches so many at once; the rows beyond go on waiting.
  const open = rows.filter((row, index) => !isAnswered(row, index) || !settle(grid, row, answers[index]));
  grid.changed();
  grid.say(grid.text("pasted", { n: rows.length, m: open.length }));
}

/** Choose the one product that a name fits, or offer those that come near; true when nothing is left to do. */
function settle(grid, row, { exact, near }) {
  row.isPasted = false;
  row.failWhole("");
  if (!row.value("product") && exact.length === 1) row.pick(exact[0]);
  if (row.value("product")) {
    row.save();
    return true;
  }
  const offered = [...exact, ...near];
  offer(row, offered, grid.text(offered.length ? "pick" : "none"));
  return false;
}
