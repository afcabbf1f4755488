/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What people say about a list: its columns, the rules, countries that are not known.
 */
#include "base/limits.h"
#include "import/import_match.html.h"
#include "import/match.h"
#include "import/pages.h"
#include "lang/format.h"

#include <string.h>

#define SHOWN_COLUMNS 100  /* further ones are not used */
#define ASKED_COUNTRIES 50 /* at once */
#define NONE "-"           /* the answer that a column is not used, that no country is meant */

/* clang-format off */
static const Choice modes[] = {
    {"add",       N_("Only add people who are not here")             },
    {"fill",      N_("Also fill fields that are empty")              },
    {"overwrite", N_("Also overwrite fields that say something else")},
};

static const Choice orders[] = {
    {"day",   N_("The day comes first: 3 April")  },
    {"month", N_("The month comes first: 4 March")},
};

static const Field rule_fields[] = {
    {"mode", N_("What may the list do?"), N_("Further languages and interests are added, none is taken away."),
     .kind = FIELD_CHOICE, .choices = modes, .n_choices = G_N_ELEMENTS(modes)},
    {"header", N_("The first row says what the columns are"), .kind = FIELD_FLAG, .optional = true},
    {"invite", N_("Write a mail to everybody who is added"),
     N_("It says who put them there and how to leave. Without it nobody is told."),
     .kind = FIELD_FLAG, .optional = true},
    {"dates", N_("Which date is 03/04/2016?"), N_("The list does not tell by itself."),
     .kind = FIELD_CHOICE, .choices = orders, .n_choices = G_N_ELEMENTS(orders), .optional = true},
};
/* clang-format on */

enum { N_RULES = G_N_ELEMENTS(rule_fields) };

/* Of a workbook with several sheets; its choices are their names. */
static const Field sheet_field = {"sheet",
                                  N_("Sheet"),
                                  N_("If you choose another one, its columns are shown next."),
                                  .kind = FIELD_CHOICE,
                                  .narrow = true,
                                  .verbatim = true};

/* ---- the columns ---- */

static const char *
column_hint(Ctx *cx, const ImportColumn *column)
{
    GString *hint = arena_string(cx->arena, 128);
    g_auto(GStrv) samples = g_strsplit(column->samples, "\n", -1);
    for (char **sample = samples; *sample != NULL; sample++)
        g_string_append_printf(hint, "%s%s", hint->len > 0 ? " · " : "", *sample);
    return hint->len > 0 ? hint->str : lang_text(cx->lang, N_("Nothing stands in it."));
}

static const char *
column_label(Ctx *cx, const ImportColumn *column)
{
    if (*column->header != '\0')
        return column->header;
    const char *number = arena_printf(cx->arena, "%" PRId64, column->position);
    return lang_fill(cx->arena, lang_text(cx->lang, N_("Column {n}")), "n", number, NULL);
}

static Choice *
meaning_choices(Ctx *cx, size_t *ret_n)
{
    size_t n = 0;
    const Meaning *all = meanings(cx->arena, &n);
    Choice *choices = arena_array_of(cx->arena, Choice, n);
    for (size_t i = 0; i < n; i++) {
        const char *label = lang_text(cx->lang, all[i].label);
        if (all[i].purpose != NULL)
            label = lang_fill(cx->arena, lang_text(cx->lang, N_("Agrees to: {what}")), "what",
                              label, NULL);
        choices[i] = (Choice){*all[i].name != '\0' ? all[i].name : NONE, label};
    }
    *ret_n = n;
    return choices;
}

static const char *
column_name(Ctx *cx, size_t i)
{
    return arena_printf(cx->arena, "column-%zu", i + 1);
}

/* Put the choice of a sheet there if there are several; how many fields that is. */
static size_t
add_sheets(Ctx *cx, const Import *import, Field *ret_field)
{
    char **names = g_strsplit(import->sheets, "\n", -1);
    arena_defer(cx->arena, (GDestroyNotify)g_strfreev, names);
    size_t n = g_strv_length(names);
    if (n < 2)
        return 0;
    Choice *choices = arena_array_of(cx->arena, Choice, n);
    for (size_t i = 0; i < n; i++)
        choices[i] = (Choice){arena_printf(cx->arena, "%zu", i + 1), names[i]};
    *ret_field = sheet_field;
    ret_field->choices = choices;
    ret_field->n_choices = n;
    return 1;
}

static const Field *
fields_of(Ctx *cx, const Import *import, ImportColumnSpan columns, size_t *ret_n)
{
    size_t n_columns = MIN(columns.n, (size_t)SHOWN_COLUMNS), n_choices = 0;
    const Choice *choices = meaning_choices(cx, &n_choices);
    Field *fields = arena_array_of(cx->arena, Field, 1 + n_columns + N_RULES);
    size_t n = add_sheets(cx, import, fields);
    for (size_t i = 0; i < n_columns; i++)
        fields[n++] = (Field){.name = column_name(cx, i),
                              .label = column_label(cx, &columns.at[i]),
                              .hint = column_hint(cx, &columns.at[i]),
                              .kind = FIELD_CHOICE,
                              .verbatim = true,
                              .choices = choices,
                              .n_choices = n_choices};
    memcpy(fields + n, rule_fields, sizeof rule_fields);
    bool unclear = false;
    for (size_t i = 0; i < columns.n; i++)
        unclear |= columns.at[i].n_unclear > 0 &&
                   (columns.at[i].day_first > 0) == (columns.at[i].month_first > 0);
    *ret_n = n + N_RULES - (unclear ? 0 : 1);
    return fields;
}

