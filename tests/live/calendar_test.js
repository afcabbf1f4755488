// SPDX-License-Identifier: AGPL-3.0-or-later
//
// calendar_test - our calendars in programs that are not ours: python3-icalendar and ical.js, which
// reckon by the zones as our file has them, khal, which keeps a calendar in a terminal, and
// vdirsyncer, which fetches one again and again.
// Takes long.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test, run } = require('./tap.js');
const { startServer, ask, FORM } = require('./server.js');
const { readForm } = require('../crash/load.js');
const ICAL = require('../browser/node_modules/ical.js/dist/ical.es5.cjs');

const PYTHON = '/usr/bin/python3';
const ZONES = ['Asia/Kathmandu', 'Africa/Casablanca', 'America/Sao_Paulo', 'America/New_York', 'Europe/Paris', 'Australia/Lord_Howe'];
const ENTRIES = 1000;
const context = {};

const read = (bytes) =>
  JSON.parse(execFileSync(PYTHON, [path.join(__dirname, 'read_calendar.py')], { input: bytes, maxBuffer: 1e8 }));

async function fetch(address, headers = {}) {
  const answer = await ask(context.server.url + address, { headers });
  assert.strictEqual(answer.status, 200);
  assert.strictEqual(answer.headers['content-type'], 'text/calendar; charset=utf-8');
  return answer;
}

test('another library reads the webinar at its moment', async () => {
  const calendar = read((await fetch('/events/webinar-2014-09.ics')).body);
  assert.strictEqual(calendar.method, 'PUBLISH');
  assert.deepStrictEqual(calendar.errors, []);
  const [webinar] = calendar.events;
  assert.strictEqual(webinar.start, '2014-09-23T12:30:00+00:00');
  assert.strictEqual(webinar.end, '2014-09-23T14:00:00+00:00');
  assert.strictEqual(calendar.own[webinar.uid], webinar.start);
  assert.strictEqual(webinar.alarms, 1);
});

test('lines are folded at 75 octets, and all is UTF-8', async () => {
  const { body } = await fetch('/events.ics');
  new TextDecoder('utf-8', { fatal: true }).decode(body);
  const lines = body.toString('latin1').split('\r\n');
  assert.ok(lines.length > 50);
  for (const line of lines) assert.ok(line.length <= 75 && !/[\r\n]/.test(line), line);
});

test('the day by its rule comes out in another calendar', async () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'khal-'));
  try {
    const config = path.join(home, 'config');
    fs.writeFileSync(config, `[calendars]\n[[events]]\npath = ${home}/events\n[sqlite]\npath = ${home}/khal.db\n` +
      '[locale]\nlocal_timezone = Africa/Johannesburg\ndefault_timezone = Africa/Johannesburg\n' +
      'timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n' +
      'datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n');
    const file = path.join(home, 'all.ics');
    fs.writeFileSync(file, (await fetch('/events.ics')).body);
    const khal = (...words) => execFileSync(PYTHON, ['/usr/bin/khal', '-c', config, ...words],
      { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8', HOME: home } });
    khal('import', '--batch', '-a', 'events', file);
    for (const day of ['2012-03-20', '2015-03-17', '2017-03-21', '2018-03-20', '2021-03-16', '2023-03-21'])
      assert.match(khal('list', '--format', '{title}', day, day), /World Social Work Day/);
    assert.doesNotMatch(khal('list', '--format', '{title}', '2017-03-14', '2017-03-14'), /World Social Work Day/);
    assert.match(khal('list', '--format', '{start-time} {title}', '2014-09-23', '2014-09-23'), /14:30 Webinar of September 2014/);
  } finally {
    fs.rmSync(home, { recursive: true });
  }
});

// What clocks show in a zone by Node's own tables, which are not ours.
function clock(zone, date) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).formatToParts(date);
  const at = Object.fromEntries(parts.map((part) => [part.type, part.value]));
  return `${at.year}-${at.month}-${at.day}T${at.hour}:${at.minute}`;
}

