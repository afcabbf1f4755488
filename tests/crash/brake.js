// SPDX-License-Identifier: AGPL-3.0-or-later
//
// brake - a trigger that never ends, so that a transaction is surely in its middle when it is cut off.
'use strict';

const { execFileSync } = require('node:child_process');
const { untilIs } = require('../live/relay.js');

const isPostgres = (server) => /^postgresql:/.test(server.database);

const SQLITE = (event, condition) => `
CREATE VIEW endless AS WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number) SELECT n FROM number;
CREATE TRIGGER brake AFTER ${event} ON outbox WHEN ${condition} BEGIN SELECT count(*) FROM endless; END;`;

const POSTGRES = (event, condition) => `
CREATE FUNCTION brake() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(3600); RETURN new; END';
CREATE TRIGGER brake AFTER ${event} ON outbox FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION brake();`;

// Whoever does @event ("INSERT", "UPDATE") to a row of the outbox for which @condition of "new" holds stops there.
function pullBrake(server, event, condition) {
  server.sql((isPostgres(server) ? POSTGRES : SQLITE)(event, condition));
}

const ASLEEP = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()";

function isWriting(server) {
  try {
    execFileSync('sqlite3', [server.database, 'BEGIN IMMEDIATE; ROLLBACK;'], { stdio: 'pipe' });
    return false;
  } catch {
    return true;
  }
}

// Wait until somebody writes.  With SQLite that may be a transaction which is not stopped: wait first for what
// only leaves the one that is.
function untilBraked(server) {
  return untilIs('a transaction that stops', () => (isPostgres(server) ? server.sql(ASLEEP) !== '0' : isWriting(server)));
}

// After the writer's death: PostgreSQL would not notice it before the sleep ends.
function releaseBrake(server) {
  if (isPostgres(server)) {
    server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()");
    server.sql('DROP TRIGGER brake ON outbox; DROP FUNCTION brake();');
  } else {
    server.sql('DROP TRIGGER brake; DROP VIEW endless;');
  }
}

module.exports = { pullBrake, untilBraked, releaseBrake };
