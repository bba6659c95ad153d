/** What follows from a typed score. The server decides again; these are its rules said once more for the eye. */

const NO_SCORE = new Set(["", "-", "–", "khong cong bo", "kcb", "khong"]);

/** Lower case without Vietnamese marks. */
export function fold(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase();
}

/** A typed text as a score: { score } (null when it was not published) or { problem }. */
export function readScore(text) {
  const cleaned = fold(text).trim();
  if (NO_SCORE.has(cleaned)) return { score: null };
  if (!/^\d{1,4}([.,]\d+)?$/.test(cleaned)) return { problem: "not-number" };
  const score = Number(cleaned.replace(",", "."));
  if (score > 100) return { problem: "out-of-range" };
  if (/[.,]\d{2}0*[1-9]/.test(cleaned)) return { problem: "too-fine" };
  return { score };
}

/** The outcome that a score carries at the grid's level; empty when the level may decide nothing with it. */
export function outcomeOf(score, rule) {
  const band = rule.bands.filter(([, floor]) => Number(floor) <= score).sort((a, b) => b[1] - a[1])[0];
  const stars = band[0];
  if (stars < 3) return "none";
  if (rule.recognises.includes(stars)) return String(stars);
  if (stars === 5 && rule.approves_from !== null && score >= Number(rule.approves_from)) return "tiem-nang";
  return "";
}

/** True for a score that the level only sends up. */
export function isPassedUp(score, rule) {
  return score !== null && rule.passes_up_from !== null && score >= Number(rule.passes_up_from);
}
