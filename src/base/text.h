/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * text - UTF-8 strings: check at the border, trim, shorten, slug.
 */
#pragma once
#include "base/arena.h"

/** Can the character @u stand in a text that people read, and in XML: no control character, and not
 *  one of the two that XML 1.0 leaves out?  Tab and line ends are control characters. */
bool text_takes(gunichar u);

/** Is it UTF-8 of which text_takes() every character but tab and line ends? */
bool text_is_clean(const char *text, size_t n);

/** Return @text without white space at both ends, runs inside folded to one space. */
const char *text_fold_space(Arena *arena, const char *text);

/** Return @text trimmed at the ends, line ends as "\n", nothing else changed. */
const char *text_trim_lines(Arena *arena, const char *text);

/** @text, or "" for NULL. */
const char *text_or_empty(const char *text);

/** Count characters (code points), not bytes. */
size_t text_length(const char *text);

/** Return the first @max characters of @text, cut at a word, with an ellipsis if cut. */
const char *text_shorten(Arena *arena, const char *text, size_t max);

/** Make the URL part of @title: lower case, letters of any script and digits kept, the rest
 *  hyphens, at most 80 bytes.  "" if nothing is left. */
const char *text_slug(Arena *arena, const char *title);

/** Return @text lower-cased and without accents, for comparing and searching. */
const char *text_fold(Arena *arena, const char *text);

/** "%words%" for LIKE ... ESCAPE '\\' over folded text: @text folded, with % and _ made plain;
 *  "" if there is nothing to look for. */
const char *text_like_pattern(Arena *arena, const char *text);

/** Does @email look like an address that a mail could reach (RFC 5321, no comments or quotes)? */
bool text_is_email(const char *email);

/** Lower-case the domain, trim; the key by which an address is one person's. */
const char *text_fold_email(Arena *arena, const char *email);
