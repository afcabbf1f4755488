/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/survey.h"

#include "alliance/audit.h"
#include "alliance/registration_mail.h"
#include "base/limits.h"
#include "base/moment.h"
#include "lang/lang.h"
#include "web/app.h"

#include "alliance/registration.sql.h"
#include "alliance/survey.sql.h"

#include <string.h>

static const DbType SURVEY = DB_TYPE(
    Survey, DB_FIELD(Survey, item_id), DB_FIELD(Survey, is_on), DB_FIELD(Survey, is_anonymous),
    DB_FIELD(Survey, is_published), DB_FIELD(Survey, days), DB_FIELD(Survey, opened_at),
    DB_FIELD(Survey, came_words), DB_FIELD(Survey, missed_words), DB_FIELD(Survey, is_cancelled),
    DB_FIELD(Survey, ends_at), DB_FIELD(Survey, n_questions), DB_FIELD(Survey, n_came),
    DB_FIELD(Survey, n_replies));

/* ---- how it stands ---- */

/* When it closes; 0: it does not open, as far as anybody knows. */
static int64_t
closing_of(const Survey *survey)
{
    if (survey->ends_at == 0 || (!survey->is_on && survey->opened_at == 0))
        return 0;
    return MAX(survey->ends_at, survey->opened_at) + survey->days * (int64_t)MOMENT_DAY;
}

const Survey *
survey_find(Ctx *cx, int64_t item_id)
{
    const Survey *found = db_one(cx, &SQL_survey_find, &SURVEY, DB_ARGS(item_id));
    if (found == NULL)
        return NULL;
    Survey *survey = arena_new_of(cx->arena, Survey);
    *survey = *found;
    survey->closes_at = closing_of(survey);
    return survey;
}

/* Has the event taken place? */
static bool
is_over(const Survey *survey, int64_t now)
{
    return !survey->is_cancelled && survey->ends_at != 0 && survey->ends_at <= now;
}

bool
survey_is_open(const Survey *survey, int64_t now)
{
    return is_over(survey, now) && survey->closes_at > now && survey->n_questions > 0;
}

bool
survey_is_closed(const Survey *survey, int64_t now)
{
    return is_over(survey, now) && survey->closes_at != 0 && survey->closes_at <= now;
}

/* Whoever has seen the results would see them again with one answer more. */
static bool
is_sealed(const Survey *survey, int64_t now)
{
    return survey->is_anonymous && survey->n_replies > 0 && survey_is_closed(survey, now);
}

bool
survey_may_open(const Survey *survey, int64_t now)
{
    return !is_sealed(survey, now) && is_over(survey, now) && survey->n_questions > 0 &&
           survey->opened_at == 0;
}

bool
survey_has_results(const Survey *survey, int64_t now)
{
    if (survey->is_anonymous)
        return survey_is_closed(survey, now) && survey->n_replies >= LIMIT_SURVEY_LEAST;
    return survey->n_replies > 0;
}

void
survey_save(Ctx *cx, int64_t item_id, const Survey *survey)
{
    const Survey *was = survey_find(cx, item_id);
    const Survey *when = was != NULL && is_sealed(was, cx->now) ? was : survey;
    db_run(cx, &SQL_survey_write,
           DB_ARGS(item_id, when->is_on, survey->is_anonymous, survey->is_published,
                   CLAMP(when->days, 1, LIMIT_SURVEY_DAYS), survey->came_words,
                   survey->missed_words));
    audit(cx, "survey.save", item_id, survey->is_anonymous ? "anonymous" : "with names");
}

/* ---- whom it asks ---- */

const char *
survey_part(const Survey *survey, const Registration *registration)
{
    bool had_seat = strcmp(registration->state, "in") == 0;
    if (registration->came_at != 0 || (had_seat && survey->n_came == 0))
        return "came";
    return had_seat || strcmp(registration->state, "recording") == 0 ? "missed" : NULL;
}

bool
survey_is_answered(Ctx *cx, int64_t registration_id)
{
    return db_count(cx, &SQL_survey_count_replies_of, DB_ARGS(registration_id)) > 0;
}

const char *
survey_path(Ctx *cx, const Registration *registration)
{
    const Survey *survey = survey_find(cx, registration->item_id);
    if (survey == NULL || !survey_is_open(survey, cx->now) ||
        survey_part(survey, registration) == NULL || survey_is_answered(cx, registration->id))
        return NULL;
    return arena_printf(cx->arena, "/surveys/%s", registration_survey_token(cx, registration));
}

