/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A post on its way from its author to the editors and to readers.
 */
#include "blog/pages.h"

static CrumbSpan
crumbs(Ctx *cx)
{
    return write_crumbs(cx, NULL);
}

static const char *
edit_path(Ctx *cx, const Item *item)
{
    return write_path(cx->arena, item->id, "");
}

static const ReviewRoom ROOM = {.kind = "post",
                                .title = N_("Author and editors"),
                                .crumbs = crumbs,
                                .check = post_check,
                                .edit_path = edit_path};

Response *
get_post_review(Request *req)
{
    return respond_review(req, &ROOM);
}

Response *
post_post_review(Request *req)
{
    return respond_review_done(req, &ROOM);
}
