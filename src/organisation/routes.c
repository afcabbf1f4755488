/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "organisation/pages.h"
#include "organisation/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/organisations",                       get_organisations,                PUBLIC, 0},
    {GET,  "/organisations/{slug}",                get_organisation,                 PUBLIC, 0},
    {GET,  "/organisations/{slug}/edit",           get_organisation_edit,            MEMBER, 0},
    {POST, "/organisations/{slug}/edit",           post_organisation_edit,           MEMBER, 0},
    {POST, "/organisations/{slug}/representative", post_organisation_representative, MEMBER, 0},
    {GET,  "/desk/organisations",                  get_desk_organisations,   SECRETARIAT, 0},
    {POST, "/desk/organisations/merge",            post_desk_spelling,          SECRETARIAT, 0},
    {POST, "/desk/organisations/{id}/split",       post_desk_split,          SECRETARIAT, 0},
    {POST, "/desk/organisations/representatives/{id}", post_desk_representative, SECRETARIAT, 0},
};
/* clang-format on */
const RouteTable organisation_routes = ROUTE_TABLE(rows);
