/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "week/pages.h"
#include "week/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/campaigns",                     get_weeks,         PUBLIC, 0},
    {GET,  "/campaigns/{slug}",              get_week,          PUBLIC, 0},
    {GET,  "/campaigns/{slug}/share",        get_week_share,    PUBLIC, 0},
    {GET,  "/campaigns/{slug}/share/{name}", get_week_picture,  PUBLIC, ROUTE_VERBATIM},
    {GET,  "/campaigns/{slug}/write",        get_week_write,    MEMBER, 0},
    {POST, "/campaigns/{slug}/write",        post_week_write,   MEMBER, 0},
    {GET,  "/days/{slug}",                   get_day,           PUBLIC, 0},
    {GET,  "/desk/weeks/{id}",               get_desk_week,     MEMBER, 0},
    {POST, "/desk/weeks/{id}",               post_desk_week,    MEMBER, 0},
    {GET,  "/desk/weeks/{id}/new",           get_desk_day_new,  MEMBER, 0},
    {POST, "/desk/weeks/{id}/new",           post_desk_day_new, MEMBER, 0},
    {GET,  "/desk/weeks/{id}/writers",       get_desk_writers,  MEMBER, 0},
    {POST, "/desk/weeks/{id}/writers",       post_desk_writers, MEMBER, 0},
    {GET,  "/desk/days/{id}",                get_desk_day,      MEMBER, 0},
    {POST, "/desk/days/{id}",                post_desk_day,     MEMBER, 0},
    {GET,  "/desk/days/{id}/delete",         get_desk_day_out,  MEMBER, 0},
    {POST, "/desk/days/{id}/delete",         post_desk_day_out, MEMBER, 0},
};
/* clang-format on */
const RouteTable week_routes = ROUTE_TABLE(rows);
