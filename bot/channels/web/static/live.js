// Keeps the page up to date: a stream of events, looked after by a watch and opened again when it
// breaks. In a frame (the rehearsal shows many phones at once) it asks every moment instead,
// because a browser holds only six connections to one host.

const PAUSES = [1, 2, 4, 8, 15];
const SILENCE = 40_000;
const MOMENT = 1500;
const SOON = 60;

export class Live {
  // `told(state)`: "connecting", "connected", "lost", "offline" or "ended".
  constructor(onBubble, told) {
    Object.assign(this, { onBubble, told, revision: 0, failures: 0, isOver: false, wait: MOMENT });
    this.isFramed = window.parent !== window;
    addEventListener("online", () => this.restart());
    addEventListener("offline", () => this.drop("offline"));
    addEventListener("pageshow", (event) => event.persisted && this.restart());
    document.addEventListener("visibilitychange", () => this.look());
    setInterval(() => this.look(), SILENCE / 4);
  }

  start(revision) {
    this.revision = revision;
    this.open();
  }

  open() {
    this.isStarted = true;
    if (this.isFramed) return void this.ask();
    this.stream?.close();
    this.heard = Date.now();
    this.stream = new EventSource(`events?after=${this.revision}`);
    this.on("hello", () => this.settled());
    this.on("beat", () => {});
    this.on("bubble", (event) => this.take([JSON.parse(event.data)]));
    this.on("ended", () => this.end());
    this.stream.onerror = () => this.drop("lost");
  }

  on(name, react) {
    this.stream.addEventListener(name, (event) => {
      this.heard = Date.now();
      react(event);
    });
  }

  take(bubbles) {
    for (const bubble of bubbles) {
      this.revision = Math.max(this.revision, bubble.revision);
      this.onBubble(bubble);
    }
  }

  settled() {
    this.failures = 0;
    this.told("connected");
  }

  drop(state) {
    if (this.isOver || !this.isStarted) return;
    this.stream?.close();
    this.stream = null;
    this.told(navigator.onLine ? state : "offline");
    clearTimeout(this.pause);
    const seconds = PAUSES[Math.min(this.failures++, PAUSES.length - 1)];
    this.pause = setTimeout(() => this.restart(), seconds * 1000);
  }

  // Before the stream is opened again one question is asked: its answer says why it broke.
  async restart() {
    if (this.isOver || !this.isStarted || this.isAsking) return;
    clearTimeout(this.pause);
    if (await this.ask()) this.open();
  }

  async ask() {
    this.isAsking = true;
    const answer = await get(`changes?after=${this.revision}`);
    this.isAsking = false;
    if (answer.status === 401) return this.end();
    if (answer.status !== 200) return this.drop("lost");
    this.take(answer.body.bubbles);
    if (!this.isFramed) return true;
    this.settled();
    this.askLater();
    return false;
  }

  askLater() {
    this.pause = setTimeout(() => this.ask(), this.wait);
    this.wait = Math.min(this.wait * 2, MOMENT);
  }

  // What the person just did is answered soon; a stream tells by itself.
  hurry() {
    this.wait = SOON;
    if (!this.isFramed || this.isAsking || this.isOver || !this.isStarted) return;
    clearTimeout(this.pause);
    this.askLater();
  }

  // A phone freezes sleeping pages and their streams die without a word.
  look() {
    if (document.hidden || this.isFramed || this.isOver || !this.stream) return;
    if (Date.now() - this.heard > SILENCE) this.drop("lost");
  }

  end() {
    this.isOver = true;
    this.stream?.close();
    this.told("ended");
  }
}

export async function get(address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(20_000) });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return { status: 0, body: {} };
  }
}
