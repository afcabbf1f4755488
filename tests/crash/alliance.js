// SPDX-License-Identifier: AGPL-3.0-or-later
//
// alliance - a server on a database of its own kind, for tests that end it roughly.
//
// BARAZA_POSTGRES_FOLDER is where script/postgres has a server; without it only SQLite is tried.
'use strict';

const { execFileSync, spawn } = require('node:child_process');
const path = require('node:path');
const { startServer } = require('../live/server.js');

const POSTGRES = process.env.BARAZA_POSTGRES_FOLDER;
const KINDS = POSTGRES ? ['SQLite', 'PostgreSQL'] : ['SQLite'];
const script = path.join(__dirname, '../../script/postgres');

function addressOf(...database) {
  return execFileSync(script, ['url', POSTGRES, ...database], { encoding: 'utf8' }).trim();
}

let nDatabases = 0;

function newDatabase(kind) {
  if (kind !== 'PostgreSQL') return undefined;
  const name = `crash_${process.pid}_${nDatabases++}`;
  // What the server says is kept has to be kept, also when its other users are in a hurry.
  for (const sql of [`CREATE DATABASE ${name}`, `ALTER DATABASE ${name} SET synchronous_commit = on`])
    execFileSync('psql', ['-Xq', addressOf(), '-c', sql]);
  return addressOf(name);
}

async function withServer(kind, role, body) {
  const server = await startServer(newDatabase(kind));
  try {
    await body(server, await server.signInAs(role));
  } finally {
    await server.stop();
  }
}

// Whatever is asked of it meanwhile goes on.
function restartPostgres() {
  const child = spawn(script, ['restart', POSTGRES], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}

module.exports = { withServer, newDatabase, restartPostgres, KINDS, POSTGRES };
