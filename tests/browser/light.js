// SPDX-License-Identifier: AGPL-3.0-or-later
//
// light - what a page weighs on the way to a weak phone.
'use strict';

const assert = require('node:assert');
const { ask } = require('../live/server.js');
const { withPage } = require('./browser.js');

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

async function weighUnasked(browser, server, path) {
  return withPage(browser, { viewport: { width: 360, height: 740 } }, async (page) => {
    const sizes = [];
    page.on('requestfinished', (request) => sizes.push(request.sizes()));
    await page.goto(server.url + path, { waitUntil: 'networkidle' });
    return (await Promise.all(sizes)).reduce((sum, each) => sum + each.responseBodySize, 0);
  });
}

// The address itself, or where it leads.
async function landing(server, path) {
  const { status, headers } = await ask(server.url + path);
  return status === 303 ? new URL(headers.location, server.url).pathname : path;
}

function testPage(test, context, path) {
  test(`${path} is at most 14 kB with its style sheet, 25 kB with all that loads`, async () => {
    const { browser, server } = context;
    const there = await landing(server, path);
    const parts = [server.url + there, ...(await styleSheetsOf(server, there))];
    const bytes = (await Promise.all(parts.map(weigh))).reduce((a, b) => a + b, 0);
    assert.ok(bytes <= MAX_PAGE, `${bytes} bytes with its style sheet`);
    const all = await weighUnasked(browser, server, there);
    assert.ok(all <= MAX_UNASKED, `${all} bytes with all that loads`);
  });
}

module.exports = { testPage };