// The calendar in ical.js, which knows no zone but those in the file.
function inIcalJs(body) {
  const calendar = new ICAL.Component(ICAL.parse(body.toString('utf8')));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

test('another library expands a rule with its exceptions', async () => {
  context.server.sql(`
    INSERT INTO item (kind, slug, status, title, planned_on, published_at, created_at, updated_at)
    VALUES ('event', 'by-rule', 'published', 'By a rule', '2017', 1, 1, 1);
    INSERT INTO event (item_id, kind, starts, ends, zone, rule, leaves_out, adds, uid, changed_at)
    SELECT id, 'partner', '2016-10-18T22:00', '2016-10-18T23:30', 'America/Sao_Paulo',
           'FREQ=MONTHLY;BYDAY=3TU', '2016-12-20', '2016-12-22', 'by-rule', 1
      FROM item WHERE slug = 'by-rule';
    INSERT INTO occurrence (item_id, starts_at, ends_at, day, timed)
    SELECT item_id, 0, 0, '2016-10-18', 1 FROM event WHERE uid = 'by-rule';`);
  const [event] = inIcalJs((await fetch('/events/by-rule.ics')).body);
  const times = event.iterator();
  const found = [];
  for (let at = times.next(); at && found.length < 6; at = times.next()) found.push(at.toJSDate().toISOString());
  // Brazil's summer was from 16 October 2016 to 19 February 2017; in December it is the Thursday.
  assert.deepStrictEqual(found, ['2016-10-19T00:00:00.000Z', '2016-11-16T00:00:00.000Z', '2016-12-23T00:00:00.000Z',
    '2017-01-18T00:00:00.000Z', '2017-02-22T01:00:00.000Z', '2017-03-22T01:00:00.000Z']);
  assert.strictEqual(event.duration.toSeconds(), 5400);
});

// Run vdirsyncer with a home of its own; @address is what it fetches.
async function withSyncer(address, work) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'vdirsyncer-'));
  try {
    const config = path.join(home, 'config');
    fs.mkdirSync(path.join(home, 'here'));
    fs.writeFileSync(config, `[general]\nstatus_path = "${home}/status/"\n` +
      '[pair ours]\na = "there"\nb = "here"\ncollections = null\nconflict_resolution = "a wins"\n' +
      `[storage there]\ntype = "http"\nurl = "${context.server.url}${address}"\n` +
      `[storage here]\ntype = "filesystem"\npath = "${home}/here/"\nfileext = ".ics"\n`);
    const syncer = (...words) => execFileSync(PYTHON, ['/usr/bin/vdirsyncer', '-c', config, ...words],
      { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8', HOME: home }, stdio: 'pipe', input: 'y\n', timeout: 120_000 });
    syncer('discover');
    const files = () => Object.fromEntries(fs.readdirSync(path.join(home, 'here'))
      .map((name) => [name, fs.readFileSync(path.join(home, 'here', name), 'utf8')]));
    return await work(() => (syncer('sync'), files()));
  } finally {
    fs.rmSync(home, { recursive: true });
  }
}

// The first session of the symposium half an hour earlier, as an editor sends the form.
async function moveSession() {
  const { server } = context;
  const cookie = await server.signInAs('editor');
  const page = `/desk/programme/${server.sql('SELECT min(item_id) FROM programme_session')}`;
  const { url, fields } = await readForm(server, cookie, { page, form: /<form class="prose write"[\s\S]*?<\/form>/ });
  const body = new URLSearchParams({ ...fields, title: 'Welcome', kind: 'opening', room: 'Hall', language: 'en',
    starts: '2015-06-10 08:30', ends: '09:45' }).toString();
  const answer = await ask(url, { method: 'POST', body, headers: { ...FORM, cookie, origin: server.url } });
  assert.strictEqual(answer.status, 303);
}

test('a program that fetches a programme has each session once, and what was changed', async () => {
  const { body } = await fetch('/events/symposium-2/programme.ics');
  const uids = read(body).events.map((event) => event.uid);
  assert.ok(uids.length >= 8 && new Set(uids).size === uids.length);
  await withSyncer('/events/symposium-2/programme.ics', async (sync) => {
    const first = sync();
    assert.strictEqual(Object.keys(first).length, uids.length);
    assert.deepStrictEqual(sync(), first); // nothing has changed
    await moveSession();
    const second = sync();
    const changed = Object.keys(second).filter((name) => second[name] !== first[name]);
    assert.strictEqual(changed.length, 1);
    assert.match(second[changed[0]], /DTSTART:20150610T083000Z/);
    assert.match(second[changed[0]], /SEQUENCE:1/);
    assert.strictEqual(Object.keys(second).length, uids.length);
  });
});

test('a program that asks again is told that nothing has changed', async () => {
  await fetch('/events.ics');
  const first = await fetch('/events.ics');
  assert.ok(first.headers.etag);
  const again = await ask(`${context.server.url}/events.ics`, { headers: { 'if-none-match': first.headers.etag } });
  assert.strictEqual(again.status, 304);
  assert.strictEqual(again.body.length, 0);
});

test(`${ENTRIES} entries in odd zones are at their moments`, async () => {
  const zones = `json('${JSON.stringify(ZONES)}')`;
  context.server.sql(`
    DELETE FROM event WHERE kind = 'call';
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ENTRIES})
    INSERT INTO item (kind, slug, status, title, planned_on, published_at, created_at, updated_at)
    SELECT 'event', 'many-' || i, 'published', 'Call ' || i || ' – ع', '2017', 1, 1, 1 FROM n;
    INSERT INTO event (item_id, kind, starts, zone, uid, changed_at)
    SELECT id, 'call', date('2016-01-01', '+' || (id % 900) || ' days') || 'T12:00',
           json_extract(${zones}, '$[' || (id % ${ZONES.length}) || ']'), 'many-' || id, 1
      FROM item WHERE slug LIKE 'many-%';
    INSERT INTO occurrence (item_id, starts_at, ends_at, day, timed)
    SELECT item_id, 0, 0, substr(starts, 1, 10), 1 FROM event WHERE uid LIKE 'many-%';`);
  const { body } = await fetch('/events.ics?kind=call');
  const calendar = read(body);
  assert.strictEqual(calendar.events.length, ENTRIES);
  assert.deepStrictEqual(calendar.errors, []);
  for (const event of calendar.events) assert.strictEqual(calendar.own[event.uid], event.start, event.uid);
  const events = inIcalJs(body);
  assert.strictEqual(events.length, ENTRIES);
  for (const { uid, startDate } of events) {
    assert.ok(ZONES.includes(startDate.zone.tzid), uid);
    assert.strictEqual(clock(startDate.zone.tzid, startDate.toJSDate()), startDate.toString().slice(0, 16), uid);
  }
  await withSyncer('/events.ics?kind=call', async (sync) => {
    assert.strictEqual(Object.keys(sync()).length, events.length);
  });
});

async function before() {
  context.server = await startServer();
}

async function after() {
  if (context.server) await context.server.stop();
}

run({ before, after });
