// SPDX-License-Identifier: AGPL-3.0-or-later
//
// openid_test - signing in to another tool with the alliance's account: Apache httpd with
// mod_auth_openidc, by hand and in Chromium; tokens read by two libraries that are not ours.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test, run } = require('./tap.js');
const { startServer, ask, cookiesOf, hiddenFields, freePort, untilTrue, FORM } = require('./server.js');
const { launch, withPage } = require('../browser/browser.js');

const MEMBER = 'member@example.org';
const context = {};

process.on('exit', () => context.httpd && context.httpd.kill('SIGKILL'));

// ---- a browser that shows each step: it keeps cookies, and follows redirects within @hops ----

class Visitor {
  constructor(cookie) {
    this.jar = new Map([[new URL(context.server.url).port, new Map()]]);
    if (cookie) this.keep(context.server.url, [cookie]);
  }

  keep(url, cookies) {
    const { port } = new URL(url);
    if (!this.jar.has(port)) this.jar.set(port, new Map());
    for (const each of cookies) {
      const [name, ...value] = each.split(';')[0].split('=');
      this.jar.get(port).set(name, value.join('='));
    }
  }

  cookies(url) {
    return [...(this.jar.get(new URL(url).port) || [])].map((pair) => pair.join('=')).join('; ');
  }

  async once(url, options = {}) {
    const headers = { accept: 'text/html', ...options.headers, cookie: this.cookies(url) };
    const answer = await ask(url, { ...options, headers });
    this.keep(url, answer.headers['set-cookie'] || []);
    return { ...answer, url };
  }

  async go(url, options) {
    let answer = await this.once(url, options);
    for (let hops = 0; [302, 303].includes(answer.status); hops++) {
      assert.ok(hops < 10, 'sent around in circles');
      answer = await this.once(new URL(answer.headers.location, answer.url).href);
    }
    return answer;
  }

  // Press the button of the page's form to @action, then follow where the page leads.
  async press(page, action) {
    const form = page.body.toString().match(new RegExp(`<form[^>]*action="${action}"[\\s\\S]*?</form>`))[0];
    const fields = Object.fromEntries(Object.entries(hiddenFields(form)).map(([name, value]) => [name, value.replaceAll('&amp;', '&')]));
    const done = await this.go(context.server.url + action, {
      method: 'POST',
      headers: { ...FORM, origin: context.server.url },
      body: new URLSearchParams(fields).toString(),
    });
    const onward = (done.headers.refresh || '').match(/^0;url=(.*)$/);
    return onward ? this.go(onward[1]) : done;
  }
}

// ---- the tools ----

// Register one as the secretariat does; what to type into it.
async function register(fields) {
  const { server } = context;
  const sam = new Visitor(await server.signInAs('secretariat'));
  const form = await sam.go(server.url + '/openid/tools/clients/new');
  const token = hiddenFields(form.body.toString().match(/action="\/openid\/tools\/clients\/new"[\s\S]*<\/form>/)[0]);
  const body = new URLSearchParams({ kind: 'confidential', audience: 'members', algorithm: 'RS256', logouts: '', ...token, ...fields });
  for (const scope of ['profile', 'email', 'roles']) body.append('scopes', scope);
  const done = await sam.go(server.url + '/openid/tools/clients/new', { method: 'POST', headers: { ...FORM, origin: server.url }, body: body.toString() });
  const [issuer, client_id, secret] = [...done.body.toString().matchAll(/<code>([^<]*)<\/code>/g)].map(([, text]) => text);
  return { issuer, client_id, secret };
}

async function startHttpd() {
  const { server } = context;
  const port = await freePort();
  const folder = fs.mkdtempSync(path.join(server.folder, 'httpd-'));
  for (const each of [server.folder, folder]) fs.chmodSync(each, 0o755);
  fs.mkdirSync(path.join(folder, 'pages'));
  for (const name of ['private', 'left']) fs.writeFileSync(path.join(folder, 'pages', name), `the ${name} page\n`);
  const url = `http://127.0.0.1:${port}`;
  context.tool = { url, ...(await register({ name: 'Wiki of Apache', redirects: url + '/back', logouts: url + '/left' })) };
  const user = process.getuid() === 0 ? 'User nobody\nGroup nogroup' : '';
  const values = { ...context.tool, folder, port, user };
  const conf = fs.readFileSync(path.join(__dirname, 'httpd.conf.in'), 'utf8').replace(/@(\w+)@/g, (all, name) => values[name]);
  fs.writeFileSync(path.join(folder, 'httpd.conf'), conf, { mode: 0o600 });
  context.httpd = spawn('/usr/sbin/apache2', ['-f', path.join(folder, 'httpd.conf'), '-DFOREGROUND'], { stdio: 'inherit' });
  await untilTrue('Apache answers', () => ask(url + '/left').then(({ status }) => status === 200, () => false));
}

