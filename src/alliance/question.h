/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * question - what the organiser of an event asks: a questionnaire, for two uses.
 *
 * An answer names an option by a number that is never given to another text,
 * so whoever changes a question loses and twists no answer: question_save()
 * keeps options that were chosen, question_remove() retires what was answered.
 * The caller has made sure that the acting person leads the event.
 *
 * Read with: answer.h (what was said), question_form.h (the fields of a form),
 * survey.h, docs/decisions/0052-questions.md.
 */
#pragma once
#include "db/ctx.h"

#define QUESTION_REGISTRATION "registration" /* asked of who registers */
#define QUESTION_SURVEY "survey"             /* asked afterwards */

/* Answer.number of a question of the kind "yes". */
#define QUESTION_YES 1
#define QUESTION_NO 2

typedef struct QuestionKind {
    const char *name;  /* in the database */
    const char *label; /* N_() */
    bool has_options;  /* of the organiser's own */
    bool is_counted;   /* answers are numbers: others can depend on them */
} QuestionKind;

extern const QuestionKind QUESTION_KINDS[]; /* ends with {0} */

/** What is needed of so many people that it stands ready. */
typedef struct QuestionNeed {
    const char *name, *kind; /* in the database */
    const char *label;       /* N_(), for the organiser */
    const char *text;        /* N_(), the question */
} QuestionNeed;

extern const QuestionNeed QUESTION_NEEDS[]; /* ends with {0} */

typedef struct QuestionOption {
    int64_t question_id, number;
    const char *text; /* in the reader's language, if it was translated */
    const char *own;  /* as it was written */
    bool is_offered;
} QuestionOption;

typedef struct QuestionOptionSpan {
    const QuestionOption *at;
    size_t n;
} QuestionOptionSpan;

typedef struct Question {
    int64_t id, item_id;
    const char *use, *part, *kind, *need; /* as in the table */
    const char *text;                     /* in the reader's language, if it was translated */
    const char *own;                      /* as it was written */
    int64_t position, if_id, if_number;   /* if_id 0: asked in any case */
    bool required, is_retired;
    QuestionOptionSpan options; /* in order; of a kind without, none */
} Question;

typedef struct QuestionSpan {
    const Question *at;
    size_t n;
} QuestionSpan;

/** NULL for a name that is none. */
const QuestionKind *question_kind(const char *name);

/** All of an event for @use, in order, in cx's language; also those that are retired. */
QuestionSpan question_list(Ctx *cx, int64_t item_id, const char *use);

/** Those that are asked now of who has a @part in it: "came" or "missed"; NULL: of anybody. */
QuestionSpan question_asked(Ctx *cx, int64_t item_id, const char *use, const char *part);

const Question *question_find(Ctx *cx, int64_t id); /* or NULL */

/** The one of @all with this number, or NULL. */
const Question *question_of(QuestionSpan all, int64_t id);

/** What an answer with this number says, in cx's language; NULL: there is no such answer. */
const char *question_choice_text(Ctx *cx, const Question *question, int64_t number);

/** Must somebody with this @part answer something to register? */
bool question_some_required(Ctx *cx, int64_t item_id, const char *part);

/** How many answers it has, of anybody. */
int64_t question_count_answers(Ctx *cx, int64_t id);

/** Do others depend on it? */
bool question_has_dependants(Ctx *cx, int64_t id);

typedef struct QuestionDraft {
    const char *part, *kind, *text;
    const char *const *options; /* ends with NULL; or NULL */
    int64_t if_id, if_number;
    bool required;
} QuestionDraft;

/** Add one at the end; returns its number, 0: there are LIMIT_QUESTIONS. */
int64_t question_add(Ctx *cx, int64_t item_id, const char *use, const QuestionDraft *draft);

/** Change it.  Of one with answers the kind stays, and options that were chosen are offered no more
 *  instead of taken away.  False: with these it has too many options. */
bool question_save(Ctx *cx, const Question *was, const QuestionDraft *draft);

/** Its words in another language; those of options in the order of @was->options that are offered.
 *  "" takes one away. */
void question_translate(Ctx *cx, const Question *was, const char *language, const char *text,
                        const char *const *options);

/** The words of one in @language: number 0 the question; in no order. */
typedef struct QuestionWord {
    int64_t number;
    const char *text;
} QuestionWord;

typedef struct QuestionWordSpan {
    const QuestionWord *at;
    size_t n;
} QuestionWordSpan;

QuestionWordSpan question_words(Ctx *cx, int64_t id, const char *language);

/** Let it change places with the one before (@step -1) or after it (1); nothing at the ends. */
void question_move(Ctx *cx, const Question *question, int step);

/** Delete it, or retire it if it was answered.  Those that depend on it are asked in any case. */
void question_remove(Ctx *cx, const Question *question);

/** Ask a retired one again. */
void question_restore(Ctx *cx, const Question *question);

/** Is the ready-made question asked at this event? */
bool question_has_need(QuestionSpan all, const QuestionNeed *need);

/** Ask it, or not any more. */
void question_set_need(Ctx *cx, int64_t item_id, const QuestionNeed *need, bool on);
