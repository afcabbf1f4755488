/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - this room's handlers.
 */
#pragma once
#include "web/web.h"

Response *get_desk_segments(Request *req);
Response *get_desk_segment_new(Request *req);
Response *post_desk_segment_new(Request *req);
Response *get_desk_segment(Request *req);
Response *get_desk_segment_edit(Request *req);
Response *post_desk_segment_edit(Request *req);
Response *post_desk_segment_filter(Request *req);
Response *get_desk_segment_delete(Request *req);
Response *post_desk_segment_delete(Request *req);
