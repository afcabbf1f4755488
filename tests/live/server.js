// SPDX-License-Identifier: AGPL-3.0-or-later
//
// server - the real program on a demo of its own, on a free port of this machine.
//
// BARAZA names the program (build/test/baraza if not set).  Everything that it writes is in a new
// folder that stop() removes.  With a database address it uses that one instead of SQLite.
'use strict';

const { execFileSync, spawn } = require('node:child_process');
const dns = require('node:dns');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { putDemo } = require('./demo.js');

const program = path.resolve(process.env.BARAZA || path.join(__dirname, '../../build/test/baraza'));
const MAX_START_MS = 60000;

dns.setDefaultResultOrder('ipv4first'); // for localhost: the server listens on 127.0.0.1

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function untilTrue(what, check, seconds = 5) {
  for (let n = 0; n < seconds * 40; n++) {
    if (await check()) return;
    await pause(25);
  }
  throw new Error(`not within ${seconds} s: ${what}`);
}

// Ask without a browser; { status, headers, body } with the body as bytes, as it travelled.  Without an
// @agent on a connection of its own: one that is kept may be closed, unseen, while a command runs.
function ask(url, { method = 'GET', headers = {}, body, agent = false } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const running = new Set();

// Nothing that was started here outlives this process, also when it is told to go.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
process.on('exit', () => {
  for (const server of running) server.abandon();
});

class Server {
  constructor(port, database, host) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baraza-live-'));
    this.url = `http://${host}:${port}`;
    this.database = database || path.join(this.folder, 'baraza.db');
    this.log = path.join(this.folder, 'log');
    this.env = {
      ...process.env,
      BARAZA_DATABASE: this.database,
      BARAZA_PORT: String(port),
      BARAZA_BASE_URL: this.url,
    };
    this.child = null;
    this.patience = MAX_START_MS; // for a command
    running.add(this);
  }

  // Run another command on the same alliance; what it printed.
  command(...words) {
    return execFileSync(program, words, { env: this.env, encoding: 'utf8', cwd: this.folder, stdio: 'pipe', timeout: this.patience });
  }

  // Fill its database with the demo.
  demo() {
    putDemo(this);
  }

  // Begin to serve; the milliseconds until the first answer.
  async start() {
    const out = fs.openSync(this.log, 'a');
    const began = process.hrtime.bigint();
    this.child = spawn(program, ['serve'], { env: this.env, cwd: this.folder, stdio: ['ignore', out, out] });
    fs.closeSync(out);
    this.gone = new Promise((resolve) => this.child.once('exit', resolve));
    await this.untilItAnswers(began);
    return Number(process.hrtime.bigint() - began) / 1e6;
  }

  async untilItAnswers(began) {
    for (;;) {
      try {
        if ((await ask(this.url + '/healthz')).status === 200) return;
      } catch {
        // It does not listen yet.
      }
      const waited = Number(process.hrtime.bigint() - began) / 1e6;
      if (this.child.exitCode !== null || waited > MAX_START_MS)
        throw new Error(`the server did not start:\n${this.tail()}`);
      await pause(2);
    }
  }

  // A new alliance reads its files as soon as it serves, and each one read changes pages.
  async untilFilesAreRead() {
    await untilTrue('all files are read', () => this.sql("SELECT count(*) FROM document WHERE state = 'waiting'") === '0', 60);
  }

  // The end of what it logged, for the message of a test that fails.
  tail() {
    return fs.readFileSync(this.log, 'utf8').slice(-4000);
  }

  isRunning() {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  async end(signal) {
    if (this.isRunning()) this.child.kill(signal);
    await this.gone;
  }

  async stop() {
    if (this.child) await this.end('SIGTERM');
    this.abandon();
  }

  abandon() {
    if (this.isRunning()) this.child.kill('SIGKILL');
    running.delete(this);
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  // A sign-in link as its owner gets it by mail.
  link(email) {
    return this.command('user', 'link', email).match(/https?:\S+/)[0];
  }

  linkFor(role) {
    return this.link(PEOPLE[role]);
  }

  // The session's cookie of a person of the demo: "session=...".
  async signIn(email) {
    const link = this.link(email);
    const form = await ask(link);
    const cookies = cookiesOf(form);
    const fields = hiddenFields(form.body.toString());
    const done = await ask(link, {
      method: 'POST',
      headers: { ...FORM, cookie: cookies, origin: this.url },
      body: new URLSearchParams(fields).toString(),
    });
    if (done.status !== 303) throw new Error(`signing in as ${email} answered ${done.status}`);
    return cookiesOf(done);
  }

  signInAs(role) {
    return this.signIn(PEOPLE[role]);
  }

  // Ask the database itself, past the program.
  sql(text) {
    const words = /^postgresql:/.test(this.database) ? ['psql', '-XAtq', this.database, '-c', text] : ['sqlite3', this.database, '.timeout 5000', text];
    return execFileSync(words[0], words.slice(1), { encoding: 'utf8' }).trim();
  }

  // Change a setting as the secretariat would in the desk.
  set(name, value) {
    this.sql(`INSERT INTO setting (name, value) VALUES ('${name}', '${value}') ON CONFLICT (name) DO UPDATE SET value = '${value}'`);
  }

  // Let the instance's clock be @seconds later, for the running server, too.
  async advance(seconds) {
    this.set('clock_offset', Number(this.sql("SELECT value FROM setting WHERE name = 'clock_offset'")) + seconds);
    const from = fs.statSync(this.log).size;
    this.child.kill('SIGHUP');
    while (!fs.readFileSync(this.log, 'utf8').slice(from).includes('read the configuration again')) {
      if (!this.isRunning()) throw new Error(`the server died:\n${fs.readFileSync(this.log, 'utf8').slice(-2000)}`);
      await pause(5);
    }
  }
}

// The demo's person for each role; `baraza demo` makes them.
const PEOPLE = {
  member: 'member@example.org',
  translator: 'translator@example.org',
  editor: 'editor@example.org',
  secretariat: 'secretariat@example.org',
};

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

// What a browser sends back of the cookies that an answer set.
function cookiesOf({ headers }) {
  return (headers['set-cookie'] || []).map((each) => each.split(';')[0]).join('; ');
}

function hiddenFields(html) {
  const fields = {};
  for (const [tag] of html.matchAll(/<input[^>]*type="hidden"[^>]*>/g))
    fields[tag.match(/name="([^"]*)"/)[1]] = tag.match(/value="([^"]*)"/)[1];
  return fields;
}

// A folder and a port for an alliance; nothing is made and nothing runs yet.
async function newServer(database, host = '127.0.0.1') {
  return new Server(await freePort(), database, host);
}

// Make a demo and serve it; what it does by itself at its beginning is done.
async function startServer(database, host) {
  const server = await newServer(database, host);
  try {
    server.demo();
    await server.start();
    await server.untilFilesAreRead();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

module.exports = { newServer, startServer, ask, cookiesOf, hiddenFields, freePort, pause, untilTrue, program, FORM };
