/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * spelling - records that may be one organisation, and making them one.
 *
 * A merge moves the people and leaves the row as a spelling of the other, so
 * that who types it next arrives there.  What moved is noted: undoing brings
 * back those who are still there.
 *
 * Read with: docs/decisions/0025-organisations.md.
 */
#pragma once
#include "alliance/organisation.h"

/** What two names of one organisation have in common: the name folded, without legal forms, signs
 *  and articles; in the arena. */
const char *spelling_key(Arena *arena, const char *words);

/** The first letters of its words, without small words; "" if they are fewer than three. */
const char *spelling_acronym(Arena *arena, const char *words);

/** Two records that look alike. */
typedef struct SpellingPair {
    const Organisation *first, *second; /* first: where more people are, or the older one */
    int64_t n_first, n_second;          /* people there */
} SpellingPair;

typedef struct SpellingPairSpan {
    const SpellingPair *at;
    size_t n;
} SpellingPairSpan;

/** Pairs of one country, or of which one says none, that have the same key, differ in a letter or
 *  two, or of which one is the other's acronym; at most LIMIT_PAGE_ROWS.  Not those that were said
 *  to be two. */
SpellingPairSpan spelling_list_alike(Ctx *cx);

/** Make @id a spelling of @into.  False: one of them is no record, or they are the same. */
bool spelling_merge(Ctx *cx, int64_t id, int64_t into);

/** Make a spelling a record again.  False: it is none. */
bool spelling_split(Ctx *cx, int64_t id);

/** Say that two records that look alike are two. */
void spelling_set_apart(Ctx *cx, int64_t id, int64_t other);

/** A merged spelling and where it leads. */
typedef struct Spelling {
    int64_t id, merged_at;
    const char *name, *target, *target_slug;
} Spelling;

typedef struct SpellingSpan {
    const Spelling *at;
    size_t n;
} SpellingSpan;

/** Merged spellings, newest first. */
SpellingSpan spelling_list(Ctx *cx);
