/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Those that were found, counted by a value or by the month.
 */
#include "base/moment.h"
#include "roster/ask.h"

#include <stdlib.h>
#include <string.h>

/* ---- by value ---- */

static int
compare_counts(const void *left, const void *right)
{
    const RosterCount *a = left;
    const RosterCount *b = right;
    return a->n != b->n ? (a->n < b->n ? 1 : -1) : strcmp(a->value, b->value);
}

typedef struct Tally {
    GHashTable *counts; /* value -> RosterCount * */
    Arena *arena;
    int64_t n; /* people with the text that is taken apart */
} Tally;

static void
tally(void *data, const char *value, size_t n)
{
    Tally *t = data;
    char *own = arena_strndup(t->arena, value, n);
    RosterCount *count = g_hash_table_lookup(t->counts, own);
    if (count == NULL) {
        count = arena_new_of(t->arena, RosterCount);
        count->value = own;
        g_hash_table_insert(t->counts, own, count);
    }
    count->n += t->n;
}

static RosterCountSpan
counts_in_order(Arena *arena, GHashTable *counts)
{
    RosterCount *all = arena_array_of(arena, RosterCount, g_hash_table_size(counts));
    size_t n = 0;
    GHashTableIter iter;
    void *count = NULL;
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, NULL, &count))
        all[n++] = *(RosterCount *)count;
    qsort(all, n, sizeof *all, compare_counts);
    return (RosterCountSpan){all, n};
}

RosterCountSpan
ask_count_by(Arena *arena, const Found *found, const RosterQuestion *question,
             const RosterDimension *dimension)
{
    const Columns *columns = found->columns;
    const GPtrArray *texts = columns->dictionary[dimension->mark].texts;
    const uint32_t *mark = columns->mark[dimension->mark];
    uint32_t *n_of = arena_array_of(arena, uint32_t, texts->len);
    EACH_FOUND(found, at)
    if ((ask_open(columns, question->eye, at) & dimension->field) == dimension->field)
        n_of[mark[at]]++;

    g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
    Tally t = {counts, arena, 0};
    for (guint i = 1; i < texts->len; i++) {
        t.n = n_of[i];
        if (t.n > 0)
            roster_values(dimension, texts->pdata[i], question->at - 1, tally, &t);
    }
    return counts_in_order(arena, counts);
}

/* ---- by month ---- */

/* The month in which a moment lies, counted from that of 1970. */
static int64_t
month_of(int64_t moment)
{
    int64_t day = moment / MOMENT_DAY - (moment % MOMENT_DAY < 0);
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32)(day + 719163)); /* 1 January of year 1 is day 1 */
    return ((int64_t)g_date_get_year(&date) - 1970) * 12 + g_date_get_month(&date) - 1;
}

static const char *
month_text(Arena *arena, int64_t month)
{
    int64_t year = 1970 + month / 12 - (month % 12 < 0);
    return arena_printf(arena, "%04d-%02d", (int)year, (int)(((month % 12) + 12) % 12) + 1);
}

typedef struct Months {
    int64_t first, n;
    int64_t *joined, *left; /* of each month from the first */
} Months;

static void
count_absences(const Found *found, Months *months)
{
    const GArray *absences = found->columns->absences;
    for (guint i = 0; i < absences->len; i++) {
        const Absence *absence = &g_array_index(absences, Absence, i);
        size_t at = 0;
        if (!columns_find(found->columns, absence->person, &at) ||
            (found->bits[at / 64] >> at % 64 & 1) == 0)
            continue;
        int64_t left = month_of(absence->since) - months->first;
        int64_t back = month_of(absence->until) - months->first;
        if (left >= 0 && left < months->n)
            months->left[left]++;
        if (back >= 0 && back < months->n)
            months->joined[back]++;
    }
}

static Months
count_months(Arena *arena, const Found *found, int64_t now)
{
    const Columns *columns = found->columns;
    int64_t first = INT64_MAX;
    EACH_FOUND(found, at)
    first = MIN(first, columns->joined[at]);
    Months months = {0};
    if (first == INT64_MAX || first > now)
        return months;
    months.first = month_of(first);
    months.n = month_of(now) - months.first + 1;
    months.joined = arena_array_of(arena, int64_t, (size_t)months.n);
    months.left = arena_array_of(arena, int64_t, (size_t)months.n);
    EACH_FOUND(found, at)
    {
        months.joined[month_of(columns->joined[at]) - months.first]++;
        if (columns->left[at] != 0 && columns->left[at] <= now)
            months.left[month_of(columns->left[at]) - months.first]++;
    }
    count_absences(found, &months);
    return months;
}

RosterMonthSpan
ask_months(Arena *arena, const Found *found, int64_t now)
{
    Months months = count_months(arena, found, now);
    RosterMonth *rows = arena_array_of(arena, RosterMonth, (size_t)months.n);
    int64_t members = 0;
    for (int64_t i = 0; i < months.n; i++) {
        members += months.joined[i] - months.left[i];
        rows[i] = (RosterMonth){month_text(arena, months.first + i), members, months.joined[i],
                                months.left[i]};
    }
    return (RosterMonthSpan){rows, (size_t)months.n};
}
