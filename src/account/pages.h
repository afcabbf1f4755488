/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes (routes.c), by the file they are in.
 */
#pragma once
#include "web/web.h"

/* own_pages.c */
Response *get_own(Request *req); /* the doors to what is one's own */

/* account_pages.c */
Response *get_desk_account(Request *req);
Response *post_desk_account(Request *req);
Response *post_desk_portrait(Request *req); /* one, or none */
extern const Preparation prepare_desk_portrait;
Response *post_desk_session(Request *req); /* sign out there */
Response *post_desk_others(Request *req);  /* sign out everywhere else */

/* mail_pages.c */
Response *get_desk_account_mail(Request *req);
Response *post_desk_account_mail(Request *req); /* it works again */

/* password_pages.c */
Response *get_desk_password(Request *req);
Response *post_desk_password(Request *req);
extern const Preparation prepare_desk_password;
Response *post_desk_password_remove(Request *req);
Response *post_desk_password_link(Request *req); /* a link for signing in anew */

/* second_pages.c */
Response *get_desk_second(Request *req);
Response *post_desk_second(Request *req);       /* puts it in force */
Response *post_desk_second_begin(Request *req); /* makes a secret */
Response *post_desk_second_link(Request *req);  /* a link for signing in anew */
Response *post_desk_second_codes(Request *req); /* new recovery codes */
Response *post_desk_second_remove(Request *req);

/* second_step.c */
Response *get_sign_in_second(Request *req);
Response *post_sign_in_second(Request *req);

/* passkey_pages.c */
Response *get_desk_passkeys(Request *req);
Response *post_desk_passkey(Request *req);           /* adds one */
Response *post_desk_passkey_challenge(Request *req); /* JSON for assets/passkey.js */
Response *post_desk_passkey_link(Request *req);      /* a link for signing in anew */
Response *post_desk_passkey_remove(Request *req);

/* passkey_sign_in.c */
Response *post_sign_in_passkey(Request *req);
Response *post_sign_in_passkey_challenge(Request *req); /* JSON for assets/passkey.js */
