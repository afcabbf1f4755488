// SPDX-License-Identifier: AGPL-3.0-or-later
//
// door - the page of an event's door, without a network too.
//
// The list is kept in this browser, and so is each thing that is noted, as an entry of its own, until
// the server has named it.  What is shown is the list with what waits put over it.  Without this the
// page's forms do the same, one by one.  docs/decisions/0057-the-door.md says why.
'use strict';

const KEPT = 'door';
const BATCH = 50; // what the server takes at a time
const SHOWN = 200; // rows that a weak telephone draws in no time; the others are found by name
const EVERY = 20000; // milliseconds between two looks at the server
const PATIENCE = 15000;

const $ = (id) => document.getElementById(id);
const base = location.pathname;
const listAddress = `${base}/list.json`;
const prefix = `door ${base} `;
const word = (name) => $('words').content.querySelector(`[data-word=${name}]`).textContent;

let list = null; // as the server gave it, or null
let gone = false; // it was deleted here
let busy = false;

// ---- what waits ----

// A mark: key, at, what ("came", "not", "walk-in"), of (a number, or the key of a walk-in), and of a
// walk-in name, email, country; sent: the server has it, and the list has not shown it yet.
function marks() {
  const found = [];
  for (let i = 0; i < localStorage.length; i++) {
    const name = localStorage.key(i);
    if (name.startsWith(prefix)) found.push(JSON.parse(localStorage.getItem(name)));
  }
  return found.sort((a, b) => a.at - b.at);
}

const keep = (mark) => localStorage.setItem(prefix + mark.key, JSON.stringify(mark));
const drop = (mark) => localStorage.removeItem(prefix + mark.key);
const waiting = () => marks().filter((mark) => !mark.sent);

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Of two marks in one millisecond nobody could say which was first.
function add(mark) {
  const last = marks().at(-1)?.at ?? 0;
  keep({ ...mark, key: newKey(), at: Math.max(Date.now(), last + 1) });
  draw();
  send();
}

// ---- what is shown ----

function people() {
  const found = new Map();
  for (const { registration, came, state, ticket, is_asked: asked } of list?.people ?? [])
    found.set(registration.id, { id: registration.id, name: registration.name, came, state: state ?? '', ticket, asked });
  for (const mark of marks()) {
    const id = mark.of ?? mark.key;
    if (mark.what === 'walk-in') found.set(id, { id, name: mark.name, state: '', ticket: '' });
    const person = found.get(id);
    if (!person) continue;
    person.came = mark.what !== 'not';
    person.waits = !mark.sent;
  }
  return [...found.values()];
}

const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

function rowOf(person) {
  const row = $('person').content.querySelector('li').cloneNode(true);
  row.dataset.of = person.id;
  const part = (name) => row.querySelector(`[data-part=${name}]`);
  part('name').textContent = person.name;
  part('state').textContent = person.state ? ` · ${person.state}` : '';
  part('asked').hidden = !person.asked;
  part('came').hidden = part('undo').hidden = !person.came;
  part('note').hidden = person.came;
  part('waits').hidden = !person.waits;
  for (const [name, what] of [['note', 'came'], ['undo', 'not']]) {
    part(name).setAttribute('aria-label', `${part(name).textContent}: ${person.name}`);
    part(name).addEventListener('click', () => add({ what, of: person.id }));
  }
  return row;
}

function draw() {
  const all = people();
  const words = fold($('door-q').value).split(/\s+/);
  const shown = all.filter(({ name }) => words.every((each) => fold(name).includes(each)));
  const focused = document.activeElement?.closest('#people li')?.dataset.of;
  $('people').replaceChildren(...shown.slice(0, SHOWN).map(rowOf));
  if (focused) document.querySelector(`#people [data-of="${focused}"] button:not([hidden])`)?.focus();
  $('nobody').hidden = shown.length > 0;
  $('more').hidden = shown.length <= SHOWN;
  $('n-came').textContent = all.filter(({ came }) => came).length;
  $('n-expected').textContent = all.filter(({ came, state }) => came || !state).length;
  const n = waiting().length;
  $('all-sent').hidden = n > 0;
  $('waits').hidden = n === 0;
  $('n-waits').textContent = n;
}

