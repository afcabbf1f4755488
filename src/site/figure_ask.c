/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/figure_ask.h"
#include "alliance/figure.h"
#include "base/moment.h"
#include "roster/breakdown.h"
#include "roster/segment.h"
#include "web/request.h"

#include <string.h>

/* Has the date not even begun? */
static bool
is_to_come(Ctx *cx, const char *date)
{
    return strncmp(date, moment_date(cx->arena, cx->now + MOMENT_DAY), strlen(date)) > 0;
}

static void
read_date(Ctx *cx, FigureAsk *ask)
{
    if (!figure_end(cx, ask->date, &ask->end))
        ask->problem = N_("This is not a date. Write 2016-07-31, 2016-07 or 2016.");
    else if (is_to_come(cx, ask->date))
        ask->problem = N_("This day is still to come. Nobody can be counted on it yet.");
    ask->is_now = ask->end == moment_quarter_end(cx->now);
}

/* This page without the filter. */
static const char *
without_filter(Request *req)
{
    Arena *arena = req->cx->arena;
    GString *url = arena_string(arena, 64);
    g_string_append_uri_escaped(url, req->path, "/", true);
    static const char *const own[] = {"date", "by", "per"};
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++) {
        const char *value = req_query(req, own[i]);
        if (*value == '\0')
            continue;
        g_string_append_printf(url, "%c%s=", strchr(url->str, '?') != NULL ? '&' : '?', own[i]);
        g_string_append_uri_escaped(url, value, "", true);
    }
    return url->str;
}

static LinkSpan
link_segments(Request *req, const FigureAsk *ask, const RosterFilter *now)
{
    Ctx *cx = req->cx;
    const char *whole = without_filter(req);
    const char *text = roster_filter_write(cx->arena, now);
    SegmentSpan segments = segment_list(cx);
    Link *links = arena_array_of(cx->arena, Link, segments.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < segments.n; i++)
        if (segment_read(ask->labels, &segments.at[i]).filter != NULL)
            links[n++] = (Link){segments.at[i].name,
                                arena_printf(cx->arena, "%s%c%s", whole,
                                             strchr(whole, '?') != NULL ? '&' : '?',
                                             segments.at[i].filter),
                                strcmp(segments.at[i].filter, text) == 0};
    return (LinkSpan){links, n};
}

static void
read_filter(Request *req, FigureAsk *ask)
{
    Arena *arena = req->cx->arena;
    const char *fault = NULL;
    const RosterFilter *filter = roster_filter_read(arena, req->query, &fault);
    ask->problem = fault != NULL ? fault : ask->problem;
    ask->segments = link_segments(req, ask, filter);
    if (filter->n == 0)
        return;
    const char *text = roster_filter_write(arena, filter);
    ask->filter = filter;
    ask->only = roster_filter_label(ask->labels, filter);
    ask->whole = without_filter(req);
    if (request_decode_pairs(arena, text, strlen(text), &ask->kept) != 0)
        ask->kept = (PairSpan){0};
}

FigureAsk
figure_ask(Request *req)
{
    Ctx *cx = req->cx;
    RosterLabels *labels = arena_new_of(cx->arena, RosterLabels);
    *labels = roster_labels(cx);
    FigureAsk ask = {.date = req_query(req, "date"), .labels = labels};
    read_date(cx, &ask);
    if (breakdown_is_open(cx))
        read_filter(req, &ask);
    if (ask.problem != NULL)
        ask.problem = lang_text(cx->lang, ask.problem);
    return ask;
}

int
figure_status(const FigureAsk *ask)
{
    return ask->problem == NULL ? 200 : 422;
}

const char *
figure_link(Request *req, const char *path)
{
    const char *query = strchr(link_with(req, "page", NULL), '?');
    return arena_printf(req->cx->arena, "%s%s", path, query != NULL ? query : "");
}
