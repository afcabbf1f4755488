/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * People and organisations in the site's search: a few of each, and the way to all.
 *
 * Who is found is asked of the directory's own rules, so nobody is found here who is not found
 * there.
 */
#include "site/search_show.h"

#include "roster/roster.h"

enum { N_PEOPLE = 4, N_ORGANISATIONS = 4 };

static void
find_people(Ctx *cx, const char *words, SearchShow *view)
{
    const Pair pair = {"q", words};
    const char *fault = NULL;
    RosterQuestion question = {
        .filter = roster_filter_read(cx->arena, (PairSpan){&pair, 1}, &fault),
        .eye = roster_eye(cx),
        .n = N_PEOPLE};
    if (question.filter->n == 0) /* no word: that would be everybody */
        return;
    RosterAnswer answer = roster_ask(cx, &question);
    view->n_people = answer.n;
    view->people = profile_list(cx, answer.id, answer.n_ids);
    view->all_people = arena_printf(cx->arena, "/directory?%s",
                                    roster_filter_write(cx->arena, question.filter));
}

static void
find_organisations(Ctx *cx, const char *words, SearchShow *view)
{
    OrganisationFilter filter = {.words = words, .limit = N_ORGANISATIONS};
    view->organisations = organisation_list(cx, &filter);
    view->n_organisations = (int64_t)view->organisations.n;
    if (view->n_organisations < N_ORGANISATIONS)
        return;
    g_autofree char *escaped = g_uri_escape_string(words, NULL, false);
    view->n_organisations = organisation_count(cx, &filter);
    view->all_organisations = arena_printf(cx->arena, "/organisations?q=%s", escaped);
}

void
search_others(Ctx *cx, const char *words, SearchShow *view)
{
    find_people(cx, words, view);
    find_organisations(cx, words, view);
}