// ---- the server ----

async function ask(address, options) {
  const answer = await fetch(address, { ...options, redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
  $('offline').hidden = true;
  $('ended').hidden = answer.ok || answer.status >= 500 || answer.status === 429;
  if (answer.status === 404 || answer.status === 410) await end();
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer;
}

const line = (mark) => {
  const rest = mark.what === 'walk-in' ? `${mark.country || '-'} ${mark.email || '-'} ${mark.name}` : mark.of;
  return `${mark.key} ${mark.at} ${mark.what} ${rest}`;
};

async function sendMarks() {
  for (let some = waiting().slice(0, BATCH); some.length > 0; some = waiting().slice(0, BATCH)) {
    const body = new URLSearchParams(new FormData($('code')));
    body.delete('code');
    body.append('sent', Date.now());
    for (const mark of some) body.append('mark', line(mark));
    const said = await (await ask(`${base}/sync`, { method: 'POST', body })).json();
    const byKey = new Map(some.map((mark) => [mark.key, mark]));
    if (!said.marks.length) throw new Error('nothing was taken');
    for (const { key, why } of said.marks) {
      const mark = byKey.get(key);
      if (why !== undefined) refuse(mark, why);
      else keep({ ...mark, sent: true });
    }
  }
}

function refuse(mark, why) {
  const name = people().find(({ id }) => id === (mark.of ?? mark.key))?.name ?? '';
  drop(mark);
  $('phone').hidden = $('refused').hidden = false;
  $('refused').querySelector('span').append(` ${name} ${why}`.trimEnd() + '.');
}

// The link is good for nothing any more.  Its helper can still tell the organiser what was not sent.
async function end() {
  waiting().forEach((mark) => refuse(mark, ''));
  gone = true;
  await forgetAll();
}

async function fetchList() {
  const sent = marks().filter((mark) => mark.sent);
  const answer = await ask(listAddress, {});
  const text = await answer.text();
  if (gone) return;
  const fetched = JSON.parse(text);
  if (fetched.door.until <= fetched.today) return; // long over: this is the organiser, with a network
  list = fetched;
  const ahead = Date.now() - list.today * 1000; // this telephone's clock, before the server's
  const headers = { 'content-type': 'application/json', 'x-until': list.door.until * 1000 + ahead };
  await (await caches.open(KEPT)).put(listAddress, new Response(text, { headers }));
  sent.forEach(drop);
  if (gone) await forgetKept(); // in between
}

async function send() {
  if (busy || gone) return;
  busy = true;
  try {
    await sendMarks();
    await fetchList();
  } catch (error) {
    if (!/^status/.test(error.message)) $('offline').hidden = false;
  }
  busy = false;
  if (list) draw();
}

// ---- what is kept, and for how long ----

// The page itself and what it is made of; the worker cannot have seen the first time.  Once it is
// there the page says so.
async function keepPage() {
  const cache = await caches.open(KEPT);
  const parts = document.querySelectorAll('link[rel=stylesheet], script[src]');
  await cache.addAll([base, ...[...parts].map((part) => part.href || part.src)]).catch(() => {});
  if (gone) await forgetKept(); // in between
  else $('kept').hidden = !(await cache.match(base));
}

async function forgetKept() {
  list = null;
  marks().forEach(drop);
  const cache = await caches.open(KEPT);
  await Promise.all([cache.delete(base), cache.delete(listAddress)]);
}

async function forgetAll() {
  await forgetKept();
  $('door').querySelectorAll('ul, form, dl, #pages, #nobody, #kept, #sending').forEach((each) => each.remove());
  $('forgotten').hidden = false;
}

async function forget() {
  if (waiting().length > 0 && $('lose').hidden) {
    $('lose').hidden = false;
    return;
  }
  gone = true;
  await forgetAll();
}

// False: it was past its day.
async function readKept() {
  const kept = await (await caches.open(KEPT)).match(listAddress);
  if (!kept) return true;
  const isGood = Number(kept.headers.get('x-until')) > Date.now();
  list = await kept.json();
  if (!isGood) {
    waiting().forEach((mark) => refuse(mark, ''));
    await forgetKept();
  }
  return isGood;
}

// ---- tickets ----

const digits = (text) => text.toLowerCase().replace(/[ -]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');

// The list has the number and the first digits of each ticket: enough to know one.
function findTicket(text) {
  const [number, ...proof] = text.trim().split('/').pop().split('-');
  const [wanted, typed] = [digits(number), digits(proof.join(''))];
  return people().find(({ ticket }) => {
    const [own, first] = (ticket || '-').split('-');
    return own !== '' && own === wanted && typed.length === 10 && typed.startsWith(first);
  });
}

async function enter(text) {
  let person = findTicket(text);
  if (!person) {
    await send(); // registered since the list was fetched
    person = findTicket(text);
  }
  const said = !person ? word('unknown') : `${person.name}: ${word(person.came ? 'already' : 'came')}`;
  if (person && !person.came) add({ what: 'came', of: person.id });
  $('said').textContent = said;
  return Boolean(person);
}

async function readCamera(detector) {
  const video = $('camera');
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  let last = '';
  $('scan').onclick = () => {
    stream.getTracks().forEach((track) => track.stop());
    video.hidden = true;
    $('scan').onclick = () => startCamera(detector);
  };
  const look = async () => {
    if (!stream.active || video.hidden) return;
    const [code] = await detector.detect(video);
    if (code && code.rawValue !== last) {
      last = code.rawValue;
      await enter(last);
      navigator.vibrate?.(80);
    }
    setTimeout(look, 200);
  };
  look();
}

const startCamera = (detector) =>
  readCamera(detector).catch(() => {
    $('said').textContent = word('camera');
  });

async function offerCamera() {
  const formats = await window.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (!formats?.includes('qr_code') || !navigator.mediaDevices) return;
  const detector = new window.BarcodeDetector({ formats: ['qr_code'] });
  $('scan').hidden = false;
  $('scan').onclick = () => startCamera(detector);
}

// ---- the page ----

function listen() {
  $('door-q').addEventListener('input', draw);
  $('search').addEventListener('submit', (event) => event.preventDefault());
  $('code').addEventListener('submit', (event) => {
    event.preventDefault();
    const field = event.target.elements.code;
    enter(field.value).then((found) => found && (field.value = ''));
  });
  $('walk-in').addEventListener('submit', (event) => {
    event.preventDefault();
    const { name, email, country } = event.target.elements;
    if (!name.value.trim()) return;
    add({ what: 'walk-in', name: name.value.trim(), email: email.value.trim(), country: country.value });
    $('said').textContent = `${name.value.trim()}: ${word('came')}`;
    event.target.reset();
  });
  $('forget').addEventListener('click', forget);
  window.addEventListener('online', send);
  document.addEventListener('visibilitychange', () => document.hidden || send());
  setInterval(() => document.hidden || send(), EVERY);
}

// From now on the list is drawn here; what the server drew is not needed any more.
function begin() {
  $('pages')?.remove();
  $('phone').hidden = false;
  listen();
  draw();
}

async function start() {
  await navigator.serviceWorker.register(`${base.replace(/\/door\/.*/, '/door/')}worker.js`);
  const isGood = await readKept();
  const hadList = list !== null;
  if (hadList) begin();
  await send();
  if (!hadList && list) begin();
  if (!list && !isGood) await forgetAll();
  if (!list) return; // the forms of the page go on
  await offerCamera();
  await keepPage();
}

if ('serviceWorker' in navigator && 'caches' in window) start().catch(() => {});
