// SPDX-License-Identifier: AGPL-3.0-or-later
//
// library - the library's list with many works, each with a file that has been read, signed in, so that no
// page is kept: as it is, with two choices, with words, and with a word that is spelt wrong; the first time,
// which asks the index, and again.  And the page after a work was changed.  With BARAZA_POSTGRES_FOLDER
// (script/postgres) on PostgreSQL, too.  --write puts the table into docs/performance.md.
'use strict';

const { execFileSync } = require('node:child_process');
const os = require('node:os');
const fs = require('node:fs');
const { ask, newServer, pause, FORM } = require('../live/server.js');
const { newDatabase, KINDS } = require('../crash/alliance.js');
const { readForm } = require('../crash/load.js');
const { askHard, writeTable, SECONDS_EACH } = require('./measure.js');

const WORKS = Number(process.env.WORKS || 5000);
const FILE_PAGES = 7; // of each work's file
const PAGE_WORDS = 420; // of each page, some 2,900 bytes
const N_TEXTS = 1000; // different pages
const N_WORDS = 20000; // different words
const WORDS_MS = 10 * 60 * 1000;
const REINDEX_MS = 30 * 60 * 1000;
const CHANGES = 9; // of works, one after the other
const rows = [];

// Works of two editions each, of all kinds, languages, years, places; one word stands in a tenth.
const fillSql = `
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${WORKS})
  INSERT INTO item (kind, slug, status, audience, language, title, summary, pillar, published_at, listed_at, created_at, updated_at)
  SELECT 'work', 'bench-' || i, 'published', 'public', 'en', 'A guide to planning the workforce, number ' || i,
         'What a ministry asks when it counts who works where' || CASE WHEN i % 10 = 0 THEN ' under supervision.' ELSE '.' END,
         (SELECT slug FROM pillar ORDER BY slug LIMIT 1), 1400000000 + i, 1400000000 + i, 1450000000, 1450000000
    FROM n;
  INSERT INTO library_work (item_id, type, licence, rights, doi, places, changed_at)
  SELECT id, CASE id % 4 WHEN 0 THEN 'guide' WHEN 1 THEN 'law' WHEN 2 THEN 'report' ELSE 'tool' END, '', '', '',
         CASE id % 3 WHEN 0 THEN 'KE,UG' WHEN 1 THEN 'global' ELSE 'FR' END, 1450000000
    FROM item WHERE slug LIKE 'bench-%';
  INSERT INTO library_author (item_id, position, name, identifier)
  SELECT id, 1, 'An invented author', '' FROM item WHERE slug LIKE 'bench-%';
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
  INSERT INTO topic (slug, name) SELECT 'bench-topic-' || i, 'Bench topic ' || i FROM n;
  INSERT INTO item_topic (item_id, topic_id)
  SELECT item.id, topic.id FROM item JOIN topic ON topic.slug = 'bench-topic-' || CAST(item.id % 40 + 1 AS TEXT)
   WHERE item.kind = 'work' AND item.slug LIKE 'bench-%';
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2)
  INSERT INTO item (kind, slug, status, audience, language, title, parent_id, actual_on, published_at, created_at, updated_at)
  SELECT 'edition', work.slug || '-e' || i, 'published', 'public', CASE i WHEN 1 THEN 'en' ELSE 'fr' END, work.title, work.id,
         CAST(1980 + work.id % 37 AS TEXT), 1450000000, 1450000000, 1450000000
    FROM n, item work WHERE work.slug LIKE 'bench-%' AND work.kind = 'work';
  INSERT INTO library_edition (item_id, number, state, out_at)
  SELECT id, CAST(substr(slug, length(slug)) AS INTEGER), 'published', 1450000000 FROM item WHERE kind = 'edition' AND slug LIKE 'bench-%';`;

// Pages of invented words, the n-th of which is as frequent as in a language: a "supervision" in one page of
// fifty, a "workforce" in each.
function makeTexts() {
  let seed = 42;
  const chance = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const syllables = ['ba', 'ko', 'mi', 'ra', 'tu', 'le', 'no', 'sha', 'ndo', 'we', 'pi', 'gu'];
  const word = (n) => [1, 12, 144, 1728].map((each) => syllables[Math.floor(n / each) % 12]).join('');
  const pick = () => word(Math.floor(N_WORDS ** chance()));
  return Array.from({ length: N_TEXTS }, (unused, i) =>
    `workforce ${i % 50 === 0 ? 'supervision ' : ''}${Array.from({ length: PAGE_WORDS }, pick).join(' ')}`);
}

const filesSql = `
  INSERT INTO file (hash, type, size, created_at)
  SELECT slug, 'application/pdf', 1000, 1450000000 FROM item WHERE kind = 'edition' AND slug LIKE 'bench-%-e1';
  INSERT INTO item_file (item_id, file_id, name)
  SELECT item.id, file.id, 'bench.pdf' FROM file JOIN item ON item.slug = file.hash WHERE item.kind = 'edition';
  INSERT INTO document (file_id, state, format, n_all, n, size, asked_at, read_at, learnt)
  SELECT id, 'done', 'pdf', ${FILE_PAGES}, ${FILE_PAGES}, 20000, 1450000000, 1450000000, 1 FROM file WHERE hash LIKE 'bench-%';
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${FILE_PAGES})
  INSERT INTO document_page (id, file_id, n, size, text)
  SELECT file.id * 16384 + n.i, file.id, n.i, length(bench_text.text), bench_text.text
    FROM file CROSS JOIN n JOIN bench_text ON bench_text.n = (file.id * ${FILE_PAGES} + n.i) % ${N_TEXTS}
   WHERE file.hash LIKE 'bench-%' ORDER BY file.id, n.i;`;

