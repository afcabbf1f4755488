// SPDX-License-Identifier: AGPL-3.0-or-later
//
// password_test - signing in with a password on the real server, and what is left of it afterwards.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { test, run } = require('./tap.js');
const { startServer, ask, cookiesOf, hiddenFields, FORM } = require('./server.js');

const MEMBER = 'member@example.org';
const GOOD = 'olive grove and 7 quiet goats';
const WRONG = 'kettle of seven loud moons';
const context = {};

async function post(url, cookie, fields) {
  const page = await ask(url, { headers: { cookie } });
  const form = page.body.toString().match(/<main[\s\S]*<\/main>/)[0];
  const body = new URLSearchParams({ ...hiddenFields(form), ...fields }).toString();
  return ask(url, { method: 'POST', headers: { ...FORM, origin: context.server.url, cookie }, body });
}

const signIn = (password, email = MEMBER) => post(context.server.url + '/sign-in/password', '', { email, password });

test('a member sets a password and signs in with it', async () => {
  const { server } = context;
  const cookie = await server.signInAs('member');
  const set = await post(server.url + '/desk/account/password', cookie, { old: '', new: GOOD, again: GOOD });
  assert.strictEqual(set.status, 303);
  const done = await signIn(GOOD);
  assert.strictEqual(done.status, 303);
  const page = await ask(server.url + '/', { headers: { cookie: cookiesOf(done) } });
  assert.match(page.body.toString(), /Sign out/);
});

test('a wrong password and an unknown address take about the same time', async () => {
  const best = {};
  for (let n = 0; n < 3; n++)
    for (const email of [MEMBER, `nobody${n}@example.org`]) {
      const began = process.hrtime.bigint();
      assert.strictEqual((await signIn(WRONG, email)).status, 422);
      const kind = email === MEMBER ? 'known' : 'unknown';
      best[kind] = Math.min(best[kind] || Infinity, Number(process.hrtime.bigint() - began) / 1e6);
    }
  assert.ok(best.known < 2 * best.unknown && best.unknown < 2 * best.known, JSON.stringify(best));
});

test('guessing is slowed down, and the answer says when to come back', async () => {
  let answer = await signIn(WRONG);
  for (let n = 0; n < 10 && answer.status === 422; n++) answer = await signIn(WRONG);
  assert.strictEqual(answer.status, 429);
  assert.ok(Number(answer.headers['retry-after']) > 0);
  assert.strictEqual((await signIn(GOOD)).status, 429);
});

test('neither the log nor the database has a password in it', () => {
  const { server } = context;
  const files = fs.readdirSync(server.folder).map((name) => path.join(server.folder, name)).filter((file) => fs.statSync(file).isFile());
  assert.ok(files.length >= 2);
  for (const file of files) {
    const bytes = fs.readFileSync(file);
    for (const secret of [GOOD, WRONG, encodeURIComponent(GOOD), GOOD.replaceAll(' ', '+')]) assert.ok(!bytes.includes(secret), `${file} has a password`);
  }
  assert.match(server.sql('SELECT password FROM credential'), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

async function before() {
  context.server = await startServer();
}

async function after() {
  if (context.server) await context.server.stop();
}

run({ before, after });
