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
