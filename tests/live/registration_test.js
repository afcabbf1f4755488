// SPDX-License-Identifier: AGPL-3.0-or-later
//
// registration_test - an event by mail, through a real mail server: who registers gets an invitation,
// the calendar's answer gives the seat back and takes it again, and a word does the same.
'use strict';

const assert = require('node:assert');
const { test, run } = require('./tap.js');
const { ask, hiddenFields, untilTrue, FORM } = require('./server.js');
const { startMailing, stopMailing, whyNot } = require('./postfix.js');

const context = {};
const MEMBER = 'member@example.org';
const EVENT = "(SELECT id FROM item WHERE slug = 'a-call' AND kind = 'event')";

const state = () => context.server.sql(`SELECT state FROM registration WHERE item_id = ${EVENT} AND person_id = (SELECT id FROM person WHERE email = '${MEMBER}')`);

const reply = (number, to, uid, status) => `From: Member <${MEMBER}>
To: ${to}
Subject: ${status}: A call
Message-ID: <reply-${number}@example.org>
Auto-Submitted: auto-generated
MIME-Version: 1.0
Content-Type: text/calendar; method=REPLY; charset=utf-8

BEGIN:VCALENDAR
PRODID:-//Example//Calendar//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
${uid}
ATTENDEE;CN=Member;PARTSTAT=${status}:mailto:${MEMBER}
END:VEVENT
END:VCALENDAR
`;

async function turn() {
  const { server, sink, postfix } = context;
  const cookie = await server.signInAs('member');
  const page = await ask(`${server.url}/events/a-call`, { headers: { cookie } });
  const answer = await ask(`${server.url}/events/a-call/register`, {
    method: 'POST',
    headers: { ...FORM, cookie, origin: server.url },
    body: new URLSearchParams(hiddenFields(page.body.toString())).toString(),
  });
  assert.strictEqual(answer.status, 303, answer.body.toString().slice(0, 2000));

  // Out: an invitation that calendars understand.
  const [first] = await sink.untilThereAre(1);
  assert.strictEqual(first.to[0][1], MEMBER);
  assert.deepStrictEqual(first.defects, []);
  assert.ok(first.types.includes('text/calendar'));
  const lines = first.calendar.replace(/\r?\n /g, '').split(/\r?\n/);
  assert.ok(lines.includes('METHOD:REQUEST'));
  const uid = lines.find((line) => line.startsWith('UID:'));
  const organizer = lines.find((line) => line.startsWith('ORGANIZER')).match(/mailto:(.*)$/)[1];
  assert.match(organizer, /^reply\+r[a-z2-7]+@alliance\.example$/);
  assert.ok(!first.calendar.includes('meet.example.org') && !first.text.includes('meet.example.org'));
  assert.match(first.text, /\/room\//);

  // In: the calendar declines, and gets its cancellation.
  postfix.send(MEMBER, organizer, reply(1, organizer, uid, 'DECLINED'));
  await untilTrue('the seat is given back', () => state() === 'left');
  const second = (await sink.untilThereAre(2))[1];
  assert.match(second.calendar, /METHOD:CANCEL/);
  assert.ok(second.calendar.includes(uid));

  // It accepts after all; the number of the invitation has grown.
  postfix.send(MEMBER, organizer, reply(2, organizer, uid, 'ACCEPTED'));
  await untilTrue('the seat is taken again', () => state() === 'in');
  const third = (await sink.untilThereAre(3))[2];
  const sequence = (mail) => Number(mail.calendar.match(/SEQUENCE:(\d+)/)[1]);
  assert.ok(sequence(third) > sequence(second) && sequence(second) > sequence(first));

  // A word does the same, above the old mail.
  const to = third.headers['reply-to'].match(/<([^>]+)>/)[1];
  postfix.send(MEMBER, to, `From: ${MEMBER}\nTo: ${to}\nSubject: Re: A call\nMessage-ID: <word@example.org>\n\nNon.\n\n> you are registered\n`);
  await untilTrue('a word is enough', () => state() === 'left');
}

const why = whyNot();
test(`an invitation is answered by mail${why ? ` # SKIP ${why}` : ''}`, why ? () => {} : turn);

async function before() {
  if (whyNot()) return;
  Object.assign(context, await startMailing((server) => {
    server.sql(`INSERT INTO item (kind, slug, status, audience, language, title, published_at, created_at, updated_at) VALUES ('event', 'a-call', 'published', 'public', 'en', 'A call', 1, 1, 1)`);
    server.sql(`INSERT INTO event (item_id, kind, starts, ends, zone, uid, changed_at) VALUES (${EVENT}, 'call', '2030-03-14T09:00', '2030-03-14T10:00', 'Africa/Nairobi', 'a-call@alliance.example', 1)`);
    server.sql(`INSERT INTO occurrence (item_id, starts_at, ends_at, day, timed) VALUES (${EVENT}, 1899698400, 1899702000, '2030-03-14', 1)`);
    server.sql(`INSERT INTO registration_terms (item_id, is_open, guests, approval, recording, seats, room) VALUES (${EVENT}, 1, 0, 0, 0, 5, 'https://meet.example.org/secret')`);
  }));
}

run({ before, after: () => stopMailing(context) });
