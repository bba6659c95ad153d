/** What could not be sent yet, kept in the browser under the name of a sheet; a browser may refuse to keep anything. */

export class Store {
  constructor(name) {
    this.name = name;
    this.works = true;
    this.kept = this.load();
  }

  load() {
    try {
      return JSON.parse(window.localStorage.getItem(this.name)) ?? {};
    } catch {
      return {};
    }
  }

  read(key) {
    return this.kept[key];
  }

  /** Keep the marks of a line; without marks it is forgotten. Another window of the sheet may have kept its own. */
  keep(key, marks) {
    this.kept = this.load();
    if (marks) this.kept[key] = marks;
    else delete this.kept[key];
    try {
      if (Object.keys(this.kept).length) window.localStorage.setItem(this.name, JSON.stringify(this.kept));
      else window.localStorage.removeItem(this.name);
    } catch {
      this.works = false;
    }
  }
}
