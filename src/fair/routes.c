/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "fair/pages.h"
#include "fair/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET, "/desk/events/{id}/times", get_event_times, MEMBER, 0},
    {GET, "/groups/{slug}/times",    get_group_times, MEMBER, 0},
};
/* clang-format on */
const RouteTable fair_routes = ROUTE_TABLE(rows);
