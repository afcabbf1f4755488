/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/answer_open.h"

#include "alliance/question.sql.h"
#include "alliance/setting.h"
#include "lang/lang.h"
#include "mail/address.h"
#include "web/app.h"

#include <string.h>

static const DbType OPEN = DB_TYPE(AnswerOpen, DB_FIELD(AnswerOpen, registration_id),
                                   DB_FIELD(AnswerOpen, n));

/* ---- what is open ---- */

QuestionSpan
answer_open(Ctx *cx, const Registration *registration)
{
    DbIds ids = db_ids(cx, &SQL_answer_open, DB_ARGS(registration->id));
    if (ids.n == 0)
        return (QuestionSpan){0};
    QuestionSpan asked = question_asked(cx, registration->item_id, QUESTION_REGISTRATION, NULL);
    Question *open = arena_array_of(cx->arena, Question, ids.n);
    size_t n = 0;
    for (size_t i = 0; i < ids.n; i++) {
        const Question *question = question_of(asked, ids.at[i]);
        if (question != NULL)
            open[n++] = *question;
    }
    return (QuestionSpan){open, n};
}

AnswerOpenSpan
answer_open_all(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(AnswerOpenSpan, db_all(cx, &SQL_answer_open_all, &OPEN, DB_ARGS(item_id)));
}

static int
by_registration(const void *a, const void *b)
{
    const AnswerOpen *one = a, *other = b;
    return (one->registration_id > other->registration_id) -
           (one->registration_id < other->registration_id);
}

int64_t
answer_open_of(AnswerOpenSpan all, int64_t registration_id)
{
    const AnswerOpen key = {.registration_id = registration_id};
    const AnswerOpen *found = all.n > 0
                                  ? bsearch(&key, all.at, all.n, sizeof *all.at, by_registration)
                                  : NULL;
    return found != NULL ? found->n : 0;
}

/* ---- the words ---- */

static void
append_choice(GString *out, int64_t number, const char *text)
{
    g_string_append_printf(out, "\n%" PRId64 " = %s", number, text);
}

static void
append_question(GString *out, Ctx *reader, const Question *question)
{
    g_string_append_printf(out, "\n\n%" PRId64 ") %s", question->id, question->text);
    for (int64_t yes = QUESTION_YES; strcmp(question->kind, "yes") == 0 && yes <= QUESTION_NO;
         yes++)
        append_choice(out, yes, question_choice_text(reader, question, yes));
    for (size_t i = 0; i < question->options.n; i++)
        if (question->options.at[i].is_offered)
            append_choice(out, question->options.at[i].number, question->options.at[i].text);
    if (strcmp(question->kind, "several") == 0)
        g_string_append_printf(out, "\n%s",
                               lang_text(reader->lang, N_("You can choose several: 1, 2")));
}

/* A line that answers @question, as an example. */
static const char *
example_of(Ctx *reader, const Question *question)
{
    int64_t number = strcmp(question->kind, "yes") == 0 ? QUESTION_YES : 0;
    for (size_t i = question->options.n; i > 0; i--)
        if (question->options.at[i - 1].is_offered)
            number = question->options.at[i - 1].number;
    return number != 0 ? arena_printf(reader->arena, "%" PRId64 ": %" PRId64, question->id, number)
                       : arena_printf(reader->arena, "%" PRId64 ": %s", question->id,
                                      lang_text(reader->lang, N_("your words")));
}

const char *
answer_open_words(const RegistrationStory *story, QuestionSpan open)
{
    Ctx reader = story->reader;
    if (open.n == 0)
        return "";
    GString *out = arena_string(reader.arena, 400);
    g_string_append_printf(
        out, "\n\n%s\n%s",
        lang_text(reader.lang, N_("Who organises it needs to know something of you. You answer "
                                  "here:")),
        page_address(&reader, registration_path(story)));
    for (size_t i = 0; i < open.n; i++)
        append_question(out, &reader, &open.at[i]);
    if (settings(&reader)->mail_in)
        g_string_append_printf(
            out, "\n\n%s\n%s",
            lang_text(reader.lang, N_("Or answer this mail with a line for each question: its "
                                      "number, a colon, and the number of your choice or your "
                                      "words. For instance:")),
            example_of(&reader, &open.at[0]));
    return out->str;
}

MailExchange
answer_open_exchange(const RegistrationStory *story, QuestionSpan open)
{
    return (MailExchange){.answers = open.n > 0 ? MAIL_ANSWERS : MAIL_REGISTRATION_ANSWER,
                          .answers_number = story->registration->id};
}

const char *
answer_open_action(const RegistrationStory *story, QuestionSpan open)
{
    return lang_text(story->reader.lang,
                     open.n > 0 ? N_("Answer, change or cancel") : N_("Look, change or cancel"));
}

/* ---- what was understood ---- */

void
answer_confirm_mail(Ctx *cx, const Registration *registration)
{
    mail_queue(cx, &MAIL_ANSWERED, registration->person_id, registration->email,
               registration->language,
               (const MailArgument[]){
                   {"registration", arena_printf(cx->arena, "%" PRId64, registration->id)},
                   {0}
    });
}

static void
append_answers(GString *out, Ctx *reader, const Registration *registration)
{
    QuestionSpan asked = question_asked(reader, registration->item_id, QUESTION_REGISTRATION, NULL);
    AnswerSpan answers = answer_of(reader, registration->id, QUESTION_REGISTRATION);
    for (size_t i = 0; i < asked.n; i++) {
        const char *words = answer_words(reader, &asked.at[i], answers);
        if (*words != '\0')
            g_string_append_printf(out, "\n\n%" PRId64 ") %s\n%s", asked.at[i].id, asked.at[i].text,
                                   words);
    }
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    RegistrationStory story;
    if (!registration_story(cx, out, row, &story) || story.when->cancelled ||
        !registration_is_alive(story.registration))
        return false;
    Ctx reader = story.reader;
    QuestionSpan open = answer_open(&reader, story.registration);
    const char *first = lang_text(out->lang,
                                  N_("this is what you answered to who organises \"{event}\":"));
    GString *body = arena_string(out->arena, 600);
    g_string_append_printf(body, "%s\n\n%s", registration_greeting(&story),
                           lang_fill(out->arena, first, "event", story.event->title, NULL));
    append_answers(body, &reader, story.registration);
    g_string_append(body, answer_open_words(&story, open));
    if (open.n == 0)
        g_string_append_printf(
            body, "\n\n%s",
            lang_text(out->lang, N_("If we understood something wrongly, answer this mail with the "
                                    "number of the question, a colon, and what is right.")));
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, N_("Your answers: {event}")), "event",
                             story.event->title, NULL),
        .body = body->str,
        .action = answer_open_action(&story, open),
        .url = registration_path(&story),
        .reason = lang_text(out->lang, N_("You get this because you answered by mail.")),
        .exchange = {.answers = MAIL_ANSWERS, .answers_number = story.registration->id},
    };
    return true;
}

const MailKind MAIL_ANSWERED = {.name = "registration.answered",
                                .label = N_("Answers by mail, confirmed"),
                                .priority = 4,
                                .compose = compose};
