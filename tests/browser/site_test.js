// SPDX-License-Identifier: AGPL-3.0-or-later
//
// site_test - what a visitor of the demo alliance meets, in a real browser and in none.
// Takes long.
'use strict';

const { test, run } = require('../live/tap.js');
const { startServer } = require('../live/server.js');
const { launch } = require('./browser.js');
const { listPublicPages } = require('./pages.js');

const PRINTED = ['/', '/about', '/events/symposium-2/programme', '/ar/events/symposium-2/programme/rooms'];
const context = {};

async function before() {
  context.server = await startServer();
  context.browser = await launch();
  const pages = await listPublicPages(context.server);
  for (const path of pages) require('./accessible.js').testPage(test, context, path);
  for (const path of pages) require('./light.js').testPage(test, context, path);
  for (const path of PRINTED) require('./print.js').testPage(test, context, path);
  require('./plain.js').testSite(test, context);
  require('./print.js').testProgramme(test, context); // the last: it adds to the demo
}

async function after() {
  if (context.browser) await context.browser.close();
  if (context.server) await context.server.stop();
}

run({ before, after });
