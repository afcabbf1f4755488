// SPDX-License-Identifier: AGPL-3.0-or-later
//
// oai - a harvester walks 100,000 records of the library from the first to the last, part by part as
// the tokens lead: records a second and how long each part takes, beside the same bytes from memory
// in a server of Node, asked the same way.  With BARAZA_POSTGRES_FOLDER (script/postgres) on
// PostgreSQL, too.  --write puts the table into docs/performance.md.
'use strict';

const http = require('node:http');
const os = require('node:os');
const { newServer, pause } = require('../live/server.js');
const { newDatabase, KINDS } = require('../crash/alliance.js');
const { writeTable } = require('./measure.js');

const RECORDS = Number(process.env.RECORDS || 100000);
const EDITIONS = 5; // of each work
const MOST_MS = 30 * 60 * 1000;
const rows = [];

// Works of five editions each, all out, with the demo's dates.
const fillSql = `
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${RECORDS / EDITIONS})
  INSERT INTO item (kind, slug, status, audience, language, title, summary, published_at, created_at, updated_at)
  SELECT 'work', 'bench-' || i, 'published', 'public', 'en', 'A guide to planning the workforce, number ' || i,
         'What a ministry of social welfare asks when it counts who works where, and what it costs.', 1450000000, 1450000000, 1450000000
    FROM n;
  INSERT INTO library_work (item_id, type, licence, rights, doi, changed_at)
  SELECT id, 'guide', 'CC-BY-4.0', '', '', 1450000000 FROM item WHERE slug LIKE 'bench-%';
  INSERT INTO library_author (item_id, position, name, identifier)
  SELECT id, 1, 'An invented author', '' FROM item WHERE slug LIKE 'bench-%';
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${EDITIONS})
  INSERT INTO item (kind, slug, status, audience, language, title, parent_id, actual_on, published_at, created_at, updated_at)
  SELECT 'edition', work.slug || '-e' || i, 'published', 'public', 'en', work.title, work.id, '2015', 1450000000, 1450000000, 1450000000
    FROM n, item work WHERE work.slug LIKE 'bench-%' AND work.kind = 'work';
  INSERT INTO library_edition (item_id, number, state, out_at)
  SELECT id, CAST(substr(slug, length(slug)) AS INTEGER), 'published', 1450000000 FROM item WHERE kind = 'edition' AND slug LIKE 'bench-%';`;

// The job makes all of them; how many a second.  Nobody else writes while it works.
async function makeRecords(server) {
  const made = () => Number(server.sql('SELECT count(*) FROM oai_record'));
  const began = performance.now();
  for (let before = -1, now = made(); now < RECORDS; before = now, now = made()) {
    if (performance.now() - began > MOST_MS) throw new Error(`only ${now} records were made`);
    if (now === before) await server.advance(60);
    await pause(1000);
  }
  const speed = RECORDS / ((performance.now() - began) / 1000);
  await pause(5000);
  await server.advance(60); // what was stamped is given out
  return speed;
}

function fetch(agent, url) {
  return new Promise((resolve, reject) => {
    http.get(url, { agent }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.once('end', () => resolve(Buffer.concat(chunks).toString('latin1')));
    }).once('error', reject);
  });
}

async function walk(address, prefix) {
  const agent = new http.Agent({ keepAlive: true });
  const took = [];
  let n = 0, bytes = 0, token = '';
  const began = performance.now();
  do {
    const from = performance.now();
    const question = token ? `resumptionToken=${token}` : `metadataPrefix=${prefix}`;
    const body = await fetch(agent, `${address}?verb=ListRecords&${question}`);
    took.push(performance.now() - from);
    bytes += body.length;
    n += body.split('<record>').length - 1;
    token = (body.match(/<resumptionToken[^>]*>([^<]+)</) || [])[1];
  } while (token);
  agent.destroy();
  took.sort((a, b) => a - b);
  return { n, bytes, seconds: (performance.now() - began) / 1000, p50: took[took.length >> 1], p99: took[Math.floor(took.length * 0.99)], parts: took.length };
}

// The least that so many bytes can take this client: the same parts, ready made.
async function walkMemory({ parts, bytes, n }) {
  const each = '<record>'.repeat(Math.round(n / parts)).padEnd(Math.round(bytes / parts) - 60, ' ');
  let left = parts;
  const server = http.createServer((request, answer) => answer.end(each + (--left > 0 ? '<resumptionToken>x</resumptionToken>' : ''))).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const walked = await walk(`http://127.0.0.1:${server.address().port}/`, 'oai_dc');
  server.close();
  return walked;
}

async function measure(kind) {
  const server = await newServer(newDatabase(kind));
  server.demo();
  await server.start();
  server.sql(fillSql);
  const speed = await makeRecords(server);
  rows.push(`| ${kind}, made anew by the job | ${Math.round(speed)} a second | once, and when a record changes | |`);
  for (const prefix of ['oai_dc', 'oai_datacite']) {
    const walked = await walk(`${server.url}/oai`, prefix);
    if (walked.n < RECORDS) throw new Error(`only ${walked.n} records came`);
    const memory = await walkMemory(walked);
    rows.push(`| ${kind}, ${prefix} | ${Math.round(walked.n / walked.seconds)} a second | ${walked.parts} parts, p50 ${walked.p50.toFixed(1)} ms, p99 ${walked.p99.toFixed(1)} ms, ${(walked.bytes / 1e6).toFixed(0)} MB; ready made ${Math.round(memory.n / memory.seconds)} a second | ≥ 2,000 a second |`);
    console.error(rows[rows.length - 1]);
  }
  await server.stop();
}

async function main() {
  for (const kind of KINDS) await measure(kind);
  const cpus = os.cpus();
  const text = `\n| ${RECORDS.toLocaleString('en')} records | records | also | target |\n| --- | ---: | ---: | ---: |\n${rows.join('\n')}\n\n` +
    `${cpus.length} × ${cpus[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}; who asks on the same machine; load ${os.loadavg()[0].toFixed(1)} when it ended.\n\n`;
  console.log(text);
  if (process.argv.includes('--write')) writeTable('oai', text);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
