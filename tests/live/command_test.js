// SPDX-License-Identifier: AGPL-3.0-or-later
//
// command_test - the other commands, with the whole demo.
//
// BARAZA_POSTGRES_FOLDER is where script/postgres has a server; without it only SQLite is tried.
// Takes long.
'use strict';

const assert = require('node:assert');
const { execFile, execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const tls = require('node:tls');
const { promisify } = require('node:util');
const { test, run } = require('./tap.js');
const { newServer, ask, program, FORM } = require('./server.js');
const { newRelay } = require('./relay.js');

const POSTGRES = process.env.BARAZA_POSTGRES_FOLDER;
const COMMANDS = ['serve', 'demo', 'migrate', 'export', 'import', 'import-works', 'backup', 'restore', 'doctor', 'user', 'token'];
const PAGES = ['/', '/about', '/newsletter/2016-year-end', '/members', '/year', '/search?q=workforce', '/fr/', '/new.atom', '/figures/members'];
const context = { servers: [] };

let nDatabases = 0;

// An alliance that is not there yet, on a database of its own.
async function newAlliance(kind) {
  let database;
  if (kind === 'PostgreSQL') {
    const script = path.join(__dirname, '../../script/postgres');
    const url = (...name) => execFileSync(script, ['url', POSTGRES, ...name], { encoding: 'utf8' }).trim();
    const name = `live_${process.pid}_${nDatabases++}`;
    execFileSync('psql', ['-Xq', url(), '-c', `CREATE DATABASE ${name}`]);
    database = url(name);
  }
  const server = await newServer(database);
  context.servers.push(server);
  return server;
}

// A server that speaks TLS with a certificate that nobody vouches for.
function startSigned(folder) {
  const key = path.join(folder, 'key.pem'), cert = path.join(folder, 'cert.pem');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '1', '-subj', '/CN=localhost'], { stdio: 'ignore' });
  const server = tls.createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(cert) });
  server.on('tlsClientError', () => undefined); // who does not trust it hangs up
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function fails(server, ...words) {
  const { status, stdout, stderr } = spawnSync(program, words, { env: server.env, cwd: server.folder, encoding: 'utf8' });
  assert.notStrictEqual(status, 0, `${words.join(' ')} did not fail`);
  assert.ok(status === 1 || status === 2, `${words.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout + stderr;
}

function readFolder(folder) {
  const names = fs.readdirSync(folder, { recursive: true }).map(String).sort();
  return new Map(names.filter((name) => fs.statSync(path.join(folder, name)).isFile())
    .map((name) => [name, fs.readFileSync(path.join(folder, name))]));
}

function assertSameFiles(one, other) {
  const [a, b] = [readFolder(one), readFolder(other)];
  assert.deepStrictEqual([...b.keys()], [...a.keys()]);
  for (const [name, bytes] of a) assert.ok(bytes.equals(b.get(name)), `${name} differs`);
  assert.ok(a.size > 10, `only ${a.size} files`);
}

// What visitors see, without what differs between two answers of one server, too.
async function pagesOf(server) {
  await server.start();
  await server.untilFilesAreRead();
  const texts = new Map();
  for (const page of PAGES) {
    const { status, body } = await ask(server.url + page);
    assert.strictEqual(status, 200, page);
    texts.set(page, body.toString().replaceAll(server.url, '').replace(/\d\d:\d\d UTC/g, '').replace(/<updated>[^<]*/g, ''));
  }
  await server.end('SIGTERM');
  return texts;
}

// ---- help ----

test('each command explains itself with --help, and the program lists them all', () => {
  const help = (...words) => execFileSync(program, words, { encoding: 'utf8' });
  for (const command of COMMANDS) {
    assert.match(help('--help'), new RegExp(`^ +${command} +\\S`, 'm'));
    const text = help(command, '--help');
    assert.match(text, new RegExp(`Usage:\\n +baraza ${command} \\[`));
    assert.match(text, /--config/);
  }
  assert.match(help('--version'), /^baraza \d+\.\d+/);
});

test('a command that is not known and words that are missing end with 2', async () => {
  const server = await newAlliance('SQLite');
  for (const words of [[], ['serv'], ['export'], ['user', 'add', 'only@example.org'], ['doctor', '--no-such']]) {
    const { status, stderr } = spawnSync(program, words, { env: server.env, cwd: server.folder, encoding: 'utf8' });
    assert.strictEqual(status, 2, `baraza ${words.join(' ')}: ${stderr}`);
    assert.ok(stderr.length > 20);
  }
});

// ---- people ----

function testPeople(kind) {
  test(`${kind}: migrate, user, token and doctor bring an empty alliance into use`, async () => {
    const server = await newAlliance(kind);
    assert.match(server.command('migrate'), /up to date/);
    assert.match(fails(server, 'doctor'), /ILL +secretariat/);
    server.command('user', 'add', 'ann@example.org', 'Ann Öz');
    server.command('user', 'grant', 'ann@example.org', 'secretariat');
    assert.match(server.command('user', 'list'), /secretariat +ann@example\.org, Ann Öz/);
    assert.match(server.command('doctor'), /well +secretariat +1 in office/);
    assert.match(fails(server, 'user', 'add', 'ann@example.org', 'Again'), /taken/);
    assert.match(fails(server, 'user', 'grant', 'ann@example.org', 'queen'), /no such role: queen/);
    server.command('user', 'add', 'bob@example.org', 'Bob');
    const tokenOf = (email) => server.command('token', 'add', email, 'a program').trim();
    const token = tokenOf('bob@example.org'), owing = tokenOf('ann@example.org');
    const [, id] = server.command('token', 'list').match(/(\d+) bob@example\.org: a program/);
    await server.start();
    const comment = (bearer) => ask(server.url + '/items/1/comments', { method: 'POST', headers: { ...FORM, authorization: `Bearer ${bearer}` } });
    assert.strictEqual((await comment(owing)).status, 403, 'a token opens nothing for who owes a second factor');
    assert.strictEqual((await comment(token)).status, 404);
    server.command('token', 'delete', id);
    assert.strictEqual((await comment(token)).status, 401);
    await server.end('SIGTERM');
    assert.match(server.command('migrate'), /up to date/);
  });
}

test('doctor greets the mail servers: one offers no TLS, one has a certificate of its own making', async () => {
  const server = await newAlliance('SQLite');
  const relay = await newRelay();
  const signed = await startSigned(server.folder);
  try {
    server.command('migrate');
    server.command('user', 'add', 'ann@example.org', 'Ann');
    server.command('user', 'grant', 'ann@example.org', 'secretariat');
    assert.doesNotMatch(server.command('doctor'), /tls/, 'there is nothing to look at yet');
    server.set('mail_from', 'us@alliance.invalid');
    server.set('smtp_url', `${relay.url.replace('smtp:', 'smtp+starttls:')} smtps://127.0.0.1:${signed.address().port}`);
    const env = { ...server.env, BARAZA_BASE_URL: 'https://www.alliance.invalid' };
    const { stdout: said } = await promisify(execFile)(program, ['doctor'], { env, cwd: server.folder });
    assert.match(said, /look +tls +127\.0\.0\.1 offers no encryption/);
    assert.match(said, /look +tls +The certificate of 127\.0\.0\.1 is not good/);
    assert.match(said, /look +dkim +Our mails are not signed/);
    assert.strictEqual(relay.mails.length, 0, 'something was sent');
  } finally {
    signed.close();
    await relay.stop();
  }
});

