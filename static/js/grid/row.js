/** One row: reading and writing its cells, following the score, saving, and showing what the server said. */

import { outcomeOf, readScore } from "./rules.js";
import { Picker } from "./picker.js";
import { showConflict, hideConflict } from "./conflict.js";
import { findPasted } from "./matching.js";
import { offer, withdraw } from "./offering.js";

const CELLS = ["product_text", "kind", "score", "outcome", "note"];
const KEPT = [...CELLS, "product"];

export class Row {
  constructor(body, grid) {
    this.body = body;
    this.grid = grid;
    this.isOpen = body.querySelector("form") !== null;
    this.isWaiting = false;
    this.isPasted = false; // its product is still to be looked for
    this.kept = {};
    if (!this.isOpen) return;
    this.form = body.querySelector("form");
    this.savedText = body.querySelector("[data-saved]").textContent;
    this.body.querySelector("fieldset:has([name=product_choice])")?.setAttribute("data-offered", "");
    this.keep();
    this.isRefusal = this.seesRefusal();
    this.listen();
  }

  hidden(name) {
    return this.form.querySelector(`input[type=hidden][name=${name}]`);
  }

  cell(name) {
    return this.body.querySelector(`:is(input, select)[name=${name}]:not([type=radio], [type=hidden])`);
  }

  value(name) {
    if (!this.isOpen) {
      return name === "outcome" ? (this.body.querySelector("[data-outcome]")?.dataset.outcome ?? "") : "";
    }
    return name === "product" ? this.hidden("product").value : this.cell(name).value.trim();
  }

