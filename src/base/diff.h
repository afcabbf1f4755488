/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * diff - what became of a text, word by word, and two changes of one text put together.
 *
 * The shortest way from one sequence to another is found as in E. Myers, "An
 * O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986), its
 * greedy algorithm.  Two changes are put together as diff3 does it: S. Khanna,
 * K. Kunal, B. Pierce, "A Formal Investigation of Diff3" (2007).
 */
#pragma once
#include "base/arena.h"

typedef struct DiffPart {
    const char *text; /* with its white space */
    bool added, removed;
} DiffPart;

typedef struct DiffSpan {
    const DiffPart *at;
    size_t n;
} DiffSpan;

/** Steps from one sequence to the other that are looked for at most: 8 MB while it lasts, and as
 *  many comparisons as the sequences are long times this. */
#define DIFF_STEPS 2048

/** For each of the @n numbers at @a the place in @b of the one that it became, or -1: taken out.
 *  The places rise.  Where more than DIFF_STEPS are needed, only what is the same at both ends is
 *  found. */
const int64_t *diff_match(Arena *arena, const uint32_t *a, size_t n, const uint32_t *b, size_t m);

/** Compare two texts.  A word is what stands up to the next white space, and that white
 *  space up to the end of the line, which is a word of its own. */
DiffSpan diff_words(Arena *arena, const char *was, const char *is);

/** Put two changes of @base together: what one of them left alone is as the other has it, with the
 *  white space of @mine where both left it.  NULL: they change the same words, or words side by
 *  side, in different ways. */
const char *diff_merge(Arena *arena, const char *base, const char *mine, const char *theirs);

/** The words of a text without their order: their numbers, sorted. */
typedef struct DiffBag {
    const uint32_t *at;
    size_t n;
} DiffBag;

/** Those of @n texts that are to be compared with each other. */
void diff_bags(Arena *arena, const char *const *texts, size_t n, DiffBag *ret_bags);

/** Which share of their words two texts have in common, 0 to 1: twice what is common by both
 *  together (L. Dice, 1945; T. Sørensen, 1948).  @ret_kept: which share of the words of @a is in
 *  @b; or NULL. */
double diff_likeness(DiffBag a, DiffBag b, double *ret_kept);
