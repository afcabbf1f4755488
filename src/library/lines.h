/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * lines - authors as an editor writes them: one a line.
 *
 * Read with: library.h.
 */
#pragma once
#include "library/library.h"

/** Authors one a line: a name, and behind it addresses of a member, an organisation, an ORCID or a
 *  ROR.  *@ret_line: the line that is wrong and *@ret_words what is (N_(), with {line}); else 0. */
AuthorSpan author_lines_parse(Ctx *cx, const char *text, size_t *ret_line, const char **ret_words);
const char *author_lines_format(Arena *arena, AuthorSpan authors);
