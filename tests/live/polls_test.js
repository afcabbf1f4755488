// SPDX-License-Identifier: AGPL-3.0-or-later
//
// polls_test - a poll of a group and one of the whole alliance, by page and by mail, through a real
// mail server: the mail that it has begun is answered by numbers, the vote is confirmed in words, many
// votes at once are one, and at its end it is counted.  That of the alliance is translated before it
// opens, and its mail, the vote and what came out are French.
'use strict';

const assert = require('node:assert');
const { test, run } = require('./tap.js');
const { ask, hiddenFields, untilTrue, FORM } = require('./server.js');
const { startMailing, stopMailing, whyNot } = require('./postfix.js');

const context = {};
const EDITOR = 'editor@example.org';
const MEMBER = 'member@example.org';
const GROUP = '/groups/advocacy';

async function post(cookie, from, address, fields) {
  const { server } = context;
  const page = await ask(server.url + from, { headers: { cookie } });
  const body = new URLSearchParams({ ...hiddenFields(page.body.toString()), ...fields }).toString();
  const answer = await ask(server.url + address, {
    method: 'POST',
    headers: { ...FORM, cookie, origin: server.url },
    body,
  });
  assert.strictEqual(answer.status, 303, answer.body.toString().slice(0, 2000));
  return answer;
}

const vote = () => context.server.sql(`SELECT choice FROM poll_vote JOIN person ON person.id = person_id WHERE email = '${MEMBER}' AND item_id = (SELECT max(item_id) FROM poll)`);

async function turn() {
  const { server, sink, postfix } = context;
  server.sql(`UPDATE person SET pace = 0 WHERE email = '${MEMBER}'`); // each mail at once
  const editor = await server.signInAs('editor');
  const made = await post(editor, `${GROUP}/polls/new`, `${GROUP}/polls/new`, {
    title: 'Where do we meet?', options: 'Nairobi\nDelhi\nBogotá', kind: 'ranked',
    closes: '2199-01-01 12:00', zone: 'Africa/Nairobi', secret: '1',
  });
  const where = new URL(made.headers.location, server.url).pathname;

  // Out: to the member, not to who asked.
  const [first] = await sink.untilThereAre(1);
  assert.strictEqual(first.to[0][1], MEMBER);
  assert.deepStrictEqual(first.defects, []);
  assert.match(first.text, /2\) Delhi/);
  assert.match(first.headers['list-id'], /^<item-\d+\.polls\./);
  const replyTo = first.headers['reply-to'].match(/<([^>]+)>/)[1];
  assert.match(replyTo, /^reply\+p[a-z2-7]{45}@alliance\.example$/);

  // In: numbers above the old mail.
  const quoted = first.text.trim().split('\n').map((line) => `> ${line}`).join('\n');
  const send = (number, words) => postfix.send(MEMBER, replyTo, `From: Member <${MEMBER}>\nTo: ${replyTo}\nSubject: Re: Poll\nMessage-ID: <vote-${number}@example.org>\n\n${words}\n\nOn Mon, 2 Jan 2017 at 10:00, Alliance <baraza@alliance.example> wrote:\n${quoted}\n`);
  send(1, '2, 1');
  await untilTrue('it is a vote', () => vote() === '2,1');
  const second = (await sink.untilThereAre(2))[1];
  assert.match(second.text, /1\. Delhi\s+2\. Nairobi/);
  assert.strictEqual(server.sql("SELECT words || length(raw) FROM inbound ORDER BY id DESC LIMIT 1"), '0');
  await untilTrue('what was voted has left the outbox', () => server.sql("SELECT count(*) FROM outbox WHERE secret LIKE '%2,1%'") === '0');

  // What is no vote comes back and changes nothing.
  send(2, 'The one in Asia, please.');
  const third = (await sink.untilThereAre(3))[2];
  assert.match(third.text, /We did not understand your vote/);
  assert.match(third.text, /The one in Asia, please\./);
  assert.strictEqual(vote(), '2,1');

  // Many at once from one person are one vote.
  const member = await server.signInAs('member');
  const page = await ask(server.url + where, { headers: { cookie: member } });
  const fields = { ...hiddenFields(page.body.toString()), 'place-3': '1' };
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(server.url + where, {
    method: 'POST',
    headers: { ...FORM, cookie: member, origin: server.url },
    body: new URLSearchParams({ ...fields, 'place-1': String(2 + n) }).toString(),
  })));
  const counted = answers.filter((answer) => answer.status === 303).length;
  assert.ok(counted > 0, 'none of them was counted');
  assert.strictEqual(vote(), '3,1');
  assert.strictEqual(server.sql('SELECT count(*) FROM poll_vote WHERE item_id = (SELECT max(item_id) FROM poll)'), '1');

  // A process that is killed loses none of it, and the next one counts what became due meanwhile.
  await server.end('SIGKILL');
  server.sql("UPDATE poll SET closes_at = 1 WHERE item_id = (SELECT max(item_id) FROM poll)");
  await server.start();
  await untilTrue('it is counted', () => server.sql('SELECT count(closed_at) FROM poll WHERE item_id = (SELECT max(item_id) FROM poll)') === '1');
  assert.strictEqual(vote(), '');
  assert.match((await ask(server.url + where)).body.toString(), /1 of 2 voted/);
  await untilTrue('who asked gets the result', () => sink.messages().some((mail) => mail.to[0][1] === EDITOR && /Bogotá: 1/.test(mail.text)));
}

