/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "event/pages.h"
#include "event/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/events",           get_events,          PUBLIC, 0},
    {GET,  "/events.ics",       get_events_calendar, PUBLIC, 0},
    {GET,  "/events/{slug}",    get_event,           PUBLIC, 0},
    {GET,  "/my-events",        get_my_events,       SIGNED_IN, 0},
    {GET,  "/calendars",        get_calendars,       PUBLIC, 0},
    {POST, "/calendars",        post_calendars,      MEMBER, 0},
    {POST, "/calendars/end",    post_calendars_end,  MEMBER, 0},
    {GET,  "/calendar/{token}", get_calendar,        PUBLIC, 0},
    {GET,  "/desk/events/{id}", get_desk_event,      MEMBER, 0},
    {POST, "/desk/events/{id}", post_desk_event,     MEMBER, 0},
};
/* clang-format on */
const RouteTable event_routes = ROUTE_TABLE(rows);