const indexSql = {
  SQLite: 'INSERT INTO search_page (rowid, words) SELECT id, text FROM document_page WHERE text LIKE \'workforce %\';',
  PostgreSQL: `ALTER TABLE bench_text ADD COLUMN words tsvector;
  UPDATE bench_text SET words = array_to_tsvector(string_to_array(text, ' '));
  DROP INDEX search_page_words;
  INSERT INTO search_page (id, words) SELECT document_page.id, bench_text.words
    FROM document_page JOIN bench_text ON bench_text.text = document_page.text;
  SET maintenance_work_mem = '1GB';
  CREATE INDEX search_page_words ON search_page USING gin (words);`,
};

// More than fits into an argument.
function feed(server, kind, sql) {
  const words = kind === 'SQLite' ? ['sqlite3', '-bail', server.database] : ['psql', '-Xq', '-v', 'ON_ERROR_STOP=1', server.database];
  execFileSync(words[0], words.slice(1), { input: sql, stdio: ['pipe', 'ignore', 'inherit'] });
}

function fill(server, kind) {
  const texts = makeTexts().map((text, n) => `(${n}, '${text}')`);
  feed(server, kind, fillSql);
  server.patience = REINDEX_MS;
  server.command('doctor', '--reindex');
  feed(server, kind, `CREATE TABLE bench_text (n INTEGER PRIMARY KEY, text TEXT NOT NULL); INSERT INTO bench_text (n, text) VALUES ${texts.join(',\n')};
    ${filesSql} ${indexSql[kind]} DROP TABLE bench_text; ANALYZE;`);
}

const PAGES = [
  ['all', '/library'],
  ['two choices', '/library?type=guide&language=fr'],
  ['two choices and a word in a tenth of the texts', '/library?q=supervision&type=guide&language=fr'],
  ['a word in a tenth of the texts', '/library?q=supervision'],
  ['two words, in files', '/library?q=supervision+ndoleraba'],
  ['two choices and a word in all texts', '/library?q=workforce&type=guide&language=fr'],
  ['a word spelt wrong', '/library?q=supervizion'],
];

// Of this many works a job of the server may write for longer than we wait for it.
async function advance(server) {
  try {
    await server.advance(120);
  } catch (error) {
    if (!/database is locked/.test(error.stderr)) throw error;
  }
}

async function learnWords(server) {
  const began = performance.now();
  while (Number(server.sql('SELECT count(*) FROM search_unlearnt')) > 100 && performance.now() - began < WORDS_MS)
    await advance(server);
}

const ms = (number) => `${number.toFixed(1)} ms`;

function row(kind, what, rate, first, p50, p99) {
  rows.push(`| ${kind}, ${what} | ${rate} | ${first} | ${p50} | ${p99} |`);
  console.error(rows[rows.length - 1]);
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

// The server reads the works right after its start.
async function startAndRead(server, kind) {
  const took = await timed(async () => {
    await server.start();
    while (!/works are in memory/.test(fs.readFileSync(server.log, 'utf8'))) await pause(10);
  });
  row(kind, 'from a start until the works are in memory', '', ms(took), '', '');
}

// An editor saves the record of a work; then somebody opens the list.
async function afterChanges(server, kind, address) {
  const cookie = await server.signInAs('editor');
  const works = server.sql("SELECT id FROM item WHERE slug LIKE 'bench-%' AND kind = 'work' ORDER BY id LIMIT 100").split('\n');
  const all = [];
  for (let i = 0; i < CHANGES; i++) {
    const { url, fields } = await readForm(server, cookie, { page: `/desk/library/${works[i * 11]}`, form: /<form class="prose write"[\s\S]*?<\/form>/ });
    const body = new URLSearchParams({ ...fields, type: i % 2 === 0 ? 'law' : 'report' }).toString();
    const answer = await ask(url, { method: 'POST', body, headers: { ...FORM, cookie, origin: server.url } });
    if (answer.status !== 303) throw new Error(`saving a work: ${answer.status}`);
    all.push(await timed(() => ask(server.url + address, { headers: { cookie } })));
  }
  all.sort((a, b) => a - b);
  row(kind, `after a work was changed, ${address}`, '', '', ms(all[Math.floor(CHANGES / 2)]), ms(all[CHANGES - 1]));
}

async function measure(kind) {
  const server = await newServer(newDatabase(kind));
  server.demo();
  fill(server, kind);
  await startAndRead(server, kind);
  await learnWords(server);
  const headers = { Cookie: await server.signInAs('member') };
  for (const [name, address] of PAGES) {
    const first = await timed(() => ask(server.url + address, { headers }));
    const took = askHard({ url: server.url + address, headers, connections: 2 }, SECONDS_EACH);
    row(kind, name, `${Math.round(took.rate)} a second`, ms(first), ms(took.p50), ms(took.p99));
  }
  await afterChanges(server, kind, '/library');
  await afterChanges(server, kind, '/library?q=supervision');
  await server.stop();
}

async function main() {
  for (const kind of process.env.KIND ? [process.env.KIND] : KINDS) await measure(kind);
  const cpus = os.cpus();
  const text = `\n| ${WORKS.toLocaleString('en')} works | pages | the first time | p50 | p99 |\n| --- | ---: | ---: | ---: | ---: |\n${rows.join('\n')}\n\n` +
    `${cpus.length} × ${cpus[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}; two connections, who asks on the same machine; load ${os.loadavg()[0].toFixed(1)} when it ended.\n\n`;
  console.log(text);
  if (process.argv.includes('--write')) writeTable('library', text);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
