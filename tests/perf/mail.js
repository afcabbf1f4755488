// SPDX-License-Identifier: AGPL-3.0-or-later
//
// mail - an issue to many, each mail written for its reader and signed, against Postfix's smtp-source
// sending as many messages of the same size to the same smtp-sink, in turns.
//
// READERS may be set for a quick look, SIGNED=no, =ed25519 or =rsa,ed25519 for one of the three ways.
'use strict';

const { execFileSync, spawn } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { newServer, ask, pause, freePort, FORM } = require('../live/server.js');
const { readersSql, sendIssue, countMails } = require('../live/issue.js');
const { median, memory, processorTicks, writeTable } = require('./measure.js');

const READERS = Number(process.env.READERS || 100000);
const TURNS = Number(process.env.ROUNDS || 3);
const CONNECTIONS = 4; // as many as the server opens
const MAX_SECONDS = 1800;
const WAYS = process.env.SIGNED ? [process.env.SIGNED] : ['no', 'ed25519', 'rsa,ed25519']; // keys
const TICK_US = 10000; // of the processor's time, as the kernel counts it
const PROGRAMS = '/usr/sbin';
const user = process.getuid() === 0 ? ['-u', 'nobody'] : [];

const rows = [];
const row = (...cells) => rows.push(cells) && console.error(cells.join(' | '));
const count = (number) => Math.round(number).toLocaleString('en');

async function startSink() {
  const port = await freePort();
  const child = spawn(path.join(PROGRAMS, 'smtp-sink'), [...user, `127.0.0.1:${port}`, '1000'], { stdio: 'ignore' });
  process.once('exit', () => child.kill('SIGTERM'));
  await pause(500);
  return { port, child };
}

function sourceRate(port, n, bytes) {
  const words = ['-d', '-s', String(CONNECTIONS), '-m', String(n), '-l', String(bytes), `127.0.0.1:${port}`];
  const began = performance.now();
  execFileSync(path.join(PROGRAMS, 'smtp-source'), words);
  return n / ((performance.now() - began) / 1000);
}

// A key of each wanted kind, as if the DNS had been seen to publish it.
function setKeys(server, kinds) {
  server.sql('DELETE FROM mail_key');
  for (const kind of kinds) {
    const options = kind === 'rsa' ? { modulusLength: 2048 } : {};
    const { privateKey } = crypto.generateKeyPairSync(kind, options);
    const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('hex');
    server.sql(`INSERT INTO mail_key (selector, algorithm, private, record, created_at, seen_at)
      VALUES ('bench-${kind}', '${kind}', x'${der}', '', 0, 1)`);
  }
}

let ownMost = 0; // megabytes, while issues were sent

// Let the issue go to everybody again; { queued, sent, link }: seconds.
async function timeIssue(server, asksForLink) {
  server.sql('DELETE FROM outbox; DELETE FROM mailing;');
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  sendIssue(server);
  const result = {};
  while (seconds() < MAX_SECONDS) {
    await pause(100);
    ownMost = Math.max(ownMost, memory(server.child.pid).own);
    if (!result.queued && server.sql("SELECT state FROM mailing") === 'sending') result.queued = seconds();
    if (result.queued && asksForLink && !result.link) result.link = await linkSeconds(server);
    if (result.queued && countMails(server, 'waiting', 'sending') === 0) return { ...result, sent: seconds() };
  }
  throw new Error(`not sent within ${MAX_SECONDS} s: ${server.tail()}`);
}

// From asking for a link to its mail having left, while the issue is on its way.
async function linkSeconds(server) {
  const body = new URLSearchParams({ email: 'member@example.org' }).toString();
  const began = performance.now();
  await ask(server.url + '/sign-in', { method: 'POST', headers: { ...FORM, origin: server.url }, body });
  while (server.sql("SELECT count(*) FROM outbox WHERE template = 'sign-in' AND state = 'sent'") === '0') await pause(10);
  return (performance.now() - began) / 1000;
}

