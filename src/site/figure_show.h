/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * figure_show - what figures.html, figure_show.html and members.html show.
 */
#pragma once
#include "alliance/figure.h"
#include "site/figure_ask.h"

typedef struct FigureRow {
    const FigureKind *kind;
    int64_t value;
} FigureRow;

typedef struct FigureRowSpan {
    const FigureRow *at;
    size_t n;
} FigureRowSpan;

typedef struct FigureList {
    const FigureAsk *ask;
    FigureRowSpan rows;
    int64_t now;
} FigureList;

typedef struct FigureShow {
    const FigureKind *kind;
    const FigureAsk *ask;
    int64_t value, now;
    bool counted, has_chart;
    SafeHtml chart;
    const char *finding;
} FigureShow;

typedef struct CountryRow {
    const char *iso2, *name;
    int64_t n;
} CountryRow;

typedef struct CountryRowSpan {
    const CountryRow *at;
    size_t n;
} CountryRowSpan;

typedef struct Members {
    const Settings *settings;
    int64_t members, n_countries, now;
    SafeHtml map, key, chart, join;
    const char *finding, *growth;
    CountryRowSpan countries;
    bool has_chart, is_member; /* is_member: who reads it */
} Members;
