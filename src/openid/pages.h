/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of this room's routes (routes.c), by the file they are in.
 */
#pragma once
#include "web/web.h"

/* authorize_pages.c: where tools send people */
Response *get_openid_authorize(Request *req);
Response *post_openid_authorize(Request *req);

/* agree_pages.c: what people see then */
Response *get_openid_agree(Request *req);
Response *post_openid_agree(Request *req);
Response *post_openid_again(Request *req); /* sign in once more */

/* token_pages.c */
Response *post_openid_token(Request *req);

/* userinfo_pages.c */
Response *get_openid_userinfo(Request *req);
Response *post_openid_userinfo(Request *req);

/* discovery_pages.c */
Response *get_openid_configuration(Request *req);
Response *get_openid_jwks(Request *req);

/* logout_pages.c */
Response *get_openid_logout(Request *req);
Response *post_openid_logout(Request *req);
Response *post_openid_leave(Request *req); /* yes, sign out */

/* tool_pages.c: one's own agreements */
Response *get_openid_tools(Request *req);
Response *post_openid_tool(Request *req); /* take one back */

/* client_pages.c: the secretariat's register */
Response *get_openid_clients(Request *req);
Response *get_openid_client_new(Request *req);
Response *post_openid_client_new(Request *req);
extern const Preparation prepare_openid_client_new;
Response *get_openid_client(Request *req);
Response *post_openid_client(Request *req);
Response *post_openid_client_secret(Request *req);
Response *post_openid_client_remove(Request *req);
