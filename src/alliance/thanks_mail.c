/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What the mails after an event say.
 */
#include "alliance/item_row.h"
#include "alliance/registration_mail.h"
#include "alliance/survey.h"
#include "alliance/thanks.h"
#include "lang/lang.h"
#include "web/app.h"

#include "alliance/thanks.sql.h"

#include <string.h>

#define NOT_TOLD ((int64_t)0) /* as a round */

typedef struct Told {
    const char *thing, *kind, *slug, *link, *title; /* link: "" none */
    int64_t id;                                     /* of the session or summary */
} Told;

typedef struct ToldSpan {
    const Told *at;
    size_t n;
} ToldSpan;

typedef struct Words {
    const char *wording;
    bool again;
} Words;

static const DbType TOLD = DB_TYPE(Told, DB_FIELD(Told, thing), DB_FIELD(Told, kind),
                                   DB_FIELD(Told, slug), DB_FIELD(Told, link),
                                   DB_FIELD(Told, title), DB_FIELD(Told, id));

static const DbType WORDS = DB_TYPE(Words, DB_FIELD(Words, wording), DB_FIELD(Words, again));

/* ---- the links ---- */

static const char *
url_of_link(const Ctx *reader G_GNUC_UNUSED, const Event *event G_GNUC_UNUSED, const Told *told)
{
    return told->link;
}

static const char *
url_of_page(const Ctx *reader, const Event *event G_GNUC_UNUSED, const Told *told)
{
    return page_address(reader, item_path(reader->arena, told->kind, told->slug));
}

/* A summary stands on the event's page. */
static const char *
url_of_summary(const Ctx *reader, const Event *event, const Told *told G_GNUC_UNUSED)
{
    return page_address(reader, arena_printf(reader->arena, "%s#summary", event->path));
}

static const char *
url_of_questions(const Ctx *reader, const Event *event, const Told *told G_GNUC_UNUSED)
{
    return page_address(reader, arena_printf(reader->arena, "%s/questions", event->path));
}

/* What can be told; beside each the SELECT in thanks.sql that finds it. */
static const struct {
    const char *thing, *label;
    const char *(*url)(const Ctx *reader, const Event *event, const Told *told);
} THINGS[] = {
    {"summary",   N_("Summary: {title}"),               url_of_summary  },
    {"recording", N_("Recording: {title}"),             url_of_link     },
    {"slides",    N_("Slides: {title}"),                url_of_page     },
    {"questions", N_("Questions and answers: {title}"), url_of_questions},
};

/* Several files of a session stand on its page, and are one line. */
static bool
is_same_line(const Told *a, const Told *b)
{
    return a->id == b->id && strcmp(a->thing, b->thing) == 0;
}

static void
append_link(GString *out, const Ctx *reader, const Event *event, const Told *told)
{
    for (size_t i = 0; i < G_N_ELEMENTS(THINGS); i++)
        if (strcmp(THINGS[i].thing, told->thing) == 0)
            g_string_append_printf(out, "\n\n%s\n%s",
                                   lang_fill(reader->arena,
                                             lang_text(reader->lang, THINGS[i].label), "title",
                                             told->title, NULL),
                                   THINGS[i].url(reader, event, told));
}

static ToldSpan
list_told(Ctx *reader, int64_t item_id, int64_t registration_id, int64_t round)
{
    return DB_SPAN(ToldSpan, db_all(reader, &SQL_thanks_list, &TOLD,
                                    DB_ARGS(item_id, registration_id, round, reader->lang->code,
                                            reader->me.id, reader->me.roles)));
}

/* ---- the words ---- */

/* clang-format off */
static const struct {
    const char *wording; /* NULL: any */
    bool again;
    const char *label, *subject, *first;
} LETTERS[] = {
    {"came",    false, N_("Were there"),          N_("Thank you for coming: {event}"),
     N_("thank you for having been at \"{event}\". This came out of it:")},
    {"absent",  false, N_("Could not be there"),  N_("What you missed: {event}"),
     N_("we are sorry that you could not be at \"{event}\". This came out of it, for whenever you have the time:")},
    {"neutral", false, N_("Registered"),          N_("What came out of it: {event}"),
     N_("thank you for your interest in \"{event}\". This came out of it:")},
    {NULL,      true,  N_("Had a mail before"),   N_("There is more: {event}"),
     N_("since we wrote to you about \"{event}\" this was added:")},
};
/* clang-format on */

static size_t
letter_find(const char *wording, bool again)
{
    size_t i = 0;
    while (i < G_N_ELEMENTS(LETTERS) - 1 &&
           (LETTERS[i].again != again || strcmp(LETTERS[i].wording, wording) != 0))
        i++;
    return i;
}

static const char *
fill_event(const Ctx *reader, const char *text, const Event *event)
{
    return lang_fill(reader->arena, lang_text(reader->lang, text), "event", event->title, NULL);
}

/* @survey: paragraphs, or "". */
static ThanksLetter
write_letter(const Ctx *reader, const Event *event, size_t letter, const char *greeting,
             ToldSpan told, const char *survey)
{
    GString *body = arena_string(reader->arena, 1000);
    g_string_append_printf(body, "%s\n\n%s", greeting,
                           fill_event(reader, LETTERS[letter].first, event));
    for (size_t i = 0; i < told.n; i++)
        if (i == 0 || !is_same_line(&told.at[i - 1], &told.at[i]))
            append_link(body, reader, event, &told.at[i]);
    g_string_append(body, survey);
    return (ThanksLetter){.label = LETTERS[letter].label,
                          .subject = fill_event(reader, LETTERS[letter].subject, event),
                          .body = body->str};
}

/* What @group's sample reads of the survey. */
static const char *
preview_survey(Ctx *cx, const Event *event, const ThanksGroup *group)
{
    const Survey *survey = survey_find(cx, event->id);
    const Registration *sample = survey != NULL && survey_is_open(survey, cx->now)
                                     ? registration_find(cx, group->sample_id)
                                     : NULL;
    return sample != NULL ? survey_words(cx, sample, true) : "";
}

ThanksLetter
thanks_preview(Ctx *cx, const Event *event, const ThanksGroup *group)
{
    ThanksLetter letter = write_letter(cx, event, letter_find(group->wording, group->again),
                                       mail_greeting(cx->arena, cx->lang, ""),
                                       list_told(cx, event->id, group->sample_id, NOT_TOLD),
                                       preview_survey(cx, event, group));
    letter.n = group->n;
    return letter;
}

/* ---- the mail ---- */

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    RegistrationStory story;
    if (!registration_story(cx, out, row, &story))
        return false;
    const int64_t round = mail_argument_number(cx, row, "round");
    const Event *event = story.event;
    const Words *words = db_one(cx, &SQL_thanks_reader, &WORDS,
                                DB_ARGS(event->id, story.registration->id, round));
    ToldSpan told = list_told(&story.reader, event->id, story.registration->id, round);
    if (words == NULL || told.n == 0 || story.when->cancelled)
        return false;
    ThanksLetter letter = write_letter(&story.reader, event,
                                       letter_find(words->wording, words->again),
                                       registration_greeting(&story), told,
                                       survey_words(&story.reader, story.registration, false));
    *ret_draft = (MailDraft){
        .subject = letter.subject,
        .body = letter.body,
        .action = lang_text(out->lang, N_("Read more")),
        .url = event->path,
        .reason = lang_text(out->lang, N_("You get this because you registered for this event.")),
    };
    return true;
}

const MailKind MAIL_THANKS = {.name = "registration.thanks",
                              .label = N_("What came out of an event"),
                              .priority = 8,
                              .compose = compose,
                              .waits = true};
