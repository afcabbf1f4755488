/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a member hears whose mail became a contribution: what was understood, and what is missing.
 */
#include "alliance/contribution.h"
#include "alliance/file.h"
#include "alliance/mail_reader.h"
#include "base/text.h"
#include "lang/format.h"
#include "mail/address.h"

#include "alliance/contribution.sql.h"

#include <string.h>

#define WORDS 600 /* characters of the description that are said again */

static void
add_line(Arena *arena, GString *text, const Lang *lang, const char *label, const char *value)
{
    const char *said = *value != '\0' ? value : lang_text(lang, N_("nothing yet"));
    g_string_append_printf(text, "%s\n",
                           lang_fill(arena, lang_text(lang, N_("{label}: {value}")), "label",
                                     lang_text(lang, label), "value", said, NULL));
}

static const char *
files_of(Ctx *cx, int64_t item_id)
{
    FileSpan files = file_list(cx, db_count(cx, &SQL_contribution_edition, DB_ARGS(item_id)));
    GString *names = arena_string(cx->arena, 100);
    for (size_t i = 0; i < files.n; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", files.at[i].name);
    return names->str;
}

static const char *
body_of(Ctx *cx, Html *out, const Item *item, bool has_left)
{
    const char *files = files_of(cx, item->id), *link = text_or_empty(item->link);
    bool is_draft = strcmp(item->status, "draft") == 0;
    GString *text = arena_string(out->arena, 1024);
    g_string_append_printf(
        text, "%s\n\n",
        lang_text(out->lang, N_("Thank you: your mail became a contribution to the library. This "
                                "is what we understood:")));
    add_line(out->arena, text, out->lang, N_("Title"), item->title);
    add_line(out->arena, text, out->lang, N_("File"), files);
    if (*link != '\0')
        add_line(out->arena, text, out->lang, N_("Where it is"), link);
    add_line(out->arena, text, out->lang, N_("Language"),
             format_language(out->arena, out->lang, item->original_language));
    add_line(out->arena, text, out->lang, N_("Description"),
             text_shorten(out->arena, text_or_empty(item->body), WORDS));
    if (has_left)
        g_string_append_printf(
            text, "\n%s\n",
            lang_text(out->lang, N_("Not every file could be taken: it was empty, too large, or "
                                    "of a kind that is not known here.")));
    g_string_append_printf(
        text, "\n%s",
        lang_text(out->lang,
                  is_draft
                      ? N_("There was no file that we could take and no address, so the editors "
                           "do not have it yet. Open it and add one, or send the mail again with "
                           "the file.")
                      : N_("The editors were asked to look at it. You help them by saying who "
                           "wrote it, when it came out, and what readers may do with it: open it "
                           "and complete it. There you also say whether your name stands on its "
                           "page. Or answer this mail, and the editors read it.")));
    return text->str;
}

static bool
write_mail(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t id = mail_argument_number(cx, row, "item");
    const Item *item = item_find_in(cx, id, "");
    if (item == NULL || !contribution_is_mine(cx, id))
        return false;
    bool has_left = *mail_argument(cx, row, "left") != '\0';
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, N_("Contributed: {title}")), "title",
                             item->title, NULL),
        .body = body_of(cx, out, item, has_left),
        .action = lang_text(out->lang, N_("Complete it")),
        .url = arena_printf(out->arena, "/contributions/%" PRId64, id),
        .reason = lang_text(out->lang, N_("You get this because you sent it to the library.")),
        .exchange = {.answers = MAIL_REVIEW,
                     .answers_number = id,
                     .thread = arena_printf(out->arena, "work-%" PRId64, id)},
    };
    return true;
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return mail_write_as_reader(cx, out, row, ret_draft, write_mail);
}

const MailKind MAIL_CONTRIBUTION = {.name = "contribution",
                                    .label = N_("What became of a mail to the library"),
                                    .priority = 5,
                                    .compose = compose};
