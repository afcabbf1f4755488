/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "export/format.h"
#include "alliance/vcard.h"
#include "render/json.h"
#include "sheet/sheet_write.h"
#include "sheet/xlsx_write.h"
#include "web/app.h"

#include <string.h>

/* ---- tables ---- */

/* A person's cells; values of a list with a semicolon between. */
static void
fill_cells(const ExportWriter *out, const Ctx *cx, const ExportPerson *person, const char **cells)
{
    for (size_t i = 0; i < out->export->n_fields; i++) {
        const ExportField *field = out->export->fields[i];
        cells[i] = field->text(cx, person);
        if (!field->is_list || cells[i] == NULL || strchr(cells[i], '\n') == NULL)
            continue;
        g_auto(GStrv) values = g_strsplit(cells[i], "\n", -1);
        g_autofree char *joined = g_strjoinv("; ", values);
        cells[i] = arena_strdup(cx->arena, joined);
    }
}

static void
fill_headings(const ExportWriter *out, const char **cells)
{
    for (size_t i = 0; i < out->export->n_fields; i++)
        cells[i] = lang_text(out->cx->lang, out->export->fields[i]->label);
}

static void
begin_csv(ExportWriter *out)
{
    const char *cells[EXPORT_MOST_FIELDS];
    fill_headings(out, cells);
    g_string_append(out->text, SHEET_BEGIN);
    sheet_write_row(out->text, cells, out->export->n_fields);
}

static void
add_csv(ExportWriter *out, const Ctx *cx, const ExportPerson *person)
{
    const char *cells[EXPORT_MOST_FIELDS];
    fill_cells(out, cx, person, cells);
    sheet_write_row(out->text, cells, out->export->n_fields);
}

static void
end_nothing(ExportWriter *out G_GNUC_UNUSED)
{
}

/* The library wants a path: that of an open file which has no other name. */
static void
begin_xlsx(ExportWriter *out)
{
    const char *cells[EXPORT_MOST_FIELDS];
    fill_headings(out, cells);
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", out->export->file->fd);
    out->state = xlsx_writer_new(path, cells, out->export->n_fields);
}

static void
add_xlsx(ExportWriter *out, const Ctx *cx, const ExportPerson *person)
{
    const char *cells[EXPORT_MOST_FIELDS];
    fill_cells(out, cx, person, cells);
    xlsx_writer_add(out->state, cells);
}

static void
end_xlsx(ExportWriter *out)
{
    out->failed |= !xlsx_writer_end(out->state);
}

/* ---- cards ---- */

static void
begin_nothing(ExportWriter *out G_GNUC_UNUSED)
{
}

/* What was not chosen is closed for the card, too. */
static void
add_card(ExportWriter *out, const Ctx *cx, const ExportPerson *person)
{
    unsigned chosen = 0;
    bool has_page = false, has_country = false;
    for (size_t i = 0; i < out->export->n_fields; i++) {
        const ExportField *field = out->export->fields[i];
        chosen |= field->bit;
        has_page |= strcmp(field->name, "page") == 0;
        has_country |= strcmp(field->name, "country") == 0;
    }
    Profile profile = *person->profile;
    profile_close(&profile, (unsigned)profile.open & (chosen | PROFILE_NAME));
    const ExportPerson seen = {.profile = &profile};
    const ExportField *country = EXPORT_FIELDS;
    while (strcmp(country->name, "country") != 0)
        country++;
    const char *name = has_country ? country->text(cx, &seen) : NULL;
    const VcardSource source = {
        .profile = &profile,
        .url = has_page && profile.handle != NULL
                   ? arena_printf(cx->arena, "%s%s", cx->app->base_url, profile.page)
                   : NULL,
        .country = name != NULL ? name : ""};
    g_string_append(out->text, vcard_format(cx->arena, &source));
}

/* ---- JSON ---- */

static void
begin_json(ExportWriter *out)
{
    Json *json = arena_new_of(out->cx->arena, Json);
    json_init(json, out->text);
    json_open_array(json, NULL);
    out->state = json;
}

static void
add_value(Json *json, const ExportField *field, const char *text)
{
    if (!field->is_list) {
        json_str(json, field->name, text != NULL && *text != '\0' ? text : NULL);
        return;
    }
    json_open_array(json, field->name);
    g_auto(GStrv) values = g_strsplit(text != NULL ? text : "", "\n", -1);
    for (char **value = values; *value != NULL; value++)
        json_str(json, NULL, *value);
    json_close_array(json);
}

static void
add_json(ExportWriter *out, const Ctx *cx, const ExportPerson *person)
{
    Json *json = out->state;
    json_open_object(json, NULL);
    for (size_t i = 0; i < out->export->n_fields; i++)
        add_value(json, out->export->fields[i], out->export->fields[i]->text(cx, person));
    json_close_object(json);
    g_string_append_c(out->text, '\n');
}

static void
end_json(ExportWriter *out)
{
    json_close_array(out->state);
    g_string_append_c(out->text, '\n');
}

/* clang-format off */
const ExportFormat EXPORT_FORMATS[] = {
    {"xlsx",  N_("Excel (XLSX)"), N_("a workbook"),
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
     begin_xlsx, add_xlsx, end_xlsx},
    {"csv",   N_("CSV"), N_("a table that any program reads"),
     "text/csv; charset=utf-8", "csv", begin_csv, add_csv, end_nothing},
    {"vcard", N_("vCard"), N_("cards for an address book"),
     "text/vcard; charset=utf-8", "vcf", begin_nothing, add_card, end_nothing},
    {"json",  N_("JSON"), N_("for programs"),
     "application/json; charset=utf-8", "json", begin_json, add_json, end_json},
    {0},
};
/* clang-format on */

const ExportFormat *
export_format_find(const char *name)
{
    for (const ExportFormat *format = EXPORT_FORMATS; format->name != NULL; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}
