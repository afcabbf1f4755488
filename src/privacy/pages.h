/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes (routes.c), by the file they are in.
 */
#pragma once
#include "web/web.h"

/* preferences_pages.c */
Response *get_preferences(Request *req);
Response *post_preferences(Request *req);
Response *post_preferences_links(Request *req);
Response *get_preferences_token(Request *req);
Response *post_preferences_token(Request *req);

/* unsubscribe_pages.c */
Response *get_unsubscribe(Request *req);
Response *post_unsubscribe(Request *req);

/* pace_pages.c */
Response *get_pace(Request *req);
Response *post_pace(Request *req);

/* consent_pages.c */
Response *get_my_consents(Request *req);
Response *get_desk_privacy(Request *req);
Response *post_desk_consent(Request *req);
Response *post_desk_erasure(Request *req);

/* data_pages.c */
Response *get_my_data(Request *req);
Response *get_my_table(Request *req);
Response *post_my_copy(Request *req);
Response *get_my_copy(Request *req);
Response *get_my_copy_part(Request *req);
Response *post_my_fresh(Request *req);

/* leave_pages.c */
Response *get_leave(Request *req);
Response *post_leave(Request *req);
Response *get_erase(Request *req);
Response *post_erase(Request *req);
Response *post_erase_undo(Request *req);
Response *get_erasure_token(Request *req);
Response *post_erasure_token(Request *req);
Response *get_still_here(Request *req);
Response *post_still_here(Request *req);