  listen() {
    for (const name of CELLS) this.cell(name).addEventListener("input", () => this.typed(name));
    this.body.addEventListener("focusout", (event) => this.left(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    for (const radio of this.body.querySelectorAll("[name=product_choice]")) {
      radio.addEventListener("change", () => {
        this.hidden("product").value = radio.value;
        this.cell("product_text").value = radio.dataset.name;
        this.save();
      });
    }
    for (const radio of this.body.querySelectorAll("[data-asks-kind] input")) {
      radio.addEventListener("change", () => {
        this.cell("kind").value = radio.value;
        this.typed("kind");
        this.save();
      });
    }
    if (!this.cell("product_text").readOnly) this.picker = new Picker(this);
  }

  typed(name) {
    if (name === "score") this.follow();
    if (name === "outcome") this.isRefusal = this.seesRefusal();
    if (name === "product_text") this.hidden("product").value = "";
    if (name === "kind") this.askKind("");
    else if (name !== "score") this.fail(name, "");
    this.mark();
    this.grid.changed();
  }

  /** The outcome follows from the score while typing, unless the council refused recognition. */
  follow() {
    const { score, problem } = readScore(this.value("score"));
    this.fail("score", problem ? this.grid.text(problem, { s: this.value("score") }) : "");
    this.fail("outcome", "");
    if (problem) return;
    if (score !== null && !this.isRefusal) this.cell("outcome").value = outcomeOf(score, this.grid.rule);
  }

  /** True when the council refuses recognition although the score would carry stars. */
  seesRefusal() {
    const { score } = readScore(this.value("score"));
    return this.value("outcome") === "none" && (score ?? null) !== null && outcomeOf(score, this.grid.rule) !== "none";
  }

  /** A product was chosen: what it holds decides whether the row asks what it came for. */
  pick(product) {
    this.cell("product_text").value = product.name;
    this.hidden("product").value = product.id;
    this.body.querySelector("[data-about]").textContent = [product.about, product.held].filter(Boolean).join(" · ");
    withdraw(this);
    this.fail("product_text", "");
    if (product.held && this.value("kind") === "first") {
      this.askKind(this.grid.text("held", { p: `“${product.name}”`, h: product.held }));
    }
    this.mark();
    this.grid.changed();
  }

  askKind(text) {
    this.fail("kind", text);
    const asks = this.body.querySelector("[data-asks-kind]");
    asks.hidden = text === "";
    asks.disabled = text === "";
    for (const radio of asks.querySelectorAll("input")) radio.checked = false;
    this.showSays();
  }

  isBlank() {
    return this.isOpen && !this.hidden("result").value && !this.value("product") && KEPT.every(
      (name) => ["kind", "product"].includes(name) || !this.value(name),
    );
  }

  isUnsaved() {
    return this.isOpen && !this.isBlank() && KEPT.some((name) => this.value(name) !== this.kept[name]);
  }

  keep() {
    for (const name of KEPT) this.kept[name] = this.value(name);
  }

  /** Take a cell back to what was saved. */
  revert(name) {
    const product = name === "product_text";
    this.cell(name).value = this.kept[name];
    if (product) this.hidden("product").value = this.kept.product;
    this.fail(name, "");
    this.mark();
    this.grid.changed();
  }

  left(event) {
    if (event.relatedTarget && this.body.contains(event.relatedTarget)) return;
    if (document.querySelector("dialog[open]")) return;
    if (this.isUnsaved() && !this.isWaiting) this.save();
  }

  number(number) {
    this.body.querySelector("th").textContent = this.isBlank() ? "+" : number;
  }

  mark() {
    const unsaved = this.isUnsaved();
    this.body.toggleAttribute("data-unsaved", unsaved);
    this.state(unsaved ? this.grid.text("unsaved") : this.savedText);
  }

  state(text) {
    if (this.isOpen) this.body.querySelector("[data-saved]").textContent = text;
  }

  /** Save the row; answers of the server are shown in it. */
  save() {
    if (!this.isUnsaved()) return Promise.resolve();
    if (this.isPasted) return this.grid.enqueue(() => findPasted(this.grid));
    if (readScore(this.value("score")).problem) {
      this.follow();
      return Promise.resolve();
    }
    if (!this.value("product") && !this.value("product_text")) {
      this.fail("product_text", this.grid.text("missing"));
      return Promise.resolve();
    }
    return this.grid.enqueue(() => this.send());
  }

  async send() {
    const sent = Object.fromEntries(KEPT.map((name) => [name, this.value(name)]));
    const data = new FormData(this.form);
    for (const name of KEPT) data.set(name, sent[name]);
    data.delete("kind_answer");
    this.state(this.grid.text("saving"));
    const back = await this.grid.send(this.form.action, data);
    if (!back?.answer) this.failWhole(this.grid.lost(back));
    else if (back.ok) this.saved(back.answer, sent);
    else if (back.status === 409) showConflict(this, back.answer);
    else this.refused(back.answer);
  }

  saved(answer, sent) {
    this.hidden("result").value = answer.id;
    this.hidden("version").value = answer.version;
    const remove = this.body.querySelector("[data-remove]");
    remove.href = answer.remove;
    remove.hidden = false;
    for (const name of KEPT) {
      // What was typed while the row was on its way stays and is saved next.
      if (this.value(name) === sent[name]) this.write(name, answer.values[name]);
      this.kept[name] = String(answer.values[name] ?? "");
    }
    this.body.querySelector("[data-about]").textContent = answer.values.about;
    this.clearErrors();
    hideConflict(this);
    this.notice(answer.says);
    this.savedText = answer.saved;
    this.mark();
    this.grid.changed();
    this.grid.say(`${answer.values.product_text}: ${answer.saved}`);
  }

  write(name, value) {
    if (name === "product") this.hidden("product").value = value ?? "";
    else this.cell(name).value = value ?? "";
  }

  refused(answer) {
    this.clearErrors();
    const errors = answer.errors ?? {};
    for (const [name, texts] of Object.entries(errors)) {
      const text = texts.join(" ");
      if (name === "product" || name === "product_text") this.fail("product_text", text);
      else if (name === "kind") this.askKind(text);
      else if (CELLS.includes(name)) this.fail(name, text);
      else this.failWhole(text);
    }
    if (errors.result) this.becomeNew();
    if (errors.product_text) offer(this, answer.choices ?? [], errors.product_text.join(" "));
    this.state(this.grid.text("unsaved"));
    this.grid.say(Object.values(errors).flat().join(" "));
  }

  /** Somebody took the row out meanwhile: what stands here is entered anew with the next save. */
  becomeNew() {
    this.hidden("result").value = "";
    this.hidden("version").value = "";
  }

  /** Say at a cell what is wrong with it, or take that away. */
  fail(name, text) {
    const said = this.body.querySelector(`[data-error="${name}"]`);
    if (!said) return;
    said.textContent = text;
    said.hidden = text === "";
    const cell = this.cell(name);
    if (text) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
    this.showSays();
  }

  failWhole(text) {
    const said = this.body.querySelector('[data-error=""]');
    said.textContent = text;
    said.hidden = text === "";
    if (text) this.state(this.grid.text("unsaved"));
    this.showSays();
  }

  notice(text) {
    const said = this.body.querySelector("[data-notice]");
    said.textContent = text ?? "";
    said.hidden = !text;
    this.showSays();
  }

  showSays() {
    const says = this.body.querySelector("[data-says]");
    says.hidden = [...says.querySelectorAll("[data-error], [data-notice], [data-both]")].every((part) => part.hidden);
  }

  clearErrors() {
    for (const name of CELLS) this.fail(name, "");
    this.askKind("");
    this.failWhole("");
    withdraw(this);
  }
}
