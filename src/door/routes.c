/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "door/pages.h"
#include "door/room.h"

/* Each page of the door twice: for who leads the event, and for who has a link. */
/* clang-format off */
static const Route rows[] = {
    {GET,  "/door/events/{id}",                  get_door,             MEMBER, 0},
    {GET,  "/door/links/{token}",                get_door,             PUBLIC, ROUTE_UNCACHED},
    {GET,  "/door/events/{id}/list",             get_door_list,        MEMBER, 0},
    {GET,  "/door/links/{token}/list",           get_door_list,        PUBLIC, ROUTE_UNCACHED},
    {POST, "/door/events/{id}/people/{registration}",   post_door_person, MEMBER, 0},
    {POST, "/door/links/{token}/people/{registration}", post_door_person, PUBLIC, 0},
    {POST, "/door/events/{id}/code",             post_door_code,       MEMBER, 0},
    {POST, "/door/links/{token}/code",           post_door_code,       PUBLIC, 0},
    {POST, "/door/events/{id}/walk-in",          post_door_walk_in,    MEMBER, 0},
    {POST, "/door/links/{token}/walk-in",        post_door_walk_in,    PUBLIC, 0},
    {POST, "/door/events/{id}/sync",             post_door_sync,       MEMBER, 0},
    {POST, "/door/links/{token}/sync",           post_door_sync,       PUBLIC, 0},
    {GET,  "/door/worker.js",                    get_door_worker,      PUBLIC, ROUTE_UNCACHED},
    {GET,  "/tickets/{token}",                   get_ticket,           PUBLIC, ROUTE_UNCACHED},
    {GET,  "/desk/events/{id}/door",             get_desk_door,        MEMBER, 0},
    {POST, "/desk/events/{id}/door",             post_desk_door,       MEMBER, 0},
    {POST, "/desk/events/{id}/door/{link}/end",  post_desk_door_end,   MEMBER, 0},
};
/* clang-format on */
const RouteTable door_routes = ROUTE_TABLE(rows);
