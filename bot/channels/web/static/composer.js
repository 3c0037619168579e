// Where the person writes: text, a file, the entries under the chat.

import { button, make, size } from "./log.js";

const LONGEST = 16_000;
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
    this.text.addEventListener("keydown", (event) => this.key(event));
    byId("compose").addEventListener("submit", (event) => this.submit(event));
    byId("attach").addEventListener("click", () => byId("file").click());
    byId("file").addEventListener("change", (event) => this.choose(event.target.files[0]));
    byId("unchoose").addEventListener("click", () => this.choose(null));
    this.toggle.addEventListener("click", () => this.open(this.entries.hidden, true));
  }

  // Enter sends where there is a real keyboard; on a touch screen it starts a new line. While an
  // input method composes a Vietnamese letter it does neither.
  key(event) {
    const isTouch = matchMedia("(pointer: coarse)").matches;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229 || isTouch) return;
    event.preventDefault();
    this.submit(event);
  }

  submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (text.length > LONGEST) return this.flash(this.words.text_too_long.replace("{limit}", LONGEST.toLocaleString("vi-VN")));
    if (this.file) this.give({ kind: "file", text, file: this.file });
    else if (text) this.give({ kind: "send", text });
    else return;
    this.choose(null);
    this.write("");
    this.text.focus();
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
    this.open(this.drawer.read("entries") !== "closed", false);
  }

  row(labels) {
    const row = make("div");
    row.append(...labels.map((label) => button(label, () => this.give({ kind: "send", text: label }))));
    return row;
  }

  open(isOpen, isChosen) {
    this.entries.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    this.toggle.setAttribute("aria-label", isOpen ? this.toggle.dataset.hide : this.toggle.dataset.show);
    if (isChosen) this.drawer.write("entries", isOpen ? null : "closed");
  }
}
