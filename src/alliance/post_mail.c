/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What author and editors of a post hear of it by mail.
 */
#include "alliance/mail_reader.h"
#include "alliance/post.h"
#include "alliance/setting.h"
#include "lang/format.h"
#include "mail/address.h"

#include <string.h>

/* What a note says, by its act. */
/* clang-format off */
static const struct {
    const char *act, *subject, *sentence;
} SAYINGS[] = {
    {"words",     N_("About the post: {title}"), N_("{name} writes about the post “{title}”:")},
    {"return",    N_("Back to you: {title}"),    N_("{name} has read the post “{title}” and gives it back, so that its author goes on writing:")},
    {"take-back", N_("Taken back: {title}"),     N_("{name} took the post “{title}” back and goes on writing.")},
    {"schedule",  N_("Accepted: {title}"),       N_("The post “{title}” was accepted. It will be published: {moment}.")},
    {"publish",   N_("Published: {title}"),      N_("The post “{title}” is published.")},
    {"unpublish", N_("Off the site: {title}"),   N_("{name} took the post “{title}” off the site. It is a draft again.")},
};
/* clang-format on */

static const char *
fill(Html *out, const char *words, const Item *item, const PostNote *note)
{
    const char *name = *note->name != '\0' ? note->name
                                           : lang_text(out->lang, N_("A former member"));
    const char *moment = note->publish_at != 0
                             ? format_moment(out->arena, out->lang, note->publish_at, out->zone)
                             : "";
    return lang_fill(out->arena, lang_text(out->lang, words), "title", item->title, "name", name,
                     "moment", moment, NULL);
}

static const char *
body_of(Ctx *cx, Html *out, const char *sentence, const PostNote *note)
{
    GString *text = arena_string(out->arena, 512);
    g_string_append(text, sentence);
    if (*note->words != '\0')
        g_string_append_printf(text, "\n\n%s", note->words);
    if (settings(cx)->mail_in)
        g_string_append_printf(
            text, "\n\n%s",
            lang_text(out->lang, N_("Answer this mail, and your words go to who else talks about "
                                    "the post. Its readers never see them.")));
    return text->str;
}

static bool
write_mail(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t id = g_ascii_strtoll(mail_argument(cx, row, "note"), NULL, 10);
    const PostNote *note = post_note_find(cx, id);
    const Item *item = note != NULL ? item_find_in(cx, note->item_id, out->lang->code) : NULL;
    size_t i = 0;
    while (note != NULL && i < G_N_ELEMENTS(SAYINGS) && strcmp(SAYINGS[i].act, note->act) != 0)
        i++;
    if (item == NULL || i == G_N_ELEMENTS(SAYINGS) || !post_may_talk(cx, item))
        return false;
    bool is_out = strcmp(note->act, "publish") == 0;
    *ret_draft = (MailDraft){
        .subject = fill(out, SAYINGS[i].subject, item, note),
        .body = body_of(cx, out, fill(out, SAYINGS[i].sentence, item, note), note),
        .action = lang_text(out->lang, is_out ? N_("Look at it") : N_("Open the post")),
        .url = is_out ? item->path
                      : arena_printf(out->arena, "/posts/%" PRId64 "/review", item->id),
        .reason = lang_text(out->lang, item->author_id == cx->me.id
                                           ? N_("You get this because you wrote the post.")
                                           : N_("You get this because you are an editor of the "
                                                "blog.")),
        .exchange = {.answers = MAIL_REVIEW,
                     .answers_number = item->id,
                     .thread = arena_printf(out->arena, "post-%" PRId64, item->id)},
    };
    return true;
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return mail_write_as_reader(cx, out, row, ret_draft, write_mail);
}

const MailKind MAIL_POST = {.name = "post",
                            .label = N_("What author and editors of a post say"),
                            .priority = 5,
                            .compose = compose,
                            .waits = true};
