// SPDX-License-Identifier: AGPL-3.0-or-later
//
// passkey - asks the device to sign, and sends what it said with an ordinary form.
//
// A form with data-passkey ("create" or "get") is hidden until this finds that the browser can.
// Everything that the form does is possible without it, by other ways of signing in.
'use strict';

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

async function askForChallenge(form) {
  const answer = await fetch(`${form.getAttribute('action')}/challenge`, {
    method: 'POST',
    body: new URLSearchParams(new FormData(form)),
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

const ALGORITHMS = [-7, -8, -257];

async function create(asked) {
  const { id, response } = await navigator.credentials.create({
    publicKey: {
      challenge: toBytes(asked.challenge),
      rp: { id: asked.site, name: asked.alliance },
      user: { id: toBytes(asked.user), name: asked.email, displayName: asked.name },
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: asked.known.map((known) => ({ type: 'public-key', id: toBytes(known) })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
      attestation: 'none',
    },
  });
  return { credential: id, client_data: toText(response.clientDataJSON), attestation: toText(response.attestationObject) };
}

async function get(asked) {
  const { id, response } = await navigator.credentials.get({
    publicKey: { challenge: toBytes(asked.challenge), rpId: asked.site, userVerification: 'preferred' },
  });
  return {
    credential: id,
    client_data: toText(response.clientDataJSON),
    authenticator_data: toText(response.authenticatorData),
    signature: toText(response.signature),
  };
}

const WAYS = { create, get };

async function send(form) {
  const said = await WAYS[form.dataset.passkey](await askForChallenge(form));
  for (const [name, value] of Object.entries(said)) if (form.elements[name]) form.elements[name].value = value;
  form.submit();
}

if (window.PublicKeyCredential)
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const why = form.querySelector('[role=alert]');
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      why.hidden = true;
      send(form).catch(() => {
        why.hidden = false;
      });
    });
  }
