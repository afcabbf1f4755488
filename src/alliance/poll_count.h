/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * poll_count - votes become a count, round by round.
 *
 * Of one vote or several: the sums, and the most wins; equals stay equal.
 * Ranked: instant run-off.  More than half of the votes that still count wins;
 * else the last goes out.  Of equal last ones that goes out which had the fewest
 * in the first round, else in the second, and so on, else by lot: United
 * Kingdom, Parliamentary Voting System and Constituencies Act 2011, schedule 10,
 * rules 49 and 49A.
 */
#pragma once
#include "base/arena.h"

/** So many voted this. */
typedef struct PollBallot {
    const char *choice; /* "2,1,3" */
    int64_t n;
} PollBallot;

typedef struct PollBallotSpan {
    const PollBallot *at;
    size_t n;
} PollBallotSpan;

typedef struct PollTally {
    int64_t round, number, votes; /* number 0: votes that name no option any more */
    const char *state;            /* won, equal, out, lot, "" */
} PollTally;

typedef struct PollTallySpan {
    const PollTally *at;
    size_t n;
} PollTallySpan;

/** Count; in the order of rounds and numbers.  @lot decides between those that were equal in all
 *  rounds. */
PollTallySpan poll_count(Arena *arena, const char *kind, size_t n_options, PollBallotSpan ballots,
                         uint64_t lot);
