/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "import/import.h"
#include "import/pages.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/desk/import",                 get_desk_imports,          SECRETARIAT, 0},
    {POST, "/desk/import",                 post_desk_import_new,      SECRETARIAT, ROUTE_UPLOAD},
    {GET,  "/desk/import/{id}",            get_desk_import,           SECRETARIAT, 0},
    {POST, "/desk/import/{id}",            post_desk_import,          SECRETARIAT, 0},
    {GET,  "/desk/import/{id}/columns",    get_desk_import_columns,   SECRETARIAT, 0},
    {POST, "/desk/import/{id}/columns",    post_desk_import_columns,  SECRETARIAT, 0},
    {POST, "/desk/import/{id}/countries",  post_desk_import_countries, SECRETARIAT, 0},
    {GET,  "/desk/import/{id}/report.csv", get_desk_import_report,    SECRETARIAT, ROUTE_VERBATIM},
};
/* clang-format on */
const RouteTable import_routes = ROUTE_TABLE(rows);
