/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One question: written, changed, and translated.
 */
#include "alliance/poll.h"
#include "alliance/setting.h"
#include "base/limits.h"
#include "desk/desk.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "question/pages.h"
#include "question/question_edit.html.h"

#include <string.h>

/* clang-format off */
static const Field text_field = {"text", N_("Question"), .kind = FIELD_LINE};
static const Field kind_field = {"kind", N_("How one answers"), .kind = FIELD_CHOICE};
static const Field options_field = {"options", N_("Choices"),
    N_("One a line, 2 to 20, where one chooses. Of those that were chosen already: what you reword is a new one, and what you take away keeps its count."),
    .kind = FIELD_TEXT, .optional = true, .rows = 5};
static const Field required_field = {"required", N_("It must be answered"), .kind = FIELD_FLAG, .optional = true};
static const Field part_field = {"part", N_("Asked of"), .kind = FIELD_CHOICE};
static const Field condition_field = {"condition", N_("Only if somebody answered"),
    N_("The question is always on the page, with this condition beside it."),
    .kind = FIELD_CHOICE, .optional = true, .narrow = true, .verbatim = true};
/* clang-format on */

#define CONDITIONS ((size_t)LIMIT_QUESTIONS * (LIMIT_QUESTION_OPTIONS + 1))

/** What is being edited. */
typedef struct Editing {
    const Item *event;
    const char *use;
    const Question *was; /* NULL: a new one */
    int64_t n_answers;
    bool has_dependants;
    Choice *conditions; /* "12:1" and words */
    size_t n_conditions;
    const char *const *languages; /* into which it is translated; ends with NULL */
} Editing;

/* ---- what can be chosen ---- */

static void
offer_condition(Ctx *cx, Editing *edit, const Question *other, int64_t number)
{
    edit->conditions[edit->n_conditions++] = (Choice){
        arena_printf(cx->arena, "%" PRId64 ":%" PRId64, other->id, number),
        arena_printf(cx->arena, "%s: %s", other->text, question_choice_text(cx, other, number))};
}

/* Answers to questions that depend on none themselves. */
static void
find_conditions(Ctx *cx, Editing *edit)
{
    QuestionSpan all = question_asked(cx, edit->event->id, edit->use, NULL);
    edit->conditions = arena_array_of(cx->arena, Choice, CONDITIONS);
    for (size_t i = 0; i < all.n && !edit->has_dependants; i++) {
        const Question *other = &all.at[i];
        if (other->if_id != 0 || (edit->was != NULL && other->id == edit->was->id))
            continue;
        for (int64_t yes = QUESTION_YES; strcmp(other->kind, "yes") == 0 && yes <= QUESTION_NO;
             yes++)
            offer_condition(cx, edit, other, yes);
        for (size_t o = 0; o < other->options.n; o++)
            if (other->options.at[o].is_offered)
                offer_condition(cx, edit, other, other->options.at[o].number);
    }
}

/* Those that the alliance offers, but for the event's own. */
static const char *const *
languages_of(Ctx *cx, const Item *event)
{
    g_auto(GStrv) codes = g_strsplit(settings(cx)->languages, ",", -1);
    const char **found = arena_array_of(cx->arena, const char *, g_strv_length(codes) + 1);
    size_t n = 0;
    for (char **code = codes; *code != NULL; code++)
        if (strcmp(*code, event->original_language) != 0 && lang_find(*code) != NULL)
            found[n++] = lang_find(*code)->code;
    return found;
}

static Editing
editing_of(Ctx *cx, const Item *event, const char *use, const Question *was)
{
    Editing edit = {.event = event, .use = use, .was = was};
    if (was != NULL) {
        edit.n_answers = question_count_answers(cx, was->id);
        edit.has_dependants = question_has_dependants(cx, was->id);
    }
    find_conditions(cx, &edit);
    edit.languages = languages_of(cx, event);
    return edit;
}

/* ---- the form ---- */

static const char *
name_in(Arena *arena, const char *name, const char *language)
{
    return arena_printf(arena, "%s-%s", name, language);
}

static Field
translated_field(Ctx *cx, Field field, const char *language, const char *label, const char *hint)
{
    const char *name = format_languages(cx->arena, cx->lang, language);
    field.name = name_in(cx->arena, field.name, language);
    field.label = lang_fill(cx->arena, lang_text(cx->lang, label), "language", name, NULL);
    field.hint = hint != NULL ? lang_text(cx->lang, hint) : NULL;
    field.own_words = true;
    field.optional = true;
    return field;
}

