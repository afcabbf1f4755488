// SPDX-License-Identifier: AGPL-3.0-or-later
//
// floor - 300 phones with the screen of an event's questions, which browsers load anew every 15
// seconds, while somebody gives or takes back a voice each second: how long they wait and what
// travels, for visitors, who get kept pages, and for members who are signed in, for whom each page is
// made.  --write puts the table into docs/performance.md.
'use strict';

const http = require('node:http');
const os = require('node:os');
const { newServer, ask, pause, FORM } = require('../live/server.js');
const { readersSql } = require('../live/issue.js');
const { newDatabase } = require('../crash/alliance.js');
const { processorTicks, writeTable } = require('./measure.js');
const { signInAll } = require('./sessions.js');

const PHONES = 300;
const EVERY = 15000; // as the answer's Refresh says
const SECONDS = 60;
const EVENT = '/events/symposium-4/questions';
const TICKS = 100; // a second

const rows = [];
const ms = (number) => `${number.toFixed(1)} ms`;

function look(agent, url, headers) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const request = http.get(url, { agent, headers }, (answer) => {
      answer.resume().once('end', () => resolve({ status: answer.statusCode, headers: answer.headers, took: performance.now() - began, socket: request.socket }));
    });
    request.once('error', reject);
  });
}

// One phone until the time is over: as a browser does, with the ETag of what it has.
async function hold(url, cookie, n, until, seen) {
  const agent = new http.Agent(); // who is silent for so long has no connection any more
  const headers = { 'accept-encoding': 'gzip, br', 'user-agent': 'Mozilla/5.0 (Linux; Android 10; K)', ...(cookie && { cookie }) };
  await pause((EVERY * n) / PHONES);
  while (performance.now() < until) {
    const answer = await look(agent, url, headers);
    if (answer.headers.refresh !== String(EVERY / 1000)) throw new Error('the screen does not refresh');
    if (answer.headers.etag) headers['if-none-match'] = answer.headers.etag;
    seen.took.push(answer.took);
    seen.unchanged += answer.status === 304;
    seen.bytes += answer.socket.bytesRead;
    await pause(EVERY);
  }
}

// A visitor who cannot decide.
async function waver(server, until) {
  const headers = { ...FORM, Origin: server.url };
  const { headers: { location } } = await ask(`${server.url}${EVENT}/enter`, { method: 'POST', headers });
  for (let n = 0; performance.now() < until; n++) {
    const { status } = await ask(`${new URL(location, server.url)}/1/voice`, { method: 'POST', headers, body: n % 2 ? 'take=1' : 'give=1' });
    if (status !== 303) throw new Error(`a voice was answered ${status}`);
    await pause(1000);
  }
}

async function measure(server, who, cookies) {
  const seen = { took: [], bytes: 0, unchanged: 0 };
  const until = performance.now() + SECONDS * 1000;
  const ticks = processorTicks(server.child.pid);
  const phones = Array.from({ length: PHONES }, (_, n) => hold(`${server.url}${EVENT}/screen`, cookies && cookies[n], n, until, seen));
  await Promise.all([...phones, waver(server, until)]);
  const used = ((processorTicks(server.child.pid) - ticks) / TICKS / SECONDS) * 100;
  const took = seen.took.sort((a, b) => a - b);
  const each = seen.bytes / seen.took.length;
  rows.push(`| ${PHONES} phones, ${who} | p50 ${ms(took[took.length >> 1])}, p99 ${ms(took[Math.floor(took.length * 0.99)])} | ${seen.took.length} pages in ${SECONDS} s, ${seen.unchanged} of them unchanged; ${Math.round(each)} bytes each with the headers, ${((each * 3600000) / EVERY / 1e6).toFixed(2)} MB an hour and phone; ${used.toFixed(1)} % of a processor | ≤ 50 ms |`);
  console.error(rows[rows.length - 1]);
}

async function main() {
  const server = await newServer(newDatabase('SQLite'));
  server.demo();
  server.sql(readersSql(PHONES));
  const cookies = signInAll(server, 'SQLite', PHONES);
  await server.start();
  await measure(server, 'visitors');
  await measure(server, 'signed in', cookies);
  await server.stop();
  const cpus = os.cpus();
  const text = `\n| a voice each second | measured | also | target of p99 |\n| --- | ---: | ---: | ---: |\n${rows.join('\n')}\n\n` +
    `${cpus.length} × ${cpus[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}; SQLite; who asks on the same machine; load ${os.loadavg()[0].toFixed(1)} when it ended.\n\n`;
  console.log(text);
  if (process.argv.includes('--write')) writeTable('floor', text);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
