// SPDX-License-Identifier: AGPL-3.0-or-later
//
// files - a file of 100 MB up and down, in turns with nginx, which keeps it as a file (PUT) and sends it from
// there: over the loopback, and down a line of 100 Mbit a second, as fast as most people have.  Ours is whole
// and on the disk in the database when the answer comes; nginx waits for no disk, so beside it there is a plain
// copy with fsync.  And what of the server is in memory, one and four at a time; and how long somebody
// else who writes waits meanwhile.  With BARAZA_POSTGRES_FOLDER (script/postgres) on PostgreSQL, too.
// --write puts the table into docs/performance.md.
'use strict';

const { execFile, execFileSync } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { newServer, ask, hiddenFields } = require('../live/server.js');
const { newDatabase, KINDS } = require('../crash/alliance.js');
const { median, memory, writeTable, ROUNDS } = require('./measure.js');
const { startNginx } = require('./nginx.js');
const { waitMeanwhile } = require('./writer.js');

const MB = 1024 * 1024;
const SIZE = 100 * MB;
const LINE = '12500k'; // bytes a second
const MOST_SECONDS = 120; // of one transfer
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baraza-files-'));
const rows = [];

process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

const ms = (seconds) => (seconds < 10 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`);

// A film that nobody has sent before.
function newFilm() {
  const file = path.join(folder, `${crypto.randomUUID()}.mp4`);
  const bytes = crypto.randomBytes(SIZE);
  bytes.write('\0\0\0\x18ftypmp42', 0, 'latin1');
  fs.writeFileSync(file, bytes);
  return file;
}

// The seconds that curl says it took; what was answered must be @status.
function curl(status, ...words) {
  return new Promise((resolve, reject) => {
    execFile('curl', ['-s', '-o', '/dev/null', '-m', String(MOST_SECONDS), '-w', '%{http_code} %{time_total}', ...words], (error, out) => {
      const [code, seconds] = String(out).split(' ');
      if (error || Number(code) !== status) reject(new Error(`curl ${words.join(' ')}: ${code} ${error || ''}`));
      else resolve(Number(seconds));
    });
  });
}

async function form(server, cookie) {
  const id = server.sql("SELECT id FROM item WHERE kind = 'page' ORDER BY id LIMIT 1");
  const url = `${server.url}/desk/pages/${id}/files`;
  const { body } = await ask(url, { headers: { cookie } });
  return { url, cookie, token: hiddenFields(body.toString()).token, origin: server.url };
}

async function up({ url, cookie, token, origin }, file, ...more) {
  return curl(303, ...more, '-H', `Cookie: ${cookie}`, '-H', `Origin: ${origin}`, '-F', `token=${token}`, '-F', 'title=', '-F', 'alt=', '-F', `file=@${file};type=video/mp4`, url);
}

function copyToDisk(file) {
  const began = performance.now();
  execFileSync('dd', [`if=${file}`, `of=${file}.copy`, 'bs=1M', 'conv=fsync'], { stdio: 'ignore' });
  fs.rmSync(`${file}.copy`);
  return (performance.now() - began) / 1000;
}

function row(what, ours, theirs, target = '') {
  const ratio = theirs && median(ours.map((each, n) => theirs[n] / each)).toFixed(2);
  rows.push(`| ${what} | ${ms(median(ours))} | ${theirs ? ms(median(theirs)) : ''} | ${theirs ? `${ratio} ×` : ''} | ${target} |`);
  console.error(rows[rows.length - 1]);
}

// Both in turns; [[ours], [theirs]] in seconds.
async function turns(ours, theirs, rounds = ROUNDS) {
  const took = [[], []];
  for (let n = 0; n < rounds; n++) {
    took[0].push(await ours(n));
    took[1].push(await theirs(n));
  }
  return took;
}

async function measureUp(kind, server, nginx, to) {
  const files = Array.from({ length: ROUNDS }, newFilm);
  const [ours, theirs] = await turns((n) => up(to, files[n]), (n) => curl(201, '-T', files[n], `${nginx.url}/put/${kind}-${n}`));
  row(`${kind}: up`, ours, theirs, '≥ 0.70 ×');
  row(`${kind}: up, against a copy with fsync`, ours, files.map(copyToDisk));
  const slowly = newFilm();
  row(`${kind}: up a line of 100 Mbit/s`, ...(await turns(() => up(to, slowly, '--limit-rate', LINE), () => curl(201, '--limit-rate', LINE, '-T', slowly, `${nginx.url}/put/${kind}-slow`), 1)), '≥ 0.70 ×');
  const more = newFilm();
  row(`${kind}: who writes meanwhile waits at most`, [(await waitMeanwhile(to.origin, () => up(to, more))).longest]);
}

async function measureDown(kind, server, nginx) {
  const id = server.sql(`SELECT max(id) FROM file WHERE size = ${SIZE}`);
  const url = `${server.url}/files/${id}`;
  row(`${kind}: down, the first who asks`, [await curl(200, url)], [await curl(200, `${nginx.url}/put/${kind}-0`)]);
  row(`${kind}: down`, ...(await turns(() => curl(200, url), () => curl(200, `${nginx.url}/put/${kind}-0`))), '≥ 0.70 ×');
}

function rowOfMemory(what, server, before) {
  const { most, own } = memory(server.child.pid);
  rows.push(`| ${what} | ${Math.round(most)} MB, of its own ${Math.round(own)} MB | before: ${Math.round(before)} MB | | flat |`);
  console.error(rows[rows.length - 1]);
}

async function measureMemory(kind, server, to) {
  for (const n of [1, 4]) {
    const files = Array.from({ length: n }, newFilm);
    execFileSync('sh', ['-c', `echo 5 > /proc/${server.child.pid}/clear_refs`]); // the most so far begins anew
    const before = memory(server.child.pid).now;
    await Promise.all(files.map((file) => up(to, file)));
    const ids = server.sql(`SELECT id FROM file WHERE size = ${SIZE} ORDER BY id DESC LIMIT ${n}`).split('\n');
    await Promise.all(ids.map((id) => curl(200, `${server.url}/files/${id}`)));
    rowOfMemory(`${kind}: resident at most, ${n} up and down at a time`, server, before);
    files.forEach((file) => fs.rmSync(file));
  }
}

async function measure(kind, nginx) {
  const server = await newServer(newDatabase(kind));
  server.demo();
  await server.start();
  await server.untilFilesAreRead();
  const to = await form(server, await server.signInAs('editor'));
  await measureUp(kind, server, nginx, to);
  await measureDown(kind, server, nginx);
  await measureMemory(kind, server, to);
  await server.stop();
}

async function main() {
  const nginx = await startNginx({ 'index.html': 'here' });
  for (const kind of KINDS) await measure(kind, nginx);
  nginx.stop();
  const cpus = os.cpus();
  const text = `\n| 100 MB | measured | nginx | ratio | target |\n| --- | ---: | ---: | ---: | ---: |\n${rows.join('\n')}\n\n` +
    `${cpus.length} × ${cpus[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}; ${ROUNDS} rounds in turns, curl on the same machine; load ${os.loadavg()[0].toFixed(1)} when it ended.\n\n`;
  console.log(text);
  if (process.argv.includes('--write')) writeTable('files', text);
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
