/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Calendars to subscribe to.  A page of them is kept for visitors as any other is, with an ETag: so
 * a program that asks every hour costs nothing while nothing has changed.  That holds for
 * somebody's own calendar, too, whose address nobody else knows.
 */
#include "alliance/event_entry.h"
#include "alliance/setting.h"
#include "event/address.h"
#include "event/calendar_list.html.h"
#include "event/calendar_made.html.h"
#include "event/pages.h"
#include "web/app.h"

#include <string.h>

static Response *
respond_ical(Request *req, const Ical *ical)
{
    return respond_bytes(req, "text/calendar; charset=utf-8", ical_format(req->cx->arena, ical));
}

Response *
respond_event_calendar(Request *req, const Event *found)
{
    Ctx *cx = req->cx;
    Event event = *found;
    const Occurrence *chosen = when_chosen(cx, event_occurrences(cx, event.id));
    event.day = chosen != NULL ? chosen->day : "";
    IcalEntrySpan entries = event_entries(cx, (EventSpan){&event, 1}, true);
    if (entries.n == 0)
        return respond_not_found(req);
    return respond_ical(req, &(Ical){.entries = entries});
}

/* "GSSWA · Webinars" */
static const char *
calendar_name(Ctx *cx, const EventFilter *filter)
{
    const EventKind *kind = event_kind_find(filter->kind);
    const char *what = *filter->series != '\0' ? filter->series
                       : kind != NULL          ? lang_text(cx->lang, kind->plural)
                                               : lang_text(cx->lang, N_("Events"));
    return arena_printf(cx->arena, "%s · %s", settings(cx)->short_name, what);
}

Response *
get_events_calendar(Request *req)
{
    Ctx *cx = req->cx;
    const char *kind = req_query(req, "kind");
    const EventFilter filter = {.kind = event_kind_find(kind) != NULL ? kind : "",
                                .series = req_query(req, "series"),
                                .topic = req_query(req, "topic")};
    return respond_ical(
        req, &(Ical){.name = calendar_name(cx, &filter),
                     .url = arena_printf(cx->arena, "%s%s", cx->app->base_url, req->in->target),
                     .entries = event_entries(cx, event_calendar(cx, &filter), false)});
}

Response *
get_calendar(Request *req)
{
    Ctx *cx = req->cx;
    const char *token = req_text(req, "token");
    if (!g_str_has_suffix(token, ".ics"))
        return respond_not_found(req);
    token = arena_strndup(cx->arena, token, strlen(token) - strlen(".ics"));
    const CalendarOwner *owner = calendar_owner(cx, token);
    if (owner == NULL)
        return respond_not_found(req);
    /* A member's eyes, whatever else the owner may: an address gets into other hands sooner than a
       password.  Whoever has it sees the same, so who asks does not matter. */
    const Viewer me = cx->me;
    cx->me = (Viewer){.roles = ROLE_MEMBER};
    const Lang *lang = lang_find(owner->language);
    if (lang != NULL)
        cx->lang = lang;
    const EventFilter all = {.kind = "", .series = ""};
    IcalEntrySpan entries = event_entries(cx, event_calendar(cx, &all), true);
    Response *res = respond_ical(req, &(Ical){.name = calendar_name(cx, &all),
                                              .url = page_address(cx, req->path),
                                              .entries = entries});
    cx->me = me;
    return res;
}

/* ---- the page about them ---- */

static LinkSpan
public_calendars(Ctx *cx)
{
    EventGroupSpan series = event_series(cx);
    Link *links = arena_array_of(cx->arena, Link, series.n + 16);
    size_t n = 0;
    links[n++] = (Link){.label = lang_text(cx->lang, N_("All events")),
                        .url = page_address(cx, "/events.ics")};
    for (const EventKind *kind = EVENT_KINDS; kind->name != NULL; kind++)
        links[n++] = (Link){.label = lang_text(cx->lang, kind->plural),
                            .url = arena_printf(cx->arena, "%s?kind=%s", links[0].url, kind->name)};
    for (size_t i = 0; i < series.n; i++) {
        g_autofree char *name = g_uri_escape_string(series.at[i].name, NULL, false);
        links[n++] = (Link){.label = series.at[i].name,
                            .url = arena_printf(cx->arena, "%s?series=%s", links[0].url, name)};
    }
    return (LinkSpan){links, n};
}

Response *
get_calendars(Request *req)
{
    Ctx *cx = req->cx;
    const CalendarList view = {.calendars = public_calendars(cx),
                               .is_member = (cx->me.roles & ROLE_MEMBER) != 0,
                               .since = cx->me.id != 0 ? calendar_since(cx, cx->me.id) : 0};
    Page page = {.title = lang_text(cx->lang, N_("Calendars")),
                 .section = "take-part",
                 .here = HERE({N_("Take part"), "/take-part"}, {N_("Events"), "/events"})};
    return respond_page(req, 200, &page, calendar_list, &view);
}

Response *
post_calendars(Request *req)
{
    Ctx *cx = req->cx;
    const char *path = arena_printf(cx->arena, "/calendar/%s.ics", calendar_new(cx));
    const CalendarMade view = {.address = arena_printf(cx->arena, "%s%s", cx->app->base_url, path)};
    Page page = {.title = lang_text(cx->lang, N_("Your own calendar")),
                 .hidden = true,
                 .here = HERE({N_("Take part"), "/take-part"}, {N_("Calendars"), "/calendars"})};
    Response *res = respond_page(req, 200, &page, calendar_made, &view);
    res->private = true;
    return res;
}

Response *
post_calendars_end(Request *req)
{
    calendar_end(req->cx);
    return respond_done(req, "/calendars",
                        lang_text(req->cx->lang, N_("Your calendar's address has ended.")));
}
