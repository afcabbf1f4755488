/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "merge/merge.h"
#include "merge/pages.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/desk/duplicates",              get_desk_duplicates, SECRETARIAT, 0},
    {POST, "/desk/duplicates/merges/{id}",  post_desk_merge,     SECRETARIAT, 0},
    {GET,  "/desk/duplicates/{id}/{other}", get_desk_duplicate,  SECRETARIAT, 0},
    {POST, "/desk/duplicates/{id}/{other}", post_desk_duplicate, SECRETARIAT, 0},
};
/* clang-format on */
const RouteTable merge_routes = ROUTE_TABLE(rows);
