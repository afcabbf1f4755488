/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * signpost - the typed links by which machines find their way around an edition
 * (Signposting, https://signposting.org/FAIR/; RFC 8288 and RFC 9264).
 */
#pragma once
#include "library/cite.h"

/** The Link header of the edition's page (level 1), which names the link set, too. */
const char *signpost_header(Arena *arena, const Citation *citation);

/** The link set: the edition's page and each of its files (level 2), as JSON. */
const char *signpost_linkset(Arena *arena, const Citation *citation);