// ---- the tests ----

test('a member signs in to the tool, which is told what was agreed to', async () => {
  const { server, tool } = context;
  const ann = (context.ann = new Visitor(await server.signInAs('member')));
  const question = await ann.go(tool.url + '/private');
  assert.strictEqual(question.status, 200);
  assert.match(question.url, /\/openid\/agree\?/);
  assert.match(question.body.toString(), /Wiki of Apache asks to sign you in/);
  const page = await ann.press(question, '/openid/agree');
  assert.strictEqual(page.status, 200);
  assert.strictEqual(page.body.toString(), 'the private page\n');
  assert.strictEqual(page.headers['x-remote-user'], MEMBER);
  assert.strictEqual(page.headers['x-name'], Buffer.from(server.sql(`SELECT name FROM person WHERE email = '${MEMBER}'`)).toString('latin1'));
  assert.match(page.headers['x-subject'], /^[\w-]{22}$/);
  context.idToken = page.headers['x-id-token'];
});

test('the second time nobody is asked, and the subject is the same', async () => {
  const { server, tool, ann } = context;
  const again = new Visitor(ann.cookies(server.url));
  const page = await again.go(tool.url + '/private');
  assert.strictEqual(page.body.toString(), 'the private page\n');
  assert.strictEqual(page.headers['x-remote-user'], MEMBER);
});

test('a visitor signs in first, by the mailed link, and comes to the tool', async () => {
  const { server, tool } = context;
  const eve = new Visitor();
  const form = await eve.go(tool.url + '/private');
  assert.match(form.url, /\/sign-in\?next=/);
  const sent = await eve.go(server.url + '/sign-in', {
    method: 'POST',
    headers: { ...FORM, origin: server.url },
    body: new URLSearchParams({ email: 'editor@example.org', next: new URL(form.url).searchParams.get('next') }).toString(),
  });
  assert.strictEqual(sent.status, 200);
  const next = server.sql('SELECT next FROM mail_token ORDER BY id DESC LIMIT 1');
  assert.match(next, /^\/openid\/agree\?/);
});

test('the ID token is good for the libraries of others', async () => {
  const { server, tool, idToken } = context;
  const jwks = JSON.parse((await ask(server.url + '/openid/jwks')).body);
  const claims = JSON.parse(execFileSync('/usr/bin/python3', [path.join(__dirname, 'check_token.py'), tool.issuer, tool.client_id], { input: JSON.stringify({ jwks, token: idToken }), encoding: 'utf8' }));
  assert.strictEqual(claims.email, undefined);
  assert.ok(claims.exp - claims.iat === 3600 && claims.auth_time <= claims.iat);
  const [header, payload, signature] = idToken.split('.');
  const { kid } = JSON.parse(Buffer.from(header, 'base64url'));
  const key = crypto.createPublicKey({ key: jwks.keys.find((each) => each.kid === kid), format: 'jwk' });
  assert.ok(crypto.verify('sha256', `${header}.${payload}`, key, Buffer.from(signature, 'base64url')));
});

