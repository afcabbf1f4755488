/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * show - what the page of a person shows.
 */
#pragma once
#include "alliance/item.h"
#include "alliance/profile.h"
#include "render/html.h"
#include "web/web.h"

/** A list of names in words, translated. */
typedef struct ShownName {
    const char *name;
} ShownName;

typedef struct ShownNameSpan {
    const ShownName *at;
    size_t n;
} ShownNameSpan;

typedef struct ProfileShow {
    const Profile *profile;
    const char *path, *card; /* of the page, of the vCard */
    bool has_about;
    SafeHtml about;
    const char *level, *type; /* in words; "" if not shown */
    ShownNameSpan interests;
    ItemSpan items;       /* what the person published here */
    SafeHtml linked_data; /* schema.org, in its <script>; only for everybody */
    bool is_own;
} ProfileShow;

/** @profile as it is shown; the items as @cx->me may see them. */
const ProfileShow *profile_show_new(Request *req, const Profile *profile);
