/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_pages - /files/{id}: one address for every file, whichever item shows it.
 */
#pragma once
#include "web/web.h"

extern const RouteTable file_routes;
