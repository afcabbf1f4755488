/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "accession/pages.h"
#include "accession/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/desk/accessions",                 get_desk_accessions,        EDITOR, 0},
    {POST, "/desk/accessions",                 post_desk_accession_new,    EDITOR, ROUTE_UPLOAD | ROUTE_LARGE, &accession_ahead_new},
    {GET,  "/desk/accessions/example.csv",     get_desk_accession_example, EDITOR, ROUTE_VERBATIM},
    {GET,  "/desk/accessions/{id}",            get_desk_accession,         EDITOR, 0},
    {POST, "/desk/accessions/{id}",            post_desk_accession,        EDITOR, 0},
    {POST, "/desk/accessions/{id}/check",      post_desk_accession_check,  EDITOR, ROUTE_UPLOAD | ROUTE_LARGE, &accession_ahead_check},
    {GET,  "/desk/accessions/{id}/doubles",    get_desk_accession_doubles,  EDITOR, 0},
    {POST, "/desk/accessions/{id}/doubles",    post_desk_accession_doubles, EDITOR, 0},
    {GET,  "/desk/accessions/{id}/report.csv", get_desk_accession_report,  EDITOR, ROUTE_VERBATIM},
};
/* clang-format on */
const RouteTable accession_routes = ROUTE_TABLE(rows);
