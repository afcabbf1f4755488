// SPDX-License-Identifier: AGPL-3.0-or-later
//
// send_fault_test - an issue to many by a mail server that fails in each way it can, and under a clock that
// jumps: each reader gets one mail, and nobody waits for another's.
// Takes long.
'use strict';

const assert = require('node:assert');
const { test, run } = require('./tap.js');
const { pause } = require('./server.js');
const { newRelay, untilIs, CLOSE } = require('./relay.js');
const { newIssueServer, sendIssue, countMails, untilSent } = require('./issue.js');
const { newDatabase, KINDS } = require('../crash/alliance.js');

const READERS = 400;
const CONNECTIONS = 4; // (src/mail/postman.h)
const FIRST_WAIT = 61; // seconds until a mail is tried for the second time
const HOUR = 3600;
const PATIENCE = 10; // seconds that the server gives the relay for a mail
const context = {};

const reader = (number) => `reader${number}@bench.example`;
const isUnlucky = (address) => /^reader[0-9]*7@/.test(address); // each tenth

async function begin(kind) {
  process.env.BARAZA_SMTP_SECONDS = String(PATIENCE);
  context.relay = await newRelay();
  context.server = await newIssueServer(newDatabase(kind), READERS, context.relay);
  await context.server.start();
}

async function end() {
  if (context.server) await context.server.stop();
  if (context.relay) await context.relay.stop();
}

// The issue again, to everybody.
function again() {
  const { server, relay } = context;
  server.sql('DELETE FROM outbox; DELETE FROM mailing;');
  relay.forget();
  sendIssue(server);
  return context;
}

// Each reader has one mail, and each mail was tried as often as @attempts(address) says.
function assertEachOnce(attempts) {
  const { server, relay } = context;
  const times = relay.times();
  for (let n = 1; n <= READERS; n++) assert.strictEqual(times.get(reader(n)), 1, reader(n));
  assert.strictEqual(relay.mails.length, countMails(server), 'somebody who is not in the outbox');
  assert.strictEqual(countMails(server, 'sent'), countMails(server));
  if (!attempts) return;
  const rows = server.sql("SELECT address || ' ' || attempts FROM outbox WHERE mailing_id IS NOT NULL").split('\n');
  for (const row of rows) {
    const [address, n] = row.split(' ');
    assert.strictEqual(Number(n), attempts(address), address);
  }
}

const twiceIfUnlucky = (address) => (isUnlucky(address) ? 2 : 1);
const unluckyOnes = () => Number(context.server.sql("SELECT count(*) FROM outbox WHERE address LIKE 'reader%7@%'"));

// All but the unlucky ones have theirs; these wait with @words of what happened.
async function untilOnlyUnluckyWait(words) {
  const { server } = context;
  await untilIs('the others are sent', () => countMails(server) > 0 && countMails(server, 'sent') === countMails(server) - unluckyOnes());
  await untilIs('the unlucky ones wait', () => countMails(server, 'sending') === 0);
  const errors = server.sql("SELECT DISTINCT last_error FROM outbox WHERE state = 'waiting'").split('\n');
  for (const error of errors) assert.match(error, words);
}

// Each unlucky mail meets @fault at @moment the first time.
function failFirst(moment, fault) {
  const met = new Set();
  context.relay.fault = (now, { to }) => {
    if (now !== moment || !isUnlucky(to) || met.has(to)) return undefined;
    met.add(to);
    return fault;
  };
}

// ---- a mail server that fails ----

function testFaults(kind) {
  test(`${kind}: a relay that refuses every connection: all wait, then each gets one`, async () => {
    await begin(kind);
    const { server, relay } = again();
    await relay.stop();
    await untilIs('it was tried', () => server.sql('SELECT count(*) FROM outbox WHERE last_error IS NOT NULL') !== '0');
    assert.strictEqual(countMails(server, 'sent', 'failed', 'kept'), 0);
    assert.match(server.sql('SELECT max(last_error) FROM outbox'), /connect|refused/i);
    await relay.start();
    await server.advance(FIRST_WAIT);
    await untilSent(server);
    const times = context.relay.times();
    assert.ok([...times.values()].every((n) => n === 1) && times.size === countMails(server));
    assert.strictEqual(countMails(server, 'sent'), times.size);
  });

  for (const [what, relay] of [
    ['', {}],
    [' by a relay that wants one question at a time', { offers: ['8BITMIME'] }],
    [' by a relay that waits for a message to nobody', { careless: true }],
  ])
    test(`${kind}: greylisting${what}: 450 for a recipient, taken the second time`, async () => {
      const { server } = again();
      Object.assign(context.relay, relay);
      failFirst('recipient', '450 4.2.0 Greylisted, come again');
      await untilOnlyUnluckyWait(/^450 4\.2\.0 Greylisted/);
      assert.ok(context.relay.nConnections < unluckyOnes() / 2, `${context.relay.nConnections} connections`);
      await server.advance(FIRST_WAIT);
      await untilSent(server);
      assertEachOnce(twiceIfUnlucky);
    });

  test(`${kind}: a relay that hangs up in the middle of a message: the others go on, that one comes later`, async () => {
    const { server } = again();
    failFirst('body', CLOSE);
    await untilOnlyUnluckyWait(/./);
    await server.advance(FIRST_WAIT);
    await untilSent(server);
    assertEachOnce(twiceIfUnlucky);
  });

  test(`${kind}: a relay that takes few messages a connection gets the rest over others, at once`, async () => {
    const { server, relay } = again();
    relay.fault = (moment, { nTaken }) => (moment === 'from' && nTaken >= 10 ? '421 4.7.0 Enough for one connection' : undefined);
    await untilSent(server);
    assertEachOnce(() => 1);
  });

  test(`${kind}: a relay that falls silent over one mail: all others go on, then that one is let go and comes later`, async () => {
    const { server, relay } = again();
    const slow = reader(READERS / 2);
    let hangs = 0;
    relay.fault = (moment, { to }) => (moment === 'recipient' && to === slow && hangs++ === 0 ? new Promise(() => {}) : undefined);
    await untilIs('all others have it', () => countMails(server) > 0 && relay.mails.length === countMails(server) - 1);
    await untilIs('it is let go', () => countMails(server, 'waiting') === 1 && countMails(server, 'sending') === 0);
    assert.match(server.sql("SELECT last_error FROM outbox WHERE state = 'waiting'"), /timed? ?out|timeout/i);
    await server.advance(FIRST_WAIT);
    await untilSent(server);
    assertEachOnce((address) => (address === slow ? 2 : 1));
  });
}

