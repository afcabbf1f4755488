/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * For what the reader is registered.
 */
#include "alliance/registration.h"
#include "base/limits.h"
#include "event/my_events.html.h"
#include "event/pages.h"
#include "lang/lang.h"
#include "registration/certificate.h"
#include "site/doors.h"

#include <string.h>

static const Registration *
find_of(RegistrationSpan mine, int64_t item_id)
{
    for (size_t i = 0; i < mine.n; i++)
        if (mine.at[i].item_id == item_id)
            return &mine.at[i];
    return NULL;
}

/* A certificate is for what was held. */
static bool
has_ended(const Ctx *cx, const Event *event)
{
    return event->ends_at <= cx->now && strcmp(event->state, "cancelled") != 0;
}

static MyEventSpan
events_of(Ctx *cx, EventCardSpan cards)
{
    RegistrationSpan mine = registration_list_mine(cx);
    MyEvent *at = arena_array_of(cx->arena, MyEvent, cards.n + 1);
    for (size_t i = 0; i < cards.n; i++) {
        const Registration *found = find_of(mine, cards.at[i].event->id);
        at[i] = (MyEvent){.card = &cards.at[i]};
        if (found == NULL)
            continue;
        at[i].state = registration_state_find(found->state)->label;
        at[i].path = arena_printf(cx->arena, "/registrations/%s", registration_token(cx, found));
        if (has_ended(cx, cards.at[i].event))
            at[i].certificate = certificate_path(cx, found, at[i].path);
    }
    return (MyEventSpan){at, cards.n};
}

static LinkSpan
time_links(Request *req, bool past)
{
    Link *links = arena_array_of(req->cx->arena, Link, 2);
    links[0] = (Link){lang_text(req->cx->lang, N_("To come")), link_with(req, "when", NULL), !past};
    links[1] = (Link){lang_text(req->cx->lang, N_("Over")), link_with(req, "when", "past"), past};
    return (LinkSpan){links, 2};
}

Response *
get_my_events(Request *req)
{
    Ctx *cx = req->cx;
    const EventFilter filter = {.mine = true,
                                .past = strcmp(req_query(req, "when"), "past") == 0,
                                .limit = LIMIT_PAGE_ROWS,
                                .offset = (req_page(req) - 1) * LIMIT_PAGE_ROWS};
    MyEvents view = {.times = time_links(req, filter.past),
                     .events = events_of(cx, event_cards(cx, event_list(cx, &filter))),
                     .n = event_count(cx, &filter),
                     .has_calendar = (cx->me.roles & ROLE_MEMBER) != 0};
    view.pages = link_pages(req, view.n);
    Page page = {.title = lang_text(cx->lang, N_("My events")), .here = HERE(DOOR_CRUMB)};
    return respond_page(req, 200, &page, my_events, &view);
}
