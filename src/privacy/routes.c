/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "privacy/pages.h"
#include "privacy/privacy.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/preferences",         get_preferences,        SIGNED_IN, 0},
    {POST, "/preferences",         post_preferences,       SIGNED_IN, 0},
    {GET,  "/preferences/{token}", get_preferences_token,  PUBLIC,    ROUTE_UNCACHED},
    {POST, "/preferences/{token}", post_preferences_token, PUBLIC,    0},
    {GET,  "/pace/{token}",        get_pace,               PUBLIC,    ROUTE_UNCACHED},
    {POST, "/pace/{token}",        post_pace,              PUBLIC,    ROUTE_FOREIGN},
    {GET,  "/unsubscribe/{list}/{token}", get_unsubscribe, PUBLIC,    ROUTE_UNCACHED},
    {POST, "/unsubscribe/{list}/{token}", post_unsubscribe, PUBLIC,   ROUTE_FOREIGN},
    {GET,  "/my-data",                 get_my_data,            SIGNED_IN, 0},
    {GET,  "/my-data/{table}",         get_my_table,           SIGNED_IN, 0},
    {GET,  "/my-data/consents",        get_my_consents,        SIGNED_IN, 0},
    {GET,  "/my-data/copy",            get_my_copy,            SIGNED_IN, 0},
    {POST, "/my-data/copy",            post_my_copy,           SIGNED_IN, 0},
    {GET,  "/my-data/copy/{id}/{part}", get_my_copy_part,      SIGNED_IN, 0},
    {POST, "/my-data/fresh",           post_my_fresh,          SIGNED_IN, 0},
    {POST, "/my-data/links",           post_preferences_links, SIGNED_IN, 0},
    {GET,  "/my-data/leave",           get_leave,              MEMBER,    0},
    {POST, "/my-data/leave",           post_leave,             MEMBER,    0},
    {GET,  "/my-data/erase",           get_erase,              SIGNED_IN, 0},
    {POST, "/my-data/erase",           post_erase,             SIGNED_IN, 0},
    {POST, "/my-data/erase/undo",      post_erase_undo,        SIGNED_IN, 0},
    {GET,  "/erasure/{token}",         get_erasure_token,      PUBLIC,    ROUTE_UNCACHED},
    {POST, "/erasure/{token}",         post_erasure_token,     PUBLIC,    0},
    {GET,  "/still-here/{token}",      get_still_here,         PUBLIC,    ROUTE_UNCACHED},
    {POST, "/still-here/{token}",      post_still_here,        PUBLIC,    0},
    {GET,  "/desk/people/{id}/privacy", get_desk_privacy,      SECRETARIAT, 0},
    {POST, "/desk/people/{id}/privacy", post_desk_consent,     SECRETARIAT, 0},
    {POST, "/desk/people/{id}/erasure", post_desk_erasure,     SECRETARIAT, 0},
};
/* clang-format on */
const RouteTable privacy_routes = ROUTE_TABLE(rows);
