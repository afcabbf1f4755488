// SPDX-License-Identifier: AGPL-3.0-or-later
//
// desk_test - the desk and what is one's own, in a real browser, as each role sees them.
// Takes long.
'use strict';

const assert = require('node:assert');
const { test, run } = require('../live/tap.js');
const { startServer, untilTrue } = require('../live/server.js');
const { postMany, COMMENTS, PAGES } = require('../crash/load.js');
const { List } = require('../live/list.js');
const { launch, cookieFor } = require('./browser.js');
const { listDeskPages } = require('./pages.js');

// Those that must have been looked at: a link that nobody finds is a page that nobody finds.
const DESK = [
  '/desk', '/desk/pages', '/desk/pages/new', '/desk/pages/#', '/desk/pages/#/revisions', '/desk/pages/#/translations',
  '/desk/pages/#/translations/fr', '/desk/pages/#/delete', '/desk/comments', '/desk/people', '/desk/people/#',
  '/desk/import', '/desk/import/#', '/desk/import/#/columns', '/desk/duplicates', '/desk/duplicates/#/#',
  '/desk/segments', '/desk/newsletter', '/desk/newsletter/#', '/desk/newsletter/#/send', '/desk/inbound',
  '/desk/outbox', '/desk/outbox/#', '/desk/jobs', '/desk/audit', '/desk/settings', '/desk/settings/mark', '/desk/settings/keys',
  '/desk/settings/pillars', '/desk/settings/supporters/entry', '/desk/settings/addresses', '/desk/account', '/desk/account/password',
  '/desk/account/second-factor', '/desk/account/passkeys',
  '/desk/accessions', '/desk/accessions/#', '/desk/accessions/#/doubles', '/desk/library/#', '/desk/library/#/new', '/desk/editions/#', '/desk/editions/#/delete', '/desk/events/#/questions/registration',
  '/desk/events/#/questions/registration/new', '/desk/events/#/survey', '/desk/events/#/thanks', '/desk/questions/#', '/desk/topics', '/desk/topics/new', '/desk/topics/#', '/desk/topics/#/merge', '/desk/weeks/#', '/desk/weeks/#/new', '/desk/weeks/#/writers', '/desk/days/#', '/desk/days/#/delete',
  '/library/searches', '/campaigns/week-2017/write', '/posts', '/posts/new', '/posts/#/review', '/contributions', '/contributions/new', '/contributions/#', '/contributions/#/review',
  '/account', '/profile', '/profile/preview', '/directory', '/preferences', '/openid/tools', '/my-data', '/my-data/copy',
  '/my-data/leave', '/my-data/erase', '/my-data/consents',
];
const context = {};

// What waits in a busy desk: a first comment, a text for review, a list that was checked.
async function fillDesk() {
  const { server } = context;
  const member = await server.signInAs('member');
  await postMany(server, member, COMMENTS, { prefix: 'A comment', count: 1, onAnswer() {} });
  await postMany(server, await server.signInAs('editor'), PAGES, { prefix: 'A draft', count: 1, onAnswer() {} });
  const list = new List(server, await server.signInAs('secretariat'));
  const long = `${'an-address-that-does-not-break-'.repeat(2)}1@example.org`;
  await list.send(Buffer.from(`Name,E-mail,Country\nAna,${long},Atlantis\n,none,Kenya\nNew,member@example.org,KE\n`), 'list.csv');
  server.sql("INSERT INTO saved_search (person_id, query, looked_at, created_at) SELECT id, 'q=trees&topic=supporting', 0, 0 FROM person WHERE email LIKE 'secretariat@%'");
  await list.match({ mode: 'overwrite' });
  await list.until('checked');
  await untilTrue('the table of publications is checked', () => server.sql('SELECT state FROM accession') === 'checked', 60);
}

// Who sees more comes first; of the others only what is theirs alone, and where they begin.
async function before() {
  const server = (context.server = await startServer());
  context.browser = await launch();
  const seen = new Set();
  await fillDesk();
  for (const role of ['secretariat', 'editor', 'member']) {
    const cookie = await server.signInAs(role);
    for (const path of await listDeskPages(server, cookie, seen))
      require('./accessible.js').testPage(test, context, path, cookieFor(server, cookie), role);
  }
  const missing = DESK.filter((shape) => !seen.has(shape));
  test('the desk has all its pages', () => assert.deepStrictEqual(missing, []));
}

async function after() {
  if (context.browser) await context.browser.close();
  if (context.server) await context.server.stop();
}

run({ before, after });
