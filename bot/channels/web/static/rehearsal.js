// Four phones, a clock, an understudy. The page asks how things stand every moment; the phones
// keep themselves up to date.

import { button, make } from "./log.js";

const MOMENT = 1000;
const BUSY = 300;
const byId = (id) => document.getElementById(id);
const data = document.body.dataset;
const words = JSON.parse(data.words);
const people = JSON.parse(data.people);
const units = JSON.parse(data.units);
const byPerson = new Map(people.map((person) => [person.id, person]));

class Phone {
  constructor(place, personId) {
    this.place = place;
    this.section = make("section", "phone");
    this.picker = make("select");
    this.frame = make("iframe");
    this.tab = button("", () => show(place));
    this.picker.append(...byUnit().map(([unit, holders]) => group(unit, holders)));
    this.picker.setAttribute("aria-label", `${words.holder} ${place + 1}`);
    this.picker.addEventListener("change", () => this.hold(Number(this.picker.value)));
    this.frame.addEventListener("load", () => (this.isLoading = false));
    this.section.append(this.picker, this.frame);
    this.hold(personId);
  }

  hold(personId) {
    this.person = byPerson.get(personId);
    this.picker.value = String(personId);
    this.frame.title = `${words.phone} ${this.person.name}`;
    const { short, code, name } = this.person;
    this.tab.replaceChildren(worded("b", short), worded("span", code || name.split(" ").at(-1)));
    remember(`phone-${this.place}`, personId);
    this.open();
  }

  open() {
    this.isLoading = true;
    this.frame.src = `phone/${this.person.id}/door`;
  }

  // Who joined elsewhere (the understudy did it) is let in here too.
  follow(accounts) {
    const account = accounts[this.person.id];
    if (!account || this.isLoading) return;
    if (this.frame.contentDocument?.body?.dataset.chat !== String(account)) this.open();
  }
}

function byUnit() {
  const found = new Map();
  for (const person of people) found.set(person.unit, [...(found.get(person.unit) ?? []), person]);
  return [...found];
}

function group(unit, holders) {
  const made = make("optgroup");
  made.label = unit || words.phones;
  made.append(...holders.map((person) => new Option(called(person), person.id)));
  return made;
}

function called({ name, code, roles }) {
  return [name, code, roles].filter(Boolean).join(" · ");
}

function worded(tag, text) {
  const made = make(tag);
  made.textContent = text;
  return made;
}

// Names of the session only: the next rehearsal begins anew.
function remember(key, value) {
  sessionStorage.setItem(`${data.run}:${key}`, String(value));
}

function remembered(key) {
  return sessionStorage.getItem(`${data.run}:${key}`);
}

function show(which) {
  data.shown = String(which);
  remember("shown", which);
  tabs.forEach((tab, place) => {
    const isShown = String(place === phones.length ? "desk" : place) === data.shown;
    tab.setAttribute("aria-pressed", String(isShown));
  });
}

async function ask(address, wish) {
  try {
    const answer = await fetch(address, {
      method: wish ? "POST" : "GET",
      body: wish && JSON.stringify(wish),
      signal: AbortSignal.timeout(20_000),
    });
    return await answer.json();
  } catch {
    return null;
  }
}

let timer;
async function refresh(wish, address = "state") {
  clearTimeout(timer);
  const state = await ask(address, wish);
  clearTimeout(timer);
  if (state?.run && state.run !== data.run) return void location.reload();
  if (!state?.run) say(state?.error ?? words.lost);
  else draw(state);
  timer = setTimeout(refresh, state?.doing ? BUSY : MOMENT);
}

function draw(state) {
  put("now", state.now);
  put("next", state.next);
  put("tally", state.tally);
  say(state.doing || state.said);
  document.body.toggleAttribute("data-busy", Boolean(state.doing));
  for (const each of document.querySelectorAll("#desk button")) {
    each.setAttribute("aria-disabled", String(Boolean(state.doing)));
  }
  for (const phone of phones) phone.follow(state.accounts);
}

function say(text) {
  put("said", text);
}

// Only what changed: a screen reader repeats whatever is written anew.
function put(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

function wish(address, asked) {
  if (!document.body.hasAttribute("data-busy")) refresh(asked, address);
}

function own() {
  return Number(byId("own").value) || null;
}

// The last two phones are the leader's and the officer's of the unit one plays.
function chooseOwn() {
  remember("own", byId("own").value);
  const unit = people.filter((person) => person.unit_id === own());
  const parts = [unit.find((person) => person.is_leader), unit.find((person) => person.is_officer)];
  parts.forEach((person, at) => person && phones[at + 2].hold(person.id));
}

byId("own").append(...units.map((unit) => new Option(unit.name, unit.id)));
byId("own").value = remembered("own") ?? data.own;
byId("own").addEventListener("change", chooseOwn);

const cast = JSON.parse(data.cast);
const phones = cast.map((id, place) => new Phone(place, Number(remembered(`phone-${place}`) ?? id)));
const tabs = [...phones.map((phone) => phone.tab), button(words.desk, () => show("desk"))];
byId("shelf").append(...phones.map((phone) => phone.section));
byId("tabs").append(...tabs);
phones.forEach((phone) => phone.section.setAttribute("data-place", phone.place));
show(remembered("shown") ?? data.shown);

for (const each of document.querySelectorAll("[data-by]")) {
  each.addEventListener("click", () => wish("clock", { by: each.dataset.by }));
}
for (const each of document.querySelectorAll("[data-part]")) {
  each.addEventListener("click", () => wish("part", { part: each.dataset.part, own: own() }));
}
refresh();
