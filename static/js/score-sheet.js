/** A score sheet that saves each line when it changes and keeps what could not be sent. Without it: one plain form. */

import { textOf } from "./saving.js";
import { Line } from "./score/line.js";
import { Store } from "./score/store.js";

const AGAIN = 10_000;

class Sheet {
  constructor(form) {
    this.form = form;
    this.store = new Store(`phieu-cham-${form.dataset.sheet}`);
    this.queue = Promise.resolve();
    this.lines = [...form.querySelectorAll("[data-line]")].map((box) => new Line(box, this));
    for (const line of this.lines) line.takeUp(this.store.read(line.key));
    form.classList.add("score-sheet--quick");
    form.addEventListener("submit", (event) => this.submitted(event));
    form.querySelector("[data-reload]").addEventListener("click", () => window.location.reload());
    window.addEventListener("online", () => this.sendAll());
    window.addEventListener("beforeunload", (event) => {
      if (!this.store.works && this.unsaved.length) event.preventDefault();
    });
    setInterval(() => this.lost.length && this.sendAll(), AGAIN);
    this.sendAll();
  }

  text(name, parts) {
    return textOf(this.form, name, parts);
  }

  get unsaved() {
    return this.lines.filter((line) => line.isUnsaved());
  }

  get lost() {
    return this.lines.filter((line) => line.isLost);
  }

  get barred() {
    return this.lines.filter((line) => line.isBarred);
  }

  /** Lines are sent one after another. */
  enqueue(task) {
    this.queue = this.queue.then(task, task);
    return this.queue;
  }

  sendAll() {
    return Promise.all(this.unsaved.map((line) => line.save()));
  }

  say(text) {
    this.form.querySelector("[data-said]").textContent = text;
  }

  /** What the server made of the sheet; a remark changes none of it. */
  show(answer) {
    if (answer.total !== undefined) {
      this.form.querySelector("[data-total]").textContent = answer.total;
      this.form.querySelector("[data-answered]").textContent = answer.answered;
      this.form.querySelector("[data-reason]").textContent = answer.reason;
    }
    this.showMissing();
  }

  showMissing() {
    const link = this.form.querySelector("[data-missing]");
    const open = this.lines.find((line) => line.isUnanswered());
    link.hidden = open === undefined;
    if (open) link.href = `#${open.box.id}`;
  }

  /** Say how many changes wait on this machine and for what, or that the connection is back. */
  showLost(wasLost) {
    const count = this.lost.length;
    this.form.querySelector("[data-reload]").hidden = !this.barred.length;
    if (this.barred.length) this.say(this.text("barred", { n: this.unsaved.length }));
    else if (count) this.say(this.text("lost", { n: count }));
    else if (wasLost) this.say(this.text("back"));
  }

  /** A button waits for what is on its way and then leads on; with something unsaved it leads nowhere. */
  async submitted(event) {
    event.preventDefault();
    const to = event.submitter?.dataset.to;
    for (const line of this.lines) line.isRefused = false;
    await this.sendAll();
    const open = this.unsaved;
    if (this.lost.length || this.barred.length) this.showLost();
    else if (open.length) {
      this.say(this.text("open", { n: open.length }));
      open[0].focus();
    } else if (to) window.location.assign(to);
    else this.say(this.text("whole"));
  }
}

for (const form of document.querySelectorAll("[data-sheet]")) new Sheet(form);
