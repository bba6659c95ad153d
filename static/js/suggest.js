/** Offers of what is looked for, while it is typed: a combobox whose choices are links. The form works without it. */

const PAUSE = 150;

class Suggestions {
  constructor(form) {
    this.input = form.querySelector("input[type=search]");
    this.address = form.dataset.suggest;
    this.asked = 0;
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-de-xuat`;
    this.list.className = "suggest";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", form.dataset.suggestLabel);
    this.input.closest(".search__row").append(this.list);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      "aria-expanded": "false",
    })) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.press(event));
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) this.close();
    });
    if (this.input.value !== this.input.defaultValue) this.wait(); // typed while the script was on its way
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(this.input.value.trim()), PAUSE);
  }

  /** An answer that comes after a later question is thrown away; without a connection nothing is offered. */
  async ask(text) {
    const number = ++this.asked;
    if (!text) return this.close();
    try {
      const answer = await fetch(`${this.address}?q=${encodeURIComponent(text)}`);
      const { links } = await answer.json();
      if (number === this.asked && document.activeElement === this.input) this.show(links);
    } catch {
      this.close();
    }
  }

  show(links) {
    this.list.replaceChildren(...links.map((link, place) => this.choice(link, place)));
    this.list.hidden = links.length === 0;
    this.input.setAttribute("aria-expanded", String(links.length > 0));
    this.mark(-1);
  }

  choice({ kind, label, url }, place) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${place}`;
    item.setAttribute("role", "option");
    item.dataset.url = url;
    const [name, what] = [document.createElement("span"), document.createElement("span")];
    name.textContent = label;
    what.textContent = kind;
    what.className = "suggest__kind";
    item.append(name, what);
    item.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    item.addEventListener("click", () => location.assign(url));
    return item;
  }

  mark(place) {
    const items = [...this.list.children];
    this.place = place;
    items.forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
    const chosen = items[place];
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const count = this.list.hidden ? 0 : this.list.children.length;
    if (event.key === "Escape" && count) {
      event.preventDefault(); // a search box would be emptied
      event.stopPropagation();
      this.close();
    } else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are choices: the box itself.
      this.mark(((this.place + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (count && event.key === "Enter" && this.place >= 0) {
      event.preventDefault();
      location.assign(this.list.children[this.place].dataset.url);
    }
  }

  close() {
    this.asked += 1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }
}

for (const form of document.querySelectorAll("form[data-suggest]")) new Suggestions(form);
