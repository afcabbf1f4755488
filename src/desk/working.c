/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/working.h"

#include "desk/working.html.h"
#include "lang/lang.h"

#define LOOK_AGAIN_SECONDS "3"

Response *
respond_working(Request *req, Page *page, const Working *view)
{
    Response *res = respond_desk(req, 200, page, working, view);
    respond_header(res, "Refresh", LOOK_AGAIN_SECONDS);
    return res;
}

Response *
respond_changed_meanwhile(Request *req)
{
    return respond_error(
        req, 409,
        lang_text(req->cx->lang, N_("Somebody changed it in between, so nothing was done. Look "
                                    "at it again, then decide.")));
}
