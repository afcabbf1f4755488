// SPDX-License-Identifier: AGPL-3.0-or-later
//
// screens - pictures of the demo's pages, light and dark, at 360 and 1280 px: docs/screens/.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { startServer } = require('../live/server.js');
const { launch, cookieFor, withPage } = require('./browser.js');

const FOLDER = path.join(__dirname, '../../docs/screens');
const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
];
const PAGES = [
  { name: 'home', path: '/' },
  { name: 'newsletter', path: '/newsletter/sparking-a-global-movement' },
  { name: 'about', path: '/about' },
  { name: 'search', path: '/search?q=workforce' },
  { name: 'home-ar', path: '/ar/' },
  { name: 'desk', path: '/desk', role: 'secretariat' },
];

async function take(browser, server, { name, path: address, role }, viewport, colorScheme) {
  const cookie = role && cookieFor(server, await server.signInAs(role));
  await withPage(browser, { cookie, viewport, colorScheme, reducedMotion: 'reduce' }, async (page) => {
    await page.goto(server.url + address, { waitUntil: 'networkidle' });
    const file = path.join(FOLDER, `${name}-${viewport.width}-${colorScheme}.png`);
    await page.screenshot({ path: file });
    console.log(path.relative(process.cwd(), file));
  });
}

async function main() {
  fs.mkdirSync(FOLDER, { recursive: true });
  const server = await startServer();
  const browser = await launch();
  try {
    for (const page of PAGES)
      for (const size of SIZES) for (const scheme of ['light', 'dark']) await take(browser, server, page, size, scheme);
  } finally {
    await browser.close();
    await server.stop();
  }
}

main();