/* The meaning that was chosen for a column; "" for one that is not used. */
static const char *
chosen(const Form *form, size_t i)
{
    const char *meaning = form_text(form, column_name(form->req->cx, i));
    return strcmp(meaning, NONE) != 0 ? meaning : "";
}

static bool
asks_for_dates(const Form *form)
{
    return strcmp(form->fields.at[form->fields.n - 1].name, "dates") == 0;
}

static bool
asks_for_sheet(const Form *form)
{
    return strcmp(form->fields.at[0].name, "sheet") == 0;
}

static int64_t
chosen_sheet(const Form *form)
{
    return g_ascii_strtoll(form_text(form, "sheet"), NULL, 10);
}

static void
show_rules(Form *form, const Import *import, ImportColumnSpan columns)
{
    for (size_t i = 0; i < MIN(columns.n, (size_t)SHOWN_COLUMNS); i++)
        form_set(form, column_name(form->req->cx, i),
                 *columns.at[i].meaning != '\0' ? columns.at[i].meaning : NONE);
    if (asks_for_sheet(form))
        form_set_int(form, "sheet", import->sheet);
    form_set(form, "mode", import->mode);
    form_set_int(form, "header", import->has_header);
    form_set_int(form, "invite", import->invite);
    if (asks_for_dates(form))
        form_set(form, "dates", import->dates);
}

/* A list whose columns are to be said; NULL: @ret_refused is the answer. */
static const Import *
find(Request *req, Response **ret_refused)
{
    const Import *import = import_find(req->cx, req_id(req, "id"));
    bool open = import != NULL && import->cleared_at == 0 && import->file_id != 0 &&
                (strcmp(import->state, "match") == 0 || strcmp(import->state, "checked") == 0);
    if (open)
        return import;
    *ret_refused = import == NULL ? respond_not_found(req)
                                  : respond_redirect(req, "%s", import_url(req->cx, import->id));
    return NULL;
}

static Response *
respond_match(Request *req, const Import *import, const Form *form)
{
    ImportMatch view = {
        .import = import, .form = form, .n_rows = import->n_rows, .n_hidden = import->n_hidden};
    Page page = {.title = lang_text(req->cx->lang, N_("Match the columns")),
                 .here = HERE(DESK_CRUMB, IMPORT_CRUMB)};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, import_match, &view);
}

Response *
get_desk_import_columns(Request *req)
{
    Response *refused = NULL;
    const Import *import = find(req, &refused);
    if (import == NULL)
        return refused;
    size_t n = 0;
    ImportColumnSpan columns = import_columns(req->cx, import->id);
    const Field *fields = fields_of(req->cx, import, columns, &n);
    Form *form = form_new(req, fields, n);
    show_rules(form, import, columns);
    return respond_match(req, import, form);
}

/* One column has the addresses or more, no other meaning stands twice, and unclear dates of a
 * column that is used are made clear. */
static void
check(Form *form, ImportColumnSpan columns)
{
    const Lang *lang = form->req->cx->lang;
    size_t n_columns = MIN(columns.n, (size_t)SHOWN_COLUMNS), n_emails = 0;
    for (size_t i = 0; i < n_columns; i++) {
        const char *name = column_name(form->req->cx, i), *meaning = chosen(form, i);
        n_emails += strcmp(meaning, "email") == 0;
        for (size_t k = 0; k < i && *meaning != '\0' && strcmp(meaning, "email") != 0; k++)
            if (strcmp(chosen(form, k), meaning) == 0) {
                form_fail(form, name, lang_text(lang, N_("Another column is this already")));
                break;
            }
        bool unclear = strcmp(meaning, "joined") == 0 && columns.at[i].n_unclear > 0 &&
                       (columns.at[i].day_first > 0) == (columns.at[i].month_first > 0);
        if (unclear && asks_for_dates(form) && *form_text(form, "dates") == '\0')
            form_fail(form, "dates", lang_text(lang, N_("Which date is 03/04/2016? Choose one")));
    }
    if (n_columns == 0 && asks_for_sheet(form))
        form_fail(form, "sheet", lang_text(lang, N_("Sheet: there is nothing in it")));
    if (n_emails == 0 && n_columns > 0)
        form_fail(form, column_name(form->req->cx, 0),
                  lang_text(lang, N_("Say which column has the e-mail addresses: people are known "
                                     "by them")));
}

