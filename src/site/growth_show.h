/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * growth_show - what growth_show.html shows: who came and went, by year or by month.
 */
#pragma once
#include "site/figure_ask.h"

typedef struct GrowthShow {
    const FigureAsk *ask;
    bool per_month;       /* else by year */
    const char *column;   /* of the table: "Year" */
    RosterMonthSpan rows; /* newest first; .month is "2016" or "2016-12" */
    bool counted, has_chart;
    SafeHtml members_chart, countries_chart;
    const char *members_finding, *countries_finding;
    const char *csv, *breakdown;
    int64_t now;
} GrowthShow;
