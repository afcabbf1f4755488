/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "calendar/rule.h"

#include "base/limits.h"
#include "base/moment.h"

#include <string.h>

#define YEARLY "FREQ=YEARLY"
#define MONTHLY "FREQ=MONTHLY"

static const char *const WEEKDAYS[] = {"", "MO", "TU", "WE", "TH", "FR", "SA", "SU"};

/* "3TU" or "-1FR". */
static bool
parse_weekday(const char *text, Rule *rule)
{
    static const char *const numbers[] = {[0] = "-1", "1", "2", "3", "4"};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (g_str_has_prefix(text, numbers[i])) {
            rule->nth = i == 0 ? -1 : (int)i;
            text += strlen(numbers[i]);
            break;
        }
    for (int day = 1; rule->nth != 0 && day <= 7; day++)
        if (strcmp(text, WEEKDAYS[day]) == 0)
            rule->weekday = day;
    return rule->weekday != 0;
}

static bool
parse_month(const char *text, Rule *rule)
{
    for (int month = 1; month <= 12; month++) {
        char number[4];
        g_snprintf(number, sizeof number, "%d", month);
        if (strcmp(text, number) == 0)
            rule->month = month;
    }
    return rule->month != 0;
}

static bool
parse_part(const char *part, Rule *rule)
{
    if (g_str_has_prefix(part, "BYMONTH="))
        return parse_month(part + strlen("BYMONTH="), rule);
    return g_str_has_prefix(part, "BYDAY=") && parse_weekday(part + strlen("BYDAY="), rule);
}

bool
rule_parse(const char *text, Rule *ret_rule)
{
    Rule rule = {0};
    g_auto(GStrv) parts = g_strsplit(text != NULL ? text : "", ";", 4);
    size_t n = g_strv_length(parts);
    bool yearly = n > 0 && strcmp(parts[0], YEARLY) == 0;
    if (!yearly && (n != 2 || strcmp(parts[0], MONTHLY) != 0))
        return false;
    for (size_t i = 1; i < n; i++)
        if (!parse_part(parts[i], &rule))
            return false;
    /* A day by its place in a month needs the month, or every month. */
    bool fits = yearly ? (n == 1 || (n == 3 && rule.month != 0 && rule.nth != 0)) : rule.nth != 0;
    if (fits)
        *ret_rule = rule;
    return fits;
}

const char *
rule_format(Arena *arena, const Rule *rule)
{
    if (rule->nth == 0)
        return YEARLY;
    if (rule->month == 0)
        return arena_printf(arena, MONTHLY ";BYDAY=%d%s", rule->nth, WEEKDAYS[rule->weekday]);
    return arena_printf(arena, YEARLY ";BYMONTH=%d;BYDAY=%d%s", rule->month, rule->nth,
                        WEEKDAYS[rule->weekday]);
}

static bool
read_day(const char *text, GDate *ret_day)
{
    int year, month, day;
    if (!date_is_valid(text) || strlen(text) != strlen("2017-03-21") ||
        sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3)
        return false;
    g_date_clear(ret_day, 1);
    g_date_set_dmy(ret_day, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return true;
}

/* The day of @rule in a month, if there is one: no 29 February in most years. */
static bool
day_in_month(const Rule *rule, const GDate *first, int year, int month, GDate *ret_day)
{
    GDateDay last = g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
    GDateDay day = g_date_get_day(first);
    if (rule->nth != 0) {
        GDate begin;
        g_date_clear(&begin, 1);
        g_date_set_dmy(&begin, 1, (GDateMonth)month, (GDateYear)year);
        int to_first = (rule->weekday - (int)g_date_get_weekday(&begin) + 7) % 7;
        int n = rule->nth > 0 ? rule->nth - 1 : (last - 1 - to_first) / 7;
        day = (GDateDay)(1 + to_first + 7 * n);
    }
    if (day > last)
        return false;
    g_date_clear(ret_day, 1);
    g_date_set_dmy(ret_day, day, (GDateMonth)month, (GDateYear)year);
    return true;
}

static bool
month_fits(const Rule *rule, const GDate *first, int month)
{
    if (rule->nth == 0)
        return month == (int)g_date_get_month(first);
    return rule->month == 0 || rule->month == month;
}

bool
rule_has(const Rule *rule, const char *first, const char *day)
{
    GDate begun, asked, found;
    if (!read_day(first, &begun) || !read_day(day, &asked))
        return false;
    int year = g_date_get_year(&asked), month = (int)g_date_get_month(&asked);
    return month_fits(rule, &begun, month) && day_in_month(rule, &begun, year, month, &found) &&
           g_date_compare(&found, &asked) == 0 && g_date_compare(&begun, &asked) <= 0;
}

static const char *
day_text(Arena *arena, const GDate *day)
{
    return arena_printf(arena, "%04d-%02d-%02d", g_date_get_year(day), (int)g_date_get_month(day),
                        g_date_get_day(day));
}

static int
compare_days(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What of @adds is a day, is not there yet, and fits. */
static size_t
add_days(Arena *arena, const char *adds, const char **days, size_t n)
{
    g_auto(GStrv) more = g_strsplit(adds, ",", -1);
    for (char **day = more; *day != NULL && n < LIMIT_OCCURRENCES; day++) {
        GDate valid;
        bool is_new = read_day(*day, &valid);
        for (size_t i = 0; is_new && i < n; i++)
            is_new = strcmp(days[i], *day) != 0;
        if (is_new)
            days[n++] = arena_strdup(arena, *day);
    }
    return n;
}

DaySpan
rule_days(Arena *arena, const Recurrence *recurrence, int last_year)
{
    Rule rule;
    GDate first, day;
    const char **days = arena_array_of(arena, const char *, LIMIT_OCCURRENCES);
    size_t n = 0;
    if (!rule_parse(recurrence->rule, &rule) || !read_day(recurrence->first, &first))
        return (DaySpan){NULL, 0};
    g_auto(GStrv) left_out = g_strsplit(recurrence->leaves_out, ",", -1);
    for (int year = g_date_get_year(&first); year <= last_year; year++)
        for (int month = 1; month <= 12 && n < LIMIT_OCCURRENCES; month++) {
            if (!month_fits(&rule, &first, month) ||
                !day_in_month(&rule, &first, year, month, &day) || g_date_compare(&day, &first) < 0)
                continue;
            const char *text = day_text(arena, &day);
            if (!g_strv_contains((const char *const *)left_out, text))
                days[n++] = text;
        }
    n = add_days(arena, recurrence->adds, days, n);
    qsort(days, n, sizeof *days, compare_days);
    return (DaySpan){days, n};
}
