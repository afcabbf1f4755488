/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * home - what home.html and members.html show, and the drawings of both.
 */
#pragma once
#include "roster/roster.h"
#include "site/views.h"

typedef struct Home {
    const Settings *settings;
    int64_t members, countries, now;
    bool has_map, has_chart, has_sentence, has_introduction;
    bool is_new; /* nothing is published yet, and the reader is who could */
    SafeHtml map, chart;
    const char *finding; /* what the map says, in a sentence */
    const char *growth;  /* what the chart says */
    const char *year;
    int64_t n_opportunities, n_latest;
    const ItemCards *opportunities, *latest;
} Home;

/** The members of today by month and by country: what home, /members and /figures all show. */
void home_count(Ctx *cx, RosterMonthSpan *ret_months, RosterCountSpan *ret_countries);

/** The map of members; @large: every country by name, for a page of its own. */
SafeHtml home_map(Request *req, RosterCountSpan counts, bool large);

/** What its colours mean. */
SafeHtml home_map_key(Request *req, RosterCountSpan counts);

/** "Most are in Kenya, South Africa and Nigeria"; NULL if there is nobody. */
const char *home_map_finding(Ctx *cx, RosterCountSpan counts);

/** The line of members, or of countries, over time; empty if there are no months. */
SafeHtml home_chart(Request *req, RosterMonthSpan months, bool countries);

/** "From 354 members in June 2014 to 1,104 in January 2017"; NULL if there are no months. */
const char *home_growth_finding(Ctx *cx, RosterMonthSpan months, bool countries);
