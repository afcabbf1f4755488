/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Search with filters: a plain form, and links that take a filter away.
 */
#include "alliance/pillar.h"
#include "alliance/search_word.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "lang/format.h"
#include "site/pages.h"
#include "site/search.html.h"
#include "site/search_show.h"
#include "web/app.h"

#include <string.h>

#define MAX_CHOICES 64

/* A filter's choices; the chosen one, if there is, becomes @ret_chosen. */
typedef struct Choices {
    Link at[MAX_CHOICES];
    size_t n;
    const char *chosen; /* its label in the reader's language, or NULL */
    const char *value;  /* the chosen value; NULL: any */
} Choices;

static void
add_choice(Choices *choices, const char *asked, const char *value, const char *label,
           const char *shown)
{
    if (choices->n == MAX_CHOICES)
        return;
    bool here = strcmp(asked, value) == 0;
    choices->at[choices->n++] = (Link){.label = label, .url = value, .here = here};
    if (here) {
        choices->chosen = shown;
        choices->value = value;
    }
}

static Choices *
kind_choices(Ctx *cx, const char *asked)
{
    Choices *choices = arena_new_of(cx->arena, Choices);
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++)
        add_choice(choices, asked, kind->name, kind->label, lang_text(cx->lang, kind->label));
    return choices;
}

static Choices *
pillar_choices(Ctx *cx, const char *asked)
{
    Choices *choices = arena_new_of(cx->arena, Choices);
    PillarSpan pillars = pillar_list(cx);
    for (size_t i = 0; i < pillars.n; i++) {
        const char *name = pillar_name(cx, &pillars.at[i]);
        add_choice(choices, asked, pillars.at[i].slug, name, name);
    }
    return choices;
}

static Choices *
language_choices(Ctx *cx, const char *asked)
{
    Choices *choices = arena_new_of(cx->arena, Choices);
    const Settings *set = settings(cx);
    g_auto(GStrv) codes = g_strsplit(set->languages != NULL ? set->languages : "", ",", -1);
    for (char **code = codes; *code != NULL; code++) {
        const char *value = arena_strdup(cx->arena, g_strstrip(*code));
        const char *name = format_language(cx->arena, cx->lang, value);
        add_choice(choices, asked, value, name, name);
    }
    return choices;
}

static LinkSpan
choice_links(Choices *choices)
{
    return (LinkSpan){choices->at, choices->n};
}

static FoundSpan
hits_of(Ctx *cx, const SearchQuery *query)
{
    SearchHitSpan hits = search_find(cx, query);
    Found *found = arena_array_of(cx->arena, Found, hits.n);
    for (size_t i = 0; i < hits.n; i++) {
        const SearchHit *hit = &hits.at[i];
        const ItemKind *kind = item_kind_find(hit->kind);
        found[i] = (Found){.label = kind != NULL ? kind->label : hit->kind,
                           .title = hit->title,
                           .language = hit->language,
                           .path = hit->path,
                           .before = hit->before,
                           .match = hit->match,
                           .after = hit->after,
                           .published_at = hit->published_at,
                           .n_pages = hit->n_pages,
                           .page = search_page_words(cx, hit),
                           .page_url = hit->page_url,
                           .page_before = hit->page_before,
                           .page_match = hit->page_match,
                           .page_after = hit->page_after};
    }
    return (FoundSpan){found, hits.n};
}

/* The filters in use as links that take them away. */
static LinkSpan
chosen_links(Request *req, const PairSpan chosen)
{
    Link *links = arena_array_of(req->cx->arena, Link, chosen.n);
    size_t n = 0;
    for (size_t i = 0; i < chosen.n; i++)
        if (chosen.at[i].value != NULL)
            links[n++] = (Link){.label = chosen.at[i].value,
                                .url = link_with(req, chosen.at[i].name, NULL)};
    return (LinkSpan){links, n};
}

static int64_t
count_with(Ctx *cx, const char *words, const void *data)
{
    SearchQuery query = *(const SearchQuery *)data;
    query.words = words;
    return search_count(cx, &query);
}

static void
show_meant(Request *req, const SearchQuery *query, SearchShow *view)
{
    view->meant = search_meant(req->cx, query->words, view->n, count_with, query);
    if (view->meant != NULL)
        view->meant_url = link_with(req, "q", view->meant);
}

Response *
get_search(Request *req)
{
    Ctx *cx = req->cx;
    const char *words = text_shorten(cx->arena, req_query(req, "q"), LIMIT_SEARCH);
    const char *year = req_query(req, "year");
    bool has_year = strlen(year) == 4 && date_is_valid(year);
    Choices *kinds = kind_choices(cx, req_query(req, "kind"));
    Choices *pillars = pillar_choices(cx, req_query(req, "pillar"));
    Choices *languages = language_choices(cx, req_query(req, "language"));

    SearchQuery query = {.words = words,
                         .kind = kinds->value,
                         .pillar = pillars->value,
                         .language = languages->value,
                         .year = has_year ? year : NULL,
                         .page = req_page(req)};
    const Pair chosen[] = {
        {"kind",     kinds->chosen         },
        {"pillar",   pillars->chosen       },
        {"language", languages->chosen     },
        {"year",     has_year ? year : NULL},
    };
    SearchShow view = {.words = words,
                       .year = has_year ? year : "",
                       .kinds = choice_links(kinds),
                       .pillars = choice_links(pillars),
                       .languages = choice_links(languages),
                       .chosen = chosen_links(req, (PairSpan){chosen, G_N_ELEMENTS(chosen)}),
                       .asked = *words != '\0'};
    if (view.asked) {
        view.hits = hits_of(cx, &query);
        view.n = (int64_t)view.hits.n;
        if (query.page > 1 || view.n == SEARCH_PAGE_ROWS)
            view.n = search_count(cx, &query);
        view.pages = link_pages_at(req, link_with(req, "page", NULL), view.n, SEARCH_PAGE_ROWS);
        show_meant(req, &query, &view);
    }
    if (view.asked && view.chosen.n == 0 && query.page == 1)
        search_others(cx, words, &view);
    Page page = {.title = lang_text(cx->lang, N_("Search")), .hidden = true};
    return respond_page(req, 200, &page, search, &view);
}

Response *
get_opensearch(Request *req)
{
    Ctx *cx = req->cx;
    const Settings *set = settings(cx);
    Html *out = html_begin(req);
    html_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
                  "<ShortName>");
    html_text(out, text_shorten(cx->arena, set->short_name, 16));
    html_lit(out, "</ShortName>\n<Description>");
    html_text(out, set->name);
    html_lit(out, "</Description>\n<Url type=\"text/html\" template=\"");
    html_text(out, cx->app->base_url);
    html_text(out, lang_prefix(cx));
    html_lit(out, "/search?q={searchTerms}\"/>\n</OpenSearchDescription>\n");
    return respond_bytes(req, "application/opensearchdescription+xml",
                         (Bytes){out->text->str, out->text->len});
}
