/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * routes - the features of the house: one line a room.
 */
#pragma once
#include "web/web.h"

extern const RouteTable *const ROUTES[]; /* ends with NULL */
