// SPDX-License-Identifier: AGPL-3.0-or-later
//
// browser - Debian's Chromium, told to speak to nobody but the server under test.
'use strict';

const { chromium } = require('playwright-core');

// Chromium refuses to be root in a sandbox; the pages are our own.
const FLAGS = [
  ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function launch(more = []) {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: [...FLAGS, ...more] });
}

// A session's cookie as sign-in gave it, "name=value", for a browser context.
function cookieFor(server, cookie) {
  const [name, ...value] = cookie.split(';')[0].split('=');
  return { name, value: value.join('='), url: server.url };
}

// A page in a context of its own, which ends with the browser.
async function openPage(browser, { cookie, ...options }) {
  const context = await browser.newContext(options);
  if (cookie) await context.addCookies([cookie]);
  return context.newPage();
}

// A context, and in it a page that is closed with it.
async function withPage(browser, { cookie, ...options }, body) {
  const context = await browser.newContext(options);
  try {
    if (cookie) await context.addCookies([cookie]);
    return await body(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

// It has been laid out and painted as it is now.
function settled(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

module.exports = { launch, cookieFor, openPage, withPage, settled };
