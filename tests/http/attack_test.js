// SPDX-License-Identifier: AGPL-3.0-or-later
//
// attack_test - what strangers send, byte by byte, to the real program.
// Takes long.
'use strict';

const assert = require('node:assert');
const net = require('node:net');
const { test, run } = require('../live/tap.js');
const { startServer, ask, pause, FORM } = require('../live/server.js');

let server;
const host = () => server.url.replace('http://', '');

// Send @bytes as they are; everything that came back until the server closed or fell silent.
function raw(bytes, { silence = 500, most = 15000 } = {}) {
  return new Promise((resolve) => {
    const chunks = [];
    const [name, port] = host().split(':');
    const socket = net.connect(Number(port), name, () => socket.write(bytes));
    const end = () => {
      socket.destroy();
      resolve(Buffer.concat(chunks).toString('latin1'));
    };
    let timer = setTimeout(end, most);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      clearTimeout(timer);
      timer = setTimeout(end, silence);
    });
    socket.on('error', end);
    socket.on('close', end);
  });
}

const request = (target, { method = 'GET', headers = '', body = '' } = {}) =>
  `${method} ${target} HTTP/1.1\r\nHost: ${host()}\r\n${headers}\r\n${body}`;

const statusOf = (answer) => Number((answer.match(/^HTTP\/1\.1 (\d+)/) || [])[1] || 0);

async function assertAlive() {
  assert.strictEqual((await ask(server.url + '/about')).status, 200, 'others are served');
}

async function assertStatus(bytes, statuses, options) {
  const answer = await raw(bytes, options);
  assert.ok(statuses.includes(statusOf(answer)), `${statusOf(answer)} to ${JSON.stringify(String(bytes).slice(0, 60))}`);
  await assertAlive();
  return answer;
}

// ---- size ----

test('headers that are too large are refused', () =>
  assertStatus(request('/about', { headers: `X-Large: ${'a'.repeat(64 * 1024)}\r\n` }), [400, 431, 413]));

test('a path that is too long is refused', () => assertStatus(request('/' + 'a'.repeat(3000)), [414]));

test('a body that announces to be too large is refused before it is sent', () =>
  assertStatus(request('/sign-in', { method: 'POST', headers: `Origin: ${server.url}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99999999\r\n` }), [413]));

test('a body in pieces that grows too large is refused', () => {
  const piece = `8000\r\n${'a'.repeat(0x8000)}\r\n`;
  return assertStatus(request('/sign-in', { method: 'POST', headers: `Origin: ${server.url}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n`, body: piece.repeat(4) + '0\r\n\r\n' }), [413]);
});

test('more fields than a form may have are refused', async () => {
  const body = Array.from({ length: 1000 }, (_, i) => `f${i}=1`).join('&');
  const answer = await ask(server.url + '/sign-in', { method: 'POST', headers: { ...FORM, origin: server.url }, body });
  assert.strictEqual(answer.status, 413);
});

// ---- form ----

test('bytes that are not UTF-8 are refused', async () => {
  await assertStatus(request('/search?q=%ff%fe'), [400]);
  await assertStatus(request('/%c3%28'), [400]);
});

test('half a multipart body is refused', async () => {
  const body = '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nann@exam';
  const answer = await ask(server.url + '/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x', origin: server.url },
    body,
  });
  assert.strictEqual(answer.status, 400);
});

test('what is not HTTP is refused', async () => {
  await assertStatus('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 nonsense\r\n\r\n', [0, 400]);
  await assertStatus('GET\r\n\r\n', [0, 400]);
});

test('path tricks lead nowhere', async () => {
  for (const target of ['/../etc/passwd', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '//etc/passwd', '/assets/../../etc/passwd', '/about%00.html', '/a\\..\\b']) {
    const answer = await assertStatus(request(target), [301, 400, 404]);
    assert.ok(!answer.includes('root:'), target);
  }
});

// ---- who asks ----

test('a method that nobody needs is refused', () => assertStatus(request('/about', { method: 'DELETE' }), [405]));

test('another name for this server is refused', () =>
  assertStatus('GET /about HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n', [421]));

test('a post from another site changes nothing', async () => {
  for (const headers of [{ origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }, {}]) {
    const answer = await ask(server.url + '/sign-in', { method: 'POST', headers: { ...FORM, ...headers }, body: 'email=ann%40example.org' });
    assert.strictEqual(answer.status, 403, JSON.stringify(headers));
  }
});

test('a sign-in link works once, and not by looking at it', async () => {
  const link = server.command('user', 'link', 'member@example.org').trim();
  const post = () => ask(link, { method: 'POST', headers: { ...FORM, origin: server.url }, body: '' });
  assert.strictEqual((await ask(link)).headers['set-cookie'], undefined);
  assert.strictEqual((await ask(link)).status, 200);
  assert.strictEqual((await post()).status, 303);
  assert.notStrictEqual((await post()).status, 303);
});

