/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Where a member begins: the first steps, and the doors to all that is his own.
 */
#include "account/own.h"
#include "account/own.html.h"
#include "account/pages.h"
#include "alliance/profile.h"

/* ---- first steps ---- */

static bool
has_said_something(const Profile *profile, const ProfileAudience *shown G_GNUC_UNUSED)
{
    return html_has_str(profile->headline) || html_has_str(profile->about);
}

static bool
has_picture(const Profile *profile, const ProfileAudience *shown G_GNUC_UNUSED)
{
    return profile->picture_id != 0;
}

static bool
can_be_found(const Profile *profile G_GNUC_UNUSED, const ProfileAudience *shown)
{
    return profile_open_to(&(Viewer){.roles = ROLE_MEMBER}, shown) != 0;
}

static const struct {
    const char *label, *url;
    bool (*is_done)(const Profile *profile, const ProfileAudience *shown);
} STEPS[] = {
    {N_("Say in one line what you do"),         "/profile",                has_said_something},
    {N_("Choose who finds you, and sees what"), "/profile",                can_be_found      },
    {N_("Add a picture of yourself"),           "/desk/account#f-picture", has_picture       },
};

static FirstStepSpan
steps_of(Ctx *cx)
{
    const Profile *profile = profile_find_as(cx, cx->me.id, &cx->me);
    const ProfileAudience *shown = profile_audience(cx, cx->me.id);
    if (cx->me.roles == 0 || profile == NULL || shown == NULL)
        return (FirstStepSpan){NULL, 0};
    FirstStep *at = arena_array_of(cx->arena, FirstStep, G_N_ELEMENTS(STEPS));
    bool all = true;
    for (size_t i = 0; i < G_N_ELEMENTS(STEPS); i++) {
        at[i] = (FirstStep){STEPS[i].label, STEPS[i].url, STEPS[i].is_done(profile, shown)};
        all = all && at[i].done;
    }
    return (FirstStepSpan){at, all ? 0 : G_N_ELEMENTS(STEPS)};
}

/* ---- the page ---- */

static DoorSpan
rooms_of(const Request *req)
{
    DoorSpan all = door_list(req);
    Door *at = arena_array_of(req->cx->arena, Door, all.n);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (!all.at[i].here)
            at[n++] = all.at[i];
    return (DoorSpan){at, n};
}

Response *
get_own(Request *req)
{
    Ctx *cx = req->cx;
    Own view = {
        .name = cx->me.name, .email = cx->me.email, .steps = steps_of(cx), .rooms = rooms_of(req)};
    Page page = {.title = lang_text(cx->lang, N_("You")), .hidden = true};
    return respond_page(req, 200, &page, own, &view);
}
