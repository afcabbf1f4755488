// SPDX-License-Identifier: AGPL-3.0-or-later
//
// calendar_test - our calendars in programs that are not ours: python3-icalendar, which reckons by
// the zones as our file has them, and khal, which keeps a calendar in a terminal.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test, run } = require('./tap.js');
const { startServer, ask } = require('./server.js');

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
});

async function before() {
  context.server = await startServer();
}

async function after() {
  if (context.server) await context.server.stop();
}

run({ before, after });
