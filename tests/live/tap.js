// SPDX-License-Identifier: AGPL-3.0-or-later
//
// tap - tests that run one after another and say so in TAP (testanything.org).
//
// A test is a function that throws when something is not as it should be.  The plan comes last:
// a run that dies half-way has none, and script/test counts that as a failure.
'use strict';

const MAX_TEST_MS = 5 * 60 * 1000;

const tests = [];

function test(name, body) {
  tests.push({ name, body });
}

function explain(error) {
  return String(error.stack || error).split('\n').slice(0, 30).map((line) => '# ' + line).join('\n');
}

// What never ends has failed, and the others come to their turn.
async function inTime(work) {
  let timer;
  const late = new Promise((unused, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not end in ${MAX_TEST_MS / 1000} s`)), MAX_TEST_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function runOne({ name, body }, number) {
  try {
    await inTime(body());
    console.log(`ok ${number} - ${name}`);
    return true;
  } catch (error) {
    console.log(`not ok ${number} - ${name}\n${explain(error)}`);
    return false;
  }
}

// Run what test() has collected between before() and after(); the exit code says how it went.
async function run({ before = async () => {}, after = async () => {} } = {}) {
  let failed = 0;
  try {
    await before();
    for (const [index, each] of tests.entries()) failed += (await runOne(each, index + 1)) ? 0 : 1;
    console.log(`1..${tests.length}`);
  } catch (error) {
    console.log(`Bail out!\n${explain(error)}`);
    failed++;
  } finally {
    await after();
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

module.exports = { test, run };
