/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * result - what was answered, counted.
 */
#pragma once
#include "alliance/answer.h"

#define RESULT_TEXTS 200 /* answers in words that a page shows of one question */

/** An option and how many chose it. */
typedef struct ResultLine {
    const char *text;
    int64_t n, percent; /* of those who answered the question; 0 if nobody knows how many */
    bool is_offered;    /* still */
} ResultLine;

typedef struct ResultLineSpan {
    const ResultLine *at;
    size_t n;
} ResultLineSpan;

/** What one wrote. */
typedef struct ResultText {
    const char *text;
} ResultText;

typedef struct ResultTextSpan {
    const ResultText *at;
    size_t n;
} ResultTextSpan;

/** A question with what was answered. */
typedef struct Result {
    const char *text;
    int64_t n; /* have answered it; 0 if nobody did, or of anonymous answers to "any of several" */
    ResultLineSpan lines;
    ResultTextSpan texts;
    bool more; /* there are more texts than these */
} Result;

typedef struct ResultSpan {
    const Result *at;
    size_t n;
} ResultSpan;

/** Of an event's questions for @use, also of those that are not asked any more; @texts: so
 *  many of what was written to each; 0: only questions with options. */
ResultSpan result_list(Ctx *cx, int64_t item_id, const char *use, size_t texts);

/** Of one question, as far as it is counted. */
Result result_of(Ctx *cx, const Question *question, AnswerCountSpan counts,
                 AnswerCountSpan replies);
