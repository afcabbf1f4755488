/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * fetch - ask another server for something by HTTP (libcurl).
 *
 * Few things of ours ask anybody, and then one server that the secretariat has named.
 * So no redirect is followed, no cookie is kept, and what is longer than it may
 * be is no answer.  Never in a transaction: a server may take its time
 * (docs/decisions/0019-work-before-the-transaction.md).
 */
#pragma once
#include "base/arena.h"

#define FETCH_SECONDS 5          /* from the first packet to the last */
#define FETCH_MOST (1024 * 1024) /* bytes of an answer */

/** GET @url, https or http.  The body of an answer with status 200, in @arena; {NULL} if there was
 *  none in time, whatever the reason. */
Bytes fetch(Arena *arena, const char *url);
