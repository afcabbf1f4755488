/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Searches that somebody saved: the button below the list, one's own page of them, and the link in
 * each mail that stops them without signing in.  Opening that link changes nothing; its button
 * does, and mail programs press it by themselves (RFC 8058).
 */
#include "alliance/standing_link.h"
#include "finding/pages.h"
#include "finding/saved_end.html.h"
#include "finding/saved_list.html.h"
#include "finding/saved_search.h"
#include "lang/lang.h"
#include "web/app.h"

#include <string.h>

static SavedLineSpan
lines_of(Ctx *cx, SavedSearchSpan searches)
{
    SavedLine *lines = arena_array_of(cx->arena, SavedLine, searches.n);
    for (size_t i = 0; i < searches.n; i++) {
        const ShelfQuestion question = saved_search_question(cx->arena, searches.at[i].query);
        lines[i] = (SavedLine){.id = searches.at[i].id,
                               .words = saved_search_words(cx, &question),
                               .url = library_url(cx->arena, &question, N_FACETS, NULL),
                               .saved_at = searches.at[i].created_at,
                               .mails = searches.at[i].mails};
    }
    return (SavedLineSpan){lines, searches.n};
}

static Response *
respond_searches(Request *req, int status, bool full)
{
    Ctx *cx = req->cx;
    const SavedList view = {
        .lines = lines_of(cx, saved_search_list(cx)), .full = full, .most = SAVED_SEARCHES_MOST};
    Page page = {.title = lang_text(cx->lang, N_("Your searches")),
                 .section = "knowledge",
                 .here = HERE({N_("Library"), "/library"}),
                 .hidden = true};
    return respond_page(req, status, &page, saved_list, &view);
}

Response *
get_saved_searches(Request *req)
{
    return respond_searches(req, 200, false);
}

/* The form below the list has its address. */
Response *
post_saved_search(Request *req)
{
    const char *list = req_field(req, "list"), *mark = strchr(list, '?');
    if (!saved_search_add(req->cx, mark != NULL ? mark + 1 : ""))
        return respond_searches(req, 422, true);
    return respond_done(
        req, "/library/searches",
        lang_text(req->cx->lang,
                  N_("Saved. What is new comes to you by mail, at most one a day.")));
}

Response *
post_saved_search_change(Request *req)
{
    Ctx *cx = req->cx;
    int64_t id = req_id(req, "id");
    const char *mails = req_field(req, "mails");
    if (*req_field(req, "delete") != '\0')
        saved_search_delete(cx, id);
    else
        saved_search_set_mails(cx, id, strcmp(mails, "1") == 0);
    return respond_done(req, "/library/searches", lang_text(cx->lang, N_("Saved.")));
}

/* ---- by the link in a mail ---- */

static Response *
respond_end(Request *req, int64_t person_id, bool ended)
{
    Ctx *cx = req->cx;
    const SavedEnd view = {.token = req_text(req, "token"),
                           .ended = ended,
                           .preferences = standing_link_new(cx, LINK_PREFERENCES, person_id)};
    Page page = {.title = lang_text(cx->lang, N_("Mails of your searches")), .hidden = true};
    return respond_page(req, 200, &page, saved_end, &view);
}

static int64_t
person_of(Request *req)
{
    return standing_link_find(req->cx, SAVED_SEARCH_END_USE, req_text(req, "token"));
}

Response *
get_saved_searches_end(Request *req)
{
    int64_t person_id = person_of(req);
    return person_id != 0 ? respond_end(req, person_id, false) : respond_link_ended(req);
}

Response *
post_saved_searches_end(Request *req)
{
    int64_t person_id = person_of(req);
    if (person_id == 0)
        return respond_link_ended(req);
    saved_search_stop(req->cx, person_id);
    return respond_end(req, person_id, true);
}
