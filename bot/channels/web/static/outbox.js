// What was done here and is not yet stored there. Acts leave one at a time, in order, each with
// an id of its own, so that sending one again after a lost answer changes nothing.

const PATIENCE = { file: 180_000, other: 20_000 };
const PAUSES = [1, 2, 4, 8, 15];

export class Outbox {
  // `told(act, outcome, text)`: outcome is "sending", "waiting", "stored", "refused" or "ended".
  constructor(drawer, told) {
    this.drawer = drawer;
    this.told = told;
    this.acts = drawer.acts();
    this.failures = 0;
    this.isBusy = false;
    addEventListener("online", () => this.hurry());
  }

  add(act) {
    const made = { id: randomId(), at: Date.now(), ...act };
    this.acts.push(made);
    if (!made.file) this.drawer.keep(made);
    queueMicrotask(() => this.drain());
    return made;
  }

  get hasFile() {
    return this.acts.some((act) => act.file);
  }

  hurry() {
    clearTimeout(this.pause);
    this.drain();
  }

  async drain() {
    if (this.isBusy) return;
    this.isBusy = true;
    while (this.acts.length && (await this.leave(this.acts[0])));
    this.isBusy = false;
  }

  // Sends one act; false when the line has to stop for now.
  async leave(act) {
    this.told(act, "sending");
    const { status, text } = await post(act);
    if (status === 200 || (status >= 400 && status < 500 && ![401, 408, 429].includes(status))) {
      this.acts.shift();
      // A refused text stays in the drawer until the person says what becomes of it.
      if (status === 200 || act.kind === "press") this.drawer.forget(act.id);
      this.failures = 0;
      this.told(act, status === 200 ? "stored" : "refused", text);
      return true;
    }
    this.told(act, status === 401 ? "ended" : "waiting", text);
    if (status !== 401) this.wait();
    return false;
  }

  wait() {
    const seconds = PAUSES[Math.min(this.failures++, PAUSES.length - 1)];
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.drain(), seconds * 1000);
  }
}

async function post(act) {
  try {
    const answer = await fetch(act.kind, {
      method: "POST",
      signal: AbortSignal.timeout(act.file ? PATIENCE.file : PATIENCE.other),
      ...body(act),
    });
    const told = await answer.json().catch(() => ({}));
    return { status: answer.status, text: told.error ?? "" };
  } catch {
    return { status: 0, text: "" };
  }
}

function body(act) {
  if (!act.file) {
    const { kind, at, ...fields } = act;
    return { headers: { "Content-Type": "application/json" }, body: JSON.stringify(fields) };
  }
  const form = new FormData();
  form.append("id", act.id);
  form.append("caption", act.text);
  form.append("file", act.file, act.file.name);
  return { body: form };
}

function randomId() {
  // Not randomUUID: browsers have it on https only, and an office network may lack https.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
