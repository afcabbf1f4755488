/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/answer.h"
#include "openid/openid.h"
#include "openid/pages.h"

/* clang-format off */
static const Route rows[] = {
    {GET,     "/.well-known/openid-configuration",       get_openid_configuration, PUBLIC, 0},
    {GET,     "/.well-known/oauth-authorization-server", get_openid_configuration, PUBLIC, 0},
    {GET,     "/openid/jwks",      get_openid_jwks,       PUBLIC, 0},
    {GET,     "/openid/authorize", get_openid_authorize,  PUBLIC, ROUTE_UNCACHED},
    {POST,    "/openid/authorize", post_openid_authorize, PUBLIC, ROUTE_FOREIGN},
    {GET,     "/openid/agree",     get_openid_agree,      MEMBER, ROUTE_UNCACHED},
    {POST,    "/openid/agree",     post_openid_agree,     MEMBER, 0},
    {POST,    "/openid/again",     post_openid_again,     MEMBER, 0},
    {POST,    "/openid/token",     post_openid_token,     PUBLIC, ROUTE_FOREIGN},
    {OPTIONS, "/openid/token",     answer_preflight,      PUBLIC, ROUTE_UNCACHED},
    {GET,     "/openid/userinfo",  get_openid_userinfo,   PUBLIC, ROUTE_UNCACHED},
    {POST,    "/openid/userinfo",  post_openid_userinfo,  PUBLIC, ROUTE_FOREIGN},
    {OPTIONS, "/openid/userinfo",  answer_preflight,      PUBLIC, ROUTE_UNCACHED},
    {GET,     "/openid/logout",    get_openid_logout,     PUBLIC, ROUTE_UNCACHED},
    {POST,    "/openid/logout",    post_openid_logout,    PUBLIC, ROUTE_FOREIGN},
    {POST,    "/openid/leave",     post_openid_leave,     PUBLIC, 0},
    {GET,     "/openid/tools",               get_openid_tools,          MEMBER, 0},
    {POST,    "/openid/tools/{id}",          post_openid_tool,          MEMBER, 0},
    {GET,     "/openid/tools/clients",             get_openid_clients,        SECRETARIAT, 0},
    {GET,     "/openid/tools/clients/new",         get_openid_client_new,     SECRETARIAT, 0},
    {POST,    "/openid/tools/clients/new",         post_openid_client_new,    SECRETARIAT, 0,
     &prepare_openid_client_new},
    {GET,     "/openid/tools/clients/{id}",        get_openid_client,         SECRETARIAT, 0},
    {POST,    "/openid/tools/clients/{id}",        post_openid_client,        SECRETARIAT, 0},
    {POST,    "/openid/tools/clients/{id}/secret", post_openid_client_secret, SECRETARIAT, 0},
    {POST,    "/openid/tools/clients/{id}/remove", post_openid_client_remove, SECRETARIAT, 0},
};
/* clang-format on */
const RouteTable openid_routes = ROUTE_TABLE(rows);
