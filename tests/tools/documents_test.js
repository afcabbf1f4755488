// SPDX-License-Identifier: AGPL-3.0-or-later
//
// documents_test - every file that a document names is there, and the lists of documents are whole.
'use strict';

const assert = require('assert');
const fs = require('fs');
const path = require('path');

const { test, run } = require('../live/tap');

const project = path.join(__dirname, '../..');
const FOLDERS = 'assets|data|docs|migrations|packaging|po|script|src|tests|tools';

function documents(folder) {
  return fs.readdirSync(path.join(project, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return /node_modules|^build|^var$|^\./.test(entry.name) ? [] : documents(name);
    return name.endsWith('.md') ? [name] : [];
  });
}

const read = (name) => fs.readFileSync(path.join(project, name), 'utf8');
const withoutExamples = (text) => text.replace(/^```[^]*?^```/gm, '');

// What is written like code and begins like a path of this project, and what is linked.
function namedBy(name) {
  const text = withoutExamples(read(name));
  const found = [];
  for (const [, code] of text.matchAll(/`([^`\n]+)`/g)) {
    const file = new RegExp(`^(?:${FOLDERS})/[\\w./-]+`).exec(code.split(/\s/)[0]);
    if (file && file[0] === code.split(/\s/)[0] && !file[0].includes('NNNN')) found.push(file[0]);
  }
  for (const [, link] of text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g))
    if (!/^[a-z]+:/.test(link)) found.push(path.join(path.dirname(name), link));
  return found;
}

// A tool is named like a file, and is one once it is built.
const isTool = (file) => file.startsWith('tools/') && read('tools/meson.build').includes(`'${file.slice(6)}'`);
const isThere = (file) => fs.existsSync(path.join(project, file)) || isTool(file);

for (const name of documents('.')) {
  test(`${name} names only files that are there`, () => {
    for (const file of namedBy(name)) assert.ok(isThere(file), file);
  });
}

test('the decision records are all listed', () => {
  const list = read('docs/decisions/README.md');
  for (const name of fs.readdirSync(path.join(project, 'docs/decisions')))
    assert.ok(name === 'README.md' || list.includes(`(${name})`), name);
});

test('every key of the configuration is described', () => {
  const list = read('docs/admin/commands.md');
  const keys = [...read('src/app/config.c').matchAll(/(?:TEXT|NUMBER|FLAG)\((\w+), "(BARAZA_\w+)"/g)];
  assert.ok(keys.length >= 8);
  for (const [, key, variable] of keys) assert.ok(list.includes(`| \`${key}\` | \`${variable}\` |`), key);
});

run();
