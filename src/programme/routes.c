/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "programme/pages.h"
#include "programme/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/events/{slug}/programme",           get_programme,          PUBLIC, 0},
    {GET,  "/events/{slug}/programme/rooms",     get_programme_rooms,    PUBLIC, 0},
    {GET,  "/events/{slug}/programme.ics",       get_programme_calendar, PUBLIC, 0},
    {GET,  "/events/{slug}/programme.zip",       get_programme_zip,      PUBLIC, ROUTE_UNCACHED},
    {GET,  "/sessions/{slug}",                   get_session,            PUBLIC, 0},
    {GET,  "/summaries/{slug}",                  get_summary,            PUBLIC, 0},
    {GET,  "/desk/events/{id}/programme",        get_desk_programme,     MEMBER, 0},
    {GET,  "/desk/events/{id}/programme/new",    get_desk_programme_new,   MEMBER, 0},
    {POST, "/desk/events/{id}/programme/new",    post_desk_programme_new,  MEMBER, 0},
    {POST, "/desk/events/{id}/summary",          post_desk_summary,      MEMBER, 0},
    {GET,  "/desk/programme/{id}",                get_desk_programme_session,       MEMBER, 0},
    {POST, "/desk/programme/{id}",                post_desk_programme_session,      MEMBER, 0},
    {GET,  "/desk/programme/{id}/delete",         get_desk_programme_out,   MEMBER, 0},
    {POST, "/desk/programme/{id}/delete",         post_desk_programme_out,  MEMBER, 0},
};
/* clang-format on */
const RouteTable programme_routes = ROUTE_TABLE(rows);
