// SPDX-License-Identifier: AGPL-3.0-or-later
//
// talk - a million comments: the discussions of a group, one with a thousand comments, a comment's own
// page, the list of events, and how long it takes to begin a discussion in a group of ten thousand.
// Prints a table; with --write it goes into docs/performance.md.  With BARAZA_POSTGRES_FOLDER
// (script/postgres) on PostgreSQL, too, which gets the same alliance by export and import.
//
// ROWS (comments) may be set for a quick look.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const zlib = require('node:zlib');
const { newServer, ask, FORM } = require('../live/server.js');
const { newDatabase, KINDS } = require('../crash/alliance.js');
const { readForm } = require('../crash/load.js');
const { askHard, median, writeTable, ROUNDS, SECONDS_EACH } = require('./measure.js');

const ROWS = Number(process.env.ROWS || 1000000);
const PER_TALK = 50;
const MEMBERS = 10000;
const LIST_ROWS = 50; // of a page of the list
const COUNTED = 10000; // rows of a list; what is behind is found by searching (ITEM_COUNT_MOST)
const COPY_MS = 30 * 60 * 1000;
const AT_ONCE = os.cpus().length; // more would wait for a processor, not for an answer
const file = (name) => fs.readFileSync(path.join(__dirname, name));

const rows = [];
let kind; // of the database that is measured
const count = (number) => Math.round(number).toLocaleString('en');
const ms = (number) => `${number.toFixed(number < 10 ? 1 : 0)} ms`;

function row(what, measured, also, target) {
  rows.push(`| ${kind}, ${what} | ${measured} | ${also} | ${target} |`);
  console.error(`${kind}, ${what}: ${measured} (${also}; ${target})`);
}

function fill(database) {
  const give = (parameters, input) => execFileSync('sqlite3', ['-cmd', '.parameter init',
    ...Object.entries(parameters).flatMap(([name, value]) => ['-cmd', `.parameter set :${name} ${value}`]), database], { input });
  give({ n: MEMBERS }, file('people.sql'));
  give({ talks: Math.ceil(ROWS / PER_TALK) }, file('talk.sql'));
}

const pagesOf = (address, n, last) => Array.from({ length: n }, (_, i) => `${address}?page=${1 + Math.floor((i * last) / n)}`);

// The slowest of a hundred answers, as the median of some rounds; and the heaviest page as it travels.
async function say(server, cookie, what, paths) {
  const asked = { url: server.url, headers: { Cookie: cookie }, paths, connections: AT_ONCE };
  askHard(asked, 1);
  const all = Array.from({ length: ROUNDS }, () => askHard(asked));
  const of = (name) => median(all.map((each) => each[name]));
  let heaviest = 0;
  for (const address of paths.slice(0, 20)) {
    const { status, body } = await ask(server.url + address, { headers: { cookie } });
    if (status !== 200) throw new Error(`${address}: ${status}`);
    heaviest = Math.max(heaviest, zlib.brotliCompressSync(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } }).length);
  }
  row(`${what}, p99`, ms(of('p99')), `p50 ${ms(of('p50'))}, ${count(of('rate'))}/s; at most ${(heaviest / 1024).toFixed(1)} kB`, '≤ 50 ms, ≤ 14 kB');
}

async function begin(server, cookie, what) {
  const { url, fields } = await readForm(server, cookie, { page: '/groups/bench/new', form: /<form method="post" action="\/groups\/bench\/new"[\s\S]*?<\/form>/ });
  const body = new URLSearchParams({ ...fields, title: 'To all', body: 'Ten thousand read this.' }).toString();
  const began = performance.now();
  const answer = await ask(url, { method: 'POST', body, headers: { ...FORM, cookie, origin: server.url } });
  const took = performance.now() - began;
  if (answer.status !== 303) throw new Error(`beginning: ${answer.status}`);
  const mails = server.sql("SELECT count(*) FROM outbox WHERE template = 'discussion' AND argument LIKE '%' || (SELECT max(item_id) FROM discussion) || '%'");
  const entries = server.sql("SELECT count(*) FROM digest_entry WHERE kind = 'discussion' AND item_id = (SELECT max(item_id) FROM discussion)");
  row(what, ms(took), `${count(Number(mails))} mails queued, ${count(Number(entries))} gathered`, '≤ 1,000 ms');
}

// A SQLite alliance with all of the talk.
async function fillSqlite() {
  const server = await newServer();
  server.demo();
  console.error(`filling a database with ${count(ROWS)} comments`);
  fill(server.database);
  server.sql("INSERT INTO comment (item_id, person_id, status, body, created_at) SELECT min(item.id), person.id, 'shown', 'Before', 1 FROM item, person WHERE item.kind = 'post' AND person.email = 'member@example.org' GROUP BY person.id");
  return server;
}

async function copyToPostgres(origin) {
  const server = await newServer(newDatabase('PostgreSQL'));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baraza-talk-'));
  origin.patience = server.patience = COPY_MS;
  const began = performance.now();
  origin.command('export', path.join(folder, 'all'));
  server.command('import', path.join(folder, 'all'));
  console.error(`copied in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  fs.rmSync(folder, { recursive: true });
  server.sql('ANALYZE');
  return server;
}

async function measure(server) {
  await server.start();
  const cookie = await server.signInAs('member');
  const talks = ROWS / PER_TALK;
  const comments = server.sql('SELECT id FROM comment ORDER BY id DESC LIMIT 100').split('\n').map((id) => `/comments/${id}`);
  const list = '/groups/bench/discussions';
  const last = Math.floor(Math.min(talks, COUNTED) / LIST_ROWS);
  await say(server, cookie, 'discussions of a group, the first 100 pages', pagesOf(list, 50, Math.min(last, 100)));
  await say(server, cookie, 'discussions of a group, the last pages that are linked', Array.from({ length: 5 }, (_, i) => `${list}?page=${Math.max(1, last - i)}`));
  await say(server, cookie, 'a discussion of 1,000 comments', pagesOf('/discussions/talk-1', 20, 20));
  await say(server, cookie, "a comment's own page", comments);
  await say(server, cookie, 'the list of events', ['/events']);
  server.sql('UPDATE person SET pace = 0');
  await begin(server, cookie, `a discussion begun in a group of ${count(MEMBERS)}`);
  server.sql('UPDATE person SET pace = 1 WHERE id % 2 = 0');
  await begin(server, cookie, 'likewise, half of whom want one mail a day');
  await server.stop();
}

async function main() {
  const origin = await fillSqlite();
  const servers = [['SQLite', origin]];
  if (KINDS.includes('PostgreSQL')) servers.push(['PostgreSQL', await copyToPostgres(origin)]);
  for (const [name, server] of servers) {
    kind = name;
    await measure(server);
  }
  const text = `\n| ${count(ROWS)} comments | measured | also | target |\n| --- | ---: | ---: | ---: |\n${rows.join('\n')}\n\n` +
    `${os.cpus().length} × ${os.cpus()[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}; ${ROUNDS} rounds of ${SECONDS_EACH} s each, ` +
    `${AT_ONCE} who ask at once, wrk on the same machine; load ${os.loadavg()[0].toFixed(1)} when it ended.\n\n`;
  console.log(text);
  if (process.argv.includes('--write')) writeTable('talk', text);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
