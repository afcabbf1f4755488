/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/answer_doubt.h"

#include "alliance/answer_open.h"
#include "alliance/registration.sql.h"
#include "alliance/setting.h"
#include "lang/lang.h"
#include "mail/address.h"
#include "web/app.h"

#include <string.h>

void
answer_doubt_tell(Ctx *cx, int64_t registration_id, const char *from)
{
    const Registration *registration = registration_find(cx, registration_id);
    int64_t before = cx->now - ANSWER_DOUBT_SILENCE;
    if (registration == NULL ||
        db_run(cx, &SQL_registration_claim_doubt, DB_ARGS(registration_id, cx->now, before)) == 0)
        return;
    bool other = strcmp(registration->email, from) != 0;
    mail_queue(cx, &MAIL_ANSWERS_DROPPED, registration->person_id, registration->email,
               registration->language,
               (const MailArgument[]){
                   {"registration", arena_printf(cx->arena, "%" PRId64, registration_id)},
                   {"other", other ? "yes" : ""},
                   {0}
    });
}

/* ---- the mail ---- */

/* Answers can be changed until then. */
static bool
is_over(Ctx *cx, int64_t item_id)
{
    const RegistrationTerms *terms = registration_terms(cx, item_id);
    return terms == NULL || terms->ends_at <= cx->now;
}

static const char *
first_words(const RegistrationStory *story, bool other)
{
    Ctx reader = story->reader;
    const char *text = lang_text(
        reader.lang,
        other ? N_("a mail came that answers what is asked of you for \"{event}\", and nothing was "
                   "done with it: it did not come from this address, with which you are "
                   "registered.")
              : N_("a mail came that answers what is asked of you for \"{event}\", and nothing was "
                   "done with it: our mail server could not make sure that it came from you."));
    return lang_fill(reader.arena, text, "event", story->event->title, NULL);
}

static void
append_questions(GString *out, Ctx *reader, QuestionSpan open)
{
    if (open.n > 0)
        g_string_append_printf(out, "\n\n%s", lang_text(reader->lang, N_("This is still asked:")));
    for (size_t i = 0; i < open.n; i++)
        g_string_append_printf(out, "\n%s", open.at[i].text);
}

static const char *
body_of(const RegistrationStory *story, bool other)
{
    Ctx reader = story->reader;
    GString *out = arena_string(reader.arena, 800);
    g_string_append_printf(
        out, "%s\n\n%s\n\n%s", registration_greeting(story), first_words(story, other),
        lang_text(reader.lang,
                  N_("Such mails are kept nowhere. You can answer without mail, on your "
                     "own page: its link stands below.")));
    if (other && settings(&reader)->mail_in)
        g_string_append_printf(
            out, "\n\n%s",
            lang_text(reader.lang, N_("Or write it once more from this address, as an answer to "
                                      "this mail.")));
    append_questions(out, &reader, answer_open(&reader, story->registration));
    g_string_append_printf(
        out, "\n\n%s",
        lang_text(reader.lang, N_("If you did not write it, you need not do anything. We tell you "
                                  "of such mails once a day at most.")));
    return out->str;
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    RegistrationStory story;
    if (!registration_story(cx, out, row, &story) || story.when->cancelled ||
        is_over(cx, story.registration->item_id))
        return false;
    bool other = *mail_argument(cx, row, "other") != '\0';
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, N_("Answers not taken: {event}")),
                             "event", story.event->title, NULL),
        .body = body_of(&story, other),
        .action = lang_text(out->lang, N_("Answer, change or cancel")),
        .url = registration_path(&story),
        .reason = lang_text(out->lang, N_("You get this because a mail came to the address that we "
                                          "made for your answers.")),
        .exchange = {.answers = MAIL_ANSWERS, .answers_number = story.registration->id},
    };
    return true;
}

const MailKind MAIL_ANSWERS_DROPPED = {.name = "registration.doubt",
                                       .label = N_("Answers by mail that were not taken"),
                                       .priority = 4,
                                       .compose = compose};
