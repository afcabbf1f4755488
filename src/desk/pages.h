/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the desk's routes (routes.c), by the file they are in.
 */
#pragma once
#include "web/web.h"

/* home_pages.c */
Response *get_desk(Request *req);
Response *post_desk_task(Request *req);

/* comment_queue.c */
Response *get_desk_comments(Request *req);
Response *post_desk_comment(Request *req);
