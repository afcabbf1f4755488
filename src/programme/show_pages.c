/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The programme of an event, and one session.
 */
#include "alliance/access.h"
#include "alliance/floor.h"
#include "programme/pages.h"
#include "programme/programme_rooms.html.h"
#include "programme/programme_show.html.h"
#include "programme/session_show.html.h"
#include "site/site.h"

#include <string.h>

const Event *
programme_event(Request *req, const Item **ret_item)
{
    const Item *item = item_find(req->cx, "event", req_text(req, "slug"));
    if (ret_item != NULL)
        *ret_item = item;
    return item != NULL ? event_find(req->cx, item->id) : NULL;
}

Response *
get_programme(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = NULL;
    const Event *event = programme_event(req, &item);
    if (event == NULL)
        return respond_unknown(req);
    ProgrammeSessionSpan sessions = programme_list(cx, event->id);
    OccurrenceSpan times = event_occurrences(cx, event->id);
    ProgrammeShow view = {.event = event,
                          .when = when_of(cx, event, when_chosen(cx, times)),
                          .n = (int64_t)sessions.n,
                          .days = programme_days(cx, event, sessions),
                          .calendar = arena_printf(cx->arena, "%s/programme.ics", event->path),
                          .may_edit = may(cx, ACTION_EDIT, item),
                          .draft = item->published_at == 0};
    view.several = view.days.n > 1;
    const char *path = arena_printf(cx->arena, "%s/programme", event->path);
    view.address = page_address(cx, path);
    if (programme_has_rooms(sessions))
        view.rooms = arena_printf(cx->arena, "%s/rooms", path);
    const char *title = lang_fill(cx->arena, lang_text(cx->lang, N_("Programme: {event}")), "event",
                                  event->title, NULL);
    Page page = {.title = title,
                 .section = "take-part",
                 .here = HERE({N_("Take part"), "/take-part"}, {N_("Events"), "/events"},
                              {event->title, event->path}),
                 .hidden = view.draft || sessions.n == 0};
    return respond_page(req, 200, &page, programme_show, &view);
}

/* A sheet for each room, to be printed and put up at its door. */
Response *
get_programme_rooms(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = NULL;
    const Event *event = programme_event(req, &item);
    if (event == NULL)
        return respond_unknown(req);
    ProgrammeRoomSpan rooms = programme_rooms(cx, event, programme_list(cx, event->id));
    const char *programme = arena_printf(cx->arena, "%s/programme", event->path);
    ProgrammeRooms view = {
        .event = event,
        .when = when_of(cx, event, when_chosen(cx, event_occurrences(cx, event->id))),
        .programme = programme,
        .address = page_address(cx, programme),
        .n = (int64_t)rooms.n,
        .rooms = rooms,
        .draft = item->published_at == 0};
    const char *title = lang_fill(cx->arena, lang_text(cx->lang, N_("Programme by room: {event}")),
                                  "event", event->title, NULL);
    Page page = {.title = title,
                 .section = "take-part",
                 .here = HERE({N_("Take part"), "/take-part"}, {N_("Events"), "/events"},
                              {event->title, event->path}, {N_("Programme"), programme}),
                 .hidden = true};
    return respond_page(req, 200, &page, programme_rooms, &view);
}

static Response *
respond_session(Request *req, const Item *item, const Event *event, const ProgrammeSession *session)
{
    Ctx *cx = req->cx;
    ItemShow *text = item_show_headed(req, item);
    Occurrence o;
    bool known = programme_moments(cx->arena, session, event->zone, &o);
    Event plain = *event;
    plain.planned_first = NULL;
    const SessionCard card = session_card(cx, event, session);
    SessionShow view = {
        .session = session,
        .event = event,
        .label = card.label,
        .when = when_of(cx, &plain, known ? &o : NULL),
        .calendar = arena_printf(cx->arena, "%s.ics", session->path),
        .programme = arena_printf(cx->arena, "%s/programme#%s", event->path, session->slug),
        .questions = floor_is_open(floor_terms(cx, event->id), cx->now)
                         ? arena_printf(cx->arena, "%s/questions?session=%" PRId64 "#ask",
                                        event->path, session->id)
                         : NULL,
        .may_edit = text->may_edit,
        .draft = item->published_at == 0,
        .text = text};
    Page page = {.title = session->title,
                 .summary = *session->summary != '\0' ? session->summary : NULL,
                 .section = "take-part",
                 .here = HERE({N_("Take part"), "/take-part"}, {N_("Events"), "/events"},
                              {event->title, event->path}),
                 .hidden = view.draft};
    return respond_page(req, 200, &page, session_show, &view);
}

Response *
get_session(Request *req)
{
    Ctx *cx = req->cx;
    const char *slug = req_text(req, "slug");
    bool wants_entry = g_str_has_suffix(slug, ".ics");
    if (wants_entry)
        slug = arena_strndup(cx->arena, slug, strlen(slug) - strlen(".ics"));
    const Item *item = item_find(cx, "session", slug);
    const ProgrammeSession *session = item != NULL ? programme_find(cx, item->id) : NULL;
    const Event *event = session != NULL ? event_find(cx, session->event_id) : NULL;
    if (event == NULL)
        return respond_unknown(req);
    return wants_entry ? respond_session_calendar(req, event, session)
                       : respond_session(req, item, event, session);
}

/* What came out of an event stands on its page. */
Response *
get_summary(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = item_find(cx, "summary", req_text(req, "slug"));
    const Event *event = item != NULL ? event_find(cx, item->parent_id) : NULL;
    return event != NULL ? respond_redirect(req, "%s#summary", event->path) : respond_unknown(req);
}
