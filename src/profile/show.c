/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "profile/show.h"
#include "alliance/person_form.h"
#include "profile/linked_data.h"
#include "render/markdown.h"
#include "web/app.h"

#include <string.h>

#define SHOWN_ITEMS 20

static ShownNameSpan
interests_of(Ctx *cx, const Profile *profile)
{
    ShownName *names = arena_array_of(cx->arena, ShownName, profile->interests.n);
    for (size_t i = 0; i < profile->interests.n; i++)
        names[i].name = interest_name(cx, &profile->interests.at[i]);
    return (ShownNameSpan){names, profile->interests.n};
}

/* What the person published here under the own name: who wrote a text without being printed as its
 * author did not mean to be. */
static ItemSpan
items_of(Ctx *cx, int64_t person_id)
{
    ItemSpan found = item_list(cx, &(ItemFilter){.author_id = person_id, .limit = SHOWN_ITEMS});
    Item *items = arena_array_of(cx->arena, Item, found.n);
    size_t n = 0;
    for (size_t i = 0; i < found.n; i++)
        if (*found.at[i].author != '\0')
            items[n++] = found.at[i];
    return (ItemSpan){items, n};
}

const ProfileShow *
profile_show_new(Request *req, const Profile *profile)
{
    Ctx *cx = req->cx;
    ProfileShow *show = arena_new_of(cx->arena, ProfileShow);
    const char *type = profile->organisation_type;
    const char *path = profile->page;
    *show = (ProfileShow){.profile = profile,
                          .path = path,
                          .card = arena_printf(cx->arena, "%s.vcf", path),
                          .level = person_level_label(profile->level),
                          .type = type != NULL ? organisation_type_label(type) : "",
                          .interests = interests_of(cx, profile),
                          .items = items_of(cx, profile->id),
                          .is_own = cx->me.id == profile->id};
    show->has_about = profile->about != NULL && *profile->about != '\0';
    if (show->has_about)
        show->about = markdown_html(cx->arena, profile->about);
    if (cx->me.id == 0)
        show->linked_data = linked_data_person(
            cx->arena, profile, cx->app->base_url,
            arena_printf(cx->arena, "%s%s", cx->app->base_url, path));
    return show;
}
