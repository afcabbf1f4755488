/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/question.h"

#include "lang/lang.h"

#include "alliance/question.sql.h"

#include <string.h>

/* clang-format off */
const QuestionKind QUESTION_KINDS[] = {
    {"line",    N_("One line"),        false, false},
    {"text",    N_("Several lines"),   false, false},
    {"one",     N_("One of several"),  true,  true},
    {"several", N_("Any of several"),  true,  true},
    {"yes",     N_("Yes or no"),       false, true},
    {0},
};

const QuestionNeed QUESTION_NEEDS[] = {
    {"interpretation", "line", N_("Interpretation"), N_("Do you need interpretation? Into which language?")},
    {"access",         "text", N_("Accessibility"),  N_("What do you need so that you can take part?")},
    {"dial-in",        "yes",  N_("Dialling in"),    N_("Would you like to take part by telephone?")},
    {0},
};
/* clang-format on */

static const DbType QUESTION = DB_TYPE(
    Question, DB_FIELD(Question, id), DB_FIELD(Question, item_id), DB_FIELD(Question, use),
    DB_FIELD(Question, part), DB_FIELD(Question, kind), DB_FIELD(Question, need),
    DB_FIELD(Question, text), DB_FIELD(Question, own), DB_FIELD(Question, position),
    DB_FIELD(Question, if_id), DB_FIELD(Question, if_number), DB_FIELD(Question, required),
    DB_FIELD(Question, is_retired));

static const DbType OPTION = DB_TYPE(QuestionOption, DB_FIELD(QuestionOption, question_id),
                                     DB_FIELD(QuestionOption, number),
                                     DB_FIELD(QuestionOption, text), DB_FIELD(QuestionOption, own),
                                     DB_FIELD(QuestionOption, is_offered));

const QuestionKind *
question_kind(const char *name)
{
    for (const QuestionKind *kind = QUESTION_KINDS; kind->name != NULL; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

/* The words of a ready-made question are the program's, in each of its languages. */
static void
word_need(Ctx *cx, Question *question)
{
    for (const QuestionNeed *need = QUESTION_NEEDS; need->name != NULL; need++)
        if (strcmp(need->name, question->need) == 0)
            question->text = lang_text(cx->lang, need->text);
}

static void
give_options(Question *question, const QuestionOption *options, size_t n)
{
    size_t first = 0;
    while (first < n && options[first].question_id != question->id)
        first++;
    size_t end = first;
    while (end < n && options[end].question_id == question->id)
        end++;
    question->options = (QuestionOptionSpan){options + first, end - first};
}

/* ---- reading ---- */

QuestionSpan
question_list(Ctx *cx, int64_t item_id, const char *use)
{
    const char *language = cx->lang->code;
    DbRows rows = db_all(cx, &SQL_question_list, &QUESTION, DB_ARGS(item_id, use, language));
    if (rows.n == 0)
        return (QuestionSpan){0};
    DbRows options = db_all(cx, &SQL_question_options, &OPTION, DB_ARGS(item_id, use, language));
    Question *questions = rows.at;
    for (size_t i = 0; i < rows.n; i++) {
        word_need(cx, &questions[i]);
        give_options(&questions[i], options.at, options.n);
    }
    return (QuestionSpan){questions, rows.n};
}

/* A question that depends on one that is not asked is not asked either. */
QuestionSpan
question_asked(Ctx *cx, int64_t item_id, const char *use, const char *part)
{
    QuestionSpan all = question_list(cx, item_id, use);
    Question *asked = arena_array_of(cx->arena, Question, all.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const Question *one = &all.at[i];
        bool of_part = part == NULL || *one->part == '\0' || strcmp(one->part, part) == 0;
        if (of_part && !one->is_retired)
            asked[n++] = *one;
    }
    return (QuestionSpan){asked, n};
}

const Question *
question_find(Ctx *cx, int64_t id)
{
    const char *language = cx->lang->code;
    const Question *found = db_one(cx, &SQL_question_find, &QUESTION, DB_ARGS(id, language));
    if (found == NULL)
        return NULL;
    Question *question = arena_new_of(cx->arena, Question);
    *question = *found;
    word_need(cx, question);
    question->options = DB_SPAN(
        QuestionOptionSpan, db_all(cx, &SQL_question_options_of, &OPTION, DB_ARGS(id, language)));
    return question;
}

const Question *
question_of(QuestionSpan all, int64_t id)
{
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].id == id)
            return &all.at[i];
    return NULL;
}

const char *
question_choice_text(Ctx *cx, const Question *question, int64_t number)
{
    bool is_yes = strcmp(question->kind, "yes") == 0;
    if (is_yes && (number == QUESTION_YES || number == QUESTION_NO))
        return lang_text(cx->lang, number == QUESTION_YES ? N_("Yes") : N_("No"));
    for (size_t i = 0; i < question->options.n; i++)
        if (question->options.at[i].number == number)
            return question->options.at[i].text;
    return NULL;
}

bool
question_some_required(Ctx *cx, int64_t item_id, const char *part)
{
    return db_count(cx, &SQL_question_count_required, DB_ARGS(item_id, part)) > 0;
}

int64_t
question_count_answers(Ctx *cx, int64_t id)
{
    return db_count(cx, &SQL_question_count_answers, DB_ARGS(id));
}

bool
question_has_dependants(Ctx *cx, int64_t id)
{
    return db_count(cx, &SQL_question_count_dependants, DB_ARGS(id)) > 0;
}

static const DbType WORD = DB_TYPE(QuestionWord, DB_FIELD(QuestionWord, number),
                                   DB_FIELD(QuestionWord, text));

QuestionWordSpan
question_words(Ctx *cx, int64_t id, const char *language)
{
    return DB_SPAN(QuestionWordSpan, db_all(cx, &SQL_question_words, &WORD, DB_ARGS(id, language)));
}

bool
question_has_need(QuestionSpan all, const QuestionNeed *need)
{
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.at[i].need, need->name) == 0 && !all.at[i].is_retired)
            return true;
    return false;
}
