/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "oai/pages.h"
#include "oai/room.h"

/* An answer says its own time, so none is kept. */
/* clang-format off */
static const Route rows[] = {
    {GET,  "/oai", answer_harvester, PUBLIC, ROUTE_UNCACHED},
    {POST, "/oai", answer_harvester, PUBLIC, ROUTE_FOREIGN},
};
/* clang-format on */
const RouteTable oai_routes = ROUTE_TABLE(rows);
