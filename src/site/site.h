/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * site - the public face of the alliance.
 *
 * What app/ ties into the process: routes, the frame around every page (of
 * other features too), the answer for addresses of an old site.
 */
#pragma once
#include "web/web.h"

extern const RouteTable site_routes;

/** Draw header, menu and footer around @body: App.frame. */
void site_frame(Request *req, const Page *page, const char *notice, Html *body, Html *out);

/** Answer for a path that nothing has: App.not_found.  301 if it is an address of the old site;
 *  NULL if it is unknown. */
Response *site_not_found(Request *req);

/** Likewise for a page of a room: 404 if it is unknown. */
Response *respond_unknown(Request *req);
