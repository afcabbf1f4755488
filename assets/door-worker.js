// SPDX-License-Identifier: AGPL-3.0-or-later
//
// door-worker - opens the page of a door without a network, from what the page has kept.
//
// It keeps nothing by itself but newer copies of what door.js has put there.  What the server does not
// open any more, and what is past its day, is deleted.
'use strict';

const KEPT = 'door';
const PATIENCE = 5000; // milliseconds until a bad network counts as none
const PAGE = /\/door\/(events|links)\/[^/]+$/;

async function forget(cache, path) {
  await Promise.all([cache.delete(path), cache.delete(`${path}/list.json`)]);
}

// A list says until when it may stay, by the clock of this telephone.
async function sweep(cache) {
  for (const request of await cache.keys()) {
    const until = Number((await cache.match(request))?.headers.get('x-until'));
    if (until > 0 && until < Date.now()) await forget(cache, new URL(request.url).pathname.replace('/list.json', ''));
  }
}

async function openPage(request) {
  const { pathname } = new URL(request.url);
  const cache = await caches.open(KEPT);
  await sweep(cache);
  const kept = await cache.match(pathname);
  try {
    const answer = await fetch(request, kept ? { signal: AbortSignal.timeout(PATIENCE) } : {});
    if (kept && answer.ok) await cache.put(pathname, answer.clone());
    if (answer.status === 404 || answer.status === 410) await forget(cache, pathname);
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

// An asset's address changes with its bytes.
async function openAsset(request) {
  return (await caches.match(request, { cacheName: KEPT })) || fetch(request);
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && PAGE.test(pathname)) event.respondWith(openPage(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(openAsset(request));
});
