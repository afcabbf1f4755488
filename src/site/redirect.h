/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * redirect - addresses of an old site that still arrive.
 */
#pragma once
#include "db/ctx.h"

/** Where @path ("/node/12", or with its query) is now; NULL if it is unknown. */
const char *redirect_find(Ctx *cx, const char *path);

/** Send @path to @target, a path here, from now on. */
void redirect_insert(Ctx *cx, const char *path, const char *target);
