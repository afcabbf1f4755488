/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * breakdown_show - what breakdown_show.html shows: members by something, as of a day.
 */
#pragma once
#include "alliance/figure.h"
#include "roster/breakdown.h"
#include "site/figure_ask.h"

typedef struct BreakdownRow {
    const char *value, *label;
    int64_t n;
    const char *url; /* this page with these people only; NULL for who may not narrow it */
} BreakdownRow;

typedef struct BreakdownRowSpan {
    const BreakdownRow *at;
    size_t n;
} BreakdownRowSpan;

typedef struct BreakdownShow {
    const FigureKind *figure;
    const FigureAsk *ask;
    const BreakdownKind *kind;
    LinkSpan kinds;     /* url: the dimension's name */
    const char *column; /* of the table: "Country" */
    const char *as_of;  /* the date at whose end it was so; NULL: now */
    const char *csv, *growth;
    int64_t value, without, now, few;
    bool counted, rounded, is_map;
    SafeHtml drawing, key;
    const char *finding; /* what the drawing says, or NULL */
    BreakdownRowSpan rows;
} BreakdownShow;
