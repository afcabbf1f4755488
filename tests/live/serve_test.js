// SPDX-License-Identifier: AGPL-3.0-or-later
//
// serve_test - the server as a process: how it starts, what its signals do, what it says when it
// cannot start.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const path = require('node:path');
const { test, run } = require('./tap.js');
const { newServer, startServer, ask, pause, untilTrue, FORM } = require('./server.js');

const context = {};

const logOf = (server) => fs.readFileSync(server.log, 'utf8');

function untilLogged(server, words, from) {
  return untilTrue(`"${words}" is in the log`, () => logOf(server).slice(from).includes(words));
}

async function hup(server, words) {
  const from = logOf(server).length;
  server.child.kill('SIGHUP');
  await untilLogged(server, words, from);
  return logOf(server).slice(from);
}

// A post whose body comes in two parts: { sendRest, answer }.
function beginPost(server, name) {
  const body = `email=${name}%40example.org`;
  const request = http.request(server.url + '/sign-in', {
    method: 'POST',
    headers: { ...FORM, origin: server.url, 'content-length': body.length },
  });
  const answer = new Promise((resolve, reject) => {
    request.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode)));
    request.on('error', reject);
  });
  request.write(body.slice(0, 5));
  return { answer, sendRest: () => request.end(body.slice(5)) };
}

// ---- what it says of itself ----

test('/healthz says that the server and its database work', async () => {
  const { status, body } = await ask(context.server.url + '/healthz');
  assert.strictEqual(status, 200);
  assert.match(body.toString(), /ok/i);
});

test('right after the start everybody is read into memory, unasked', async () => {
  await untilLogged(context.server, ' members are in memory', 0);
  assert.match(logOf(context.server), /^baraza: 1104 members are in memory$/m);
});

test('the works of the library, too', async () => {
  await untilLogged(context.server, ' works are in memory', 0);
});

test('/metrics is Prometheus text and counts requests', async () => {
  const count = async () => {
    const { status, headers, body } = await ask(context.server.url + '/metrics');
    assert.strictEqual(status, 200);
    assert.match(headers['content-type'], /^text\/plain; *version=0\.0\.4/);
    const lines = body.toString().trimEnd().split('\n');
    for (const line of lines) assert.match(line, /^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [-+.e\d]+)$/i);
    return lines.filter((line) => /requests?_total/.test(line) && !line.startsWith('#')).reduce((sum, line) => sum + Number(line.split(' ').pop()), 0);
  };
  const before = await count();
  await ask(context.server.url + '/about');
  await ask(context.server.url + '/no-such-page');
  assert.ok((await count()) >= before + 2, 'two requests more were not counted');
});

test('each request has a line in the log, with the id that its answer carries', async () => {
  const from = logOf(context.server).length;
  const { body } = await ask(context.server.url + '/no-such-page');
  const [, id] = body.toString().match(/number: *(?:<[^>]*>)?([\w-]+)/);
  await untilLogged(context.server, `id=${id} `, from);
  assert.match(logOf(context.server).slice(from), /event=request id=\S+ method=GET path=\/no-such-page status=404/);
});

test('neither a sign-in link nor a cookie gets into the log', async () => {
  const link = context.server.command('user', 'link', 'member@example.org').trim();
  const cookie = await context.server.signInAs('member');
  await ask(link, { headers: { cookie } });
  await ask(context.server.url + '/desk', { headers: { cookie } });
  await pause(50);
  const log = logOf(context.server);
  assert.ok(!log.includes(link.split('/').pop()), 'the link is in the log');
  for (const each of cookie.split('; ')) assert.ok(!log.includes(each.split('=')[1]), `${each} is in the log`);
});

test('behind TLS a browser is told to keep to it, and a cookie goes nowhere else', async () => {
  const hsts = (headers) => headers['strict-transport-security'];
  const server = await newServer();
  assert.strictEqual(hsts((await ask(context.server.url + '/about')).headers), undefined);
  try {
    server.env.BARAZA_BASE_URL = 'https://alliance.example';
    server.command('user', 'add', 'tls@example.org', 'Tilda Secure');
    const link = server.link('tls@example.org').replace('https://alliance.example', server.url);
    await server.start();
    for (const path of ['/', '/about', '/no-such-page', '/sign-in'])
      assert.match(hsts((await ask(server.url + path, { headers: { host: 'alliance.example' } })).headers), /^max-age=\d{8}/);
    const { status, headers } = await ask(link, { method: 'POST', headers: { ...FORM, host: 'alliance.example', origin: 'https://alliance.example' }, body: '' });
    assert.strictEqual(status, 303);
    assert.match(headers['set-cookie'][0], /^__Host-session=[^;]+;(?=.*; Secure)(?=.*; HttpOnly)(?=.*; SameSite=Lax)(?=.*[Pp]ath=\/)/);
  } finally {
    await server.stop();
  }
});

