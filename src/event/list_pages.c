/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What is to come, what was, and what takes place in a year.
 */
#include "base/limits.h"
#include "base/moment.h"
#include "event/event_list.html.h"
#include "event/pages.h"
#include "lang/format.h"
#include "site/views.h"

#include <string.h>

const char *
event_label(const Event *event)
{
    const EventKind *kind = event_kind_find(event->kind);
    return kind != NULL ? kind->label : N_("Event");
}

/* The reader's own clock, or UTC for who did not say where he is. */
static const Clock *
own_clock(Ctx *cx, const When *when)
{
    for (size_t i = 0; i < when->others.n; i++)
        if (when->others.at[i].own)
            return &when->others.at[i];
    bool is_visitor = cx->me.zone == NULL && when->others.n > 0;
    return is_visitor ? &when->others.at[when->others.n - 1] : NULL;
}

EventCardSpan
event_cards(Ctx *cx, EventSpan events)
{
    EventCard *cards = arena_array_of(cx->arena, EventCard, events.n);
    for (size_t i = 0; i < events.n; i++) {
        const Event *event = &events.at[i];
        const Occurrence o = {event->starts_at, event->ends_at, event->day, event->timed};
        const When *when = when_of(cx, event, &o);
        cards[i] = (EventCard){
            .event = event, .label = event_label(event), .when = when, .own = own_clock(cx, when)};
    }
    return (EventCardSpan){cards, events.n};
}

/* To come, over, and the years. */
static LinkSpan
time_links(Request *req, const EventFilter *filter)
{
    Ctx *cx = req->cx;
    EventYearSpan years = event_years(cx);
    Link *links = arena_array_of(cx->arena, Link, years.n + 2);
    links[0] = (Link){.label = lang_text(cx->lang, N_("To come")),
                      .url = link_with(req, "when", NULL),
                      .here = !filter->past && filter->year == NULL};
    links[1] = (Link){.label = lang_text(cx->lang, N_("Over")),
                      .url = link_with(req, "when", "past"),
                      .here = filter->past};
    for (size_t i = 0; i < years.n; i++) {
        const char *year = years.at[i].year;
        links[i + 2] = (Link){.label = format_date(cx->arena, cx->lang, year),
                              .url = link_with(req, "when", year),
                              .here = g_strcmp0(filter->year, year) == 0};
    }
    return (LinkSpan){links, years.n + 2};
}

/* Only kinds of which there is something. */
static LinkSpan
kind_links(Request *req, const char *chosen)
{
    EventGroupSpan kinds = event_kinds(req->cx);
    Link *links = arena_array_of(req->cx->arena, Link, kinds.n + 1);
    size_t n = 0;
    links[n++] = (Link){.label = lang_text(req->cx->lang, N_("All")),
                        .url = link_with(req, "kind", NULL),
                        .here = *chosen == '\0'};
    for (size_t i = 0; i < kinds.n; i++) {
        const EventKind *kind = event_kind_find(kinds.at[i].name);
        if (kind != NULL)
            links[n++] = (Link){.label = lang_text(req->cx->lang, kind->plural),
                                .url = link_with(req, "kind", kind->name),
                                .here = strcmp(kind->name, chosen) == 0};
    }
    return (LinkSpan){links, n > 2 ? n : 0};
}

static LinkSpan
series_links(Request *req, const char *chosen)
{
    EventGroupSpan series = event_series(req->cx);
    Link *links = arena_array_of(req->cx->arena, Link, series.n);
    for (size_t i = 0; i < series.n; i++) {
        bool here = strcmp(series.at[i].name, chosen) == 0;
        links[i] = (Link){.label = series.at[i].name,
                          .url = link_with(req, "series", here ? NULL : series.at[i].name),
                          .here = here};
    }
    return (LinkSpan){links, series.n};
}

static const char *
calendar_url(Ctx *cx, const EventFilter *filter)
{
    g_autofree char *series = g_uri_escape_string(filter->series, NULL, false);
    return arena_printf(cx->arena, "/events.ics%s%s%s%s", *filter->kind ? "?kind=" : "",
                        filter->kind,
                        *filter->series == '\0' ? ""
                        : *filter->kind         ? "&series="
                                                : "?series=",
                        series);
}

Response *
get_events(Request *req)
{
    Ctx *cx = req->cx;
    const char *when = req_query(req, "when"), *kind = req_query(req, "kind");
    bool is_year = strlen(when) == 4 && date_is_valid(when) && strcmp(when, "9999") != 0;
    EventFilter filter = {.kind = event_kind_find(kind) != NULL ? kind : "",
                          .series = req_query(req, "series"),
                          .year = is_year ? when : NULL,
                          .past = strcmp(when, "past") == 0,
                          .limit = LIMIT_PAGE_ROWS,
                          .offset = (req_page(req) - 1) * LIMIT_PAGE_ROWS};
    EventSpan events = event_list(cx, &filter);
    EventList view = {.times = time_links(req, &filter),
                      .kinds = kind_links(req, filter.kind),
                      .series = series_links(req, filter.series),
                      .n = (int64_t)events.n,
                      .cards = event_cards(cx, events),
                      .calendar = calendar_url(cx, &filter)};
    if (filter.offset > 0 || view.n == LIMIT_PAGE_ROWS)
        view.n = event_count(cx, &filter);
    view.pages = link_pages(req, view.n);
    Page page = {.title = lang_text(cx->lang, N_("Events")),
                 .section = "take-part",
                 .here = section_crumbs("take-part"),
                 .feed = "/events.atom",
                 .hidden = req_page(req) > 1};
    return respond_page(req, 200, &page, event_list, &view);
}
