/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "newsletter/line.h"

#include "base/moment.h"
#include "lang/format.h"
#include "render/markdown.h"

/* The date that counts: when it was, is planned for, or came out. */
static const char *
date_of(Ctx *cx, const ItemCard *card)
{
    const char *date = card->date != NULL ? card->date
                                          : moment_date(cx->arena, card->item->published_at);
    return format_date(cx->arena, cx->lang, date);
}

static void
append_link(GString *out, const Item *item)
{
    g_string_append_c(out, '[');
    markdown_append_plain(out, item->title);
    g_string_append_printf(out, "](%s)", item->path);
}

static void
append_place(GString *out, const Item *item)
{
    if (*item->place == '\0')
        return;
    g_string_append(out, ", ");
    markdown_append_plain(out, item->place);
}

static void
append_slip(Ctx *cx, GString *out, const ItemCard *card)
{
    if (card->first == NULL)
        return;
    const char *text = lang_text(cx->lang, N_("first planned for {date}"));
    g_string_append_printf(
        out, " (%s)",
        lang_fill(cx->arena, text, "date", format_date(cx->arena, cx->lang, card->first), NULL));
}

void
line_append(Ctx *cx, GString *out, const ItemCard *card)
{
    g_string_append_printf(out, "* **%s** ", date_of(cx, card));
    append_link(out, card->item);
    append_place(out, card->item);
    append_slip(cx, out, card);
    g_string_append_c(out, '\n');
}

void
line_append_story(Ctx *cx, GString *out, const ItemCard *card)
{
    bool is_plan = card->date != NULL && card->planned;
    const char *date = date_of(cx, card);
    g_string_append(out, "- **");
    append_link(out, card->item);
    g_string_append(out, "**, ");
    g_string_append(out, is_plan
                             ? lang_fill(cx->arena, lang_text(cx->lang, N_("planned for {date}")),
                                         "date", date, NULL)
                             : date);
    append_place(out, card->item);
    append_slip(cx, out, card);
    g_string_append_c(out, '.');
    if (*card->item->summary != '\0') {
        g_string_append_c(out, ' ');
        markdown_append_plain(out, card->item->summary);
    }
    g_string_append_c(out, '\n');
}
