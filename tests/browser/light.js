// SPDX-License-Identifier: AGPL-3.0-or-later
//
// light - what a page weighs on the way to a weak phone.
'use strict';

const assert = require('node:assert');
const { ask } = require('../live/server.js');
const { openPage, settled } = require('./browser.js');

const MAX_PAGE = 14 * 1000; // bytes, brotli: HTML and its style sheets
const MAX_UNASKED = 25 * 1000; // bytes: all that loads without a wish

const BROWSER = { headers: { 'accept-encoding': 'gzip, deflate, br' } };

// The bytes of one answer as it travels: what many ask for as brotli, the rest at least as gzip.
async function weigh(url) {
  const { status, headers, body } = await ask(url, BROWSER);
  const expected = status === 200 ? /^br$/ : /^(br|gzip)$/;
  assert.match(headers['content-encoding'] || 'plain', expected, `${url} (${status}) is not sent compressed`);
  return body.length;
}

async function styleSheetsOf(server, path) {
  const { body } = await ask(server.url + path);
  return [...body.toString().matchAll(/<link[^>]*rel="stylesheet"[^>]*>/g)].map(
    ([tag]) => new URL(tag.match(/href="([^"]*)"/)[1], server.url).href);
}

// One tab looks at all pages, each time as if it had never been here.
async function scalesOf(context) {
  if (context.scales) return context.scales;
  const page = await openPage(context.browser, { viewport: { width: 360, height: 740 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scales = (context.scales = { page, waiting: 0, sizes: [] });
  page.on('request', () => scales.waiting++);
  page.on('requestfailed', () => scales.waiting--);
  page.on('requestfinished', (request) => {
    scales.waiting--;
    scales.sizes.push(request.sizes());
  });
  return scales;
}

// Pictures that are in sight are asked for when the page has been laid out.
async function weighUnasked(context, path) {
  const scales = await scalesOf(context);
  scales.sizes.length = 0;
  await scales.page.goto(context.server.url + path, { waitUntil: 'load' });
  do await settled(scales.page);
  while (scales.waiting > 0);
  return (await Promise.all(scales.sizes)).reduce((sum, each) => sum + each.responseBodySize, 0);
}

// The address itself, or where it leads.
async function landing(server, path) {
  const { status, headers } = await ask(server.url + path);
  return status === 303 ? new URL(headers.location, server.url).pathname : path;
}

function testPage(test, context, path) {
  test(`${path} is at most 14 kB with its style sheet, 25 kB with all that loads`, async () => {
    const { server } = context;
    const there = await landing(server, path);
    const parts = [server.url + there, ...(await styleSheetsOf(server, there))];
    const bytes = (await Promise.all(parts.map(weigh))).reduce((a, b) => a + b, 0);
    assert.ok(bytes <= MAX_PAGE, `${bytes} bytes with its style sheet`);
    const all = await weighUnasked(context, there);
    assert.ok(all <= MAX_UNASKED, `${all} bytes with all that loads`);
  });
}

module.exports = { testPage };
