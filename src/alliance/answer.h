/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * answer - what was said to the questions of an event.
 *
 * Answers belong to a registration, to a form that nobody has confirmed yet, or
 * to nobody (an anonymous survey).  Only who leads the event sees them, and
 * their owner.
 *
 * Read with: question.h, question_form.h.
 */
#pragma once
#include "alliance/question.h"

#define ANSWERS_OUT 200000 /* in a file */

typedef struct Answer {
    int64_t question_id;
    int64_t registration_id; /* 0: nobody's */
    int64_t number;          /* as in the table */
    const char *text;
} Answer;

typedef struct AnswerSpan {
    const Answer *at;
    size_t n;
} AnswerSpan;

/** A registration's, in the order of the questions. */
AnswerSpan answer_of(Ctx *cx, int64_t registration_id, const char *use);

/** Everybody's, by registration and in the order of the questions; at most ANSWERS_OUT. */
AnswerSpan answer_list(Ctx *cx, int64_t item_id, const char *use);

/** The part of @all, which is answer_list(), that is one registration's. */
AnswerSpan answer_part(AnswerSpan all, int64_t registration_id);

/** What one said to a question, in cx's language and one line for each choice; "" if nothing. */
const char *answer_words(Ctx *cx, const Question *question, AnswerSpan answers);

/** Replace what the registration's owner said; what is not asked any more stays as it was. */
void answer_save(Ctx *cx, int64_t registration_id, const char *use, AnswerSpan answers);

/** Replace what was said to these questions of registering alone, as an answer by mail does.  What
 *  depended on an answer that is another one now goes. */
void answer_amend(Ctx *cx, int64_t registration_id, AnswerSpan answers);

/** Keep them with a form until its link is used. */
void answer_save_request(Ctx *cx, int64_t request_id, AnswerSpan answers);

/** The link was used: they are the registration's now. */
void answer_confirm(Ctx *cx, int64_t request_id, int64_t registration_id);

/** Keep them so that nobody knows whose they are. */
void answer_save_unsigned(Ctx *cx, AnswerSpan answers);

/** How many chose what; .number 0: wrote something. */
typedef struct AnswerCount {
    int64_t question_id, number, n;
} AnswerCount;

typedef struct AnswerCountSpan {
    const AnswerCount *at;
    size_t n;
} AnswerCountSpan;

/** In no order; of registrations that were cancelled or refused nothing. */
AnswerCountSpan answer_counts(Ctx *cx, int64_t item_id, const char *use);

/** How many have answered each question; .number is 0.  Of anonymous answers nothing. */
AnswerCountSpan answer_count_replies(Ctx *cx, int64_t item_id, const char *use);

/** The one of this question and number; 0 if there is none. */
int64_t answer_count_of(AnswerCountSpan counts, int64_t question_id, int64_t number);

/** Delete what somebody needed LIMIT_NEED_DAYS after the event, and what people without a record
 * said before @forgotten; returns how many.  Called by registration_clean(). */
int64_t answer_clean(Ctx *cx, int64_t forgotten);
