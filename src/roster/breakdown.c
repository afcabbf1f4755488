/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "roster/breakdown.h"
#include "base/moment.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
const BreakdownKind BREAKDOWNS[] = {
    {"country",   N_("Members by country"),
     N_("The country in which members say they work (ISO 3166)."), BREAKDOWN_EXACT},
    {"region",    N_("Members by region"),
     N_("The region of the country in which members work (UN M49)."), BREAKDOWN_EXACT},
    {"subregion", N_("Members by part of a region"),
     N_("The part of the region in which members work (UN M49)."), BREAKDOWN_EXACT},
    {"type",      N_("Members by type of organisation"),
     N_("What kind of organisation members say they work for."), BREAKDOWN_ROUNDED},
    {"level",     N_("Members by level of work"),
     N_("The level on which members say they work."), BREAKDOWN_ROUNDED},
    {"language",  N_("Members by language"),
     N_("Languages in which members say they work; many name several."), BREAKDOWN_ROUNDED},
    {"interest",  N_("Members by interest"),
     N_("What members say interests them; many name several."), BREAKDOWN_ROUNDED},
    {"role",      N_("Members by role"),
     N_("Terms of office that were in force on that day; some hold several."), BREAKDOWN_DESK},
    {"reads",     N_("Members by language of mails"),
     N_("The language in which members read mails and pages."), BREAKDOWN_DESK},
    {"agrees",    N_("Members by what they agree to"),
     N_("The last answer of each member to each purpose."), BREAKDOWN_DESK},
    {0},
};
/* clang-format on */

bool
breakdown_is_open(const Ctx *cx)
{
    return (cx->me.roles & ROLE_SECRETARIAT) != 0;
}

const BreakdownKind *
breakdown_find(const Ctx *cx, const char *dimension)
{
    for (const BreakdownKind *kind = BREAKDOWNS; kind->dimension != NULL; kind++)
        if (strcmp(kind->dimension, dimension) == 0)
            return kind->access != BREAKDOWN_DESK || breakdown_is_open(cx) ? kind : NULL;
    return NULL;
}

/* The end of the last quarter of a year that was over at @end. */
static int64_t
quarter_before(Arena *arena, int64_t end)
{
    const char *day = moment_date(arena, end);
    int month = (int)g_ascii_strtoll(day + strlen("2016-"), NULL, 10);
    int64_t quarter = end;
    moment_parse(arena_printf(arena, "%.4s-%02d-01", day, (month - 1) / 3 * 3 + 1), &quarter);
    return quarter;
}

static int
compare_rounded(const void *left, const void *right)
{
    const RosterCount *a = left;
    const RosterCount *b = right;
    return a->n != b->n ? (a->n < b->n ? 1 : -1) : strcmp(a->value, b->value);
}

/* Leave out what few share, round the rest.  The order is made anew: it would tell which of two
 * that look the same was more. */
static RosterCountSpan
round_counts(Arena *arena, RosterCountSpan counts)
{
    RosterCount *at = arena_array_of(arena, RosterCount, counts.n);
    size_t n = 0;
    for (size_t i = 0; i < counts.n; i++) {
        if (counts.at[i].n < BREAKDOWN_FEW)
            continue;
        at[n] = counts.at[i];
        at[n].n = (at[n].n + BREAKDOWN_FEW / 2) / BREAKDOWN_FEW * BREAKDOWN_FEW;
        n++;
    }
    qsort(at, n, sizeof *at, compare_rounded);
    return (RosterCountSpan){.at = at, .n = n, .found = counts.found};
}

Breakdown
breakdown_ask(Ctx *cx, const BreakdownKind *kind, const RosterFilter *filter, int64_t end)
{
    bool open = breakdown_is_open(cx);
    bool rounded = kind->access == BREAKDOWN_ROUNDED && !open;
    RosterQuestion question = {.filter = open ? filter : NULL,
                               .eye = ROSTER_SECRETARIAT,
                               .at = rounded ? quarter_before(cx->arena, end) : end};
    RosterCountSpan counts = roster_count_by(cx, &question, roster_dimension_find(kind->dimension));
    if (rounded)
        counts = round_counts(cx->arena, counts);
    return (Breakdown){.end = question.at,
                       .members = counts.found,
                       .without = counts.without,
                       .rounded = rounded,
                       .counts = counts};
}
