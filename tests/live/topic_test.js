// SPDX-License-Identifier: AGPL-3.0-or-later
//
// topic_test - a discussion of a group by mail alone, through a real mail server: a mail to the group's
// address begins it and goes out to who is in the group, the answer comes in as a comment and goes out
// to who began it.  Nobody opens a page.
'use strict';

const assert = require('node:assert');
const { test, run } = require('./tap.js');
const { pause, untilTrue } = require('./server.js');
const { startMailing, stopMailing, whyNot } = require('./postfix.js');

const context = {};
const GROUP = 'supervision';
const EDITOR = 'editor@example.org';
const MEMBER = 'member@example.org';
const OUTSIDER = 'translator@example.org';
const OUR_SERVER = 'mx.alliance.example'; // that says who proved to be its sender

const why = whyNot();

function send(from, to, id, subject, words, verdict = 'pass') {
  context.postfix.send(from, to, `Authentication-Results: ${OUR_SERVER}; dmarc=${verdict}\nFrom: Somebody <${from}>\nTo: ${to}\nSubject: ${subject}\nMessage-ID: <${id}@example.org>\n\n${words}\n`);
}

const discussions = () => context.server.sql("SELECT title || ': ' || body || ' (' || status || ')' FROM item WHERE kind = 'discussion' AND title LIKE 'Who supervises%'");

// The one mail to @address whose text has @words.
async function mailTo(address, words) {
  const { server, sink } = context;
  let found = [];
  await untilTrue(`a mail to ${address}`, async () => {
    const sent = Number(server.sql("SELECT count(*) FROM outbox WHERE state = 'sent'"));
    found = (await sink.untilThereAre(sent)).filter((mail) => mail.to[0][1] === address && mail.text.includes(words));
    return found.length > 0;
  }, 20);
  assert.strictEqual(found.length, 1);
  assert.deepStrictEqual(found[0].defects, []);
  return found[0];
}

async function turn() {
  const { server } = context;
  const to = `${GROUP}@alliance.example`;
  send(MEMBER, to, 'topic-1', 'Who supervises the supervisors?', 'How do you do it?');
  await untilTrue('it is a discussion', () => discussions() === 'Who supervises the supervisors?: How do you do it? (published)');

  const first = await mailTo(EDITOR, 'How do you do it?');
  assert.match(first.headers.subject, /Who supervises the supervisors\?/);
  assert.match(first.headers.from, /<baraza@alliance\.example>/); // and not the member's, which we may not sign
  const replyTo = first.headers['reply-to'].match(/<([^>]+)>/)[1];
  send(EDITOR, replyTo, 'topic-2', `Re: ${first.headers.subject}`, 'We meet each month.\n\n> How do you do it?');
  await untilTrue('it is a comment', () => server.sql('SELECT body FROM comment ORDER BY id DESC LIMIT 1') === 'We meet each month.');

  const second = await mailTo(MEMBER, 'We meet each month.');
  assert.strictEqual(second.headers.references, first.headers.references);
  assert.ok(!second.text.includes('> How'), 'the old mail was left in');
}

async function others() {
  const { server } = context;
  const before = server.sql('SELECT count(*) FROM item');
  send(OUTSIDER, `${GROUP}@alliance.example`, 'topic-3', 'Let me in', 'I am in no group.');
  await untilTrue('it is refused', () => server.sql("SELECT count(*) FROM inbound WHERE state = 'refused'") === '1');
  send(MEMBER, `${GROUP}@alliance.example`, 'topic-4', 'Forged', 'I am somebody else.', 'fail');
  await untilTrue('it is held', () => server.sql("SELECT count(*) FROM inbound WHERE state = 'held'") === '1');
  await pause(500);
  assert.strictEqual(server.sql('SELECT count(*) FROM item'), before);
}

for (const [sentence, body] of [
  ['a discussion begins and is answered by mail alone', turn],
  ['who is not in the group, or may be forged, begins none', others],
]) test(why ? `${sentence} # SKIP ${why}` : sentence, why ? () => {} : body);

async function before() {
  if (why) return;
  Object.assign(context, await startMailing((server) => {
    server.sql('DELETE FROM digest_entry; DELETE FROM outbox; DELETE FROM inbound; DELETE FROM comment');
    server.set('authserv_id', OUR_SERVER);
    server.sql(`UPDATE person SET pace = 0 WHERE email IN ('${EDITOR}', '${MEMBER}')`); // each mail at once
    const group = server.sql(`SELECT id FROM item WHERE kind = 'group' AND slug = '${GROUP}'`);
    server.sql(`DELETE FROM group_member WHERE group_id = ${group}`);
    server.sql(`INSERT INTO group_member (group_id, person_id, state, since) SELECT ${group}, id, 'in', 1 FROM person WHERE email IN ('${EDITOR}', '${MEMBER}')`);
    // Both were let through once, with another text.
    server.sql(`INSERT INTO comment (item_id, person_id, status, body, created_at) SELECT max(item.id), person.id, 'shown', 'Before', 1 FROM item, person WHERE item.kind = 'post' AND person.email IN ('${EDITOR}', '${MEMBER}') GROUP BY person.id`);
  }));
}

run({ before, after: () => stopMailing(context) });
