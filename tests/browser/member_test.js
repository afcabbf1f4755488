// SPDX-License-Identifier: AGPL-3.0-or-later
//
// member_test - one person's way through the alliance, on a phone without JavaScript: joining, the
// profile, the directory, the mails, the own data, leaving, being erased.
'use strict';

const assert = require('node:assert');
const { test, run } = require('../live/tap.js');
const { startServer, untilTrue } = require('../live/server.js');
const { newSink } = require('../live/sink.js');
const { launch } = require('./browser.js');

const PHONE = { javaScriptEnabled: false, viewport: { width: 360, height: 740 }, hasTouch: true };
const ME = { name: 'Zoë Müller-Okafor', email: 'zoe@example.org' };
const DAY = 24 * 60 * 60;
const context = {};

// Each step begins where the one before has ended; after a wrong one the rest would only wait.
function step(name, body) {
  test(name, async () => {
    assert.ok(!context.lost, `"${context.lost}" has failed`);
    context.lost = name;
    await body();
    context.lost = null;
  });
}

// ---- what a person does ----

const path = () => decodeURIComponent(new URL(context.page.url()).pathname);
const words = () => context.page.locator('main').innerText();

async function open(address) {
  const answer = await context.page.goto(new URL(address, context.server.url).href);
  assert.ok(answer.ok(), `${address} answered ${answer.status()}`);
}

const textbox = (name) => context.page.getByRole('textbox', { name });

async function press(name) {
  await Promise.all([context.page.waitForEvent('load'), context.page.getByRole('button', { name, exact: true }).click()]);
}

// The page's only one, whatever its language.
async function pressTheButton() {
  await Promise.all([context.page.waitForEvent('load'), context.page.locator('main button').click()]);
}

async function follow(name) {
  await Promise.all([context.page.waitForEvent('load'), context.page.getByRole('link', { name, exact: true }).first().click()]);
}

// The next mail to this person, read as text; nothing in it is left over from its making.
async function nextMail(subject) {
  const mine = () => context.mails.filter(({ to }) => to[0][1] === ME.email);
  while (mine().length <= context.read) context.mails = await context.sink.untilThereAre(context.mails.length + 1);
  const mail = mine()[context.read++];
  assert.match(mail.headers.subject, subject);
  assert.deepStrictEqual(mail.defects, []);
  for (const part of [mail.headers.subject, mail.text])
    assert.doesNotMatch(part, /[{}]|\(null\)|undefined|%[sd]|<(?!https?:)[a-z/]/, part);
  return mail;
}

const linkIn = (mail, where) => mail.text.match(new RegExp(`http:\\S+/${where}/\\S+`))[0];

async function signOut() {
  await context.page.getByText('Menu', { exact: true }).click();
  await press('Sign out');
}

async function signInByMail() {
  await open('/sign-in');
  await textbox('E-mail').fill(ME.email);
  await press('Send me a link');
  const mail = await nextMail(/^(Sign in to|Se connecter à) /);
  await open(linkIn(mail, 'sign-in'));
  await pressTheButton();
  return mail;
}

// ---- joining ----

step('from the home page three fields and a tick make a request', async () => {
  await open('/');
  await follow('Join');
  await press('Join');
  assert.match(await words(), /3 things are not right yet/);
  const name = textbox('Name');
  assert.match(await name.getAttribute('aria-describedby'), /error/);
  await name.fill(ME.name);
  await textbox('E-mail').fill(ME.email);
  await context.page.getByRole('combobox', { name: 'Country' }).selectOption({ label: 'Kenya' });
  await context.page.getByRole('checkbox', { name: /^Show me to other members/ }).check();
  await press('Join');
  assert.match(await words(), /Look into your mail/);
});

step('the mailed link and a button make a member, who is told what to do first', async () => {
  const mail = await nextMail(/^Please confirm: /);
  assert.match(mail.text, /^Hello Zoë Müller-Okafor,/);
  await open(linkIn(mail, 'join'));
  assert.match(await words(), /Zoë Müller-Okafor/);
  await press('Confirm');
  assert.strictEqual(path(), '/account');
  assert.match(await words(), /Welcome: you are a member now/);
  assert.match(await words(), /Choose who finds you, and sees what done/);
  assert.match((await nextMail(/^Welcome to /)).text, /Hello Zoë Müller-Okafor,\n\nyou are a member now/);
});

// ---- what others see ----

step('the first steps lead to the profile and to a picture, and are done then', async () => {
  await follow('Say in one line what you do');
  await textbox(/^Headline/).fill('Trains supervisors');
  await press('Save');
  assert.match(await words(), /Your profile is saved[^]*Written, but not shown here: Headline/);
  await follow('Change who sees it');
  await context.page.getByRole('combobox', { name: /^Who sees it ?: Headline/ }).selectOption('members');
  await press('Save');
  assert.match(await words(), /Your profile is saved[^]*Trains supervisors/);
  await follow('You');
  await follow('Add a picture of yourself');
  const photo = await context.page.screenshot({ type: 'jpeg' });
  await context.page.getByLabel('Picture').setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: photo });
  await press('Use this picture');
  const shown = context.page.getByRole('img', { name: ME.name });
  assert.strictEqual(await shown.evaluate((img) => img.decode().then(() => img.naturalWidth)), 256);
  await follow('You');
  assert.doesNotMatch(await words(), /First steps/);
});