bool
survey_answer(Ctx *cx, const Survey *survey, const Registration *registration, AnswerSpan answers)
{
    bool is_first = db_run(cx, &SQL_survey_note_reply, DB_ARGS(registration->id, survey->item_id)) >
                    0;
    if (survey->is_anonymous && !is_first)
        return false;
    if (survey->is_anonymous)
        answer_save_unsigned(cx, answers);
    else
        answer_save(cx, registration->id, QUESTION_SURVEY, answers);
    return true;
}

/* ---- by mail ---- */

static const char *
anonymous_words(const Lang *lang, const Survey *survey)
{
    return !survey->is_anonymous
               ? NULL
               : lang_text(lang, N_("The survey is anonymous: that you answered is kept, what you "
                                    "answered is kept without you."));
}

/* Who was there, who was not, and who may have been where nobody noted it. */
static const char *
asking_words(const Survey *survey, const Registration *registration)
{
    if (strcmp(survey_part(survey, registration), "missed") == 0)
        return N_("Who organised it has a few questions to those who could not come, too. You need "
                  "not sign in; the link is yours alone:");
    if (survey->n_came == 0)
        return N_("Who organised it has a few questions to you. You need not sign in; the link is "
                  "yours alone:");
    return N_("You were there: who organised it would like to know how it was for you, and has a "
              "few questions. You need not sign in; the link is yours alone:");
}

const char *
survey_words(Ctx *cx, const Registration *registration, bool is_preview)
{
    const char *path = survey_path(cx, registration);
    if (path == NULL)
        return "";
    const Survey *survey = survey_find(cx, registration->item_id);
    const char *link = is_preview ? "…" : page_address(cx, path);
    const char *anonymous = anonymous_words(cx->lang, survey);
    return arena_printf(cx->arena, "\n\n%s\n%s%s%s",
                        lang_text(cx->lang, asking_words(survey, registration)), link,
                        anonymous != NULL ? "\n" : "", anonymous != NULL ? anonymous : "");
}

int64_t
survey_open(Ctx *cx, const Survey *survey)
{
    if (!survey_may_open(survey, cx->now) ||
        db_run(cx, &SQL_survey_open, DB_ARGS(survey->item_id, cx->now)) == 0)
        return -1;
    int64_t n = db_run(
        cx, &SQL_survey_queue,
        DB_ARGS(survey->item_id, MAIL_SURVEY.priority, cx->now + SURVEY_PAUSE, cx->now));
    audit(cx, "survey.open", survey->item_id, arena_printf(cx->arena, "%" PRId64 " mails", n));
    return n;
}

/* Has the reader the survey in a mail of thanks, or soon? */
static bool
is_carried(Ctx *cx, const Survey *survey, const OutboxMail *row, const Registration *registration)
{
    int64_t since = survey->is_on ? survey->ends_at : survey->opened_at;
    return db_count(cx, &SQL_survey_is_carried,
                    DB_ARGS(registration->id, row->created_at - SURVEY_RECENT,
                            row->created_at + SURVEY_PAUSE, since, cx->now)) > 0;
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    RegistrationStory story;
    if (!registration_story(cx, out, row, &story))
        return false;
    Ctx reader = story.reader;
    const char *path = survey_path(&reader, story.registration);
    const Survey *survey = survey_find(&reader, story.event->id);
    if (path == NULL || survey == NULL || is_carried(&reader, survey, row, story.registration))
        return false;
    bool came = strcmp(survey_part(survey, story.registration), "came") == 0;
    const char *text = lang_text(
        out->lang, came ? N_("\"{event}\" is over. Who organised it has a few questions to you. "
                             "You need not sign in; the link is yours alone.")
                        : N_("you could not come to \"{event}\". Who organised it has a few "
                             "questions to you nevertheless. You need not sign in; the link is "
                             "yours alone."));
    const char *anonymous = anonymous_words(out->lang, survey);
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, N_("A few questions: {event}")),
                             "event", story.event->title, NULL),
        .body = arena_printf(out->arena, "%s\n\n%s%s%s", registration_greeting(&story),
                             lang_fill(out->arena, text, "event", story.event->title, NULL),
                             anonymous != NULL ? "\n\n" : "", anonymous != NULL ? anonymous : ""),
        .action = lang_text(out->lang, N_("Answer")),
        .url = path,
        .reason = lang_text(out->lang, N_("You get this because you registered for this event.")),
    };
    return true;
}

const MailKind MAIL_SURVEY = {.name = "event.survey",
                              .label = N_("A survey after an event"),
                              .priority = 6,
                              .waits = true,
                              .compose = compose};
