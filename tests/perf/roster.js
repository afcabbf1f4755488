// SPDX-License-Identifier: AGPL-3.0-or-later
//
// roster - a million members: the directory filtered and searched, segments counted, people taken
// out as files, and the memory that all of it takes.  Prints a table; with --write it goes into
// docs/performance.md.
//
// ROWS may be set for a quick look.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const { newServer, ask, hiddenFields, pause } = require('../live/server.js');
const { askHard, median, memory, ROUNDS, SECONDS_EACH, untilAtRest, writeTable } = require('./measure.js');

const FILL = fs.readFileSync(path.join(__dirname, 'people.sql'));
const FEW = 10000;
const MANY = Number(process.env.ROWS || 1000000);
const AT_ONCE = os.cpus().length; // more would wait for a processor, not for an answer

const COUNTRIES = ['KE', 'UG', 'TZ', 'FR', 'BR', 'IN', 'US', 'GH', 'NG', 'MZ'];
const NAMES = ['amina', 'muller', 'petrova', 'jos', 'garcia 7', 'an', 'wei khan', 'zoe', 'nobody', 'м'];
const TOPICS = ['planning', 'training', 'supervision', 'evidence', 'advocacy'];

// Filters and words together, a hundred that are all different.
const DIRECTORY = Array.from({ length: 100 }, (_, i) => {
  const words = encodeURIComponent(NAMES[i % NAMES.length]);
  const kinds = [
    `q=${words}`,
    `q=${words}&country=${COUNTRIES[(i / 10) | 0]}`,
    `region=Africa&interest=${TOPICS[i % 5]}&q=${words}`,
    `language=sw&level=macro&page=${1 + (i % 7)}`,
    `country=${COUNTRIES[i % 10]}&not-interest=${TOPICS[(i / 10 | 0) % 5]}`,
    `region=${['Africa', 'Asia', 'Europe', 'Americas'][i % 4]}&page=${1 + i}`,
  ];
  return `/directory?${kinds[i % kinds.length]}`;
});

// What somebody types, and each letter asks.
const TYPED = TOPICS.flatMap((topic, i) => [
  `/desk/people.json?interest=${topic}`,
  `/desk/people.json?interest=${topic}&country=${COUNTRIES[i]}&not-level=micro`,
  `/desk/people.json?interest=${topic}&agrees=newsletter&joined-from=2015&seen-from=2015-10`,
  `/desk/people.json?address=person${i}&not-country=KE`,
]);

const rows = [];

function row(what, measured, against, target) {
  rows.push(`| ${what} | ${measured} | ${against} | ${target} |`);
  console.error(`${what}: ${measured} (${against}; ${target})`);
}

const count = (number) => Math.round(number).toLocaleString('en');
const ms = (number) => `${number.toFixed(number < 10 ? 1 : 0)} ms`;
const megabytes = (number) => `${number.toFixed(0)} MB`;

async function serveWith(n) {
  const server = await newServer();
  server.demo();
  console.error(`filling a database with ${count(n)} members`);
  execFileSync('sqlite3', ['-cmd', '.parameter init', '-cmd', `.parameter set :n ${n}`, server.database], { input: FILL });
  await server.start();
  await ask(server.url + '/directory'); // everybody is read into memory
  await untilAtRest(server.child.pid); // so many new people are compared, once, for duplicates
  server.cookie = await server.signInAs('secretariat');
  return server;
}

// The slowest of a hundred answers, as the median of some rounds.
function waits(server, paths, cookie) {
  const asked = { url: server.url, headers: { Cookie: cookie }, paths, connections: AT_ONCE };
  askHard(asked, 1);
  const all = Array.from({ length: ROUNDS }, () => askHard(asked));
  return { p50: median(all.map((each) => each.p50)), p99: median(all.map((each) => each.p99)), rate: median(all.map((each) => each.rate)) };
}

function say(what, { p50, p99, rate }, target) {
  row(`${what}, p99`, ms(p99), `p50 ${ms(p50)}, ${count(rate)}/s`, target);
}

