// SPDX-License-Identifier: AGPL-3.0-or-later
//
// dkim_test - mails are signed so that two programs of others find nothing wrong.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test, run } = require('./tap.js');
const { startServer, ask, hiddenFields, untilTrue, FORM } = require('./server.js');
const { newSink } = require('./sink.js');

const SETTINGS = '/desk/settings/keys';
const context = {};

// Make the keys where the secretariat does, and let them count as published.
async function makeKeys(server) {
  const cookie = await server.signInAs('secretariat');
  const page = (await ask(server.url + SETTINGS, { headers: { cookie } })).body.toString();
  const form = page.match(new RegExp(`<form[^>]*action="${SETTINGS}">[\\s\\S]*?</form>`))[0];
  const headers = { ...FORM, origin: server.url, cookie };
  const done = await ask(server.url + SETTINGS, { method: 'POST', headers, body: new URLSearchParams(hiddenFields(form)).toString() });
  assert.strictEqual(done.status, 303);
  server.sql('UPDATE mail_key SET seen_at = 1');
  const rows = server.sql("SELECT selector || ' ' || record FROM mail_key").split('\n');
  return Object.fromEntries(rows.map((row) => row.match(/^(\S+) (.*)$/)).map(([, selector, record]) => [`${selector}._domainkey.example.org`, record]));
}

function verify(program, script, file) {
  const input = JSON.stringify(context.records);
  return execFileSync(program, [path.join(__dirname, script), file], { input, encoding: 'utf8' }).trim().split('\n').sort();
}

// The demo has other mails that were waiting: this one is known by its link.
async function signedMail() {
  const { server, sink } = context;
  const body = new URLSearchParams({ email: 'member@example.org' }).toString();
  await ask(server.url + '/sign-in', { method: 'POST', headers: { ...FORM, origin: server.url }, body });
  const files = () => fs.readdirSync(sink.folder).map((name) => path.join(sink.folder, name));
  const isIt = (file) => /\r?\n\r?\n[\s\S]*\/sign-in\/[\s\S]*\n$/.test(fs.readFileSync(file, 'latin1'));
  await untilTrue('the mail with the link has come', () => files().some(isIt));
  return files().find(isIt);
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
