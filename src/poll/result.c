/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The count of a poll as a table: a line an option, a column a round.
 */
#include "lang/lang.h"
#include "poll/pages.h"

#include <string.h>

static const struct {
    const char *state, *label;
    bool first;
} states[] = {
    {"won",   N_("has won"),     true },
    {"equal", N_("equal"),       true },
    {"out",   N_("out"),         false},
    {"lot",   N_("out, by lot"), false},
};

static void
fill_cell(PollLine *line, PollCell *cell, const PollTally *tally)
{
    *cell = (PollCell){.votes = tally->votes, .here = true, .label = ""};
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        if (strcmp(states[i].state, tally->state) == 0) {
            cell->label = states[i].label;
            line->first = states[i].first;
        }
}

static const char *
verdict_of(const Poll *poll, PollTallySpan tallies)
{
    bool won = false, equal = false, lot = false;
    for (size_t i = 0; i < tallies.n; i++) {
        won = won || strcmp(tallies.at[i].state, "won") == 0;
        equal = equal || strcmp(tallies.at[i].state, "equal") == 0;
        lot = lot || strcmp(tallies.at[i].state, "lot") == 0;
    }
    if (poll->closed_at == 0)
        return N_("This is the count so far. It changes with each vote.");
    if (lot)
        return N_("Options that were last and equal in all rounds went out by lot.");
    if (equal)
        return N_("These options are equal. The poll decides nothing between them.");
    return won ? "" : N_("Nobody voted.");
}

const PollResult *
poll_result(Ctx *cx, const Poll *poll, PollOptionSpan options)
{
    PollTallySpan tallies = poll_tallies(cx, poll);
    size_t n_rounds = tallies.n > 0 ? (size_t)tallies.at[tallies.n - 1].round : 0;
    PollRound *rounds = arena_array_of(cx->arena, PollRound, n_rounds);
    PollLine *lines = arena_array_of(cx->arena, PollLine, options.n + 1);
    bool has_spent = false;
    for (size_t r = 0; r < n_rounds; r++)
        rounds[r].number = (int64_t)r + 1;
    PollCell *cells = arena_array_of(cx->arena, PollCell, (options.n + 1) * n_rounds);
    for (size_t i = 0; i <= options.n; i++) {
        lines[i] = (PollLine){
            .text = i < options.n ? options.at[i].text : "",
            .language = i < options.n ? options.at[i].language : cx->lang->code,
            .cells = {cells + i * n_rounds, n_rounds}
        };
        for (size_t r = 0; r < n_rounds; r++)
            cells[i * n_rounds + r] = (PollCell){.label = ""};
    }
    for (size_t t = 0; t < tallies.n; t++) {
        const PollTally *tally = &tallies.at[t];
        size_t i = tally->number > 0 ? (size_t)tally->number - 1 : options.n;
        has_spent = has_spent || i == options.n;
        if (i <= options.n)
            fill_cell(&lines[i], &cells[i * n_rounds + (size_t)tally->round - 1], tally);
    }
    PollResult *result = arena_new_of(cx->arena, PollResult);
    *result = (PollResult){
        .rounds = {rounds, n_rounds                       },
        .lines = {lines,  options.n + (has_spent ? 1 : 0)},
        .ranked = strcmp(poll->kind, "ranked") == 0,
        .verdict = verdict_of(poll, tallies),
    };
    return result;
}
