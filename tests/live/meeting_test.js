// SPDX-License-Identifier: AGPL-3.0-or-later
//
// meeting_test - an event in a room of a BigBlueButton server: one that checks each checksum and
// answers with what such a server once answered, that falls silent, and that is gone.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');
const http = require('node:http');
const { test, run } = require('./tap.js');
const { startServer, ask, cookiesOf, hiddenFields, FORM } = require('./server.js');

const SECRET = '639259d4-9dd8-4b25-bf01-95f9567eaf4b';
const NAME = `<b>Tom & "Ann"</b> عرب 🙂`;
const EVENT = "(SELECT id FROM item WHERE slug = 'a-meeting' AND kind = 'event')";
const context = { calls: [], silent: false };

const ANSWERS = {
  getMeetings: '<response><returncode>SUCCESS</returncode><meetings/><messageKey>noMeetings</messageKey><message>no meetings were found on this server</message></response>',
  create: (query) => `<response><returncode>SUCCESS</returncode><meetingID>${query.get('meetingID')}</meetingID><internalMeetingID>640ab2bae07bedc4c163f679a746f7ab7fb5d1fa-1531155809613</internalMeetingID><parentMeetingID>bbb-none</parentMeetingID><attendeePW>ap</attendeePW><moderatorPW>mp</moderatorPW><createTime>1531155809613</createTime><voiceBridge>70757</voiceBridge><hasUserJoined>false</hasUserJoined><duration>0</duration><hasBeenForciblyEnded>false</hasBeenForciblyEnded><messageKey></messageKey><message></message></response>`,
  getRecordings: '<response><returncode>SUCCESS</returncode><recordings><recording><recordID>ffbfc4cc24428694e8b53a4e144f414052431693-1530718721124</recordID><meetingID>x</meetingID><name><![CDATA[A meeting]]></name><published>true</published><state>published</state><startTime>1530718721124</startTime><endTime>1530718810456</endTime><playback><format><type>presentation</type><url>https://bbb.example/playback/presentation/2.0/playback.html?meetingId=ff&amp;x=1</url><processingTime>7177</processingTime><length>0</length></format></playback></recording></recordings></response>',
  join: 'in the room',
};
const WRONG = '<response><returncode>FAILED</returncode><messageKey>checksumError</messageKey><message>Checksums do not match</message></response>';

// As the documentation says: over the call, its query without the checksum, and the secret.
function isSigned(call, query) {
  const [unsigned, checksum] = query.split(/&?checksum=/);
  return crypto.createHash('sha256').update(call + unsigned + SECRET).digest('hex') === checksum;
}

function serve(request, response) {
  if (context.silent) return;
  const [path, query] = request.url.split('?');
  const call = path.replace('/bigbluebutton/api/', '');
  context.calls.push({ call, query: new URLSearchParams(query) });
  const answer = !ANSWERS[call] || !isSigned(call, query) ? WRONG : ANSWERS[call];
  response.end(typeof answer === 'function' ? answer(new URLSearchParams(query)) : answer);
}

// Post to @path from the page @from; who has no session has the cookie of that page.
async function send(path, session, fields = {}, from = path) {
  const { server } = context;
  const page = await ask(server.url + from, { headers: { cookie: session } });
  const cookie = session || cookiesOf(page);
  return ask(server.url + path, {
    method: 'POST',
    headers: { ...FORM, cookie, origin: server.url },
    body: new URLSearchParams({ ...hiddenFields(page.body.toString()), ...fields }).toString(),
  });
}

const names = () => context.calls.map(({ call }) => call).join(' ');

test('a server is tried before it is kept', async () => {
  const { server, url } = context;
  context.sam = await server.signInAs('secretariat');
  const path = '/desk/settings/meetings';
  const wrong = await send(path, context.sam, { meeting_server: url, meeting_secret: 'no' });
  assert.strictEqual(wrong.status, 422);
  assert.strictEqual(server.sql("SELECT count(*) FROM setting WHERE name LIKE 'meeting%'"), '0');
  const right = await send(path, context.sam, { meeting_server: url, meeting_secret: SECRET });
  assert.strictEqual(right.status, 303, right.body.toString().slice(0, 2000));
  const page = await ask(server.url + path, { headers: { cookie: context.sam } });
  assert.ok(!page.body.toString().includes(SECRET));
});