// ---- SIGHUP ----

test('SIGHUP reads the configuration again: requests are not logged any more', async () => {
  const { server } = context;
  fs.writeFileSync(path.join(server.folder, 'baraza.conf'), '[baraza]\nlog_requests = false\n');
  await hup(server, 'read the configuration again');
  const from = logOf(server).length;
  await ask(server.url + '/no-such-page');
  await pause(50);
  assert.ok(!logOf(server).slice(from).includes('event=request'), 'a request was logged');
  fs.writeFileSync(path.join(server.folder, 'baraza.conf'), '[baraza]\n');
  await hup(server, 'read the configuration again');
  await ask(server.url + '/no-such-page');
  await untilLogged(server, 'path=/no-such-page', from);
});

test('SIGHUP with a mistake in the file names it, and the server goes on', async () => {
  const { server } = context;
  const file = path.join(server.folder, 'baraza.conf');
  fs.writeFileSync(file, '[baraza]\nlog_request = false\n');
  assert.match(await hup(server, 'log_request'), /baraza\.conf: there is no key log_request/);
  fs.writeFileSync(file, '[baraza]\nworkers = 7\n');
  assert.match(await hup(server, 'next start'), /changes with the next start: workers/);
  fs.rmSync(file);
  assert.strictEqual((await ask(server.url + '/healthz')).status, 200);
});

// ---- what cannot be started ----

test('a second server on the same port says that it is taken', () => {
  const error = failureOf(() => context.server.command('serve'));
  assert.strictEqual(error.status, 1);
  assert.match(error.stderr, /in use|taken/i);
  assert.match(error.stderr, new RegExp(`\\b${new URL(context.server.url).port}\\b`));
  assert.strictEqual(error.stderr.trim().split('\n').length, 1, error.stderr);
});

test('a wrong key, a wrong value and a missing file are named', () => {
  const { server } = context;
  const file = path.join(server.folder, 'wrong.conf');
  const cases = [
    ['[baraza]\nprot = 80\n', /wrong\.conf: there is no key prot/],
    ['[baraza]\nport = 99999\n', /wrong\.conf: port must be a number from 1 to 65535/],
    ['[baraza]\nbehind_proxy = perhaps\n', /wrong\.conf: behind_proxy must be true or false/],
    ['port = 80\n', /wrong\.conf: /],
    [null, /wrong\.conf: /],
  ];
  for (const [text, expected] of cases) {
    if (text === null) fs.rmSync(file);
    else fs.writeFileSync(file, text);
    const error = failureOf(() => server.command('doctor', '--config', file));
    assert.strictEqual(error.status, 2, error.stderr);
    assert.match(error.stderr, expected);
  }
});

function failureOf(body) {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

// ---- SIGTERM ----

test('SIGTERM: requests in flight are answered, new ones are not taken, the exit code is 0', async () => {
  const { server } = context;
  const idle = net.connect(new URL(server.url).port, '127.0.0.1');
  const posts = ['ann', 'ben', 'cem', 'dan', 'eve'].map((name) => beginPost(server, name));
  await pause(200);
  const began = Date.now();
  server.child.kill('SIGTERM');
  await untilTrue('new connections are refused', () => ask(server.url + '/', { agent: new http.Agent() }).then(() => false, () => true));
  for (const post of posts) post.sendRest();
  for (const post of posts) assert.strictEqual(await post.answer, 200);
  await server.gone;
  idle.destroy();
  assert.strictEqual(server.child.exitCode ?? server.child.signalCode, 0, server.tail());
  assert.ok(Date.now() - began < 10000, 'it took more than 10 s');
});

test('SIGINT ends an idle server at once; nothing is left for the next start to mend', async () => {
  const { server } = context;
  await server.start();
  const began = Date.now();
  await server.end('SIGINT');
  assert.strictEqual(server.child.exitCode ?? server.child.signalCode, 0, server.tail());
  assert.ok(Date.now() - began < 2000, `it took ${Date.now() - began} ms`);
  assert.deepStrictEqual(fs.readdirSync(server.folder).filter((name) => /-(wal|shm|journal)$/.test(name)), []);
});

test('a server on an empty folder makes its database and answers', async () => {
  const server = await newServer();
  try {
    await server.start();
    assert.strictEqual((await ask(server.url + '/')).status, 200);
    assert.ok(fs.existsSync(server.database));
  } finally {
    await server.stop();
  }
});

async function before() {
  context.server = await startServer();
}

async function after() {
  if (context.server) await context.server.stop();
}

run({ before, after });