test('a forged session is nobody', async () => {
  const answer = await ask(server.url + '/', { headers: { cookie: 'session=' + 'A'.repeat(43) } });
  assert.ok(answer.body.includes('/sign-in'));
});

test('what is secret is not in the log', async () => {
  const link = server.command('user', 'link', 'member@example.org').trim();
  await ask(link);
  const log = require('node:fs').readFileSync(server.log, 'utf8');
  assert.ok(!log.includes(link.split('/').pop()));
});

// ---- answers ----

test('every answer carries the strict policy', async () => {
  for (const path of ['/', '/about', '/nothing-here', '/sign-in']) {
    const { headers } = await ask(server.url + path);
    assert.match(headers['content-security-policy'], /default-src 'none'/);
    assert.ok(!/unsafe-inline/.test(headers['content-security-policy']));
    assert.strictEqual(headers['x-content-type-options'], 'nosniff');
  }
});

test('a page that did not change is not sent again', async () => {
  const first = await ask(server.url + '/about');
  const second = await ask(server.url + '/about');
  const again = await ask(server.url + '/about', { headers: { 'if-none-match': second.headers.etag } });
  assert.strictEqual(first.body.toString(), second.body.toString());
  assert.strictEqual(again.status, 304);
  assert.strictEqual(again.body.length, 0);
});

test('requests that come in one packet are answered in order', async () => {
  const answer = await raw(request('/about') + request('/nothing-here') + request('/healthz'));
  assert.deepStrictEqual(answer.match(/HTTP\/1\.1 \d+/g).map((s) => s.slice(9)), ['200', '404', '200']);
});

// ---- patience ----

test('headers that never end are cut off after ten seconds while others are served', async () => {
  const [name, port] = host().split(':');
  const began = Date.now();
  const socket = net.connect(Number(port), name);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  socket.write('GET /about HTTP/1.1\r\n');
  const drip = setInterval(() => socket.write('X'), 700);
  await pause(3000);
  await assertAlive();
  await closed;
  clearInterval(drip);
  const seconds = (Date.now() - began) / 1000;
  assert.ok(seconds > 8 && seconds < 13, `${seconds} s`);
});

test('one address cannot take all connections from others', async () => {
  const [name, port] = host().split(':');
  const sockets = Array.from({ length: 400 }, () => net.connect(Number(port), name).on('error', () => {}));
  await pause(500);
  const open = sockets.filter((s) => !s.destroyed && s.readyState === 'open').length;
  sockets.forEach((s) => s.destroy());
  assert.ok(open <= 256, `${open} open`);
  await pause(300);
  await assertAlive();
});

test('a page that is made anew while a slow reader gets the old one arrives whole', async () => {
  const [name, port] = host().split(':');
  const whole = (await ask(server.url + '/')).body.toString();
  const slow = net.connect(Number(port), name).on('error', () => {});
  const chunks = [];
  slow.pause().write(request('/').repeat(1499) + request('/', { headers: 'Connection: close\r\n' }));
  await pause(1000); // by now the server waits for the reader in the middle of an answer
  server.command('user', 'add', 'slow@example.org', 'Slow Reader');
  const anew = (await ask(server.url + '/')).body.toString();
  assert.notStrictEqual(anew, whole, 'the page was not made anew');
  slow.on('data', (chunk) => chunks.push(chunk)).resume();
  await new Promise((resolve) => slow.once('close', resolve));
  const answers = Buffer.concat(chunks).toString().split(/^HTTP\/1.1 200 .*?\r\n\r\n/ms).slice(1);
  assert.strictEqual(answers.length, 1500);
  assert.ok(answers.every((body) => body === whole || body === anew), 'an answer is neither page');
});

test('a stop lets the request in flight finish', async () => {
  const answers = Array.from({ length: 20 }, (_, i) => raw(request(`/search?q=stop${i}`, { headers: 'Connection: close\r\n' })));
  await Promise.race(answers); // by now the server is at work on the others
  server.child.kill('SIGTERM');
  const texts = await Promise.all(answers), done = texts.map(statusOf);
  await server.gone;
  assert.strictEqual(server.child.exitCode ?? server.child.signalCode, 0, server.tail());
  // What had not begun by then is told to come back, or finds nobody.
  assert.ok(done.every((status) => [0, 200, 503].includes(status)), done.join(' '));
  assert.ok(texts.every((text, i) => done[i] !== 200 || /<\/html>\s*$/.test(text)), 'an answer was cut off');
  await server.stop();
});

test('connections that go on asking do not disturb a stop', async () => {
  server = await startServer();
  const [name, port] = host().split(':');
  const sockets = Array.from({ length: 8 }, () => net.connect(Number(port), name).on('error', () => {}));
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
  server.child.kill('SIGTERM');
  for (let i = 0; server.isRunning(); i++) {
    for (const socket of sockets) if (!socket.destroyed) socket.write(request(`/search?q=late${i}`));
    await pause(1);
  }
  assert.strictEqual(server.child.exitCode ?? server.child.signalCode, 0, server.tail());
});

run({ before: async () => (server = await startServer()), after: () => server.stop() });
