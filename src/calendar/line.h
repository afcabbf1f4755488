/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * line - the lines of which calendars (RFC 5545) and cards (RFC 6350) are made.
 */
#pragma once
#include "base/arena.h"

/** Append @line, folded after 75 octets and never within a character, with its end. */
void line_fold(GString *out, const char *line);

/** Append a value of the type TEXT: what divides values is escaped, a line's end is "\n". */
void line_escape(GString *line, const char *text);
