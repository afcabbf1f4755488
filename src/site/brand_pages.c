/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The alliance's colours as a stylesheet: pages carry no style of their own.
 */
#include "site/brand.h"
#include "site/pages.h"

Response *
get_brand(Request *req)
{
    Ctx *cx = req->cx;
    const Settings *set = settings(cx);
    const char *light = brand_readable(cx->arena, set->brand, false);
    const char *dark = brand_readable(cx->arena, set->brand_dark, true);
    GString *css = arena_string(cx->arena, 256);
    g_string_append_printf(css,
                           ":root{--brand:%s;--on-brand:%s}\n"
                           "@media screen and (prefers-color-scheme:dark){"
                           ":root{--brand:%s;--on-brand:%s}}\n",
                           light, brand_text_on(light), dark, brand_text_on(dark));
    return respond_bytes(req, "text/css; charset=utf-8", (Bytes){css->str, css->len});
}
