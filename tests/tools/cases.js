// SPDX-License-Identifier: AGPL-3.0-or-later
//
// cases - what the tools of the build must refuse, and what they must let pass.
//
// A file of cases is text.  A line begins with
//
//   ##  a case, and the sentence that it proves
//   @@  a file of the case; the lines that follow are its text
//   @=  a copy of a file of the project, in which "-old" lines become the "+new" lines
//   @*  a number and a text: the text, repeated so many times
//   @%  a line with \xNN escapes, for bytes that are no text
//   !!  a line that the tool must say, or its beginning; ":*:" stands for any line number
//
// and everything else belongs to the file above it, but for an empty line at its end.  A case without "!!" must be accepted without a
// word.  The files before the first case are part of every case that has no file of that name.
'use strict';

const fs = require('fs');
const path = require('path');

const project = path.join(__dirname, '..', '..');

function unescape(text) {
  const bytes = text.replace(/\\x([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

const readers = {
  '##': (state, text) => {
    state.current = { name: text, files: new Map(), copies: new Map(), expected: [] };
    state.cases.push(state.current);
  },
  '@@': (state, text) => state.current.files.set((state.file = text), []),
  '@=': (state, text) => state.current.copies.set((state.file = text), []),
  '@*': (state, text) => {
    const [, count, line] = text.match(/^(\d+) ?(.*)$/);
    for (let i = 0; i < Number(count); i++) add(state, Buffer.from(line));
  },
  '@%': (state, text) => add(state, unescape(text)),
  '!!': (state, text) => state.current.expected.push(text),
};

function add(state, bytes) {
  const { files, copies } = state.current;
  (copies.get(state.file) || files.get(state.file)).push(bytes);
}

// An empty line parts a file from what follows.
function withoutLast(lines) {
  return lines.length > 0 && lines[lines.length - 1].length === 0 ? lines.slice(0, -1) : lines;
}

// Read a file of cases.
function read(name) {
  const shared = { files: new Map(), copies: new Map(), expected: [] };
  const state = { cases: [], current: shared, file: null };
  const lines = fs.readFileSync(path.join(__dirname, name), 'utf8').split('\n');
  for (const line of lines.slice(0, -1)) {
    const reader = readers[line.slice(0, 2)];
    if (reader) reader(state, line.slice(3));
    else if (state.file !== null) add(state, Buffer.from(line));
  }
  for (const each of state.cases)
    for (const [file, text] of shared.files) if (!each.files.has(file)) each.files.set(file, text);
  return state.cases;
}

function edit(file, lines) {
  const part = (mark) =>
    lines.map(String).filter((line) => line[0] === mark).map((line) => line.slice(1) + '\n').join('');
  const before = fs.readFileSync(path.join(project, file), 'utf8');
  if (!before.includes(part('-'))) throw new Error(`${file} has no longer: ${part('-')}`);
  return before.replace(part('-'), () => part('+'));
}

// Write the case's files into a folder.
function write(each, folder) {
  const put = (file, data) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), data);
  };
  for (const [file, lines] of each.files)
    put(file, Buffer.concat(withoutLast(lines).flatMap((line) => [line, Buffer.from('\n')])));
  for (const [file, lines] of each.copies) put(file, edit(file, lines));
}

module.exports = { project, read, write };