async function turnOfAll() {
  const { server, sink, postfix } = context;
  server.sql(`UPDATE person SET poll_mails = CASE WHEN email = '${MEMBER}' THEN 1 ELSE 0 END`);
  server.sql(`UPDATE person SET language = 'fr', zone = 'Africa/Dakar' WHERE email = '${MEMBER}'`);
  const mailAbout = async (subject) => {
    const about = (mail) => mail.to[0][1] === MEMBER && subject.test(mail.headers.subject);
    await untilTrue(`there is a mail ${subject}`, () => sink.messages().some(about));
    const found = sink.messages().filter(about);
    assert.strictEqual(found.length, 1);
    assert.deepStrictEqual(found[0].defects, []);
    return found[0];
  };
  const editor = await server.signInAs('editor');
  const made = await post(editor, '/polls/new', '/polls/new', {
    title: 'When do we call?', options: 'Tuesday\nThursday', kind: 'single',
    closes: '2199-01-01 12:00', zone: 'Africa/Nairobi', audience: 'members',
  });
  const opening = new URL(made.headers.location, server.url).pathname;
  const where = opening.replace(/\/open$/, '');

  // A draft is nobody's; it is translated, and then opened.
  const member = await server.signInAs('member');
  assert.strictEqual((await ask(server.url + where, { headers: { cookie: member } })).status, 404);
  await post(editor, `${where}/translations/fr`, `${where}/translations/fr`, { title: 'Quand nous appelons-nous ?', 'option-1': 'Mardi', 'option-2': 'Jeudi' });
  const before = await ask(server.url + opening, { headers: { cookie: editor } });
  assert.match(before.body.toString(), /1 member can vote and gets a mail/);
  await post(editor, opening, opening, { mails: '1' });

  const first = await mailAbout(/^Sondage : Quand nous appelons-nous/);
  assert.match(first.text, /2\) Jeudi/);
  assert.match(first.text, /1\) Tuesday · 2\) Thursday/);
  assert.match(first.text, /1 janvier 2199 à 09:00/); // in Dakar
  assert.match(first.headers['list-id'], /^<polls\./);
  assert.match(first.headers['list-unsubscribe-post'], /One-Click/);
  const replyTo = first.headers['reply-to'].match(/<([^>]+)>/)[1];
  postfix.send(MEMBER, replyTo, `From: Member <${MEMBER}>\nTo: ${replyTo}\nSubject: Re: Sondage\nMessage-ID: <jeudi@example.org>\n\n2\n\nMerci !\n`);
  await untilTrue('it is a vote', () => vote() === '2');
  const second = await mailAbout(/^Votre vote :/);
  assert.match(second.text, /Jeudi \(original : Thursday\)/);

  // At its end who voted reads in French what came out, once.
  server.sql('UPDATE poll SET closes_at = 1 WHERE item_id = (SELECT max(item_id) FROM poll)');
  const third = await mailAbout(/^Résultat :/);
  assert.match(third.text, /★ Jeudi: 1/);
  assert.match((await ask(server.url + `/fr${where}`, { headers: { cookie: member } })).body.toString(), /★ Jeudi/);
}

const why = whyNot();
test(`a poll by page and by mail${why ? ` # SKIP ${why}` : ''}`, why ? () => {} : turn);
test(`a poll of the whole alliance, in French${why ? ` # SKIP ${why}` : ''}`, why ? () => {} : turnOfAll);

async function before() {
  if (whyNot()) return;
  Object.assign(context, await startMailing((server) => {
    // The member and the editor are the group.
    const group = "(SELECT id FROM item WHERE kind = 'group' AND slug = 'advocacy')";
    server.sql(`DELETE FROM group_member WHERE group_id = ${group}`);
    server.sql(`INSERT INTO group_member (group_id, person_id, state, since) SELECT ${group}, id, 'in', 1 FROM person WHERE email IN ('${MEMBER}', '${EDITOR}')`);
  }));
}

run({ before, after: () => stopMailing(context) });
