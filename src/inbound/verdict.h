/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * verdict - what the alliance's own mail server found out about a message.
 *
 * A mail server that checks DMARC writes what it found into a header of each
 * message, Authentication-Results (RFC 8601), under a name of its own.  Only
 * what stands under that name is believed: anybody can write such a header.
 *
 * Read with: letter.h, receive.c, docs/decisions/0038-comments-by-mail.md.
 */
#pragma once
#include "base/arena.h"

typedef enum Verdict {
    VERDICT_MISSING, /* nobody of that name said anything about DMARC */
    VERDICT_GOOD,    /* "pass", or "none": the sender's domain asks for no check */
    VERDICT_BAD,     /* anything else: forged, or it could not be found out */
} Verdict;

/** What @authority, an authserv-id in any case, says in @results: the values of the headers, a line
 *  each.  Where it says several things, the worst. */
Verdict verdict_read(Arena *arena, const char *results, const char *authority);
