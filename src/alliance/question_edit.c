/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Questions written and changed so that no answer is lost or gets another meaning.
 */
#include "alliance/audit.h"
#include "alliance/question.h"
#include "base/limits.h"

#include "alliance/question.sql.h"

#include <string.h>

/* ---- options ---- */

static const QuestionOption *
option_called(QuestionOptionSpan options, const char *text)
{
    for (size_t i = 0; i < options.n; i++)
        if (strcmp(options.at[i].own, text) == 0)
            return &options.at[i];
    return NULL;
}

static int64_t
highest_number(QuestionOptionSpan options)
{
    int64_t highest = 0;
    for (size_t i = 0; i < options.n; i++)
        highest = MAX(highest, options.at[i].number);
    return highest;
}

/* An option that is called as before is the same one; every other text gets a number of its own. */
static void
write_options(Ctx *cx, int64_t id, QuestionOptionSpan was, const char *const *texts)
{
    int64_t next = highest_number(was) + 1;
    db_run(cx, &SQL_question_option_withdraw, DB_ARGS(id));
    for (int64_t i = 0; texts != NULL && texts[i] != NULL; i++) {
        const QuestionOption *same = option_called(was, texts[i]);
        db_run(cx, &SQL_question_option_write,
               DB_ARGS(id, same != NULL ? same->number : next, i + 1, texts[i]));
        next += same == NULL;
    }
    db_run(cx, &SQL_question_option_sweep, DB_ARGS(id));
    db_run(cx, &SQL_question_word_sweep, DB_ARGS(id));
}

/* ---- questions ---- */

int64_t
question_add(Ctx *cx, int64_t item_id, const char *use, const QuestionDraft *draft)
{
    int64_t id = db_insert(cx, &SQL_question_insert,
                           DB_ARGS(item_id, use, draft->part, draft->kind, draft->text, "",
                                   draft->required, DB_OR_NULL(draft->if_id), draft->if_number,
                                   (int64_t)LIMIT_QUESTIONS));
    if (id == 0)
        return 0;
    write_options(cx, id, (QuestionOptionSpan){0}, draft->options);
    audit(cx, "question.add", item_id, draft->text);
    return id;
}

/* With those that stay because somebody chose them. */
static size_t
count_options(const Question *was, const char *const *texts)
{
    size_t n = was->options.n;
    for (size_t i = 0; texts != NULL && texts[i] != NULL; i++)
        n += option_called(was->options, texts[i]) == NULL;
    return n;
}

bool
question_save(Ctx *cx, const Question *was, const QuestionDraft *draft)
{
    bool is_answered = question_count_answers(cx, was->id) > 0;
    if (is_answered && count_options(was, draft->options) > LIMIT_QUESTION_OPTIONS)
        return false;
    const char *kind = is_answered ? was->kind : draft->kind;
    db_run(cx, &SQL_question_update,
           DB_ARGS(was->id, draft->part, kind, draft->text, draft->required,
                   DB_OR_NULL(draft->if_id), draft->if_number));
    write_options(cx, was->id, was->options,
                  question_kind(kind)->has_options ? draft->options : NULL);
    db_run(cx, &SQL_question_free, DB_ARGS(was->id));
    audit(cx, "question.change", was->item_id,
          strcmp(was->own, draft->text) == 0
              ? draft->text
              : arena_printf(cx->arena, "%s → %s", was->own, draft->text));
    return true;
}

static void
write_word(Ctx *cx, int64_t id, int64_t number, const char *language, const char *text)
{
    if (text == NULL || *text == '\0')
        db_run(cx, &SQL_question_word_delete, DB_ARGS(id, number, language));
    else
        db_run(cx, &SQL_question_word_write, DB_ARGS(id, number, language, text));
}

void
question_translate(Ctx *cx, const Question *was, const char *language, const char *text,
                   const char *const *options)
{
    size_t line = 0;
    write_word(cx, was->id, 0, language, text);
    for (size_t i = 0; i < was->options.n; i++) {
        if (!was->options.at[i].is_offered)
            continue;
        bool has_line = options != NULL && options[line] != NULL;
        write_word(cx, was->id, was->options.at[i].number, language,
                   has_line ? options[line] : NULL);
        line += has_line;
    }
}

void
question_move(Ctx *cx, const Question *question, int step)
{
    QuestionSpan all = question_list(cx, question->item_id, question->use);
    size_t at = 0;
    while (at < all.n && all.at[at].id != question->id)
        at++;
    bool is_end = step < 0 ? at == 0 : at + 1 >= all.n;
    if (is_end || at >= all.n)
        return;
    const Question *other = &all.at[step < 0 ? at - 1 : at + 1];
    db_run(cx, &SQL_question_place, DB_ARGS(question->id, other->position));
    db_run(cx, &SQL_question_place, DB_ARGS(other->id, question->position));
}

void
question_remove(Ctx *cx, const Question *question)
{
    db_run(cx, &SQL_question_retire, DB_ARGS(question->id, cx->now));
    db_run(cx, &SQL_question_free, DB_ARGS(question->id));
    if (question_count_answers(cx, question->id) == 0)
        db_run(cx, &SQL_question_delete, DB_ARGS(question->id));
    audit(cx, "question.remove", question->item_id, question->own);
}

void
question_restore(Ctx *cx, const Question *question)
{
    db_run(cx, &SQL_question_retire, DB_ARGS(question->id, DB_NONE));
    audit(cx, "question.restore", question->item_id, question->own);
}

/* ---- what stands ready ---- */

void
question_set_need(Ctx *cx, int64_t item_id, const QuestionNeed *need, bool on)
{
    QuestionSpan all = question_list(cx, item_id, QUESTION_REGISTRATION);
    const Question *known = NULL;
    for (size_t i = 0; i < all.n && known == NULL; i++)
        if (strcmp(all.at[i].need, need->name) == 0)
            known = &all.at[i];
    if (on == (known != NULL && !known->is_retired))
        return;
    if (!on) {
        question_remove(cx, known);
    } else if (known != NULL) {
        question_restore(cx, known);
    } else {
        db_insert(cx, &SQL_question_insert,
                  DB_ARGS(item_id, QUESTION_REGISTRATION, "came", need->kind, need->text,
                          need->name, false, DB_NONE, (int64_t)0, (int64_t)LIMIT_QUESTIONS));
        audit(cx, "question.add", item_id, need->text);
    }
}
