// SPDX-License-Identifier: AGPL-3.0-or-later
//
// door_test - the door of an event on telephones that lose their network, in a real browser.
'use strict';

const assert = require('node:assert');
const { test, run } = require('../live/tap.js');
const { startServer, untilTrue } = require('../live/server.js');
const { launch, cookieFor } = require('./browser.js');

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const DAY = 24 * 60 * 60;
const context = { faults: [] };

const sql = (text) => context.server.sql(text);
const quoted = (name) => name.replaceAll("'", "''");
const EVENT = "(SELECT id FROM item WHERE slug = 'demo-meeting')";
const cameNames = () => sql(
  `SELECT coalesce(person.name, registration.name) FROM registration LEFT JOIN person ON person.id = person_id
    WHERE item_id = ${EVENT} AND came_at IS NOT NULL ORDER BY 1`).split('\n').filter(Boolean);
const comers = () => sql(
  `SELECT person.name FROM registration JOIN person ON person.id = person_id
    WHERE item_id = ${EVENT} AND state = 'in' AND came_at IS NULL ORDER BY 1`).split('\n');

// ---- a telephone ----

// Its own browser; the link to the door was opened while there was a network, and all is kept.
async function newPhone(link, options = {}) {
  const phone = await context.browser.newContext({ ...PHONE, ...options });
  const page = await phone.newPage();
  page.setDefaultTimeout(10000);
  page.on('pageerror', (error) => context.faults.push(error.message));
  await page.goto(link);
  await page.waitForSelector('#kept:not([hidden])');
  return { phone, page };
}

const row = (page, name) => page.locator('#people li').filter({ hasText: name });
const came = (page, name) => row(page, name).locator('[data-part=note]').click();
const undo = (page, name) => row(page, name).locator('[data-part=undo]').click();
const nWaits = (page) => page.locator('#n-waits').innerText();

async function walkIn(page, name, email = '') {
  await page.locator('#walk-in').getByLabel('Name').fill(name);
  await page.locator('#walk-in').getByLabel('E-mail').fill(email);
  await page.locator('#walk-in button').click();
}

// No packet gets through: also not those of the worker.
async function cut({ phone }) {
  await phone.setOffline(true);
}

async function restore({ phone, page }) {
  await phone.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await page.waitForSelector('#all-sent:not([hidden])');
}

async function newLink(label) {
  const page = await (await context.browser.newContext()).newPage();
  await page.context().addCookies([context.cookie]);
  await page.goto(`${context.server.url}/desk/events/${sql(`SELECT ${EVENT}`)}/door`);
  await page.getByLabel('For whom').fill(label);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.locator('code').innerText();
  await page.context().close();
  return link;
}

// ---- what must hold ----

test('three people and a walk-in, noted and undone without a network, are on the server afterwards', async () => {
  const before = cameNames();
  const [one, two, three, slip] = comers();
  const link = await newLink('One telephone');
  const telephone = await newPhone(link);
  const { page } = telephone;
  await cut(telephone);
  await page.goto(link); // opened anew, from what is kept
  await page.waitForSelector('#phone:not([hidden])');
  for (const name of [one, two, three, slip]) await came(page, name);
  await undo(page, slip);
  await walkIn(page, 'Zoë <b>Walks</b> In', 'zoe@example.net');
  await page.waitForSelector('#offline:not([hidden])');
  await row(page, one).locator('[data-part=undo]').focus(); // what is drawn anew keeps its place
  await page.locator('#door-q').evaluate((field) => field.dispatchEvent(new Event('input')));
  assert.strictEqual(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), `Undo: ${one}`);
  assert.strictEqual(await nWaits(page), '6');
  assert.match(await page.locator('#waits').innerText(), /Not sent yet, kept on this telephone: 6/);
  assert.match(await row(page, one).innerText(), /came · not sent yet/);
  assert.deepStrictEqual(cameNames(), before);
  await page.goto(link); // nothing is lost by that
  await page.waitForSelector('#waits:not([hidden])');
  assert.strictEqual(await nWaits(page), '6');

  await restore(telephone);
  assert.deepStrictEqual(cameNames(), [...before, one, two, three, 'Zoë <b>Walks</b> In'].sort());
  assert.strictEqual(await page.locator('#n-came').innerText(), String(before.length + 4));
  assert.doesNotMatch(await page.locator('#people').innerText(), /not sent yet/);
  await restore(telephone); // sending is over: nothing is noted again
  assert.strictEqual(sql(`SELECT count(*) FROM attendance_mark JOIN registration ON registration.id = registration_id
    WHERE item_id = ${EVENT}`), String(before.length + 6));
  await telephone.phone.close();
});

test('two telephones without a network that note the same person make one attendance', async () => {
  const before = cameNames();
  const [both, undone] = comers();
  const [first, second] = [await newPhone(await newLink('First')), await newPhone(await newLink('Second'))];
  await Promise.all([cut(first), cut(second)]);
  const began = Number(sql('SELECT max(marked_at) FROM attendance_mark'));
  await came(first.page, both);
  await came(first.page, undone);
  // The demo's clock is years behind, so those of the telephones are put right, to what a batch takes on its way.
  await second.page.waitForTimeout(4000);
  await came(second.page, both);
  await came(second.page, undone);
  await undo(second.page, undone);
  await restore(second); // the later one is the first to be heard
  await restore(first);
  assert.deepStrictEqual(cameNames(), [...before, both].sort());
  const times = sql(`SELECT marked_at FROM attendance_mark JOIN registration ON registration.id = registration_id
    JOIN person ON person.id = person_id WHERE item_id = ${EVENT} AND person.name = '${quoted(both)}' AND marked_at > ${began} ORDER BY 1`).split('\n').map(Number);
  assert.strictEqual(times.length, 2);
  assert.strictEqual(Number(sql(`SELECT came_at FROM registration JOIN person ON person.id = person_id
    WHERE item_id = ${EVENT} AND person.name = '${quoted(both)}'`)), Math.floor(times[0] / 1000));
  await restore(second);
  assert.match(await row(second.page, both).innerText(), /came/);
  for (const { phone } of [first, second]) await phone.close();
});

