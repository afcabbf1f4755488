/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * chart - figures as SVG: a line over time, bars side by side.
 *
 * Drawn for a phone 360 px wide, where one unit is one pixel, and scaled up
 * elsewhere.  Numbers stand beside what they count; there is no legend and no
 * grid, only the zero line, from which everything is drawn.  A label that
 * would touch another is left out, so the table behind the chart is the place
 * for every number.  In a right-to-left language the chart is mirrored.
 * Counts have no negative values: a point below zero is left out.
 * Title, source and table are the caller's.  Read with: map.h.
 */
#pragma once
#include "render/html.h"

/* More points than pixels say nothing; rows beyond this belong into a table. */
#define CHART_MAX_POINTS 300
#define CHART_MAX_BARS 60

typedef struct ChartPoint {
    int64_t at; /* the moment, or any number that rises with time */
    int64_t value;
    const char *when; /* as people read it: "June 2014" */
    const char *text; /* the value in words: "over 900"; NULL: the number itself */
} ChartPoint;

typedef struct ChartPointSpan {
    const ChartPoint *at; /* in order of time */
    size_t n;
} ChartPointSpan;

typedef struct ChartBar {
    const char *label;
    int64_t value;
    const char *text; /* the value in words; NULL: the number itself */
    bool pale;        /* counted by another definition than the others: not comparable */
} ChartBar;

typedef struct ChartBarSpan {
    const ChartBar *at;
    size_t n;
} ChartBarSpan;

/** Write a line over time.  @label says what it shows for who can not see it.  Returns false and
 *  writes nothing if there is no point to draw.  Of more than CHART_MAX_POINTS some are skipped,
 *  never the last. */
bool chart_line(Html *out, ChartPointSpan points, const char *label);

/** Write horizontal bars in the order given.  Returns false and writes nothing if there is none;
 *  those after the first CHART_MAX_BARS are not drawn. */
bool chart_bars(Html *out, ChartBarSpan bars, const char *label);