// ---- the database as a whole ----

function testBackup(kind) {
  test(`${kind}: what was backed up under the running server gives the same pages when restored`, async () => {
    const server = await newAlliance(kind);
    server.command('demo');
    const before = await pagesOf(server);
    const copy = path.join(server.folder, 'copy');
    await server.start();
    server.command('backup', copy);
    await server.end('SIGTERM');
    assert.match(fails(server, 'restore', copy), /empty|there already/i);
    const other = await newAlliance(kind);
    other.command('restore', copy);
    assert.deepStrictEqual(await pagesOf(other), before);
  });
}

function testExport(from, to) {
  test(`an export from ${from}, imported into ${to}, exports the same bytes again`, async () => {
    const one = await newAlliance(from);
    one.command('demo');
    const first = path.join(one.folder, 'export');
    one.command('export', first);
    assert.match(fails(one, 'export', first), /not empty/i);
    assert.match(fails(one, 'import', first), /empty/i);
    const other = await newAlliance(to);
    other.command('import', first);
    const second = path.join(other.folder, 'export');
    other.command('export', second);
    assertSameFiles(first, second);
    assert.match(other.command('doctor'), /well +search index +complete/);
    assert.deepStrictEqual(await pagesOf(other), await pagesOf(one));
  });
}

test('a second demo in the same database changes nothing and says why', async () => {
  const server = await newAlliance('SQLite');
  server.command('demo');
  const count = () => server.sql('SELECT count(*) FROM person');
  const before = count();
  assert.match(fails(server, 'demo'), /not empty/);
  assert.strictEqual(count(), before);
  assert.match(server.command('demo', '--links'), /sign in as secretariat +http:\S+/);
});

