/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - this room's handlers.
 */
#pragma once
#include "web/web.h"

Response *get_desk_people_out(Request *req);
Response *post_desk_people_out(Request *req);

extern const Preparation prepare_desk_people_out;
