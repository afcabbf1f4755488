/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One's own profile: what it says, who sees what of it, and how it looks to them.
 */
#include "alliance/consent.h"
#include "profile/badge.h"
#include "profile/edit.h"
#include "profile/pages.h"
#include "profile/profile_edit.html.h"
#include "profile/profile_preview.html.h"
#include "site/doors.h"
#include "web/app.h"

#include <string.h>

static const Crumb here[] = {DOOR_CRUMB};

static Page
own_page(Ctx *cx, const char *title)
{
    return (Page){
        .title = lang_text(cx->lang, title), .here = {here, 1},
              .hidden = true
    };
}

/* A link to copy into a page or a mail's signature. */
static const char *
snippet_of(Ctx *cx, const char *url)
{
    return arena_printf(cx->arena, "<a href=\"%s\"><img src=\"%s/picture.svg\" alt=\"%s\"></a>",
                        url, url, lang_text(cx->lang, N_("Member: check it")));
}

static Response *
respond_edit(Request *req, const Profile *profile, const Form *form)
{
    Ctx *cx = req->cx;
    const ProfileAudience *shown = profile_audience(cx, cx->me.id);
    const char *token = badge_token(cx, cx->me.id);
    ProfileEdit view = {.form = form,
                        .directory = edit_form_directory(form),
                        .parts = edit_form_parts(form, profile),
                        .handle = profile->handle};
    view.is_closed = shown != NULL && profile_open_to(&(Viewer){.roles = ROLE_MEMBER}, shown) == 0;
    if (token != NULL) {
        view.badge = arena_printf(cx->arena, "%s/badge/%s", cx->app->base_url, token);
        view.snippet = snippet_of(cx, view.badge);
    }
    Page page = own_page(cx, N_("Your profile"));
    return respond_page(req, form_ok(form) ? 200 : 422, &page, profile_edit, &view);
}

Response *
get_profile(Request *req)
{
    Ctx *cx = req->cx;
    const Profile *profile = profile_find_as(cx, cx->me.id, &cx->me);
    const ProfileAudience *shown = profile_audience(cx, cx->me.id);
    if (profile == NULL || shown == NULL)
        return respond_not_found(req);
    return respond_edit(req, profile, edit_form_new(req, profile, shown));
}

Response *
post_profile(Request *req)
{
    Ctx *cx = req->cx;
    const Profile *profile = profile_find_as(cx, cx->me.id, &cx->me);
    if (profile == NULL)
        return respond_not_found(req);
    Form *form = edit_form_read(req, profile);
    if (!form_ok(form))
        return respond_edit(req, profile, form);
    const ProfileDraft draft = edit_form_value(form);
    profile_save(cx, cx->me.id, &draft);
    consent_answer(cx, cx->me.id, purpose_find("directory"), edit_form_agrees(form),
                   &(ConsentSource){"preferences", cx->request_id, cx->lang->code});
    return respond_done(req, "/profile/preview",
                        lang_text(cx->lang, N_("Your profile is saved. So others see it:")));
}

/* What others see is made as if they had asked. */
Response *
get_profile_preview(Request *req)
{
    Ctx *cx = req->cx;
    const Viewer me = cx->me;
    const Viewer member = {.roles = ROLE_MEMBER}, visitor = {0};
    ProfilePreview view = {.as_public = strcmp(req_query(req, "as"), "public") == 0};
    cx->me = view.as_public ? visitor : member;
    const Profile *profile = profile_find_as(cx, me.id, &cx->me);
    if (profile != NULL)
        view.show = profile_show_new(req, profile);
    cx->me = me;
    Page page = own_page(cx, N_("How others see you"));
    return respond_page(req, 200, &page, profile_preview, &view);
}
