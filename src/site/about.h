/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * about - what about.html shows.
 */
#pragma once
#include "alliance/role.h"
#include "alliance/supporter.h"
#include "site/item_show.h"

typedef struct SupporterLink {
    const Supporter *supporter;
    const char *label; /* of its kind, English */
} SupporterLink;

typedef struct SupporterLinkSpan {
    const SupporterLink *at;
    size_t n;
} SupporterLinkSpan;

typedef struct About {
    const ItemShow *text; /* NULL if nobody has written the page yet */
    const char *name, *sentence;
    TermSpan steering;
    SupporterLinkSpan supporters;
} About;
