// SPDX-License-Identifier: AGPL-3.0-or-later
//
// import - a list of a million members, read in with all checks, against `sqlite3 .import` of the
// same file: into a bare table, and into one whose addresses are unique.
//
// ROWS may be set for a quick look.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { writeTable } = require('./measure.js');

const ROWS = Number(process.env.ROWS || 1000000);
const BARAZA = process.env.BARAZA;
const COUNTRIES = ['Kenya', 'KENYA', 'KE', 'Uganda', 'NA', 'Namibia', 'South Africa', 'Zambia', 'Ghana', 'Rwanda'];
const FIRST = ['Amina', 'JUMA', 'Grace', 'Peter', 'Fatou', 'Kwame', 'Ana', 'Luís', 'Wei', 'Noor'];
const LAST = ['Okoth', 'MWANGI', 'Lima', 'Diallo', 'Mensah', 'Banda', 'Phiri', 'Khan', 'Silva', 'Dube'];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baraza-list-'));
const list = path.join(folder, 'list.csv');
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

// The same in each run, with addresses in no order.
function writeList() {
  const out = fs.openSync(list, 'w');
  let text = 'Name,E-mail,Country,Organisation,Position,Level,Joined\n';
  let random = 12345;
  for (let i = 0; i < ROWS; i++) {
    random = (random * 1103515245 + 12345) % 2147483648;
    text += `${FIRST[i % 10]} ${LAST[(i / 10 | 0) % 10]},p${random}.${i}@host${i % 300}.example,${COUNTRIES[i % 10]},` +
      `Organisation ${i % 5000},Social worker,micro,${2000 + i % 16}-${String(1 + i % 12).padStart(2, '0')}-15\n`;
    if (text.length > 1 << 20) {
      fs.writeSync(out, text);
      text = '';
    }
  }
  fs.writeSync(out, text);
  fs.closeSync(out);
}

function seconds(work) {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function sqliteImport(table) {
  const file = path.join(folder, 'plain.db');
  fs.rmSync(file, { force: true });
  if (table) execFileSync('sqlite3', [file, table]);
  const took = seconds(() => execFileSync('sqlite3', [file, `.import --csv${table ? ' --skip 1' : ''} ${list} t`]));
  fs.rmSync(file);
  return took;
}

function baraza(...words) {
  const env = { ...process.env, BARAZA_DATABASE: path.join(folder, 'baraza.db') };
  return seconds(() => execFileSync(BARAZA, words, { env }));
}

const rate = (took) => `${Math.round(ROWS / took).toLocaleString('en')}/s`;

function main() {
  writeList();
  baraza('migrate');
  const rows = [];
  const row = (what, took, target) => {
    const plain = sqliteImport(''), keyed = sqliteImport('CREATE TABLE t (a, b UNIQUE, c, d, e, f, g)');
    rows.push(`| ${what} | ${rate(took)} | ${rate(plain)} | ${(plain / took).toFixed(2)} × | ${rate(keyed)} | ${(keyed / took).toFixed(2)} × | ${target} |`);
  };
  row('dry run, all rows new', baraza('import', list), '≥ 0.30 ×');
  row('import, all rows new', baraza('import', '--apply', list), '≥ 0.30 ×');
  row('the same list again', baraza('import', '--apply', '--mode', 'overwrite', list), '≥ 0.30 ×');
  const text = `\n| ${ROWS.toLocaleString('en')} rows | measured | bare .import | ratio | .import, unique address | ratio | target |\n` +
    `| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n${rows.join('\n')}\n\n` +
    `${os.cpus().length} × ${os.cpus()[0].model.trim()}, ${new Date().toISOString().slice(0, 10)}; load ${os.loadavg()[0].toFixed(1)} when it ended.\n\n`;
  console.log(text);
  if (process.argv.includes('--write')) writeTable('import', text);
}

main();
