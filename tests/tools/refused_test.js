// SPDX-License-Identifier: AGPL-3.0-or-later
//
// refused_test - run the cases of *.cases against the tools of the build.
//
//   node tests/tools/refused_test.js [TOOL...]      BUILD is the folder of the build, build/test
'use strict';

const assert = require('assert');
const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const { test, run } = require('../live/tap');
const cases = require('./cases');

const build = path.resolve(cases.project, process.env.BUILD || 'build/test');
const tool = (name) => path.join(build, 'tools', name);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'baraza-cases-'));

// The flags of a C file that tmplc has written.
function compilerFlags() {
  const glib = execFileSync('pkg-config', ['--cflags', 'glib-2.0'], { encoding: 'utf8' });
  return ['-fsyntax-only', '-std=gnu11', '-Wall', '-Wextra', '-Werror', '-D_GNU_SOURCE', '-I.',
    '-I' + path.join(cases.project, 'src'), ...glib.trim().split(/\s+/)];
}

const named = (folder, end) => fs.readdirSync(folder).filter((name) => name.endsWith(end)).sort();

// The commands of a case, one after another until one fails.
const commands = {
  checkdeps: (folder) => {
    const document = fs.existsSync(path.join(folder, 'ARCHITECTURE.md')) ? [] : ['--no-document'];
    return [[tool('checkdeps'), ...document, '.']];
  },
  tmplc: () => [
    [tool('tmplc'), 'page.html', 'page.html.c', 'page.html.h'],
    ['gcc', ...compilerFlags(), 'page.html.c'],
  ],
  sqlc: () => [
    [tool('sqlc'), '--migrations', 'migrations', '--fragments', 'shared.sql', 'page.sql',
      'page.sql.c', 'page.sql.h'],
    [tool('sqlc'), '--migrations', 'migrations', '--schema', 'schema.c'],
  ],
  poc: (folder) => [
    [tool('poc'), '--compile', 'texts.c', 'fr.po'],
    [tool('poc'), '--check', 'fr.po', '--texts', ...named(folder, '.h'), ...named(folder, '.html')],
  ],
};

// What the tool says, and whether it refused.
function say(name, folder) {
  let output = '';
  for (const [program, ...args] of commands[name](folder)) {
    const { status, signal, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
    output += stderr;
    assert.strictEqual(signal, null, `${program} ended by ${signal}:\n${stderr}`);
    if (status !== 0) return { refused: true, output };
  }
  return { refused: false, output };
}

// Does a line of the tool begin with the expected one?
function begins(line, expected) {
  const anyLine = expected.includes(':*:') ? line.replace(/:\d+:/, ':*:') : line;
  return anyLine.startsWith(expected);
}

function check(name, each, folder) {
  cases.write(each, folder);
  const { refused, output } = say(name, folder);
  const lines = output.split('\n');
  if (each.expected.length === 0) assert.strictEqual(output, '', 'this should be accepted');
  for (const expected of each.expected)
    assert(lines.some((line) => begins(line, expected)),
      `nothing says “${expected}”, only:\n${output || '(nothing)'}`);
  assert.strictEqual(refused, each.expected.length > 0);
  // The compiler adds notes; our own tools say each thing once and nothing else.
  if (name === 'checkdeps' || name === 'poc')
    assert.strictEqual(lines.length - 1, each.expected.length, `it says more:\n${output}`);
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(commands);
for (const name of names)
  for (const [index, each] of cases.read(`${name}.cases`).entries())
    test(`${name}: ${each.name}`, () => check(name, each, path.join(scratch, `${name}-${index}`)));

run({ after: async () => fs.rmSync(scratch, { recursive: true, force: true }) });
