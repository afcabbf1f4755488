// SPDX-License-Identifier: AGPL-3.0-or-later
//
// library - the library's list with many works, signed in, so that no page is kept: as it is, with two
// choices, with two choices and a word, and with a word that is spelt wrong.  With
// BARAZA_POSTGRES_FOLDER (script/postgres) on PostgreSQL, too.  --write puts the table into
// docs/performance.md.
'use strict';

const os = require('node:os');
const { newServer } = require('../live/server.js');
const { newDatabase, KINDS } = require('../crash/alliance.js');
const { askHard, writeTable, SECONDS_EACH } = require('./measure.js');

const WORKS = Number(process.env.WORKS || 5000);
const WORDS_MS = 10 * 60 * 1000;
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

const PAGES = [
  ['all', '/library'],
  ['two choices', '/library?type=guide&language=fr'],
  ['two choices and a word in a tenth of the texts', '/library?q=supervision&type=guide&language=fr'],
  ['two choices and a word in all texts', '/library?q=workforce&type=guide&language=fr'],
  ['a word spelt wrong', '/library?q=supervizion'],
];

async function learnWords(server) {
  const began = performance.now();
  while (Number(server.sql('SELECT count(*) FROM search_text WHERE learnt = 0')) > 100 && performance.now() - began < WORDS_MS)
    await server.advance(120);
}

async function measure(kind) {
  const server = await newServer(newDatabase(kind));
  server.demo();
  server.sql(fillSql);
  server.command('doctor', '--reindex');
  await server.start();
  await learnWords(server);
  const headers = { Cookie: await server.signInAs('member') };
  for (const [name, address] of PAGES) {
    const took = askHard({ url: server.url + address, headers, connections: 2 }, SECONDS_EACH);
    rows.push(`| ${kind}, ${name} | ${Math.round(took.rate)} a second | ${took.p50.toFixed(1)} ms | ${took.p99.toFixed(1)} ms |`);
    console.error(rows[rows.length - 1]);
  }
  await server.stop();
}

async function main() {
  for (const kind of KINDS) await measure(kind);
  const cpus = os.cpus();
  const text = `\n| ${WORKS.toLocaleString('en')} works | pages | p50 | p99 |\n| --- | ---: | ---: | ---: |\n${rows.join('\n')}\n\n` +
    `${cpus.length} × ${cpus[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}; two connections, who asks on the same machine; load ${os.loadavg()[0].toFixed(1)} when it ended.\n\n`;
  console.log(text);
  if (process.argv.includes('--write')) writeTable('library', text);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
