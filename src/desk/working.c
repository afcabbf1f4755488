/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/working.h"

#include "desk/working.html.h"

#define LOOK_AGAIN_SECONDS "3"

Response *
respond_working(Request *req, Page *page, const Working *view)
{
    Response *res = respond_desk(req, 200, page, working, view);
    respond_header(res, "Refresh", LOOK_AGAIN_SECONDS);
    return res;
}
