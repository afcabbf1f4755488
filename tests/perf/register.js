// SPDX-License-Identifier: AGPL-3.0-or-later
//
// register - a thousand members who press "Register" at once for the last 300 seats of an event: how
// many a second, and whether exactly 300 have one and the others wait in the order in which they came.
// With BARAZA_POSTGRES_FOLDER (script/postgres) on PostgreSQL, too.  --write puts the table into
// docs/performance.md.
'use strict';

const http = require('node:http');
const os = require('node:os');
const { newServer, ask, hiddenFields, FORM } = require('../live/server.js');
const { readersSql } = require('../live/issue.js');
const { newDatabase, KINDS } = require('../crash/alliance.js');
const { untilAtRest, writeTable } = require('./measure.js');
const { signInAll } = require('./sessions.js');

const MEMBERS = 1000;
const SEATS = 300;
const EVENT = 'symposium-4';
const AT_ONCE = 16; // connections

const rows = [];
const ms = (number) => `${number.toFixed(1)} ms`;

function row(what, measured, also, target) {
  rows.push(`| ${what} | ${measured} | ${also} | ${target} |`);
  console.error(`${what}: ${measured} (${also}; ${target})`);
}

// Do @work for each of @list, so many at once; how long each took, in milliseconds.
async function eachAtOnce(list, work) {
  const took = [];
  let next = 0;
  const worker = async () => {
    while (next < list.length) {
      const n = next++;
      const began = performance.now();
      await work(list[n], n);
      took.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return took.sort((a, b) => a - b);
}

function post(agent, url, cookie, body) {
  return new Promise((resolve, reject) => {
    const { origin } = new URL(url);
    const request = http.request(url, { method: 'POST', agent, headers: { ...FORM, cookie, origin, 'content-length': body.length } }, (answer) => {
      const isDone = answer.statusCode === 303 && answer.headers.location !== new URL(url).pathname;
      answer.resume().once('end', () => (isDone ? resolve() : reject(new Error(`answered ${answer.statusCode} ${answer.headers.location}`))));
    });
    request.once('error', reject).end(body);
  });
}

// As they stand in the database, by their place.
function outcome(server, item) {
  const states = server.sql(`SELECT state FROM registration WHERE item_id = ${item} ORDER BY place`).split('\n');
  const seats = states.filter((state) => state === 'in').length;
  const isInOrder = states.slice(0, SEATS).every((state) => state === 'in') && states.slice(SEATS).every((state) => state === 'waiting');
  return { n: states.length, seats, isInOrder };
}

async function measure(kind) {
  const server = await newServer(newDatabase(kind));
  server.demo();
  server.sql(readersSql(MEMBERS));
  const item = server.sql(`SELECT id FROM item WHERE slug = '${EVENT}' AND kind = 'event'`);
  server.sql(`DELETE FROM question WHERE item_id = ${item} AND use = 'registration'; DELETE FROM registration; UPDATE registration_terms SET seats = ${SEATS}, approval = 0, is_open = 1 WHERE item_id = ${item}`);
  const cookies = signInAll(server, kind, MEMBERS);
  await server.start();
  await untilAtRest(server.child.pid); // so many new people are compared, once, for duplicates
  const url = `${server.url}/events/${EVENT}`;
  const bodies = [];
  await eachAtOnce(cookies, async (cookie, n) => {
    const page = (await ask(url, { headers: { cookie } })).body.toString();
    const form = page.match(/<form[^>]*\/register">[\s\S]*?<\/form>/)[0];
    bodies[n] = new URLSearchParams(hiddenFields(form)).toString();
  });
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const began = performance.now();
  const took = await eachAtOnce(cookies, (cookie, n) => post(agent, `${url}/register`, cookie, bodies[n]));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  const { n, seats, isInOrder } = outcome(server, item);
  await server.stop();
  row(`registrations, ${kind}`, `${Math.round(MEMBERS / seconds)}/s`, `p50 ${ms(took[took.length / 2])}, p99 ${ms(took[Math.floor(took.length * 0.99)])}`, '≥ 500/s');
  row(`who has one of ${SEATS} seats, ${kind}`, String(seats), `${n} asked; the others wait ${isInOrder ? 'in the order in which they came' : 'OUT OF ORDER'}`, `exactly ${SEATS}`);
  return seats === SEATS && isInOrder && n === MEMBERS;
}

async function main() {
  let isRight = true;
  for (const kind of KINDS) isRight = (await measure(kind)) && isRight;
  const cpus = os.cpus();
  const text = `\n| ${MEMBERS} members, ${AT_ONCE} at once | measured | also | target |\n| --- | ---: | ---: | ---: |\n${rows.join('\n')}\n\n` +
    `${cpus.length} × ${cpus[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}; who asks on the same machine; load ${os.loadavg()[0].toFixed(1)} when it ended.\n\n`;
  console.log(text);
  if (process.argv.includes('--write')) writeTable('register', text);
  if (!isRight) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
