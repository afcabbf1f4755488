/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/workbook.h"

#include "base/text.h"
#include "sheet/serial.h"
#include "sheet/xml.h"

#include <stdlib.h>
#include <string.h>

static const char NO_WORKBOOK[] = N_("This is no Excel file (.xlsx). Save the list as CSV.");
static const char BROKEN[] = N_("The Excel file is broken, or too large when unpacked.");

typedef struct Reading {
    Workbook *book;
    Xml *xml;
    GHashTable *relations; /* id -> file in the zip */
    GHashTable *codes;     /* number of a format -> its code */
    char *type[3];         /* files by the end of their type: workbook, sharedStrings, styles */
    const char *folder;    /* that targets are relative to */
    GString *text;
    GPtrArray *ids; /* of relations, one a sheet */
    bool in_text, in_hint, in_formats, broken;
} Reading;

static const char *const TYPES[] = {"/officeDocument", "/sharedStrings", "/styles"};

/* ---- relations ---- */

static void
start_relation(void *data, const char *name, const char **attributes)
{
    Reading *r = data;
    const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL)
        return;
    g_autofree char *path = g_canonicalize_filename(target, r->folder);
    g_hash_table_insert(r->relations, g_strdup(id), g_strdup(path + 1));
    for (size_t i = 0; i < G_N_ELEMENTS(TYPES); i++)
        if (g_str_has_suffix(type, TYPES[i]) && r->type[i] == NULL)
            r->type[i] = g_strdup(path + 1);
}

static void
no_end(void *data G_GNUC_UNUSED, const char *name G_GNUC_UNUSED)
{
}

static void
no_text(void *data G_GNUC_UNUSED, const char *text G_GNUC_UNUSED, int n G_GNUC_UNUSED)
{
}

/* ---- sheets ---- */

static void
start_sheet(void *data, const char *name, const char **attributes)
{
    Reading *r = data;
    if (strcmp(name, "workbookPr") == 0)
        r->book->since_1904 = xml_is_true(attributes, "date1904");
    const char *title = xml_attribute(attributes, "name"), *id = xml_attribute(attributes, "id");
    const char *state = xml_attribute(attributes, "state");
    if (strcmp(name, "sheet") != 0 || title == NULL || id == NULL || r->ids->len == SHEET_MAX_NAMES)
        return;
    bool hidden = state != NULL && strcmp(state, "visible") != 0;
    g_array_append_val(r->book->hidden, hidden);
    GString *clean = g_string_new(NULL);
    workbook_append(clean, title, strlen(title));
    g_ptr_array_add(r->book->names, g_string_free(clean, FALSE));
    g_ptr_array_add(r->ids, g_strdup(id));
}

/* ---- shared texts ---- */

static void
start_shared(void *data, const char *name, const char **attributes G_GNUC_UNUSED)
{
    Reading *r = data;
    if (strcmp(name, "si") == 0)
        g_string_truncate(r->text, 0);
    r->in_hint |= strcmp(name, "rPh") == 0;
    r->in_text = strcmp(name, "t") == 0 && !r->in_hint;
}

static void
end_shared(void *data, const char *name)
{
    Reading *r = data;
    r->in_text = false;
    if (strcmp(name, "rPh") == 0)
        r->in_hint = false;
    if (strcmp(name, "si") != 0)
        return;
    size_t at = r->book->shared->len;
    g_array_append_val(r->book->shared_at, at);
    workbook_append(r->book->shared, r->text->str, r->text->len);
    g_string_append_c(r->book->shared, '\0');
    r->broken = r->book->shared->len + r->book->shared_at->len * sizeof at > SHEET_MAX_SHARED;
    if (r->broken)
        xml_pause(r->xml);
}

static void
text_shared(void *data, const char *text, int n)
{
    Reading *r = data;
    if (r->in_text && r->text->len <= SHEET_MAX_CELL)
        g_string_append_len(r->text, text, n);
}

/* ---- formats ---- */

static int
number_of(const char **attributes, const char *name)
{
    const char *value = xml_attribute(attributes, name);
    return value != NULL ? (int)strtol(value, NULL, 10) : 0;
}

static void
start_style(void *data, const char *name, const char **attributes)
{
    Reading *r = data;
    int format = number_of(attributes, "numFmtId");
    const char *code = xml_attribute(attributes, "formatCode");
    if (strcmp(name, "cellXfs") == 0)
        r->in_formats = true;
    if (strcmp(name, "numFmt") == 0 && code != NULL &&
        g_hash_table_size(r->codes) < SHEET_MAX_STYLES)
        g_hash_table_insert(r->codes, GINT_TO_POINTER(format), g_strdup(code));
    if (strcmp(name, "xf") != 0 || !r->in_formats || r->book->dates->len == SHEET_MAX_STYLES)
        return;
    bool date = serial_format_is_date(format,
                                      g_hash_table_lookup(r->codes, GINT_TO_POINTER(format)));
    g_array_append_val(r->book->dates, date);
}

