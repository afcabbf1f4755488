// SPDX-License-Identifier: AGPL-3.0-or-later
//
// accessible - every page, light and dark, narrow and wide, left-to-right and right-to-left: axe-core
// finds nothing, nothing has to be scrolled sideways, nobody else is asked, the policy is kept.
//
// Each question is asked where its answer can differ: of what is there, narrow and wide, once in each
// direction; of colours in the dark, wide, where no menu is folded; of the width, everywhere.
'use strict';

const fs = require('node:fs');
const { openPage, settled } = require('./browser.js');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8') + ';0'; // its value is not asked for
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 900 };

function describe(violation, where) {
  const nodes = violation.nodes.slice(0, 3).map((node) => `    ${node.html}\n      ${node.failureSummary}`);
  return `${where}: ${violation.id}: ${violation.help}\n${nodes.join('\n')}`;
}

// What axe-core asks of a page, and what of it can differ when only the scheme does.
const EVERYTHING = { rules: { 'target-size': { enabled: true } } };
const COLOURS = { runOnly: ['color-contrast', 'link-in-text-block'] };
const LOOKS = {
  ltr: [[NARROW, 'light', EVERYTHING], [WIDE, 'light', EVERYTHING], [WIDE, 'dark', COLOURS]],
  rtl: [[NARROW, 'light', EVERYTHING], [WIDE, 'light', null]],
};

async function findingsOf(page, rules, where) {
  const { violations } = await page.evaluate(
    (options) => globalThis.axe.run(document, { resultTypes: ['violations'], ...options }), rules);
  return violations.map((each) => describe(each, where));
}

// Chromium moves paints of a scheme along; colours are asked when they stand.
async function settle(page, size, colorScheme) {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await settled(page);
}

async function overflow(page, size) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return width > size.width ? [`${width} px wide at ${size.width} px`] : [];
}

// What a page does that it must not: requests elsewhere, violations of its own policy, errors.
function watch(page, server, wrong) {
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.url + '/'))
      wrong.push(`asks ${request.url()}`);
  });
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) wrong.push(message.text());
  });
}

// Who looks at many pages does it in one tab; to open one takes longer than to look.
async function tabOf(context, cookie) {
  const tabs = (context.tabs ||= new Map());
  const owner = cookie ? cookie.value : '';
  if (!tabs.has(owner)) {
    const tab = { wrong: [], page: await openPage(context.browser, { cookie, viewport: NARROW }) };
    watch(tab.page, context.server, tab.wrong);
    tabs.set(owner, tab);
  }
  const tab = tabs.get(owner);
  await tab.page.setViewportSize(NARROW);
  await tab.page.emulateMedia({ colorScheme: 'light' });
  tab.wrong.length = 0;
  return tab;
}

async function inspect(page, direction) {
  const wrong = [];
  for (const [size, scheme, rules] of LOOKS[direction]) {
    await settle(page, size, scheme);
    if (rules) wrong.push(...(await findingsOf(page, rules, `${scheme}, ${size.width} px`)));
    wrong.push(...(await overflow(page, size)));
  }
  return wrong;
}

async function look(context, path, { cookie, direction }) {
  const { page, wrong } = await tabOf(context, cookie);
  await page.goto(context.server.url + path, { waitUntil: 'load' });
  const dir = await page.evaluate(() => getComputedStyle(document.documentElement).direction);
  if (dir !== direction) wrong.push(`is ${dir}, not ${direction}`);
  const asLoaded = [...wrong]; // what axe itself does afterwards is not the page's
  await page.evaluate(AXE);
  asLoaded.push(...(await inspect(page, direction)));
  if (asLoaded.length > 0) throw new Error(`${asLoaded.length} findings\n${asLoaded.join('\n')}`);
}

// One test a page and direction.
function testPage(test, context, path, cookie, role) {
  const as = role ? ` (${role})` : '';
  test(`${path}${as} is accessible in light and dark at 320 and 1280 px`, () =>
    look(context, path, { cookie, direction: 'ltr' }));
  test(`/ar${path}${as} is accessible right to left at 320 and 1280 px`, () =>
    look(context, '/ar' + (path === '/' ? '/' : path), { cookie, direction: 'rtl' }));
}

module.exports = { testPage };
