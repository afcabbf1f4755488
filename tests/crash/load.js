// SPDX-License-Identifier: AGPL-3.0-or-later
//
// load - many people who send a form at the same moment.
'use strict';

const http = require('node:http');
const { ask, FORM } = require('../live/server.js');

const CONNECTIONS = 50;

// Which form is sent: where it stands, who sends it, what is typed, where it ends up.  A member's
// first comment is held: with it a task for an editor is opened.
const COMMENTS = {
  role: 'member',
  page: '/campaigns/week-2016',
  form: /<form[^>]*action="\/items\/\d+\/comments(?:#\w+)?"[\s\S]*?<\/form>/,
  typed: (words) => ({ body: words }),
  kept: (prefix) => `SELECT body FROM comment WHERE body LIKE '${prefix} %'`,
};

// An editor's draft: with it a revision and a line of the audit are written.
const PAGES = {
  role: 'editor',
  page: '/desk/pages/new',
  form: /<form class="prose write"[\s\S]*?<\/form>/,
  typed: (words) => ({ title: words, slug: words.replace(' ', '-'), body: 'Words. '.repeat(200), save: '1' }),
  kept: (prefix) => `SELECT title FROM item WHERE title LIKE '${prefix} %'`,
};

// What a browser would send of a form: every field with its value.
function fieldsOf(form) {
  const fields = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = tag.match(/name="([^"]*)"/);
    const left = /type="(checkbox|radio)"/.test(tag) && !/ checked/.test(tag);
    if (name && !left && !/type="(submit|file)"/.test(tag)) fields[name[1]] = (tag.match(/value="([^"]*)"/) || ['', ''])[1];
  }
  for (const [, name, options] of form.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
    fields[name] = (options.match(/value="([^"]*)"[^>]* selected/) || options.match(/value="([^"]*)"/))[1];
  return fields;
}

async function readForm(server, cookie, { page, form }) {
  const { status, body } = await ask(server.url + page, { headers: { cookie } });
  const found = body.toString().match(form);
  if (found === null) throw new Error(`${page} (${status}) has no such form`);
  const action = found[0].match(/action="([^"]*)"/);
  return { url: server.url + (action ? action[1].split('#')[0] : page), fields: fieldsOf(found[0]) };
}

// Send the form @count times over 50 connections, each with words of its own; @onAnswer hears the
// words and the answer of each as it comes.  A post whose connection broke is left out.
async function postMany(server, cookie, kind, { prefix, count, onAnswer }) {
  const { url, fields } = await readForm(server, cookie, kind);
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const post = async (number) => {
    const words = `${prefix} ${number}`;
    const body = new URLSearchParams({ ...fields, ...kind.typed(words) }).toString();
    const headers = { ...FORM, cookie, origin: server.url };
    const answer = await ask(url, { method: 'POST', agent, body, headers }).catch(() => null);
    if (answer) onAnswer(words, answer);
  };
  await Promise.all(Array.from({ length: count }, (unused, number) => post(number)));
  agent.destroy();
}

module.exports = { postMany, readForm, COMMENTS, PAGES, CONNECTIONS };
