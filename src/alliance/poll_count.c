/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/poll_count.h"
#include "base/limits.h"

#include <string.h>

#define PLACES (LIMIT_POLL_OPTIONS + 1) /* numbers count from 1; 0: none any more */

typedef struct Count {
    size_t n_options, n_rounds;
    int64_t votes[PLACES][PLACES]; /* by round and number */
    bool is_out[PLACES];
    const char *states[PLACES][PLACES]; /* NULL: not in the round */
    uint64_t lot;
} Count;

/* ---- sums ---- */

static void
add_choice(Count *count, const PollBallot *ballot, bool first_only)
{
    int64_t *votes = count->votes[count->n_rounds];
    bool found = false;
    for (const char *at = ballot->choice; *at != '\0' && !(first_only && found);) {
        char *end = NULL;
        int64_t number = g_ascii_strtoll(at, &end, 10);
        if (number >= 1 && number <= (int64_t)count->n_options && !count->is_out[number]) {
            votes[number] += ballot->n;
            found = true;
        }
        at = *end == ',' ? end + 1 : end + strlen(end);
    }
    if (!found)
        votes[0] += ballot->n;
}

static void
sum_round(Count *count, PollBallotSpan ballots, bool first_only)
{
    for (size_t i = 0; i < ballots.n; i++)
        add_choice(count, &ballots.at[i], first_only);
    for (size_t number = 1; number <= count->n_options; number++)
        if (!count->is_out[number])
            count->states[count->n_rounds][number] = "";
    if (count->votes[count->n_rounds][0] > 0)
        count->states[count->n_rounds][0] = "";
    count->n_rounds++;
}

/* The option that has the most, and how many have as many as that. */
static size_t
find_most(const Count *count, const int64_t *votes, size_t *ret_equal)
{
    size_t most = 0;
    for (size_t number = 1; number <= count->n_options; number++) {
        if (count->is_out[number] || (most != 0 && votes[number] < votes[most]))
            continue;
        *ret_equal = most != 0 && votes[number] == votes[most] ? *ret_equal + 1 : 1;
        if (most == 0 || votes[number] > votes[most])
            most = number;
    }
    return most;
}

static void
count_sums(Count *count, PollBallotSpan ballots)
{
    sum_round(count, ballots, false);
    size_t equal = 0, most = find_most(count, count->votes[0], &equal);
    int64_t best = count->votes[0][most];
    for (size_t number = 1; number <= count->n_options && best > 0; number++)
        if (count->votes[0][number] == best)
            count->states[0][number] = equal > 1 ? "equal" : "won";
}

/* ---- rounds ---- */

/* Leave in @tied only those with the fewest in @round; returns how many. */
static size_t
keep_fewest(const Count *count, size_t round, size_t *tied, size_t n)
{
    int64_t fewest = INT64_MAX;
    for (size_t i = 0; i < n; i++)
        fewest = MIN(fewest, count->votes[round][tied[i]]);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (count->votes[round][tied[i]] == fewest)
            tied[kept++] = tied[i];
    return kept;
}

static void
put_out_last(Count *count)
{
    size_t tied[PLACES], n = 0, now = count->n_rounds - 1;
    for (size_t number = 1; number <= count->n_options; number++)
        if (!count->is_out[number])
            tied[n++] = number;
    n = keep_fewest(count, now, tied, n);
    for (size_t round = 0; round < now && n > 1; round++)
        n = keep_fewest(count, round, tied, n);
    size_t last = tied[n > 1 ? count->lot % n : 0];
    count->states[now][last] = n > 1 ? "lot" : "out";
    count->lot = n > 1 ? count->lot / n : count->lot;
    count->is_out[last] = true;
}

static void
count_ranked(Count *count, PollBallotSpan ballots)
{
    for (;;) {
        sum_round(count, ballots, true);
        const int64_t *votes = count->votes[count->n_rounds - 1];
        int64_t total = 0;
        for (size_t number = 1; number <= count->n_options; number++)
            total += votes[number];
        if (total == 0)
            return;
        size_t equal = 0, most = find_most(count, votes, &equal);
        if (2 * votes[most] > total) {
            count->states[count->n_rounds - 1][most] = "won";
            return;
        }
        put_out_last(count);
    }
}

PollTallySpan
poll_count(Arena *arena, const char *kind, size_t n_options, PollBallotSpan ballots, uint64_t lot)
{
    Count *count = arena_new_of(arena, Count);
    *count = (Count){.n_options = MIN(n_options, LIMIT_POLL_OPTIONS), .lot = lot};
    if (strcmp(kind, "ranked") == 0)
        count_ranked(count, ballots);
    else
        count_sums(count, ballots);
    PollTally *at = arena_array_of(arena, PollTally, count->n_rounds * PLACES);
    size_t n = 0;
    for (size_t round = 0; round < count->n_rounds; round++)
        for (size_t number = 0; number <= count->n_options; number++)
            if (count->states[round][number] != NULL)
                at[n++] = (PollTally){(int64_t)round + 1, (int64_t)number,
                                      count->votes[round][number], count->states[round][number]};
    return (PollTallySpan){at, n};
}
