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
    int64_t n;      /* people with the text that is taken apart */
    bool has_value; /* it stands for one */
} Tally;

static void
tally(void *data, const char *value, size_t n)
{
    Tally *t = data;
    t->has_value = true;
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
    return (RosterCountSpan){.at = all, .n = n};
}

RosterCountSpan
ask_count_by(Arena *arena, const Found *found, const RosterQuestion *question,
             const RosterDimension *dimension)
{
    const Columns *columns = found->columns;
    const GPtrArray *texts = columns->dictionary[dimension->mark].texts;
    const NumberColumn *mark = &columns->mark[dimension->mark];
    uint32_t *n_of = arena_array_of(arena, uint32_t, texts->len);
    EACH_FOUND(found, at)
    if ((ask_open(columns, question->eye, at) & dimension->field) == dimension->field)
        n_of[columns_number(mark, at)]++;

    g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
    Tally t = {.counts = counts, .arena = arena};
    int64_t with = 0;
    for (guint i = 1; i < texts->len; i++) {
        t.n = n_of[i];
        t.has_value = false;
        if (t.n > 0)
            roster_values(dimension, texts->pdata[i], question->at - 1, tally, &t);
        with += t.has_value ? t.n : 0;
    }
    RosterCountSpan all = counts_in_order(arena, counts);
    all.found = ask_count(found);
    all.without = all.found - with;
    return all;
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

/* Comings and goings of each month from the first. */
typedef struct Months {
    int64_t first, n;
    int64_t *joined, *left;
    uint32_t *country; /* of each text of MARK_PLACE, from 1; 0: none is said */
    size_t n_countries;
    int32_t *change; /* of each country in each month */
} Months;

/* Two texts may name the same country, where the table of countries has changed. */
static void
number_countries(Arena *arena, const Columns *columns, Months *months)
{
    const GPtrArray *texts = columns->dictionary[MARK_PLACE].texts;
    g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
    months->country = arena_array_of(arena, uint32_t, texts->len);
    for (guint i = 1; i < texts->len; i++) {
        const char *text = texts->pdata[i];
        char *code = arena_strndup(arena, text, strcspn(text, "\n"));
        void *number = g_hash_table_lookup(numbers, code);
        if (number == NULL) {
            number = GUINT_TO_POINTER(g_hash_table_size(numbers) + 1);
            g_hash_table_insert(numbers, code, number);
        }
        months->country[i] = GPOINTER_TO_UINT(number);
    }
    months->n_countries = g_hash_table_size(numbers) + 1;
}

/* The person @at came (1) or went (-1). */
static inline void
note_change(const Columns *columns, Months *months, size_t at, int64_t moment, int change)
{
    int64_t month = month_of(moment) - months->first;
    if (month < 0 || month >= months->n)
        return;
    (change > 0 ? months->joined : months->left)[month]++;
    uint32_t country = months->country[columns_number(&columns->mark[MARK_PLACE], at)];
    months->change[(size_t)month * months->n_countries + country] += change;
}

static void
note_absences(const Found *found, Months *months)
{
    const GArray *absences = found->columns->absences;
    for (guint i = 0; i < absences->len; i++) {
        const Absence *absence = &g_array_index(absences, Absence, i);
        size_t at = 0;
        if (!columns_find(found->columns, absence->person, &at) ||
            (found->bits[at / 64] >> at % 64 & 1) == 0)
            continue;
        note_change(found->columns, months, at, absence->since, -1);
        note_change(found->columns, months, at, absence->until, 1);
    }
}

static Months
note_months(Arena *arena, const Found *found, int64_t now)
{
    const Columns *columns = found->columns;
    int64_t first = INT64_MAX;
    EACH_FOUND(found, at)
    first = MIN(first, columns_number(&columns->joined, at));
    Months months = {0};
    if (first == INT64_MAX || first > now)
        return months;
    months.first = month_of(first);
    months.n = month_of(now) - months.first + 1;
    months.joined = arena_array_of(arena, int64_t, (size_t)months.n);
    months.left = arena_array_of(arena, int64_t, (size_t)months.n);
    number_countries(arena, columns, &months);
    months.change = arena_array_of(arena, int32_t, (size_t)months.n *months.n_countries);
    EACH_FOUND(found, at)
    {
        int64_t left = columns_number(&columns->left, at);
        note_change(columns, &months, at, columns_number(&columns->joined, at), 1);
        if (left != 0 && left <= now)
            note_change(columns, &months, at, left, -1);
    }
    note_absences(found, &months);
    return months;
}

/* Let a month pass: @members of each country; returns of how many there are some. */
static int64_t
pass_month(const Months *months, int64_t month, int64_t *members)
{
    const int32_t *change = months->change + (size_t)month * months->n_countries;
    int64_t n = 0;
    for (size_t country = 0; country < months->n_countries; country++) {
        members[country] += change[country];
        n += country > 0 && members[country] > 0;
    }
    return n;
}

RosterMonthSpan
ask_months(Arena *arena, const Found *found, int64_t now)
{
    const Months months = note_months(arena, found, now);
    RosterMonth *rows = arena_array_of(arena, RosterMonth, (size_t)months.n);
    int64_t *of_country = arena_array_of(arena, int64_t, months.n_countries);
    int64_t members = 0;
    for (int64_t i = 0; i < months.n; i++) {
        members += months.joined[i] - months.left[i];
        rows[i] = (RosterMonth){.month = month_text(arena, months.first + i),
                                .members = members,
                                .countries = pass_month(&months, i, of_country),
                                .joined = months.joined[i],
                                .left = months.left[i]};
    }
    return (RosterMonthSpan){rows, (size_t)months.n};
}
