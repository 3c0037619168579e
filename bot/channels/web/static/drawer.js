// What must survive a reload: unsent acts and the half-written text. One key an act, so that two
// tabs never overwrite each other; without storage the page works from memory alone.

export class Drawer {
  constructor(chat) {
    // All phones of a rehearsal share one origin; the path tells them apart.
    this.prefix = `giaouoc:${location.pathname}:${chat}:`;
  }

  acts() {
    const kept = this.keys("act:").map((key) => parsed(this.read(key)));
    return kept.filter(Boolean).sort((one, other) => one.at - other.at);
  }

  keep(act) {
    this.write(`act:${act.id}`, JSON.stringify(act));
  }

  forget(id) {
    this.write(`act:${id}`, null);
  }

  keys(start) {
    try {
      const full = this.prefix + start;
      return Object.keys(localStorage).filter((key) => key.startsWith(full)).map((key) => key.slice(this.prefix.length));
    } catch {
      return [];
    }
  }

  read(key) {
    try {
      return localStorage.getItem(this.prefix + key);
    } catch {
      return null;
    }
  }

  write(key, value) {
    try {
      if (value === null || value === "") localStorage.removeItem(this.prefix + key);
      else localStorage.setItem(this.prefix + key, value);
    } catch {
      // Private windows and full disks: the open page still holds it.
    }
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
