/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/answer.h"

#include "alliance/row_link.h"
#include "base/limits.h"
#include "base/moment.h"

#include "alliance/question.sql.h"

#include <string.h>

static const DbType ANSWER = DB_TYPE(Answer, DB_FIELD(Answer, question_id),
                                     DB_FIELD(Answer, registration_id), DB_FIELD(Answer, number),
                                     DB_FIELD(Answer, text));
static const DbType COUNT = DB_TYPE(AnswerCount, DB_FIELD(AnswerCount, question_id),
                                    DB_FIELD(AnswerCount, number), DB_FIELD(AnswerCount, n));

/* ---- reading ---- */

AnswerSpan
answer_of(Ctx *cx, int64_t registration_id, const char *use)
{
    return DB_SPAN(AnswerSpan, db_all(cx, &SQL_answer_of, &ANSWER, DB_ARGS(registration_id, use)));
}

AnswerSpan
answer_list(Ctx *cx, int64_t item_id, const char *use)
{
    return DB_SPAN(AnswerSpan, db_all(cx, &SQL_answer_list, &ANSWER,
                                      DB_ARGS(item_id, use, (int64_t)ANSWERS_OUT)));
}

AnswerSpan
answer_part(AnswerSpan all, int64_t registration_id)
{
    size_t low = 0, high = all.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all.at[middle].registration_id < registration_id)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < all.n && all.at[end].registration_id == registration_id)
        end++;
    return (AnswerSpan){all.at + low, end - low};
}

const char *
answer_words(Ctx *cx, const Question *question, AnswerSpan answers)
{
    GString *words = arena_string(cx->arena, 80);
    for (size_t i = 0; i < answers.n; i++) {
        const Answer *one = &answers.at[i];
        if (one->question_id != question->id)
            continue;
        const char *text = one->number == 0 ? one->text
                                            : question_choice_text(cx, question, one->number);
        if (text != NULL)
            g_string_append_printf(words, "%s%s", words->len > 0 ? "\n" : "", text);
    }
    return words->str;
}

/* ---- writing ---- */

static void
insert(Ctx *cx, DbValue registration, DbValue request, AnswerSpan answers)
{
    for (size_t i = 0; i < answers.n; i++)
        db_run(cx, &SQL_answer_insert,
               DB_ARGS(row_random_id(cx), answers.at[i].question_id, registration, request,
                       answers.at[i].number, answers.at[i].text));
}

void
answer_save(Ctx *cx, int64_t registration_id, const char *use, AnswerSpan answers)
{
    db_run(cx, &SQL_answer_delete_asked, DB_ARGS(registration_id, use));
    insert(cx, db_int(registration_id), DB_NONE, answers);
}

void
answer_amend(Ctx *cx, int64_t registration_id, AnswerSpan answers)
{
    for (size_t i = 0; i < answers.n; i++)
        db_run(cx, &SQL_answer_delete_one, DB_ARGS(registration_id, answers.at[i].question_id));
    insert(cx, db_int(registration_id), DB_NONE, answers);
    db_run(cx, &SQL_answer_delete_orphans, DB_ARGS(registration_id));
}

void
answer_save_request(Ctx *cx, int64_t request_id, AnswerSpan answers)
{
    insert(cx, DB_NONE, db_int(request_id), answers);
}

void
answer_confirm(Ctx *cx, int64_t request_id, int64_t registration_id)
{
    db_run(cx, &SQL_answer_delete_asked, DB_ARGS(registration_id, QUESTION_REGISTRATION));
    db_run(cx, &SQL_answer_confirm, DB_ARGS(request_id, registration_id));
}

void
answer_save_unsigned(Ctx *cx, AnswerSpan answers)
{
    insert(cx, DB_NONE, DB_NONE, answers);
}

/* ---- counting ---- */

AnswerCountSpan
answer_counts(Ctx *cx, int64_t item_id, const char *use)
{
    return DB_SPAN(AnswerCountSpan, db_all(cx, &SQL_answer_counts, &COUNT, DB_ARGS(item_id, use)));
}

AnswerCountSpan
answer_count_replies(Ctx *cx, int64_t item_id, const char *use)
{
    return DB_SPAN(AnswerCountSpan,
                   db_all(cx, &SQL_answer_count_replies, &COUNT, DB_ARGS(item_id, use)));
}

int64_t
answer_count_of(AnswerCountSpan counts, int64_t question_id, int64_t number)
{
    for (size_t i = 0; i < counts.n; i++)
        if (counts.at[i].question_id == question_id && counts.at[i].number == number)
            return counts.at[i].n;
    return 0;
}

int64_t
answer_clean(Ctx *cx, int64_t forgotten)
{
    int64_t needed = cx->now - LIMIT_NEED_DAYS * (int64_t)MOMENT_DAY;
    return db_run(cx, &SQL_answer_forget_needs, DB_ARGS(needed)) +
           db_run(cx, &SQL_answer_forget_old, DB_ARGS(forgotten));
}
