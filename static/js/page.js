/** What every page gains from a script; all of it works without one. */

/** After a form came back with errors, reading starts at their summary. */
function focusFirstMessage() {
  document.querySelector("[data-focus]")?.focus();
}

/** Escape closes an open menu or filter panel and gives the focus back to its button. */
function closeOnEscape(event) {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.toggle[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
}

/** A form that binds is sent once, however often its button is pressed. */
function sendOnce(event) {
  const form = event.target;
  if (!form.hasAttribute("data-once")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
}

/** A search box fetches its offers when somebody goes there: a first view does without that script. */
function offerWhileTyping(event) {
  const form = event.target.closest("form[data-suggest]");
  if (form) import(form.dataset.suggestScript);
}

/** Buttons that only a script can serve are hidden until now. */
function offerPrinting() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

/** Coming back with the browser's own button, the form may be sent again. */
function forgetSent() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
}

focusFirstMessage();
offerPrinting();
document.addEventListener("focusin", offerWhileTyping);
document.addEventListener("keydown", closeOnEscape);
document.addEventListener("submit", sendOnce);
window.addEventListener("pageshow", forgetSent);
