/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A questionnaire on the desk: its questions in order, and what stands ready.
 */
#include "base/limits.h"
#include "desk/desk.h"
#include "lang/lang.h"
#include "question/pages.h"
#include "question/question_list.html.h"
#include "registration/pages.h"

#include <string.h>

const char *
question_use(Request *req)
{
    static const char *const uses[] = {QUESTION_REGISTRATION, QUESTION_SURVEY};
    for (size_t i = 0; i < G_N_ELEMENTS(uses); i++)
        if (strcmp(req_text(req, "use"), uses[i]) == 0)
            return uses[i];
    return NULL;
}

const Item *
question_event(Request *req, const char **ret_use, Response **ret_refused)
{
    const char *use = question_use(req);
    if (use == NULL) {
        *ret_refused = respond_not_found(req);
        return NULL;
    }
    const Item *event = registration_led(req, ret_refused);
    if (event != NULL)
        *ret_use = use;
    return event;
}

const Question *
question_led(Request *req, const Item **ret_event, Response **ret_refused)
{
    const Question *question = question_find(req->cx, req_id(req, "question"));
    if (question == NULL) {
        *ret_refused = respond_not_found(req);
        return NULL;
    }
    const Item *event = registration_led_id(req, question->item_id, ret_refused);
    if (event == NULL)
        return NULL;
    *ret_event = event;
    return question;
}

const char *
question_list_path(Ctx *cx, int64_t item_id, const char *use)
{
    return arena_printf(cx->arena, "/desk/events/%" PRId64 "/questions/%s", item_id, use);
}

const char *
question_part_label(const char *use, const char *part)
{
    static const struct {
        const char *use, *part, *label;
    } labels[] = {
        {QUESTION_REGISTRATION, "came",   N_("Who comes")      },
        {QUESTION_REGISTRATION, "missed", N_("Who cannot come")},
        {QUESTION_SURVEY,       "came",   N_("Who came")       },
        {QUESTION_SURVEY,       "missed", N_("Who could not")  },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        if (strcmp(labels[i].use, use) == 0 && strcmp(labels[i].part, part) == 0)
            return labels[i].label;
    return "";
}

/* ---- what stands ready ---- */

static const Field need_fields[] = {
    {"needs", N_("Ask also"), .kind = FIELD_CHOICES, .optional = true},
};

static Form *
with_needs(Form *form)
{
    Choice *choices = arena_array_of(form->req->cx->arena, Choice, 8);
    size_t n = 0;
    for (const QuestionNeed *need = QUESTION_NEEDS; need->name != NULL; need++)
        choices[n++] = (Choice){need->name, need->text};
    form_choices(form, "needs", choices, n);
    return form;
}

/* ---- the list ---- */

static const char *
condition_of(Ctx *cx, QuestionSpan all, const Question *question)
{
    const Question *other = question_of(all, question->if_id);
    const char *answer = other != NULL ? question_choice_text(cx, other, question->if_number)
                                       : NULL;
    return answer != NULL ? arena_printf(cx->arena, "%s: %s", other->text, answer) : NULL;
}

static QuestionRowSpan
rows_of(Ctx *cx, int64_t item_id, const char *use, QuestionSpan all)
{
    QuestionRow *rows = arena_array_of(cx->arena, QuestionRow, all.n + 1);
    AnswerCountSpan counts = answer_counts(cx, item_id, use);
    AnswerCountSpan replies = answer_count_replies(cx, item_id, use);
    for (size_t i = 0; i < all.n; i++) {
        const Question *one = &all.at[i];
        rows[i] = (QuestionRow){.question = one,
                                .kind = question_kind(one->kind)->label,
                                .part = question_part_label(use, one->part),
                                .condition = condition_of(cx, all, one),
                                .n = result_of(cx, one, counts, replies).n,
                                .is_own = *one->need == '\0',
                                .may_up = i > 0,
                                .may_down = i + 1 < all.n};
    }
    return (QuestionRowSpan){rows, all.n};
}

Response *
get_desk_questions(Request *req)
{
    Ctx *cx = req->cx;
    const char *use = NULL;
    Response *refused = NULL;
    const Item *event = question_event(req, &use, &refused);
    if (event == NULL)
        return refused;
    QuestionSpan all = question_list(cx, event->id, use);
    Form *form = with_needs(form_new(req, need_fields, G_N_ELEMENTS(need_fields)));
    for (const QuestionNeed *need = QUESTION_NEEDS; need->name != NULL; need++)
        if (question_has_need(all, need))
            form_set(form, "needs", need->name);
    const QuestionList view = {.event = event,
                               .use = use,
                               .is_survey = strcmp(use, QUESTION_SURVEY) == 0,
                               .is_full = all.n >= LIMIT_QUESTIONS,
                               .rows = rows_of(cx, event->id, use, all),
                               .needs = form,
                               .need_days = LIMIT_NEED_DAYS};
    Page page = {.title = lang_text(cx->lang, N_("Questions")),
                 .here = HERE(DESK_CRUMB, {event->title, event->path})};
    return respond_desk(req, 200, &page, question_list, &view);
}

Response *
post_desk_needs(Request *req)
{
    Ctx *cx = req->cx;
    const char *use = NULL;
    Response *refused = NULL;
    const Item *event = question_event(req, &use, &refused);
    if (event == NULL)
        return refused;
    Form *form = with_needs(form_read(req, need_fields, G_N_ELEMENTS(need_fields)));
    if (!form_ok(form) || strcmp(use, QUESTION_REGISTRATION) != 0)
        return respond_error(req, 422, NULL);
    for (const QuestionNeed *need = QUESTION_NEEDS; need->name != NULL; need++)
        question_set_need(cx, event->id, need, form_has(form, "needs", need->name));
    return respond_done(req, question_list_path(cx, event->id, use),
                        lang_text(cx->lang, N_("Saved.")));
}

/* ---- the buttons of a question ---- */

static void
do_up(Ctx *cx, const Question *question)
{
    question_move(cx, question, -1);
}

static void
do_down(Ctx *cx, const Question *question)
{
    question_move(cx, question, 1);
}

static const struct {
    const char *name, *notice;
    void (*run)(Ctx *cx, const Question *question);
} acts[] = {
    {"up",      N_("Moved."),                                             do_up           },
    {"down",    N_("Moved."),                                             do_down         },
    {"remove",  N_("It is not asked any more. What was answered stays."), question_remove },
    {"restore", N_("It is asked again."),                                 question_restore},
};

Response *
post_desk_question_act(Request *req)
{
    Ctx *cx = req->cx;
    const Item *event = NULL;
    Response *refused = NULL;
    const Question *question = question_led(req, &event, &refused);
    if (question == NULL)
        return refused;
    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
        if (desk_is_pressed(req, acts[i].name)) {
            acts[i].run(cx, question);
            return respond_done(req, question_list_path(cx, event->id, question->use),
                                lang_text(cx->lang, acts[i].notice));
        }
    return respond_error(req, 422, lang_text(cx->lang, N_("The button is not one of ours.")));
}
