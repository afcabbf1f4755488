// SPDX-License-Identifier: AGPL-3.0-or-later
//
// demo - the demo alliance as `baraza demo` makes it, made once and then copied: to make one takes ten times as long.
//
// BARAZA_TEST_DEMO names a folder where the processes of a run find what one of them made; without it each
// process makes its own.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

// How the databases of each kind are kept as a file: where, how it is written, how it is read back.
const KINDS = {
  sqlite: {
    name: 'demo.db',
    write: (database, file) => fs.copyFileSync(database, file),
    read: (database, file) => fs.copyFileSync(file, database),
  },
  postgres: {
    name: 'demo.sql',
    write: (database, file) => execFileSync('pg_dump', ['-f', file, database]),
    read: (database, file) => execFileSync('psql', ['-Xq1', '-v', 'ON_ERROR_STOP=1', '-f', file, database], { stdio: ['ignore', 'ignore', 'pipe'] }),
  },
};

let ownFolder = null;

function sharedFolder() {
  if (process.env.BARAZA_TEST_DEMO) return process.env.BARAZA_TEST_DEMO;
  if (ownFolder === null) {
    ownFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'baraza-demo-'));
    process.once('exit', () => fs.rmSync(ownFolder, { recursive: true, force: true }));
  }
  return ownFolder;
}

// Two processes may make one at the same time; either is whole.
function keep(kind, database, file) {
  const part = `${file}.${process.pid}`;
  kind.write(database, part);
  fs.renameSync(part, file);
}

// Its clock goes on from where `baraza demo` left it.
function turnBackClock(server, made) {
  const passed = Math.round((Date.now() - made) / 1000);
  server.set('clock_offset', Number(server.sql("SELECT value FROM setting WHERE name = 'clock_offset'")) - passed);
}

// Put the demo into the empty database of @server, which does not run.
function putDemo(server) {
  const kind = /^postgresql:/.test(server.database) ? KINDS.postgres : KINDS.sqlite;
  const file = path.join(sharedFolder(), kind.name);
  if (fs.existsSync(file)) {
    kind.read(server.database, file);
    turnBackClock(server, fs.statSync(file).mtimeMs);
  } else {
    server.command('demo');
    keep(kind, server.database, file);
  }
}

module.exports = { putDemo };
