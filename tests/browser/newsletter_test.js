// SPDX-License-Identifier: AGPL-3.0-or-later
//
// newsletter_test - an editor who has never seen the program writes an issue, looks at it, tries it,
// sends it, watches it leave and reads it in the archive: by what stands on the pages, in a real browser.
'use strict';

const assert = require('node:assert');
const { test, run } = require('../live/tap.js');
const { startServer } = require('../live/server.js');
const { newSink } = require('../live/sink.js');
const { launch, cookieFor } = require('./browser.js');

const TITLE = 'An issue to try';
const EDITOR = 'editor@example.org';
const MOST_PAGES = 24;
const MOST_SECONDS = 60; // on a busy machine, too
const TRIES = 40; // of looking again whether all mails have left
const context = { pages: 0, looks: 0 };

// Each step begins where the one before has ended; after a wrong one the rest would only wait.
function step(name, body) {
  test(name, async () => {
    assert.ok(!context.lost, `"${context.lost}" has failed`);
    context.lost = name;
    await body();
    context.lost = null;
  });
}

const words = () => context.page.locator('main').innerText();
const textbox = (name) => context.page.getByRole('textbox', { name: new RegExp(`^${name}`) }); // "(optional)" may follow

// A press leads to another page, or to the same one again.
async function press(role, name) {
  const target = context.page.locator('main').getByRole(role, { name, exact: typeof name === 'string' }).first();
  await Promise.all([context.page.waitForEvent('load'), target.press('Enter')]);
}

async function shows(pattern) {
  assert.match(await words(), pattern);
}

// ---- what an editor does ----

step('the desk leads to where an issue is written', async () => {
  await context.page.goto(`${context.server.url}/desk`);
  await press('link', 'Newsletter');
  await shows(/An issue is written among the texts and published there/);
  await press('link', 'Texts');
  await press('link', 'Write something');
});

step('it is written, looked at and published', async () => {
  await context.page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Newsletter' });
  await textbox('Title').fill(TITLE);
  await textbox('One sentence').fill('What we did, in short.');
  await textbox('Text').fill('## What happened\n\nWe are **{figure:members}** members now.\n\n{events:2017}\n');
  await press('button', 'Preview');
  await shows(/Preview, not saved[\s\S]*What happened/i);
  await press('button', 'Save');
  await press('button', 'Publish now');
  await shows(/Published/);
});

async function openIssue() {
  await context.page.goto(`${context.server.url}/desk`);
  await press('link', 'Newsletter');
  await press('link', TITLE);
}

step('what is missing is said, and is filled in', async () => {
  await openIssue();
  await shows(/This is what its readers get/);
  await shows(/It does not say who wrote it/);
  await press('link', 'Change the text');
  await textbox('Author').fill('The secretariat');
  await press('button', 'Save');
  await openIssue();
  await shows(/Nothing is wrong with it that we could see/);
});

step('a test comes to the one who wrote it', async () => {
  await press('button', /^Send a test to /);
  const [mail] = await context.sink.untilThereAre(1);
  assert.strictEqual(mail.to[0][1], EDITOR);
  assert.match(mail.headers.subject, new RegExp(TITLE));
  assert.match(mail.text, /We are [\d,]+ members now/);
});

step('it is sent to all who agreed, and is watched until the last one has left', async () => {
  await press('link', 'Send it…');
  const [, readers] = (await words()).match(/(\d+) people get this issue/);
  await press('button', /^Send it to \d+ people$/);
  const done = new RegExp(`${readers} of ${readers}`);
  for (let n = 0; n < TRIES && !done.test(await words()); n++) {
    await context.page.waitForTimeout(250);
    await context.page.reload();
    context.looks++;
  }
  await shows(done);
  // Where mails came back before none is sent, and the page says so.
  const fact = async (label) => Number((await words()).match(new RegExp(`${label}\\s+(\\d+)`))[1]);
  const sent = await fact('Handed to the mail server');
  assert.strictEqual(sent + (await fact('taken the agreement back')), Number(readers));
  assert.ok(sent > 100, `${sent} mails`);
  const mails = await context.sink.untilThereAre(sent + 1);
  assert.strictEqual(mails.length, sent + 1);
  assert.ok(mails.slice(1).every((mail) => mail.headers['list-unsubscribe']));
});

step('it stands in the archive, for everybody', async () => {
  await press('link', 'The issue');
  await press('link', 'The page that says the same');
  await context.page.context().clearCookies();
  await context.page.goto(`${context.server.url}/newsletter`);
  await press('link', TITLE);
  await shows(/What happened/);
});

step('all of it is a matter of a few pages', async () => {
  const seconds = (Date.now() - context.began) / 1000;
  console.log(`# from the desk to the archive: ${context.pages - context.looks} pages, ${seconds.toFixed(1)} s`);
  assert.ok(context.pages - context.looks <= MOST_PAGES, `${context.pages} pages`);
  assert.ok(seconds <= MOST_SECONDS, `${seconds} s`);
});

async function before() {
  context.sink = await newSink();
  await context.sink.start();
  context.server = await startServer();
  context.server.sql('DELETE FROM outbox');
  context.server.set('smtp_url', context.sink.url);
  context.browser = await launch();
  const page = await context.browser.newPage();
  await page.context().addCookies([cookieFor(context.server, await context.server.signInAs('editor'))]);
  page.on('load', () => context.pages++);
  Object.assign(context, { page, began: Date.now() });
}

async function after() {
  if (context.browser) await context.browser.close();
  if (context.server) await context.server.stop();
  if (context.sink) await context.sink.stop();
}

run({ before, after });
