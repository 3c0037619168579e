// The bubbles on the screen: each stands at its place by id, what is still unsent at the end.

import { rich } from "./rich.js";

const LANG = document.documentElement.lang;
const ZONE = { timeZone: "Asia/Ho_Chi_Minh" };
const CLOCK = new Intl.DateTimeFormat(LANG, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...ZONE });
const DAY = new Intl.DateTimeFormat(LANG, { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", ...ZONE });
const SIZE = new Intl.NumberFormat(LANG, { maximumFractionDigits: 1 });
const PICTURE = /\.png$/i;
const PAPER = "M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5M12 11v6m-2.5-2.5L12 17l2.5-2.5";
const NEAR = 90;
const EDGE = 8;

export class Log {
  constructor(view, log, words, onPress) {
    Object.assign(this, { view, log, words, onPress });
    this.shown = new Map();
    this.pending = new Map();
    this.days = new Map();
  }

  get oldest() {
    return Math.min(...this.shown.keys());
  }

  get isAtEnd() {
    return this.view.scrollHeight - this.view.scrollTop - this.view.clientHeight < NEAR;
  }

  get last() {
    return this.log.querySelector("article:last-of-type");
  }

  toEnd() {
    this.view.scrollTop = this.view.scrollHeight;
  }

  isCut(drawn) {
    return drawn.getBoundingClientRect().top < this.view.getBoundingClientRect().top;
  }

  // A bubble that is cut off at its beginning, or taller than the screen, is read from its top.
  uncover(drawn) {
    if (!this.isCut(drawn) && drawn.offsetHeight <= this.view.clientHeight) return;
    const above = drawn.getBoundingClientRect().top - this.view.getBoundingClientRect().top;
    this.view.scrollTop += above - EDGE;
  }

  // Adds a bubble, or puts it in the place of what it replaces; true when it is new.
  put(bubble) {
    const former = this.shown.get(bubble.id);
    const unsent = bubble.act && this.settle(bubble.act);
    unsent?.remove();
    if (!bubble.text && !bubble.buttons.length && !bubble.files.length) return false;
    const drawn = this.draw(bubble);
    drawn.dataset.id = bubble.id;
    this.shown.set(bubble.id, drawn);
    if (former) {
      this.redraw(former, drawn);
      return false;
    }
    this.place(drawn, DAY.format(new Date(bubble.at)));
    return !unsent;
  }

  // What is being read stays where it is, whatever changes above it.
  redraw(former, drawn) {
    const isAbove = former.getBoundingClientRect().bottom < this.view.getBoundingClientRect().top;
    const isEnd = this.view.scrollHeight - this.view.scrollTop - this.view.clientHeight < 2;
    // Not from scrollHeight, which is a whole number: what lies in fractions would drift.
    const end = this.log.getBoundingClientRect().bottom;
    swap(former, drawn);
    if (isAbove || isEnd) this.view.scrollTop += this.log.getBoundingClientRect().bottom - end;
  }

  // Shows what was typed or chosen here and is not stored yet.
  hold(act, text, files = []) {
    if (this.pending.has(act)) return;
    const drawn = this.draw({ mine: true, text, files, buttons: [], at: new Date().toISOString(), plain: true });
    this.pending.set(act, drawn);
    this.log.append(drawn);
    this.say(act, this.words.sending);
  }

  say(act, text) {
    const foot = this.pending.get(act)?.querySelector(".foot");
    if (foot && foot.textContent !== text) foot.textContent = text;
  }

  refuse(act, text, choices) {
    const drawn = this.pending.get(act);
    if (!drawn) return;
    drawn.classList.add("failed");
    const foot = drawn.querySelector(".foot");
    foot.textContent = this.words.failed + text;
    for (const [label, choose] of choices) foot.append(button(label, choose));
  }

  // Takes an unsent bubble off the list of unsent ones and returns it.
  settle(act) {
    const drawn = this.pending.get(act);
    this.pending.delete(act);
    return drawn;
  }

  // Before the first bubble with a greater id, under the heading of its own day.
  place(drawn, day) {
    const id = Number(drawn.dataset.id);
    let next = null;
    for (const node of [...this.log.querySelectorAll(".bubble")].reverse()) {
      if (Number(node.dataset.id) < id) break;
      next = node;
    }
    const above = next?.previousElementSibling;
    const isOtherDay = above?.classList.contains("day") && above !== this.days.get(day);
    this.log.insertBefore(drawn, isOtherDay ? above : next);
    this.head(drawn, day);
  }

  head(drawn, day) {
    const known = this.days.get(day);
    const precedes = Node.DOCUMENT_POSITION_FOLLOWING;
    if (known && known.compareDocumentPosition(drawn) & precedes) return;
    const heading = known ?? make("p", "day");
    heading.textContent = day[0].toUpperCase() + day.slice(1);
    this.days.set(day, heading);
    this.log.insertBefore(heading, drawn);
  }

  draw(bubble) {
    const drawn = make("article", `bubble ${bubble.mine ? "mine" : "bot"}`);
    drawn.tabIndex = -1;
    const sheet = make("div", "sheet");
    const speaker = make("span", "unseen");
    speaker.textContent = `${bubble.mine ? this.words.me : this.words.bot}: `;
    sheet.append(speaker);
    if (bubble.files.length) sheet.append(fileList(bubble.files, this.words));
    if (bubble.text) {
      const words = make("div", "words");
      words.append(bubble.plain ? bubble.text : rich(bubble.text, !bubble.mine));
      sheet.append(words);
    }
    sheet.append(this.foot(bubble));
    drawn.append(sheet);
    if (bubble.buttons.length) drawn.append(this.rows(bubble));
    return drawn;
  }

  foot(bubble) {
    const foot = make("p", "foot");
    const time = make("time");
    time.dateTime = bubble.at;
    time.textContent = CLOCK.format(new Date(bubble.at));
    foot.append(time);
    return foot;
  }

  rows(bubble) {
    const rows = make("div", "buttons");
    for (const row of bubble.buttons) {
      const line = make("div");
      for (const [label, data] of row) {
        line.append(button(label, (event) => this.onPress(event.currentTarget, bubble.id, data)));
      }
      rows.append(line);
    }
    return rows;
  }
}

export function button(label, onClick) {
  const made = make("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", onClick);
  return made;
}

export function make(tag, name = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  return made;
}

export function size(bytes) {
  const kilo = bytes / 1024;
  return kilo < 1000 ? `${SIZE.format(Math.max(kilo, 0.1))} KB` : `${SIZE.format(kilo / 1024)} MB`;
}

// The focus stays where the person was, on the button of the same name when there is one.
function swap(former, drawn) {
  const focused = former.contains(document.activeElement) ? document.activeElement : null;
  former.replaceWith(drawn);
  if (!focused) return;
  const buttons = [...drawn.querySelectorAll("button")];
  const same = buttons.find((one) => one.textContent === focused.textContent);
  (same ?? drawn.querySelector(".buttons button") ?? drawn).focus({ preventScroll: true });
}

function fileList(files, words) {
  const list = make("ul", "files");
  for (const file of files) {
    const item = make("li");
    const link = make("a");
    const name = make("b");
    const detail = make("small");
    name.textContent = file.name;
    detail.textContent = file.id ? `${words.download} · ${size(file.size)}` : size(file.size);
    if (file.id) link.href = `files/${file.id}`;
    link.download = file.name;
    const text = make("span");
    text.append(name, detail);
    if (file.id && PICTURE.test(file.name)) link.append(picture(link.href));
    link.append(icon(PAPER), text);
    item.append(link);
    list.append(item);
  }
  return list;
}

// The name beside it says what it shows.
function picture(address) {
  const shown = make("img");
  shown.src = address;
  shown.alt = "";
  return shown;
}

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("width", "26");
  svg.setAttribute("height", "26");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
