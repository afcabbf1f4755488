// SPDX-License-Identifier: AGPL-3.0-or-later
//
// nginx - serves the same bytes from a file: the measure for a visitor's page.
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ask, freePort, pause } = require('../live/server.js');

// Serve the files, { "name.html": bytes }; { url, stop }.
async function startNginx(files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baraza-nginx-'));
  fs.chmodSync(folder, 0o755); // its workers are another user's
  for (const [name, bytes] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), bytes);
  fs.mkdirSync(path.join(folder, 'put'));
  fs.chmodSync(path.join(folder, 'put'), 0o777);
  const port = await freePort();
  const config = fs.readFileSync(path.join(__dirname, 'nginx.conf'), 'utf8');
  const file = path.join(folder, 'nginx.conf');
  fs.writeFileSync(file, config.replaceAll('@FOLDER@', folder).replaceAll('@PORT@', port));
  const child = spawn('/usr/sbin/nginx', ['-c', file], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const stop = () => {
    child.kill('SIGTERM');
    fs.rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', stop);
  for (let n = 0; n < 500; n++) {
    if (await ask(`${url}/${Object.keys(files)[0]}`).catch(() => null)) return { url, stop };
    await pause(10);
  }
  throw new Error('nginx did not start');
}

module.exports = { startNginx };
