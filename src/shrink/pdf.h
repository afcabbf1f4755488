/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pdf - the step inside the process that makes a copy.
 */
#pragma once
#include "confine/confine.h"
#include "shrink/shrink.h"

extern const ConfineLimits SHRINK_LIMITS;

/** Hand the copy on to @write, which says whether it took all of it.  False: none was made. */
typedef bool ShrinkWrite(const void *bytes, size_t n);
bool shrink_pdf(Bytes content, ShrinkWrite *write);
