/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * figure - a named number with the way it is counted.
 *
 * Live wherever it is shown; frozen with date and query when an item that
 * quotes it is published.  In a text: {figure:members} or
 * {figure:members@2014-06} (as of the end of that date).
 */
#pragma once
#include "alliance/item.h"

typedef struct FigureKind {
    const char *name;  /* "members" */
    const char *label; /* N_("members") */
    const char *how;   /* N_(): how we know, one or two sentences */
    const char *path;  /* page that shows it, or NULL */
} FigureKind;

extern const FigureKind FIGURES[]; /* ends with {0} */
const FigureKind *figure_kind_find(const char *name);

/** Count now, or as of the first moment after @date ("" or NULL: now).  -1: unknown name or date.
 */
int64_t figure_count(Ctx *cx, const char *name, const char *date);

typedef struct Figure {
    const char *name, *label, *asked, *path;
    int64_t value, counted_at;
    bool frozen;
} Figure;

typedef struct FigureSpan {
    const Figure *at;
    size_t n;
} FigureSpan;

/** The figures frozen with an item. */
FigureSpan figure_list_frozen(Ctx *cx, int64_t item_id);

/** Count every figure that the item's texts quote and keep the numbers with it. */
void figure_freeze(Ctx *cx, int64_t item_id);

/** Put numbers in the place of {figure:...} in @text: the frozen ones of the item, else live. */
const char *figure_fill(Ctx *cx, int64_t item_id, const char *text);

/** Members by country today or as of @date, most first. */
typedef struct CountryCount {
    const char *iso2;
    int64_t n;
} CountryCount;

typedef struct CountryCountSpan {
    const CountryCount *at;
    size_t n;
} CountryCountSpan;

CountryCountSpan figure_members_by_country(Ctx *cx, const char *date);

/** Members at the end of each month since the first, for the growth chart. */
typedef struct MonthCount {
    const char *month; /* "2016-12" */
    int64_t members, countries;
} MonthCount;

typedef struct MonthCountSpan {
    const MonthCount *at;
    size_t n;
} MonthCountSpan;

MonthCountSpan figure_growth(Ctx *cx);
