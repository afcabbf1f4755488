// SPDX-License-Identifier: AGPL-3.0-or-later
//
// inbound_test - a real mail server hands messages to the program, by pipe and by LMTP.
'use strict';

const assert = require('node:assert');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const { test, run } = require('./tap.js');
const { newServer, pause, program, untilTrue } = require('./server.js');
const { Postfix, whyNot } = require('./postfix.js');

const MEMBER = 'member@example.org';
const context = {};
let number = 0;

// Tests that need Postfix; without it they say why they were left out.
function postfixTest(name, body) {
  const why = whyNot();
  if (why) test(`${name} # SKIP ${why}`, () => {});
  else test(name, body);
}

const mail = (from, text, headers = '') =>
  `From: ${from}\nTo: reply@alliance.example\nSubject: Re: a comment\nMessage-ID: <live-${++number}@example.org>\n${headers}\n${text}\n`;

function address(purpose, id, domain = 'alliance.example') {
  const key = context.server.sql("SELECT hex(value) FROM secret WHERE name = 'key'");
  const words = [path.join(__dirname, 'sign_address.py'), key, purpose, String(id), String(context.person), domain];
  return execFileSync('python3', words, { encoding: 'utf8' }).trim();
}

const count = (sql) => Number(context.server.sql(`SELECT count(*) FROM ${sql}`));
const comments = (text) => count(`comment WHERE body = '${text}'`);
const inbound = (where) => count(`inbound WHERE ${where}`);

// As a mail server's pipe would run it, without one.
function mailIn(to, message, ...words) {
  const { status, stdout } = spawnSync(program, ['mail-in', `--to=${to}`, ...words], { env: context.server.env, input: message, encoding: 'utf8' });
  return { status, stdout };
}

// ---- without a mail server ----

test('a message from a pipe is taken once', () => {
  const message = mail(MEMBER, 'By hand.');
  for (let n = 0; n < 2; n++) assert.deepStrictEqual(mailIn(address('c', context.item), message), { status: 0, stdout: '' });
  assert.strictEqual(comments('By hand.'), 1);
});

test('exit codes are those of sysexits.h', () => {
  assert.strictEqual(mailIn('nobody@alliance.example', mail(MEMBER, 'x')).status, 67);
  const bad = mailIn(address('c', context.item), 'nothing like a mail');
  assert.deepStrictEqual([bad.status, bad.stdout], [65, '5.6.0 it has no headers\n']);
  const large = mailIn(address('c', context.item), mail(MEMBER, 'x'.repeat(26 * 1024 * 1024)));
  assert.deepStrictEqual([large.status, large.stdout], [65, '5.3.4 it is too large\n']);
  const wrong = mailIn(address('c', context.item), mail(MEMBER, 'x'), '--config=/nowhere');
  assert.strictEqual(wrong.status, 75, 'a wrong configuration must not lose a mail');
});

test('who says nothing on the socket keeps nobody out', async () => {
  const silent = Array.from({ length: 40 }, () => net.connect(context.socket).on('error', () => {}));
  await pause(500);
  const answers = await new Promise((resolve, reject) => {
    let got = '';
    const socket = net.connect(context.socket, () => socket.write('LHLO x\r\nQUIT\r\n'));
    socket.setTimeout(20000, () => reject(new Error('no answer within 20 s'))).on('data', (bytes) => (got += bytes));
    socket.on('error', reject).on('close', () => resolve(got));
  });
  for (const socket of silent) socket.destroy();
  assert.match(answers, /^220 [\s\S]*250 SIZE \d+\r\n221 /);
});

// ---- with Postfix ----

postfixTest('an answer becomes a comment by the pipe, and by LMTP', async () => {
  const { postfix } = context;
  postfix.send(MEMBER, address('c', context.item), mail(MEMBER, 'By pipe.\n\nOn 2 Jan 2017, at 09:00, A <a@alliance.example> wrote:\n> old'));
  postfix.send(MEMBER, address('c', context.item, 'lmtp.example'), mail(MEMBER, 'By LMTP.'));
  await untilTrue('both are comments', () => comments('By pipe.') === 1 && comments('By LMTP.') === 1);
  await postfix.untilLogged(/status=sent/, 2);
});

postfixTest('the same message twice is one comment', async () => {
  const { postfix } = context;
  const message = mail(MEMBER, 'Once only.');
  const sent = () => (postfix.log().match(/status=sent/g) || []).length;
  const before = sent();
  for (const domain of ['alliance.example', 'alliance.example']) postfix.send(MEMBER, address('c', context.item, domain), message);
  await untilTrue('both were taken', () => sent() >= before + 2);
  assert.strictEqual(comments('Once only.'), 1);
});

