// SPDX-License-Identifier: AGPL-3.0-or-later
//
// floor_test - the screen of an event's questions refreshes by itself, also as a kept page.
'use strict';

const assert = require('node:assert');
const { test, run } = require('../live/tap.js');
const { startServer, ask, untilTrue } = require('../live/server.js');

const SCREEN = '/events/symposium-4/questions/screen';
let server;

test('a made page, a kept one and one that has not changed say when to come again', async () => {
  const made = await ask(server.url + SCREEN);
  assert.equal(made.status, 200);
  assert.equal(made.headers.refresh, '15');
  let kept; // not by the next answer already, where the alliance changes meanwhile
  await untilTrue('the page is kept', async () => {
    kept = await ask(server.url + SCREEN);
    return kept.headers.etag !== undefined;
  });
  assert.equal(kept.headers.refresh, '15');
  const same = await ask(server.url + SCREEN, { headers: { 'If-None-Match': kept.headers.etag } });
  assert.equal(same.status, 304);
  assert.equal(same.headers.refresh, '15');
});

test('who stops it is left alone, and so is every other page', async () => {
  for (const path of [`${SCREEN}?still=1`, '/events/symposium-4/questions', '/events/demo-call/questions/screen', '/'])
    for (let i = 0; i < 2; i++) {
      const { status, headers } = await ask(server.url + path);
      assert.equal(status, 200, path);
      assert.equal(headers.refresh, undefined, path);
    }
});

run({
  before: async () => {
    server = await startServer();
  },
  after: () => server.stop(),
});
