// SPDX-License-Identifier: AGPL-3.0-or-later
//
// accession - a table of 2,000 publications and a folder with a file for each, as many as there may be, comes
// into a library of 5,000: how long it takes until it is checked, brought in and taken back, what of the
// server is in memory, and how long somebody else who writes waits meanwhile.  With BARAZA_POSTGRES_FOLDER
// (script/postgres) on PostgreSQL, too.  --write puts the table into docs/performance.md.
'use strict';

const { execFile, execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { promisify } = require('node:util');
const { newServer, ask, pause, FORM } = require('../live/server.js');
const { newDatabase, KINDS } = require('../crash/alliance.js');
const { readForm } = require('../crash/load.js');
const { memory, processorTicks, writeTable } = require('./measure.js');
const { waitMeanwhile } = require('./writer.js');

const ROWS = Number(process.env.ROWS || 2000);
const WORKS = Number(process.env.WORKS || 5000); // that are there before
const TRANSLATIONS = Math.floor(ROWS / 4); // of the rows
const DOUBLES = Math.floor(ROWS / 10); // likewise
const FILE_BYTES = 4000;
const MOST_MS = 60 * 60 * 1000; // of one step
const QUIET_MS = 10000; // in which nothing else is done: who writes waits for the machine alone
const WAIT_MS = 500; // that somebody else may have to wait
const rows = [];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baraza-accession-'));

process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

const fillSql = `
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${WORKS})
  INSERT INTO item (kind, slug, status, audience, language, title, summary, pillar, published_at, listed_at, created_at, updated_at)
  SELECT 'work', 'bench-' || i, 'published', 'public', 'en', 'A guide to planning the workforce, number ' || substr(CAST(100000 + i AS TEXT), 2), 'Words.',
         (SELECT slug FROM pillar ORDER BY slug LIMIT 1), 1400000000 + i, 1400000000 + i, 1450000000, 1450000000
    FROM n;
  INSERT INTO library_work (item_id, type, licence, rights, doi, places, changed_at)
  SELECT id, 'guide', '', '', '', 'KE', 1450000000 FROM item WHERE slug LIKE 'bench-%';`;

const topicOf = (n) => ['Supporting', 'Planning', `Invented word ${n % 20}`][n % 3];
// As tables that people make name their files: whole, without the folder, in other capitals.
const fileOf = (n) => [`docs/part ${n % 7}/Guide ${n}.txt`, `Guide ${n}.txt`, `GUIDE ${n}.TXT`][n % 3];
const titleOf = (n) => (n < DOUBLES ? `A guide to planning the workforce, number ${String(n + 1).padStart(5, '0')}` : `A handbook of district offices and their work, number ${n}`);

function makeTable() {
  const lines = ['Title;Language;Authors;Year;What it is;Topics;Country;Files;Old address;Translation of'];
  for (let n = 0; n < ROWS; n++) {
    const isTranslation = n >= ROWS - TRANSLATIONS;
    const what = isTranslation ? [`Un manuel, numéro ${n}`, 'French'] : [titleOf(n), 'English'];
    lines.push([...what, 'An Author', 2000 + (n % 17), 'Guide or manual', topicOf(n), 'Kenya', fileOf(n), `/node/${n}`,
      isTranslation ? titleOf(DOUBLES + n - (ROWS - TRANSLATIONS)) : ''].join(';'));
  }
  return `${lines.join('\n')}\n`;
}

function makeZip() {
  const docs = path.join(folder, 'docs');
  for (let n = 0; n < ROWS; n++) {
    const file = path.join(docs, `part ${n % 7}`, `Guide ${n}.txt`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `What a district office does, number ${n}. `.repeat(FILE_BYTES / 40));
  }
  execFileSync('python3', ['-m', 'zipfile', '-c', 'docs.zip', 'docs'], { cwd: folder });
  return fs.readFileSync(path.join(folder, 'docs.zip'));
}

const seconds = (number) => (number < 10 ? `${number.toFixed(1)} s` : `${Math.round(number)} s`);
const ms = (number) => `${Math.round(number * 1000)} ms`;

function row(kind, what, took, waits, server) {
  const { most, own } = memory(server.child.pid);
  const waiting = `${ms(waits.longest)}, p99 ${ms(waits.p99)}, p50 ${ms(waits.p50)}`;
  rows.push(`| ${kind}, ${what} | ${took} | ${waiting} | ${Math.round(most)} MB, of its own ${Math.round(own)} MB | ≤ ${WAIT_MS} ms |`);
  console.error(rows[rows.length - 1]);
}

// Who writes meanwhile is in this process, too: nothing may hold it up.
async function askDatabase(server, sql) {
  const words = /^postgresql:/.test(server.database) ? ['psql', '-XAtq', server.database, '-c', sql] : ['sqlite3', server.database, '.timeout 5000', sql];
  return (await promisify(execFile)(words[0], words.slice(1))).stdout.trim();
}

async function until(server, state) {
  for (const began = Date.now(); Date.now() - began < MOST_MS; await pause(100))
    if ((await askDatabase(server, 'SELECT state FROM accession WHERE id = (SELECT max(id) FROM accession)')) === state) return;
  throw new Error(`not ${state}:\n${server.tail()}`);
}

// The files that came in are read by a job that takes turns with ours.
async function untilRead(server) {
  for (const began = Date.now(); Date.now() - began < MOST_MS; await pause(500))
    if ((await askDatabase(server, "SELECT count(*) FROM document WHERE state = 'waiting'")) === '0') return;
}

async function send(server, cookie, table, zip) {
  const { fields } = await readForm(server, cookie, { page: '/desk/accessions', form: /<form class="prose"[\s\S]*?<\/form>/ });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('state', 'published');
  form.set('doubles', 'leave');
  form.set('table', new Blob([table]), 'works.csv');
  form.set('files', new Blob([zip]), 'docs.zip');
  const { status, headers } = await fetch(`${server.url}/desk/accessions`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie, origin: server.url } });
  if (status !== 303) throw new Error(`the table was answered ${status}`);
  return new URL(headers.get('location'), server.url).pathname;
}

