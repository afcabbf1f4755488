/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "po.h"

#include <string.h>

/* Append @text as a C string literal. */
static void
append_literal(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_printf(out, "\\%c", *c);
        else if (*c < 0x20 || *c == 0x7f || *c == '?')
            g_string_append_printf(out, "\\%03o", *c);
        else
            g_string_append_c(out, (char)*c);
    }
    g_string_append_c(out, '"');
}

static int
compare_keys(const void *a, const void *b)
{
    const PoEntry *const *x = a, *const *y = b;
    return strcmp((*x)->key, (*y)->key);
}

/* Write one table of messages; return how many there are. */
static guint
compile_messages(GString *out, const PoFile *file)
{
    g_autoptr(GPtrArray) done = g_ptr_array_new();
    for (guint i = 0; i < file->entries->len; i++)
        if (po_entry_is_done(file->entries->pdata[i]))
            g_ptr_array_add(done, file->entries->pdata[i]);
    g_ptr_array_sort(done, compare_keys);
    if (done->len == 0)
        return 0;

    g_string_append_printf(out, "static const Message messages_%s[] = {\n", file->language->code);
    for (guint i = 0; i < done->len; i++) {
        const PoEntry *e = done->pdata[i];
        g_string_append(out, "    {");
        append_literal(out, e->key);
        g_string_append(out, ",\n     (const char *const[]){");
        for (guint k = 0; k < e->text->len; k++) {
            append_literal(out, e->text->pdata[k]);
            g_string_append(out, ", ");
        }
        g_string_append(out, "NULL}},\n");
    }
    g_string_append(out, "};\n\n");
    return done->len;
}

static void
compile_language(GString *out, const PoLanguage *language, guint n_messages)
{
    const char *code = language->code;
    g_string_append_printf(out, "static int\nplural_%s(uint64_t n)\n{\n    return %s;\n}\n\n", code,
                           language->plural);
    g_string_append_printf(out, "static const Lang lang_%s = {\"%s\", \"%s\", \"%s\", ", code, code,
                           language->name, language->dir);
    if (n_messages > 0)
        g_string_append_printf(out, "messages_%s, %u, plural_%s};\n\n", code, n_messages, code);
    else
        g_string_append_printf(out, "NULL, 0, plural_%s};\n\n", code);
}

char *
po_compile(const GPtrArray *files)
{
    GString *out = g_string_new("/* Written by tools/poc. */\n#include \"lang/lang.h\"\n\n");
    GString *list = g_string_new("const Lang *const LANGS[] = {&lang_en");

    compile_language(out, po_language_find("en"), 0);
    for (guint i = 0; i < files->len; i++) {
        const PoFile *file = files->pdata[i];
        compile_language(out, file->language, compile_messages(out, file));
        g_string_append_printf(list, ", &lang_%s", file->language->code);
    }
    g_string_append_printf(out, "%s};\nconst size_t N_LANGS = %u;\n", list->str, files->len + 1);
    g_string_free(list, TRUE);
    return g_string_free(out, FALSE);
}
