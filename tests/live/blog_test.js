// SPDX-License-Identifier: AGPL-3.0-or-later
//
// blog_test - the blog in programs that are not ours: a parser of feeds and a reader in a terminal
// take its feeds, and a post that is scheduled reaches them when its moment has come.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test, run } = require('./tap.js');
const { startServer, ask, untilTrue } = require('./server.js');

const DAY = 24 * 3600;
const SOON = 'a-question-for-the-new-year';
const context = {};

const body = async (where) => (await ask(context.server.url + where)).body.toString();

async function parsed(where) {
  const text = await body(where);
  return JSON.parse(execFileSync('/usr/bin/python3', [path.join(__dirname, 'read_feed.py')], { input: text, encoding: 'utf8' }));
}

// Titles that newsboat has of a feed, in a folder of its own.
function collected(address) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'newsboat-'));
  try {
    const at = (name) => path.join(folder, name);
    fs.writeFileSync(at('urls'), `${address}\n`);
    fs.writeFileSync(at('config'), '');
    execFileSync('newsboat', ['-q', '-u', at('urls'), '-c', at('cache'), '-C', at('config'), '-x', 'reload'],
      { env: { ...process.env, HOME: folder } });
    return execFileSync('sqlite3', [at('cache'), 'SELECT title FROM rss_item ORDER BY id'], { encoding: 'utf8' }).trim().split('\n');
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

test('a parser of feeds reads all of them', async () => {
  const [, handle] = (await body('/blog')).match(/\/blog\/by\/([^"/]+)"/);
  for (const where of ['/blog.atom', '/fr/blog.atom', `/blog/by/${handle}/feed.atom`, '/series/supervision-in-practice/feed.atom']) {
    const feed = await parsed(where);
    assert.strictEqual(feed.wrong, '', where);
    assert.strictEqual(feed.version, 'atom10');
    assert.ok(feed.entries.length > 0, where);
    for (const entry of feed.entries) {
      assert.match(entry.author, /./);
      assert.doesNotMatch(entry.content, /(?:href|src)="\//, entry.title);
      assert.strictEqual((await ask(entry.link)).status, 200, entry.link);
    }
  }
});

test('JSON Feed says the same', async () => {
  const feed = JSON.parse(await body('/feeds/blog.json'));
  const atom = await parsed('/blog.atom');
  assert.strictEqual(feed.version, 'https://jsonfeed.org/version/1.1');
  assert.deepStrictEqual(feed.items.map(({ id, title }) => [id, title]), atom.entries.map(({ id, title }) => [id, title]));
  for (const item of feed.items) {
    assert.ok(!Number.isNaN(Date.parse(item.date_published)));
    assert.ok(item.content_html.length > 0);
    assert.ok(item.authors[0].name.length > 0);
  }
});

test('a correction stands in the feed', async () => {
  const { entries } = await parsed('/blog.atom');
  const corrected = entries.find(({ link }) => link.endsWith('/a-meeting-that-is-not-about-forms'));
  assert.match(corrected.content, /It takes half an hour/);
});

test('a reader in a terminal gets what is scheduled when its moment has come', async () => {
  const address = `${context.server.url}/blog.atom`;
  const titles = collected(address);
  assert.ok(titles.length >= 3 && titles.every((title) => title !== ''));
  assert.ok(!titles.some((title) => title.startsWith('A question for the new year')));
  assert.strictEqual((await ask(`${context.server.url}/blog/${SOON}`)).status, 404);
  await context.server.advance(8 * DAY);
  await untilTrue('the post is there', async () => (await ask(`${context.server.url}/blog/${SOON}`)).status === 200);
  assert.ok(collected(address).some((title) => title.startsWith('A question for the new year')));
});

run({
  before: async () => (context.server = await startServer()),
  after: () => context.server.stop(),
});
