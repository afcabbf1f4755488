// SPDX-License-Identifier: AGPL-3.0-or-later
//
// library_test - the library in programs that are not ours: a harvester walks all its records over a
// restart, reference managers read its citations, and a reader of linked data its pages.
'use strict';

const assert = require('node:assert');
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { test, run } = require('./tap.js');
const { startServer, ask, pause } = require('./server.js');

const MANY = 150; // editions, in two parts of a list
const HOUR = 3600;
const context = {};

// Editions of one work, as the program writes them.
const MAKE_MANY = `
  WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i <= ${MANY})
  INSERT INTO item (kind, slug, status, audience, language, title, parent_id, published_at, created_at, updated_at)
  SELECT 'edition', 'many-' || i, 'published', 'public', 'en', 'Edition ' || i || ' <&> كتاب', work.id,
         work.published_at, work.created_at, work.updated_at
    FROM n, item work WHERE work.kind = 'work' AND work.slug = 'state-of-the-workforce-2015';
  INSERT INTO library_edition (item_id, number, state, out_at)
  SELECT id, CAST(substr(slug, 6) AS INTEGER), 'published', published_at FROM item WHERE slug LIKE 'many-%';`;

const recordsReady = () => Number(context.server.sql("SELECT count(*) FROM oai_record WHERE source <> ''"));

// The job comes each minute of the instance's clock.
async function untilRecords(n) {
  for (let tries = 0; tries < 600 && recordsReady() < n; tries++) {
    await context.server.advance(30);
    await pause(100);
  }
  assert.ok(recordsReady() >= n, `${recordsReady()} records of ${n}`);
  await context.server.advance(30); // what was stamped is given out
}

function publicEditions() {
  return Number(context.server.sql(`SELECT count(*) FROM item JOIN library_edition ON item_id = item.id
    JOIN item work ON work.id = item.parent_id
    WHERE state IN ('published', 'superseded') AND item.status IN ('published', 'archived')
      AND item.audience = 'public' AND work.audience = 'public' AND work.status IN ('published', 'archived')`));
}

async function harvest(prefix, after, meanwhile) {
  const child = spawn('perl', [path.join(__dirname, 'harvest.pl'), context.server.url + '/oai', prefix, String(after)]);
  const errors = [];
  child.stderr.on('data', (chunk) => errors.push(chunk));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const lines = [];
  for await (const line of readline.createInterface({ input: child.stdout })) {
    if (line !== 'pause') {
      lines.push(JSON.parse(line));
      continue;
    }
    await meanwhile();
    child.stdin.write('\n');
  }
  assert.strictEqual(await ended, 0, Buffer.concat(errors).toString());
  return lines;
}

test('a harvester walks from the first record to the last over a restart and an hour', async () => {
  const { server } = context;
  server.sql(MAKE_MANY);
  const n = publicEditions();
  assert.ok(n > MANY);
  await untilRecords(n);
  const [about, ...records] = await harvest('oai_dc', 50, async () => {
    await server.end('SIGTERM');
    await server.start();
    await server.advance(HOUR);
  });
  assert.strictEqual(about.version, '2.0');
  assert.strictEqual(about.deleted, 'persistent');
  assert.strictEqual(new Set(records.map((each) => each.id)).size, n);
  assert.strictEqual(records.length, n);
  assert.ok(records.some((each) => each.title === 'Edition 7 <&> كتاب'));
  assert.ok(records.every((each) => each.sets.includes('language-en')));
});

test('it learns what is gone', async () => {
  const { server } = context;
  server.sql("UPDATE library_edition SET state = 'withdrawn' WHERE number = 7");
  for (let tries = 0; tries < 600 && server.sql('SELECT count(*) FROM oai_record WHERE is_deleted = 1') === '0'; tries++) {
    await server.advance(30);
    await pause(100);
  }
  await server.advance(30);
  const [, ...records] = await harvest('oai_datacite', 0);
  const gone = records.filter((each) => each.status === 'deleted');
  assert.strictEqual(gone.length, 1);
  assert.strictEqual(gone[0].title, null);
  assert.strictEqual(records.length, publicEditions() + 1);
});

