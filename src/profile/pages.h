/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes (routes.c), by the file they are in.
 */
#pragma once
#include "web/web.h"

/* edit_pages.c */
Response *get_profile(Request *req);
Response *post_profile(Request *req);
Response *get_profile_preview(Request *req);

/* show_pages.c */
Response *get_member(Request *req);

/* badge_pages.c */
Response *post_profile_badge(Request *req);
Response *get_badge(Request *req);
Response *get_badge_picture(Request *req);
