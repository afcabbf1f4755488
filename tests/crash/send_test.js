// SPDX-License-Identifier: AGPL-3.0-or-later
//
// send_test - an issue to thousands whose server is killed, frozen, or has no room: nobody is missed, and at most
// those come twice whose outcome nobody could write, with the same Message-ID.
// Takes long.
'use strict';

const assert = require('node:assert');
const { execFileSync, spawn } = require('node:child_process');
const { test, run } = require('../live/tap.js');
const { newServer } = require('../live/server.js');
const { newRelay, untilIs } = require('../live/relay.js');
const { newIssueServer, sendIssue, countMails, mailingState, untilSent } = require('../live/issue.js');
const { newDatabase, restartPostgres, KINDS, POSTGRES } = require('./alliance.js');
const { pullBrake, untilBraked, releaseBrake } = require('./brake.js');

const READERS = 2500;
const ON_THE_WAY = 800; // mails at most (src/mail/sender.c)
const CONNECTIONS = 4; // (src/mail/postman.h)
const LEASE = 301; // seconds after which what a dead sender had is taken again
const AT_ONCE = 5000; // readers queued in one transaction (src/mailing/mailing.c)

const reader = (number) => `reader${number}@bench.example`;

async function withIssue(kind, readers, body) {
  const relay = await newRelay();
  const server = await newIssueServer(newDatabase(kind), readers, relay);
  try {
    await server.start();
    await body(server, relay);
  } finally {
    relay.fault = () => undefined;
    await server.stop();
    await relay.stop();
  }
}

// Each reader has it, and exactly @twice of them two times, with one Message-ID each.
function assertAllHaveIt(server, relay, readers, twice) {
  const times = relay.times();
  for (let n = 1; n <= readers; n++) assert.ok(times.has(reader(n)), `${reader(n)} was missed`);
  assert.strictEqual(times.size, countMails(server), 'somebody who is not in the outbox');
  assert.strictEqual(relay.times('id').size, times.size, 'a mail came again with another Message-ID');
  const more = [...times].filter(([, n]) => n > 1);
  assert.deepStrictEqual(more.filter(([, n]) => n > 2), []);
  assert.strictEqual(more.length, twice, 'mails that came twice');
  assert.strictEqual(countMails(server, 'sent'), times.size);
}

// Kill it, and see how many mails the relay has that the database does not know as sent.
async function killNow(server, relay) {
  await server.end('SIGKILL');
  const unwritten = relay.mails.length - countMails(server, 'sent');
  assert.ok(unwritten <= ON_THE_WAY, `${unwritten} mails were on their way`);
  return unwritten;
}

// Start it again, later than any lease, and let it end.
async function finish(server) {
  await server.start();
  await server.advance(LEASE);
  await untilSent(server);
}

for (const kind of KINDS) {
  test(`${kind}: kill -9 in the middle of queueing: each reader is queued once and gets one mail`, () =>
    withIssue(kind, AT_ONCE + 1000, async (server, relay) => {
      await relay.stop(); // nothing leaves before all are queued
      pullBrake(server, 'INSERT', `new.address = '${reader(AT_ONCE + 1000)}'`);
      sendIssue(server);
      await untilIs('the first are queued', () => countMails(server) === AT_ONCE);
      await untilBraked(server);
      await server.end('SIGKILL');
      releaseBrake(server);
      assert.deepStrictEqual([countMails(server), mailingState(server)], [AT_ONCE, 'queueing'], 'half of a portion is there');
      await relay.start();
      await finish(server);
      assertAllHaveIt(server, relay, AT_ONCE + 1000, 0);
    }));

  test(`${kind}: kill -9 with mails on their way: only those come twice, with the same Message-ID`, () =>
    withIssue(kind, READERS, async (server, relay) => {
      const hold = relay.holdAfter(1000);
      sendIssue(server);
      await untilIs('every connection waits', () => hold.waiting === CONNECTIONS);
      const unwritten = await killNow(server, relay);
      hold.release();
      assert.ok(unwritten >= CONNECTIONS, 'what the relay had not answered for was written as sent');
      await finish(server);
      console.log(`# ${unwritten} of ${countMails(server)} came twice`);
      assertAllHaveIt(server, relay, READERS, unwritten);
    }));

  test(`${kind}: kill -9 just after the last was taken, while it is written: only those not written come twice`, () =>
    withIssue(kind, READERS, async (server, relay) => {
      pullBrake(server, 'UPDATE', `new.address = '${reader(READERS)}' AND new.state = 'sent'`);
      sendIssue(server);
      await untilIs('all were taken', () => relay.times().has(reader(READERS)) && relay.mails.length === countMails(server));
      await untilBraked(server);
      const unwritten = await killNow(server, relay);
      releaseBrake(server);
      assert.ok(unwritten >= 1, 'the last one was written as sent');
      await finish(server);
      console.log(`# ${unwritten} of ${countMails(server)} came twice`);
      assertAllHaveIt(server, relay, READERS, unwritten);
    }));
}

// ---- slowly, by destination ----

const PACED = 80; // readers of one destination
const RATE = 10; // mails a second to it
const BURST = 5; // (src/mail/pace.c: of a destination without a preset)

function pace(server) {
  server.set('pacing', '1');
  server.set('pace_rates', `bench.example ${RATE * 3600}`);
}

// How many of that destination have theirs.
const paced = (relay) => [...relay.times().keys()].filter((address) => address.endsWith('@bench.example')).length;

