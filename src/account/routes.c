/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "account/account.h"
#include "account/pages.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/account",                       get_own,           SIGNED_IN, 0},
    {GET,  "/desk/account",                  get_desk_account,  MEMBER, 0},
    {POST, "/desk/account",                  post_desk_account, MEMBER, 0},
    {POST, "/desk/account/picture",          post_desk_portrait, MEMBER, ROUTE_UPLOAD,
     &prepare_desk_portrait},
    {POST, "/desk/account/sessions",         post_desk_others,  MEMBER, 0},
    {POST, "/desk/account/sessions/{id}",    post_desk_session, MEMBER, 0},
    {GET,  "/desk/account/mail",             get_desk_account_mail,  MEMBER, 0},
    {POST, "/desk/account/mail",             post_desk_account_mail, MEMBER, 0},
    {GET,  "/desk/account/password",         get_desk_password,         MEMBER, 0},
    {POST, "/desk/account/password",         post_desk_password,        MEMBER, 0,
     &prepare_desk_password},
    {POST, "/desk/account/password/remove",  post_desk_password_remove, MEMBER, 0},
    {POST, "/desk/account/password/link",    post_desk_password_link,   MEMBER, 0},
    {GET,  "/desk/account/second-factor",        get_desk_second,         SIGNED_IN, ROUTE_UNSECURED},
    {POST, "/desk/account/second-factor",        post_desk_second,        SIGNED_IN, ROUTE_UNSECURED},
    {POST, "/desk/account/second-factor/begin",  post_desk_second_begin,  SIGNED_IN, ROUTE_UNSECURED},
    {POST, "/desk/account/second-factor/link",   post_desk_second_link,   SIGNED_IN, ROUTE_UNSECURED},
    {POST, "/desk/account/second-factor/codes",  post_desk_second_codes,  MEMBER, 0},
    {POST, "/desk/account/second-factor/remove", post_desk_second_remove, MEMBER, 0},
    {GET,  "/desk/account/passkeys",             get_desk_passkeys,           MEMBER, 0},
    {POST, "/desk/account/passkeys",             post_desk_passkey,           MEMBER, 0},
    {POST, "/desk/account/passkeys/challenge",   post_desk_passkey_challenge, MEMBER, 0},
    {POST, "/desk/account/passkeys/link",        post_desk_passkey_link,      MEMBER, 0},
    {POST, "/desk/account/passkeys/{id}/remove", post_desk_passkey_remove,    MEMBER, 0},
    {POST, "/sign-in/passkey",                   post_sign_in_passkey,           PUBLIC, 0},
    {POST, "/sign-in/passkey/challenge",         post_sign_in_passkey_challenge, PUBLIC, 0},
    {GET,  "/sign-in/second",                    get_sign_in_second,      PUBLIC, ROUTE_UNCACHED},
    {POST, "/sign-in/second",                    post_sign_in_second,     PUBLIC, 0},
};
/* clang-format on */
const RouteTable account_routes = ROUTE_TABLE(rows);