test('a button leads into the room, a look does not', async () => {
  const { server, calls } = context;
  context.member = await server.signInAs('member');
  const registered = await send('/events/a-meeting/register', context.member, {}, '/events/a-meeting');
  assert.strictEqual(registered.status, 303);
  server.sql(`UPDATE person SET name = '${NAME}' WHERE email = 'member@example.org'`);
  const event = await ask(`${server.url}/events/a-meeting`, { headers: { cookie: context.member } });
  [context.room] = event.body.toString().match(/\/room\/[\w-]+/);
  calls.length = 0;
  const look = await ask(server.url + context.room);
  assert.strictEqual(look.status, 200);
  assert.ok(look.body.toString().includes('Go into the room'));
  assert.strictEqual(names(), '');

  const done = await send(context.room, '');
  assert.strictEqual(done.status, 200, done.body.toString().slice(0, 2000));
  const onward = done.headers.refresh.replace(/^0;url=/, '');
  const inside = await ask(onward);
  assert.strictEqual(inside.body.toString(), 'in the room');
  assert.strictEqual(names(), 'create join');
  const { query } = calls[1];
  assert.strictEqual(query.get('fullName'), NAME);
  assert.strictEqual(query.get('role'), 'VIEWER');
  assert.strictEqual(query.get('meetingID'), calls[0].query.get('meetingID'));
});

test('who leads is a moderator and finds recordings', async () => {
  const path = `/desk/events/${context.server.sql(`SELECT ${EVENT}`)}/meeting`;
  assert.match((await send(path, context.sam)).headers.refresh, /&role=MODERATOR&/);
  const list = await send(`${path}/recordings`, context.sam, {}, path);
  assert.ok(list.body.toString().includes('playback.html?meetingId=ff&amp;x=1'));
});

test('a server that is silent, or gone, is told of in time', async () => {
  const { server } = context;
  for (const break_it of [() => { context.silent = true; }, () => context.meetings.closeAllConnections() || context.meetings.close()]) {
    server.sql('DELETE FROM meeting');
    break_it();
    const began = Date.now();
    const answer = await send(context.room, '');
    assert.strictEqual(answer.status, 503);
    assert.ok(answer.body.toString().includes('The room cannot be reached.'));
    assert.ok(Date.now() - began < 9000, `${Date.now() - began} ms`);
    const again = Date.now();
    assert.strictEqual((await send(context.room, '')).status, 503);
    assert.ok(Date.now() - again < 2000, 'it is left alone for a moment');
  }
});

async function before() {
  context.meetings = http.createServer(serve);
  await new Promise((resolve) => context.meetings.listen(0, '127.0.0.1', resolve));
  context.url = `http://127.0.0.1:${context.meetings.address().port}/bigbluebutton/`;
  context.server = await startServer();
  const { server } = context;
  const now = Number(server.sql("SELECT CAST(strftime('%s', 'now') AS INTEGER) + coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'clock_offset'), 0)"));
  server.sql(`INSERT INTO item (kind, slug, status, audience, language, title, published_at, created_at, updated_at) VALUES ('event', 'a-meeting', 'published', 'public', 'en', 'A meeting', 1, 1, 1)`);
  server.sql(`INSERT INTO event (item_id, kind, starts, ends, zone, uid, changed_at) VALUES (${EVENT}, 'call', '2030-03-14T09:00', '2030-03-14T10:00', 'UTC', 'a-meeting@alliance.example', 1)`);
  server.sql(`INSERT INTO occurrence (item_id, starts_at, ends_at, day, timed) VALUES (${EVENT}, ${now + 600}, ${now + 4200}, '2030-03-14', 1)`);
  server.sql(`INSERT INTO registration_terms (item_id, is_open, guests, approval, recording, seats, meeting) VALUES (${EVENT}, 1, 0, 0, 0, 0, 'recorded')`);
}

async function after() {
  context.meetings.closeAllConnections();
  context.meetings.close();
  await context.server.stop();
}

run({ before, after });
