/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The library's list: all works, by words and by what one chooses.
 */
#include "alliance/access.h"
#include "alliance/search_word.h"
#include "alliance/vocabulary.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "finding/library_list.html.h"
#include "finding/list.h"
#include "finding/pages.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "web/app.h"
#include "web/session.h"

#include <string.h>

/* From the day in the address on; what is no day asks for nothing. */
static void
ask_from_day(ShelfQuestion *question, const char *day)
{
    int64_t begin = 0;
    bool is_day = date_begin_in(day, "UTC", &begin);
    question->day = is_day ? day : "";
    question->since = is_day ? begin - 1 : 0;
}

static ShelfQuestion
question_of(Request *req)
{
    ShelfQuestion question = {
        .words = text_shorten(req->cx->arena, req_query(req, "q"), LIMIT_SEARCH),
        .offset = (req_page(req) - 1) * LIBRARY_PAGE_ROWS,
        .limit = LIBRARY_PAGE_ROWS};
    for (Facet facet = 0; facet < N_FACETS; facet++)
        question.chosen[facet] = req_query(req, FACET_NAMES[facet]);
    ask_from_day(&question, req_query(req, "since"));
    return question;
}

/* Without what is not known here, so that no link on the page has it. */
static void
leave_out(ShelfQuestion *question, const ShelfAnswer *answer)
{
    for (Facet facet = 0; facet < N_FACETS; facet++)
        if (answer->chosen[facet] < 0)
            question->chosen[facet] = "";
}

static const char *
since_label(Ctx *cx, const char *day)
{
    return lang_fill(cx->arena, lang_text(cx->lang, N_("Added since {date}")), "date",
                     format_date(cx->arena, cx->lang, day), NULL);
}

/* What is chosen, as fields of the form that stay and as links that take it away. */
static void
show_chosen(Ctx *cx, const ShelfQuestion *question, const ShelfAnswer *answer, LibraryList *view)
{
    Pair *kept = arena_array_of(cx->arena, Pair, N_FACETS + 1);
    Link *links = arena_array_of(cx->arena, Link, N_FACETS + 2);
    size_t n_kept = 0, n = 0;
    const char *language = NULL;
    if (*question->words != '\0') {
        ShelfQuestion without = *question;
        without.words = "";
        links[n++] = (Link){.label = question->words,
                            .url = library_url(cx->arena, &without, N_FACETS, NULL)};
    }
    if (*question->day != '\0') {
        ShelfQuestion whenever = *question;
        whenever.day = "";
        kept[n_kept++] = (Pair){"since", question->day};
        links[n++] = (Link){.label = since_label(cx, question->day),
                            .url = library_url(cx->arena, &whenever, N_FACETS, NULL)};
    }
    for (Facet facet = 0; facet < N_FACETS; facet++) {
        if (answer->chosen[facet] < 0)
            continue;
        const ShelfValue *value = &answer->shelf->facets[facet].values[answer->chosen[facet]];
        const Vocabulary *v = facet == FACET_TOPIC ? vocabulary(cx) : NULL;
        kept[n_kept++] = (Pair){FACET_NAMES[facet], value->value};
        links[n++] = (Link){.label = facet_label(cx, v, facet, value, &language),
                            .url = library_url(cx->arena, question, facet, "")};
    }
    view->kept = (PairSpan){kept, n_kept};
    view->chosen = (LinkSpan){links, n};
    view->narrowed = n > 0;
}

/* Another spelling is looked for in the whole library. */
static void
show_meant(Ctx *cx, const ShelfQuestion *question, LibraryList *view)
{
    bool chosen = view->kept.n > 0;
    if (*question->words == '\0' || view->n >= SEARCH_FEW)
        return;
    int64_t n = chosen ? shelf_count(cx, question->words, NULL) : view->n;
    view->meant = search_meant(cx, question->words, n, shelf_count, NULL);
    if (view->meant != NULL)
        view->meant_url = library_url(cx->arena, &(ShelfQuestion){.words = view->meant}, N_FACETS,
                                      NULL);
}

/* What has come since who reads this was here last. */
static void
show_new(Ctx *cx, const ShelfAnswer *answer, LibraryList *view)
{
    int64_t visit = cx->me.id != 0 && !view->narrowed ? session_last_visit(cx) : 0;
    if (visit == 0)
        return;
    const ShelfQuestion question = {.words = "", .day = moment_date(cx->arena, visit)};
    view->n_new = shelf_count_since(answer, visit - 1);
    view->visit = format_date(cx->arena, cx->lang, question.day);
    view->new_url = library_url(cx->arena, &question, N_FACETS, NULL);
}

/* The one address of this list, whatever order and what unknown things were asked for. */
static const char *
canonical(Request *req, const char *url)
{
    Ctx *cx = req->cx;
    const char *page = "";
    if (req_page(req) > 1)
        page = arena_printf(cx->arena, "%cpage=%" PRId64, strchr(url, '?') == NULL ? '?' : '&',
                            req_page(req));
    return arena_printf(cx->arena, "<%s%s%s%s>; rel=\"canonical\"", cx->app->base_url,
                        lang_prefix(cx), url, page);
}

/* The same list under a topic's present address; NULL: that is what was asked for. */
static Response *
moved(Request *req, const ShelfQuestion *question, const ShelfAnswer *answer)
{
    const char *slug = question->chosen[FACET_TOPIC];
    if (*slug == '\0' || answer->chosen[FACET_TOPIC] >= 0)
        return NULL;
    const char *present = vocabulary_leads_to(vocabulary(req->cx), slug);
    if (present == NULL)
        return NULL;
    return respond_moved(req, library_url(req->cx->arena, question, FACET_TOPIC, present));
}

Response *
get_library(Request *req)
{
    Ctx *cx = req->cx;
    ShelfQuestion question = question_of(req);
    const ShelfAnswer answer = shelf_ask(cx, &question);
    Response *elsewhere = moved(req, &question, &answer);
    if (elsewhere != NULL)
        return elsewhere;
    leave_out(&question, &answer);
    const char *url = library_url(cx->arena, &question, N_FACETS, NULL);
    LibraryList view = {.words = question.words,
                        .ignored = answer.ignored ||
                                   (*req_query(req, "since") != '\0' && *question.day == '\0'),
                        .n = answer.n,
                        .facets = facets_show(cx, &question, &answer, req_query(req, "more")),
                        .cards = work_cards(cx, question.words, &answer),
                        .pages = link_pages_at(req, url, answer.n, LIBRARY_PAGE_ROWS),
                        .all = "/library",
                        .own = url,
                        .may_save = cx->me.id != 0,
                        .may_contribute = may_create(cx, "work")};
    show_chosen(cx, &question, &answer, &view);
    show_meant(cx, &question, &view);
    show_new(cx, &answer, &view);
    Page page = {.title = lang_text(cx->lang, N_("Library")),
                 .section = "knowledge",
                 .here = section_crumbs("knowledge"),
                 .feed = "/library.atom",
                 .hidden = view.narrowed || req_page(req) > 1};
    Response *res = respond_page(req, 200, &page, library_list, &view);
    res->kept.link = canonical(req, url);
    return res;
}
