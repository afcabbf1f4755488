/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * follow - does an address that stands in a text lead somewhere?
 */
#pragma once
#include "db/ctx.h"

/** Does @url lead to a page of this site that every member may open now, or does it look like an
 *  address elsewhere?  Nothing is asked over the network. */
bool follow(Ctx *cx, const char *url);
