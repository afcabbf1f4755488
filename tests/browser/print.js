// SPDX-License-Identifier: AGPL-3.0-or-later
//
// print - a page on paper: the content without what can only be clicked.
'use strict';

const assert = require('node:assert');
const { withPage } = require('./browser.js');

const ON_SCREEN_ONLY = 'nav:not([aria-label*="here" i]), form[role="search"], [type="submit"], .skip';

function testPage(test, { browser, server }, path) {
  test(`${path} prints its content, on A4 and Letter, without menus and buttons`, async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(server.url + path);
      await page.emulateMedia({ media: 'print' });
      assert.ok(await page.locator('main').isVisible(), 'main is not shown');
      for (const each of await page.locator(ON_SCREEN_ONLY).all())
        assert.ok(!(await each.isVisible()), `printed: ${await each.evaluate((e) => e.outerHTML.slice(0, 200))}`);
      for (const format of ['A4', 'Letter'])
        assert.ok((await page.pdf({ format })).length > 5000, `${format} is empty`);
    });
  });
}

module.exports = { testPage };
