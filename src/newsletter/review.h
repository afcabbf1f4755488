/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * review - an issue about a period, drafted from what the program knows of it.
 *
 * A table of parts says what is looked at; a room that brings a kind of items,
 * or something else that happens, adds a row in review.c and nothing else.
 * Nothing is invented: each line is an item with a link to it, or a number that
 * is quoted as a figure (alliance/figure.h), so it can be followed up.  What
 * was not found is left out and named.
 *
 * Read with: docs/decisions/0036-year-in-review.md.
 */
#pragma once
#include "alliance/period.h"
#include "db/ctx.h"

/** What is asked for. */
typedef struct ReviewAsk {
    Period period;
    const char *then; /* a date to compare with, "2014-06" */
} ReviewAsk;

/** How many lines a part of the review has. */
typedef struct ReviewCount {
    const char *label; /* N_() */
    int64_t n;
} ReviewCount;

typedef struct ReviewCountSpan {
    const ReviewCount *at;
    size_t n;
} ReviewCountSpan;

/** A draft in the alliance's own language; in the arena. */
typedef struct Review {
    const char *title, *summary, *body; /* body: Markdown */
    ReviewCountSpan counts;             /* of every part, those without lines too */
    const char *missing; /* names of those without, with commas, in the context's language; "" */
} Review;

/** Draft it from what everybody may read. */
const Review *review_write(Ctx *cx, const ReviewAsk *ask);

/** Keep the draft as an issue of the acting person's; returns the item's id. */
int64_t review_insert(Ctx *cx, const ReviewAsk *ask, const Review *review);
