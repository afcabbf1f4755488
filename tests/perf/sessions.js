// SPDX-License-Identifier: AGPL-3.0-or-later
//
// sessions - many members who are signed in, past the program.
'use strict';

const { execFileSync } = require('node:child_process');
const crypto = require('node:crypto');

const PORTION = 200; // rows of one statement
const FOREVER = 4102444800;
const HASHES = 'import hashlib, sys\nfor line in sys.stdin: print(hashlib.blake2b(line.strip().encode(), digest_size=32).hexdigest())';

// A session for each of the first @members readers of readersSql(); their cookies.
function signInAll(server, kind, members) {
  const tokens = Array.from({ length: members }, () => crypto.randomBytes(32).toString('base64url'));
  const hashes = execFileSync('python3', ['-c', HASHES], { input: tokens.join('\n'), encoding: 'utf8' }).trim().split('\n');
  const bytes = (hash) => (kind === 'SQLite' ? `x'${hash}'` : `decode('${hash}', 'hex')`);
  const values = hashes.map((hash, n) => `(${bytes(hash)}, (SELECT id FROM person WHERE email = 'reader${n + 1}@bench.example'), 1483228800, 1483344000, ${FOREVER})`);
  for (let n = 0; n < values.length; n += PORTION)
    server.sql(`INSERT INTO session (token_hash, person_id, created_at, seen_at, expires_at) VALUES ${values.slice(n, n + PORTION).join(', ')}`);
  return tokens.map((token) => `session=${token}`);
}

module.exports = { signInAll };
