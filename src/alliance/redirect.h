/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * redirect - addresses of an old site, or of before a rename, that still arrive.
 */
#pragma once
#include "db/ctx.h"

typedef struct Redirect {
    const char *path;   /* of the old site: "/node/12" */
    const char *target; /* path here */
} Redirect;

typedef struct RedirectSpan {
    const Redirect *at;
    size_t n;
} RedirectSpan;

/** LIMIT_PAGE_ROWS of them, by address; @page from 1. */
RedirectSpan redirect_list(Ctx *cx, int64_t page);

/** Where @path ("/node/12", or with its query) is now; NULL if it is unknown. */
const char *redirect_find(Ctx *cx, const char *path);

/** Those of @paths that lead somewhere, as a set of texts in the context's arena: one statement, or
 *  none without paths. */
GHashTable *redirect_among(Ctx *cx, const char *const *paths, size_t n);

/** Send @path to @target, a path here, from now on. */
void redirect_insert(Ctx *cx, const char *path, const char *target);

/** Forget @path.  Returns false if it is unknown. */
bool redirect_delete(Ctx *cx, const char *path);
