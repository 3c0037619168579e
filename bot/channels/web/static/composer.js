// Where the person writes: text, a file, the entries under the chat.

import { button, make, size } from "./log.js";

const LONGEST = 16_000;
const SHORT = 500;
// A tap on something else takes the focus first: nothing may move under the finger.
const TAP = 300;
const byId = (id) => document.getElementById(id);

export class Composer {
  // `give({kind, text, file})` takes what is to be sent; `flash(text)` shows a short word.
  constructor(drawer, words, give, flash) {
    Object.assign(this, { drawer, words, give, flash, file: null });
    this.text = byId("text");
    this.entries = byId("entries");
    this.toggle = byId("toggle");
    this.text.value = drawer.read("draft") ?? "";
    this.listen();
    this.fit();
  }

  listen() {
    this.text.addEventListener("input", () => this.changed());
    this.text.addEventListener("input", () => this.types(true));
    this.text.addEventListener("focus", () => this.types(true));
    this.text.addEventListener("blur", () => setTimeout(() => this.hasFocus || this.types(false), TAP));
    visualViewport?.addEventListener("resize", () => this.settle());
    this.text.addEventListener("keydown", (event) => this.key(event));
    byId("compose").addEventListener("submit", (event) => this.submit(event));
    byId("attach").addEventListener("click", () => byId("file").click());
    byId("file").addEventListener("change", (event) => this.choose(event.target.files[0]));
    byId("unchoose").addEventListener("click", () => this.choose(null));
    this.toggle.addEventListener("click", () => this.turn());
  }

  get hasFocus() {
    return document.activeElement === this.text;
  }

  // Enter sends where there is a real keyboard; on a touch screen it starts a new line. While an
  // input method composes a Vietnamese letter it does neither.
  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229 || isTouch()) return;
    event.preventDefault();
    this.submit(event);
  }

  submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (text.length > LONGEST) return this.flash(this.words.text_too_long.replace("{limit}", LONGEST.toLocaleString(document.documentElement.lang)));
    if (!this.file && !text) return;
    this.text.focus();
    // Before it is given: the chat scrolls to its end in the room that is left.
    this.types(false);
    this.give(this.file ? { kind: "file", text, file: this.file } : { kind: "send", text });
    this.choose(null);
    this.write("");
  }

  write(text) {
    this.text.value = text;
    this.changed();
  }

  changed() {
    this.drawer.write("draft", this.text.value);
    this.fit();
  }

  fit() {
    if (CSS.supports("field-sizing", "content")) return;
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight + 2}px`;
  }

  choose(file) {
    const limit = Number(document.body.dataset.largestFile);
    byId("file").value = "";
    if (file && file.size > limit) {
      return this.flash(this.words.file_too_big.replace("{limit}", Math.floor(limit / 2 ** 20)));
    }
    this.file = file ?? null;
    byId("chosen").hidden = !file;
    byId("chosen-name").textContent = file ? `${file.name} · ${size(file.size)}` : "";
    if (file) this.text.focus();
  }

  offer(keyboard) {
    const signature = JSON.stringify(keyboard);
    if (!keyboard?.length || signature === this.offered) return;
    this.offered = signature;
    this.entries.replaceChildren(...keyboard.map((row) => this.row(row)));
    this.toggle.hidden = false;
    this.settle();
  }

  row(labels) {
    const row = make("div");
    row.append(...labels.map((label) => button(label, () => this.give({ kind: "send", text: label }))));
    return row;
  }

  types(isTyping) {
    this.isTyping = isTyping;
    this.settle();
  }

  // Entries above the phone's own keyboard would hide the question that is being answered.
  settle() {
    if (!this.offered) return;
    const isInTheWay = (this.isTyping && isTouch()) || (this.hasFocus && isShort());
    this.open(!isInTheWay && this.drawer.read("entries") !== "closed");
  }

  turn() {
    const isOpen = this.entries.hidden;
    this.drawer.write("entries", isOpen ? null : "closed");
    this.open(isOpen);
  }

  open(isOpen) {
    this.entries.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    this.toggle.setAttribute("aria-label", isOpen ? this.toggle.dataset.hide : this.toggle.dataset.show);
  }
}

function isTouch() {
  return matchMedia("(pointer: coarse)").matches;
}

function isShort() {
  return (visualViewport?.height ?? innerHeight) < SHORT;
}