async function messageSize(server, port) {
  const [link] = ['/desk/newsletter'];
  const cookie = await server.signInAs('editor');
  const page = (await ask(server.url + link, { headers: { cookie } })).body.toString();
  const issue = page.match(/\/desk\/newsletter\/\d+/)[0];
  const mail = await ask(`${server.url}${issue}/mail?language=en`, { headers: { cookie } });
  return Math.round(mail.body.length * 1.75); // with the text, the encoding and the headers
}

// What the server has resident once everybody is in memory, in megabytes.
async function startAndSettle(server) {
  fs.rmSync(server.log, { force: true });
  await server.start();
  while (!fs.readFileSync(server.log, 'utf8').includes('are in memory')) await pause(100);
  await pause(1000);
  return memory(server.child.pid);
}

// The server; everybody in memory (src/roster), whether mails are sent or not; and what sending adds.
function reportMemory(server, { empty, full, settled }) {
  const { most } = memory(server.child.pid);
  const megabytes = (number) => `${number.toFixed(0)} MB`;
  row('resident memory, the server of the demo alliance', megabytes(empty.now), '', '', '');
  row(`that everybody is in memory (the roster) adds, of ${count(READERS)}`, megabytes(full.now - empty.now), '', '', '');
  row('that mails are queued and sent adds of its own', megabytes(ownMost - settled.own), '', '', 'flat');
  row('resident memory, the most', megabytes(most), '', '', '≤ 150 MB');
}

async function main() {
  const sink = await startSink();
  const server = await newServer();
  server.demo();
  const empty = await startAndSettle(server);
  await server.end('SIGTERM');
  execFileSync('sqlite3', [server.database], { input: `PRAGMA synchronous = OFF;${readersSql(READERS)}` });
  server.sql(`UPDATE setting SET value = 'smtp://127.0.0.1:${sink.port}' WHERE name = 'smtp_url'`);
  server.sql(`INSERT INTO setting (name, value) SELECT 'smtp_url', 'smtp://127.0.0.1:${sink.port}' WHERE NOT EXISTS (SELECT 1 FROM setting WHERE name = 'smtp_url')`);
  const full = await startAndSettle(server);
  const bytes = await messageSize(server, sink.port);
  const settled = memory(server.child.pid); // what the pages of the desk have taken is not the sender's
  for (const way of WAYS) {
    const kinds = way === 'no' ? [] : way.split(',');
    setKeys(server, kinds);
    const turns = [];
    for (let n = 0; n < TURNS; n++) {
      const source = sourceRate(sink.port, READERS, bytes);
      const ticks = processorTicks(server.child.pid);
      const { queued, sent, link } = await timeIssue(server, n === 0);
      const ours = READERS / (sent - queued);
      const work = ((processorTicks(server.child.pid) - ticks) * TICK_US) / READERS;
      turns.push({ source, ours, ratio: ours / source, queued, link, work });
    }
    const of = (name) => median(turns.map((turn) => turn[name]));
    const what = kinds.length === 0 ? 'not signed' : `signed: ${kinds.join(' and ')}`;
    row(`${count(READERS)} mails, ${what}`, `${count(of('ours'))}/s`, `smtp-source ${count(of('source'))}/s`, `${of('ratio').toFixed(2)} ×`, '≥ 0.80 ×');
    row(`processor time a mail, ${what}`, `${count(of('work'))} µs`, '', '', '');
    row(`queueing them, ${what}`, `${of('queued').toFixed(1)} s`, '', '', READERS >= 1000000 ? '≤ 10 s' : '');
    row(`a sign-in link meanwhile, ${what}`, `${turns[0].link.toFixed(2)} s`, '', '', '≤ 2 s');
  }
  reportMemory(server, { empty, full, settled });
  await server.stop();
  sink.child.kill('SIGTERM');
  const head = [['what', 'measured', 'against', 'ratio', 'target'], ['---', '---:', '---:', '---:', '---:']];
  const cpus = os.cpus();
  const text = `\n${[...head, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\n` +
    `${cpus.length} × ${cpus[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}; messages of ${count(bytes)} bytes, ` +
    `${TURNS} turns, server, sink and source on the same machine; load ${os.loadavg()[0].toFixed(1)} when it ended.\n\n`;
  console.log(text);
  if (process.argv.includes('--write')) writeTable('mail', text);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
