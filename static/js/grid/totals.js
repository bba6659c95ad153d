/** The line under the grid: how many rows, how many of each outcome. */

import { isPassedUp, readScore } from "./rules.js";

function keyOf(row, rule) {
  const outcome = row.value("outcome");
  if (outcome) return outcome;
  const { score } = readScore(row.value("score"));
  return isPassedUp(score ?? null, rule) ? "up" : "open";
}

export function countTotals(grid) {
  const counts = { rows: 0 };
  for (const row of grid.rows) {
    if (row.isBlank()) continue;
    counts.rows += 1;
    const key = keyOf(row, grid.rule);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  for (const item of grid.section.querySelectorAll("[data-total]")) {
    const count = counts[item.dataset.total] ?? 0;
    item.querySelector("strong").textContent = count;
    item.hidden = count === 0 && item.dataset.total !== "rows";
  }
}
