/** One line of a score sheet: a criterion, or the remark on the whole. */

import { hideVersions, send, showVersions } from "../saving.js";

const PAUSE = 1_000;

export class Line {
  constructor(box, sheet) {
    this.box = box;
    this.sheet = sheet;
    this.key = box.dataset.line;
    this.isLost = false;
    this.isBarred = false;
    this.isWaiting = false;
    this.isRefused = "refused" in box.dataset; // by a form without this script: sent when somebody says so
    this.kept = this.isRefused ? null : this.text(true);
    box.addEventListener("input", (event) => this.typed(event.target));
    box.addEventListener("change", () => this.save());
  }

  part(name) {
    return this.box.querySelector(`[data-${name}]`);
  }

  controls(name) {
    return [...this.box.querySelectorAll(name ? `[data-name=${name}]` : "[data-name]")];
  }

  get revision() {
    return this.controls("revision")[0];
  }

  /** The marks by name; `sent`: as the server sent them, without what was marked before this script ran. */
  marks(sent = false) {
    const found = {};
    for (const control of this.controls()) {
      if (control === this.revision) continue;
      const name = control.dataset.name;
      const isChecked = sent ? control.defaultChecked : control.checked;
      if (control.type === "checkbox") found[name] = isChecked ? "on" : "";
      else if (control.type !== "radio") found[name] = (sent ? control.defaultValue : control.value).trim();
      else if (isChecked) found[name] = control.value;
    }
    return found;
  }

  text(sent = false) {
    return JSON.stringify(this.marks(sent));
  }

  write(marks) {
    for (const control of this.controls()) {
      const value = marks[control.dataset.name];
      if (control === this.revision) control.value = marks.revision;
      else if (control.type === "radio") control.checked = control.value === String(value ?? "");
      else if (control.type === "checkbox") control.checked = Boolean(value);
      else control.value = value ?? "";
    }
  }

  /** What a lost connection left behind stands here again, with the revision that it was marked on; what was marked
      before this script ran is newer. */
  takeUp(marks) {
    if (marks) {
      const sent = this.marks(true);
      const newer = Object.entries(this.marks()).filter(([name, value]) => value !== (sent[name] ?? ""));
      this.write({ ...marks, ...Object.fromEntries(newer) });
    }
    if (!this.isUnsaved()) return;
    this.box.querySelector("details")?.toggleAttribute("open", Boolean(this.marks().note));
    this.mark();
  }

  isUnsaved() {
    return this.text() !== this.kept;
  }

  isUnanswered() {
    const { option, points } = this.marks();
    return this.key !== "" && !option && !points;
  }

  /** Loose text is saved after a pause; what is chosen, at once. */
  typed(control) {
    this.isRefused = false;
    this.mark();
    clearTimeout(this.timer);
    if (control.matches("textarea, [type=text]")) this.timer = setTimeout(() => this.save(), PAUSE);
  }

  mark() {
    const unsaved = this.isUnsaved();
    this.sheet.store.keep(this.key, unsaved ? { ...this.marks(), revision: this.revision.value } : null);
    if (unsaved) this.state(this.sheet.text("unsaved"));
    this.sheet.showMissing();
  }

  state(text) {
    this.part("saved").textContent = text;
  }

  focus() {
    (this.box.querySelector("input:checked") ?? this.controls().find((each) => each.type !== "hidden")).focus();
  }

  save() {
    clearTimeout(this.timer);
    return this.sheet.enqueue(() => this.send());
  }

  async send() {
    if (this.isWaiting || this.isRefused || !this.isUnsaved()) return;
    const [marks, sent] = [this.marks(), this.text()];
    const data = new FormData();
    data.set("criterion", this.key);
    data.set("revision", this.revision.value);
    for (const [name, value] of Object.entries(marks)) data.set(name, value);
    this.state(this.sheet.text("saving"));
    const back = await send(this.sheet.form.action, data, this.sheet.form.elements.csrfmiddlewaretoken.value);
    const wasLost = this.isLost;
    this.isLost = back === null;
    this.isBarred = back?.answer === null;
    if (!back?.answer) this.state(this.sheet.text("kept"));
    else if (back.ok) this.saved(back.answer, sent);
    else if (back.status === 409) this.ask(back.answer);
    else this.fail((back.answer.errors ?? []).join(" "));
    this.sheet.showLost(wasLost);
  }

  /** What was marked while the line was on its way stays unsaved and is sent next. */
  saved(answer, sent) {
    this.revision.value = answer.revision;
    this.kept = sent;
    this.fail("");
    hideVersions(this.part("both"));
    this.state(this.sheet.text("saved", { t: answer.saved_at }));
    this.sheet.say(this.sheet.text("saved", { t: answer.saved_at }));
    this.mark();
    this.sheet.show(answer);
  }

  fail(text) {
    const said = this.part("error");
    said.textContent = text;
    said.hidden = text === "";
    this.box.classList.toggle("score-line--wrong", text !== "");
    if (text) this.state(this.sheet.text("unsaved"));
  }

  /** Another window saved the line meanwhile: both versions stand here until one is chosen. */
  ask({ conflict, says }) {
    const { theirs, mine } = conflict;
    const sheet = this.sheet;
    this.isWaiting = true;
    this.fail(says);
    showVersions(
      this.part("both"),
      [
        [sheet.text("theirs-line", { t: theirs.when }), theirs],
        [sheet.text("mine-line"), mine],
      ],
      [
        [sheet.text("mine"), () => this.choose(theirs.revision, null)],
        [sheet.text("theirs"), () => this.choose(theirs.revision, theirs)],
      ],
    );
  }

  choose(revision, theirs) {
    this.isWaiting = false;
    this.revision.value = revision;
    if (theirs) {
      this.write(theirs);
      this.kept = this.text();
    }
    this.fail("");
    hideVersions(this.part("both"));
    this.state("");
    this.mark();
    this.save();
    this.focus();
  }
}
