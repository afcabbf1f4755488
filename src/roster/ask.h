/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * ask - put a question to the columns; for src/roster only, under the lock of roster.c.
 */
#pragma once
#include "roster/roster.h"

/** A bit for each person, or for each of those at some places. */
typedef struct Found {
    const Columns *columns;
    uint64_t *bits;
    size_t base; /* the place of the first bit: a multiple of 64 */
    size_t n_words;
} Found;

/** Walk the places of those that were found. */
#define EACH_FOUND(found, at)                                                                      \
    for (size_t word_ = 0; word_ < (found)->n_words; word_++)                                      \
        for (uint64_t bits_ = (found)->bits[word_], at = 0;                                        \
             bits_ != 0 &&                                                                         \
             (at = (found)->base + word_ * 64 + (size_t)__builtin_ctzll(bits_), true);             \
             bits_ &= bits_ - 1)

/** Find them.  Everything is in @arena. */
Found ask_find(Arena *arena, const Columns *columns, const RosterQuestion *question);
int64_t ask_count(const Found *found);

/** Those who are found if membership is not asked for, in roster_months(). */
Found ask_find_ever(Arena *arena, const Columns *columns, const RosterQuestion *question);

/** As roster_walk(). */
RosterAnswer ask_walk(Arena *arena, const Columns *columns, const RosterQuestion *question,
                      int64_t after, size_t most);

RosterAnswer ask_page(Arena *arena, const Found *found, const RosterQuestion *question);
RosterCountSpan ask_count_by(Arena *arena, const Found *found, const RosterQuestion *question,
                             const RosterDimension *dimension);
RosterMonthSpan ask_months(Arena *arena, const Found *found, int64_t now);

/** The fields that must be open, as the question's eye sees this person. */
static inline unsigned
ask_open(const Columns *columns, RosterEye eye, size_t at)
{
    return eye == ROSTER_SECRETARIAT ? ~0u
           : eye == ROSTER_PUBLIC    ? columns->to_all[at]
                                     : columns->to_members[at];
}
