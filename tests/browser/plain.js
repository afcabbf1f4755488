// SPDX-License-Identifier: AGPL-3.0-or-later
//
// plain - the site without JavaScript, and without a browser to speak of.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const { cookieFor, withPage } = require('./browser.js');

const PLAIN = { javaScriptEnabled: false };

function lynx(url) {
  return execFileSync('lynx', ['-dump', '-nolist', '-width=80', '-display_charset=utf-8', url], { encoding: 'utf8' });
}

function testReading(test, { server }) {
  test('lynx reads on the home page how many, where, what is next and how to join', () => {
    const text = lynx(server.url + '/');
    for (const fact of ['1,104', '88', '2017', 'Sign in', 'Join'])
      assert.ok(text.includes(fact), `"${fact}" is not in\n${text}`);
  });
  test('lynx reads the founding newsletter with its figures and where one is', () => {
    const text = lynx(server.url + '/newsletter');
    assert.match(text, /You are here/i);
    assert.match(text, /2016|2017/);
  });
}

function testVisitor(test, { browser, server }) {
  test('without JavaScript a visitor asks for a sign-in link', () =>
    withPage(browser, PLAIN, async (page) => {
      await page.goto(server.url + '/sign-in');
      await page.locator('main input[type="email"]').fill('nobody@example.org');
      await page.locator('main form button').first().click();
      assert.match(await page.locator('main').innerText(), /mail/i);
    }));
  test('without JavaScript a member signs in by the link, goes to the desk and signs out', () =>
    withPage(browser, PLAIN, async (page) => {
      await page.goto(server.linkFor('member'));
      await page.locator('main form button').first().click();
      await page.locator('header a[href="/desk"]').click();
      assert.strictEqual(new URL(page.url()).pathname, '/desk');
      await page.locator('header form[action="/sign-out"] button').click();
      assert.strictEqual(await page.locator('header a[href="/sign-in"]').count(), 1);
    }));
  test('without JavaScript a visitor searches', () =>
    withPage(browser, PLAIN, async (page) => {
      await page.goto(server.url + '/search');
      await page.locator('main input[name="q"]').fill('workforce');
      await page.locator('main input[name="q"]').press('Enter');
      assert.match(page.url(), /q=workforce/);
      assert.ok((await page.locator('main a').count()) > 1, 'nothing is found');
    }));
  test('without JavaScript a visitor changes the language and stays on the page', () =>
    withPage(browser, PLAIN, async (page) => {
      await page.goto(server.url + '/about');
      await page.locator('a[hreflang="fr"]').first().click();
      assert.strictEqual(new URL(page.url()).pathname, '/fr/about');
      assert.strictEqual(await page.locator('html').getAttribute('lang'), 'fr');
    }));
}

function testEditor(test, { browser, server }) {
  test('without JavaScript an editor writes a page, looks at it and saves it', async () => {
    const cookie = cookieFor(server, await server.signInAs('editor'));
    await withPage(browser, { ...PLAIN, cookie }, async (page) => {
      await page.goto(server.url + '/desk/pages/new');
      await page.locator('[name="title"]').fill('Written without a script');
      await page.locator('[name="body"]').fill('Plain *words*.');
      await page.locator('button[name="preview"]').click();
      assert.ok(await page.locator('em', { hasText: 'words' }).isVisible());
      await page.locator('button[name="save"]').click();
      assert.match(await page.locator('main').innerText(), /Written without a script/);
    });
  });
}

function testKeyboard(test, { browser, server }) {
  test('the first press of Tab offers to skip the menu, and what has the focus shows it', () =>
    withPage(browser, PLAIN, async (page) => {
      await page.goto(server.url + '/about');
      await page.keyboard.press('Tab');
      const box = await page.locator('.skip:focus').boundingBox();
      assert.ok(box && box.x >= 0 && box.y >= 0 && box.width > 20, 'the link cannot be seen');
      await page.keyboard.press('Enter');
      assert.strictEqual(new URL(page.url()).hash, '#main');
      for (const where of ['.mark', '.top nav a', 'main a', '.foot a']) {
        await page.locator(where).first().focus();
        await page.keyboard.press('Shift+Tab');
        await page.keyboard.press('Tab');
        const width = await page.locator(':focus').evaluate((element) => parseFloat(getComputedStyle(element).outlineWidth));
        assert.ok(width >= 2, `${where} does not show that it has the focus`);
      }
    }));
  test('on a narrow screen the menu opens without JavaScript', () =>
    withPage(browser, { ...PLAIN, viewport: { width: 320, height: 640 } }, async (page) => {
      await page.goto(server.url + '/');
      const link = page.locator('.top nav a[href="/members"]');
      assert.ok(!(await link.isVisible()), 'it is open from the beginning');
      await page.locator('.menu summary').click();
      assert.ok(await link.isVisible(), 'it did not open');
    }));
}

function testSite(test, context) {
  testKeyboard(test, context);
  testReading(test, context);
  testVisitor(test, context);
  testEditor(test, context);
}

module.exports = { testSite };
