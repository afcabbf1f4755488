// SPDX-License-Identifier: AGPL-3.0-or-later
//
// upload_test - large files on their way into the real program: who may send them, where they lie
// meanwhile, and what is left when the way breaks off.  The limits are small ones, so that nothing takes long.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const { test, run } = require('../live/tap.js');
const { newServer, ask, pause, hiddenFields, untilTrue } = require('../live/server.js');

const MB = 1024 * 1024;
const FILE_MOST = 3 * MB;
const BODY_MOST = FILE_MOST + 8 * MB;
const context = { fetched: 0 };

// A film of this many bytes, of which no two parts are the same.
function film(size, seed = 1) {
  const bytes = Buffer.alloc(size);
  for (let n = 0; n + 4 <= size; n += 4) bytes.writeUInt32LE((n * 2654435761 + seed) >>> 0, n);
  bytes.write('\0\0\0\x18ftypmp42', 0, 'latin1');
  return bytes;
}

async function start() {
  const server = (context.server = await newServer());
  context.scratch = fs.mkdtempSync(path.join(server.folder, 'tmp-'));
  Object.assign(server.env, { TMPDIR: context.scratch, BARAZA_WORKERS: '1', BARAZA_FILE_MEGABYTES: '3', BARAZA_ROOM_MEGABYTES: '11' });
  server.demo();
  await server.start();
  await server.untilFilesAreRead();
  context.cookie = await server.signInAs('editor');
  const id = server.sql("SELECT id FROM item WHERE kind = 'page' ORDER BY id LIMIT 1");
  context.target = `/desk/pages/${id}/files`;
  const form = await ask(server.url + context.target, { headers: { cookie: context.cookie } });
  assert.ok(form.body.toString().includes('plain text of at most 3 MB'), 'the form says the limit');
  context.token = hiddenFields(form.body.toString()).token;
}

