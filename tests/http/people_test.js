// SPDX-License-Identifier: AGPL-3.0-or-later
//
// people_test - files of people over a real connection: whole for who reads slowly, and nothing
// left behind.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const { test, run } = require('../live/tap.js');
const { startServer, ask, hiddenFields, pause, untilTrue, FORM } = require('../live/server.js');

const PAGE = '/desk/people/take-out';
let server, cookie;

async function fieldsFor(format) {
  const page = await ask(server.url + PAGE, { headers: { Cookie: cookie } });
  const fields = { ...hiddenFields(page.body.toString()), format, eye: 'secretariat', all: '1' };
  return { headers: { Cookie: cookie, Origin: server.url, ...FORM }, body: new URLSearchParams(fields).toString() };
}

const takeOut = async (format) => ask(server.url + PAGE, { method: 'POST', ...(await fieldsFor(format)) });

// Files that the server holds open in the folder of temporary files.
const openFiles = () =>
  fs.readdirSync(`/proc/${server.child.pid}/fd`).filter((fd) => {
    try {
      return path.basename(fs.readlinkSync(`/proc/${server.child.pid}/fd/${fd}`)).startsWith('baraza-') &&
        fs.readlinkSync(`/proc/${server.child.pid}/fd/${fd}`).endsWith('(deleted)');
    } catch {
      return false;
    }
  });

test('every format is whole', async () => {
  const ends = { csv: /\r\n$/, xlsx: /^PK[^]*PK\x05\x06/, vcard: /END:VCARD\r\n$/, json: /\}\n\]\n$/ };
  for (const [format, end] of Object.entries(ends)) {
    const { status, headers, body } = await takeOut(format);
    assert.equal(status, 200, format);
    assert.equal(Number(headers['content-length']), body.length);
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(headers['content-disposition'], /^attachment; filename="[a-z0-9-]+\.[a-z]+"$/);
    assert.match(body.toString('latin1'), end);
  }
  assert.equal(JSON.parse((await takeOut('json')).body).length > 1000, true);
});

test('who reads slowly gets the same', async () => {
  const { body } = await takeOut('json');
  const asked = await fieldsFor('json');
  const slow = await new Promise((resolve, reject) => {
    const request = http.request(server.url + PAGE, { method: 'POST', headers: asked.headers }, async (answer) => {
      const chunks = [];
      for await (const chunk of answer) {
        chunks.push(chunk);
        await pause(20);
      }
      resolve(Buffer.concat(chunks));
    });
    request.on('error', reject);
    request.end(asked.body);
  });
  assert.ok(slow.equals(body));
});

test('who goes away leaves nothing behind', async () => {
  const asked = await fieldsFor('vcard');
  await new Promise((resolve) => {
    const request = http.request(server.url + PAGE, { method: 'POST', headers: asked.headers }, (answer) => {
      answer.once('data', () => request.destroy());
      answer.on('error', resolve);
      answer.on('close', resolve);
    });
    request.on('error', resolve);
    request.end(asked.body);
  });
  await untilTrue('no file is open', () => openFiles().length === 0);
  const named = fs.readdirSync(os.tmpdir()).filter((name) => /^baraza-[A-Za-z0-9]{6}$/.test(name));
  for (const name of named) assert.ok(fs.statSync(path.join(os.tmpdir(), name)).isDirectory(), `${name} was left behind`);
});

run({
  before: async () => {
    server = await startServer();
    cookie = await server.signInAs('secretariat');
  },
  after: () => server.stop(),
});
