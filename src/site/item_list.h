/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * item_list - what item_list.html, pillar.html and year.html show.
 */
#pragma once
#include "site/item_show.h"

typedef struct ItemList {
    const char *title;
    LinkSpan filters; /* by pillar, "all" first */
    int64_t n;        /* on all pages together */
    const char *feed; /* or NULL */
    bool is_mailed;   /* who wishes gets each by mail */
    const ItemCards *cards;
} ItemList;

/** The page of a pillar: what an editor wrote about it, and what belongs to it. */
typedef struct PillarShow {
    const ItemShow *text; /* NULL if nobody has written the page yet */
    const char *name, *sentence;
    int64_t n_year, n_cards;
    const ItemCards *year, *cards;
    const char *year_name;
    LinkSpan lists; /* of the kinds that belong to this section */
} PillarShow;

typedef struct YearShow {
    const char *year;
    LinkSpan years, filters;
    int64_t n;
    const ItemCards *entries;
} YearShow;

/** A page that the frame leads to and nobody has written yet. */
typedef struct Unwritten {
    const char *title, *contact; /* contact: "" if none */
} Unwritten;
