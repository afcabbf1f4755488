/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * route - find the row of a route table that a path belongs to.
 */
#pragma once
#include "web/web.h"

/** The route for @method and @path, or NULL; then @ret_other is set if the path has a route with
 *  the other method. */
const Route *route_find(const RouteTable *const *tables, Method method, const char *path,
                        bool *ret_other);

/** Where the value of the pattern's {name} starts in @path, and its length; NULL without one. */
const char *route_value(const Route *route, const char *path, const char *name, size_t *ret_n);
