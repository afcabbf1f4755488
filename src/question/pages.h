/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "alliance/event.h"
#include "alliance/item.h"
#include "alliance/registration.h"
#include "alliance/survey.h"
#include "question/result.h"
#include "site/views.h"
#include "web/form.h"

/* list_pages.c: a questionnaire */
Response *get_desk_questions(Request *req);
Response *post_desk_needs(Request *req);
Response *post_desk_question_act(Request *req);

/* edit_pages.c: one question */
Response *get_desk_question_new(Request *req);
Response *post_desk_question_new(Request *req);
Response *get_desk_question(Request *req);
Response *post_desk_question(Request *req);

/* answer_pages.c: what was said */
Response *get_desk_answers(Request *req);
Response *get_desk_answers_csv(Request *req);

/* survey_pages.c: how a survey is set up, and opened */
Response *get_desk_survey(Request *req);
Response *post_desk_survey(Request *req);
Response *post_desk_survey_open(Request *req);

/* reply_pages.c: the page behind its link */
Response *get_survey(Request *req);
Response *post_survey(Request *req);

/** The use in the path of a page of the desk, or NULL. */
const char *question_use(Request *req);

/** The event in the path, if the acting person leads it and the path's use is one; else NULL, and
 *  the answer is in *@ret_refused. */
const Item *question_event(Request *req, const char **ret_use, Response **ret_refused);

/** The question in the path, of an event that the acting person leads, which is *@ret_event; else
 *  NULL, and the answer is in *@ret_refused. */
const Question *question_led(Request *req, const Item **ret_event, Response **ret_refused);

/** The path of the questionnaire's page. */
const char *question_list_path(Ctx *cx, int64_t item_id, const char *use);

/** What one of whom a question is asked is called, N_(); "" everybody. */
const char *question_part_label(const char *use, const char *part);

/** Results, for a template that others include. */
typedef struct Results {
    ResultSpan results;
} Results;

/** A question on the desk. */
typedef struct QuestionRow {
    const Question *question;
    const char *kind, *part; /* N_(); part "": everybody */
    const char *condition;   /* the question and the answer on which it depends, or NULL */
    int64_t n;               /* have answered */
    bool is_own, may_up, may_down;
} QuestionRow;

typedef struct QuestionRowSpan {
    const QuestionRow *at;
    size_t n;
} QuestionRowSpan;

typedef struct QuestionList {
    const Item *event;
    const char *use;
    bool is_survey, is_full; /* full: LIMIT_QUESTIONS */
    QuestionRowSpan rows;
    const Form *needs; /* what stands ready, and is asked or not */
    int64_t need_days;
} QuestionList;

typedef struct QuestionEdit {
    const Item *event;
    const char *use, *heading; /* heading: N_() */
    const Form *form;
    int64_t n; /* have answered: then less can be changed */
    bool is_survey;
} QuestionEdit;

/** A question and what one said to it. */
typedef struct AnswerCell {
    const char *question, *words; /* in lines */
} AnswerCell;

typedef struct AnswerCellSpan {
    const AnswerCell *at;
    size_t n;
} AnswerCellSpan;

/** What one person said. */
typedef struct AnswerRow {
    const Registration *registration;
    const char *state; /* N_() */
    AnswerCellSpan cells;
} AnswerRow;

typedef struct AnswerRowSpan {
    const AnswerRow *at;
    size_t n;
} AnswerRowSpan;

typedef struct AnswerList {
    const Item *event;
    const char *use;
    bool is_survey;
    const Results *results; /* NULL: they are not shown yet */
    AnswerRowSpan rows;     /* of an anonymous survey none */
    LinkSpan pages;
} AnswerList;

typedef struct SurveyDesk {
    const Item *event;
    const Survey *survey; /* NULL: there is none yet */
    const Form *form;
    bool is_open, is_closed, has_results, may_open; /* may_open: by the button, with mails */
    int64_t least;                                  /* LIMIT_SURVEY_LEAST */
    int64_t pause_hours;                            /* before the mails leave */
} SurveyDesk;

/** The survey, to who was asked. */
typedef struct SurveyShow {
    const Event *event;
    const Survey *survey;
    const char *words; /* of the organiser, to this part; "" */
    const char *token;
    bool came, answered; /* answered: before */
    const Form *form;    /* NULL: it was answered and cannot be changed */
} SurveyShow;
