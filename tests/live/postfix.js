// SPDX-License-Identifier: AGPL-3.0-or-later
//
// postfix - a Postfix of its own: its configuration, queue and log are in a new folder, and it
// listens on one port of this machine.
//
// What comes for alliance.example goes through a pipe to `baraza mail-in`, what comes for
// lmtp.example to a socket; everything else it throws away or hands to another server.  Only root can
// start one.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { freePort, newServer, pause, program } = require('./server.js');
const { newSink } = require('./sink.js');

const SENDER = path.join(__dirname, 'send_mail.py');

// Why there can be none here, or ''.
function whyNot() {
  if (process.getuid() !== 0) return 'Postfix needs root to start';
  if (!fs.existsSync('/usr/sbin/postfix')) return 'Postfix is not installed';
  return '';
}

const mainCf = (folder, lmtp, sink) => `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/log/mail
maillog_file_prefixes = ${folder}/log
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.alliance.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
recipient_delimiter = +
relay_domains = alliance.example, lmtp.example
transport_maps = inline:{ alliance.example=baraza:, lmtp.example=lmtp:unix:${lmtp} }
baraza_destination_recipient_limit = 1
default_transport = ${sink ? `smtp:[127.0.0.1]:${sink}` : 'discard'}
message_size_limit = 60000000
fast_flush_domains =
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
`;

const SERVICES = `
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
smtp unix - - n - - smtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
pickup unix n - n 60 1 pickup
postlog unix-dgram n - n - 1 postlogd
`;

const masterCf = (port, config) => `
127.0.0.1:${port} inet n - n - - smtpd
${SERVICES}
baraza unix - n n - 2 pipe
  flags=DR user=nobody null_sender= argv=${program} mail-in --config=${config} --from=\${sender} --to=\${recipient}
`;

class Postfix {
  // @config: of the program, as `--config` takes it; @lmtp: the path of its socket; @sink: the port
  // of a server that gets what is for others, instead of nobody.
  async start(config, lmtp, sink) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baraza-postfix-'));
    this.port = await freePort();
    for (const name of ['etc', 'queue', 'data', 'log']) fs.mkdirSync(path.join(this.folder, name));
    for (const name of ['', 'etc', 'queue', 'log']) fs.chmodSync(path.join(this.folder, name), 0o755);
    execFileSync('chown', ['postfix', path.join(this.folder, 'data')]);
    fs.writeFileSync(path.join(this.folder, 'etc/main.cf'), mainCf(this.folder, lmtp, sink));
    fs.writeFileSync(path.join(this.folder, 'etc/master.cf'), masterCf(this.port, config));
    process.once('exit', () => this.stop());
    this.control('start');
    for (let n = 0; !(await this.listens()); n++) {
      if (n === 500) throw new Error(`Postfix did not start:\n${this.log()}`);
      await pause(20);
    }
  }

  // What comes for @domain is handed to @command from now on.
  addPipe(domain, command) {
    const etc = (name) => path.join(this.folder, 'etc', name);
    const service = domain.replace(/\W/g, '-');
    fs.appendFileSync(etc('master.cf'), `${service} unix - n n - 2 pipe\n  flags=DRu user=nobody null_sender= argv=${command}\n`);
    fs.appendFileSync(etc('main.cf'), `${service}_destination_recipient_limit = 1\n`);
    fs.writeFileSync(etc('main.cf'), fs.readFileSync(etc('main.cf'), 'utf8')
      .replace('relay_domains = ', `relay_domains = ${domain}, `).replace('inline:{ ', `inline:{ ${domain}=${service}:, `));
    this.control('reload');
  }

  control(word) {
    return execFileSync('/usr/sbin/postfix', ['-c', path.join(this.folder, 'etc'), word], { stdio: 'pipe', encoding: 'utf8' });
  }

  listens() {
    return new Promise((resolve) => {
      const socket = net.connect(this.port, '127.0.0.1', () => socket.destroy() && resolve(true));
      socket.on('error', () => resolve(false));
    });
  }

  // Hand it a message; it answers for nothing but having taken it.
  send(from, to, message) {
    execFileSync('python3', [SENDER, String(this.port), from, to], { input: message.replace(/\n/g, '\r\n'), stdio: 'pipe' });
  }

  log() {
    const file = path.join(this.folder, 'log/mail');
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  }

  async untilLogged(pattern, count = 1) {
    for (let n = 0; n < 600; n++) {
      if ((this.log().match(new RegExp(pattern.source, 'g')) || []).length >= count) return;
      await pause(50);
    }
    throw new Error(`not in the log within 30 s: ${pattern}\n${this.log().slice(-3000)}`);
  }

  stop() {
    if (!this.folder) return;
    try {
      this.control('stop');
    } catch {
      // It was not running.
    }
    fs.rmSync(this.folder, { recursive: true, force: true });
    this.folder = null;
  }
}

// An alliance whose mail goes out by a Postfix and comes in by it: { server, postfix, sink }; what is for
// others lands in the sink.  @prepare changes the demo before the server starts.
async function startMailing(prepare) {
  const server = await newServer();
  fs.chmodSync(server.folder, 0o777);
  const socket = path.join(server.folder, 'lmtp');
  server.env.BARAZA_LMTP = `unix:${socket}`;
  server.demo();
  const config = path.join(server.folder, 'baraza.conf');
  fs.writeFileSync(config, `[baraza]\ndatabase = ${server.database}\nbase_url = ${server.url}\n`);
  const sink = await newSink();
  await sink.start();
  const postfix = new Postfix();
  await postfix.start(config, socket, sink.port);
  for (const waiting of ['outbox', 'digest_entry']) server.sql(`DELETE FROM ${waiting}`); // of the demo
  for (const [name, value] of [['smtp_url', `smtp://127.0.0.1:${postfix.port}`], ['mail_from', 'baraza@alliance.example'], ['mail_in', '1']]) server.set(name, value);
  prepare(server);
  await server.start();
  for (const name of fs.readdirSync(server.folder)) fs.chmodSync(path.join(server.folder, name), 0o666);
  return { server, postfix, sink };
}

async function stopMailing({ server, postfix, sink }) {
  if (postfix) postfix.stop();
  if (server) await server.stop();
  if (sink) sink.abandon();
}

module.exports = { Postfix, startMailing, stopMailing, whyNot };