async function press(server, cookie, page, button) {
  const { url, fields } = await readForm(server, cookie, { page, form: new RegExp(`<form method="post" action="${page}">(?:(?!</form>)[\\s\\S])*name="${button}"[\\s\\S]*?</form>`) });
  const body = new URLSearchParams({ ...fields, [button]: '1' }).toString();
  const { status } = await ask(url, { method: 'POST', body, headers: { ...FORM, cookie, origin: server.url } });
  if (status !== 303) throw new Error(`${button} was answered ${status}`);
}

// The most that is in memory begins anew with each step.
async function step(kind, what, server, work) {
  execFileSync('sh', ['-c', `echo 5 > /proc/${server.child.pid}/clear_refs`]);
  const ticks = processorTicks(server.child.pid);
  let took = 0;
  const waits = await waitMeanwhile(server.url, async () => {
    const began = performance.now();
    await work();
    took = (performance.now() - began) / 1000;
  });
  const computed = (processorTicks(server.child.pid) - ticks) / 100;
  row(kind, what, `${seconds(took)}, ${seconds(computed)} of a processor`, waits, server);
}

const count = (server, what) => Number(server.sql(`SELECT count(*) FROM ${what}`));

async function measure(kind) {
  const server = await newServer(newDatabase(kind));
  server.demo();
  server.sql(fillSql);
  server.patience = MOST_MS;
  server.command('doctor', '--reindex');
  await server.start();
  await until(server, 'checked'); // the demo's own table
  const cookie = await server.signInAs('editor');
  await step(kind, 'nothing, to compare', server, () => pause(QUIET_MS));
  const table = makeTable(), zip = makeZip();
  let page = '';
  await step(kind, 'sent', server, async () => { page = await send(server, cookie, table, zip); });
  await step(kind, 'checked', server, () => until(server, 'checked'));
  const works = count(server, "item WHERE kind = 'work'");
  await step(kind, 'brought in', server, async () => { await press(server, cookie, page, 'apply'); await until(server, 'done'); });
  const added = count(server, "item WHERE kind = 'work'") - works;
  const wanted = ROWS - TRANSLATIONS - DOUBLES;
  await step(kind, 'their files read', server, () => untilRead(server));
  await step(kind, 'taken back', server, async () => { await press(server, cookie, page, 'undo'); await until(server, 'undone'); });
  const left = count(server, "item WHERE kind = 'work'") - works;
  await server.stop();
  if (added !== wanted || left !== 0) throw new Error(`${added} instead of ${wanted} works came in, ${left} stayed`);
}

async function main() {
  for (const kind of process.env.KIND ? [process.env.KIND] : KINDS) await measure(kind);
  const cpus = os.cpus();
  const text = `\n| ${ROWS.toLocaleString('en')} rows and files | took | who writes meanwhile waits at most | resident at most | target of the longest wait |\n| --- | ---: | ---: | ---: | ---: |\n${rows.join('\n')}\n\n` +
    `${cpus.length} × ${cpus[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}; who writes on the same machine; load ${os.loadavg()[0].toFixed(1)} when it ended.\n\n`;
  console.log(text);
  if (process.argv.includes('--write')) writeTable('accession', text);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
