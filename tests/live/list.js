// SPDX-License-Identifier: AGPL-3.0-or-later
//
// list - a list of members as the secretariat reads it in: sent, matched, checked, read in, taken back.
'use strict';

const assert = require('node:assert');
const { ask, pause, FORM } = require('./server.js');
const { readForm } = require('../crash/load.js');

const MAX_WORK_MS = 240000;

class List {
  constructor(server, cookie) {
    this.server = server;
    this.cookie = cookie;
  }

  async get(path) {
    const { status, body } = await ask(this.server.url + path, { headers: { cookie: this.cookie } });
    assert.strictEqual(status, 200, path);
    return body.toString();
  }

  async send(bytes, name) {
    const { fields } = await readForm(this.server, this.cookie, { page: '/desk/import', form: /<form class="prose"[\s\S]*?<\/form>/ });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([bytes]), name);
    const answer = await fetch(`${this.server.url}/desk/import`, {
      method: 'POST', body: form, redirect: 'manual', headers: { cookie: this.cookie, origin: this.server.url } });
    assert.strictEqual(answer.status, 303);
    this.path = new URL(answer.headers.get('location'), this.server.url).pathname;
    this.id = this.path.match(/\d+$/)[0];
    await this.until('match');
  }

  async post(page, form, typed) {
    const { url, fields } = await readForm(this.server, this.cookie, { page, form });
    const body = new URLSearchParams({ ...fields, ...typed }).toString();
    const answer = await ask(url, { method: 'POST', body, headers: { ...FORM, cookie: this.cookie, origin: this.server.url } });
    assert.strictEqual(answer.status, 303, answer.body.toString());
  }

  // As the columns were guessed, but for what is @typed.
  match(typed = {}) {
    return this.post(`${this.path}/columns`, /<form class="prose"[\s\S]*?<\/form>/, typed);
  }

  press(name) {
    return this.post(this.path, new RegExp(`<form method="post" action="${this.path}">(?:(?!</form>)[\\s\\S])*name="${name}"[\\s\\S]*?</form>`), { [name]: '1' });
  }

  // State and number of rows that are done, as the database has them.
  now() {
    const [state, done] = this.server.sql(`SELECT state || ' ' || n_done FROM import WHERE id = ${this.id}`).split(' ');
    return { state, done: Number(done) };
  }

  async until(state, reached = () => false) {
    for (const began = Date.now(); Date.now() - began < MAX_WORK_MS; await pause(10)) {
      const now = this.now();
      if (now.state === state || reached(now)) return now;
      assert.ok(this.server.isRunning(), `the server died:\n${this.server.tail()}`);
    }
    throw new Error(`not ${state} in time, but ${JSON.stringify(this.now())}`);
  }

  // The rows of the downloaded report: number, what happened, address, name, details.
  async report() {
    const lines = (await this.get(`${this.path}/report.csv?page=1`)).trim().split('\r\n').slice(1);
    return lines.map((line) => line.split(','));
  }
}

module.exports = { List };