test('a ticket is known without a network, by its code, and an invented one is not', async () => {
  const [name] = comers();
  const own = sql(`SELECT registration.id FROM registration JOIN person ON person.id = person_id
    WHERE item_id = ${EVENT} AND person.name = '${quoted(name)}'`);
  const telephone = await newPhone(await newLink('Tickets'));
  const { page } = telephone;
  const list = await page.evaluate(async () => (await (await caches.open('door')).match(`${location.pathname}/list.json`)).json());
  const { ticket } = list.people.find(({ registration }) => String(registration.id) === own);
  assert.match(ticket, /^[0-9a-z]+-[0-9a-z]{4}$/);
  await cut(telephone);
  for (const [code, said] of [[`${ticket}1`, /No ticket/], [ticket.replace(/....$/, 'zzzzzzzzzz'), /No ticket/], [`https://x.example/fr/tickets/${ticket.toUpperCase()}zzzzzz`, /came\./], [`${ticket}zzzzzz`, /came already/]]) {
    await page.locator('#code input[name=code]').fill(code);
    await page.locator('#code button').first().click();
    await page.waitForFunction((text) => new RegExp(text).test(document.getElementById('said').textContent), said.source);
  }
  assert.match(await page.locator('#said').innerText(), new RegExp(`^${name}`));
  await restore(telephone);
  assert.ok(cameNames().includes(name));
  await telephone.phone.close();
});

test('a camera that reads codes notes who shows one', async () => {
  const [name] = comers();
  const telephone = await newPhone(await newLink('Camera'));
  const { page } = telephone;
  const ticket = await page.evaluate(async (wanted) => {
    const list = await (await (await caches.open('door')).match(`${location.pathname}/list.json`)).json();
    return list.people.find(({ registration }) => registration.name === wanted).ticket;
  }, name);
  await page.addInitScript((value) => {
    window.BarcodeDetector = class {
      static async getSupportedFormats() { return ['qr_code']; }
      async detect() { return [{ rawValue: value }]; }
    };
  }, `https://x.example/tickets/${ticket}zzzzzz`);
  await telephone.phone.grantPermissions(['camera']);
  await page.reload();
  await page.locator('#scan').click();
  await page.waitForFunction((wanted) => document.getElementById('said').textContent.startsWith(wanted), name);
  await untilTrue('it is on the server', () => cameNames().includes(name));
  assert.ok(await page.locator('#camera').isVisible());
  await page.locator('#scan').click();
  assert.ok(!(await page.locator('#camera').isVisible()));
  await telephone.phone.close();
});

test('what is kept is deleted by the button, by the end of the link, and after the event', async () => {
  const kept = (page) => page.evaluate(async () => {
    const names = (await (await caches.open('door')).keys()).map(({ url }) => new URL(url).pathname);
    return [...names.filter((name) => name.startsWith('/door/')), ...Object.keys(localStorage)];
  });
  const link = await newLink('Kept');
  const telephone = await newPhone(link);
  const { page } = telephone;
  assert.strictEqual((await kept(page)).length, 2);
  await cut(telephone);
  await came(page, comers()[0]);
  assert.strictEqual((await kept(page)).length, 3);
  await page.locator('#forget').click();
  assert.match(await page.locator('#lose').innerText(), /would be lost/);
  assert.strictEqual((await kept(page)).length, 3);
  await page.locator('#forget').click();
  await page.waitForSelector('#forgotten:not([hidden])');
  assert.deepStrictEqual(await kept(page), []);
  assert.doesNotMatch(await page.locator('main').innerText(), new RegExp(comers()[0]));

  await telephone.phone.setOffline(false);
  await page.goto(link);
  await page.waitForSelector('#kept:not([hidden])');
  sql(`DELETE FROM door_link WHERE label = 'Kept'`);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await page.waitForSelector('#ended:not([hidden])');
  assert.deepStrictEqual(await kept(page), []);
  await telephone.phone.close();

  const late = await newPhone(await newLink('Late'));
  await cut(late);
  await late.page.clock.setFixedTime(Date.now() + 4 * DAY * 1000);
  await late.page.reload();
  await late.page.waitForSelector('#forgotten:not([hidden])');
  assert.doesNotMatch(await late.page.locator('main').innerText(), new RegExp(comers()[0]));
  assert.deepStrictEqual(await kept(late.page), []);
  await late.phone.close();
});

test('without scripts the same page notes one after the other', async () => {
  const [name] = comers();
  const phone = await context.browser.newContext({ ...PHONE, javaScriptEnabled: false });
  const page = await phone.newPage();
  await page.goto(await newLink('Plain'));
  assert.ok(!(await page.locator('#phone').isVisible()));
  await page.getByRole('button', { name: `Came: ${name}`, exact: true }).click();
  assert.match(await page.locator('main').innerText(), new RegExp(`${name} \\(demo\\) · came`));
  assert.ok(cameNames().includes(name));
  await phone.close();
});

test('no script of these pages failed', () => assert.deepStrictEqual(context.faults, []));

run({
  before: async () => {
    context.server = await startServer(undefined, 'localhost');
    context.browser = await launch(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
    context.cookie = cookieFor(context.server, await context.server.signInAs('editor'));
  },
  after: async () => {
    if (context.browser) await context.browser.close();
    if (context.server) await context.server.stop();
  },
});
