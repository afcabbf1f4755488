// SPDX-License-Identifier: AGPL-3.0-or-later
//
// pages - which pages the browser tests look at.
//
// Visitors' pages come from sitemap.xml, the desk's by following its links.  Of pages with one
// shape (/members/ke, /members/zm) the first three stand for all: they are one template.
'use strict';

const { ask } = require('../live/server.js');

const EACH_SHAPE = 3;
const MAX_DESK_PAGES = 60;

// Pages that no sitemap names, and that people meet all the same.
const UNLISTED = ['/sign-in', '/search?q=workforce', '/search?q=', '/no-such-page'];

function shapeOf(path) {
  const segments = path.split('?')[0].split('/').slice(1);
  return segments.length < 2 ? path : [...segments.slice(0, -1).map((s) => s.replace(/^\d+$/, '#')), '*'].join('/');
}

function someOfEachShape(paths) {
  const seen = new Map();
  return paths.filter((path) => {
    const n = seen.get(shapeOf(path)) || 0;
    seen.set(shapeOf(path), n + 1);
    return n < EACH_SHAPE;
  });
}

async function listPublicPages(server) {
  const { status, body } = await ask(server.url + '/sitemap.xml');
  if (status !== 200) throw new Error(`/sitemap.xml answered ${status}`);
  const listed = [...body.toString().matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => new URL(url).pathname);
  const plain = listed.filter((path) => !/^\/(fr|ar)(\/|$)/.test(path));
  return someOfEachShape([...new Set([...plain, ...UNLISTED])]);
}

function linksIn(html) {
  return [...html.matchAll(/<a [^>]*href="(\/desk[^"#]*)"/g)].map(([, path]) => path.replaceAll('&amp;', '&'));
}

async function listDeskPages(server, cookie) {
  const seen = new Map();
  const found = [];
  const waiting = ['/desk'];
  while (waiting.length > 0 && found.length < MAX_DESK_PAGES) {
    const path = waiting.shift();
    const shape = shapeOf(path);
    if (found.includes(path) || (seen.get(shape) || 0) >= EACH_SHAPE) continue;
    const { status, headers, body } = await ask(server.url + path, { headers: { cookie } });
    if (status !== 200 || !/^text\/html/.test(headers['content-type'])) continue;
    seen.set(shape, (seen.get(shape) || 0) + 1);
    found.push(path);
    waiting.push(...linksIn(body.toString()));
  }
  return found;
}

module.exports = { listPublicPages, listDeskPages };
