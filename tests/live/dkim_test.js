// SPDX-License-Identifier: AGPL-3.0-or-later
//
// dkim_test - mails are signed so that two programs of others find nothing wrong.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { test, run } = require('./tap.js');
const { startServer, ask, hiddenFields, untilTrue, FORM } = require('./server.js');
const { newSink } = require('./sink.js');

const PORTRAIT = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(3000, 'portrait')]);
const SETTINGS = '/desk/settings/keys';
const context = {};

// Press the button of the form on @page that goes to @action.
async function pressForm(server, cookie, page, action) {
  const shown = (await ask(server.url + page, { headers: { cookie } })).body.toString();
  const form = shown.match(new RegExp(`<form[^>]*action="${action}">[\\s\\S]*?</form>`))[0];
  const headers = { ...FORM, origin: server.url, cookie };
  return ask(server.url + action, { method: 'POST', headers, body: new URLSearchParams(hiddenFields(form)).toString() });
}

// Make the keys where the secretariat does, and let them count as published.
async function makeKeys(server) {
  const cookie = await server.signInAs('secretariat');
  const done = await pressForm(server, cookie, SETTINGS, SETTINGS);
  assert.strictEqual(done.status, 303);
  server.sql('UPDATE mail_key SET seen_at = 1');
  const rows = server.sql("SELECT selector || ' ' || record FROM mail_key").split('\n');
  return Object.fromEntries(rows.map((row) => row.match(/^(\S+) (.*)$/)).map(([, selector, record]) => [`${selector}._domainkey.example.org`, record]));
}

function verify(program, script, file) {
  const input = JSON.stringify(context.records);
  return execFileSync(program, [path.join(__dirname, script), file], { input, encoding: 'utf8' }).trim().split('\n').sort();
}

// The demo has other mails that were waiting: the wanted one is known by what stands in it.
async function untilItCame(what, pattern) {
  const files = () => fs.readdirSync(context.sink.folder).map((name) => path.join(context.sink.folder, name));
  const isIt = (file) => pattern.test(fs.readFileSync(file, 'latin1'));
  await untilTrue(`${what} has come`, () => files().some(isIt));
  return files().find(isIt);
}

async function signedMail() {
  const { server } = context;
  const body = new URLSearchParams({ email: 'member@example.org' }).toString();
  await ask(server.url + '/sign-in', { method: 'POST', headers: { ...FORM, origin: server.url }, body });
  return untilItCame('the mail with the link', /\r?\n\r?\n[\s\S]*\/sign-in\/[\s\S]*\n$/);
}

// A picture that everybody may see of who wrote the demo's issue, past the program.
function addPortrait(server) {
  server.sql(`
INSERT INTO file (hash, type, size, created_at) VALUES ('portrait', 'image/jpeg', ${PORTRAIT.length}, 1);
INSERT INTO file_chunk (file_id, n, data) SELECT id, 0, x'${PORTRAIT.toString('hex')}' FROM file WHERE hash = 'portrait';
UPDATE person SET picture_id = (SELECT id FROM file WHERE hash = 'portrait'), shown_public = 3, shown_members = 3 WHERE email = 'editor@example.org';
UPDATE item SET author = 'Edna Editor', author_id = (SELECT id FROM person WHERE email = 'editor@example.org') WHERE kind = 'newsletter';`);
}

test('a mail is signed by both keys, and two programs of others find it good', async () => {
  context.file = await signedMail();
  assert.deepStrictEqual(verify('/usr/bin/python3', 'verify_dkim.py', context.file), ['ed25519-sha256 true', 'rsa-sha256 true']);
  // Debian 12's Mail::DKIM does not know Ed25519.
  assert.deepStrictEqual(verify('perl', 'verify_dkim.pl', context.file), ['ed25519-sha256 invalid', 'rsa-sha256 pass']);
});

test('one changed word is found by both', () => {
  const changed = path.join(context.server.folder, 'changed');
  fs.writeFileSync(changed, fs.readFileSync(context.file, 'latin1').replace('Hello', 'Jello'), 'latin1');
  assert.deepStrictEqual(verify('/usr/bin/python3', 'verify_dkim.py', changed), ['ed25519-sha256 false', 'rsa-sha256 false']);
  assert.deepStrictEqual(verify('perl', 'verify_dkim.pl', changed), ['ed25519-sha256 invalid', 'rsa-sha256 fail']);
});

test('an issue has its author\'s portrait inside, is signed as a whole, and reads without a fault', async () => {
  const { server, sink } = context;
  addPortrait(server);
  const item = server.sql("SELECT id FROM item WHERE kind = 'newsletter' ORDER BY id LIMIT 1");
  const cookie = await server.signInAs('editor');
  const done = await pressForm(server, cookie, `/desk/newsletter/${item}`, `/desk/newsletter/${item}/test`);
  assert.strictEqual(done.status, 303);
  const file = await untilItCame('the issue', /multipart\/related[\s\S]*--=_baraza--\s*$/);
  assert.deepStrictEqual(verify('/usr/bin/python3', 'verify_dkim.py', file), ['ed25519-sha256 true', 'rsa-sha256 true']);
  assert.deepStrictEqual(verify('perl', 'verify_dkim.pl', file), ['ed25519-sha256 invalid', 'rsa-sha256 pass']);
  const mail = sink.messages().find(({ types }) => types.includes('multipart/related'));
  assert.deepStrictEqual(mail.types, ['multipart/alternative', 'text/plain', 'multipart/related', 'text/html', 'image/jpeg']);
  assert.deepStrictEqual(mail.defects, []);
  assert.deepStrictEqual(mail.pictures, [{ id: '<portrait.portrait@baraza>', sha256: createHash('sha256').update(PORTRAIT).digest('hex') }]);
  assert.ok(mail.html.includes('<img src="cid:portrait.portrait@baraza" alt="" '), mail.html);
});

async function before() {
  context.sink = await newSink();
  await context.sink.start();
  context.server = await startServer();
  context.records = await makeKeys(context.server); // before the first mail: a sender that runs keeps what it began with
  context.server.set('smtp_url', context.sink.url);
}

async function after() {
  if (context.server) await context.server.stop();
  if (context.sink) context.sink.abandon();
}

run({ before, after });
