// SPDX-License-Identifier: AGPL-3.0-or-later
//
// mail_test - mails really leave, arrive whole, and wait when they cannot.
'use strict';

const assert = require('node:assert');
const { test, run } = require('./tap.js');
const { startServer, ask, cookiesOf, hiddenFields, pause, FORM } = require('./server.js');
const { newSink } = require('./sink.js');

const HALF_AN_HOUR = 30 * 60;
const MEMBER = 'member@example.org';
const context = {};

async function askForLink(server, email) {
  const body = new URLSearchParams({ email }).toString();
  const { status } = await ask(server.url + '/sign-in', { method: 'POST', headers: { ...FORM, origin: server.url }, body });
  assert.strictEqual(status, 200);
}

function outbox(server) {
  const [state, attempts, secret, error] = server.sql(
    "SELECT state || '|' || attempts || '|' || secret || '|' || coalesce(last_error, '') FROM outbox ORDER BY id DESC LIMIT 1").split('|');
  return { state, attempts: Number(attempts), secret, error };
}

async function untilOutbox(server, check) {
  for (let n = 0; n < 400; n++) {
    if (check(outbox(server))) return outbox(server);
    if (!server.isRunning()) break;
    await pause(50);
  }
  throw new Error(`after 20 s the mail is ${JSON.stringify(outbox(server))}`);
}

const linkIn = (mail) => mail.text.match(/http:\S+\/sign-in\/\S+/)[0];

// Press the button of the page behind a link.
async function press(server, link) {
  const page = await ask(link);
  if (page.status !== 200) return page;
  const headers = { ...FORM, origin: server.url, cookie: cookiesOf(page) };
  return ask(link, { method: 'POST', headers, body: new URLSearchParams(hiddenFields(page.body.toString())).toString() });
}

// ---- without a mail server ----

test('without a mail server a mail is kept and nothing is tried', async () => {
  const { server } = context;
  await askForLink(server, MEMBER);
  await pause(300);
  assert.deepStrictEqual(Object.values(outbox(server)).slice(0, 2), ['waiting', 0]);
});

test('nobody gets a mail at an address that is not known, and the answer does not tell', async () => {
  const { server } = context;
  const count = () => server.sql('SELECT count(*) FROM outbox');
  const before = count();
  await askForLink(server, 'stranger@example.org');
  assert.strictEqual(count(), before);
});

test('a mail server that is down is waited for', async () => {
  const { server, sink } = context;
  server.set('smtp_url', sink.url);
  const { state, error } = await untilOutbox(server, ({ attempts, state }) => attempts === 1 && state === 'waiting');
  assert.strictEqual(state, 'waiting');
  assert.match(error, /connect|refused/i);
});

test('a mail that waited goes out when the server is back', async () => {
  const { server, sink } = context;
  await sink.start();
  await server.advance(61);
  const [mail] = await sink.untilThereAre(1);
  context.first = mail;
  const { state, secret } = await untilOutbox(server, ({ state }) => state === 'sent');
  assert.strictEqual(state, 'sent');
  assert.ok(!/token/.test(secret), 'the secret is still there');
});

// ---- the message ----

test("another program's parser finds nothing wrong in it", () => {
  const mail = context.first;
  assert.deepStrictEqual(mail.defects, []);
  assert.deepStrictEqual(mail.types, ['multipart/alternative', 'text/plain', 'text/html']);
  assert.deepStrictEqual(mail.to, [['', MEMBER]]);
  assert.deepStrictEqual(mail.from, [['Global Social Service Workforce Alliance', 'secretariat@example.org']]);
  assert.match(mail.headers['message-id'], /^<\d+\.\d+@127\.0\.0\.1>$|^<\S+@\S+>$/);
  assert.strictEqual(mail.headers['auto-submitted'], 'auto-generated');
  assert.ok(mail.longest_line <= 998, `a line of ${mail.longest_line} bytes`);
  assert.ok(mail.bytes < 30000, `${mail.bytes} bytes`);
});

