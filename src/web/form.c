/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/form.h"

#include "base/limits.h"
#include "lang/format.h"
#include "web/app.h"
#include "web/form_read.h"

#include <string.h>

#define MAX_RADIOS 6 /* more choices than these are a select */
#define DEFAULT_ROWS 8

static const char *const input_types[] = {
    [FIELD_LINE] = "text",
    [FIELD_EMAIL] = "email",
    [FIELD_URL] = "url",
    [FIELD_INT] = "text",
    [FIELD_MOMENT] = "datetime-local",
    [FIELD_DATE] = "text",
    [FIELD_COLOUR] = "text",
    [FIELD_FILE] = NULL,
    [FIELD_PASSWORD] = "password",
};

static FormField *
find_field(const Form *form, const char *name)
{
    for (size_t i = 0; i < form->fields.n; i++)
        if (strcmp(form->fields.at[i].name, name) == 0)
            return &form->fields.at[i];
    g_error("no field is called %s", name);
}

static void
decide_drawing(FormField *f)
{
    FieldKind kind = f->field->kind;
    const char *type = kind < G_N_ELEMENTS(input_types) ? input_types[kind] : NULL;
    f->is_fixed = f->fixed != NULL;
    f->is_input = type != NULL;
    f->type = type;
    f->is_area = kind == FIELD_TEXT;
    f->is_flag = kind == FIELD_FLAG;
    f->is_file = kind == FIELD_FILE;
    f->several = f->is_file && f->field->several;
    f->is_hidden = kind == FIELD_HIDDEN;
    f->is_trap = kind == FIELD_TRAP;
    f->proposes = f->is_input && f->options.n > 0;
    f->is_checks = kind == FIELD_CHOICES && f->options.n > 0;
    f->is_radios = kind == FIELD_CHOICE && f->options.n <= MAX_RADIOS && !f->field->narrow;
    f->is_select = kind == FIELD_CHOICE && !f->is_radios;
    f->is_seen = kind != FIELD_HIDDEN && kind != FIELD_TRAP &&
                 (kind != FIELD_CHOICES || f->options.n > 0);
    if (f->is_fixed)
        f->is_input = f->is_area = f->is_select = f->is_radios = f->is_checks = f->is_flag = false;
}

static void
set_options(Form *form, FormField *f, const Choice *choices, size_t n)
{
    Arena *arena = form->req->cx->arena;
    f->options = (FormOptionSpan){arena_array_of(arena, FormOption, n + 1), n};
    for (size_t i = 0; i < n; i++) {
        const char *label = choices[i].label;
        f->options.at[i] = (FormOption){
            .value = choices[i].value,
            .label = f->field->verbatim ? label : lang_text(form->req->cx->lang, label),
            .id = arena_printf(arena, "%s-%zu", f->id, i + 1),
        };
    }
    decide_drawing(f);
}

/* The ids that aria-describedby names. */
static void
describe(Form *form, FormField *f)
{
    const char *hint = f->hint != NULL ? f->hint_id : "", *error = f->error ? f->error_id : "";
    const char *gap = *hint != '\0' && *error != '\0' ? " " : "";
    f->described = NULL;
    if (*hint != '\0' || *error != '\0')
        f->described = arena_printf(form->req->cx->arena, "%s%s%s", hint, gap, error);
}

static const char *
words_of(const Form *form, const Field *field, const char *text)
{
    return field->own_words ? text : lang_text(form->req->cx->lang, text);
}

/* A field for files says how large they may be. */
static const char *
hint_of(const Form *form, const Field *field)
{
    const Ctx *cx = form->req->cx;
    if (field->hint == NULL || field->kind != FIELD_FILE)
        return field->hint != NULL ? words_of(form, field, field->hint) : NULL;
    int64_t most = app_file_most(cx->app);
    return lang_fill(cx->arena, words_of(form, field, field->hint), "size",
                     format_size(cx->arena, cx->lang, most), "all",
                     format_size(cx->arena, cx->lang, most + LIMIT_BODY_BESIDE), NULL);
}

