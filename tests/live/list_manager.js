// SPDX-License-Identifier: AGPL-3.0-or-later
//
// list_manager - a mailing list of mlmmj, behind the Postfix of a test: what comes to its address goes
// to its readers, by the same Postfix.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const RECEIVE = '/usr/bin/mlmmj-receive';
const TEXTS = '/usr/share/mlmmj/text.skel/en';
const FOLDERS = ['archive', 'bounce', 'control', 'digesters.d', 'incoming', 'moderation', 'nomailsubs.d', 'queue', 'queue/discarded',
  'requeue', 'subconf', 'subscribers.d', 'unsubconf'];

const whyNot = () => (fs.existsSync(RECEIVE) ? '' : 'mlmmj is not installed');

class ListManager {
  // The list @name at lists.example, with these readers.
  constructor(name, readers) {
    this.address = `${name}@lists.example`;
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baraza-list-'));
    fs.chmodSync(this.folder, 0o755);
    this.list = path.join(this.folder, name);
    for (const folder of FOLDERS) fs.mkdirSync(path.join(this.list, folder), { recursive: true });
    fs.cpSync(TEXTS, path.join(this.list, 'text'), { recursive: true });
    // Its subscribers stand in files by their first letter.
    for (const reader of readers) fs.appendFileSync(path.join(this.list, 'subscribers.d', reader[0]), `${reader}\n`);
    this.control('listaddress', this.address);
    this.control('owner', 'owner@lists.example');
    this.control('prefix', `[${name}]`);
  }

  control(name, value) {
    fs.writeFileSync(path.join(this.list, 'control', name), `${value}\n`);
  }

  // Let @postfix hand over what comes for lists.example, and send what leaves.
  join(postfix) {
    this.control('relayhost', '127.0.0.1');
    this.control('smtpport', postfix.port);
    execFileSync('chown', ['-R', 'nobody', this.folder]); // it runs as who owns the list, or not at all
    postfix.addPipe('lists.example', `${RECEIVE} -F -L ${this.folder}/\${user}`);
  }

  stop() {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

module.exports = { ListManager, whyNot };
