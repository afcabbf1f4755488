/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * trim - the new words of an answer, without what it answers and without signature.
 *
 * Mail programs put the old mail below, above or between the new words, and
 * announce it in their owner's language.  What they write stands in tables of
 * trim_words.c.  In doubt words are kept: a quotation too many is a nuisance,
 * a sentence too few is a loss.
 *
 * Read with: tests/mail/trim.cases.
 */
#pragma once
#include "base/arena.h"

typedef enum TrimKind {
    TRIM_WHOLE = 1,   /* nothing was quoted */
    TRIM_TOP,         /* the new words stood above the quotation */
    TRIM_BOTTOM,      /* or below it */
    TRIM_INTERLEAVED, /* or around and between: the quotations are kept */
    TRIM_FORWARD,     /* another mail is passed on: all of it is kept */
} TrimKind;

/** The new words of @text, UTF-8 with "\n", in the arena; "" if there are none. */
const char *trim_reply(Arena *arena, const char *text, TrimKind *ret_kind);

/* ---- trim_words.c ---- */

/** A language's words at the head of a quoted mail, with bars between: "Sent|Date". */
typedef struct TrimLabels {
    const char *from, *others;
} TrimLabels;

extern const TrimLabels TRIM_LABELS[]; /* ends with {0} */

/** "On 2 January Ann wrote:" begins with the one and has the other; @start "": with anything. */
typedef struct TrimAttribution {
    const char *start, *verb;
} TrimAttribution;

extern const TrimAttribution TRIM_ATTRIBUTIONS[]; /* ends with {0} */

extern const char *const TRIM_ORIGINALS[];  /* "Original message", between dashes */
extern const char *const TRIM_FORWARDS[];   /* "Forwarded message", between dashes or before ":" */
extern const char *const TRIM_SENT_FROMS[]; /* "Sent from my": how the line begins */
