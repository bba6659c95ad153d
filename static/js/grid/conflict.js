/** Somebody else saved the row meanwhile: both versions are shown and one is chosen. */

function line(words, version) {
  const paragraph = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = version.text;
  paragraph.append(`${words} `, strong);
  return paragraph;
}

function button(text, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "button button--quiet", textContent: text });
  made.addEventListener("click", act);
  return made;
}

export function showConflict(row, answer) {
  const { conflict } = answer;
  const grid = row.grid;
  const box = row.body.querySelector("[data-both]");
  const acts = document.createElement("p");
  acts.className = "row";
  const mine = button(grid.text("mine"), () => {
    row.hidden("version").value = conflict.version;
    row.isWaiting = false;
    row.save();
  });
  const theirs = button(grid.text("theirs", { w: conflict.who }), () => takeTheirs(row, conflict));
  acts.append(mine, theirs);
  box.replaceChildren(
    line(grid.text("theirs-line", { w: conflict.who, t: conflict.when }), conflict.theirs),
    line(grid.text("mine-line"), conflict.mine),
    acts,
  );
  box.hidden = false;
  row.isWaiting = true;
  row.notice(answer.says);
  row.state(grid.text("unsaved"));
  grid.say(answer.says);
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
  const box = row.body.querySelector("[data-both]");
  box.hidden = true;
  box.replaceChildren();
  row.notice("");
}