postfixTest('a report pauses the address that it is about', async () => {
  const { server, postfix } = context;
  const before = inbound("class = 'hard' AND envelope_from = ''");
  server.sql(`INSERT INTO outbox (template, person_id, address, language, state, send_at, created_at) VALUES ('x', NULL, 'gone@example.org', 'en', 'sent', 1, 1)`);
  const id = server.sql("SELECT max(id) FROM outbox WHERE address = 'gone@example.org'");
  const report = fs.readFileSync(path.join(__dirname, '../mail/bounce.cases'), 'utf8').match(/### postfix-unknown-user .*\n([\s\S]*?)\n### =>/)[1];
  postfix.send('', address('b', id), `Message-ID: <report-1@example.net>\n${report}\n`);
  await untilTrue('it is paused', () => count("mail_reach WHERE address = 'gone@example.org' AND paused_at IS NOT NULL") === 1);
  assert.strictEqual(inbound("class = 'hard' AND envelope_from = ''"), before + 1);
});

postfixTest('an automatic answer does nothing', async () => {
  context.postfix.send(MEMBER, address('c', context.item), mail(MEMBER, 'I am away.', 'Auto-Submitted: auto-replied\n'));
  await untilTrue('it came', () => inbound("class = 'auto-reply' AND state = 'dropped'") === 1);
  assert.strictEqual(comments('I am away.'), 0);
});

postfixTest('a stranger is held for the secretariat', async () => {
  context.postfix.send('stranger@example.org', address('c', context.item), mail('stranger@example.org', 'Hello'));
  await untilTrue('it is held', () => inbound("state = 'held' AND sender = 'stranger@example.org'") === 1);
  assert.strictEqual(count("task WHERE kind = 'inbound.review' AND state = 'open'"), 1);
});

postfixTest('what is too large, or for nobody, goes back with the reason', async () => {
  const { postfix } = context;
  postfix.send(MEMBER, address('c', context.item), mail(MEMBER, `${'x'.repeat(900)}\n`.repeat(30000)));
  await postfix.untilLogged(/dsn=5\.3\.4, status=bounced/);
  postfix.send(MEMBER, 'nobody@alliance.example', mail(MEMBER, 'x'));
  await postfix.untilLogged(/dsn=5\.1\.1, status=bounced/);
  postfix.send(MEMBER, 'nobody@lmtp.example', mail(MEMBER, 'x'));
  await postfix.untilLogged(/dsn=5\.1\.1, status=bounced/, 2);
});

postfixTest('while the database is away mail waits, and then arrives once', async () => {
  const { server, postfix } = context;
  fs.chmodSync(server.database, 0);
  postfix.send(MEMBER, address2(), mail(MEMBER, 'After a while.'));
  await postfix.untilLogged(/status=deferred/);
  fs.chmodSync(server.database, 0o666);
  assert.strictEqual(comments('After a while.'), 0);
  await untilTrue('it arrived', () => {
    postfix.control('flush'); // when it tries again by itself is its own business
    return comments('After a while.') === 1;
  }, 30);
  await pause(1500);
  assert.strictEqual(comments('After a while.'), 1);

  // The address is made before the key is out of reach.
  function address2() {
    fs.chmodSync(server.database, 0o666);
    const made = address('c', context.item);
    fs.chmodSync(server.database, 0);
    return made;
  }
});

async function before() {
  const server = (context.server = await newServer());
  fs.chmodSync(server.folder, 0o777);
  context.socket = path.join(server.folder, 'lmtp');
  server.env.BARAZA_LMTP = `unix:${context.socket}`;
  server.demo();
  await server.start();
  // The pipe runs as somebody else.
  for (const name of fs.readdirSync(server.folder)) fs.chmodSync(path.join(server.folder, name), 0o666);
  context.person = server.sql(`SELECT id FROM person WHERE email = '${MEMBER}'`);
  context.item = server.sql("SELECT min(id) FROM item WHERE status = 'published' AND kind = 'newsletter'");
  if (whyNot()) return;
  const config = path.join(server.folder, 'baraza.conf');
  fs.writeFileSync(config, `[baraza]\ndatabase = ${server.database}\nbase_url = ${server.url}\n`);
  context.postfix = new Postfix();
  await context.postfix.start(config, context.socket);
}

async function after() {
  if (context.postfix) context.postfix.stop();
  if (context.server) await context.server.stop();
}

run({ before, after });
