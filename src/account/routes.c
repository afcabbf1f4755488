/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "account/account.h"
#include "account/pages.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/desk/account",                  get_desk_account,  MEMBER, 0},
    {POST, "/desk/account",                  post_desk_account, MEMBER, 0},
    {POST, "/desk/account/picture",          post_desk_portrait, MEMBER, ROUTE_UPLOAD,
     &prepare_desk_portrait},
    {POST, "/desk/account/sessions",         post_desk_others,  MEMBER, 0},
    {POST, "/desk/account/sessions/{id}",    post_desk_session, MEMBER, 0},
    {GET,  "/desk/account/password",         get_desk_password,         MEMBER, 0},
    {POST, "/desk/account/password",         post_desk_password,        MEMBER, 0,
     &prepare_desk_password},
    {POST, "/desk/account/password/remove",  post_desk_password_remove, MEMBER, 0},
    {POST, "/desk/account/password/link",    post_desk_password_link,   MEMBER, 0},
};
/* clang-format on */
const RouteTable account_routes = ROUTE_TABLE(rows);
