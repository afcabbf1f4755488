/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * map - the world as SVG, coloured by a number per country.
 *
 * Shapes are in data/world.inc, on a small grid of integers in an equal-area
 * projection.  Colours are the classes m0 (nothing) to m5 (most) of
 * assets/style.css, so that light, dark and print differ in one place and no
 * style attribute is needed.  A country too small to see is a dot.
 * Read with: chart.h.
 */
#pragma once
#include "render/html.h"

#define MAP_CLASSES 5

typedef struct MapValue {
    const char *iso2; /* ISO 3166-1 alpha-2, upper case */
    int64_t n;        /* below 0 counts as not known */
} MapValue;

typedef struct MapSpan {
    const MapValue *at;
    size_t n;
} MapSpan;

/** The lowest number of each class, rising; the first is 1. */
typedef struct MapBreaks {
    int64_t from[MAP_CLASSES];
} MapBreaks;

typedef struct MapOptions {
    const char *label;       /* what the map says, for who can not see it; never NULL */
    const MapBreaks *breaks; /* or NULL: map_breaks() of the values */
    bool each;               /* every country has its name and number; for a page of its own.
                                Otherwise countries of a class are one path: half the bytes */
    bool hatch_missing;      /* hatch what has no value; otherwise it looks like 0 */
    const char *link;        /* with each: "/members?country=", the code is appended; or NULL */
} MapOptions;

/** Write the map.  If a country comes twice, its last value counts.  Returns how many values have
 *  no place on the map (an unknown code), so that the caller can name what is not shown. */
size_t map_world(Html *out, MapSpan values, const MapOptions *options);

/** Find class limits in about equal ratios up to the highest value: round ones (1, 2 or 5 times a
 *  power of ten) unless the numbers are too small for that. */
MapBreaks map_breaks(MapSpan values);

/** Write what the colours mean as a list: only the classes that @values have. */
void map_key(Html *out, MapSpan values, const MapBreaks *breaks);
