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

/* The fields in which something is said. */
static unsigned
said_fields(const Profile *profile)
{
    const struct {
        ProfileField bit;
        bool said;
    } fields[] = {
        {PROFILE_PICTURE,      profile->picture_id != 0           },
        {PROFILE_HEADLINE,     html_has_str(profile->headline)    },
        {PROFILE_ABOUT,        html_has_str(profile->about)       },
        {PROFILE_COUNTRY,      html_has_str(profile->country)     },
        {PROFILE_ORGANISATION, html_has_str(profile->organisation)},
        {PROFILE_POSITION,     html_has_str(profile->position)    },
        {PROFILE_LEVEL,        html_has_str(profile->level)       },
        {PROFILE_LANGUAGES,    html_has_str(profile->languages)   },
        {PROFILE_INTERESTS,    profile->interests.n > 0           },
        {PROFILE_LINKS,        profile->links.n > 0               },
    };
    unsigned said = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (fields[i].said)
            said |= fields[i].bit;
    return said;
}

/* What is said and not shown, in words: who has just written it looks for it. */
static const char *
kept_back(Ctx *cx, const Profile *own, const Profile *seen)
{
    GString *names = arena_string(cx->arena, 64);
    unsigned kept = own != NULL ? said_fields(own) & ~(unsigned)seen->open : 0;
    for (const ProfileFieldKind *kind = PROFILE_FIELDS; kind->bit != 0; kind++)
        if ((kept & kind->bit) != 0)
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
                                   lang_text(cx->lang, kind->label));
    return names->str;
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
    if (profile != NULL)
        view.kept_back = kept_back(cx, profile_find_as(cx, me.id, &me), profile);
    Page page = own_page(cx, N_("How others see you"));
    return respond_page(req, 200, &page, profile_preview, &view);
}
