/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * zone - in which time zones the people of a country may live.
 */
#pragma once
#include "base/arena.h"

/** The IANA time zones of a country (ISO 3166-1 alpha-2), that of most people first, as tzdata's
 *  zone.tab has them; ends with NULL.  Empty if the country or the file is not known. */
const char *const *zones_of_country(Arena *arena, const char *iso2);

/** By which clocks somebody lives who has said the zone @zone and the country @iso2: "UTC" is what
 *  a record has that does not know better; then most people's zone of the country. */
const char *zone_of_reader(Arena *arena, const char *zone, const char *iso2);

/** Likewise of what {clock} of alliance/access.sql says: a zone, or a country. */
const char *zone_of_clock(Arena *arena, const char *clock);

#define ZONE_MORNING 8   /* o'clock, when what can wait for a reader's morning comes */
#define ZONE_EVERY_DAY 0 /* else a weekday, 1 is Monday */

/** The first morning on the clocks of @zone at @moment or later that is one of @weekday. */
int64_t zone_morning(Arena *arena, int64_t moment, const char *zone, int weekday);
