// SPDX-License-Identifier: AGPL-3.0-or-later
//
// sink - a mail server that keeps each message as a file: Postfix's smtp-sink.
'use strict';

const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { freePort, pause } = require('./server.js');

const PROGRAM = ['/usr/sbin/smtp-sink', '/usr/local/sbin/smtp-sink'].find((file) => fs.existsSync(file)) || 'smtp-sink';
const MAX_WAIT_MS = 15000;
const READER = path.join(__dirname, 'read_mail.py');

class Sink {
  constructor(port) {
    this.port = port;
    this.url = `smtp://127.0.0.1:${port}`;
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baraza-mail-'));
    fs.chmodSync(this.folder, 0o777); // as root it gives up its rights before it writes
    this.child = null;
  }

  // @words: ['-f', 'RCPT'] refuses every recipient for good, ['-r', 'RCPT'] for now.
  async start(...words) {
    const user = process.getuid() === 0 ? ['-u', 'nobody'] : [];
    this.child = spawn(PROGRAM, [...user, '-c', '-d', 'mail.', ...words, `127.0.0.1:${this.port}`, '50'], { cwd: this.folder, stdio: 'ignore' });
    process.once('exit', () => this.abandon());
    this.gone = new Promise((resolve) => this.child.once('exit', resolve));
    for (let n = 0; !(await this.listens()); n++) {
      if (n === 500 || this.child.exitCode !== null) throw new Error(`${PROGRAM} did not start`);
      await pause(10);
    }
  }

  listens() {
    return new Promise((resolve) => {
      const socket = net.connect(this.port, '127.0.0.1', () => socket.destroy() && resolve(true));
      socket.on('error', () => resolve(false));
    });
  }

  async stop() {
    this.child.kill('SIGTERM');
    await this.gone;
  }

  // The messages so far, oldest first, read by Python's email package: see read_mail.py.
  messages() {
    const files = fs.readdirSync(this.folder).map((name) => path.join(this.folder, name));
    const whole = files.filter((file) => fs.readFileSync(file, 'latin1').endsWith('\n'));
    return whole.length > 0 ? JSON.parse(execFileSync('python3', [READER, ...whole], { encoding: 'utf8' })) : [];
  }

  // Wait until there are @count, and give them.
  async untilThereAre(count) {
    const until = Date.now() + MAX_WAIT_MS;
    while (Date.now() < until) {
      if (fs.readdirSync(this.folder).length >= count) {
        await pause(50);
        return this.messages();
      }
      await pause(50);
    }
    throw new Error(`${fs.readdirSync(this.folder).length} of ${count} mails came within ${MAX_WAIT_MS} ms`);
  }

  abandon() {
    if (this.child && this.child.exitCode === null) this.child.kill('SIGKILL');
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

async function newSink() {
  return new Sink(await freePort());
}

module.exports = { newSink };
