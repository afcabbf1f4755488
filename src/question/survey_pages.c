/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * How a survey after an event is set up, and opened by its organiser.
 */
#include "base/limits.h"
#include "desk/desk.h"
#include "lang/lang.h"
#include "question/pages.h"
#include "question/survey_desk.html.h"
#include "registration/pages.h"

/* clang-format off */
static const Field fields[] = {
    {"is_on", N_("It opens by itself when the event has ended"),
     N_("Without a mail of its own: the link stands on the event's page, and in the mail of thanks if you send one."),
     .kind = FIELD_FLAG, .optional = true},
    {"days", N_("Open for so many days"), .kind = FIELD_INT, .least = 1, .most = LIMIT_SURVEY_DAYS},
    {"is_anonymous", N_("Anonymous"),
     N_("Answers are kept without whose they are, and nobody can change the own ones. You see results once it is closed and three have answered. It stays as it is once somebody has answered."),
     .kind = FIELD_FLAG, .optional = true},
    {"came_words", N_("To who came"), N_("Stands above the questions."), .kind = FIELD_TEXT, .optional = true,
     .rows = 3, .most = LIMIT_SUMMARY},
    {"missed_words", N_("To who could not come"), N_("Stands above the questions."), .kind = FIELD_TEXT,
     .optional = true, .rows = 3, .most = LIMIT_SUMMARY},
    {"is_published", N_("Show the numbers on the event's page once it is closed"),
     N_("Never what somebody wrote."), .kind = FIELD_FLAG, .optional = true},
};
/* clang-format on */

static const char *
path_of(Ctx *cx, const Item *event)
{
    return arena_printf(cx->arena, "/desk/events/%" PRId64 "/survey", event->id);
}

/* What who has answered was told of it stays. */
static void
fix_told(Form *form, const Survey *survey)
{
    if (survey == NULL || survey->n_replies == 0)
        return;
    form_fix(
        form, "is_anonymous",
        lang_text(form->req->cx->lang, N_("Somebody has answered, and was told whether it is.")));
    form_set_int(form, "is_anonymous", survey->is_anonymous);
    form_fail_late(form);
}

static void
show(Form *form, const Survey *survey)
{
    form_set_int(form, "is_on", survey->is_on);
    form_set_int(form, "days", survey->days);
    form_set_int(form, "is_anonymous", survey->is_anonymous);
    form_set_int(form, "is_published", survey->is_published);
    form_set(form, "came_words", survey->came_words);
    form_set(form, "missed_words", survey->missed_words);
}

static Response *
respond_survey(Request *req, const Item *event, const Survey *survey, const Form *form)
{
    Ctx *cx = req->cx;
    SurveyDesk view = {.event = event,
                       .survey = survey,
                       .form = form,
                       .least = LIMIT_SURVEY_LEAST,
                       .pause_hours = SURVEY_PAUSE / 3600};
    if (survey != NULL) {
        view.is_open = survey_is_open(survey, cx->now);
        view.is_closed = survey_is_closed(survey, cx->now);
        view.has_results = survey_has_results(survey, cx->now);
        view.may_open = survey_may_open(survey, cx->now);
    }
    Page page = {.title = lang_text(cx->lang, N_("Survey")),
                 .here = HERE(DESK_CRUMB, {event->title, event->path})};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, survey_desk, &view);
}

Response *
get_desk_survey(Request *req)
{
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    const Survey usual = {.is_on = true, .days = SURVEY_DAYS, .came_words = "", .missed_words = ""};
    const Survey *survey = survey_find(req->cx, event->id);
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    show(form, survey != NULL ? survey : &usual);
    fix_told(form, survey);
    return respond_survey(req, event, survey, form);
}

Response *
post_desk_survey(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    const Survey *survey = survey_find(cx, event->id);
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    fix_told(form, survey);
    if (!form_ok(form))
        return respond_survey(req, event, survey, form);
    survey_save(cx, event->id,
                &(Survey){.is_on = form_flag(form, "is_on"),
                          .days = form_int(form, "days"),
                          .is_anonymous = form_flag(form, "is_anonymous"),
                          .is_published = form_flag(form, "is_published"),
                          .came_words = form_text(form, "came_words"),
                          .missed_words = form_text(form, "missed_words")});
    return respond_done(req, path_of(cx, event), lang_text(cx->lang, N_("Saved.")));
}

Response *
post_desk_survey_open(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    const Survey *survey = survey_find(cx, event->id);
    int64_t n = survey != NULL ? survey_open(cx, survey) : -1;
    if (n < 0)
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("It can be opened once the event has ended and "
                                                    "there are questions, and once.")));
    const char *text = lang_plural(cx->lang, "{n} mail is on its way.",
                                   "{n} mails are on their way.", n);
    return respond_done(
        req, path_of(cx, event),
        lang_fill(cx->arena, text, "n", arena_printf(cx->arena, "%" PRId64, n), NULL));
}