const field = (name, value) => `--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

function bodyOf(file, name = 'film.mp4') {
  return Buffer.concat([
    Buffer.from(field('token', context.token) + field('title', '') + field('alt', '')),
    Buffer.from(`--XX\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: video/mp4\r\n\r\n`),
    file, Buffer.from('\r\n--XX--\r\n'),
  ]);
}

function headersOf(length, cookie = context.cookie) {
  return { cookie, origin: context.server.url, 'content-type': 'multipart/form-data; boundary=XX', 'content-length': length };
}

function send(file, { cookie, target = context.target, name } = {}) {
  const body = bodyOf(file, name);
  return ask(context.server.url + target, { method: 'POST', headers: headersOf(body.length, cookie), body });
}

// A connection that has said it brings @length bytes; .heard is what came back, .write() sends more.
function announce(length, { more = '', cookie, chunked = false, target = context.target } = {}) {
  const { hostname, port } = new URL(context.server.url);
  const socket = net.connect(Number(port), hostname);
  const headers = Object.entries(headersOf(length, cookie)).filter(([name]) => !chunked || name !== 'content-length');
  socket.heard = '';
  socket.on('data', (bytes) => (socket.heard += bytes.toString('latin1'))).on('error', () => {});
  socket.write(`POST ${target} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}${more}\r\n`);
  return socket;
}

const statusOf = (socket) => Number((socket.heard.match(/^HTTP\/1\.1 (\d+)/) || [])[1] || 0);
const answered = (socket) => untilTrue('it is answered', () => /\r\n\r\n/.test(socket.heard));

// The files without a name that the program has open, but the one that was fetched.
function scratchFiles() {
  const folder = `/proc/${context.server.child.pid}/fd`;
  return fs.readdirSync(folder).filter((each) => {
    try {
      return fs.readlinkSync(path.join(folder, each)).startsWith(context.scratch);
    } catch {
      return false; // closed meanwhile
    }
  }).length - context.fetched;
}

const untilGone = () => untilTrue('no file without a name is open', () => scratchFiles() === 0);

test('a large file goes up and comes down as it was, whole and in parts', async () => {
  await start();
  const file = film(2 * MB + 12345);
  const up = await send(file);
  assert.strictEqual(up.status, 303, up.body.toString().slice(-800));
  const id = context.server.sql(`SELECT max(id) FROM file WHERE size = ${file.length}`);
  const url = `${context.server.url}/files/${id}`;
  const down = await ask(url);
  assert.ok(down.body.equals(file));
  assert.strictEqual(scratchFiles(), 1, 'it is laid out for whoever comes next');
  context.fetched = 1;
  const part = await ask(url, { headers: { range: 'bytes=100-2000099' } });
  assert.strictEqual(part.status, 206);
  assert.strictEqual(part.headers['content-length'], '2000000');
  assert.ok(part.body.equals(file.subarray(100, 2000100)));
  const head = await ask(url, { method: 'HEAD' });
  assert.strictEqual(head.headers['content-length'], String(file.length));
});

test('what the form takes and the file may not have is said at its field', async () => {
  const answer = await send(film(FILE_MOST + 1));
  assert.strictEqual(answer.status, 422);
  assert.ok(answer.body.includes('this is too large, at most 3 MB'));
});

test('what is larger than all that may come is read, not kept, and gets a page that says the limit', async () => {
  const answer = await send(film(BODY_MOST));
  assert.strictEqual(answer.status, 413);
  assert.ok(answer.body.includes('may have at most 11 MB'), answer.body.toString());
  const french = await send(film(BODY_MOST), { target: '/fr' + context.target });
  assert.match(french.body.toString(), /au plus 11.Mo/);
  await untilGone();
});

test('who waits to be told is told before he sends', async () => {
  const waits = { more: 'Expect: 100-continue\r\n' };
  const tooLarge = announce(100 * MB, waits);
  await answered(tooLarge);
  assert.strictEqual(statusOf(tooLarge), 413);
  assert.ok(tooLarge.heard.includes('may have at most 11 MB'));
  const nobody = announce(2 * MB, { ...waits, cookie: 'session=' + 'A'.repeat(43) });
  await answered(nobody);
  assert.strictEqual(statusOf(nobody), 403);
  const somebody = announce(2 * MB, waits);
  await answered(somebody);
  assert.strictEqual(statusOf(somebody), 100);
  for (const each of [tooLarge, nobody, somebody]) each.destroy();
  await untilGone();
});

test('nothing of a stranger touches the disk, and he is told', async () => {
  const stranger = announce(2 * MB, { cookie: 'a=b' });
  stranger.write(Buffer.alloc(MB));
  await pause(300);
  assert.strictEqual(scratchFiles(), 0);
  stranger.write(Buffer.alloc(MB));
  await answered(stranger);
  assert.strictEqual(statusOf(stranger), 403);
  assert.ok(stranger.heard.includes('not signed in any more'));
  stranger.destroy();
  const forbidden = await send(film(2 * MB), { cookie: await context.server.signInAs('member') });
  assert.strictEqual(forbidden.status, 403);
});

test('what does not say how large it is must be small', async () => {
  const piece = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
  const socket = announce(0, { chunked: true, more: 'Transfer-Encoding: chunked\r\n' });
  socket.write(piece.repeat(5) + '0\r\n\r\n');
  await answered(socket);
  assert.strictEqual(statusOf(socket), 411);
  socket.destroy();
});

test('who sends slowly holds up nobody, and all together have a bounded room', async () => {
  const slow = announce(9 * MB, { cookie: await context.server.signInAs('member'), target: '/contributions/new' });
  slow.write(film(MB));
  await untilTrue('it is being taken', () => scratchFiles() === 1);
  assert.strictEqual((await ask(context.server.url + '/about')).status, 200, 'the only worker is free');
  const refused = await send(film(2 * MB + 4));
  assert.strictEqual(refused.status, 503);
  assert.ok(refused.body.includes('Others are sending large files'));
  assert.ok(Number(refused.headers['retry-after']) > 0);
  slow.destroy();
  await untilGone();
  await untilTrue('the room is given back', async () => (await send(film(2 * MB + 8))).status === 303);
});

test('who is sending already is told how much is under way, and what can be done', async () => {
  const first = announce(9 * MB);
  first.write(film(MB));
  await untilTrue('it is being taken', () => scratchFiles() === 1);
  const lost = announce(8 * MB); // refused, and read so that its sender sees why: it takes nothing of the room
  lost.write(film(MB));
  const refused = await send(film(2 * MB + 4));
  assert.strictEqual(refused.status, 429);
  const words = refused.body.toString();
  assert.ok(words.includes('9 MB are under way, of the 11 MB that one person may send at a time'), words);
  assert.ok(words.includes('Wait until the others have arrived, then send it again; or send a smaller file.'), words);
  assert.ok(Number(refused.headers['retry-after']) > 0);
  const french = await send(film(2 * MB + 4), { target: '/fr' + context.target });
  assert.match(french.body.toString(), /9.Mo sont en route, sur les 11.Mo/);
  assert.strictEqual((await send(film(1.5 * MB))).status, 303, 'a smaller one is taken');
  const other = { cookie: await context.server.signInAs('member'), target: '/contributions/new' };
  assert.strictEqual((await send(film(2 * MB + 4), other)).status, 503, 'another person has a part of his own, and here the room is full');
  for (const each of [first, lost]) each.destroy();
  await untilGone();
  await untilTrue('the room is given back', async () => (await send(film(2 * MB + 24))).status === 303);
});

test('what breaks off leaves nothing', async () => {
  const files = Number(context.server.sql('SELECT count(*) FROM file'));
  const body = bodyOf(film(2 * MB, 7));
  const socket = announce(body.length);
  socket.write(body.subarray(0, body.length - 5));
  await untilTrue('it is being taken', () => scratchFiles() === 1);
  socket.destroy();
  await untilGone();
  assert.strictEqual(Number(context.server.sql('SELECT count(*) FROM file')), files);
  assert.deepStrictEqual(fs.readdirSync(context.scratch), []);
});

test('a full disk is said before anything is sent', async () => {
  const limit = (bytes) => execFileSync('prlimit', ['--pid', String(context.server.child.pid), `--fsize=${bytes}:`]);
  limit(1000000);
  const waiting = announce(2 * MB, { more: 'Expect: 100-continue\r\n' });
  await answered(waiting);
  waiting.destroy();
  limit('unlimited');
  assert.strictEqual(statusOf(waiting), 507);
  assert.ok(waiting.heard.includes('The disk of this server is full'));
  await untilGone();
  assert.strictEqual((await send(film(2 * MB + 16))).status, 303, 'as soon as there is room');
});

test('a server that is killed meanwhile leaves nothing', async () => {
  const socket = announce(2 * MB);
  socket.write(film(MB));
  await untilTrue('it is being taken', () => scratchFiles() === 1);
  await context.server.end('SIGKILL');
  context.fetched = 0;
  assert.deepStrictEqual(fs.readdirSync(context.scratch), []);
  await context.server.start();
  assert.strictEqual((await send(film(2 * MB + 20))).status, 303, 'the session is known without having been seen');
});

run().finally(() => context.server && context.server.stop());
