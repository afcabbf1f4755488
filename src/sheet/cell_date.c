/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/cell.h"

#include "base/moment.h"
#include "base/text.h"

#include <string.h>

#define MOST_PARTS 3

/* English, French, Spanish, Portuguese, folded; three letters or more of one will do. */
static const char *const MONTHS[12][5] = {
    {"january", "janvier", "enero", "janeiro"},
    {"february", "fevrier", "febrero", "fevereiro"},
    {"march", "mars", "marzo", "marco"},
    {"april", "avril", "abril"},
    {"may", "mai", "mayo", "maio"},
    {"june", "juin", "junio", "junho"},
    {"july", "juillet", "julio", "julho"},
    {"august", "aout", "agosto"},
    {"september", "septembre", "septiembre", "setembro", "setiembre"},
    {"october", "octobre", "octubre", "outubro"},
    {"november", "novembre", "noviembre", "novembro"},
    {"december", "decembre", "diciembre", "dezembro"},
};

typedef struct Parts {
    int number[MOST_PARTS];    /* of a word: the month */
    size_t digits[MOST_PARTS]; /* of a word: 0 */
    size_t n;
    char separator; /* after the first */
} Parts;

/* 1 to 12; 0 if it is none, or "jui", which is two. */
static int
month_of(const char *word, size_t n)
{
    int found = 0;
    for (int m = 0; m < 12 && n >= 3; m++)
        for (size_t i = 0; i < 5 && MONTHS[m][i] != NULL; i++) {
            if (strncmp(MONTHS[m][i], word, n) != 0)
                continue;
            if (found != 0 && found != m + 1)
                return 0;
            found = m + 1;
        }
    return found;
}

static bool
is_filler(const char *word, size_t n)
{
    static const char *const fillers[] = {"de", "del", "do", "of", "le", "er", "st",
                                          "nd", "rd",  "th", "o",  "a",  NULL};
    for (size_t i = 0; fillers[i] != NULL; i++)
        if (strlen(fillers[i]) == n && strncmp(fillers[i], word, n) == 0)
            return true;
    return false;
}

static bool
take_part(Parts *parts, const char **at)
{
    const char *c = *at;
    size_t digits = strspn(c, "0123456789");
    size_t letters = digits > 0 ? 0 : strspn(c, "abcdefghijklmnopqrstuvwxyz");
    size_t n = digits + letters;
    *at = c + n;
    if (letters > 0 && is_filler(c, letters))
        return true;
    int month = month_of(c, letters);
    if (n == 0 || digits > 8 || parts->n == MOST_PARTS || (letters > 0 && month == 0))
        return false;
    parts->digits[parts->n] = digits;
    parts->number[parts->n++] = letters > 0 ? month : (int)g_ascii_strtoull(c, NULL, 10);
    if (parts->n == 1)
        parts->separator = c[n];
    return true;
}

/* Cut off a time: what has a colon, from the "t" or blank before. */
static void
drop_time(char *text)
{
    char *colon = strchr(text, ':');
    if (colon == NULL)
        return;
    while (colon > text && g_ascii_isdigit(colon[-1]))
        colon--;
    if (colon > text && strchr(" t", colon[-1]) != NULL)
        colon[-1] = '\0';
}

static bool
split(Arena *arena, const char *text, Parts *parts)
{
    char *folded = arena_strdup(arena, text_fold(arena, cell_trim(arena, text)));
    drop_time(folded);
    *parts = (Parts){0};
    for (const char *c = folded; *c != '\0';) {
        if (strchr(" ,./-", *c) != NULL)
            c++;
        else if (!take_part(parts, &c))
            return false;
    }
    return parts->n > 0;
}

static int
full_year(const Parts *parts, size_t i)
{
    if (parts->digits[i] == 2)
        return parts->number[i] + (parts->number[i] < 70 ? 2000 : 1900);
    return parts->digits[i] == 4 ? parts->number[i] : 0;
}

/* 03/04/2016: numbers alone, the year behind, no dots. */
static bool
has_two_orders(const Parts *parts)
{
    return parts->n == 3 && parts->digits[0] > 0 && parts->digits[0] <= 2 && parts->digits[1] > 0 &&
           parts->digits[1] <= 2 && parts->separator != '.';
}

void
date_column_see(Arena *arena, DateColumn *column, const char *text)
{
    Parts parts;
    if (!split(arena, text, &parts) || !has_two_orders(&parts))
        return;
    int a = parts.number[0], b = parts.number[1];
    column->day_first += a > 12 && a <= 31 && b <= 12;
    column->month_first += b > 12 && b <= 31 && a <= 12;
}

static DateResult
as_date(Arena *arena, int year, int month, int day, const char **ret_date)
{
    const char *date = arena_printf(arena, "%04d-%02d-%02d", year, month, day);
    if (year < 1000 || !date_is_valid(date))
        return DATE_WRONG;
    *ret_date = date;
    return DATE_READ;
}

static DateResult
in_either_order(Arena *arena, const DateColumn *column, const Parts *parts, const char **ret_date)
{
    int a = parts->number[0], b = parts->number[1], year = full_year(parts, 2);
    bool days = column != NULL && column->day_first > 0;
    bool months = column != NULL && column->month_first > 0;
    if (a > 12 || a == b || (b <= 12 && days && !months))
        return as_date(arena, year, b, a, ret_date);
    if (b > 12 || (months && !days))
        return as_date(arena, year, a, b, ret_date);
    return DATE_UNCLEAR;
}

/* A year alone, or a month of it. */
static DateResult
less_than_a_day(Arena *arena, const Parts *parts, const char **ret_date)
{
    size_t year_at = parts->n - 1, month_at = 0;
    if (parts->n == 2 && parts->digits[0] == 4) {
        year_at = 0;
        month_at = 1;
    }
    if (parts->n == 1 && parts->digits[0] == 8)
        return as_date(arena, parts->number[0] / 10000, parts->number[0] / 100 % 100,
                       parts->number[0] % 100, ret_date);
    if (parts->digits[year_at] != 4)
        return DATE_WRONG;
    int year = parts->number[year_at], month = parts->number[month_at];
    const char *date = parts->n == 1 ? arena_printf(arena, "%04d", year)
                                     : arena_printf(arena, "%04d-%02d", year, month);
    if (!date_is_valid(date))
        return DATE_WRONG;
    *ret_date = date;
    return DATE_READ;
}

DateResult
cell_date(Arena *arena, const DateColumn *column, const char *text, const char **ret_date)
{
    Parts parts;
    const char *trimmed = cell_trim(arena, text);
    if (*trimmed == '\0')
        return DATE_EMPTY;
    if (!split(arena, trimmed, &parts))
        return DATE_WRONG;
    if (parts.n < 3)
        return less_than_a_day(arena, &parts, ret_date);
    const int *number = parts.number;
    if (parts.digits[0] == 4)
        return as_date(arena, number[0], number[1], number[2], ret_date);
    if (parts.digits[0] == 0)
        return as_date(arena, full_year(&parts, 2), number[0], number[1], ret_date);
    if (parts.digits[1] == 0 || parts.separator == '.')
        return as_date(arena, full_year(&parts, 2), number[1], number[0], ret_date);
    return has_two_orders(&parts) ? in_either_order(arena, column, &parts, ret_date) : DATE_WRONG;
}
