// Puts the page together: history, live changes, what the person does.

import { Composer } from "./composer.js";
import { Drawer } from "./drawer.js";
import { Live, get } from "./live.js";
import { Log } from "./log.js";
import { Outbox } from "./outbox.js";

const byId = (id) => document.getElementById(id);
const words = JSON.parse(document.body.dataset.words);
const drawer = new Drawer(document.body.dataset.chat);
const log = new Log(byId("view"), byId("log"), words, press);
const outbox = new Outbox(drawer, told);
const composer = new Composer(drawer, words, give, flash);
const live = new Live(arrived, connection);
const pressed = new Map();
let awaited = null;
let isFollowing = true;

function give(act) {
  const made = outbox.add(act);
  hold(made);
  log.toEnd();
}

function hold(act) {
  if (act.kind === "press") return;
  const files = act.file ? [{ name: act.file.name, size: act.file.size }] : [];
  log.hold(act.id, act.text, files);
}

function press(button, messageId, data) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  const act = outbox.add({ kind: "press", message_id: String(messageId), data });
  pressed.set(act.id, button);
  awaited = messageId;
}

function told(act, outcome, text) {
  if (outcome === "ended") connection("ended");
  if (outcome === "stored") live.hurry();
  if (act.kind === "press") return toldOfPress(act, outcome, text);
  if (outcome === "refused") {
    log.refuse(act.id, text, [
      ...(act.text ? [[words.again, () => rewrite(act)]] : []),
      [words.drop, () => drop(act)],
    ]);
  } else log.say(act.id, outcome === "ended" ? words.waiting : words[outcome]);
}

function toldOfPress(act, outcome, text) {
  if (outcome === "sending") return;
  if (outcome === "waiting" || outcome === "ended") return void flash(words.waiting);
  pressed.get(act.id)?.removeAttribute("aria-disabled");
  pressed.delete(act.id);
  if (outcome === "refused") flash(text);
}

function drop(act) {
  drawer.forget(act.id);
  log.settle(act.id)?.remove();
}

function rewrite(act) {
  drop(act);
  composer.write([composer.text.value, act.text].filter(Boolean).join("\n"));
  composer.text.focus();
}

function arrived(bubble) {
  // A screen redrawn further up than what is loaded comes with its page of history.
  if (log.shown.size && bubble.id < log.oldest) return;
  const wasAtEnd = log.isAtEnd;
  const isNew = log.put(bubble);
  if (bubble.toast) flash(bubble.toast);
  composer.offer(bubble.keyboard);
  const drawn = log.shown.get(bubble.id);
  if (isNew) return welcome(drawn, wasAtEnd);
  if (bubble.mine && wasAtEnd) log.toEnd();
  if (bubble.id !== awaited) return;
  awaited = null;
  log.uncover(drawn);
}

// The end of a short bubble, the beginning of one taller than the screen.
function showWhole(drawn) {
  log.toEnd();
  log.uncover(drawn);
}

function welcome(drawn, wasAtEnd) {
  awaited = null;
  if (wasAtEnd) showWhole(drawn);
  else byId("newest").hidden = false;
  drawn.classList.add("arriving");
}

let isCalm = false;
function connection(state) {
  const place = byId("state");
  const text = state === "connected" ? place.dataset.calm : words[state];
  if (place.textContent !== text) place.textContent = text;
  place.toggleAttribute("data-troubled", state !== "connected");
  if (state === "connected" && !isCalm) outbox.hurry();
  isCalm = state === "connected";
  if (state === "ended" && !byId("enter")) showDoor();
}

function showDoor() {
  const link = document.createElement("a");
  link.id = "enter";
  link.className = "pill";
  link.href = "./";
  link.textContent = words.enter;
  byId("log").append(link);
  log.toEnd();
}

// The code on the hall's screen opens the chat with it; being present is said by a press alone.
function offerCheckIn() {
  const code = new URLSearchParams(location.search).get("diemdanh");
  if (!/^\d{6}$/.test(code ?? "")) return;
  history.replaceState(null, "", location.pathname);
  const offered = document.createElement("button");
  offered.type = "button";
  offered.id = "check-in";
  offered.className = "pill";
  offered.textContent = words.check_in.replace("{code}", code);
  offered.addEventListener("click", () => {
    offered.remove();
    give({ kind: "send", text: `/diemdanh ${code}` });
  });
  byId("log").append(offered);
  log.toEnd();
}

let fading;
function flash(text) {
  clearTimeout(fading);
  byId("toast").textContent = text;
  fading = setTimeout(() => byId("toast").replaceChildren(), Math.max(2500, text.length * 60));
}

async function load(pause = 1000) {
  const { status, body } = await get("messages");
  if (status === 401) return connection("ended");
  if (status !== 200) {
    connection(navigator.onLine ? "lost" : "offline");
    return void setTimeout(load, pause, Math.min(pause * 2, 15_000));
  }
  for (const bubble of body.bubbles) log.put(bubble);
  const stored = new Set(body.bubbles.map((bubble) => bubble.act));
  outbox.acts.filter((act) => !stored.has(act.id)).forEach(hold);
  byId("older").hidden = !body.has_older;
  composer.offer(body.keyboard);
  log.toEnd();
  offerCheckIn();
  byId("log").setAttribute("aria-busy", "false");
  live.start(body.revision);
}

async function loadOlder() {
  const { status, body } = await get(`messages?before=${log.oldest}`);
  if (status !== 200) return void flash(words.lost);
  const view = byId("view");
  const below = view.scrollHeight - view.scrollTop;
  byId("log").setAttribute("aria-live", "off");
  for (const bubble of body.bubbles) log.put(bubble);
  byId("older").hidden = !body.has_older;
  view.scrollTop = view.scrollHeight - below;
  if (!body.has_older) view.focus({ preventScroll: true });
  requestAnimationFrame(() => byId("log").setAttribute("aria-live", "polite"));
}

// iOS keeps the layout under its keyboard; the visible height is told by visualViewport alone.
function measure() {
  if (visualViewport) document.body.style.setProperty("--height", `${visualViewport.height}px`);
  if (!isFollowing) return;
  const whole = log.last && !log.isCut(log.last) ? log.last : null;
  log.toEnd();
  if (whole) log.uncover(whole);
}

function scrolled() {
  isFollowing = log.isAtEnd;
  if (isFollowing) byId("newest").hidden = true;
}

// A reader who has moved on is not called back by the answer to a press.
function moveOn() {
  awaited = null;
}

function command(event) {
  const chosen = event.target.closest(".command");
  if (chosen) give({ kind: "send", text: chosen.textContent });
}

byId("older").addEventListener("click", loadOlder);
byId("newest").addEventListener("click", () => showWhole(log.last));
byId("log").addEventListener("click", command);
byId("view").addEventListener("scroll", scrolled, { passive: true });
for (const moved of ["wheel", "touchmove"]) byId("view").addEventListener(moved, moveOn, { passive: true });
visualViewport?.addEventListener("resize", measure);
new ResizeObserver(measure).observe(document.querySelector("footer"));
addEventListener("beforeunload", (event) => outbox.hasFile && event.preventDefault());
load();
