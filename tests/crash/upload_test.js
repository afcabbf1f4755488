// SPDX-License-Identifier: AGPL-3.0-or-later
//
// upload_test - a large file whose server is killed, or its database started anew, while it is stored and
// right after it was said to be.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');
const { execFileSync } = require('node:child_process');
const { test, run } = require('../live/tap.js');
const { ask, hiddenFields, untilTrue } = require('../live/server.js');
const { withServer, restartPostgres, KINDS } = require('./alliance.js');

const SIZE = 48 * 1024 * 1024;
const CHUNKS = SIZE / (256 * 1024);
const DAY = 24 * 3600;
const BOUNDARY = 'a-boundary-that-no-film-has';

// A film that nobody has sent before.
function newFilm() {
  const film = crypto.randomBytes(SIZE);
  film.write('\0\0\0\x18ftypmp42', 0, 'latin1');
  return film;
}

async function newForm(server, cookie) {
  const page = server.sql("SELECT id FROM item WHERE kind = 'page' AND status = 'published' ORDER BY id LIMIT 1");
  const url = `${server.url}/desk/pages/${page}/files`;
  const { body } = await ask(url, { headers: { cookie } });
  return { url, cookie, token: hiddenFields(body.toString()).token, origin: server.url };
}

// The answer's status; 0: the connection broke.
function send({ url, cookie, token, origin }, film) {
  const part = (name, more, value) => [`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`, value, '\r\n'];
  const parts = [...part('token', '', token), ...part('title', '', ''), ...part('alt', '', ''),
    ...part('file', '; filename="film.mp4"\r\nContent-Type: video/mp4', film), `--${BOUNDARY}--\r\n`];
  const body = Buffer.concat(parts.map((each) => Buffer.from(each)));
  const headers = { cookie, origin, 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'content-length': body.length };
  return ask(url, { method: 'POST', headers, body }).then(({ status }) => status, () => 0);
}

const chunksOfComing = (server) => Number(server.sql("SELECT count(*) FROM file_chunk WHERE file_id IN (SELECT id FROM file WHERE hash LIKE 'arriving %')"));
const isComing = (server) => server.sql("SELECT count(*) FROM file WHERE hash LIKE 'arriving %'") !== '0';

async function untilHalf(server) {
  await untilTrue('pieces have come', () => chunksOfComing(server) >= 8, 60);
}

// What anybody could be given has all its bytes, and what hangs somewhere can be given.
function assertNothingHalf(server) {
  assert.strictEqual(server.sql(`SELECT count(*) FROM file WHERE removed_at IS NULL AND size <>
    (SELECT coalesce(sum(length(data)), 0) FROM file_chunk WHERE file_id = file.id)`), '0', 'a file that is not whole');
  assert.strictEqual(server.sql(`SELECT count(*) FROM item_file JOIN file ON file.id = item_file.file_id
    WHERE file.removed_at IS NOT NULL`), '0', 'a file that hangs somewhere and is not there');
  if (!/^postgresql:/.test(server.database)) assert.strictEqual(server.sql('PRAGMA integrity_check'), 'ok');
}

async function assertIsThere(server, cookie, film) {
  const id = server.sql(`SELECT max(file_id) FROM item_file JOIN file ON file.id = item_file.file_id WHERE size = ${SIZE}`);
  const { status, body } = await ask(`${server.url}/files/${id}`, { headers: { cookie } });
  assert.strictEqual(status, 200);
  assert.ok(body.equals(film), 'it is another film');
}

const filmsHung = (server) => Number(server.sql(`SELECT count(*) FROM item_file JOIN file ON file.id = item_file.file_id WHERE size = ${SIZE}`));

for (const kind of KINDS) {
  test(`${kind}: kill -9 while a film is stored leaves nothing that anybody sees, and it can be sent again`, () =>
    withServer(kind, 'editor', async (server, cookie) => {
      const film = newFilm();
      const answer = send(await newForm(server, cookie), film);
      await untilHalf(server);
      await server.end('SIGKILL');
      assert.strictEqual(await answer, 0);
      const chunks = chunksOfComing(server);
      assert.ok(chunks < CHUNKS, 'it was killed too late to show anything');
      console.log(`# killed when ${chunks} of ${CHUNKS} chunks were kept`);
      await server.start();
      assert.strictEqual(filmsHung(server), 0);
      assertNothingHalf(server);
      assert.strictEqual(await send(await newForm(server, cookie), film), 303);
      await assertIsThere(server, cookie, film);
      assertNothingHalf(server);
      await server.advance(2 * DAY);
      await untilTrue('what was left of the first is gone', () => !isComing(server), 60);
      assert.strictEqual(chunksOfComing(server), 0);
      await assertIsThere(server, cookie, film);
    }));

  test(`${kind}: kill -9 right after the answer: the film is there`, () =>
    withServer(kind, 'editor', async (server, cookie) => {
      const film = newFilm();
      const status = await send(await newForm(server, cookie), film);
      await server.end('SIGKILL');
      assert.strictEqual(status, 303);
      await server.start();
      assertNothingHalf(server);
      await assertIsThere(server, cookie, film);
    }));
}

// So that nothing is on the disk that nobody waited for.
function makeLazy(server) {
  const sql = (text) => execFileSync('psql', ['-Xq', server.database, '-c', text]);
  sql("ALTER SYSTEM SET wal_writer_delay = '10s'");
  sql("ALTER SYSTEM SET wal_writer_flush_after = '1GB'");
  sql('SELECT pg_reload_conf()');
}

if (KINDS.includes('PostgreSQL')) {
  test('PostgreSQL stopped at once right after the answer: the film is there', () =>
    withServer('PostgreSQL', 'editor', async (server, cookie) => {
      const film = newFilm();
      makeLazy(server);
      const form = await newForm(server, cookie);
      assert.strictEqual(await send(form, film), 303);
      await restartPostgres();
      await assertIsThere(server, cookie, film);
      assertNothingHalf(server);
    }));

  test('PostgreSQL started anew while a film is stored: a clear answer, nothing half', () =>
    withServer('PostgreSQL', 'editor', async (server, cookie) => {
      const film = newFilm();
      makeLazy(server);
      const form = await newForm(server, cookie);
      const answer = send(form, film);
      await untilHalf(server);
      await restartPostgres();
      const status = await answer;
      console.log(`# it was answered ${status}`);
      assert.ok([303, 503].includes(status), `${status}`);
      assertNothingHalf(server);
      assert.strictEqual(filmsHung(server), status === 303 ? 1 : 0);
      assert.strictEqual(await send(form, film), 303);
      await assertIsThere(server, cookie, film);
    }));
}

run();
