/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes (routes.c), by the file they are in.
 */
#pragma once
#include "web/web.h"

/* join_pages.c */
Response *get_join(Request *req);
Response *post_join(Request *req);
Response *get_join_token(Request *req);
Response *post_join_token(Request *req);
