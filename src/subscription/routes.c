/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "subscription/pages.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/subscribe",         get_subscribe,        PUBLIC,      0},
    {POST, "/subscribe",         post_subscribe,       PUBLIC,      0},
    {GET,  "/subscribe/{token}", get_subscribe_token,  PUBLIC,      ROUTE_UNCACHED},
    {POST, "/subscribe/{token}", post_subscribe_token, PUBLIC,      0},
    {GET,  "/desk/subscribers",  get_desk_subscribers, SECRETARIAT, 0},
};
/* clang-format on */
const RouteTable subscription_routes = ROUTE_TABLE(rows);
