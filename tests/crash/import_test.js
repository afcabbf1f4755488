// SPDX-License-Identifier: AGPL-3.0-or-later
//
// import_test - a list of members whose server is killed, again and again, while it is read in and
// while it is taken back.
// Takes long.
'use strict';

const assert = require('node:assert');
const { test, run } = require('../live/tap.js');
const { pause } = require('../live/server.js');
const { List } = require('../live/list.js');
const { withServer, KINDS } = require('./alliance.js');

const ROWS = 32000; // more than one transaction takes (IMPORT_BATCH): once one is kept, there is enough left to be killed in
const LEASE = 61; // seconds after which a job whose worker died is taken again

// ---- a list, and what becomes of it ----

const NEW = (i) => `killed${i}@example.org`;
const KNOWN = ['member@example.org', 'editor@example.org', 'translator@example.org'];

// Each twentieth row has the address of the one before, each hundredth none; the last are people who
// are here, with another position.
function makeList() {
  const facts = { added: 0, twice: 0, refused: 0, changed: KNOWN.length, agreed: 0 };
  const lines = ['Name,E-mail,Country,Organisation,Position,Languages,Newsletter'];
  const end = ROWS - KNOWN.length;
  for (let i = 0; i < end; i++) {
    const refused = i % 100 === 50;
    const twice = i % 20 === 19;
    const agrees = i % 10 === 3;
    if (refused) facts.refused++;
    else if (twice) facts.twice++;
    else facts.added++;
    if (agrees) facts.agreed++;
    lines.push(`Killed Number ${i},${refused ? '' : NEW(twice ? i - 1 : i)},Kenya,Ministry ${i % 40},Nurse,fr,${agrees ? 'yes' : ''}`);
  }
  for (const email of KNOWN) lines.push(`,${email},,Another Employer,Somebody else,sw,`);
  return { facts, bytes: Buffer.from(lines.join('\r\n') + '\r\n') };
}

// Everybody, with what a list may change of them.
function people(server) {
  return server.sql(`SELECT id, email, name, country, organisation, organisation_id, position, level, joined_at
    FROM person ORDER BY id`) + server.sql(`SELECT person_id, language FROM person_language ORDER BY 1, 2`);
}

// ---- killing ----

// Let the work begin with @act, kill it in the middle of its first transaction and, as soon as one is kept,
// in the next; then let it end.
async function workThroughKills(list, act, state, end) {
  const { server } = list;
  await list.press(act);
  const kept = [];
  const isLeased = () => server.sql("SELECT count(*) FROM job WHERE kind = 'import.work' AND lease_until > 0") !== '0';
  for (const { isTime, wait } of [{ isTime: isLeased, wait: 150 }, { isTime: ({ done }) => done > 0, wait: 0 }]) {
    await list.until(end, isTime);
    await pause(wait);
    await server.end('SIGKILL');
    const now = list.now();
    assert.strictEqual(now.state, state, 'it was killed too late to show anything');
    kept.push(now.done);
    await server.start();
    await server.advance(LEASE);
  }
  assert.ok(kept[0] < ROWS && kept[1] > 0 && kept[1] < ROWS, `killed after ${kept} rows`);
  await list.until(end);
  console.log(`# ${act}: killed when ${kept.join(' and ')} of ${ROWS} rows were kept`);
}

function assertReadIn(server, list, facts) {
  assert.strictEqual(server.sql("SELECT count(*) FROM person WHERE email LIKE 'killed%@example.org'"), String(facts.added));
  assert.strictEqual(server.sql("SELECT count(DISTINCT lower(email)) FROM person WHERE email LIKE 'killed%'"), String(facts.added));
  assert.strictEqual(server.sql("SELECT count(*) FROM consent WHERE source = 'import'"), String(facts.agreed));
  assert.strictEqual(server.sql("SELECT count(*) FROM person_language WHERE language = 'fr' AND person_id IN (SELECT id FROM person WHERE email LIKE 'killed%')"), String(facts.added));
  assert.strictEqual(server.sql(`SELECT sum(n_rows) FROM import_count WHERE import_id = ${list.id}`), String(ROWS));
}

async function assertReport(list, outcomes) {
  const rows = await list.report();
  assert.deepStrictEqual(rows.map(([row]) => Number(row)), Array.from({ length: ROWS }, (unused, i) => i + 2), 'each row once, in order');
  const counted = {};
  for (const [, outcome] of rows) counted[outcome] = (counted[outcome] || 0) + 1;
  assert.deepStrictEqual(counted, outcomes);
}

for (const kind of KINDS)
  test(`${kind}: kill -9 in the middle of an import and of its undo: each row once, the report whole, all taken back`, () =>
    withServer(kind, 'secretariat', async (server, cookie) => {
      const { facts, bytes } = makeList();
      const before = people(server);
      const list = new List(server, cookie);
      await list.send(bytes, 'killed.csv');
      await list.match({ 'column-7': 'agrees-newsletter', mode: 'overwrite' });
      await list.until('checked');
      await workThroughKills(list, 'apply', 'apply', 'done');
      assertReadIn(server, list, facts);
      await assertReport(list, { Added: facts.added, Changed: facts.changed, 'Twice in the list': facts.twice, 'Left out': facts.refused });
      await workThroughKills(list, 'undo', 'undo', 'undone');
      assert.strictEqual(people(server), before, 'not everybody is as before');
      await assertReport(list, { 'Taken back': facts.added + facts.changed, 'Twice in the list': facts.twice, 'Left out': facts.refused });
    }));

run();
