/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A certificate on paper.
 */
#include "alliance/setting.h"
#include "draw/qr.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "paper/paper.h"
#include "registration/certificate.h"
#include "web/app.h"

/* The words beside the code, above the address. */
static const char *
words_of(Ctx *cx, const Certificate *certificate)
{
    const char *day = format_day(
        cx->arena, cx->lang, certificate->until != 0 ? certificate->until : certificate->noted_at,
        "UTC");
    if (certificate->until == 0)
        return lang_text(cx->lang, N_("Anybody can check here whether it is genuine:"));
    return lang_fill(cx->arena,
                     lang_text(cx->lang, N_("Anybody can check here until {day} whether it is "
                                            "genuine:")),
                     "day", day, NULL);
}

bool
certificate_draw(Ctx *cx, const Certificate *certificate, Bytes *ret_pdf)
{
    const Settings *alliance = settings(cx);
    const char *heading = lang_text(cx->lang, N_("Certificate of attendance"));
    const char *address = page_address(
        cx, arena_printf(cx->arena, "/certificates/%s", certificate->code));
    const char *length = *certificate->length == '\0'
                             ? ""
                             : lang_fill(cx->arena, lang_text(cx->lang, N_("Length: {length}")),
                                         "length", certificate->length, NULL);
    const char *demo = certificate->is_demo
                           ? lang_text(cx->lang, N_("A demo: this person is invented."))
                           : "";
    const PaperText texts[] = {
        {.text = alliance->name, .size = 15, .least = 10, .lines = 2},
        {.text = heading,
         .size = 30,
         .least = 20,
         .space = 14,
         .lines = 1,
         .bold = true,
         .heading = true},
        {.text = certificate->name, .size = 27, .least = 11, .space = 26, .lines = 2, .bold = true},
        {.text = demo, .size = 11, .space = 2, .lines = 1},
        {.text = lang_text(cx->lang, N_("was at this event:")),
         .size = 13,
         .space = 12,
         .lines = 1},
        {.text = certificate->title,
         .size = 20,
         .least = 11,
         .space = 12,
         .lines = 3,
         .bold = true},
        {.text = certificate->when, .size = 13, .least = 9, .space = 10, .lines = 3},
        {.text = length, .size = 13, .space = 4, .lines = 1},
    };
    const QrSquares code = qr_squares(cx->arena, address);
    const PaperSheet sheet = {
        .lang = cx->lang,
        .title = arena_printf(cx->arena, "%s: %s", heading, certificate->name),
        .author = alliance->name,
        .colour = alliance->brand,
        .made_at = certificate->noted_at,
        .texts = texts,
        .n = G_N_ELEMENTS(texts),
        .code = {code.dark, code.side},
        .beside = words_of(cx, certificate),
        .address = address,
    };
    return paper_draw(cx->arena, &sheet, ret_pdf);
}