// ---- publications ----

function testWorks(kind) {
  test(`a folder of publications comes in on ${kind}, and is looked at first`, async () => {
    const server = await newAlliance(kind);
    server.command('migrate');
    const folder = path.join(server.folder, 'works');
    fs.mkdirSync(path.join(folder, 'deep'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'deep', 'guide.txt'), 'What a supervisor does.');
    fs.writeFileSync(path.join(folder, 'loose.txt'), 'Nobody names it.');
    fs.symlinkSync('/etc/hostname', path.join(folder, 'elsewhere.txt'));
    const table = path.join(server.folder, 'works.csv');
    fs.writeFileSync(table, 'Titre;Langue;Fichier;Sujets\nUn guide;français;guide.txt;Arbres\nPerdu;fr;elsewhere.txt;\n');
    const plan = server.command('import-works', '--dry-run', '--language', 'fr', table, folder);
    assert.match(plan, /3 Perdu: Will be left out\n +Files: There is no file of this name, or several: elsewhere\.txt/);
    assert.match(plan, /1 +Will be brought in/);
    assert.match(plan, /1 +rows with an unknown word \(topic\): Arbres/);
    assert.match(plan, /no row names: loose\.txt/);
    assert.match(plan, /2 +rows in all: \/desk\/accessions\/1\nNothing was written/);
    const done = server.command('import-works', '--publish', table, folder);
    assert.match(done, /1 +Brought in/);
    assert.doesNotMatch(done, /Nothing was written/);
    await server.start();
    assert.match(String((await ask(server.url + '/library')).body), /Un guide/);
    await server.end('SIGTERM');
    fs.writeFileSync(table, 'Colour\nred\n');
    assert.match(fails(server, 'import-works', table, folder), /one of them is “Title”/);
    assert.match(fails(server, 'import-works', table, path.join(folder, 'none')), /No such file|Title/);
  });
}

// ---- long work ----

test('a terminal sees how far long work is; a file does not', async () => {
  const server = await newAlliance('SQLite');
  const log = spawnSync(program, ['demo'], { env: server.env, cwd: server.folder, encoding: 'utf8' });
  assert.strictEqual(log.stderr, '');
  const other = await newAlliance('SQLite');
  const seen = execFileSync('script', ['-qec', `${program} demo`, '/dev/null'], { env: { ...other.env, TERM: 'xterm' }, cwd: other.folder, encoding: 'utf8' });
  assert.match(seen, /\rMaking the demo \[#* *\] +\d+ %/);
});

testPeople('SQLite');
testBackup('SQLite');
testExport('SQLite', 'SQLite');
testWorks('SQLite');
if (POSTGRES) {
  testPeople('PostgreSQL');
  testBackup('PostgreSQL');
  testWorks('PostgreSQL');
  testExport('SQLite', 'PostgreSQL');
  testExport('PostgreSQL', 'SQLite');
}

async function after() {
  for (const server of context.servers) await server.stop();
}

run({ after });