step('a member is found in the directory and by the search, with a card for address books; a visitor finds nobody', async () => {
  await follow('Who else is here');
  await textbox(/^Name/).fill('muller ok');
  await press('Show these');
  assert.match(await words(), /1 person/);
  await open('/search?q=mull');
  await follow(ME.name);
  const own = context.page.url();
  const card = await context.page.request.get(own + '.vcf');
  assert.match(await card.text(), /FN:Zoë Müller-Okafor\r\n[^]*PHOTO:data:image\/jpeg/);
  const visitor = await context.browser.newContext(PHONE);
  for (const [address, status] of [['/search?q=mull', 200], ['/directory?q=muller+ok', 200], [own, 404]]) {
    const answer = await visitor.request.get(new URL(address, own).href);
    assert.strictEqual(answer.status(), status);
    assert.doesNotMatch(await answer.text(), /Müller-Okafor/);
  }
  await visitor.close();
});

step('a badge tells a visitor since when, until it is switched off', async () => {
  await open('/profile#badge');
  await press('Switch it on');
  const url = await context.page.locator('#badge a').getAttribute('href');
  const visitor = await context.browser.newContext(PHONE);
  assert.match(await (await visitor.request.get(url)).text(), /Zoë Müller-Okafor[^]*is a member of/);
  await press('Switch it off');
  assert.strictEqual((await visitor.request.get(url)).status(), 404);
  await visitor.close();
});

// ---- mails and data ----

step('the link in a mail changes what is sent, without signing in', async () => {
  await signOut();
  const mail = await signInByMail();
  await signOut();
  await open(linkIn(mail, 'preferences'));
  assert.match(await words(), /This is about mails to z•••@example.org/);
  await context.page.getByRole('checkbox', { name: /newsletter/ }).check();
  await context.page.getByRole('radio', { name: 'Français' }).check();
  await press('Save');
  assert.match(await words(), /Your choices are saved[^]*Newsletter: yes/);
});

step('the next mail is in French; all that is held is shown, and a copy can be fetched', async () => {
  const mail = await signInByMail();
  assert.match(mail.text, /^Bonjour Zoë[^]*\nSe connecter :\n/);
  await open('/my-data');
  assert.match(await words(), /All that this site holds about you/);
  await follow('Take a copy');
  await press('Make a copy');
  const ready = await nextMail(/copie/);
  await open(linkIn(ready, 'my-data'));
  const part = await context.page.locator('main .files a').getAttribute('href');
  const zip = await context.page.request.get(new URL(part, context.server.url).href);
  assert.strictEqual((await zip.body()).subarray(0, 2).toString(), 'PK');
});

// ---- going ----

step('who leaves is signed out, found by nobody, and may still come in for the data', async () => {
  await open('/my-data/leave');
  await press('Leave the alliance');
  await nextMail(/adhésion/);
  await signInByMail();
  await open('/account');
  assert.match(await words(), /My data/);
  assert.doesNotMatch(await words(), /Your profile|First steps/);
});

step('who is erased can undo it for two weeks, and then nothing is left', async () => {
  const { server } = context;
  await open('/my-data/erase');
  await press('Erase me after 14 days');
  await open(linkIn(await nextMail(/effacé/), 'erasure'));
  await pressTheButton();
  assert.strictEqual(server.sql('SELECT count(*) FROM erasure'), '0');
  await open(server.link(ME.email)); // more mails than these are not sent to one address at a time
  await pressTheButton();
  await open('/my-data/erase');
  await press('Erase me after 14 days');
  await nextMail(/effacé/);
  await server.advance(14 * DAY + 3600);
  await untilTrue('the record is erased', () => server.sql("SELECT count(*) FROM person WHERE email = 'zoe@example.org'") === '0');
  for (const table of ['person', 'audit', 'outbox'])
    assert.doesNotMatch(server.sql(`SELECT * FROM ${table}`), /Müller-Okafor|zoe@/, table);
});

// ---- the run ----

run({
  before: async () => {
    context.server = await startServer();
    context.sink = await newSink();
    await context.sink.start();
    context.server.set('smtp_url', context.sink.url);
    Object.assign(context, { mails: [], read: 0, lost: null });
    context.browser = await launch();
    context.page = await (await context.browser.newContext(PHONE)).newPage();
    context.page.setDefaultTimeout(10000);
  },
  after: async () => {
    if (context.browser) await context.browser.close();
    if (context.server) await context.server.stop();
    if (context.sink) await context.sink.stop();
  },
});
