// SPDX-License-Identifier: AGPL-3.0-or-later
//
// measure - requests a second and waiting times by wrk, in turns.
//
// Two addresses take turns (A B A B ...), so that whatever else the machine does meets both.  What
// is reported of two is the median of the ratios of neighbouring rounds.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pause } = require('../live/server.js');

const DOCUMENT = path.join(__dirname, '../../docs/performance.md');
const ROUNDS = Number(process.env.ROUNDS || 5);
const SECONDS_EACH = Number(process.env.SECONDS_EACH || 4);
const CONNECTIONS = 32;
const AT_REST = 5; // hundredths of a second of the processor in two

const UNITS = { us: 0.001, ms: 1, s: 1000, m: 60000 };

function milliseconds(text) {
  const [, number, unit] = text.match(/^([\d.]+)([a-z]+)$/);
  return Number(number) * UNITS[unit];
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// A script for wrk that asks for each of these paths in turn.
function scriptOf(paths) {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'baraza-wrk-')), 'paths.lua');
  fs.writeFileSync(file, `local paths = {${paths.map((each) => JSON.stringify(each)).join(', ')}}
local n = 0
request = function()
  n = n % #paths + 1
  return wrk.format("GET", paths[n])
end
`);
  return file;
}

// Ask one address, { url, headers }, or its { paths } in turn, as fast as it answers.
function askHard({ url, headers = {}, paths, connections = CONNECTIONS }, seconds = SECONDS_EACH) {
  const options = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const script = paths && scriptOf(paths);
  if (script) options.push('-s', script);
  const out = execFileSync('wrk', ['-t2', `-c${connections}`, `-d${seconds}s`, '--latency', ...options, url], { encoding: 'utf8' });
  if (script) fs.rmSync(path.dirname(script), { recursive: true });
  const wrong = out.match(/Non-2xx.*|Socket errors.*/);
  if (wrong) throw new Error(`${url}: ${wrong[0]}`);
  return {
    rate: Number(out.match(/Requests\/sec:\s*([\d.]+)/)[1]),
    p50: milliseconds(out.match(/^ *50% +(\S+)/m)[1]),
    p99: milliseconds(out.match(/^ *99% +(\S+)/m)[1]),
  };
}

// { a, b, ratio }: medians of rate, p50 and p99 of both, and of a's to b's.
function takeTurns(a, b) {
  const rounds = [];
  askHard(a, 1);
  askHard(b, 1);
  for (let n = 0; n < ROUNDS; n++) rounds.push({ a: askHard(a), b: askHard(b) });
  const result = { a: {}, b: {}, ratio: {} };
  for (const each of ['rate', 'p50', 'p99']) {
    result.a[each] = median(rounds.map((round) => round.a[each]));
    result.b[each] = median(rounds.map((round) => round.b[each]));
    result.ratio[each] = median(rounds.map((round) => round.a[each] / round.b[each]));
  }
  return result;
}

// What a process has computed so far, in hundredths of a second.
function processorTicks(pid) {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

// Resident memory of a process, in megabytes: now, the most so far, and what of it now is its own, the
// rest being pages of files that it has seen.
function memory(pid) {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name) => Number(status.match(new RegExp(`${name}:\\s*(\\d+)`))[1]) / 1024;
  return { now: of('VmRSS'), most: of('VmHWM'), own: of('RssAnon') };
}

// Wait until the process computes next to nothing any more.
async function untilAtRest(pid) {
  for (let before = 0, now = Infinity; now - before > AT_REST; ) {
    before = processorTicks(pid);
    await pause(2000);
    now = processorTicks(pid);
  }
}

// Put the table of `script/bench NAME` into docs/performance.md: the document keeps its words, what
// stands between the two marks is replaced.
function writeTable(name, text) {
  const document = fs.readFileSync(DOCUMENT, 'utf8');
  const marks = new RegExp(`(<!-- script/bench ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`);
  if (!marks.test(document)) throw new Error(`${DOCUMENT} has no place for the table`);
  fs.writeFileSync(DOCUMENT, document.replace(marks, (all, begin, end) => begin + text + end));
}

module.exports = { askHard, writeTable, takeTurns, median, memory, processorTicks, untilAtRest, ROUNDS, SECONDS_EACH, CONNECTIONS };