// ---- what is the same for all ----

// PostgreSQL tells how often a table was read, a second or so later.
const timesRead = (server, table) => Number(server.sql(`SELECT seq_scan + coalesce(idx_scan, 0) FROM pg_stat_user_tables WHERE relname = '${table}'`));

function testOnce() {
  test('PostgreSQL: what an issue says is read for its readers together, not for each', async () => {
    const { server } = again();
    const before = timesRead(server, 'figure_frozen');
    await untilSent(server);
    await pause(1500);
    const times = timesRead(server, 'figure_frozen') - before;
    assert.ok(times < READERS / 10, `read ${times} times for ${READERS} readers`);
  });
}

// ---- what a server could misread ----

function testDots(kind) {
  test(`${kind}: lines that begin with dots, or are one, arrive as they were written`, async () => {
    const lines = ['.', '..', '.one', '...three'];
    const block = `\n\n${['```', ...lines, '```'].join('\n')}\n`;
    await context.server.end('SIGTERM'); // it keeps in mind what the issue says
    context.server.sql(`UPDATE item SET body = body || '${block}' WHERE kind = 'newsletter'`);
    await context.server.start();
    const { server, relay } = again();
    await untilSent(server);
    assertEachOnce();
    const [{ text }] = relay.mails;
    for (const line of lines) assert.ok(text.split('\r\n').includes(line), line);
  });
}

// ---- several servers ----

// A mail server of which nobody must have got anything.
async function withOther(body) {
  const other = await newRelay();
  try {
    await body(other);
  } finally {
    await other.stop();
  }
}

function testServers(kind) {
  test(`${kind}: a second server gets what the first cannot take, and nothing while it can`, () =>
    withOther(async (second) => {
      const { server, relay } = again();
      server.set('smtp_url', `${relay.url} ${second.url}`);
      await untilSent(server);
      assertEachOnce(() => 1);
      assert.strictEqual(second.mails.length, 0);

      again();
      const hold = relay.holdAfter(100); // 4 are taken and not answered for: cut off, they go again
      await untilIs('every connection waits', () => hold.waiting === CONNECTIONS);
      await relay.stop();
      await untilIs('the rest is sent', () => countMails(server, 'sent') === countMails(server) - CONNECTIONS);
      await server.advance(FIRST_WAIT);
      await untilSent(server);
      const ids = new Set([...relay.mails, ...second.mails].map(({ id }) => id));
      assert.strictEqual(ids.size, countMails(server));
      assert.strictEqual(relay.mails.length + second.mails.length, ids.size + CONNECTIONS, 'mails that came twice');
      await relay.start();
      server.set('smtp_url', relay.url);
    }));

  test(`${kind}: a server that must speak TLS and does not gets nothing, the outbox says why, the next one gets all`, () =>
    withOther(async (plain) => {
      const { server, relay } = again();
      const insists = plain.url.replace('smtp:', 'smtp+starttls:');
      server.set('smtp_url', insists);
      await untilIs('it was tried', () => server.sql('SELECT count(*) FROM outbox WHERE last_error IS NOT NULL') !== '0');
      assert.match(server.sql('SELECT max(last_error) FROM outbox'), /offers no TLS/);
      assert.strictEqual(relay.mails.length, 0);
      server.set('smtp_url', `${insists} ${relay.url}`);
      await server.advance(FIRST_WAIT);
      await untilSent(server);
      assertEachOnce();
      assert.strictEqual(plain.mails.length, 0, 'a mail went unprotected');
      server.set('smtp_url', relay.url);
    }));
}

// ---- a clock that jumps ----

function testClock(kind) {
  for (const [what, seconds] of [['an hour ahead', HOUR], ['an hour back', -HOUR]])
    test(`${kind}: the clock jumps ${what} with mails on their way: each gets one, at once`, async () => {
      const { server, relay } = again();
      const hold = relay.holdAfter(100);
      await untilIs('every connection waits', () => hold.waiting === CONNECTIONS);
      await server.advance(seconds);
      relay.fault = () => undefined;
      hold.release();
      await untilSent(server);
      assertEachOnce();
    });

  test(`${kind}: what was put off before the clock went back does not wait for that time to come again`, async () => {
    const { server } = again();
    failFirst('recipient', '450 4.2.0 Later');
    await untilOnlyUnluckyWait(/^450/);
    await server.advance(-24 * HOUR);
    await untilSent(server);
    assertEachOnce(twiceIfUnlucky);
    await end();
  });
}

for (const kind of KINDS) {
  testFaults(kind);
  testDots(kind);
  if (kind === 'PostgreSQL') testOnce();
  testServers(kind);
  testClock(kind);
}
run({ after: end });
