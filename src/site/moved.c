/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Answers for addresses that nothing has any more.
 */
#include "alliance/redirect.h"
#include "site/site.h"

#include <string.h>

Response *
site_not_found(Request *req)
{
    Ctx *cx = req->cx;
    if (req->in->method != GET)
        return NULL;
    const char *target = NULL, *query = strchr(req->in->target, '?');
    /* "?page=2" may have an address of its own now. */
    if (query != NULL)
        target = redirect_find(cx, arena_printf(cx->arena, "%s%s", req->path, query));
    if (target == NULL)
        target = redirect_find(cx, req->path);
    return target != NULL ? respond_moved(req, target) : NULL;
}

Response *
respond_unknown(Request *req)
{
    Response *old = site_not_found(req);
    return old != NULL ? old : respond_not_found(req);
}
