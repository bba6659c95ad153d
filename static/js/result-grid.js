/** The result grid as a spreadsheet: every row saves itself, the total follows. Without this file it is plain forms. */

import { renewToken, send, textOf } from "./saving.js";
import { Row } from "./grid/row.js";
import { listenToKeys } from "./grid/keys.js";
import { listenToPaste } from "./grid/paste.js";
import { prepareDialog } from "./grid/dialog.js";
import { countTotals } from "./grid/totals.js";

class Grid {
  constructor(section) {
    this.section = section;
    this.table = section.querySelector("table");
    this.rule = JSON.parse(section.dataset.rule);
    this.blank = section.querySelector("template[data-blank-row]");
    this.made = 0;
    this.queue = Promise.resolve();
    this.other = "";
    this.rows = [];
    for (const body of this.table.querySelectorAll("tbody[data-row]")) this.adopt(body);
    this.createProduct = prepareDialog(this);
  }

  /** A text of the page with its parts filled in: text("held", { p: name, h: held }). */
  text(name, parts = {}) {
    return textOf(this.section, name, parts);
  }

  get token() {
    return this.section.querySelector("input[name=csrfmiddlewaretoken]").value;
  }

  /** Send what a form or a Blob holds, or only ask; once more where the person of this page signed in again elsewhere. */
  async send(address, data) {
    const back = await send(address, data, this.token);
    if (back?.answer !== null) return back;
    const renewed = await renewToken(this.section);
    this.other = renewed?.other ?? "";
    return renewed && !this.other ? send(address, data, this.token) : back;
  }

  /** What fits typed letters, as { found } or { problem }: an answer that did not come says nothing about what there is. */
  async ask(address, text, key) {
    const url = new URL(address, window.location.href);
    url.searchParams.set("q", text);
    const back = await this.send(url);
    const found = back?.answer?.[key];
    return found ? { found } : { problem: this.lost(back, "unanswered") };
  }

  /** Why nothing was saved or found and what to do: the server's own word, the connection is lost (the text `offline`),
      nobody is signed in, or somebody else is. */
  lost(back, offline = "failed") {
    if (!back) return this.text(offline);
    if (back.answer?.error) return back.answer.error;
    if (!this.other) return this.text("barred");
    return this.text("other", { p: this.other, o: this.section.dataset.userName });
  }

  adopt(body) {
    const row = new Row(body, this);
    this.rows.push(row);
    return row;
  }

  /** The empty row at the end; a new one is made when the last is taken. */
  emptyRow() {
    const last = this.rows.at(-1);
    if (last && last.isOpen && last.isBlank()) return last;
    if (!this.blank) return null;
    this.made += 1;
    const holder = document.createElement("template");
    holder.innerHTML = this.blank.innerHTML.replaceAll("__key__", `moi-${this.made}`);
    this.table.append(holder.content);
    return this.adopt(this.table.tBodies[this.table.tBodies.length - 1]);
  }

  rowOf(element) {
    const body = element.closest("tbody[data-row]");
    return this.rows.find((row) => row.body === body);
  }

  rowAfter(row, steps) {
    const open = this.rows.filter((each) => each.isOpen);
    return open[open.indexOf(row) + steps];
  }

  /** Rows are saved one after another, so that new ones keep the order of the paper. */
  enqueue(task) {
    this.queue = this.queue.then(task, task);
    return this.queue;
  }

  changed() {
    this.emptyRow();
    this.rows.forEach((row, index) => row.number(index + 1));
    countTotals(this);
  }

  say(text) {
    this.section.querySelector("[data-said]").textContent = text;
  }
}

function start(section) {
  const grid = new Grid(section);
  section.classList.add("grid--quick");
  listenToKeys(grid);
  listenToPaste(grid);
  grid.changed();
  window.addEventListener("beforeunload", (event) => {
    if (grid.rows.some((row) => row.isUnsaved())) event.preventDefault();
  });
}

for (const section of document.querySelectorAll("[data-grid]")) start(section);
