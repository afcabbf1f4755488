/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - this room's handlers.
 */
#pragma once
#include "web/web.h"

Response *get_directory(Request *req);
Response *get_directory_countries(Request *req);
