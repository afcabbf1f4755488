/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * badge_show - what the page of a badge shows.
 */
#pragma once
#include "alliance/setting.h"
#include "profile/badge.h"
#include "render/html.h"

typedef struct BadgeShow {
    const Badge *badge;
    const Settings *settings;
    const char *url; /* whole, of this page: what is checked is that it is here */
    int64_t today;
    bool is_member;
    SafeHtml picture;
} BadgeShow;