test('it is complete as text: whom it greets, what it is for, until when, why it came', () => {
  const { text } = context.first;
  for (const line of text.split('\n').filter((each) => !/http:/.test(each))) assert.ok(line.length <= 76, line);
  for (const part of [/^Hello /, /half an hour/, /did not ask/, /You get this mail because/]) assert.match(text, part);
  assert.strictEqual([...text.matchAll(/\/sign-in\//g)].length, 1);
});

test('its HTML says the same, and asks nobody for anything', () => {
  const { text, html } = context.first;
  const words = (each) => each.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  for (const sentence of ['half an hour', 'did not ask', 'You get this mail because']) assert.ok(words(html).includes(sentence), sentence);
  assert.ok(html.includes(`href="${linkIn({ text })}"`));
  assert.doesNotMatch(html, /<(img|script|link|iframe)\b|url\(|@import/i);
});

test('the reader gets it in the own language', async () => {
  const { server, sink } = context;
  server.sql(`UPDATE person SET language = 'fr' WHERE email = '${MEMBER}'`);
  await askForLink(server, MEMBER);
  const mail = (await sink.untilThereAre(2))[1];
  assert.deepStrictEqual(mail.defects, []);
  assert.strictEqual(mail.headers['content-language'], 'fr');
  assert.match(mail.text, /Bonjour/);
  server.sql(`UPDATE person SET language = 'en' WHERE email = '${MEMBER}'`);
});

// ---- its link ----

test('looking at a link does nothing, pressing its button signs in, once', async () => {
  const { server, first } = context;
  const link = linkIn(first);
  for (const method of ['GET', 'HEAD', 'GET']) {
    const { status, headers } = await ask(link, { method });
    assert.strictEqual(status, 200);
    assert.ok(!(headers['set-cookie'] || []).some((cookie) => /^(__Host-)?session=./.test(cookie)), 'a GET has signed in');
    assert.match(headers['cache-control'], /private|no-store/);
    // The address is a secret until it was used; with "no-referrer" the button would send no origin.
    assert.strictEqual(headers['referrer-policy'], 'same-origin');
  }
  const done = await press(server, link);
  assert.strictEqual(done.status, 303);
  const page = await ask(server.url + '/', { headers: { cookie: cookiesOf(done) } });
  assert.match(page.body.toString(), /Sign out/);
  assert.strictEqual((await press(server, link)).status, 410);
});

test('signing out ends the session, also for who kept the cookie', async () => {
  const { server } = context;
  const cookie = await server.signInAs('member');
  const page = await ask(server.url + '/', { headers: { cookie } });
  const form = page.body.toString().match(/<form method="post" action="\/sign-out">[\s\S]*?<\/form>/)[0];
  const headers = { ...FORM, origin: server.url, cookie };
  const out = await ask(server.url + '/sign-out', { method: 'POST', headers, body: new URLSearchParams(hiddenFields(form)).toString() });
  assert.strictEqual(out.status, 303);
  assert.doesNotMatch((await ask(server.url + '/', { headers: { cookie } })).body.toString(), /Sign out/);
});

test('a link does not work half an hour later', async () => {
  const { server } = context;
  const link = server.command('user', 'link', MEMBER).trim();
  assert.strictEqual((await ask(link)).status, 200);
  await server.advance(HALF_AN_HOUR + 1);
  assert.strictEqual((await ask(link)).status, 410);
  assert.strictEqual((await ask(link + 'x')).status, 410);
});

// ---- a server that says no ----

test('a mail that is refused for now is sent again later', async () => {
  const { server, sink } = context;
  await sink.stop();
  await sink.start('-r', 'RCPT');
  await askForLink(server, 'editor@example.org');
  const refused = await untilOutbox(server, ({ attempts, state }) => attempts === 1 && state === 'waiting');
  assert.match(refused.error, /^4\d\d/);
  await sink.stop();
  await sink.start();
  const before = sink.messages().length;
  await server.advance(61);
  const mails = await sink.untilThereAre(before + 1);
  assert.deepStrictEqual(mails.at(-1).to, [['', 'editor@example.org']]);
  assert.strictEqual((await untilOutbox(server, ({ state }) => state === 'sent')).attempts, 2);
});

test('a mail that is refused for good is not tried again, and the reason is kept', async () => {
  const { server, sink } = context;
  await sink.stop();
  await sink.start('-f', 'RCPT');
  await askForLink(server, 'secretariat@example.org');
  const { error, attempts, secret } = await untilOutbox(server, ({ state }) => state === 'failed');
  assert.match(error, /^5\d\d/);
  assert.strictEqual(attempts, 1);
  assert.ok(!/token/.test(secret), 'the secret is still there');
  assert.match(server.command('doctor'), /look +mail +1 mails? /);
});

async function before() {
  context.server = await startServer();
  context.server.sql('DELETE FROM outbox'); // the demo's editor was told of her tasks
  context.sink = await newSink();
}

async function after() {
  if (context.server) await context.server.stop();
  if (context.sink) context.sink.abandon();
}

run({ before, after });
