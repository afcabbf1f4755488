// SPDX-License-Identifier: AGPL-3.0-or-later
//
// count - says how many a form would find while somebody fills it in.
//
// A form with data-count asks its own address as JSON, where the attribute names the sentence, and
// puts that into its <output>.  Without this, the form's button shows the same number.
'use strict';

const PAUSE = 300; // milliseconds without typing

for (const form of document.querySelectorAll('form[data-count]')) {
  const output = form.querySelector('output');
  let timer = 0;
  let asked = null;

  const count = async () => {
    asked?.abort();
    asked = new AbortController();
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim() !== ''));
    try {
      const answer = await fetch(`${form.getAttribute('action')}.json?${query}`, { signal: asked.signal });
      const found = await answer.json();
      output.textContent = found.fault || found[form.dataset.count] || '';
    } catch (error) {
      if (error.name !== 'AbortError') output.textContent = '';
    }
  };

  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(count, PAUSE);
  });
}
