/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "directory/pages.h"
#include "directory/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET, "/directory",           get_directory,           PUBLIC, 0},
    {GET, "/directory/countries", get_directory_countries, PUBLIC, 0},
};
/* clang-format on */
const RouteTable directory_routes = ROUTE_TABLE(rows);
