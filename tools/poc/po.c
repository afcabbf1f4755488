/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "po.h"

#include "base/error.h"

#include <string.h>

typedef struct Parser {
    const char *path;
    int line;
    GError *error; /* the first one; parsing stops */
    PoFile *file;
    PoEntry *entry; /* being read, or NULL */
    GString *into;  /* where a continued string goes, or NULL */
    char **slot;    /* ... and is kept in the end */
    char *context;  /* of the entry, or NULL */
    bool fuzzy;     /* seen in the comments before the entry */
    char *header;   /* msgstr of the empty msgid, or NULL */
} Parser;

static void parser_fail(Parser *p, int line, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
parser_fail(Parser *p, int line, const char *format, ...)
{
    if (p->error != NULL)
        return;
    va_list ap;
    va_start(ap, format);
    g_autofree char *message = g_strdup_vprintf(format, ap);
    va_end(ap);
    g_set_error(&p->error, BARAZA_ERROR, ERROR_INPUT, "%s:%d: error: %s", p->path, line, message);
}

static void
entry_free(void *data)
{
    PoEntry *e = data;
    if (e == NULL)
        return;
    g_free(e->key);
    g_free(e->id);
    g_free(e->plural);
    g_ptr_array_unref(e->text);
    g_free(e);
}

void
po_free(PoFile *file)
{
    if (file == NULL)
        return;
    g_hash_table_unref(file->by_key);
    g_ptr_array_unref(file->entries);
    g_free(file->path);
    g_free(file);
}

static PoEntry *
entry_new(Parser *p)
{
    PoEntry *e = g_new0(PoEntry, 1);
    e->text = g_ptr_array_new_with_free_func(g_free);
    e->line = p->line;
    e->fuzzy = p->fuzzy;
    return e;
}

/* A string has ended: keep what was collected. */
static void
close_string(Parser *p)
{
    if (p->into == NULL)
        return;
    g_autofree char *text = g_string_free(g_steal_pointer(&p->into), FALSE);
    if (p->slot != NULL)
        *p->slot = g_steal_pointer(&text);
    else
        g_ptr_array_add(p->entry->text, g_steal_pointer(&text));
    p->slot = NULL;
}

static void
check_entry(Parser *p, const PoEntry *e)
{
    if (e->id == NULL)
        parser_fail(p, e->line, "the entry has no msgid");
    else if (e->text->len == 0)
        parser_fail(p, e->line, "the entry has no msgstr");
    else if (e->plural == NULL && e->text->len != 1)
        parser_fail(p, e->line, "several forms, but no msgid_plural");
}

/* An entry has ended: file it. */
static void
close_entry(Parser *p)
{
    close_string(p);
    if (p->entry == NULL) {
        if (p->context != NULL)
            parser_fail(p, p->line, "msgctxt without msgid");
        return;
    }
    PoEntry *e = g_steal_pointer(&p->entry);
    g_autofree char *context = g_steal_pointer(&p->context);
    p->fuzzy = false;
    check_entry(p, e);
    if (p->error != NULL) {
        entry_free(e);
        return;
    }
    if (*e->id == '\0') {
        g_free(p->header);
        p->header = g_strdup(e->text->pdata[0]);
        entry_free(e);
        return;
    }
    e->key = context ? g_strdup_printf("%s\004%s", context, e->id) : g_strdup(e->id);
    const PoEntry *other = g_hash_table_lookup(p->file->by_key, e->key);
    if (other != NULL)
        parser_fail(p, e->line, "\"%s\" stands in line %d already", e->id, other->line);
    g_hash_table_insert(p->file->by_key, e->key, e);
    g_ptr_array_add(p->file->entries, e);
}

/* Read the quoted string that fills the rest of the line. */
static void
read_string(Parser *p, const char *text)
{
    static const char escapes[] = "n\nt\tr\r\"\"\\\\";
    gsize n = strlen(text);
    if (n < 2 || text[0] != '"' || text[n - 1] != '"') {
        parser_fail(p, p->line, "a string in quotes is expected here");
        return;
    }
    for (const char *c = text + 1; c < text + n - 1; c++) {
        if (*c == '"') {
            parser_fail(p, p->line, "a quote inside a string is written \\\"");
            return;
        }
        if (*c != '\\') {
            g_string_append_c(p->into, *c);
            continue;
        }
        c++;
        gsize k = 0;
        while (escapes[k] != '\0' && escapes[k] != *c)
            k += 2;
        if (escapes[k] == '\0' || c == text + n - 1) {
            parser_fail(p, p->line, "\\%c is not known here", *c);
            return;
        }
        g_string_append_c(p->into, escapes[k + 1]);
    }
}

static void
open_string(Parser *p, char **slot, const char *text)
{
    close_string(p);
    if (slot != NULL && *slot != NULL) {
        parser_fail(p, p->line, "this stands twice in one entry");
        return;
    }
    p->slot = slot;
    p->into = g_string_new(NULL);
    read_string(p, text);
}

static void
on_context(Parser *p, const char *text)
{
    close_entry(p);
    open_string(p, &p->context, text);
}

static void
on_id(Parser *p, const char *text)
{
    if (p->entry != NULL)
        close_entry(p);
    close_string(p);
    p->entry = entry_new(p);
    open_string(p, &p->entry->id, text);
}

static void
on_plural(Parser *p, const char *text)
{
    if (p->entry == NULL || p->entry->text->len > 0)
        parser_fail(p, p->line, "msgid_plural follows msgid");
    else
        open_string(p, &p->entry->plural, text);
}

static void
on_text(Parser *p, const char *text)
{
    if (p->entry == NULL)
        parser_fail(p, p->line, "msgstr without msgid");
    else
        open_string(p, NULL, text);
}

static void
on_form(Parser *p, const char *text)
{
    if (p->entry == NULL) {
        parser_fail(p, p->line, "msgstr without msgid");
        return;
    }
    close_string(p);
    char *end = NULL;
    guint64 form = g_ascii_strtoull(text, &end, 10);
    if (p->entry->plural == NULL || form != p->entry->text->len || !g_str_has_prefix(end, "]")) {
        parser_fail(p, p->line, "msgstr[%u] is expected here", p->entry->text->len);
        return;
    }
    open_string(p, NULL, g_strchug(end + 1));
}

static const struct {
    const char *word;
    void (*read)(Parser *p, const char *text);
} keywords[] = {
    {"msgctxt ",      on_context},
    {"msgid_plural ", on_plural },
    {"msgid ",        on_id     },
    {"msgstr ",       on_text   },
    {"msgstr[",       on_form   },
};

static void
read_line(Parser *p, char *text)
{
    g_strstrip(text);
    if (*text == '\0') {
        close_entry(p);
        return;
    }
    if (*text == '#') {
        close_entry(p);
        if (g_str_has_prefix(text, "#,") && strstr(text, "fuzzy") != NULL)
            p->fuzzy = true;
        else if (g_str_has_prefix(text, "#~"))
            p->fuzzy = false;
        return;
    }
    if (*text == '"') {
        if (p->into == NULL)
            parser_fail(p, p->line, "a string without msgid or msgstr before it");
        else
            read_string(p, text);
        return;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(keywords); i++) {
        if (g_str_has_prefix(text, keywords[i].word)) {
            keywords[i].read(p, g_strchug(text + strlen(keywords[i].word)));
            return;
        }
    }
    parser_fail(p, p->line, "this is neither a comment nor msgid nor msgstr");
}

/* Return the header's field, trimmed, or NULL. */
static char *
header_field(const char *header, const char *name)
{
    g_auto(GStrv) lines = g_strsplit(header ? header : "", "\n", -1);
    for (char **l = lines; *l != NULL; l++)
        if (g_str_has_prefix(*l, name))
            return g_strstrip(g_strdup(*l + strlen(name)));
    return NULL;
}

static char *
without_space(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text != '\0'; text++)
        if (!g_ascii_isspace(*text) && *text != '(' && *text != ')' && *text != ';')
            g_string_append_c(out, *text);
    return g_string_free(out, FALSE);
}

