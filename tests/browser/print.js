// SPDX-License-Identifier: AGPL-3.0-or-later
//
// print - a page on paper: the content without what can only be clicked; a programme as one would hand it out.
//
// What a printer would get is read back by pdftotext, page by page.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { withPage } = require('./browser.js');

const ON_SCREEN_ONLY = 'nav:not([aria-label*="here" i]), form[role="search"], [type="submit"], .skip';

function testPage(test, { browser, server }, path) {
  test(`${path} prints its content, on A4 and Letter, without menus and buttons`, async () => {
    await withPage(browser, {}, async (page) => {
      await page.goto(server.url + path);
      await page.emulateMedia({ media: 'print' });
      assert.ok(await page.locator('main').isVisible(), 'main is not shown');
      for (const each of await page.locator(ON_SCREEN_ONLY).all())
        assert.ok(!(await each.isVisible()), `printed: ${await each.evaluate((e) => e.outerHTML.slice(0, 200))}`);
      for (const format of ['A4', 'Letter'])
        assert.ok((await page.pdf({ format })).length > 5000, `${format} is empty`);
    });
  });
}

// ---- a programme ----

const EVENT = 'symposium-2';
const PROGRAMME = `/events/${EVENT}/programme`;
const ROOMS = `${PROGRAMME}/rooms`;
const MIN_ROOM_POINTS = 30; // the name of a room is read from afar

// Its pages as they come out of the printer: { pages, large }, texts with single spaces, and the heights in points of
// the words on the first page.
async function printed({ browser, server }, address) {
  const file = path.join(server.folder, 'printed.pdf');
  await withPage(browser, {}, async (page) => {
    await page.goto(server.url + address);
    fs.writeFileSync(file, await page.pdf({ format: 'A4' }));
  });
  const count = Number(execFileSync('pdfinfo', [file], { encoding: 'utf8' }).match(/^Pages:\s+(\d+)/m)[1]);
  const pages = Array.from({ length: count }, (_, i) => {
    const words = execFileSync('pdftotext', ['-f', String(i + 1), '-l', String(i + 1), file, '-'], { encoding: 'utf8' });
    return words.replace(/\s+/g, ' ').trim();
  });
  const boxes = execFileSync('pdftotext', ['-bbox', '-l', '1', file, '-'], { encoding: 'utf8' });
  const heights = new Map([...boxes.matchAll(/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)</g)].map(
    ([, top, bottom, word]) => [word, bottom - top]));
  return { pages, heights };
}

// The words stand there in this order.
function assertOrder(text, words) {
  let at = 0;
  for (const word of words) {
    const found = text.indexOf(word, at);
    assert.ok(found >= 0, `"${word}" is not there, or too early, in: ${text}`);
    at = found + word.length;
  }
}

// Some sessions once more, @days later.
function addDay(server, days, n) {
  const columns = server.sql("SELECT group_concat(name) FROM pragma_table_info('item') WHERE name NOT IN ('id', 'slug')");
  const sessions = server.sql(`SELECT item.id FROM item JOIN item event ON event.id = item.parent_id JOIN programme_session s ON s.item_id = item.id
    WHERE event.slug = '${EVENT}' AND item.slug NOT LIKE '%-later' ORDER BY s.starts, item.id LIMIT ${n}`).split('\n');
  for (const id of sessions)
    server.sql(`INSERT INTO item (slug, ${columns}) SELECT slug || '-${days}-later', ${columns} FROM item WHERE id = ${id};
      INSERT INTO programme_session (item_id, kind, starts, ends, uid, changed_at)
        SELECT (SELECT max(id) FROM item), kind, date(substr(starts, 1, 10), '+${days} days') || substr(starts, 11),
          date(substr(ends, 1, 10), '+${days} days') || substr(ends, 11), uid || '${days}', changed_at FROM programme_session WHERE item_id = ${id};
      INSERT INTO programme_speaker (item_id, position, moderates, person_id, name, affiliation)
        SELECT (SELECT max(id) FROM item), position, moderates, person_id, name, affiliation FROM programme_speaker WHERE item_id = ${id};`);
}

// Each of its texts has a number, so that none stands for another one.
function numberSessions(server) {
  server.sql(`UPDATE item SET title = title || ' n' || id WHERE kind = 'session';
    UPDATE programme_speaker SET affiliation = affiliation || ' n' || item_id || '-' || position;
    UPDATE item SET place = place || ' n' || id WHERE kind = 'session' AND place <> ''
      AND id NOT IN (SELECT item_id FROM programme_speaker)`);
}

// The time of each session of the page, and the first and the last of its numbers, as they are printed: texts of
// columns are read across.
function sessionsOf({ browser, server }, address) {
  return withPage(browser, {}, async (page) => {
    await page.goto(server.url + address);
    await page.emulateMedia({ media: 'print' });
    return page.locator('.session').evaluateAll((all) => all.map((each) => {
      const texts = [];
      const walk = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
      while (walk.nextNode())
        if (walk.currentNode.data.trim() !== '' && walk.currentNode.parentElement.getClientRects().length > 0)
          texts.push(walk.currentNode.data.replace(/\s+/g, ' ').trim());
      const numbers = texts.join(' ').match(/n\d+(-\d+)?/g);
      return [texts[0], numbers[0], numbers[numbers.length - 1]];
    }));
  });
}