Response *
post_desk_import_columns(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Import *import = find(req, &refused);
    if (import == NULL)
        return refused;
    size_t n = 0;
    ImportColumnSpan columns = import_columns(cx, import->id);
    const Field *fields = fields_of(cx, import, columns, &n);
    Form *form = form_read(req, fields, n);
    if (asks_for_sheet(form) && chosen_sheet(form) != import->sheet &&
        import_choose_sheet(cx, import, chosen_sheet(form)))
        return respond_redirect(req, "%s", import_url(cx, import->id));
    if (form_ok(form))
        check(form, columns);
    if (!form_ok(form))
        return respond_match(req, import, form);
    const char **meanings = arena_array_of(cx->arena, const char *, columns.n + 1);
    for (size_t i = 0; i < columns.n; i++)
        meanings[i] = i < SHOWN_COLUMNS ? chosen(form, i) : "";
    Import rules = *import;
    rules.mode = form_text(form, "mode");
    rules.has_header = form_flag(form, "header");
    rules.invite = form_flag(form, "invite");
    rules.dates = asks_for_dates(form) ? form_text(form, "dates") : "";
    import_set_rules(cx, &rules, meanings, columns.n);
    import_begin(cx, import, "check");
    return respond_redirect(req, "%s", import_url(cx, import->id));
}

/* ---- countries ---- */

static int
by_label(const void *a, const void *b, void *lang)
{
    return format_compare(lang, ((const Choice *)a)->label, ((const Choice *)b)->label);
}

/* Every country, then none of them. */
static Choice *
country_choices(Ctx *cx, size_t *ret_n)
{
    size_t n = 0;
    const FormatCountry *all = format_countries(&n);
    Choice *choices = arena_array_of(cx->arena, Choice, n + 1);
    for (size_t i = 0; i < n; i++)
        choices[i] = (Choice){all[i].iso2, format_country(cx->arena, cx->lang, all[i].iso2)};
    g_qsort_with_data(choices, (int)n, sizeof *choices, by_label, (void *)(uintptr_t)cx->lang);
    choices[n] = (Choice){NONE, lang_text(cx->lang, N_("No country: leave it empty"))};
    *ret_n = n + 1;
    return choices;
}

/* What is near is said, never chosen beforehand. */
static const char *
spelling_hint(Ctx *cx, const ImportSpelling *spelling)
{
    const char *count = format_number(cx->arena, cx->lang, spelling->n_rows);
    const char *rows = lang_fill(cx->arena,
                                 lang_plural(cx->lang, "{n} row", "{n} rows", spelling->n_rows),
                                 "n", count, NULL);
    CountryGuess guess = cell_country(cx->arena, spelling->text);
    GString *near = arena_string(cx->arena, 64);
    for (int i = 0; i < CELL_SUGGESTIONS && guess.suggestions[i] != NULL; i++)
        g_string_append_printf(near, "%s%s", i > 0 ? ", " : "",
                               format_country(cx->arena, cx->lang, guess.suggestions[i]));
    if (near->len == 0)
        return rows;
    return lang_fill(cx->arena, lang_text(cx->lang, N_("{rows} · perhaps {countries}")), "rows",
                     rows, "countries", near->str, NULL);
}

/* What is asked may be another list by the time of the answer, so a number would not do. */
static const char *
spelling_name(Ctx *cx, const char *words)
{
    return arena_printf(cx->arena, "country-%08x", g_str_hash(words));
}

Form *
import_country_form(Request *req, int64_t id, bool posted)
{
    Ctx *cx = req->cx;
    ImportSpellingSpan unknown = import_spellings(cx, id);
    size_t n = MIN(unknown.n, (size_t)ASKED_COUNTRIES), n_choices = 0;
    if (n == 0)
        return NULL;
    const Choice *choices = country_choices(cx, &n_choices);
    Field *fields = arena_array_of(cx->arena, Field, n);
    for (size_t i = 0; i < n; i++)
        fields[i] = (Field){.name = spelling_name(cx, unknown.at[i].words),
                            .label = unknown.at[i].text,
                            .hint = spelling_hint(cx, &unknown.at[i]),
                            .kind = FIELD_CHOICE,
                            .optional = true,
                            .verbatim = true,
                            .choices = choices,
                            .n_choices = n_choices};
    if (posted)
        return form_read(req, fields, n);
    return form_new(req, fields, n);
}

Response *
post_desk_import_countries(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Import *import = find(req, &refused);
    if (import == NULL)
        return refused;
    ImportSpellingSpan unknown = import_spellings(cx, import->id);
    Form *form = import_country_form(req, import->id, true);
    for (size_t i = 0; form != NULL && form_ok(form) && i < form->fields.n; i++) {
        const char *answer = form_text(form, form->fields.at[i].name);
        if (*answer != '\0')
            import_answer_spelling(cx, unknown.at[i].words,
                                   strcmp(answer, NONE) == 0 ? NULL : answer);
    }
    import_begin(cx, import, "check");
    return respond_redirect(req, "%s", import_url(cx, import->id));
}
