/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * plain - the words of an HTML mail as plain text.
 *
 * Not a browser: it knows which elements begin a line, which hold no words,
 * that a quotation is marked with ">", and what a character reference stands
 * for.  Whatever is not well-formed becomes text or nothing; links keep their
 * address where their words do not say it.
 */
#pragma once
#include "base/arena.h"

/** Make @html, UTF-8, plain; at most @max bytes of text. */
const char *plain_from_html(Arena *arena, const char *html, size_t max);
