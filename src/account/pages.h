/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes (routes.c), by the file they are in.
 */
#pragma once
#include "web/web.h"

/* account_pages.c */
Response *get_desk_account(Request *req);
Response *post_desk_account(Request *req);
Response *post_desk_portrait(Request *req); /* one, or none */
extern const Preparation prepare_desk_portrait;
Response *post_desk_session(Request *req); /* sign out there */
Response *post_desk_others(Request *req);  /* sign out everywhere else */

/* password_pages.c */
Response *get_desk_password(Request *req);
Response *post_desk_password(Request *req);
extern const Preparation prepare_desk_password;
Response *post_desk_password_remove(Request *req);
Response *post_desk_password_link(Request *req); /* a link for signing in anew */
