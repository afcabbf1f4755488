// SPDX-License-Identifier: AGPL-3.0-or-later
//
// import_test - lists as other programs write them, through the running server.
//
// lists/libxlsxwriter.xlsx has an empty sheet, one with rich texts, formulas, a merged cell, a hidden
// row and a hidden column, and a third; lists/libreoffice.xlsx was a CSV that Calc saved.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { test, run } = require('./tap.js');
const { startServer } = require('./server.js');
const { List } = require('./list.js');

const context = {};
const book = (name) => fs.readFileSync(path.join(__dirname, 'lists', name));

async function readIn(bytes, name, typed) {
  const { server, cookie } = context;
  const list = new List(server, cookie);
  await list.send(bytes, name);
  const page = await list.get(`${list.path}/columns`);
  await list.match(typed);
  await list.until('checked');
  await list.press('apply');
  await list.until('done');
  return { list, page };
}

function said(email) {
  const day = /^postgresql:/.test(context.server.database) ? 'to_timestamp(joined_at)::date' : "date(joined_at, 'unixepoch')";
  return context.server.sql(`SELECT name, country, organisation, ${day} FROM person WHERE email = '${email}@example.org'`);
}

async function assertTakenBack(list, email) {
  await list.press('undo');
  await list.until('undone');
  assert.strictEqual(said(email), '');
}

test('a workbook by libxlsxwriter: the first sheet with rows, what it hides, and no #N/A', async () => {
  const { list, page } = await readIn(book('libxlsxwriter.xlsx'), 'members.xlsx');
  assert.match(page, /<option value="2" selected>Members 2016<\/option>/);
  assert.match(page, /1 of them is hidden/);
  assert.strictEqual(said('amina.okoth'), 'Amina Okoth|NA|Ministry of Health|2016-12-31');
  assert.strictEqual(said('juma'), 'Juma Mwangi|||2015-12-31');
  assert.strictEqual(said('hidden'), 'Hidden Person|NA||2014-01-01');
  assert.deepStrictEqual((await list.report()).map(([row, outcome]) => `${row} ${outcome}`), ['2 Added', '3 Added', '5 Added']);
  await assertTakenBack(list, 'hidden');
});

test('a workbook that LibreOffice saved', async () => {
  const { list, page } = await readIn(book('libreoffice.xlsx'), 'members.xlsx');
  assert.doesNotMatch(page, /name="sheet"|hidden in the workbook/);
  assert.strictEqual(said('amina.okoth'), 'Amina Okoth|KE|Ministry of Health|2016-12-31');
  assert.strictEqual(said('juma'), 'Juma Mwangi||Ministry of Health|2015-04-25');
  assert.strictEqual(said('elodie'), 'Élodie Koffi|CI|Université|2014-03-04');
  await assertTakenBack(list, 'elodie');
});

test('the card that a member downloads is read in by another alliance', async () => {
  const handle = context.server.sql("SELECT handle FROM person WHERE email = 'member@example.org'");
  const card = await context.member.get(`/members/${handle}.vcf`);
  const name = card.match(/\nFN:(.*)\r/)[1];
  const other = card.replace(/\nEMAIL:.*\r/, '').replace('END:VCARD', 'EMAIL:card@example.org\r\nEND:VCARD');
  const { list } = await readIn(Buffer.from(other), 'contact.vcf');
  assert.strictEqual(said('card').split('|')[0], name);
  await assertTakenBack(list, 'card');
});

async function before() {
  const server = await startServer();
  Object.assign(context, { server, cookie: await server.signInAs('secretariat') });
  context.member = new List(server, await server.signInAs('member'));
}

run({ before, after: () => context.server && context.server.stop() });
