/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What who writes for a themed week hears by mail.
 */
#include "alliance/mail_reader.h"
#include "alliance/setting.h"
#include "alliance/week_writer.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "mail/address.h"

#include <string.h>

/* clang-format off */
static const struct {
    const char *what;
    const char *state; /* in which it has still something to say */
    const char *subject, *sentence, *action;
} SAYINGS[] = {
    {"asked", "asked", N_("Would you write for {campaign}?"),
     N_("Hello {name},\n\nwe would be glad if you wrote a post for “{campaign}”."),
     N_("Say yes or no")},
    {"accepted", "writes", N_("You write for {campaign}"),
     N_("Hello {name},\n\nthank you: your post for “{campaign}” is welcome. The link leads to the page where you begin it."),
     N_("Begin the post")},
    {"refused", "declined", N_("About your offer for {campaign}"),
     N_("Hello {name},\n\nthank you for offering a post for “{campaign}”. This time there is no room for it; the blog is open to you all year round."),
     N_("Look at it")},
    {"reminder", "writes", N_("Your post for {campaign}: the deadline comes near"),
     N_("Hello {name},\n\nyour post for “{campaign}” was not handed in yet."),
     N_("Go on writing")},
};
/* clang-format on */

static void
paragraph(GString *text, const Html *out, const char *words, const char *name, const char *value)
{
    if (value != NULL && *value != '\0')
        g_string_append_printf(
            text, "\n\n%s", lang_fill(out->arena, lang_text(out->lang, words), name, value, NULL));
}

static const char *
body_of(Ctx *cx, Html *out, const char *sentence, const WeekWriter *writer, bool is_question)
{
    const Week *week = week_find(cx, writer->week_id);
    const WeekDay *day = writer->day_id != 0 ? week_day_find(cx, writer->day_id) : NULL;
    GString *text = arena_string(out->arena, 512);
    g_string_append(text, sentence);
    if (day != NULL) {
        paragraph(text, out, N_("Day: {day}"), "day",
                  arena_printf(out->arena, "%s, %s",
                               format_date(out->arena, out->lang, day->held_on), day->topic));
        paragraph(text, out, N_("Its question: {question}"), "question", day->question);
    }
    if (*writer->words != '\0')
        g_string_append_printf(text, "\n\n%s", writer->words);
    if (week->call_until != NULL)
        paragraph(text, out, N_("Please hand it in by {day}."), "day",
                  format_date(out->arena, out->lang, week->call_until));
    if (is_question && settings(cx)->mail_in)
        g_string_append_printf(text, "\n\n%s",
                               lang_text(out->lang, N_("To decide it at once, answer this mail: "
                                                       "\"yes\" or \"no\".")));
    return text->str;
}

static const char *
fill(Html *out, const char *words, const Item *campaign, const OutboxMail *row)
{
    return lang_fill(out->arena, lang_text(out->lang, words), "campaign", campaign->title, "name",
                     row->name, NULL);
}

static bool
write_mail(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const char *what = mail_argument(cx, row, "what");
    const WeekWriter *writer = week_writer_find(cx, mail_argument_number(cx, row, "writer"));
    const Item *campaign = writer != NULL ? item_find_id(cx, writer->week_id) : NULL;
    size_t i = 0;
    while (i < G_N_ELEMENTS(SAYINGS) && strcmp(SAYINGS[i].what, what) != 0)
        i++;
    if (campaign == NULL || i == G_N_ELEMENTS(SAYINGS) || writer->person_id != cx->me.id ||
        strcmp(writer->state, SAYINGS[i].state) != 0)
        return false;
    bool is_question = strcmp(what, "asked") == 0, is_over = strcmp(what, "refused") == 0;
    *ret_draft = (MailDraft){
        .subject = fill(out, SAYINGS[i].subject, campaign, row),
        .body = is_over ? fill(out, SAYINGS[i].sentence, campaign, row)
                        : body_of(cx, out, fill(out, SAYINGS[i].sentence, campaign, row), writer,
                                  is_question),
        .action = lang_text(out->lang, SAYINGS[i].action),
        .url = is_over ? campaign->path : arena_printf(out->arena, "%s/write", campaign->path),
        .reason = lang_text(out->lang, is_question
                                           ? N_("You get this mail because an editor would like "
                                                "you to write.")
                                           : N_("You get this mail because you write for it, or "
                                                "offered to.")),
        .exchange = {.answers = is_question ? MAIL_WRITER : NULL,
                     .answers_number = writer->id,
                     .thread = arena_printf(out->arena, "week-writer-%" PRId64, writer->id)},
    };
    return true;
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return mail_write_as_reader(cx, out, row, ret_draft, write_mail);
}

const MailKind MAIL_WEEK_WRITER = {.name = "week.writer",
                                   .label = N_("What who writes for a themed week hears"),
                                   .priority = 5,
                                   .compose = compose,
                                   .waits = true};
