// SPDX-License-Identifier: AGPL-3.0-or-later
//
// relay - a mail server in this process that fails as told, and remembers what it has taken.
//
// Before each answer it asks fault(moment, { to, session }): moment is 'connect', 'from', 'recipient',
// 'body' (some of the message has come) or 'taken' (all of it, it is remembered, nobody was told yet).  What
// fault gives, perhaps later, is answered instead: a line, or CLOSE; nothing: all is well.  It says what it
// .offers, and may be .careless: then it waits for messages to nobody.
'use strict';

const net = require('node:net');
const { pause } = require('./server.js');

const CLOSE = Symbol('close');
const END = Buffer.from('\r\n.\r\n');
const OFFERS = ['PIPELINING', 'SIZE 1000000', '8BITMIME'];
const MAX_WAIT_MS = 120000;

class Session {
  constructor(relay, socket) {
    Object.assign(this, { relay, socket, line: Buffer.alloc(0), body: null, to: '', nTaken: 0, queue: Promise.resolve() });
    socket.on('data', (bytes) => (this.queue = this.queue.then(() => this.read(bytes)).catch(() => socket.destroy())));
    socket.on('error', () => {});
    socket.setNoDelay(true); // several small answers follow each other
    this.queue = this.say('connect', '220 relay.example ESMTP');
  }

  // False: there is no talking any more.
  async say(moment, line) {
    const answer = moment && (await this.relay.fault(moment, this));
    if (answer === CLOSE) this.socket.destroy();
    else this.socket.write((answer || line) + '\r\n');
    return !answer;
  }

  async read(bytes) {
    let rest = Buffer.concat([this.line, bytes]);
    this.line = Buffer.alloc(0);
    while (rest.length > 0 && !this.socket.destroyed) {
      if (this.body) {
        rest = await this.readBody(rest);
        continue;
      }
      const end = rest.indexOf('\n');
      if (end < 0) {
        this.line = rest;
        return;
      }
      await this.obey(rest.subarray(0, end).toString().trim());
      rest = rest.subarray(end + 1);
    }
  }

  async obey(line) {
    const [, verb, words] = line.match(/^([A-Za-z]+)(.*)$/);
    if (/^EHLO$/i.test(verb)) return this.say(null, this.greeting());
    if (/^MAIL$/i.test(verb)) return this.begin();
    if (/^RCPT$/i.test(verb)) {
      this.to = words.match(/<(.*)>/)[1];
      this.isWelcome = await this.say('recipient', '250 2.1.5 Ok');
      return undefined;
    }
    if (/^DATA$/i.test(verb)) {
      if (!this.isWelcome && !this.relay.careless) return this.say(null, '554 5.5.1 No valid recipients');
      this.body = Buffer.alloc(0);
      return this.say(null, '354 Go on');
    }
    if (/^RSET$/i.test(verb)) this.isBegun = false;
    await this.say(null, /^QUIT$/i.test(verb) ? '221 Bye' : '250 Ok');
    if (/^QUIT$/i.test(verb)) this.socket.end();
    return undefined;
  }

  greeting() {
    return ['relay.example', ...this.relay.offers].map((line, n, all) => `250${n + 1 < all.length ? '-' : ' '}${line}`).join('\r\n');
  }

  // One message after the other: an envelope that came to nothing must be taken back first.
  async begin() {
    if (this.isBegun) return this.say(null, '503 5.5.1 Nested MAIL');
    this.isWelcome = false;
    this.isBegun = await this.say('from', '250 2.1.0 Ok');
    return undefined;
  }

  // What follows the message.
  async readBody(bytes) {
    const whole = Buffer.concat([this.body, bytes]);
    if (!this.isWelcome) return this.readEmpty(whole);
    const end = whole.indexOf(END);
    const fault = this.body.length === 0 && (await this.relay.fault('body', this));
    if (fault === CLOSE) this.socket.destroy();
    this.body = whole;
    if (end < 0 || fault === CLOSE) return Buffer.alloc(0);
    this.relay.take(this.to, whole.subarray(0, end).toString('latin1').replace(/^\./gm, ''));
    this.body = null;
    this.isBegun = false;
    this.nTaken++;
    await this.say('taken', '250 2.0.0 Ok');
    return whole.subarray(end + END.length);
  }

  // To nobody: only the dot that ends it may come.
  async readEmpty(bytes) {
    this.body = null;
    if (bytes.subarray(0, 3).toString() !== '.\r\n') this.relay.take('nobody', bytes.toString('latin1'));
    await this.say(null, '554 5.5.1 No valid recipients');
    return bytes.subarray(3);
  }
}

class Relay {
  constructor(port) {
    this.port = port;
    this.url = `smtp://127.0.0.1:${port}`;
    this.sockets = new Set();
    this.forget();
  }

  start() {
    this.server = net.createServer((socket) => {
      this.sockets.add(socket);
      this.nConnections++;
      socket.once('close', () => this.sockets.delete(socket));
      new Session(this, socket);
    });
    return new Promise((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
  }

  // From now on it cannot be reached.
  stop() {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    return closed;
  }

  take(to, text) {
    this.mails.push({ to, text, id: text.match(/^Message-ID: (\S+)/im)?.[1] });
  }

  forget() {
    this.mails = []; // { to, text, id }
    this.nConnections = 0;
    this.fault = () => undefined;
    this.offers = OFFERS;
    this.careless = false;
  }

  // How often each address got one; @count: of another of { to, id }.
  times(by = 'to') {
    const times = new Map();
    for (const mail of this.mails) times.set(mail[by], (times.get(mail[by]) || 0) + 1);
    return times;
  }

  // From now on, once @count were taken, the next of each connection is taken and waits for its answer
  // until release(); .waiting is how many do.
  holdAfter(count) {
    let release;
    const gate = new Promise((resolve) => (release = resolve));
    const hold = { waiting: 0, release: () => release() };
    this.fault = async (moment) => {
      if (moment !== 'taken' || this.mails.length <= count) return;
      hold.waiting++;
      await gate;
      hold.waiting--;
    };
    return hold;
  }
}

async function newRelay() {
  const relay = new Relay(0);
  await relay.start();
  relay.port = relay.server.address().port;
  relay.url = `smtp://127.0.0.1:${relay.port}`;
  return relay;
}

// Long enough for a slow machine; what never comes is an error.  As long as what @progress gives changes,
// it may take longer, and the error says how far it came.
async function untilIs(what, check, progress = () => '') {
  let end = 0;
  for (let before = null; ;) {
    const is = await check();
    if (is) return is;
    const now = progress();
    if (now !== before) end = Date.now() + MAX_WAIT_MS;
    before = now;
    if (Date.now() > end) throw new Error(`not within ${MAX_WAIT_MS / 1000} s: ${what} ${now}`);
    await pause(50);
  }
}

module.exports = { newRelay, untilIs, CLOSE };
