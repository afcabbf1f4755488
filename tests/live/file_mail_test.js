// SPDX-License-Identifier: AGPL-3.0-or-later
//
// file_mail_test - a file that somebody asks for by mail arrives as it is stored, its name whole; files
// that are too large for the sender's memory together arrive all the same.
// Takes long.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');
const { test, run } = require('./tap.js');
const { startServer, ask, cookiesOf, hiddenFields, pause, untilTrue, FORM } = require('./server.js');
const { newSink } = require('./sink.js');

const SLUG = 'state-of-the-workforce-2015-1';
const LARGE = 6 * 1024 * 1024; // three of them are more than MAIL_FILES_MOST
const NAME = 'r\u00e9sum\u00e9 \u0643\u062a\u0627\u0628 & 100% more.pdf';
const context = {};

const hashOf = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');

async function press(address, cookie, fields) {
  const page = await ask(context.server.url + address, { headers: { cookie } });
  assert.strictEqual(page.status, 200);
  const headers = { ...FORM, origin: context.server.url, cookie: cookie || cookiesOf(page) };
  const body = new URLSearchParams({ ...hiddenFields(page.body.toString()), ...fields }).toString();
  return ask(context.server.url + address, { method: 'POST', headers, body });
}

// Hang a file of random bytes on the edition, as an editor does; its number.
async function upload(bytes) {
  const { server } = context;
  const cookie = await server.signInAs('editor');
  const item = server.sql(`SELECT id FROM item WHERE kind = 'edition' AND slug = '${SLUG}'`);
  const page = `${server.url}/desk/pages/${item}/files`;
  const form = new FormData();
  const drawn = await ask(page, { headers: { cookie } });
  for (const [name, value] of Object.entries(hiddenFields(drawn.body.toString()))) form.set(name, value);
  form.set('title', 'Random');
  form.set('alt', '');
  form.set('file', new Blob([bytes]), NAME);
  const answer = await fetch(page, { method: 'POST', body: form, redirect: 'manual', headers: { cookie, origin: server.url } });
  assert.strictEqual(answer.status, 303, await answer.text());
  return server.sql('SELECT max(id) FROM file');
}

test('what arrives is what is stored, and its name is whole', async () => {
  const { server, sink } = context;
  const bytes = crypto.randomBytes(LARGE);
  bytes.write('%PDF-1.4\n'); // what is no kind of file that is known is not taken
  bytes.write('\r\n.\r\n--=_whole--\r\n', 1000); // nothing in it ends anything too early
  const file = await upload(bytes);
  const cookie = await server.signInAs('member');
  for (let n = 0; n < 3; n++) assert.strictEqual((await press(`/documents/${file}/mail`, cookie, { wish: 'file' })).status, 303);
  await untilTrue('all three were sent', () => server.sql("SELECT count(*) FROM outbox WHERE template = 'file' AND state = 'sent'") === '3', 60);
  await pause(200);
  const mails = sink.messages().filter((mail) => mail.headers.subject === NAME);
  assert.strictEqual(mails.length, 3);
  for (const mail of mails) {
    assert.deepStrictEqual(mail.defects, []);
    assert.deepStrictEqual(mail.types, ['multipart/mixed', 'multipart/alternative', 'text/plain', 'text/html', 'application/pdf']);
    assert.deepStrictEqual(mail.files, [{ name: NAME, type: 'application/pdf', size: LARGE, sha256: hashOf(bytes) }]);
    assert.ok(mail.longest_line <= 998);
  }
  assert.strictEqual(server.sql(`SELECT sum(n) FROM download WHERE file_id = ${file}`), '3');
});

test('the text of a PDF arrives as words', async () => {
  const { server, sink } = context;
  const file = server.sql(`SELECT item_file.file_id FROM item_file JOIN item ON item.id = item_id JOIN document ON document.file_id = item_file.file_id
    WHERE slug = '${SLUG}' AND document.format = 'pdf' AND document.n > 0`);
  const cookie = await server.signInAs('member');
  const before = (await sink.messages()).length;
  assert.strictEqual((await press(`/documents/${file}/mail`, cookie, { wish: 'text' })).status, 303);
  const mail = (await sink.untilThereAre(before + 1))[before];
  assert.deepStrictEqual(mail.files, []);
  assert.deepStrictEqual(mail.defects, []);
  assert.match(mail.text, /==== page 1 of .*\.pdf ====/);
  assert.match(mail.text, /The document itself is not part of the demo's data/);
});

test('who is no member gets a link, then the file, and is forgotten', async () => {
  const { server, sink } = context;
  const file = server.sql(`SELECT min(file_id) FROM item_file JOIN item ON item.id = item_id WHERE slug = '${SLUG}'`);
  const before = (await sink.messages()).length;
  assert.strictEqual((await press(`/documents/${file}/mail`, '', { email: 'guest@example.net', wish: 'file' })).status, 200);
  const small = (await sink.untilThereAre(before + 1))[before];
  assert.deepStrictEqual(small.files, []);
  const link = small.text.match(/http:\S+(\/documents\/send\/\S+)/)[1];
  assert.strictEqual((await press(link, '', {})).status, 303);
  const mail = (await sink.untilThereAre(before + 2))[before + 1];
  const served = await ask(`${server.url}/files/${file}`);
  assert.strictEqual(mail.files[0].sha256, hashOf(served.body));
  await server.advance(15 * 60);
  await untilTrue('nothing is known of the guest', () =>
    server.sql("SELECT (SELECT count(*) FROM outbox WHERE address = 'guest@example.net') + (SELECT count(*) FROM file_request)") === '0', 30);
});

run({
  before: async () => {
    context.sink = await newSink();
    await context.sink.start();
    context.server = await startServer();
    context.server.set('smtp_url', context.sink.url);
    await context.server.advance(0);
    await untilTrue('the mails of the demo are out of the way', () =>
      context.server.sql("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending') AND priority < 9 AND attempts = 0") === '0', 60).catch(() => {});
  },
  after: async () => {
    await context.server.stop();
    await context.sink.stop();
  },
});
