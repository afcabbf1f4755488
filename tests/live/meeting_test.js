// SPDX-License-Identifier: AGPL-3.0-or-later
//
// meeting_test - an event in a room of a BigBlueButton server: one that checks each checksum and
// answers with what such a server once answered, that makes a recording and deletes it, that talks
// nonsense, falls silent, and is gone.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const { test, run } = require('./tap.js');
const { startServer, ask, cookiesOf, hiddenFields, untilTrue, FORM } = require('./server.js');

const SECRET = '639259d4-9dd8-4b25-bf01-95f9567eaf4b';
const NAME = `<b>Tom & "Ann"</b> عرب 🙂`;
const EVENT = "(SELECT id FROM item WHERE slug = 'a-meeting' AND kind = 'event')";
const context = { calls: [], silent: false, recordings: (room) => recordings(recording(room, 'published', PRESENTATION)) };

const PRESENTATION = '<format><type>presentation</type><url>https://bbb.example/playback/presentation/2.0/playback.html?meetingId=ff&amp;x=1</url><processingTime>7177</processingTime><length>58</length></format>';
const VIDEO = '<format><type>video</type><url>https://bbb.example/playback/video/ff/</url><processingTime>0</processingTime><length>57</length></format>';
const NONE = '<response><returncode>SUCCESS</returncode><recordings></recordings><messageKey>noRecordings</messageKey><message>There are no recordings for the meeting(s).</message></response>';
const recordings = (inside) => `<response><returncode>SUCCESS</returncode><recordings>${inside}</recordings></response>`;
const recording = (room, state, formats) => `<recording><recordID>ffbfc4cc24428694e8b53a4e144f414052431693-1530718721124</recordID><meetingID>${room}</meetingID><internalMeetingID>ffbfc4cc24428694e8b53a4e144f414052431693-1530718721124</internalMeetingID><name><![CDATA[A meeting]]></name><isBreakout>false</isBreakout><published>${state === 'published'}</published><state>${state}</state><startTime><![CDATA[1530718721124]]></startTime><endTime><![CDATA[1530718810456]]></endTime><participants><![CDATA[3]]></participants><metadata><meetingId>${room}</meetingId></metadata><playback>${formats}</playback></recording>`;

const ANSWERS = {
  getMeetings: '<response><returncode>SUCCESS</returncode><meetings/><messageKey>noMeetings</messageKey><message>no meetings were found on this server</message></response>',
  create: (query) => `<response><returncode>SUCCESS</returncode><meetingID>${query.get('meetingID')}</meetingID><internalMeetingID>640ab2bae07bedc4c163f679a746f7ab7fb5d1fa-1531155809613</internalMeetingID><parentMeetingID>bbb-none</parentMeetingID><attendeePW>ap</attendeePW><moderatorPW>mp</moderatorPW><createTime>1531155809613</createTime><voiceBridge>70757</voiceBridge><hasUserJoined>false</hasUserJoined><duration>0</duration><hasBeenForciblyEnded>false</hasBeenForciblyEnded><messageKey></messageKey><message></message></response>`,
  getRecordings: (query) => context.recordings(query.get('meetingID')),
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

const nowThere = () => Number(context.server.sql("SELECT CAST(strftime('%s', 'now') AS INTEGER) + coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'clock_offset'), 0)"));

// The event begins in ten minutes and lasts an hour, also after the job that reckons when events are.
function holdIt() {
  const starts = Math.floor(nowThere() / 60) * 60 + 600;
  const text = (moment) => new Date(moment * 1000).toISOString().slice(0, 16);
  context.server.sql(`UPDATE event SET starts = '${text(starts)}', ends = '${text(starts + 3600)}' WHERE item_id = ${EVENT};
    DELETE FROM occurrence WHERE item_id = ${EVENT};
    INSERT INTO occurrence (item_id, starts_at, ends_at, day, timed) VALUES (${EVENT}, ${starts}, ${starts + 3600}, '${text(starts).slice(0, 10)}', 1)`);
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
  assert.strictEqual((await send(`${path}/recordings`, context.sam, {}, path)).status, 303);
  assert.ok((await page()).includes('playback.html?meetingId=ff&amp;x=1'));
});

// ---- after the meeting ----

const meetingPath = () => `/desk/events/${context.server.sql(`SELECT ${EVENT}`)}/meeting`;
const page = async () => (await ask(context.server.url + meetingPath(), { headers: { cookie: context.sam } })).body.toString();
const tasks = (kind) => context.server.sql(`SELECT count(*) FROM task WHERE kind = 'recording.${kind}' AND state = 'open'`);

// The job's next run, in which the server answers so.
async function askedAgain(answer) {
  const { server } = context;
  const before = server.sql('SELECT looked_at FROM meeting');
  context.recordings = answer;
  server.sql('UPDATE meeting SET look_at = 0');
  await server.advance(360);
  await untilTrue('the server was asked', () => server.sql('SELECT looked_at FROM meeting') !== before, 30);
  return server.sql('SELECT look_failed FROM meeting');
}

