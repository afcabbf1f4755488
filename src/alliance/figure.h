/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * figure - a named number with the way it is counted.
 *
 * Live wherever it is shown; frozen with date and query when an item that
 * quotes it is published.  In a text: {figure:members} or
 * {figure:members@2014-06} (as of the end of that date).
 *
 * People by country, by month and by whatever else are counted in memory
 * (roster/breakdown.h); a test holds both to the same numbers.
 * Read with: docs/decisions/0011-figures.md, 0029-figures-of-people.md.
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

/** The moment before which something must have happened to be counted as of @date: the first after
 *  it, or, of a date that is not over and of none ("" or NULL), the end of the running quarter of
 *  an hour, so that all who ask meanwhile ask the same.  False: @date is none. */
bool figure_end(const Ctx *cx, const char *date, int64_t *ret_end);

/** Count as of @date, as figure_end() has it.  -1: unknown name or date. */
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
