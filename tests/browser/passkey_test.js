// SPDX-License-Identifier: AGPL-3.0-or-later
//
// passkey_test - a passkey in a real browser with a device that Chromium plays.
'use strict';

const assert = require('node:assert');
const { test, run } = require('../live/tap.js');
const { startServer } = require('../live/server.js');
const { launch, cookieFor, withPage } = require('./browser.js');

const context = {};

// A telephone that makes sure who its user is, unless told otherwise.
async function plugIn(page, isUserVerified = true) {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified },
  });
  return { client, authenticatorId };
}

async function addPasskey(page, name) {
  await page.goto(context.url + '/desk/account/passkeys');
  await page.fill('input[name=name]', name);
  await Promise.all([
    page.waitForResponse((r) => r.url().endsWith('/passkeys') && r.request().method() === 'GET'),
    page.click('form[data-passkey] button'),
  ]);
  await page.waitForSelector('.card');
}

test('a passkey is added, signs in, and is removed', () =>
  withPage(context.browser, { cookie: context.cookie }, async (page, browser) => {
    const faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) faults.push(message.text());
    });
    const { client, authenticatorId } = await plugIn(page);
    await addPasskey(page, 'My telephone');
    assert.match(await page.textContent('main'), /My telephone/);
    const { credentials } = await client.send('WebAuthn.getCredentials', { authenticatorId });
    assert.strictEqual(credentials.length, 1);
    assert.strictEqual(credentials[0].rpId, 'localhost');

    await browser.clearCookies();
    await page.goto(context.url + '/sign-in');
    await Promise.all([
      page.waitForURL((url) => url.pathname !== '/sign-in'),
      page.click('form[data-passkey] button'),
    ]);
    await page.goto(context.url + '/desk/account/passkeys');
    assert.match(await page.textContent('.card'), /last used on/);
    await page.click('.card button');
    await page.waitForLoadState('load');
    assert.match(await page.textContent('main'), /You have none/);
    assert.deepStrictEqual(faults, []);
  }));

test('a device without a passkey says so, and the mailed link stays', () =>
  withPage(context.browser, {}, async (page) => {
    await plugIn(page);
    await page.goto(context.url + '/sign-in');
    await page.click('form[data-passkey] button');
    await page.waitForSelector('form[data-passkey] [role=alert]:not([hidden])');
    assert.ok(await page.isVisible('input[name=email]'));
  }));

test('without scripts nothing is offered that would not work', () =>
  withPage(context.browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(context.url + '/sign-in');
    assert.ok(!(await page.isVisible('form[data-passkey]')));
    assert.ok(await page.isVisible('input[name=email]'));
  }));

run({
  before: async () => {
    context.server = await startServer(undefined, 'localhost');
    context.url = context.server.url;
    context.browser = await launch();
    context.cookie = cookieFor(context.server, await context.server.signInAs('member'));
  },
  after: async () => {
    if (context.browser) await context.browser.close();
    if (context.server) await context.server.stop();
  },
});
