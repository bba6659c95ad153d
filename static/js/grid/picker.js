/** Choosing a product by a few letters: a combobox with a list that the arrows walk. */

const WAIT = 150;
let made = 0;

/** A list under an input; `ask` gives what fits the letters or why it cannot be known, `told` hears of both, `chosen`
    takes what was picked. */
export class Combobox {
  constructor(input, { ask, told, chosen, label, extra = () => null }) {
    Object.assign(this, { input, ask, told, chosen, extra });
    made += 1;
    this.list = document.createElement("ul");
    Object.assign(this.list, { className: "choices", id: `chon-${made}`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", label);
    input.after(this.list);
    const attributes = {
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
    };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    this.items = [];
    this.active = -1;
    this.walked = false;
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => this.clicked(event));
  }

  get isOpen() {
    return !this.list.hidden;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), WAIT);
  }

  async look() {
    const text = this.input.value.trim();
    this.asked = text;
    if (!text) {
      this.close();
      return;
    }
    const { found, problem = "" } = await this.ask(text);
    if (this.asked !== text || document.activeElement !== this.input) return;
    this.told(problem, found);
    if (problem) {
      this.close();
      return;
    }
    const extra = this.extra(text);
    this.show(extra ? [...found, extra] : found);
  }

  show(items) {
    this.items = items;
    this.list.replaceChildren(...items.map((item, index) => this.option(item, index)));
    this.list.hidden = items.length === 0;
    this.input.setAttribute("aria-expanded", String(this.isOpen));
    this.walked = false;
    this.activate(items.length ? 0 : -1);
  }

  option(item, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.dataset.index = index;
    const about = document.createElement("span");
    about.className = "grid__about";
    about.textContent = [item.about, item.held].filter(Boolean).join(" · ");
    option.append(item.label ?? item.name, about);
    return option;
  }

  activate(index) {
    this.active = index;
    for (const option of this.list.children) {
      option.setAttribute("aria-selected", String(Number(option.dataset.index) === index));
    }
    const option = this.list.children[index];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (!this.isOpen || event.isComposing) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      this.walked = true;
      this.activate((this.active + moves[event.key] + this.items.length) % this.items.length);
    } else if (event.key === "Enter") this.take(this.active);
    else if (event.key === "Escape") this.close();
    else {
      // Leaving with Tab takes what the arrows chose, or the only one that fits; never a guess among several.
      const only = this.items.filter((item) => !item.act).length === 1;
      if (event.key === "Tab" && !event.shiftKey && (this.walked || only)) this.take(this.active);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  clicked(event) {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) this.take(Number(option.dataset.index));
  }

  take(index) {
    const item = this.items[index];
    this.close();
    if (!item) return;
    if (item.act) item.act();
    else this.chosen(item);
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

/** The combobox of a row of the grid. */
export class Picker extends Combobox {
  constructor(row) {
    const grid = row.grid;
    super(row.cell("product_text"), {
      label: row.cell("product_text").getAttribute("aria-label"),
      ask: (text) => grid.ask(grid.section.dataset.find, text, "products"),
      told: (problem, found) => {
        row.failWhole(problem);
        grid.say(problem || (found.length ? grid.text("found", { n: found.length }) : grid.text("none")));
      },
      chosen: (product) => row.pick(product),
      extra: (text) =>
        grid.createProduct && { label: `+ ${grid.text("create")}: “${text}”`, act: () => grid.createProduct(row) },
    });
  }
}