// ---- citations ----

async function cite(format) {
  const answer = await ask(`${context.server.url}/editions/state-of-the-workforce-2015-1/cite/${format}`);
  assert.strictEqual(answer.status, 200);
  return answer.body;
}

// What a program says of the text; whatever it complains about is a failure.
function read(command, words, input) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cite-'));
  try {
    const errors = path.join(folder, 'errors');
    const out = execFileSync(command, words, { input, cwd: folder, stdio: ['pipe', 'pipe', fs.openSync(errors, 'w')] });
    return { out: out.toString(), errors: fs.readFileSync(errors, 'utf8') };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

// pandoc knows RIS from its version 3 on, Debian 12 has 2.17.
test('pandoc reads BibTeX and CSL-JSON as the same document', async () => {
  const titles = [];
  for (const [format, name] of [['bibtex', 'bibtex'], ['csl', 'csljson']]) {
    const { out, errors } = read('pandoc', ['--fail-if-warnings', '-f', name, '-t', 'csljson'], await cite(format));
    assert.strictEqual(errors, '');
    const [entry] = JSON.parse(out);
    titles.push(entry.title.replace(/<[^>]*>/g, ''));
    assert.strictEqual(entry.issued['date-parts'][0][0], 2015);
    assert.match(entry.URL, /state-of-the-workforce-2015-1$/);
  }
  assert.strictEqual(new Set(titles).size, 1);
});

test('bibutils and biber read them without a warning', async () => {
  for (const [format, program] of [['bibtex', 'bib2xml'], ['ris', 'ris2xml']]) {
    const { out, errors } = read(program, [], await cite(format));
    assert.match(out, /<title>/);
    assert.doesNotMatch(errors, /warning|did not|error/i);
  }
  for (const type of ['report', 'guide', 'data']) {
    context.server.sql(`UPDATE library_work SET type = '${type}'`);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'biber-'));
    try {
      fs.writeFileSync(path.join(folder, 'in.bib'), await cite('bibtex'));
      const said = execFileSync('biber', ['--tool', '--validate-datamodel', 'in.bib'], { cwd: folder, encoding: 'utf8' });
      assert.doesNotMatch(said, /WARN|ERROR/);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  }
});

test('another library reads the linked data of an edition', async () => {
  const { body } = await ask(`${context.server.url}/editions/state-of-the-workforce-2015-1`);
  const text = body.toString().match(/<script type="application\/ld\+json">(.*?)<\/script>/s)[1];
  const triples = JSON.parse(execFileSync('/usr/bin/python3', [path.join(__dirname, 'read_linked.py')], { input: text, encoding: 'utf8' }));
  assert.ok(triples.some(([, what, value]) => what === 'http://schema.org/datePublished' && /^2015/.test(value)));
  assert.ok(triples.some(([, what]) => what === 'http://schema.org/name'));
});

test('a page, a kept page and one that has not changed lead machines on', async () => {
  const address = `${context.server.url}/editions/state-of-the-workforce-2015-1`;
  const made = await ask(address);
  const kept = await ask(address);
  const same = await ask(address, { headers: { 'if-none-match': kept.headers.etag } });
  assert.strictEqual(same.status, 304);
  for (const { headers } of [made, kept, same]) {
    const linkset = headers.link.match(/<([^>]*)>; rel="linkset"; type="application\/linkset\+json"/)[1];
    const { linkset: [page, ...files] } = JSON.parse((await ask(linkset)).body);
    assert.strictEqual(page.anchor, address);
    assert.strictEqual(page.item.length, files.length);
    assert.ok(files.every((file) => file.collection[0].href === address));
  }
});

run({
  before: async () => (context.server = await startServer()),
  after: () => context.server.stop(),
});
