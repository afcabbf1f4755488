/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/limits.h"
#include "directory/directory.html.h"
#include "directory/directory_map.html.h"
#include "directory/pages.h"
#include "draw/map.h"
#include "roster/offer.h"

#include <string.h>

/* ---- the filter ---- */

static const OfferField filter_fields[] = {
    {"q",        NULL                },
    {"country",  N_("Every country") },
    {"region",   N_("Every region")  },
    {"interest", N_("Every interest")},
    {"language", N_("Every language")},
    {"type",     N_("Every type")    },
    {"level",    N_("Every level")   },
};

enum { N_FIELDS = G_N_ELEMENTS(filter_fields), N_FIRST = 2 /* the others are folded */ };

static void
put_forms(Request *req, Directory *view)
{
    const Field *fields = offer_fields(req->cx, "directory", roster_eye(req->cx), filter_fields,
                                       N_FIELDS);
    view->form = form_new(req, fields, N_FIRST);
    view->more = form_new(req, fields + N_FIRST, N_FIELDS - N_FIRST);
    for (size_t i = 0; i < N_FIELDS; i++) {
        const char *name = filter_fields[i].dimension;
        const char *value = req_query(req, name);
        form_set(i < N_FIRST ? view->form : view->more, name, value);
        view->uses_more |= i >= N_FIRST && *value != '\0';
    }
}

/* ---- the list ---- */

static const Crumb members_crumb = {N_("Members"), "/members"};

static Page
directory_page(Request *req, const char *title)
{
    return (Page){
        .title = lang_text(req->cx->lang, title),
        .section = "members",
        .hidden = true,
        .here = {&members_crumb, 1}
    };
}

/* This room's @path with the same filter. */
static const char *
with_filter(Ctx *cx, const char *path, const RosterFilter *filter)
{
    const char *query = roster_filter_write(cx->arena, filter);
    return *query == '\0' ? path : arena_printf(cx->arena, "%s?%s", path, query);
}

Response *
get_directory(Request *req)
{
    Ctx *cx = req->cx;
    const char *fault = NULL;
    const RosterFilter *filter = roster_filter_read(cx->arena, req->query, &fault);
    RosterQuestion question = {.filter = filter,
                               .eye = roster_eye(cx),
                               .first = (size_t)(req_page(req) - 1) * LIMIT_PAGE_ROWS,
                               .n = LIMIT_PAGE_ROWS};
    RosterAnswer answer = roster_ask(cx, &question);
    RosterLabels labels = roster_labels(cx);
    Directory view = {.wanted = roster_filter_label(&labels, filter),
                      .fault = fault != NULL ? lang_text(cx->lang, fault) : NULL,
                      .people = profile_list(cx, answer.id, answer.n_ids),
                      .pages = link_pages(req, answer.n),
                      .n = answer.n,
                      .countries = with_filter(cx, "/directory/countries", filter),
                      .is_visitor = cx->me.roles == 0};
    put_forms(req, &view);
    Page page = directory_page(req, N_("Directory"));
    return respond_page(req, fault == NULL ? 200 : 422, &page, directory, &view);
}

/* ---- the map ---- */

/* The filter's address without its countries, so that one can be appended. */
static const char *
link_to_country(Ctx *cx, const RosterFilter *filter)
{
    const char *query = roster_filter_write(cx->arena,
                                            roster_filter_without(cx->arena, filter, "country"));
    return arena_printf(cx->arena, "/directory?%s%scountry=", query, *query == '\0' ? "" : "&");
}

static void
draw_countries(Request *req, RosterCountSpan counts, const char *link, DirectoryMap *view)
{
    Ctx *cx = req->cx;
    MapValue *values = arena_array_of(cx->arena, MapValue, counts.n);
    for (size_t i = 0; i < counts.n; i++)
        values[i] = (MapValue){counts.at[i].value, counts.at[i].n};
    MapSpan span = {values, counts.n};
    MapBreaks breaks = map_breaks(span);
    MapOptions options = {.label = lang_text(cx->lang, N_("World map of members by country; the "
                                                          "table has the numbers")),
                          .breaks = &breaks,
                          .each = true,
                          .link = link};
    Html *map = html_begin(req);
    map_world(map, span, &options);
    view->map = html_taken(map);
    Html *key = html_begin(req);
    map_key(key, span, &breaks);
    view->key = html_taken(key);
}

static DirectoryCountrySpan
country_rows(const RosterLabels *labels, RosterCountSpan counts, const char *link)
{
    const RosterDimension *country = roster_dimension_find("country");
    Arena *arena = labels->cx->arena;
    DirectoryCountry *rows = arena_array_of(arena, DirectoryCountry, counts.n);
    for (size_t i = 0; i < counts.n; i++)
        rows[i] = (DirectoryCountry){.name = roster_label(labels, country, counts.at[i].value),
                                     .url = arena_printf(arena, "%s%s", link, counts.at[i].value),
                                     .n = counts.at[i].n};
    return (DirectoryCountrySpan){rows, counts.n};
}

Response *
get_directory_countries(Request *req)
{
    Ctx *cx = req->cx;
    const char *fault = NULL;
    const RosterFilter *filter = roster_filter_read(cx->arena, req->query, &fault);
    RosterQuestion question = {.filter = filter, .eye = roster_eye(cx)};
    RosterCountSpan counts = roster_count_by(cx, &question, roster_dimension_find("country"));
    RosterLabels labels = roster_labels(cx);
    const char *link = link_to_country(cx, filter);
    DirectoryMap view = {.wanted = roster_filter_label(&labels, filter),
                         .list = with_filter(cx, "/directory", filter),
                         .countries = country_rows(&labels, counts, link),
                         .n = roster_ask(cx, &question).n};
    view.n_elsewhere = view.n;
    for (size_t i = 0; i < counts.n; i++)
        view.n_elsewhere -= counts.at[i].n;
    draw_countries(req, counts, link, &view);
    Page page = directory_page(req, N_("Directory: by country"));
    return respond_page(req, 200, &page, directory_map, &view);
}