test('a recording is fetched once the meeting is over, and is one task', async () => {
  const { server, calls } = context;
  server.sql("DELETE FROM meeting_recording; DELETE FROM task WHERE kind LIKE 'recording.%'; DELETE FROM outbox WHERE template = 'task.opened'");
  await server.advance(2 * 3600);
  calls.length = 0;
  assert.strictEqual(await askedAgain(() => NONE), '');
  assert.strictEqual(calls[0].call, 'getRecordings');
  assert.strictEqual(calls[0].query.get('state'), 'any');
  await askedAgain((room) => recordings(recording(room, 'processing', '')));
  assert.ok((await page()).includes('The server is still making it.'));
  assert.strictEqual(tasks('found'), '0');
  await askedAgain((room) => recordings(recording('another', 'published', VIDEO) + recording(room, 'published', PRESENTATION + VIDEO)));
  await askedAgain((room) => recordings(recording(room, 'published', PRESENTATION + VIDEO)));
  assert.strictEqual(tasks('found'), '1');
  const mails = Number(server.sql("SELECT count(*) FROM outbox WHERE template = 'task.opened' AND argument LIKE '%' || (SELECT max(id) FROM task WHERE kind = 'recording.found') || '%'"));
  const editors = Number(server.sql("SELECT count(DISTINCT person_id) FROM person_role WHERE role = 'editor'"));
  assert.strictEqual(mails, editors);
  const shown = await page();
  assert.ok(shown.includes('58 minutes') && shown.includes('57 minutes'), shown);
  const seen = await ask(`${server.url}/events/a-meeting`, { headers: { cookie: context.member } });
  assert.ok(!seen.body.toString().includes('bbb.example/playback'), 'nothing puts itself there');
});

test('nonsense, another secret, too much, and silence change nothing', async () => {
  const { server } = context;
  assert.strictEqual(await askedAgain(() => '<html>502 Bad Gateway</html>'), 'away');
  assert.strictEqual(await askedAgain(() => '<!DOCTYPE a [<!ENTITY b "c">]><response><returncode>SUCCESS</returncode></response>'), 'away');
  assert.strictEqual(await askedAgain(() => recordings(' '.repeat(2 * 1024 * 1024))), 'away');
  context.silent = true;
  assert.strictEqual(await askedAgain(() => NONE), 'away');
  context.silent = false;
  server.set('meeting_secret', 'another');
  assert.strictEqual(await askedAgain(() => NONE), 'secret');
  server.set('meeting_secret', SECRET);
  assert.ok((await page()).includes('does not know this secret'));
  assert.strictEqual(server.sql('SELECT state FROM meeting_recording'), 'published');
  assert.strictEqual(tasks('found'), '1');
});

test('a button puts it on the page, and what is deleted is told of', async () => {
  const { server } = context;
  const link = server.sql("SELECT id FROM meeting_playback WHERE type = 'video'");
  const path = `${meetingPath()}/recordings/${link}`;
  assert.strictEqual((await send(path, context.member, { act: 'put' }, '/events/a-meeting')).status, 403);
  assert.strictEqual((await send(path, context.sam, { act: 'put' }, meetingPath())).status, 303);
  assert.strictEqual(tasks('found'), '0');
  const event = async () => (await ask(`${server.url}/events/a-meeting`)).body.toString();
  assert.ok((await event()).includes('href="https://bbb.example/playback/video/ff/"'));
  await askedAgain((room) => recordings(recording(room, 'deleted', '')));
  assert.strictEqual(tasks('gone'), '1');
  assert.ok((await page()).includes('not shown any more'));
  assert.ok((await event()).includes('bbb.example/playback/video'), 'nobody has taken it off');
  assert.strictEqual((await send(path, context.sam, { act: 'off' }, meetingPath())).status, 303);
  assert.ok(!(await event()).includes('bbb.example/playback/video'));
  assert.strictEqual(tasks('gone'), '0');
  assert.ok(!fs.readFileSync(server.log, 'utf8').includes(SECRET), 'the secret is in no line of the log');
});

test('a server that is silent, or gone, is told of in time', async () => {
  const { server } = context;
  holdIt();
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
  server.sql(`INSERT INTO item (kind, slug, status, audience, language, title, published_at, created_at, updated_at) VALUES ('event', 'a-meeting', 'published', 'public', 'en', 'A meeting', 1, 1, 1)`);
  server.sql(`INSERT INTO event (item_id, kind, starts, ends, zone, uid, changed_at) VALUES (${EVENT}, 'call', '2030-03-14T09:00', '2030-03-14T10:00', 'UTC', 'a-meeting@alliance.example', 1)`);
  holdIt();
  server.sql(`INSERT INTO registration_terms (item_id, is_open, guests, approval, recording, seats, meeting) VALUES (${EVENT}, 1, 0, 0, 0, 0, 'recorded')`);
}

async function after() {
  context.meetings.closeAllConnections();
  context.meetings.close();
  await context.server.stop();
}

run({ before, after });