static void
check_header(Parser *p)
{
    g_autofree char *code = header_field(p->header, "Language:");
    g_autofree char *type = header_field(p->header, "Content-Type:");
    g_autofree char *forms = header_field(p->header, "Plural-Forms:");

    const PoLanguage *language = p->file->language = po_language_find(code);
    if (language == NULL) {
        parser_fail(p, 1, "the header's Language is missing or not one of ours");
        return;
    }
    if (type == NULL || strstr(type, "UTF-8") == NULL)
        parser_fail(p, 1, "the header's Content-Type must name UTF-8");
    g_autofree char *expected = g_strdup_printf("nplurals=%dplural=%s", language->n_plurals,
                                                language->plural);
    g_autofree char *a = without_space(expected);
    g_autofree char *b = without_space(forms ? forms : "");
    if (strcmp(a, b) != 0)
        parser_fail(p, 1, "Plural-Forms of %s must be: nplurals=%d; plural=(%s);", code,
                    language->n_plurals, language->plural);
}

static void
check_forms(Parser *p)
{
    for (guint i = 0; i < p->file->entries->len && p->error == NULL; i++) {
        const PoEntry *e = p->file->entries->pdata[i];
        if (e->plural != NULL && (int)e->text->len != p->file->language->n_plurals)
            parser_fail(p, e->line, "%d plural forms are needed, here are %u",
                        p->file->language->n_plurals, e->text->len);
        else if (po_entry_is_done(e) && !po_placeholders_agree(e))
            parser_fail(p, e->line, "the placeholders are not those of \"%s\"", e->id);
    }
}

static void
parse_lines(Parser *p, const char *source)
{
    g_auto(GStrv) lines = g_strsplit(source, "\n", -1);
    for (char **l = lines; *l != NULL && p->error == NULL; l++) {
        p->line++;
        read_line(p, *l);
    }
    close_entry(p);
    if (p->error == NULL)
        check_header(p);
    if (p->error == NULL)
        check_forms(p);
}

PoFile *
po_parse(const char *source, const char *path, GError **error)
{
    g_autoptr(PoFile) file = g_new0(PoFile, 1);
    file->path = g_strdup(path);
    file->entries = g_ptr_array_new_with_free_func(entry_free);
    file->by_key = g_hash_table_new(g_str_hash, g_str_equal);

    Parser p = {.path = path, .file = file};
    if (!g_utf8_validate(source, -1, NULL))
        parser_fail(&p, 1, "the file is not UTF-8");
    else
        parse_lines(&p, source);

    close_string(&p);
    entry_free(p.entry);
    g_free(p.context);
    g_free(p.header);
    if (p.error != NULL) {
        g_propagate_error(error, p.error);
        return NULL;
    }
    return g_steal_pointer(&file);
}

bool
po_entry_is_done(const PoEntry *entry)
{
    for (guint i = 0; i < entry->text->len; i++)
        if (*(const char *)entry->text->pdata[i] == '\0')
            return false;
    return !entry->fuzzy;
}
