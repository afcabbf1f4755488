// SPDX-License-Identifier: AGPL-3.0-or-later
//
// new_test - an instance without anything in it, made with the commands of docs/admin/install.md.
'use strict';

const assert = require('node:assert');
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
