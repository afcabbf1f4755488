/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The page that proves a membership, and its picture.
 */
#include "alliance/setting.h"
#include "lang/format.h"
#include "profile/badge.h"
#include "profile/badge_show.h"
#include "profile/badge_show.html.h"
#include "profile/pages.h"
#include "web/app.h"

#include <string.h>

#define LETTER_WIDTH 8.5 /* of the picture's type, about */
#define MARGIN 36

static bool
is_member(const Ctx *cx, const Badge *badge)
{
    return badge->left_at == 0 || badge->left_at > cx->now;
}

/* A small picture: the alliance's name, and since when or until when.  Its text is a text, so it
 * is read aloud and needs no fonts of its own. */
static SafeHtml
draw(Request *req, const Badge *badge)
{
    Ctx *cx = req->cx;
    const char *name = settings(cx)->short_name;
    bool member = is_member(cx, badge);
    const char *day = format_day(cx->arena, cx->lang, member ? badge->joined_at : badge->left_at,
                                 "UTC");
    const char *line = member ? lang_fill(cx->arena, lang_text(cx->lang, N_("Member since {day}")),
                                          "day", day, NULL)
                              : lang_fill(cx->arena, lang_text(cx->lang, N_("Member until {day}")),
                                          "day", day, NULL);
    glong letters = MAX(g_utf8_strlen(name, -1), g_utf8_strlen(line, -1));
    int width = MARGIN + (int)((double)letters * LETTER_WIDTH);
    Html *out = html_begin(req);
    g_string_append_printf(out->text,
                           "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d 56\" "
                           "width=\"%d\" height=\"56\" role=\"img\">",
                           width, width);
    html_lit(out, "<title>");
    html_text(out, arena_printf(cx->arena, "%s: %s", name, line));
    g_string_append_printf(out->text,
                           "</title><rect x=\".5\" y=\".5\" width=\"%d\" height=\"55\" rx=\"6\" "
                           "fill=\"#fffdf8\" stroke=\"%s\"/>",
                           width - 1, settings(cx)->brand);
    html_lit(out, "<text x=\"18\" y=\"24\" font-family=\"sans-serif\" font-size=\"15\" "
                  "font-weight=\"600\" fill=\"#1c2126\">");
    html_text(out, name);
    html_lit(out, "</text><text x=\"18\" y=\"43\" font-family=\"sans-serif\" font-size=\"14\" "
                  "fill=\"#515c66\">");
    html_text(out, line);
    html_lit(out, "</text></svg>");
    return (SafeHtml){out->text->str, out->text->len};
}

Response *
get_badge(Request *req)
{
    Ctx *cx = req->cx;
    const char *token = req_text(req, "token");
    const Badge *badge = badge_find(cx, token);
    if (badge == NULL)
        return respond_not_found(req);
    BadgeShow view = {.badge = badge,
                      .settings = settings(cx),
                      .url = arena_printf(cx->arena, "%s/badge/%s", cx->app->base_url, token),
                      .today = cx->now,
                      .is_member = is_member(cx, badge),
                      .picture = draw(req, badge)};
    Page page = {.title = badge->name, .hidden = true};
    return respond_page(req, 200, &page, badge_show, &view);
}

Response *
get_badge_picture(Request *req)
{
    const Badge *badge = badge_find(req->cx, req_text(req, "token"));
    if (badge == NULL)
        return respond_not_found(req);
    SafeHtml picture = draw(req, badge);
    Response *res = respond_bytes(req, "image/svg+xml", (Bytes){picture.markup, picture.len});
    respond_header(res, "X-Robots-Tag", "noindex");
    return res;
}

Response *
post_profile_badge(Request *req)
{
    Ctx *cx = req->cx;
    bool on = strcmp(req_field(req, "on"), "1") == 0;
    badge_set(cx, cx->me.id, on);
    const char *notice = on ? N_("Your badge has a page now.") : N_("Your badge is switched off.");
    return respond_done(req, "/profile#badge", lang_text(cx->lang, notice));
}