static size_t
fields_of(Ctx *cx, const Editing *edit, Field *fields)
{
    size_t n = 0;
    fields[n++] = text_field;
    fields[n++] = kind_field;
    if (edit->n_answers == 0 || question_kind(edit->was->kind)->has_options)
        fields[n++] = options_field;
    fields[n++] = required_field;
    fields[n++] = part_field;
    if (edit->n_conditions > 0)
        fields[n++] = condition_field;
    for (const char *const *language = edit->languages; *language != NULL; language++) {
        fields[n++] = translated_field(cx, text_field, *language, N_("Question in {language}"),
                                       NULL);
        fields[n++] = translated_field(cx, options_field, *language, N_("Choices in {language}"),
                                       N_("In the same order."));
    }
    return n;
}

static void
offer_choices(Form *form, const Editing *edit)
{
    Arena *arena = form->req->cx->arena;
    Choice *kinds = arena_array_of(arena, Choice, 8), *parts = arena_array_of(arena, Choice, 3);
    size_t n = 0;
    for (const QuestionKind *kind = QUESTION_KINDS; kind->name != NULL; kind++)
        kinds[n++] = (Choice){kind->name, kind->label};
    form_choices(form, "kind", kinds, n);
    static const char *const names[] = {"came", "missed"};
    parts[0] = (Choice){"all", N_("Everybody")};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        parts[i + 1] = (Choice){names[i], question_part_label(edit->use, names[i])};
    form_choices(form, "part", parts, 1 + G_N_ELEMENTS(names));
    if (edit->n_conditions > 0)
        form_choices(form, "condition", edit->conditions, edit->n_conditions);
}

static Form *
make_form(Request *req, const Editing *edit,
          Form *(*form_make)(Request *req, const Field *fields, size_t n))
{
    Ctx *cx = req->cx;
    Field *fields = arena_array_of(cx->arena, Field, 6 + 2 * N_LANGS);
    Form *form = form_make(req, fields, fields_of(cx, edit, fields));
    offer_choices(form, edit);
    if (edit->n_answers > 0) {
        form_fix(form, "kind", lang_text(cx->lang, N_("It was answered in this way already.")));
        form_set(form, "kind", edit->was->kind);
        form_fail_late(form);
    }
    return form;
}

/* The lines of those options that are offered; @words: of a translation, else their own. */
static const char *
option_lines(Arena *arena, QuestionOptionSpan options, const QuestionWordSpan *words)
{
    GString *lines = arena_string(arena, 100);
    for (size_t i = 0; i < options.n; i++) {
        const char *text = words == NULL ? options.at[i].own : "";
        for (size_t w = 0; words != NULL && w < words->n; w++)
            if (words->at[w].number == options.at[i].number)
                text = words->at[w].text;
        if (options.at[i].is_offered && *text != '\0')
            g_string_append_printf(lines, "%s\n", text);
    }
    return lines->str;
}

static void
show_words(Form *form, const Editing *edit, const char *language)
{
    Ctx *cx = form->req->cx;
    QuestionWordSpan words = question_words(cx, edit->was->id, language);
    for (size_t i = 0; i < words.n; i++)
        if (words.at[i].number == 0)
            form_set(form, name_in(cx->arena, "text", language), words.at[i].text);
    form_set(form, name_in(cx->arena, "options", language),
             option_lines(cx->arena, edit->was->options, &words));
}

static void
show(Form *form, const Editing *edit)
{
    Arena *arena = form->req->cx->arena;
    const Question *was = edit->was;
    form_set(form, "part", *was->part != '\0' ? was->part : "all");
    form_set(form, "text", was->own);
    form_set_int(form, "required", was->required);
    form_set(form, "kind", was->kind);
    if (form_has_field(form, "options"))
        form_set(form, "options", option_lines(arena, was->options, NULL));
    if (form_has_field(form, "condition") && was->if_id != 0)
        form_set(form, "condition",
                 arena_printf(arena, "%" PRId64 ":%" PRId64, was->if_id, was->if_number));
    for (const char *const *language = edit->languages; *language != NULL; language++)
        show_words(form, edit, *language);
}

static Response *
respond_edit(Request *req, const Editing *edit, const Form *form)
{
    Ctx *cx = req->cx;
    const QuestionEdit view = {.event = edit->event,
                               .use = edit->use,
                               .heading = edit->was == NULL ? N_("Add a question")
                                                            : N_("Change a question"),
                               .form = form,
                               .n = edit->n_answers,
                               .is_survey = strcmp(edit->use, QUESTION_SURVEY) == 0};
    Page page = {
        .title = lang_text(cx->lang, view.heading),
        .here = HERE(DESK_CRUMB, {edit->event->title, edit->event->path},
                     {N_("Questions"), question_list_path(cx, edit->event->id, edit->use)})};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, question_edit, &view);
}

/* ---- what was written ---- */

/* Ends with NULL.  *@ret_n: how many there were, also beyond LIMIT_QUESTION_OPTIONS. */
static const char *const *
options_in(Form *form, const char *name, size_t *ret_n)
{
    Arena *arena = form->req->cx->arena;
    G_STATIC_ASSERT(LIMIT_QUESTION_OPTIONS == LIMIT_POLL_OPTIONS);
    const char **options = arena_array_of(arena, const char *, LIMIT_QUESTION_OPTIONS + 1);
    *ret_n = form_has_field(form, name) ? poll_options_parse(arena, form_text(form, name), options)
                                        : 0;
    return options;
}

