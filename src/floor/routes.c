/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "floor/pages.h"
#include "floor/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/events/{slug}/questions",                  get_floor,          PUBLIC, 0},
    {POST, "/events/{slug}/questions",                  post_floor,         SIGNED_IN, 0, .turn = "slug"},
    {POST, "/events/{slug}/questions/enter",            post_floor_enter,   PUBLIC, 0},
    {POST, "/events/{slug}/questions/{number}/voice",   post_floor_voice,   SIGNED_IN, 0, .turn = "slug"},
    {POST, "/events/{slug}/questions/{number}/back",    post_floor_back,    SIGNED_IN, 0},
    {GET,  "/events/{slug}/questions/screen",           get_floor_screen,   PUBLIC, 0},
    {GET,  "/floor/{token}",                            get_floor,          PUBLIC, ROUTE_UNCACHED},
    {POST, "/floor/{token}",                            post_floor,         PUBLIC, 0},
    {POST, "/floor/{token}/{number}/voice",             post_floor_voice,   PUBLIC, 0},
    {POST, "/floor/{token}/{number}/back",              post_floor_back,    PUBLIC, 0},
    {GET,  "/desk/events/{id}/floor",                   get_desk_floor,     MEMBER, 0},
    {POST, "/desk/events/{id}/floor",                   post_desk_floor,    MEMBER, 0},
    {POST, "/desk/events/{id}/floor/take/{registration}", post_desk_floor_wish,   MEMBER, 0},
    {GET,  "/desk/floor/{question}",                    get_desk_floor_question,  MEMBER, 0},
    {POST, "/desk/floor/{question}",                    post_desk_floor_question, MEMBER, 0},
};
/* clang-format on */
const RouteTable floor_routes = ROUTE_TABLE(rows);
