/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * room - the blog.
 */
#pragma once
#include "web/web.h"

extern const RouteTable blog_routes;
