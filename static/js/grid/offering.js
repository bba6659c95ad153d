/** Products to choose from, where a typed or pasted name fits none or several; the way to make a new one. */

export function offer(row, products, text) {
  row.fail("product_text", text);
  withdraw(row);
  const box = document.createElement("fieldset");
  box.className = "grid__choices";
  box.dataset.offered = "";
  box.setAttribute("aria-label", text);
  box.append(...products.map((product) => choice(row, product)));
  if (row.grid.createProduct) box.append(createButton(row));
  row.body.querySelector(".grid__product").append(box);
}

/** Take the offer away: a product was chosen. */
export function withdraw(row) {
  row.body.querySelector("[data-offered]")?.remove();
}

function choice(row, product) {
  const label = document.createElement("label");
  const radio = Object.assign(document.createElement("input"), { type: "radio", name: `offered-${row.form.id}` });
  const words = document.createElement("span");
  words.textContent = [product.name, product.about, product.held].filter(Boolean).join(" · ");
  radio.addEventListener("change", () => {
    row.pick(product);
    row.save();
  });
  label.append(radio, words);
  return label;
}

function createButton(row) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button-link", textContent: row.grid.text("create") });
  button.addEventListener("click", () => row.grid.createProduct(row));
  return button;
}
