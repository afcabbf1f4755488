// SPDX-License-Identifier: AGPL-3.0-or-later
//
// crash_test - power cuts and lost databases in the middle of 1,000 posts.
'use strict';

const assert = require('node:assert');
const { test, run } = require('../live/tap.js');
const { ask, pause } = require('../live/server.js');
const { withServer, restartPostgres, KINDS, POSTGRES } = require('./alliance.js');
const { postMany, COMMENTS, PAGES, CONNECTIONS } = require('./load.js');

const POSTS = 1000;
const MAX_RESTART_MS = 1000;

// ---- looking into the database, past the program ----

function wordsKept(server, load, prefix) {
  return new Set(server.sql(load.kept(prefix)).split('\n').filter(Boolean));
}

// Everything that one post writes, it writes in one transaction: no part is there alone.
const HALVES = {
  'a comment held that no editor hears of': `SELECT count(*) FROM comment WHERE status = 'held'
     AND NOT EXISTS (SELECT 1 FROM task WHERE task.kind = 'comment.review' AND task.item_id = comment.item_id)`,
  'a task about a comment that is not there': `SELECT count(*) FROM task WHERE kind = 'comment.review'
     AND NOT EXISTS (SELECT 1 FROM comment WHERE comment.item_id = task.item_id)`,
  'an item written that the audit does not know': `SELECT count(*) FROM item WHERE title LIKE 'killed %'
     AND NOT EXISTS (SELECT 1 FROM audit WHERE audit.item_id = item.id)`,
  'an act on an item that is not there': `SELECT count(*) FROM audit WHERE item_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM item WHERE item.id = audit.item_id)`,
  'an item that cannot be found': `SELECT count(*) FROM item WHERE status = 'published'
     AND NOT EXISTS (SELECT 1 FROM search_text WHERE search_text.item_id = item.id)`,
  'a text found that is not there': `SELECT count(*) FROM search_text
     WHERE NOT EXISTS (SELECT 1 FROM item WHERE item.id = search_text.item_id)`,
};

function assertNothingHalf(server) {
  for (const [what, sql] of Object.entries(HALVES)) assert.strictEqual(server.sql(sql), '0', what);
  if (!/^postgresql:/.test(server.database)) assert.strictEqual(server.sql('PRAGMA integrity_check'), 'ok');
}

function assertKept(server, load, prefix, answered) {
  const kept = wordsKept(server, load, prefix);
  const lost = [...answered].filter((words) => !kept.has(words));
  assert.deepStrictEqual(lost, [], 'answered, but not there');
  return kept.size - answered.size;
}

// ---- the tests ----

function testKill(kind, load, what) {
  test(`${kind}: kill -9 in the middle of 1,000 ${what} loses no answered one and halves none`, () =>
    withServer(kind, load.role, async (server, cookie) => {
      const answered = new Set();
      await postMany(server, cookie, load, {
        prefix: 'killed',
        count: POSTS,
        onAnswer(words, { status }) {
          assert.strictEqual(status, 303);
          answered.add(words);
          if (answered.size === Math.floor(POSTS / 3)) server.child.kill('SIGKILL');
        },
      });
      await server.end('SIGKILL');
      assert.ok(answered.size < POSTS, 'it was killed too late to show anything');
      const ms = await server.start();
      const unanswered = assertKept(server, load, 'killed', answered);
      assert.ok(unanswered <= CONNECTIONS, `${unanswered} are there that were never in flight`);
      assertNothingHalf(server);
      console.log(`# ${answered.size} answered, ${unanswered} committed while in flight, restart ${ms.toFixed(0)} ms`);
      assert.ok(ms < MAX_RESTART_MS, `${ms} ms until the first answer`);
    }));
}

function testRestart() {
  test('PostgreSQL restarted under load: clear answers, nothing half, the server lives', () =>
    withServer('PostgreSQL', PAGES.role, async (server, cookie) => {
      const answered = new Set();
      const statuses = new Map();
      let restarted = null;
      await postMany(server, cookie, PAGES, {
        prefix: 'restarted',
        count: POSTS,
        onAnswer(words, { status, headers }) {
          statuses.set(status, (statuses.get(status) || 0) + 1);
          if (status === 303) answered.add(words);
          if (status === 503) assert.ok(headers['retry-after'], 'a 503 without Retry-After');
          if (answered.size >= 200) restarted = restarted || restartPostgres();
        },
      });
      await restarted;
      console.log(`# answers: ${[...statuses].map(([status, n]) => `${n} × ${status}`).join(', ')}`);
      assert.deepStrictEqual([...statuses.keys()].filter((status) => ![303, 503].includes(status)), []);
      assert.ok(server.isRunning(), 'the server died');
      await untilItWorks(server);
      assertKept(server, PAGES, 'restarted', answered);
      assertNothingHalf(server);
    }));
}

async function untilItWorks(server) {
  for (let n = 0; n < 100; n++) {
    if ((await ask(server.url + '/')).status === 200) return;
    await pause(100);
  }
  throw new Error('it still does not answer, 10 s after the database is back');
}

for (const kind of KINDS) {
  testKill(kind, PAGES, 'drafts');
  testKill(kind, COMMENTS, 'comments');
}
if (POSTGRES) testRestart();
run();
