/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "segment/pages.h"
#include "segment/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/desk/segments",             get_desk_segments,        SECRETARIAT, 0},
    {GET,  "/desk/segments/new",         get_desk_segment_new,     SECRETARIAT, 0},
    {POST, "/desk/segments/new",         post_desk_segment_new,    SECRETARIAT, 0},
    {GET,  "/desk/segments/{id}",        get_desk_segment,         SECRETARIAT, 0},
    {GET,  "/desk/segments/{id}/edit",   get_desk_segment_edit,    SECRETARIAT, 0},
    {POST, "/desk/segments/{id}/edit",   post_desk_segment_edit,   SECRETARIAT, 0},
    {POST, "/desk/segments/{id}/filter", post_desk_segment_filter, SECRETARIAT, 0},
    {GET,  "/desk/segments/{id}/delete", get_desk_segment_delete,  SECRETARIAT, 0},
    {POST, "/desk/segments/{id}/delete", post_desk_segment_delete, SECRETARIAT, 0},
};
/* clang-format on */
const RouteTable segment_routes = ROUTE_TABLE(rows);
