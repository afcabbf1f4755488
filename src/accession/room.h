/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - works that come into the library together.
 */
#pragma once
#include "web/web.h"

extern const RouteTable accession_routes;
