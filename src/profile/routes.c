/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "profile/pages.h"
#include "profile/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/profile",               get_profile,         MEMBER, 0},
    {POST, "/profile",               post_profile,        MEMBER, 0},
    {GET,  "/profile/preview",       get_profile_preview, MEMBER, 0},
    {POST, "/profile/badge",         post_profile_badge,  MEMBER, 0},
    {GET,  "/members/{handle}",      get_member,          PUBLIC, 0},
    {GET,  "/badge/{token}",         get_badge,           PUBLIC, 0},
    {GET,  "/badge/{token}/picture.svg", get_badge_picture, PUBLIC, ROUTE_VERBATIM},
};
/* clang-format on */
const RouteTable profile_routes = ROUTE_TABLE(rows);
