/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * question_form - a questionnaire as fields of a form.
 *
 * A question that depends on another one, or is asked of a part only, is always
 * in the form with a hint that says when to answer; whether it must be, and
 * whether its answer is kept, is decided when the form is read.
 */
#pragma once
#include "alliance/answer.h"
#include "web/form.h"

/** Whose questions are in a form, and of whom they are asked. */
typedef struct QuestionFormHints {
    const char *came,
        *missed; /* N_(), beside questions of a part; NULL: all in the form are asked */
} QuestionFormHints;

/** Write a field for each of @asked to @fields, which has room for them; texts are in the arena.
 *  Returns how many. */
size_t question_form_fields(Ctx *cx, QuestionSpan asked, const QuestionFormHints *hints,
                            Field *fields);

/** Mark what must be answered once its condition holds; before the form is shown. */
void question_form_mark(Form *form, QuestionSpan asked);

/** Put in what was said before. */
void question_form_show(Form *form, QuestionSpan asked, AnswerSpan answers);

/** Of a form that was read: say what is missing of who has this @part ("came", "missed"). */
void question_form_check(Form *form, QuestionSpan asked, const char *part);

/** What was said to questions that are asked of who has this @part; the form is ok. */
AnswerSpan question_form_answers(const Form *form, QuestionSpan asked, const char *part);
