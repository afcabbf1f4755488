/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "export/pages.h"
#include "export/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/desk/people/take-out", get_desk_people_out,  SECRETARIAT, 0},
    {POST, "/desk/people/take-out", post_desk_people_out, SECRETARIAT, 0, &prepare_desk_people_out},
};
/* clang-format on */
const RouteTable export_routes = ROUTE_TABLE(rows);
