// Draws the hall's board whenever one comes, tells how old it is, and finds its way back by itself.

import { draw } from "./hall_board.js";

const PAUSES = [1, 2, 4, 8, 15];
const OLD = 15_000;
const SILENCE = 25_000;
const words = JSON.parse(document.body.dataset.words);
const age = document.getElementById("age");
let stream = null;
let failures = 0;
let heard = null;
let opened = 0;
let board = null;
let isOver = false;

function open() {
  stream?.close();
  opened = Date.now();
  stream = new EventSource(`${location.pathname}/events`);
  stream.addEventListener("board", (event) => {
    failures = 0;
    heard = Date.now();
    board = JSON.parse(event.data);
    show();
  });
  stream.addEventListener("ended", end);
  stream.onerror = drop;
}

// Some randomness: after a restart several screens must not come back in the same moment.
function drop() {
  if (isOver || !stream) return;
  stream.close();
  stream = null;
  const seconds = PAUSES[Math.min(failures++, PAUSES.length - 1)];
  setTimeout(reopen, seconds * (800 + Math.random() * 400));
}

// Before the stream is opened again one question is asked: its answer says why it broke.
async function reopen() {
  const answer = await fetch(location.href, { method: "HEAD", signal: AbortSignal.timeout(10_000) }).catch(() => null);
  if (answer?.status === 404) return end();
  open();
}

function end() {
  isOver = true;
  stream?.close();
  board = { state: "ended" };
  show();
  age.textContent = "";
  age.removeAttribute("data-old");
}

function show() {
  draw(board, words);
  tell();
}

function tell() {
  if (isOver) return;
  if (heard === null) return void (age.textContent = words.connecting);
  const since = Date.now() - heard;
  age.toggleAttribute("data-old", since > OLD);
  age.textContent = words[since > OLD ? "lost" : "age"].replace("{n}", Math.floor(since / 1000));
}

function look() {
  tell();
  if (stream && Date.now() - Math.max(heard ?? 0, opened) > SILENCE) drop();
}

// A projector that goes dark in the middle of a speech; browsers grant this on https only.
function stayAwake() {
  if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {});
}

document.addEventListener("visibilitychange", stayAwake);
addEventListener("online", () => stream || isOver || open());
setInterval(look, 1000);
stayAwake();
tell();
open();
