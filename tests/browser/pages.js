// SPDX-License-Identifier: AGPL-3.0-or-later
//
// pages - which pages the browser tests look at.
//
// Visitors' pages come from sitemap.xml, the desk's and what is one's own by following their links.  Of public pages with one
// shape (/members/ke, /members/zm) the first three stand for all: they are one template.  In the desk
// the words of an address name the page, its numbers and its query a row: there one stands for all.
'use strict';

const { ask } = require('../live/server.js');

const EACH_SHAPE = 3;
const MAX_DESK_PAGES = 150;

// Pages that no sitemap names, and that people meet all the same.
const UNLISTED = [
  '/events/symposium-2/programme',
  '/events/symposium-2/programme/rooms',
  '/sessions/symposium-2-panel-planning-the-workforce',
  '/events/demo-call/questions',
  '/events/symposium-4/questions',
  '/sign-in',
  '/sign-in/password',
  '/join',
  '/directory?q=maria',
  '/directory/countries',
  '/organisations',
  '/search?q=workforce',
  '/search?q=maria',
  '/search?q=',
  '/figures/members',
  '/figures/members?by=level',
  '/figures/growth?per=month',
  '/no-such-page',
  '/campaigns',
  '/topics',
  '/library?topic=supporting',
  '/campaigns/week-2016/share',
  '/days/week-2016-evidence-that-fits-on-one-page-demo',
  '/blog',
  '/series/supervision-in-practice',
  '/drafts/a-letter-on-supervision-demo/3',
  '/drafts/a-letter-on-supervision-demo/record',
  '/drafts/a-letter-on-supervision-demo/wordings',
];

// Of the whole alliance: one that is open, one that is not.
const POLL = '/polls/demo-which-day-suits-you-for-the-monthly-call';
const WAITING_POLL = '/polls/demo-what-should-the-next-toolkit-be-about';

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

// A mail as a mail program shows it is in a sandbox where no script looks at it, not even axe-core.
const isMail = (path) => /^\/desk\/(outbox\/\d+\/html|newsletter\/\d+\/mail)(\?|$)/.test(path);

function linksIn(html) {
  const links = [...html.matchAll(/<a [^>]*href="(\/(?:desk|openid|account|profile|preferences|my-data|directory)\b[^"#]*)"/g)].map(([, path]) => path.replaceAll('&amp;', '&'));
  return links.filter((path) => !isMail(path));
}

function deskShapeOf(path) {
  return path.split('?')[0].replace(/\/\d+(?=\/|$)/g, '/#');
}

// Where another tool sends people: the page that asks them, and the one for signing out.
function listToolPages(server) {
  const query = new URLSearchParams({
    client_id: server.sql('SELECT client_id FROM openid_client WHERE is_demo = 1'),
    redirect_uri: server.sql('SELECT redirect_uris FROM openid_client WHERE is_demo = 1'),
    response_type: 'code', scope: 'openid profile email',
  });
  return [`/openid/agree?${query}`, '/openid/logout'];
}

// What hangs on one kind of text only: a text that stands for all may be of another.
function listRecordPages(server) {
  const id = (kind, slug) => server.sql(`SELECT id FROM item WHERE kind = '${kind}' AND slug = '${slug}'`);
  const work = id('work', 'para-professionals');
  const edition = id('edition', 'para-professionals-2');
  const list = id('list', 'planning-toolkit');
  const entry = server.sql('SELECT min(id) FROM curated_entry');
  const symposium = id('event', 'symposium-4');
  const call = id('event', 'demo-call');
  const meeting = id('event', 'demo-meeting');
  const week = id('campaign', 'week-2016');
  const day = server.sql("SELECT min(id) FROM item WHERE kind = 'day'");
  const post = id('post', 'review');
  const given = server.sql('SELECT min(item_id) FROM contribution');
  return [`library/${work}`, `library/${work}/new`, `library/${work}/related`, `library/${work}/lists`, `lists/${list}`, `entries/${entry}`, `editions/${edition}`, `editions/${edition}/delete`,
    `events/${symposium}/questions/registration`, `events/${symposium}/floor`, `events/${call}/survey`, `events/${call}/thanks`,
    `events/${meeting}/door`, `weeks/${week}`, `weeks/${week}/new`, `weeks/${id('campaign', 'week-2017')}/writers`, `days/${day}`,
    `days/${day}/delete`].map((path) => `/desk/${path}`)
    .concat([`/door/events/${meeting}`, `/door/events/${meeting}/list`, '/library/searches', '/campaigns/week-2017/write', '/posts', '/posts/new',
      '/contributions', '/contributions/new', `/contributions/${given}`, `/contributions/${given}/review`,
      `/posts/${post}`, `/posts/${post}/review`, '/polls', '/polls/new', POLL, WAITING_POLL,
      ...['edit', 'open', 'translations', 'translations/fr'].map((page) => `${WAITING_POLL}/${page}`)]);
}

// The desk as the person with @cookie sees it, without the shapes in @seen, which grows.
async function listDeskPages(server, cookie, seen) {
  const found = [];
  const met = new Set();
  const waiting = ['/desk', ...listToolPages(server), ...listRecordPages(server)];
  while (waiting.length > 0 && found.length < MAX_DESK_PAGES) {
    const path = waiting.shift();
    const shape = deskShapeOf(path);
    if (met.has(shape)) continue;
    const { status, headers, body } = await ask(server.url + path, { headers: { cookie } });
    if (status !== 200 || !/^text\/html/.test(headers['content-type'])) continue;
    met.add(shape);
    if (!seen.has(shape) || shape === '/desk') found.push(path);
    seen.add(shape);
    waiting.push(...linksIn(body.toString()));
  }
  return found;
}

module.exports = { listPublicPages, listDeskPages };
