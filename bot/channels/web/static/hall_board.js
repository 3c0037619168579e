// The parts of the hall screen; each is drawn anew only when what it shows has changed.

const byId = (id) => document.getElementById(id);
const MARKS = { done: "✓", skipped: "–", open: "▶" };
const LONG = 70;
// A long agenda scrolls to its present item, so it may stay readable.
const SMALLEST = { agenda: 0.7, stage: 0.5 };
const LISTED = 6;
const LISTED_BELOW_VOTE = 2;
const drawn = new Map();
let signed = new Set();
const sizes = new ResizeObserver((changed) => changed.forEach(({ target }) => fit(target)));
["agenda", "stage"].forEach((id) => sizes.observe(byId(id)));

export function draw(board, words) {
  document.body.dataset.state = board.state;
  document.body.dataset.kind = present(board)?.kind ?? "";
  if (board.state !== "ended") head(board, words);
  part("agenda", [board.points], () => agenda(board.points ?? [], words));
  part("presence", [board.presence], () => presence(board.presence, words));
  part("check-in", [board.check_in], () => checkIn(board.check_in, words));
  const minutes = present(board) && Math.floor(present(board).elapsed / 60);
  const { state, theme, points, polls, talkers, wall, place, date, hour } = board;
  part("stage", [state, theme, points, polls, talkers, wall, place, date, hour].map(still).concat(minutes), () => stage(board, minutes, words));
}

// The seconds since an item was opened grow with every board; nothing shows them.
function still(shown) {
  return Array.isArray(shown) ? shown.map((one) => (one.elapsed === undefined ? one : { ...one, elapsed: null })) : shown;
}

function part(id, shown, parts) {
  const signature = JSON.stringify(shown);
  if (drawn.get(id) === signature) return;
  drawn.set(id, signature);
  byId(id).replaceChildren(...parts());
  fit(byId(id));
}

// Long agendas and long names get smaller letters; what still does not fit shows the present item.
function fit(place) {
  for (let size = 1; size >= (SMALLEST[place.id] ?? 1); size -= 0.05) {
    place.style.setProperty("--size", size);
    if (!isCut(place)) break;
  }
  place.querySelector("[data-state='open']")?.scrollIntoView({ block: "center" });
}

function isCut(place) {
  return [place, ...place.querySelectorAll("ol, li")].some((one) => one.scrollHeight > one.clientHeight + 1);
}

function head({ bloc, theme, title, now }, words) {
  const texts = { bloc, theme: theme ? fill(words.theme, { theme }) : title, title: theme ? title : "", now };
  for (const [id, text] of Object.entries(texts)) if (byId(id).textContent !== text) byId(id).textContent = text;
}

function agenda(points, words) {
  return [make("h2", {}, words.agenda), make("ol", {}, points.map((point) => agendaItem(point, words)))];
}

function agendaItem({ number, title, state }, words) {
  const note = state === "skipped" ? [make("small", {}, words.skipped)] : [];
  return make("li", { "data-state": state }, [make("span", {}, MARKS[state] ?? `${number}`), make("span", {}, [title, ...note])]);
}

function presence(shown, words) {
  if (!shown) return [];
  const isReached = shown.n_missing === 0;
  return [
    make("h2", {}, words.presence),
    make("p", { class: "many" }, `${shown.n_units}/${shown.n_all}`),
    make("p", {}, fill(words.people, { n: shown.n_people })),
    make("p", { class: `quorum ${isReached ? "passed" : "failed"}` }, isReached ? words.quorum : fill(words.no_quorum, { n: shown.n_missing })),
  ];
}

function checkIn(shown, words) {
  if (!shown) return [];
  const code = new DOMParser().parseFromString(shown.qr, "text/html").querySelector("svg");
  code.setAttribute("role", "img");
  code.setAttribute("aria-label", words.check_in);
  return [
    make("h2", {}, words.check_in),
    code,
    make("p", { class: "code" }, shown.code),
    make("p", { class: "soft" }, fill(words.type_code, { code: shown.code })),
    ...(shown.bot_name ? [make("p", { class: "soft" }, fill(words.on_telegram, { name: shown.bot_name }))] : []),
  ];
}

function stage(board, minutes, words) {
  if (board.state === "ended") return [whole(words.ended)];
  if (board.state === "cancelled") return [whole(words.cancelled)];
  if (board.state === "called") return [before(board, words)];
  if (board.state === "closed") return after(board, words);
  const now = present(board);
  const next = board.points.find((point) => point.state === "waiting");
  const shown = board.state === "paused" ? [make("p", { class: "state" }, words.paused)] : [];
  if (now) return [...shown, ...item(board, now, minutes, words)];
  if (next) return [...shown, make("p", { class: "soft" }, words.next), title(next.title)];
  return [...shown, title(words.all_done)];
}

