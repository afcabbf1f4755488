/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/question_form.h"

#include "base/limits.h"
#include "lang/lang.h"

#include <string.h>

static const Choice yes_or_no[] = {
    {"1", N_("Yes")},
    {"2", N_("No") },
};

static bool
is_kind(const Question *question, const char *kind)
{
    return strcmp(question->kind, kind) == 0;
}

static const char *
field_name(Arena *arena, const Question *question)
{
    return arena_printf(arena, "q%" PRId64, question->id);
}

/* ---- the fields ---- */

static const char *
hint_of(Ctx *cx, QuestionSpan asked, const Question *question, const QuestionFormHints *hints)
{
    const char *part = *question->part == '\0'                 ? NULL
                       : strcmp(question->part, "missed") == 0 ? hints->missed
                                                               : hints->came;
    const Question *other = question_of(asked, question->if_id);
    const char *answer = other != NULL ? question_choice_text(cx, other, question->if_number)
                                       : NULL;
    const char *condition = answer != NULL
                                ? lang_fill(cx->arena,
                                            lang_text(cx->lang, N_("If you answered “{answer}” to: "
                                                                   "{question}")),
                                            "answer", answer, "question", other->text, NULL)
                                : NULL;
    if (part == NULL)
        return condition;
    part = lang_text(cx->lang, part);
    return condition == NULL ? part : arena_printf(cx->arena, "%s %s", part, condition);
}

static void
offer(Ctx *cx, const Question *question, Field *field)
{
    Choice *choices = arena_array_of(cx->arena, Choice, question->options.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < question->options.n; i++) {
        const QuestionOption *option = &question->options.at[i];
        if (option->is_offered)
            choices[n++] = (Choice){arena_printf(cx->arena, "%" PRId64, option->number),
                                    option->text};
    }
    field->kind = is_kind(question, "several") ? FIELD_CHOICES : FIELD_CHOICE;
    field->verbatim = true;
    field->choices = choices;
    field->n_choices = n;
}

/* Is it asked in any case of everybody who sees the form? */
static bool
is_plain(const Question *question, bool has_parts)
{
    return question->if_id == 0 && (!has_parts || *question->part == '\0');
}

size_t
question_form_fields(Ctx *cx, QuestionSpan asked, const QuestionFormHints *hints, Field *fields)
{
    bool has_parts = hints->came != NULL;
    for (size_t i = 0; i < asked.n; i++) {
        const Question *question = &asked.at[i];
        Field field = {.name = field_name(cx->arena, question),
                       .label = question->text,
                       .hint = hint_of(cx, asked, question, hints),
                       .own_words = true,
                       .optional = !question->required || !is_plain(question, has_parts)};
        if (is_kind(question, "line")) {
            field.kind = FIELD_LINE;
            field.most = LIMIT_ANSWER_LINE;
        } else if (is_kind(question, "text")) {
            field.kind = FIELD_TEXT;
            field.rows = 3;
            field.most = LIMIT_ANSWER_TEXT;
        } else if (is_kind(question, "yes")) {
            field.kind = FIELD_CHOICE;
            field.choices = yes_or_no;
            field.n_choices = G_N_ELEMENTS(yes_or_no);
        } else {
            offer(cx, question, &field);
        }
        fields[i] = field;
    }
    return asked.n;
}

static FormField *
drawn(const Form *form, const Question *question)
{
    const char *name = field_name(form->req->cx->arena, question);
    for (size_t i = 0; i < form->fields.n; i++)
        if (strcmp(form->fields.at[i].name, name) == 0)
            return &form->fields.at[i];
    return NULL;
}

void
question_form_mark(Form *form, QuestionSpan asked)
{
    for (size_t i = 0; i < asked.n; i++) {
        FormField *field = drawn(form, &asked.at[i]);
        if (field != NULL)
            field->optional = !asked.at[i].required;
    }
}

void
question_form_show(Form *form, QuestionSpan asked, AnswerSpan answers)
{
    Arena *arena = form->req->cx->arena;
    for (size_t i = 0; i < answers.n; i++) {
        const Answer *answer = &answers.at[i];
        const Question *question = question_of(asked, answer->question_id);
        if (question != NULL)
            form_set(form, field_name(arena, question),
                     answer->number == 0 ? answer->text
                                         : arena_printf(arena, "%" PRId64, answer->number));
    }
}

/* ---- what was said ---- */

static bool
has_chosen(const Form *form, const Question *question, int64_t number)
{
    Arena *arena = form->req->cx->arena;
    const char *name = field_name(arena, question);
    const char *value = arena_printf(arena, "%" PRId64, number);
    return is_kind(question, "several") ? form_has(form, name, value)
                                        : strcmp(form_text(form, name), value) == 0;
}

static bool
is_asked(const Form *form, QuestionSpan asked, const Question *question, const char *part)
{
    if (*question->part != '\0' && strcmp(question->part, part) != 0)
        return false;
    if (question->if_id == 0)
        return true;
    const Question *other = question_of(asked, question->if_id);
    return other != NULL && is_asked(form, (QuestionSpan){0}, other, part) &&
           has_chosen(form, other, question->if_number);
}

static bool
is_answered(const Form *form, const Question *question)
{
    if (!is_kind(question, "several"))
        return *form_text(form, field_name(form->req->cx->arena, question)) != '\0';
    for (size_t i = 0; i < question->options.n; i++)
        if (has_chosen(form, question, question->options.at[i].number))
            return true;
    return false;
}

void
question_form_check(Form *form, QuestionSpan asked, const char *part)
{
    Ctx *cx = form->req->cx;
    for (size_t i = 0; i < asked.n; i++) {
        const Question *question = &asked.at[i];
        const FormField *field = drawn(form, question);
        if (question->required && field->error == NULL && !is_answered(form, question) &&
            is_asked(form, asked, question, part))
            form_fail(form, field->name,
                      lang_fill(cx->arena, lang_text(cx->lang, N_("{field}: this is missing")),
                                "field", question->text, NULL));
    }
}

AnswerSpan
question_form_answers(const Form *form, QuestionSpan asked, const char *part)
{
    Arena *arena = form->req->cx->arena;
    Answer *answers = arena_array_of(arena, Answer, asked.n * (LIMIT_QUESTION_OPTIONS + 1) + 1);
    size_t n = 0;
    for (size_t i = 0; i < asked.n; i++) {
        const Question *question = &asked.at[i];
        if (!is_asked(form, asked, question, part) || !is_answered(form, question))
            continue;
        if (!question_kind(question->kind)->is_counted)
            answers[n++] = (Answer){.question_id = question->id,
                                    .text = form_text(form, field_name(arena, question))};
        for (int64_t yes = QUESTION_YES; is_kind(question, "yes") && yes <= QUESTION_NO; yes++)
            if (has_chosen(form, question, yes))
                answers[n++] = (Answer){.question_id = question->id, .number = yes, .text = ""};
        for (size_t o = 0; o < question->options.n; o++)
            if (has_chosen(form, question, question->options.at[o].number))
                answers[n++] = (Answer){.question_id = question->id,
                                        .number = question->options.at[o].number,
                                        .text = ""};
    }
    return (AnswerSpan){answers, n};
}