static QuestionDraft
read_draft(Form *form)
{
    Ctx *cx = form->req->cx;
    size_t n = 0;
    const char *kind = form_text(form, "kind");
    QuestionDraft draft = {.text = form_text(form, "text"),
                           .kind = kind,
                           .part = form_text(form, "part"),
                           .options = options_in(form, "options", &n),
                           .required = form_flag(form, "required")};
    if (strcmp(draft.part, "all") == 0)
        draft.part = "";
    const QuestionKind *known = question_kind(kind);
    if (known != NULL && !known->has_options)
        draft.options = NULL;
    else if (known != NULL && (n < 2 || n > LIMIT_QUESTION_OPTIONS))
        form_fail(form, "options",
                  lang_text(cx->lang, N_("Write 2 to 20 different choices, one a line.")));
    const char *condition = form_has_field(form, "condition") ? form_text(form, "condition") : "";
    const char *colon = strchr(condition, ':');
    if (form_ok(form) && colon != NULL) {
        draft.if_id = g_ascii_strtoll(condition, NULL, 10);
        draft.if_number = g_ascii_strtoll(colon + 1, NULL, 10);
    }
    return draft;
}

static void
save_words(Form *form, const Editing *edit, int64_t id)
{
    Ctx *cx = form->req->cx;
    const Question *now = question_find(cx, id);
    for (const char *const *language = edit->languages; now != NULL && *language != NULL;
         language++) {
        size_t n = 0;
        const char *const *options = options_in(form, name_in(cx->arena, "options", *language), &n);
        question_translate(cx, now, *language,
                           form_text(form, name_in(cx->arena, "text", *language)), options);
    }
}

static Response *
respond_saved(Request *req, const Editing *edit)
{
    return respond_done(req, question_list_path(req->cx, edit->event->id, edit->use),
                        lang_text(req->cx->lang, N_("Saved.")));
}

/* ---- a new one ---- */

Response *
get_desk_question_new(Request *req)
{
    const char *use = NULL;
    Response *refused = NULL;
    const Item *event = question_event(req, &use, &refused);
    if (event == NULL)
        return refused;
    Editing edit = editing_of(req->cx, event, use, NULL);
    Form *form = make_form(req, &edit, form_new);
    form_set(form, "kind", "line");
    form_set(form, "part", "all");
    return respond_edit(req, &edit, form);
}

Response *
post_desk_question_new(Request *req)
{
    Ctx *cx = req->cx;
    const char *use = NULL;
    Response *refused = NULL;
    const Item *event = question_event(req, &use, &refused);
    if (event == NULL)
        return refused;
    Editing edit = editing_of(cx, event, use, NULL);
    Form *form = make_form(req, &edit, form_read);
    const QuestionDraft draft = read_draft(form);
    if (!form_ok(form))
        return respond_edit(req, &edit, form);
    int64_t id = question_add(cx, event->id, use, &draft);
    if (id == 0)
        return respond_error(
            req, 409, lang_text(cx->lang, N_("There are as many questions as there can be.")));
    save_words(form, &edit, id);
    return respond_saved(req, &edit);
}

/* ---- one that is there ---- */

/* What stands ready is switched, not written. */
static const Question *
find_own(Request *req, Editing *ret_edit, Response **ret_refused)
{
    const Item *event = NULL;
    const Question *was = question_led(req, &event, ret_refused);
    if (was == NULL)
        return NULL;
    if (*was->need != '\0') {
        *ret_refused = respond_not_found(req);
        return NULL;
    }
    *ret_edit = editing_of(req->cx, event, was->use, was);
    return was;
}

Response *
get_desk_question(Request *req)
{
    Editing edit;
    Response *refused = NULL;
    if (find_own(req, &edit, &refused) == NULL)
        return refused;
    Form *form = make_form(req, &edit, form_new);
    show(form, &edit);
    return respond_edit(req, &edit, form);
}

Response *
post_desk_question(Request *req)
{
    Ctx *cx = req->cx;
    Editing edit;
    Response *refused = NULL;
    const Question *was = find_own(req, &edit, &refused);
    if (was == NULL)
        return refused;
    Form *form = make_form(req, &edit, form_read);
    const QuestionDraft draft = read_draft(form);
    if (form_ok(form) && !question_save(cx, was, &draft))
        form_fail(form, "options",
                  lang_text(cx->lang, N_("Together with those that were chosen already these are "
                                         "too many.")));
    if (!form_ok(form))
        return respond_edit(req, &edit, form);
    save_words(form, &edit, was->id);
    return respond_saved(req, &edit);
}
