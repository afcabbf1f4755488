/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/neighbours.h"
#include "base/limits.h"

static const char *
page_link(Request *req, int64_t page)
{
    return link_with(req, "page", page > 1 ? arena_printf(req->cx->arena, "%" PRId64, page) : NULL);
}

const Neighbours *
neighbours(Request *req, size_t n_rows)
{
    int64_t page = req_page(req);
    Neighbours *both = arena_new_of(req->cx->arena, Neighbours);
    if (page > 1)
        both->newer = page_link(req, page - 1);
    if (n_rows >= LIMIT_PAGE_ROWS)
        both->older = page_link(req, page + 1);
    return both->newer != NULL || both->older != NULL ? both : NULL;
}
