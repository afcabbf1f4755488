/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The page of a person, and the same for address books.
 */
#include "alliance/file.h"
#include "alliance/vcard.h"
#include "lang/format.h"
#include "profile/pages.h"
#include "profile/profile_show.html.h"
#include "profile/show.h"
#include "web/app.h"

#include <string.h>

#define CARD_PICTURE_WIDTH 256
#define CARD_SUFFIX ".vcf"

static const Crumb here[] = {
    {N_("Members"), "/members"}
};

static Response *
respond_card(Request *req, const Profile *profile)
{
    Ctx *cx = req->cx;
    const File *picture = NULL;
    if (profile->picture_id != 0)
        picture = file_find_width(cx, profile->picture_id, CARD_PICTURE_WIDTH);
    VcardSource source = {
        .profile = profile,
        .url = arena_printf(cx->arena, "%s%s", cx->app->base_url, profile->page),
        .country = profile->country != NULL ? format_country(cx->arena, cx->lang, profile->country)
                                            : "",
    };
    if (picture != NULL) {
        source.picture = file_read(cx, picture, 0, picture->size);
        source.picture_type = picture->type;
    }
    const char *card = vcard_format(cx->arena, &source);
    Response *res = respond_bytes(req, "text/vcard; charset=utf-8", (Bytes){card, strlen(card)});
    respond_header(
        res, "Content-Disposition",
        arena_printf(cx->arena, "attachment; filename=\"%s" CARD_SUFFIX "\"", profile->handle));
    respond_header(res, "X-Robots-Tag", "noindex");
    return res;
}

/* Nobody there, and nobody for this reader, read the same. */
Response *
get_member(Request *req)
{
    Ctx *cx = req->cx;
    const char *handle = req_text(req, "handle");
    bool is_card = g_str_has_suffix(handle, CARD_SUFFIX);
    if (is_card)
        handle = arena_strndup(cx->arena, handle, strlen(handle) - strlen(CARD_SUFFIX));
    const Profile *profile = profile_find(cx, handle);
    if (profile == NULL)
        return respond_not_found(req);
    if (is_card)
        return respond_card(req, profile);
    Page page = {
        .title = profile->name,
        .summary = profile->headline,
        .section = "members",
        .here = {here, 1}
    };
    return respond_page(req, 200, &page, profile_show, profile_show_new(req, profile));
}
