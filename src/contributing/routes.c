/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file.h"
#include "contributing/pages.h"
#include "contributing/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/contributions",             get_contributions,        MEMBER, 0},
    {GET,  "/contributions/new",         get_contribution_new,     MEMBER, 0},
    {POST, "/contributions/new",         post_contribution_new,    MEMBER, ROUTE_UPLOAD | ROUTE_LARGE, &file_ahead},
    {GET,  "/contributions/{id}",        get_contribution_edit,    MEMBER, 0},
    {POST, "/contributions/{id}",        post_contribution_edit,   MEMBER, ROUTE_UPLOAD | ROUTE_LARGE, &file_ahead},
    {POST, "/contributions/{id}/files/{file}/remove", post_contribution_file_remove, MEMBER, 0},
    {GET,  "/contributions/{id}/review", get_contribution_review,  MEMBER, 0},
    {POST, "/contributions/{id}/review", post_contribution_review, MEMBER, 0},
};
/* clang-format on */
const RouteTable contributing_routes = ROUTE_TABLE(rows);