static void
end_style(void *data, const char *name)
{
    if (strcmp(name, "cellXfs") == 0)
        ((Reading *)data)->in_formats = false;
}

/* ---- all of them ---- */

static const XmlEvents RELATIONS = {start_relation, no_end, no_text};
static const XmlEvents SHEETS = {start_sheet, no_end, no_text};
static const XmlEvents SHARED = {start_shared, end_shared, text_shared};
static const XmlEvents STYLES = {start_style, end_style, no_text};

/* False if the file is not there or broken. */
static bool
read_part(Reading *r, Zip *zip, const char *name, const XmlEvents *events)
{
    if (name == NULL || !zip_enter(zip, name))
        return false;
    g_autoptr(Xml) xml = xml_new(zip, events, r);
    r->xml = xml;
    return xml_run(xml) == XML_ENDED && !r->broken;
}

static const char *
read_parts(Reading *r, Zip *zip)
{
    r->folder = "/";
    if (!read_part(r, zip, "_rels/.rels", &RELATIONS) || r->type[0] == NULL)
        return NO_WORKBOOK;
    g_autofree char *folder = g_path_get_dirname(r->type[0]);
    g_autofree char *base = g_path_get_basename(r->type[0]);
    g_autofree char *relations = g_strdup_printf("%s/_rels/%s.rels", folder, base);
    g_autofree char *root = g_strconcat("/", folder, NULL);
    r->folder = root;
    g_hash_table_remove_all(r->relations);
    if (!read_part(r, zip, g_str_has_prefix(relations, "./") ? relations + 2 : relations,
                   &RELATIONS) ||
        !read_part(r, zip, r->type[0], &SHEETS) || r->ids->len == 0)
        return NO_WORKBOOK;
    if ((r->type[1] != NULL && !read_part(r, zip, r->type[1], &SHARED)) ||
        (r->type[2] != NULL && !read_part(r, zip, r->type[2], &STYLES)))
        return BROKEN;
    for (size_t i = 0; i < r->ids->len; i++)
        g_ptr_array_add(r->book->files,
                        g_strdup(g_hash_table_lookup(r->relations, r->ids->pdata[i])));
    return NULL;
}

const char *
workbook_read(Workbook *book, Zip *zip)
{
    *book = (Workbook){
        .names = g_ptr_array_new_with_free_func(g_free),
        .files = g_ptr_array_new_with_free_func(g_free),
        .hidden = g_array_new(FALSE, FALSE, sizeof(bool)),
        .shared = g_string_new(NULL),
        .shared_at = g_array_new(FALSE, FALSE, sizeof(size_t)),
        .dates = g_array_new(FALSE, FALSE, sizeof(bool)),
    };
    Reading r = {
        .book = book,
        .relations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .codes = g_hash_table_new_full(NULL, NULL, NULL, g_free),
        .ids = g_ptr_array_new_with_free_func(g_free),
        .text = g_string_new(NULL),
    };
    const char *fault = read_parts(&r, zip);
    g_ptr_array_add(book->names, NULL);
    g_hash_table_unref(r.relations);
    g_hash_table_unref(r.codes);
    g_ptr_array_unref(r.ids);
    g_string_free(r.text, TRUE);
    for (size_t i = 0; i < G_N_ELEMENTS(TYPES); i++)
        g_free(r.type[i]);
    return fault;
}

void
workbook_clear(Workbook *book)
{
    g_ptr_array_unref(book->names);
    g_string_free(book->shared, TRUE);
    g_array_unref(book->shared_at);
    g_array_unref(book->dates);
    g_ptr_array_unref(book->files);
    g_array_unref(book->hidden);
}

/* "_x000D_" at @text; 0 if it is not. */
static gunichar
escaped(const char *text, size_t n)
{
    gunichar u = 0;
    if (n < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_')
        return 0;
    for (int i = 2; i < 6; i++) {
        if (!g_ascii_isxdigit(text[i]))
            return 0;
        u = u * 16 + (gunichar)g_ascii_xdigit_value(text[i]);
    }
    return u;
}

void
workbook_append(GString *out, const char *text, size_t n)
{
    for (const char *c = text, *end = text + n; c < end;) {
        gunichar u = escaped(c, (size_t)(end - c));
        c += u != 0 ? 7 : 0;
        if (u == 0) {
            u = g_utf8_get_char(c);
            c = g_utf8_next_char(c);
        }
        if (u == '\r') {
            c += c < end && *c == '\n';
            u = '\n';
        }
        bool kept = u == '\n' || u == '\t' || text_takes(u);
        if (kept && g_unichar_validate(u))
            g_string_append_unichar(out, u);
    }
}
