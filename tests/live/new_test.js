// SPDX-License-Identifier: AGPL-3.0-or-later
//
// new_test - an instance without anything in it, made with the commands of docs/admin/install.md.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { test, run } = require('./tap.js');
const { newServer, ask } = require('./server.js');

const context = {};
const PAGES = ['/', '/about', '/take-part', '/knowledge', '/advocate', '/members', '/year', '/events', '/newsletter',
  '/library', '/blog', '/figures', '/figures/members', '/search?q=word', '/feeds', '/new.atom', '/sitemap.xml',
  '/sign-in', '/data-handling', '/accessibility', '/fr', '/robots.txt'];

test('the doctor says what to do before there is a secretariat', () => {
  context.server.command('migrate');
  assert.throws(() => context.server.command('doctor'), (error) => {
    assert.equal(error.status, 1);
    assert.match(error.stdout, /ILL {3}secretariat .*baraza user grant EMAIL secretariat/);
    assert.match(error.stdout, /look {2}alliance .*\/desk\/settings/);
    return true;
  });
});

test('the first person is made by three commands', () => {
  context.server.command('user', 'add', 'eve@example.org', 'Eve Example');
  context.server.command('user', 'grant', 'eve@example.org', 'secretariat');
  context.link = context.server.command('user', 'link', 'eve@example.org').trim();
  assert.ok(context.link.startsWith(`${context.server.url}/sign-in/`));
  assert.match(context.server.command('doctor'), /well {2}secretariat {3}1 in office/);
});

test('every page of an empty site is there, without a demo', async () => {
  await context.server.start();
  for (const page of PAGES) {
    const answer = await ask(context.server.url + page);
    assert.equal(answer.status, 200, page);
    assert.ok(!/A demo: its clock/.test(answer.body), page);
  }
  assert.match(String((await ask(context.link)).body), /Hello Eve Example/);
});

// RFC 6238 once more, independent of ours: SHA-1, 30 seconds, six digits.
function codeOf(secret, seconds) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(' ', '')].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
  const digest = crypto.createHmac('sha1', key).update(counter).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1000000).padStart(6, '0');
}

test('the secretariat sets up a second factor before it reaches the desk', async () => {
  const { url } = context.server;
  const factor = '/desk/account/second-factor';
  const signed = await ask(context.link, { method: 'POST', headers: { origin: url } });
  assert.equal(signed.headers.location, factor);
  const headers = { cookie: signed.headers['set-cookie'][0].split(';')[0] };
  assert.equal((await ask(url + '/desk/people', { headers })).headers.location, factor);
  const send = async (path, fields) => {
    const page = String((await ask(url + factor, { headers })).body);
    const token = page.match(/name="token" value="([^"]*)"/)[1];
    return ask(url + path, { method: 'POST', body: new URLSearchParams({ ...fields, token }).toString(),
      headers: { ...headers, origin: url, 'content-type': 'application/x-www-form-urlencoded' } });
  };
  assert.equal((await send(`${factor}/begin`, {})).status, 303);
  const secret = String((await ask(url + factor, { headers })).body).match(/<code dir="ltr">([^<]*)</)[1];
  const shown = await send(factor, { code: codeOf(secret, Date.now() / 1000) });
  assert.equal(shown.status, 200);
  assert.equal(String(shown.body).match(/<li><code>/g).length, 10);
  assert.equal((await ask(url + '/desk/people', { headers })).status, 200);
});

test('the last of the secretariat is helped by a command', async () => {
  assert.throws(() => context.server.command('user', 'reset', 'nobody@example.org'));
  context.server.command('user', 'reset', 'eve@example.org');
  assert.throws(() => context.server.command('user', 'reset', 'eve@example.org'), (error) => {
    assert.match(error.stderr, /no second factor/);
    return true;
  });
});

test('what is written is readable by its owner only', () => {
  context.server.command('backup', 'copy');
  context.server.command('export', 'plain');
  for (const name of ['baraza.db', 'copy', 'plain'])
    assert.equal(fs.statSync(path.join(context.server.folder, name)).mode & 0o077, 0, name);
});

run({
  before: async () => {
    context.server = await newServer();
  },
  after: () => context.server.stop(),
});
