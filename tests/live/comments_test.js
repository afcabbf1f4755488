// SPDX-License-Identifier: AGPL-3.0-or-later
//
// comments_test - a conversation below a text, by page and by mail, through a real mail server: a
// comment on the page goes out as a mail, its answer comes in and is the next comment, which goes
// out to the other.
'use strict';

const assert = require('node:assert');
const { test, run } = require('./tap.js');
const { ask, hiddenFields, untilTrue, FORM } = require('./server.js');
const { startMailing, stopMailing, whyNot } = require('./postfix.js');

const context = {};
const EDITOR = 'editor@example.org';
const MEMBER = 'member@example.org';

async function post(cookie, address, fields) {
  const { server, item } = context;
  const page = await ask(server.url + item.path, { headers: { cookie } });
  const form = page.body.toString();
  const token = { ...hiddenFields(form), ...fields };
  const answer = await ask(server.url + address, {
    method: 'POST',
    headers: { ...FORM, cookie, origin: server.url },
    body: new URLSearchParams(token).toString(),
  });
  assert.strictEqual(answer.status, 303, answer.body.toString().slice(0, 500));
}

const page = async () => (await ask(context.server.url + context.item.path)).body.toString();

function conversation() {
  const why = whyNot();
  if (why) return test(`a conversation by page and by mail # SKIP ${why}`, () => {});
  return test('a conversation by page and by mail', turn);
}

async function turn() {
  const { server, sink, postfix, item } = context;
  server.sql(`UPDATE person SET pace = 0 WHERE email = '${MEMBER}'`); // each mail at once
  const editor = await server.signInAs('editor');
  await post(editor, `/items/${item.id}/comments`, { body: 'What do you say?', follow: '1' });
  const member = await server.signInAs('member');
  await post(member, `/items/${item.id}/follow`, { follow: '1' });
  await post(editor, `/items/${item.id}/comments`, { body: 'I ask once more.' });

  // Out: to the member, who follows, and not to the editor, who wrote it.
  const [first] = (await sink.untilThereAre(1)).filter((mail) => mail.to[0][1] === MEMBER);
  assert.ok(first, 'no mail to the member');
  assert.deepStrictEqual(first.defects, []);
  assert.match(first.text, /I ask once more\./);
  const replyTo = first.headers['reply-to'].match(/<([^>]+)>/)[1];
  assert.match(replyTo, /^reply\+c[a-z2-7]{45}@alliance\.example$/);
  assert.match(first.headers['list-id'], new RegExp(`^<item-${item.id}\\.comments\\.`));
  assert.match(first.headers['list-unsubscribe-post'], /One-Click/);

  // In: what a mail program makes of it, with the old mail below.
  const quoted = first.text.trim().split('\n').map((line) => `> ${line}`).join('\n');
  const reply = `From: Member <${MEMBER}>\nTo: ${replyTo}\nSubject: Re: ${first.headers.subject}\nMessage-ID: <answer-1@example.org>\nIn-Reply-To: ${first.headers['message-id']}\n\nI say yes.\n\nOn Mon, 2 Jan 2017 at 10:00, Alliance <baraza@alliance.example> wrote:\n${quoted}\n`;
  postfix.send(MEMBER, replyTo, reply);
  await untilTrue('it is a comment', () => server.sql("SELECT body || ' ' || status FROM comment ORDER BY id DESC LIMIT 1") === 'I say yes. shown');
  await untilTrue('it stands on the page', async () => (await page()).includes('I say yes.'));
  assert.ok(!(await page()).includes('wrote:'), 'the old mail was left in');

  // And out to the other, in the same conversation, with an address of its own.
  const second = (await sink.untilThereAre(2)).find((mail) => mail.to[0][1] === EDITOR);
  assert.ok(second, 'no mail to the editor');
  assert.match(second.text, /I say yes\./);
  assert.strictEqual(second.headers.references, first.headers.references);
  assert.notStrictEqual(second.headers['message-id'], first.headers['message-id']);
  assert.ok(!second.headers['reply-to'].includes(replyTo), 'somebody else has the same address');

  // One click ends it, as mail programs press it; opening the link does not.
  const end = first.headers['list-unsubscribe'].slice(1, -1);
  const wants = () => server.sql(`SELECT wants FROM follow JOIN person ON person.id = person_id WHERE email = '${MEMBER}' AND item_id = ${item.id}`);
  assert.strictEqual((await ask(end)).status, 200);
  assert.strictEqual(wants(), '1');
  assert.strictEqual((await ask(end, { method: 'POST', headers: FORM, body: 'List-Unsubscribe=One-Click' })).status, 200);
  assert.strictEqual(wants(), '0');
}

conversation();

async function before() {
  if (whyNot()) return;
  Object.assign(context, await startMailing((server) => {
    server.sql('DELETE FROM comment');
    const id = server.sql("SELECT min(id) FROM item WHERE status = 'published' AND kind = 'newsletter'");
    // The member was let through once, with another text.
    server.sql(`INSERT INTO comment (item_id, person_id, status, body, created_at) SELECT max(item.id), person.id, 'shown', 'Before', 1 FROM item, person WHERE item.kind = 'post' AND person.email = '${MEMBER}' GROUP BY person.id`);
    context.item = { id, path: `/newsletter/${server.sql(`SELECT slug FROM item WHERE id = ${id}`)}` };
  }));
}

run({ before, after: () => stopMailing(context) });
