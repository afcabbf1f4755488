// SPDX-License-Identifier: AGPL-3.0-or-later
//
// screens - pictures of the demo's pages, in docs/screens/.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { startServer } = require('../live/server.js');
const { launch, cookieFor, withPage } = require('./browser.js');

const FOLDER = path.join(__dirname, '../../docs/screens');
const WIDE = { width: 1280, height: 720 };
const PHONE = { width: 360, height: 740 };
const PICTURES = [
  { name: 'home', path: '/', viewport: WIDE, colorScheme: 'light' },
  { name: 'home-phone-dark', path: '/', viewport: PHONE, colorScheme: 'dark' },
  { name: 'home-arabic', path: '/ar', viewport: WIDE, colorScheme: 'light' },
  { name: 'desk', path: '/desk', role: 'editor', viewport: WIDE, colorScheme: 'light' },
  { name: 'directory-map', path: '/directory/countries', role: 'member', viewport: WIDE, colorScheme: 'light' },
  { name: 'you-phone', path: '/account', role: 'member', viewport: PHONE, colorScheme: 'light' },
  { name: 'newsletter', path: '/newsletter/2016-year-end', viewport: WIDE, colorScheme: 'light' },
];

async function take(browser, server, { name, path: address, role, ...look }) {
  const cookie = role && cookieFor(server, await server.signInAs(role));
  await withPage(browser, { ...look, cookie, reducedMotion: 'reduce' }, async (page) => {
    const answer = await page.goto(server.url + address, { waitUntil: 'networkidle' });
    if (!answer.ok()) throw new Error(`${address} answered ${answer.status()}`);
    const file = path.join(FOLDER, `${name}.png`);
    await page.screenshot({ path: file });
    console.log(path.relative(process.cwd(), file));
  });
}

async function main() {
  fs.mkdirSync(FOLDER, { recursive: true });
  const server = await startServer();
  const browser = await launch();
  try {
    for (const picture of PICTURES) await take(browser, server, picture);
  } finally {
    await browser.close();
    await server.stop();
  }
}

main();