function assertWhole(pages, sessions) {
  for (const parts of sessions) {
    const whole = pages.some((page) => parts.every((part) => `${page} `.includes(`${part} `)));
    assert.ok(whole, `torn apart, or not there: ${parts}`);
  }
}

function testProgramme(test, context) {
  test('a programme is printed to be handed out: clocks once, files as words, its address at the foot', async () => {
    const { pages } = await printed(context, PROGRAMME);
    assert.ok(pages.length <= 2, `${pages.length} pages for eight sessions`);
    const all = pages.join(' ');
    assertOrder(all, ['Second annual symposium', 'Programme', 'Wednesday, 10 June 2015', 'Times: UTC', '09:00–09:45',
      'Welcome, and the report of 2015', 'Opening · Hall', '10:00–11:15', 'Panel: planning the workforce', 'moderates ·',
      'Slides (demo)', 'Lunch', 'At the same time:', 'Panel: supporting the workforce', 'Closing', context.server.url + PROGRAMME]);
    assert.ok(pages[pages.length - 1].endsWith(context.server.url + PROGRAMME), 'its address is not at the foot');
    assert.strictEqual(all.split('UTC').length, 2, 'the clocks are named more than once');
    for (const word of ['You are here', 'Search', 'Subscribe', 'calendar', 'by mail', 'as text', 'Print by room', 'bytes'])
      assert.ok(!all.includes(word), `printed: ${word}`);
    const [day] = await withPage(context.browser, {}, async (page) => {
      await page.goto(context.server.url + PROGRAMME);
      await page.emulateMedia({ media: 'print' });
      return page.locator('.programme').evaluateAll((days) => days.map((each) => [...each.querySelectorAll('a')].map((a) => getComputedStyle(a).textDecorationLine)));
    });
    assert.ok(day.length > 8 && day.every((line) => line === 'none'), 'links are underlined on paper');
  });

  test('rooms are printed one a sheet, with the name of the room in large letters on top', async () => {
    const { pages, heights } = await printed(context, ROOMS);
    assert.strictEqual(pages.length, 2);
    ['Hall', 'Room 2'].forEach((room, i) => {
      assert.ok(pages[i].startsWith(`Second annual symposium ${room} Wednesday, 10 June 2015 Times: UTC`), pages[i]);
      assert.ok(pages[i].endsWith(context.server.url + PROGRAMME), pages[i]);
      assertOrder(pages[i], ['12:45–13:45', 'Lunch', '13:45–']);
    });
    assert.ok(heights.get('Hall') > MIN_ROOM_POINTS, `${heights.get('Hall')} points`);
    assert.ok(!pages.join(' ').includes('Print this page'), 'the sentence for who prints is printed');
    assert.ok(pages[1].includes('Demo workshop: reading') && !pages[0].includes('Demo workshop'));
  });

  test('of several days no session is torn apart, and a day begins on a new page only if it does not fit', async () => {
    for (const [days, n] of [[1, 3], [2, 8], [3, 1]]) addDay(context.server, days, n);
    numberSessions(context.server);
    const address = `${PROGRAMME}?days=4`; // no page that was made before
    const { pages } = await printed(context, address);
    const at = (words) => pages.findIndex((page) => page.includes(words));
    const sessions = await sessionsOf(context, address);
    assert.strictEqual(sessions.length, 20);
    assertWhole(pages, sessions);
    const [first, short, long, end] = ['Wednesday, 10', 'Thursday, 11', 'Friday, 12', 'Saturday, 13'].map(at);
    assert.strictEqual(first, 0);
    assert.ok(pages[short].startsWith('Thursday, 11 June 2015 Times: UTC 09:00–09:45'), 'a day that would be torn apart begins a page');
    assert.ok(pages[long].startsWith('Friday, 12 June 2015'));
    assert.ok(end >= long && !pages[end].startsWith('Saturday, 13'), 'a day that fits behind another one does not begin a page');
    assert.strictEqual(pages.join(' ').split('Times: UTC').length, 5);
    for (const [i, page] of pages.entries())
      assert.ok(!/(June 2015|Times: UTC|At the same time:)$/.test(page), `page ${i + 1} ends with a heading`);
    const rooms = await printed(context, `${ROOMS}?days=4`);
    for (const page of rooms.pages) {
      assert.match(page, /^Second annual symposium (Hall|Room 2)( n\d+)? /);
      assert.strictEqual(page.split('Second annual symposium').length, 2, `two sheets on one: ${page}`);
    }
    // So long that the end of a page falls into one of them.
    context.server.sql("UPDATE item SET summary = replace(hex(zeroblob(45)), '00', 'long words ') WHERE kind = 'session'");
    assertWhole((await printed(context, `${address}&long`)).pages, sessions);
  });
}

module.exports = { testPage, testProgramme };