test('a program in a browser uses PKCE and EdDSA, and is no tool with a secret', async () => {
  const { server, ann } = context;
  const back = 'http://127.0.0.1:9/back';
  const { client_id, secret } = await register({ name: 'App', kind: 'public', algorithm: 'EdDSA', redirects: back });
  assert.strictEqual(secret, undefined);
  const verifier = crypto.randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id, redirect_uri: back, response_type: 'code', scope: 'openid email', nonce: 'n', state: 's',
    code_challenge: crypto.createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  });
  const question = await ann.go(`${server.url}/openid/authorize?${query}`);
  const form = question.body.toString().match(/<form[^>]*action="\/openid\/agree"[\s\S]*?<\/form>/)[0];
  const fields = Object.fromEntries(Object.entries(hiddenFields(form)).map(([name, value]) => [name, value.replaceAll('&amp;', '&')]));
  const done = await ann.once(server.url + '/openid/agree', { method: 'POST', headers: { ...FORM, origin: server.url }, body: new URLSearchParams(fields).toString() });
  const sent = new URL(done.headers.refresh.slice('0;url='.length)).searchParams;
  assert.strictEqual(sent.get('iss'), server.url);
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id, code: sent.get('code'), redirect_uri: back, code_verifier: verifier }).toString();
  const answer = await ask(server.url + '/openid/token', { method: 'POST', headers: { ...FORM, origin: 'https://app.example' }, body });
  assert.strictEqual(answer.status, 200, answer.body.toString());
  assert.strictEqual(answer.headers['access-control-allow-origin'], '*');
  const tokens = JSON.parse(answer.body);
  const jwks = JSON.parse((await ask(server.url + '/openid/jwks')).body);
  const [header, payload, signature] = tokens.id_token.split('.');
  const key = crypto.createPublicKey({ key: jwks.keys.find(({ kty }) => kty === 'OKP'), format: 'jwk' });
  assert.ok(crypto.verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')));
  const preflight = await ask(server.url + '/openid/userinfo', { method: 'OPTIONS', headers: { origin: 'https://app.example', 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' } });
  assert.strictEqual(preflight.status, 204);
  const info = await ask(server.url + '/openid/userinfo', { headers: { authorization: `Bearer ${tokens.access_token}` } });
  assert.deepStrictEqual(Object.keys(JSON.parse(info.body)), ['sub', 'email', 'email_verified']);

  // The same code from ten at once: it was used, so nobody gets anything and the token is worth nothing.
  const replies = await Promise.all(Array.from({ length: 10 }, () => ask(server.url + '/openid/token', { method: 'POST', headers: FORM, body })));
  for (const { status } of replies) assert.strictEqual(status, 400);
  assert.strictEqual((await ask(server.url + '/openid/userinfo', { headers: { authorization: `Bearer ${tokens.access_token}` } })).status, 401);
});

test('keys are changed while the server runs, and the tool goes on', async () => {
  const { server, tool, ann } = context;
  server.command('openid', 'rotate', '--leaked');
  const again = new Visitor(ann.cookies(server.url));
  assert.strictEqual((await again.go(tool.url + '/private')).body.toString(), 'the private page\n');
  const kids = JSON.parse((await ask(server.url + '/openid/jwks')).body).keys.map(({ kid }) => kid);
  assert.strictEqual(kids.length, 2);
  assert.ok(!kids.includes(JSON.parse(Buffer.from(context.idToken.split('.')[0], 'base64url')).kid));
});

// Ask for the tool's page, then come from the mailed link that leads on to where it sent one.
async function openByLink(page) {
  const { server, tool } = context;
  await page.goto(tool.url + '/private');
  const next = new URL(page.url()).searchParams.get('next');
  await page.goto(server.link('editor@example.org'));
  server.sql(`UPDATE mail_token SET next = '${next.replaceAll("'", "''")}' WHERE id = (SELECT max(id) FROM mail_token)`);
  await page.click('main form button');
}

test('in Chromium the way from the mailed link to the tool is open', async () => {
  const { tool } = context;
  const browser = await launch();
  try {
    await withPage(browser, {}, async (page) => {
      await openByLink(page);
      await page.waitForURL(/openid\/agree/);
      await page.click('text=Agree and go on');
      await page.waitForURL(tool.url + '/private');
      assert.match(await page.textContent('body'), /the private page/);
    });
    await withPage(browser, {}, async (page) => {
      await openByLink(page);
      await page.waitForURL(tool.url + '/private');
    });
  } finally {
    await browser.close();
  }
});

test('signing out of the tool asks to sign out here, and leads back', async () => {
  const { server, tool } = context;
  const ann = new Visitor(context.ann.cookies(server.url)); // whose token is signed by a key of today
  await ann.go(tool.url + '/private');
  const question = await ann.go(`${tool.url}/back?logout=${encodeURIComponent(tool.url + '/left')}`);
  assert.match(question.url, /\/openid\/logout\?/);
  assert.match(question.body.toString(), /You signed out of Wiki of Apache/);
  const left = await ann.press(question, '/openid/leave');
  assert.strictEqual(left.body.toString(), 'the left page\n');
  assert.match((await ann.go(tool.url + '/private')).url, /\/sign-in\?next=/);
  assert.strictEqual(server.sql(`SELECT count(*) FROM openid_login l JOIN openid_grant g ON g.id = l.grant_id JOIN person p ON p.id = g.person_id WHERE p.email = '${MEMBER}'`), '0');
});

test('nothing of the tool is left in the log', () => {
  const log = fs.readFileSync(context.server.log, 'utf8');
  assert.ok(!log.includes(context.tool.secret) && !log.includes('code='));
});

async function before() {
  context.server = await startServer();
  await startHttpd();
}

async function after() {
  if (context.httpd) {
    const gone = new Promise((resolve) => context.httpd.once('exit', resolve));
    context.httpd.kill('SIGTERM');
    await gone;
    context.httpd = null;
  }
  if (context.server) await context.server.stop();
}

run({ before, after });