static void
init_field(Form *form, FormField *f, const Field *field)
{
    Arena *arena = form->req->cx->arena;
    *f = (FormField){.field = field,
                     .name = field->name,
                     .label = words_of(form, field, field->label),
                     .hint = hint_of(form, field),
                     .value = "",
                     .optional = field->optional,
                     .rows = field->rows > 0 ? field->rows : DEFAULT_ROWS,
                     .autocomplete = field->autocomplete,
                     .id = arena_printf(arena, "f-%s", field->name),
                     .hint_id = arena_printf(arena, "f-%s-hint", field->name),
                     .error_id = arena_printf(arena, "f-%s-error", field->name)};
    set_options(form, f, field->choices, field->n_choices);
    describe(form, f);
}

/* Bring the summary up to date. */
static void
count_errors(Form *form)
{
    size_t n = 0;
    for (size_t i = 0; i < form->fields.n; i++)
        if (form->fields.at[i].error != NULL)
            form->errors.at[n++] = form->fields.at[i];
    form->errors.n = n;
    form->n_errors = (int64_t)n;
}

Form *
form_new(Request *req, const Field *fields, size_t n)
{
    Arena *arena = req->cx->arena;
    Form *form = arena_new_of(arena, Form);
    form->req = req;
    form->fields = (FormFieldSpan){arena_array_of(arena, FormField, n), n};
    form->errors = (FormFieldSpan){arena_array_of(arena, FormField, n), 0};
    for (size_t i = 0; i < n; i++)
        init_field(form, &form->fields.at[i], &fields[i]);
    return form;
}

Form *
form_read(Request *req, const Field *fields, size_t n)
{
    Form *form = form_new(req, fields, n);
    form->posted = true;
    for (size_t i = 0; i < n; i++) {
        form_read_field(form, &form->fields.at[i]);
        describe(form, &form->fields.at[i]);
    }
    count_errors(form);
    return form;
}

/* ---- what is fixed ---- */

/* The labels of what was chosen, each in a line. */
static const char *
chosen_labels(Arena *arena, const FormField *f)
{
    GString *labels = arena_string(arena, 64);
    for (size_t i = 0; i < f->options.n; i++)
        if (f->options.at[i].chosen)
            g_string_append_printf(labels, "%s%s", labels->len > 0 ? "\n" : "",
                                   f->options.at[i].label);
    return labels->str;
}

/* Bring what is shown of a fixed field up to date. */
static void
note_shown(const Form *form, FormField *f)
{
    const Ctx *cx = form->req->cx;
    FieldKind kind = f->field->kind;
    if (f->fixed == NULL)
        return;
    f->shown = f->value;
    if (kind == FIELD_FLAG)
        f->shown = lang_text(cx->lang, f->number != 0 ? N_("Yes") : N_("No"));
    else if (kind == FIELD_CHOICE || kind == FIELD_CHOICES)
        f->shown = chosen_labels(cx->arena, f);
    else if (kind == FIELD_MOMENT && f->number != 0)
        f->shown = format_moment(cx->arena, cx->lang, f->number,
                                 cx->me.zone != NULL ? cx->me.zone : "UTC");
    else if (kind == FIELD_DATE && *f->value != '\0')
        f->shown = format_date(cx->arena, cx->lang, f->value);
}

void
form_fix(Form *form, const char *name, const char *why)
{
    FormField *f = find_field(form, name);
    FieldKind kind = f->field->kind;
    g_assert(kind != FIELD_HIDDEN && kind != FIELD_TRAP && kind != FIELD_FILE &&
             kind != FIELD_PASSWORD);
    f->fixed = why;
    f->value = "";
    f->number = 0;
    f->error = NULL;
    for (size_t i = 0; i < f->options.n; i++)
        f->options.at[i].chosen = false;
    decide_drawing(f);
    note_shown(form, f);
    count_errors(form);
}

