// SPDX-License-Identifier: AGPL-3.0-or-later
//
// digest_test - what a member follows, in one mail in the morning, through a real mail server: it comes
// once, is answered text by text, and one word as the answer to the mail itself says how often it comes.
'use strict';

const assert = require('node:assert');
const { test, run } = require('./tap.js');
const { ask, hiddenFields, untilTrue, FORM } = require('./server.js');
const { startMailing, stopMailing, whyNot } = require('./postfix.js');

const context = {};
const MEMBER = 'member@example.org';
const DAY = 24 * 3600;

async function comment(words) {
  const { server, item } = context;
  const headers = { cookie: context.editor };
  const form = (await ask(server.url + item.path, { headers })).body.toString();
  const answer = await ask(`${server.url}/items/${item.id}/comments`, {
    method: 'POST',
    headers: { ...FORM, ...headers, origin: server.url },
    body: new URLSearchParams({ ...hiddenFields(form), body: words }).toString(),
  });
  assert.strictEqual(answer.status, 303, answer.body.toString().slice(0, 500));
}

const aMail = (to, id, words) => `From: Member <${MEMBER}>\nTo: ${to}\nSubject: Re: news\nMessage-ID: <${id}@example.org>\n\n${words}\n`;

function digest() {
  const why = whyNot();
  if (why) return test(`one mail in the morning # SKIP ${why}`, () => {});
  return test('one mail in the morning', turn);
}

async function turn() {
  const { server, sink, postfix } = context;
  context.editor = await server.signInAs('editor');
  await comment('The first thing.');
  await comment('The second thing.');
  assert.strictEqual(server.sql("SELECT count(*) FROM digest_entry WHERE mail_id IS NULL AND kind = 'comment'"), '2');
  await untilTrue('it is known when they are due', () => server.sql('SELECT count(*) FROM digest_entry WHERE due_at > 0') === '2');
  await server.advance(DAY);
  await untilTrue('the mail has gone', () => server.sql("SELECT state FROM outbox WHERE template = 'digest'") === 'sent');
  const mail = (await sink.untilThereAre(Number(server.sql("SELECT count(*) FROM outbox WHERE state = 'sent'")))).find((one) => one.to[0][1] === MEMBER && one.headers['list-id']);
  assert.ok(mail, 'no digest to the member');
  assert.deepStrictEqual(mail.defects, []);
  assert.match(mail.headers.subject, /^2 new for you: /);
  assert.match(mail.text, /The first thing\.[\s\S]*The second thing\./);
  assert.match(mail.headers['list-id'], /^<digest\./);
  assert.match(mail.headers['list-unsubscribe-post'], /One-Click/);
  assert.strictEqual(server.sql("SELECT count(*) FROM outbox WHERE template IN ('digest', 'comment')"), '1');

  // An answer to a text becomes a comment; one to the mail itself says how often it comes.
  const [answer] = mail.text.match(/reply\+c[a-z2-7]{45}@alliance\.example/);
  postfix.send(MEMBER, answer, aMail(answer, 'a-1', 'I agree with both.'));
  await untilTrue('it is a comment', () => server.sql('SELECT body FROM comment ORDER BY id DESC LIMIT 1') === 'I agree with both.');
  const replyTo = mail.headers['reply-to'].match(/<([^>]+)>/)[1];
  postfix.send(MEMBER, replyTo, aMail(replyTo, 'a-2', 'Une par semaine.'));
  await untilTrue('it comes once a week', () => server.sql(`SELECT pace FROM person WHERE email = '${MEMBER}'`) === '7');

  // One click of a mail program ends it; opening the link does not.
  const end = mail.headers['list-unsubscribe'].slice(1, -1);
  const comes = () => server.sql(`SELECT comment_mails FROM person WHERE email = '${MEMBER}'`);
  assert.strictEqual((await ask(end)).status, 200);
  assert.strictEqual(comes(), '1');
  assert.strictEqual((await ask(end, { method: 'POST', headers: FORM, body: 'List-Unsubscribe=One-Click' })).status, 200);
  assert.strictEqual(comes(), '0');
}

digest();

async function before() {
  if (whyNot()) return;
  Object.assign(context, await startMailing((server) => {
    server.sql('DELETE FROM digest_entry; DELETE FROM outbox; DELETE FROM comment');
    const id = server.sql("SELECT min(id) FROM item WHERE status = 'published' AND kind = 'newsletter'");
    server.sql(`INSERT INTO comment (item_id, person_id, status, body, created_at) SELECT max(item.id), person.id, 'shown', 'Before', 1 FROM item, person WHERE item.kind = 'post' AND person.email IN ('${MEMBER}', 'editor@example.org') GROUP BY person.id`);
    server.sql(`INSERT INTO follow (item_id, person_id, wants, since) SELECT ${id}, id, 1, 1 FROM person WHERE email = '${MEMBER}'`);
    context.item = { id, path: `/newsletter/${server.sql(`SELECT slug FROM item WHERE id = ${id}`)}` };
  }));
}

run({ before, after: () => stopMailing(context) });
