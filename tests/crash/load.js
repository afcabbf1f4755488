// SPDX-License-Identifier: AGPL-3.0-or-later
//
// load - many editors who save a page at the same moment.
'use strict';

const http = require('node:http');
const { ask, FORM } = require('../live/server.js');

const CONNECTIONS = 50;

// What a browser would send of the first form of a page that posts: every field with its value.
function fieldsOf(html) {
  const form = html.match(/<main[\s\S]*?<form[^>]*method="post"[\s\S]*?<\/form>/)[0].replace(/^[\s\S]*<form/, '<form');
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

// Post @count new pages over 50 connections; @onAnswer hears title and answer of each as it comes.
// A post whose connection broke is left out.
async function postPages(server, cookie, { prefix, count, onAnswer }) {
  const form = await ask(server.url + '/desk/pages/new', { headers: { cookie } });
  const fields = fieldsOf(form.body.toString());
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const post = async (number) => {
    const title = `${prefix} ${number}`;
    const body = new URLSearchParams({ ...fields, title, slug: `${prefix}-${number}`, body: 'Words. '.repeat(200), action: 'save' });
    const options = { method: 'POST', agent, body: body.toString(), headers: { ...FORM, cookie, origin: server.url } };
    const answer = await ask(server.url + '/desk/pages/new', options).catch(() => null);
    if (answer) onAnswer(title, answer);
  };
  await Promise.all(Array.from({ length: count }, (unused, number) => post(number)));
  agent.destroy();
}

module.exports = { postPages, CONNECTIONS };