for (const kind of KINDS)
  test(`${kind}: kill -9 while it sends slowly: no faster than said, nobody is missed, only those under way come twice`, () =>
    withIssue(kind, PACED, async (server, relay) => {
      pace(server);
      const began = performance.now();
      const hold = relay.holdAfter(PACED / 4);
      sendIssue(server);
      await untilIs('a connection waits', () => hold.waiting > 0);
      const most = BURST + 1 + (RATE * (performance.now() - began)) / 1000;
      assert.ok(paced(relay) <= most, `${paced(relay)} have left, more than ${most}`);
      assert.ok(countMails(server, 'waiting') > 0, 'nobody waits');
      const unwritten = await killNow(server, relay);
      hold.release();
      assert.ok(unwritten > 0, 'what the relay had not answered for was written as sent');
      await finish(server);
      console.log(`# ${unwritten} of ${countMails(server)} came twice`);
      assertAllHaveIt(server, relay, PACED, unwritten);
    }));

// ---- no room ----

// As a full disk: from now on no byte can be written behind the first page of any file.
function limitFiles(server, bytes) {
  execFileSync('prlimit', ['--pid', String(server.child.pid), `--fsize=${bytes}:`]);
}

test('SQLite: the disk is full in the middle of it: what was taken is kept in mind, nobody is missed, nothing comes twice', () =>
  withIssue('SQLite', READERS, async (server, relay) => {
    const hold = relay.holdAfter(1000);
    sendIssue(server);
    await untilIs('every connection waits', () => hold.waiting === CONNECTIONS);
    limitFiles(server, 4096);
    const before = { sent: countMails(server, 'sent'), sending: countMails(server, 'sending') };
    relay.fault = () => undefined;
    hold.release();
    await untilIs('what was on its way is taken', () => relay.mails.length >= before.sent + before.sending);
    assert.strictEqual(countMails(server, 'sent'), before.sent, 'there was room');
    limitFiles(server, 'unlimited');
    await untilSent(server);
    assertAllHaveIt(server, relay, READERS, 0);
  }));

// ---- several nodes, and their database ----

async function withSecondNode(server, body) {
  const other = await newServer(server.database);
  try {
    await body(other);
  } finally {
    await other.stop();
  }
}

if (POSTGRES) {
  test('PostgreSQL: two nodes send the same issue: each mail once', () =>
    withIssue('PostgreSQL', READERS, (server, relay) =>
      withSecondNode(server, async (other) => {
        await other.start();
        sendIssue(server);
        await untilSent(server);
        assertAllHaveIt(server, relay, READERS, 0);
      })));

  test('PostgreSQL: a node starts while another one writes what both need', () =>
    withIssue('PostgreSQL', 1, (server) =>
      withSecondNode(server, async (other) => {
        const words = 'BEGIN; UPDATE schedule SET next_at = next_at; UPDATE setting SET value = value; SELECT pg_sleep(1); COMMIT';
        const writer = spawn('psql', ['-XAtq', server.database, '-c', words], { stdio: 'ignore' });
        const written = new Promise((resolve) => writer.once('exit', resolve));
        await untilIs('it writes', () => server.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") === '1');
        await other.start();
        assert.strictEqual(await written, 0);
      })));

  test('PostgreSQL: two nodes send slowly: each mail once, together no faster than said', () =>
    withIssue('PostgreSQL', PACED, (server, relay) => {
      pace(server);
      return withSecondNode(server, async (other) => {
        await other.start();
        const began = performance.now();
        sendIssue(server);
        await untilSent(server);
        const least = (PACED - BURST - 1) / RATE;
        const seconds = (performance.now() - began) / 1000;
        assert.ok(seconds >= least, `${seconds} s, less than ${least}`);
        assertAllHaveIt(server, relay, PACED, 0);
      });
    }));

  test('PostgreSQL: a node is frozen with mails on its way, another sends the rest: each mail once', () =>
    withIssue('PostgreSQL', READERS, (server, relay) =>
      withSecondNode(server, async (other) => {
        const hold = relay.holdAfter(500);
        sendIssue(server);
        await untilIs('every connection waits', () => hold.waiting === CONNECTIONS);
        server.child.kill('SIGSTOP');
        relay.fault = () => undefined;
        const frozen = countMails(server, 'sending');
        assert.ok(countMails(server, 'waiting') > 0, 'there is nothing left for the other one');
        await other.start();
        server.sql("UPDATE schedule SET next_at = 0 WHERE kind IN ('mail.send', 'mailing.run')"); // as when its lease has ended
        await untilIs('the other one has sent the rest', () => countMails(server, 'waiting') === 0 && countMails(server, 'sending') === frozen);
        server.child.kill('SIGCONT');
        hold.release();
        await untilSent(server);
        assertAllHaveIt(server, relay, READERS, 0);
      })));

  test('PostgreSQL is restarted with mails on their way: each mail once', () =>
    withIssue('PostgreSQL', READERS, async (server, relay) => {
      const hold = relay.holdAfter(1000);
      sendIssue(server);
      await untilIs('every connection waits', () => hold.waiting === CONNECTIONS);
      await restartPostgres();
      hold.release();
      await untilIs('a mail is written as sent', () => countMails(server, 'sent') >= 1000);
      await server.advance(LEASE); // a claim whose commit got no answer
      await untilSent(server);
      assertAllHaveIt(server, relay, READERS, 0);
    }));
}

run();
