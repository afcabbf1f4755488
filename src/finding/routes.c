/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "finding/pages.h"
#include "finding/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/library",                      get_library,              PUBLIC, 0},
    {GET,  "/library/searches",             get_saved_searches,       SIGNED_IN, 0},
    {POST, "/library/searches",             post_saved_search,        SIGNED_IN, 0},
    {POST, "/library/searches/{id}",        post_saved_search_change, SIGNED_IN, 0},
    {GET,  "/library/searches/end/{token}", get_saved_searches_end,   PUBLIC, ROUTE_UNCACHED},
    {POST, "/library/searches/end/{token}", post_saved_searches_end,  PUBLIC, ROUTE_FOREIGN},
};
/* clang-format on */
const RouteTable finding_routes = ROUTE_TABLE(rows);
