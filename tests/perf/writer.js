// SPDX-License-Identifier: AGPL-3.0-or-later
//
// writer - somebody who writes while something else is done, and how long he waits.
'use strict';

const { ask, FORM } = require('../live/server.js');

// Somebody gives a voice to a question and takes it back, one after the other; in seconds the longest
// that he waited, half of his waits and 99 of 100.
async function waitMeanwhile(origin, work) {
  let over = false;
  const took = [];
  const headers = { ...FORM, origin };
  const { headers: { location } } = await ask(`${origin}/events/symposium-4/questions/enter`, { method: 'POST', headers });
  const writing = (async () => {
    for (let n = 0; !over; n++) {
      const began = performance.now();
      const { status } = await ask(`${new URL(location, origin)}/1/voice`, { method: 'POST', headers, body: n % 2 ? 'take=1' : 'give=1' });
      if (status !== 303) throw new Error(`who wrote meanwhile was answered ${status}`);
      took.push((performance.now() - began) / 1000);
    }
  })();
  await Promise.all([work().finally(() => { over = true; }), writing]);
  took.sort((a, b) => a - b);
  return { longest: took[took.length - 1], p50: took[took.length >> 1], p99: took[Math.floor(took.length * 0.99)], n: took.length };
}

module.exports = { waitMeanwhile };
