/** Making a product without leaving the grid: its name, its producer (known or new) and its place. */

import { Combobox } from "./picker.js";

/** Prepare the dialog; returns the function that opens it for a row, or null where nothing may be made. */
export function prepareDialog(grid) {
  const dialog = grid.section.querySelector("[data-product-dialog]");
  if (!dialog) return null;
  const form = dialog.querySelector("form");
  const fields = (name) => form.elements.namedItem(name);
  let row = null;
  let refused = {}; // what the last submit was refused for, by field

  const refuse = (errors) => {
    refused = errors;
    showErrors(dialog, form, errors);
  };
  /** Why producers could not be looked up stands after what was refused, until they could be. */
  const told = (problem) => {
    showErrors(dialog, form, { ...refused, "": [...(refused[""] ?? []), problem].filter(Boolean) });
  };
  const showNew = () => {
    fields("legal_form").closest(".field").hidden = !fields("is_new").checked;
  };
  const setProducer = (producer) => {
    fields("producer").value = producer.id ?? "";
    fields("producer_text").value = producer.name;
    fields("is_new").checked = !producer.id;
    showNew();
  };
  new Combobox(fields("producer_text"), {
    label: grid.text("new-producer"),
    ask: (text) => grid.ask(grid.section.dataset.findProducer, text, "producers"),
    told,
    chosen: setProducer,
    extra: (text) => ({
      label: `+ ${grid.text("new-producer")}: “${text}”`,
      act: () => setProducer({ name: text }),
    }),
  });
  fields("producer_text").addEventListener("input", () => {
    fields("producer").value = "";
  });
  fields("is_new").addEventListener("change", showNew);
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => row?.cell("product_text").focus());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const back = await grid.send(form.action, new FormData(form));
    const answer = back?.answer ?? { errors: { "": [grid.lost(back)] } };
    if (!answer.product) {
      refuse(answer.errors);
      dialog.querySelector("[data-dialog-errors]").focus();
      return;
    }
    const target = row;
    row = null;
    dialog.close();
    target.pick(answer.product);
    target.cell("kind").focus();
  });

  return (asking) => {
    row = asking;
    form.reset();
    refuse({});
    fields("producer").value = "";
    fields("name").value = asking.value("product_text");
    showNew();
    dialog.showModal();
    fields("name").focus();
  };
}

/** Say above the form and mark at the fields what is wrong. */
function showErrors(dialog, form, errors) {
  const box = dialog.querySelector("[data-dialog-errors]");
  const list = document.createElement("ul");
  for (const field of form.elements) field.removeAttribute("aria-invalid");
  for (const [name, texts] of Object.entries(errors)) {
    const field = name && form.elements.namedItem(name);
    if (field?.setAttribute) field.setAttribute("aria-invalid", "true");
    for (const text of texts) {
      const item = document.createElement("li");
      item.textContent = text;
      list.append(item);
    }
  }
  box.replaceChildren(list);
  box.hidden = list.children.length === 0;
}