void
form_fail_late(Form *form)
{
    const Ctx *cx = form->req->cx;
    const char *words = lang_text(cx->lang,
                                  N_("{field}: this was fixed in the meantime, and what you sent "
                                     "for it was not taken. Look at it, then save again what you "
                                     "see here."));
    for (size_t i = 0; i < form->fields.n; i++) {
        FormField *f = &form->fields.at[i];
        if (f->is_fixed && *req_field(form->req, f->name) != '\0')
            f->error = lang_fill(cx->arena, words, "field", f->label, NULL);
    }
    count_errors(form);
}

bool
form_ok(const Form *form)
{
    return form->n_errors == 0;
}

void
form_set(Form *form, const char *name, const char *value)
{
    FormField *f = find_field(form, name);
    f->value = value != NULL ? value : "";
    bool several = f->field->kind == FIELD_CHOICES;
    for (size_t i = 0; i < f->options.n; i++) {
        FormOption *o = &f->options.at[i];
        o->chosen = strcmp(o->value, f->value) == 0 || (several && o->chosen);
    }
    note_shown(form, f);
}

void
form_set_int(Form *form, const char *name, int64_t value)
{
    FormField *f = find_field(form, name);
    f->number = value;
    if (f->field->kind == FIELD_MOMENT)
        f->value = value != 0 ? form_local_moment(form, value) : "";
    else if (f->field->kind != FIELD_FLAG)
        form_set(form, name, arena_printf(form->req->cx->arena, "%" PRId64, value));
    note_shown(form, f);
}

void
form_choices(Form *form, const char *name, const Choice *choices, size_t n)
{
    FormField *f = find_field(form, name);
    const char *value = f->value;
    set_options(form, f, choices, n);
    if (form->posted && !f->is_fixed) {
        f->error = NULL;
        form_read_field(form, f);
        describe(form, f);
        count_errors(form);
    } else {
        form_set(form, name, value);
    }
}

void
form_fail(Form *form, const char *name, const char *message)
{
    FormField *f = find_field(form, name);
    f->error = message;
    describe(form, f);
    count_errors(form);
}

void
form_fail_for(Form *form, FormFault fault)
{
    if (form_ok(form) && fault.field != NULL)
        form_fail(form, fault.field, lang_text(form->req->cx->lang, fault.words));
}

void
form_fail_conflict(Form *form, const char *name, int64_t version)
{
    Ctx *cx = form->req->cx;
    form_set(form, "version", arena_printf(cx->arena, "%" PRId64, version));
    form_fail(form, name,
              lang_text(cx->lang, N_("Somebody saved in between. Look at it, then save again "
                                     "what you see here.")));
}

const char *
form_text(const Form *form, const char *name)
{
    const FormField *f = find_field(form, name);
    return f->secret != NULL ? f->secret : f->value;
}

int64_t
form_int(const Form *form, const char *name)
{
    return find_field(form, name)->number;
}

bool
form_flag(const Form *form, const char *name)
{
    return find_field(form, name)->number != 0;
}

bool
form_has(const Form *form, const char *name, const char *choice)
{
    const FormField *f = find_field(form, name);
    for (size_t i = 0; i < f->options.n; i++)
        if (strcmp(f->options.at[i].value, choice) == 0)
            return f->options.at[i].chosen;
    return false;
}

bool
form_is_trapped(const Form *form)
{
    for (size_t i = 0; i < form->fields.n; i++)
        if (form->fields.at[i].is_trap && *form->fields.at[i].value != '\0')
            return true;
    return false;
}

const Upload *
form_upload(const Form *form, const char *name)
{
    return find_field(form, name)->upload;
}

bool
form_has_field(const Form *form, const char *name)
{
    for (size_t i = 0; i < form->fields.n; i++)
        if (strcmp(form->fields.at[i].name, name) == 0)
            return true;
    return false;
}