async function keepSegments(server) {
  const filters = ['region=Africa', 'interest=training&agrees=newsletter', 'country=KE&country=UG&not-role=editor', 'level=macro&joined-from=2015'];
  for (const [i, filter] of filters.entries()) {
    const form = await ask(`${server.url}/desk/segments/new?${filter}`, { headers: { Cookie: server.cookie } });
    const fields = { ...hiddenFields(form.body.toString()), filter, name: `Bench ${i}`, note: '' };
    const answer = await postForm(server, '/desk/segments/new', fields);
    if (answer.status !== 303) throw new Error(`a segment was not kept: ${answer.status}`);
  }
  const list = await ask(`${server.url}/desk/segments`, { headers: { Cookie: server.cookie } });
  return [...new Set(list.body.toString().match(/\/desk\/segments\/\d+/g))];
}

function postForm(server, address, fields) {
  return ask(server.url + address, {
    method: 'POST',
    headers: { Cookie: server.cookie, Origin: server.url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
}

// Take everybody out; what comes is counted and let go, so that only the server's memory grows.
async function takeOut(server, format) {
  const page = await ask(`${server.url}/desk/people/take-out`, { headers: { Cookie: server.cookie } });
  const fields = new URLSearchParams({ ...hiddenFields(page.body.toString()), format, eye: 'secretariat', all: '1' });
  const before = memory(server.child.pid).now;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, memory(server.child.pid).now)), 20);
  const began = performance.now();
  const size = await new Promise((resolve, reject) => {
    const request = http.request(`${server.url}/desk/people/take-out`, {
      method: 'POST',
      headers: { Cookie: server.cookie, Origin: server.url, 'content-type': 'application/x-www-form-urlencoded' },
    }, (answer) => {
      let n = 0;
      if (answer.statusCode !== 200) reject(new Error(`taking out: ${answer.statusCode}`));
      answer.on('data', (chunk) => (n += chunk.length));
      answer.on('end', () => resolve(n));
    });
    request.on('error', reject);
    request.end(fields.toString());
  });
  clearInterval(watch);
  return { seconds: (performance.now() - began) / 1000, size, grown: most - before };
}

async function main() {
  const few = await serveWith(FEW);
  const many = await serveWith(MANY);
  const member = await many.signInAs('member');
  await ask(`${many.url}/directory`, { headers: { Cookie: member } });
  say('directory filtered and searched', waits(many, DIRECTORY, member), '≤ 50 ms');
  say('people counted while a filter is typed', waits(many, TYPED, many.cookie), '≤ 200 ms');
  const segments = await keepSegments(many);
  say('page of a segment: count, who agrees to what, the newest', waits(many, segments, many.cookie), '≤ 200 ms');
  row('resident memory, after all of it', megabytes(memory(many.child.pid).now), `the most ${megabytes(memory(many.child.pid).most)}`, '');
  for (const format of ['csv', 'xlsx', 'vcard', 'json']) {
    const a = await takeOut(many, format);
    const b = await takeOut(few, format);
    row(`everybody taken out, ${format}`, `${count(MANY / a.seconds)} people/s, ${megabytes(a.size / 2 ** 20)} in ${a.seconds.toFixed(1)} s`,
      `memory grows ${megabytes(a.grown)}; with 10 k ${megabytes(b.grown)}`, 'flat');
  }
  await few.stop();
  await many.stop();
  const text = `\n| ${count(MANY)} members | measured | also | target |\n| --- | ---: | ---: | ---: |\n${rows.join('\n')}\n\n` +
    `${os.cpus().length} × ${os.cpus()[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}; ${ROUNDS} rounds of ${SECONDS_EACH} s each, ` +
    `${AT_ONCE} who ask at once, wrk on the same machine; load ${os.loadavg()[0].toFixed(1)} when it ended.\n\n`;
  console.log(text);
  if (process.argv.includes('--write')) writeTable('roster', text);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
