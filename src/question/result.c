/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "question/result.h"

#include <string.h>

static void
append_line(Ctx *cx, Result *result, ResultLine *lines, const Question *question, int64_t number,
            bool is_offered, AnswerCountSpan counts)
{
    int64_t n = answer_count_of(counts, question->id, number);
    if (n == 0 && !is_offered)
        return;
    lines[result->lines.n++] = (ResultLine){
        .text = question_choice_text(cx, question, number), .n = n, .is_offered = is_offered};
}

static bool
has_several(const Question *question)
{
    return strcmp(question->kind, "several") == 0;
}

/* Who chose one option answered once; of several only those with a registration can be counted. */
static int64_t
count_replies(const Question *question, const Result *result, int64_t n_words,
              AnswerCountSpan replies)
{
    int64_t n = answer_count_of(replies, question->id, 0);
    if (n != 0 || has_several(question))
        return n;
    for (size_t i = 0; i < result->lines.n; i++)
        n += result->lines.at[i].n;
    return n + n_words;
}

Result
result_of(Ctx *cx, const Question *question, AnswerCountSpan counts, AnswerCountSpan replies)
{
    ResultLine *lines = arena_array_of(cx->arena, ResultLine, question->options.n + 2);
    Result result = {.text = question->text};
    result.lines.at = lines;
    for (int64_t yes = QUESTION_YES; strcmp(question->kind, "yes") == 0 && yes <= QUESTION_NO;
         yes++)
        append_line(cx, &result, lines, question, yes, true, counts);
    for (size_t i = 0; i < question->options.n; i++)
        append_line(cx, &result, lines, question, question->options.at[i].number,
                    question->options.at[i].is_offered, counts);
    result.n = count_replies(question, &result, answer_count_of(counts, question->id, 0), replies);
    for (size_t i = 0; i < result.lines.n && result.n > 0; i++)
        lines[i].percent = (lines[i].n * 100 + result.n / 2) / result.n;
    return result;
}

static void
give_texts(Ctx *cx, Result *result, const Question *question, AnswerSpan answers, size_t most)
{
    ResultText *texts = arena_array_of(cx->arena, ResultText, MIN(most, answers.n) + 1);
    for (size_t i = 0; i < answers.n; i++) {
        if (answers.at[i].question_id != question->id || answers.at[i].number != 0)
            continue;
        result->more = result->texts.n == most;
        if (result->more)
            break;
        texts[result->texts.n++].text = answers.at[i].text;
    }
    result->texts.at = texts;
}

ResultSpan
result_list(Ctx *cx, int64_t item_id, const char *use, size_t texts)
{
    QuestionSpan all = question_list(cx, item_id, use);
    AnswerCountSpan counts = answer_counts(cx, item_id, use);
    AnswerCountSpan replies = answer_count_replies(cx, item_id, use);
    AnswerSpan answers = {0};
    if (texts > 0)
        answers = answer_list(cx, item_id, use);
    Result *results = arena_array_of(cx->arena, Result, all.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const Question *question = &all.at[i];
        bool is_counted = question_kind(question->kind)->is_counted;
        if (!is_counted && texts == 0)
            continue;
        results[n] = result_of(cx, question, counts, replies);
        if (!is_counted)
            give_texts(cx, &results[n], question, answers, texts);
        n++;
    }
    return (ResultSpan){results, n};
}
