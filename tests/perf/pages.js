// SPDX-License-Identifier: AGPL-3.0-or-later
//
// pages - a visitor's page against nginx, a signed-in page with few and with many members, the
// start, the memory.  Prints a table; with --write it goes into docs/performance.md.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { newServer, ask } = require('../live/server.js');
const { askHard, takeTurns, median, memory, ROUNDS, SECONDS_EACH, CONNECTIONS, writeTable } = require('./measure.js');
const { startNginx } = require('./nginx.js');

const FILL = fs.readFileSync(path.join(__dirname, 'fill.sql'));
const FEW = 10000;
const MANY = 1000000;
const STARTS = 9;
const SIGNED_IN_PAGES = [
  { path: '/', role: 'member' },
  { path: '/desk', role: 'secretariat' },
];

const rows = [];

function row(what, measured, against, ratio, target) {
  rows.push([what, measured, against, ratio, target]);
  console.error(`${what}: ${measured} (${against}) ${ratio}`);
}

const count = (number) => Math.round(number).toLocaleString('en');
const times = (number) => `${number.toFixed(2)} ×`;
const ms = (number) => `${number.toFixed(number < 10 ? 1 : 0)} ms`;
const megabytes = (number) => `${number.toFixed(0)} MB`;

function say(text) {
  console.error(text);
}

// A demo with @n more members and items, served.
async function serveWith(n) {
  const server = await newServer();
  server.demo();
  if (n > 0) {
    say(`filling a database with ${count(n)} members and items`);
    execFileSync('sqlite3', ['-cmd', '.parameter init', '-cmd', `.parameter set :n ${n}`, server.database], { input: FILL });
  }
  await server.start();
  return server;
}

// ---- what is measured ----

async function visitorPage(server) {
  const plain = await ask(server.url + '/');
  const brotli = await ask(server.url + '/', { headers: { 'accept-encoding': 'br' } });
  if (brotli.headers['content-encoding'] !== 'br') throw new Error('the home page is not sent as brotli');
  const nginx = await startNginx({ 'plain.html': plain.body, 'brotli.html': brotli.body });
  for (const [kind, { body }, headers] of [['plain', plain, {}], ['brotli', brotli, { 'Accept-Encoding': 'br' }]]) {
    const { a, b, ratio } = takeTurns({ url: server.url + '/', headers }, { url: `${nginx.url}/${kind}.html`, headers });
    row(`home for a visitor, ${kind}, ${count(body.length)} bytes`, `${count(a.rate)}/s, p99 ${ms(a.p99)}`,
      `nginx ${count(b.rate)}/s, p99 ${ms(b.p99)}`, times(ratio.rate), '≥ 1.00 ×');
  }
  nginx.stop();
}

async function signedInPage(few, many, { path: address, role }) {
  // The first asks for what is then kept for all who are signed in: it is timed by itself.
  const first = [];
  const side = async (server) => {
    const headers = { Cookie: await server.signInAs(role) };
    const began = performance.now();
    await ask(server.url + address, { headers });
    first.push(performance.now() - began);
    return { url: server.url + address, headers };
  };
  const { a, b, ratio } = takeTurns(await side(many), await side(few));
  const name = `${address} signed in (${role})`;
  row(`${name}, the first after a start`, ms(first[0]), `${ms(first[1])} with 10 k`, times(first[0] / first[1]), '');
  row(`${name}, 1 M members and items`, `${count(a.rate)}/s`, `${count(b.rate)}/s with 10 k`, times(ratio.rate), '≥ 10,000/s');
  row(`${name}, p50`, ms(a.p50), `${ms(b.p50)} with 10 k`, times(ratio.p50), '');
  row(`${name}, p99`, ms(a.p99), `${ms(b.p99)} with 10 k`, times(ratio.p99), '≤ 1.50 ×');
}

// The demo's own size, and the largest.
async function firstAnswer(server, name) {
  const all = [];
  for (let n = 0; n < STARTS; n++) {
    await server.end('SIGTERM');
    all.push(await server.start());
  }
  row(`start to first answer, ${name}`, ms(median(all)), `slowest of ${STARTS}: ${ms(Math.max(...all))}`, '', '≤ 50 ms');
}

async function residentMemory(server) {
  await ask(server.url + '/');
  const idle = memory(server.child.pid).now;
  const headers = { Cookie: await server.signInAs('member') };
  askHard({ url: server.url + '/', headers });
  askHard({ url: server.url + '/search?q=workforce' });
  askHard({ url: server.url + '/' });
  row('resident memory, idle', megabytes(idle), '', '', '≤ 40 MB');
  row('resident memory, under load', megabytes(memory(server.child.pid).most), '', '', '≤ 150 MB');
}

// ---- the table ----

function table() {
  const head = [['what', 'measured', 'against', 'ratio', 'target'], ['---', '---:', '---:', '---:', '---:']];
  return [...head, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function machine() {
  const cpus = os.cpus();
  return `${cpus.length} × ${cpus[0].model.trim()}, ${count(os.totalmem() / 2 ** 30)} GB, ${new Date().toISOString().slice(0, 10)}; ` +
    `${ROUNDS} rounds of ${SECONDS_EACH} s each in turns, ${CONNECTIONS} connections, wrk on the same machine.`;
}

async function main() {
  const demo = await serveWith(0);
  await visitorPage(demo);
  await firstAnswer(demo, 'the demo');
  await residentMemory(demo);
  await demo.stop();
  const few = await serveWith(FEW);
  const many = await serveWith(MANY);
  for (const page of SIGNED_IN_PAGES) await signedInPage(few, many, page);
  await firstAnswer(many, '1 M members and items');
  await few.stop();
  await many.stop();
  const text = `\n${table()}\n\n${machine()}\n\n`;
  console.log(text);
  if (process.argv.includes('--write')) writeTable('pages', text);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