function before({ date, hour, place }, words) {
  const when = make("p", { class: "when" }, fill(words.starts, { hour, date }));
  return whole(words.welcome, [when, make("p", { class: "soft" }, phrases(place))]);
}

function after(board, words) {
  const thanks = make("p", { class: "soft" }, words.thanks);
  if (!board.wall.length) return [whole(words.closed, [thanks])];
  return [title(words.closed), thanks, signatures(board, words), bricks(board.wall)];
}

function item(board, now, minutes, words) {
  const head = fill(words.item, { n: now.number, all: board.points.length });
  const time = fill(words.time, { n: minutes, all: now.minutes });
  const shown = [make("h2", {}, `${head} · ${time}`), title(now.title)];
  const polls = board.polls.filter((one) => one.number === now.number).slice(-1);
  const isSigning = now.kind === "signing" && board.wall.length > 0;
  if (now.kind === "launch" && board.theme) shown.push(make("p", { class: "theme" }, phrases(fill(words.theme, board))));
  if (now.presenter && !polls.length && !isSigning) shown.push(make("p", { class: "soft" }, fill(words.presenter, { name: now.presenter })));
  shown.push(...polls.map((one) => poll(one, now.title, words)));
  if (board.talkers.length) shown.push(speakers(board.talkers, polls.length ? LISTED_BELOW_VOTE : LISTED, words));
  if (isSigning) shown.push(signatures(board, words), bricks(board.wall));
  return shown;
}

function poll({ subject, kind, n_voted, n_voters, outcome }, heading, words) {
  const said = [outcome ? words.vote_closed : words.vote_open, words[`by_${kind}`]].filter(Boolean);
  const head = [make("h2", {}, said.join(" · ")), ...(subject === heading ? [] : [make("h4", {}, subject)])];
  if (!outcome) {
    const many = fill(words.voted, { n: n_voted, all: n_voters });
    return make("div", { class: "poll" }, [...head, make("p", { class: "many" }, many), make("progress", { value: n_voted, max: n_voters || 1 })]);
  }
  const numbers = ["agree", "disagree", "other", "not_cast"].map((choice) => make("div", {}, [make("dt", {}, words[choice]), make("dd", {}, `${outcome[`n_${choice}`]}`)]));
  const verdict = make("p", { class: outcome.is_passed ? "passed" : "failed" }, words[outcome.is_passed ? "passed" : "failed"]);
  return make("div", { class: "poll" }, [...head, make("dl", {}, numbers), verdict]);
}

function speakers(talkers, most, words) {
  const items = talkers.slice(0, most).map(({ unit, has_floor }) => make("li", has_floor ? { "data-now": "" } : {}, has_floor ? `▶ ${unit}` : unit));
  const more = talkers.length > most ? [make("li", {}, fill(words.more, { n: talkers.length - most }))] : [];
  return make("div", { class: "speakers" }, [make("h2", {}, words.speakers), make("ol", {}, [...items, ...more])]);
}

function signatures({ n_signed, presence: { n_all } }, words) {
  return make("p", { class: n_signed === n_all ? "state" : "signed" }, fill(n_signed === n_all ? words.all_signed : words.signed, { n: n_signed, all: n_all }));
}

function bricks(wall) {
  const before = signed;
  signed = new Set(wall.filter((brick) => brick.is_signed).map((brick) => brick.name));
  const list = make("ul", { class: "wall" }, wall.map(({ name, is_signed }) => {
    const isFresh = is_signed && !before.has(name);
    return make("li", { ...(is_signed && { "data-signed": "" }), ...(isFresh && { "data-fresh": "" }) }, make("span", {}, name));
  }));
  list.style.setProperty("--columns", wall.length <= 10 ? 2 : wall.length <= 18 ? 3 : 4);
  return list;
}

function present({ points = [] }) {
  return points.find((point) => point.state === "open");
}

function title(text) {
  return make("h3", text.length > LONG ? { class: "long" } : {}, phrases(text));
}

function whole(text, more = []) {
  return make("div", { class: "whole" }, [title(text), ...more]);
}

// A line is broken at its commas first: a word of Vietnamese is often two between spaces.
function phrases(text) {
  return text.split(/(?<=[,;]) /).flatMap((one) => [make("span", { class: "phrase" }, one), " "]);
}

function fill(text, facts) {
  return text.replace(/\{(\w+)\}/g, (_, key) => facts[key]);
}

function make(tag, attributes, content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...[content ?? []].flat());
  return made;
}
