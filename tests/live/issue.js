// SPDX-License-Identifier: AGPL-3.0-or-later
//
// issue - an issue of the demo on its way to many readers, of whom the database is told past the program.
'use strict';

const fs = require('node:fs');
const { newServer } = require('./server.js');
const { untilIs } = require('./relay.js');

// Readers who agreed to the newsletter, as an import would have left them.
const readersSql = (count) => `
BEGIN;
INSERT INTO consent_wording (purpose, language, version, text, created_at)
SELECT 'newsletter', 'en', 99, 'bench', 1483228800;
INSERT INTO person (email, name, country, language, joined_at, is_demo)
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${count})
SELECT 'reader' || n || '@bench.example', 'Reader ' || n, 'KE', CASE n % 5 WHEN 0 THEN 'fr' ELSE 'en' END, 1370044800 + n, 1
  FROM number;
INSERT INTO consent (person_id, purpose, wording_id, given, source, evidence, answered_at)
SELECT person.id, 'newsletter', (SELECT id FROM consent_wording WHERE version = 99), 1, 'import', '', 1483228800
  FROM person WHERE email LIKE '%@bench.example';
COMMIT;
ANALYZE;`;

// An alliance with @count readers, which sends by @relay; not started yet.  What the demo left in its
// outbox, and its mailing, are gone.
async function newIssueServer(database, count, relay) {
  const server = await newServer(database);
  server.demo();
  server.sql("DELETE FROM consent WHERE purpose = 'newsletter'");
  server.sql(readersSql(count));
  server.sql('DELETE FROM outbox');
  server.sql('DELETE FROM mailing');
  server.set('smtp_url', relay.url);
  return server;
}

// Let the first issue go to everybody who agrees, from now on: to members, or to whom @filter finds.
function sendIssue(server, filter = '') {
  const item = server.sql("SELECT id FROM item WHERE kind = 'newsletter' ORDER BY id LIMIT 1");
  const now = server.sql('SELECT max(at) FROM audit');
  server.sql(`INSERT INTO mailing (item_id, filter, state, send_at, created_at) VALUES (${item}, '${filter}', 'planned', ${now}, ${now})`);
}

// Of the issue's mails, how many are in one of @states; all without any.
function countMails(server, ...states) {
  const of = states.length > 0 ? ` AND state IN ('${states.join("', '")}')` : '';
  return Number(server.sql(`SELECT count(*) FROM outbox WHERE mailing_id IS NOT NULL${of}`));
}

const mailingState = (server) => server.sql('SELECT max(state) FROM mailing');

// "sending: waiting 200, sent 800".
function howFar(server) {
  const mails = server.sql('SELECT state, count(*) FROM outbox WHERE mailing_id IS NOT NULL GROUP BY state ORDER BY state');
  return `${mailingState(server)}: ${mails.replace(/\n/g, ', ').replace(/\|/g, ' ')}`;
}

// Everybody is queued and nothing waits or is on its way any more.
function untilSent(server) {
  const isSent = () => {
    if (!server.isRunning()) throw new Error(`the server died:\n${fs.readFileSync(server.log, 'utf8').slice(-2000)}`);
    return /sending|done/.test(mailingState(server)) && countMails(server, 'waiting', 'sending') === 0;
  };
  return untilIs('the issue sent', isSent, () => howFar(server));
}

module.exports = { newIssueServer, readersSql, sendIssue, countMails, mailingState, untilSent };
