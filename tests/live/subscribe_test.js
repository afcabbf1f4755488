// SPDX-License-Identifier: AGPL-3.0-or-later
//
// subscribe_test - the newsletter is subscribed from a mailing list of another program: the link to
// confirm and an issue reach the list's readers through a real mail server, and one click ends it.
'use strict';

const assert = require('node:assert');
const { test, run } = require('./tap.js');
const { ask, newServer, FORM } = require('./server.js');
const { readForm } = require('../crash/load.js');
const { Postfix, whyNot: whyNoPostfix } = require('./postfix.js');
const { ListManager, whyNot: whyNoList } = require('./list_manager.js');
const { sendIssue } = require('./issue.js');
const { untilIs } = require('./relay.js');
const { newSink } = require('./sink.js');

const READERS = ['rosa@readers.example', 'tom@readers.example'];
const context = {};
const why = whyNoPostfix() || whyNoList();

async function press(page, form, typed = {}) {
  const { url, fields } = await readForm(context.server, '', { page, form });
  const body = new URLSearchParams({ ...fields, ...typed }).toString();
  return ask(url, { method: 'POST', headers: { ...FORM, origin: context.server.url }, body });
}

// What each reader of the list got, once @count mails are there for each: by the reader's address.
async function delivered(count) {
  const mails = await context.sink.untilThereAre(count * READERS.length);
  assert.strictEqual(mails.length, count * READERS.length);
  for (const mail of mails) assert.deepStrictEqual(mail.defects, []);
  return mails;
}

const wants = () => context.server.sql(`SELECT given FROM consent JOIN person ON person.id = person_id WHERE email = '${context.list.address}' ORDER BY consent.id DESC LIMIT 1`);

async function subscribe() {
  const { server, list } = context;
  const answer = await press('/subscribe', /<form class="prose"[\s\S]*?<\/form>/, { email: list.address, purposes: 'newsletter' });
  assert.ok(answer.status < 400, answer.body.toString().slice(0, 500));
  const [mail] = await delivered(1);
  assert.ok(mail.headers.subject.startsWith('[friends] '), 'it did not come through the list');
  const link = mail.text.match(/http:\S+\/subscribe\/\S+/)[0];
  assert.strictEqual(server.sql(`SELECT count(*) FROM person WHERE email = '${list.address}'`), '0');
  const done = await press(new URL(link).pathname, /<form method="post" action="\/subscribe\/[\s\S]*?<\/form>/);
  assert.ok(done.status < 400, done.body.toString().slice(0, 500));
  assert.strictEqual(wants(), '1');
}

async function receive() {
  const { server, list } = context;
  server.sql('DELETE FROM outbox');
  sendIssue(server, 'status=subscriber');
  const outbox = () => server.sql(`SELECT count(*) FROM outbox WHERE mailing_id IS NOT NULL AND address = '${list.address}' AND state = 'sent'`);
  await untilIs('the issue sent', () => outbox() === '1');
  const mails = (await delivered(2)).slice(READERS.length);
  const title = server.sql("SELECT title FROM item WHERE kind = 'newsletter' ORDER BY id LIMIT 1");
  for (const mail of mails) {
    assert.ok(mail.headers.subject.endsWith(title), mail.headers.subject);
    assert.deepStrictEqual(mail.types, ['multipart/alternative', 'text/plain', 'multipart/related', 'text/html', 'image/png']);
    assert.ok(mail.longest_line <= 998);
  }
  context.issue = mails[0];
}

async function end() {
  const { issue } = context;
  const url = issue.headers['list-unsubscribe'].match(/<(http[^>]+)>/)[1];
  assert.strictEqual((await ask(url)).status, 200);
  assert.strictEqual(wants(), '1', 'a look at the page ended it');
  const answer = await ask(url, { method: 'POST', headers: FORM, body: 'List-Unsubscribe=One-Click' });
  assert.strictEqual(answer.status, 200);
  assert.strictEqual(wants(), '0');
}

for (const [sentence, turn] of [
  ['a mailing list subscribes, and its readers get the link to confirm', subscribe],
  ['an issue reaches the readers of the list as it was sent', receive],
  ['one click of a reader of the list ends it, a look does not', end],
]) test(why ? `${sentence} # SKIP ${why}` : sentence, why ? () => {} : turn);

async function before() {
  if (why) return;
  const server = (context.server = await newServer());
  server.demo();
  context.sink = await newSink();
  await context.sink.start();
  context.postfix = new Postfix();
  await context.postfix.start('', '/nowhere', context.sink.port);
  context.list = new ListManager('friends', READERS);
  context.list.join(context.postfix);
  // Only the list's mails are looked at: everybody else's are gone before.
  server.sql('DELETE FROM outbox');
  server.sql("DELETE FROM consent WHERE purpose = 'newsletter'");
  for (const [name, value] of [['smtp_url', `smtp://127.0.0.1:${context.postfix.port}`], ['mail_from', 'baraza@alliance.example']]) server.set(name, value);
  await server.start();
}

async function after() {
  if (context.server) await context.server.stop();
  if (context.postfix) context.postfix.stop();
  if (context.list) context.list.stop();
  if (context.sink) context.sink.abandon();
}

run({ before, after });
