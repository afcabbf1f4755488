/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "member/member.h"
#include "member/pages.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/join",         get_join,        PUBLIC, 0},
    {POST, "/join",         post_join,       PUBLIC, 0},
    {GET,  "/join/{token}", get_join_token,  PUBLIC, ROUTE_UNCACHED},
    {POST, "/join/{token}", post_join_token, PUBLIC, 0},
};
/* clang-format on */
const RouteTable member_routes = ROUTE_TABLE(rows);
