/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * zone_part - the rules of time zones in a calendar (VTIMEZONE), for the years it speaks of.
 */
#pragma once
#include "calendar/ical.h"

/** Is it UTC under one of its names?  It needs no rules. */
bool zone_is_utc(const char *zone);

/** Append a VTIMEZONE for each zone of @entries.  Each change of the clocks stands with its own
 *  day, since the rules of some zones are none: Morocco's follow the moon, Brazil's the year's
 *  decree. */
void zone_parts_append(Arena *arena, GString *out, IcalEntrySpan entries);
