/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The page behind the link to a survey: its owner answers without signing in.
 */
#include "alliance/question_form.h"
#include "alliance/registration_mail.h"
#include "lang/lang.h"
#include "question/pages.h"
#include "question/survey_show.html.h"

#include <string.h>

/** Who answers what. */
typedef struct Reply {
    RegistrationStory story;
    const Survey *survey;
    const char *part;
    bool answered;
    QuestionSpan asked;
} Reply;

static Response *
respond_closed(Request *req)
{
    return respond_error(
        req, 410,
        lang_text(req->cx->lang, N_("This survey is closed, or the link is not complete.")));
}

/* False: there is nothing to be answered behind this link now. */
static bool
find_reply(Request *req, Reply *ret)
{
    Ctx *cx = req->cx;
    const Registration *found = registration_find_survey(cx, req_text(req, "token"));
    Reply reply = {0};
    bool is_known = found != NULL && *found->email != '\0' &&
                    registration_story_of(cx, found, cx->lang, &reply.story);
    reply.survey = is_known ? survey_find(cx, found->item_id) : NULL;
    if (reply.survey == NULL || !survey_is_open(reply.survey, cx->now))
        return false;
    reply.part = survey_part(reply.survey, found);
    if (reply.part == NULL)
        return false;
    reply.answered = survey_is_answered(cx, found->id);
    reply.asked = question_asked(cx, found->item_id, QUESTION_SURVEY, reply.part);
    *ret = reply;
    return true;
}

static Form *
make_form(Request *req, const Reply *reply,
          Form *(*form_make)(Request *req, const Field *fields, size_t n))
{
    static const QuestionFormHints no_parts = {NULL, NULL};
    Field *fields = arena_array_of(req->cx->arena, Field, reply->asked.n + 1);
    Form *form = form_make(req, fields,
                           question_form_fields(req->cx, reply->asked, &no_parts, fields));
    question_form_mark(form, reply->asked);
    return form;
}

/* Nobody knows any more which answers are whose. */
static bool
is_final(const Reply *reply)
{
    return reply->answered && reply->survey->is_anonymous;
}

static Response *
respond_survey(Request *req, const Reply *reply, const Form *form)
{
    Ctx *cx = req->cx;
    bool came = strcmp(reply->part, "came") == 0;
    const Event *event = reply->story.event;
    const SurveyShow view = {.event = event,
                             .survey = reply->survey,
                             .words = came ? reply->survey->came_words
                                           : reply->survey->missed_words,
                             .token = req_text(req, "token"),
                             .came = came,
                             .answered = reply->answered,
                             .form = is_final(reply) ? NULL : form};
    Page page = {.title = lang_text(cx->lang, N_("Survey")),
                 .section = "take-part",
                 .here = HERE({event->title, event->path}),
                 .hidden = true};
    return respond_page(req, form_ok(form) ? 200 : 422, &page, survey_show, &view);
}

Response *
get_survey(Request *req)
{
    Reply reply;
    if (!find_reply(req, &reply))
        return respond_closed(req);
    Form *form = make_form(req, &reply, form_new);
    if (reply.answered && !reply.survey->is_anonymous)
        question_form_show(form, reply.asked,
                           answer_of(req->cx, reply.story.registration->id, QUESTION_SURVEY));
    return respond_survey(req, &reply, form);
}

Response *
post_survey(Request *req)
{
    Ctx *cx = req->cx;
    Reply reply;
    if (!find_reply(req, &reply))
        return respond_closed(req);
    Form *form = make_form(req, &reply, form_read);
    question_form_check(form, reply.asked, reply.part);
    if (!form_ok(form) && !is_final(&reply))
        return respond_survey(req, &reply, form);
    AnswerSpan answers = {0};
    if (form_ok(form))
        answers = question_form_answers(form, reply.asked, reply.part);
    const char *notice = survey_answer(cx, reply.survey, reply.story.registration, answers)
                             ? N_("Thank you. Your answers are kept.")
                             : N_("You have answered already. Nothing was changed.");
    return respond_done(req, arena_printf(cx->arena, "/surveys/%s", req_text(req, "token")),
                        lang_text(cx->lang, notice));
}
