/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "texts.h"

#include "base/error.h"
#include "tmplc/texts.h"

#include <string.h>

static void
text_free(void *data)
{
    Text *t = data;
    g_free(t->id);
    g_free(t->plural);
    g_free(t->path);
    g_free(t);
}

GPtrArray *
texts_new(void)
{
    return g_ptr_array_new_with_free_func(text_free);
}

static void
add_text(GPtrArray *texts, const char *id, const char *plural, const char *path, int line)
{
    Text *t = g_new0(Text, 1);
    *t = (Text){g_strdup(id), g_strdup(plural), g_strdup(path), line};
    g_ptr_array_add(texts, t);
}

/* ---- C ---- */

typedef struct Lexer {
    const char *at;
    int line;
} Lexer;

static void
step(Lexer *lx)
{
    lx->line += *lx->at == '\n';
    lx->at++;
}

static void
skip_comment(Lexer *lx)
{
    const char *end = lx->at[1] == '*' ? "*/" : "\n";
    const char *close = strstr(lx->at + 2, end);
    const char *stop = close ? close + strlen(end) : lx->at + strlen(lx->at);
    while (lx->at < stop)
        step(lx);
}

static void
skip_quoted(Lexer *lx)
{
    char quote = *lx->at;
    step(lx);
    while (*lx->at != '\0' && *lx->at != quote) {
        if (*lx->at == '\\' && lx->at[1] != '\0')
            step(lx);
        step(lx);
    }
    if (*lx->at != '\0')
        step(lx);
}

static bool
at_comment(const Lexer *lx)
{
    return lx->at[0] == '/' && (lx->at[1] == '*' || lx->at[1] == '/');
}

static void
skip_space(Lexer *lx)
{
    for (;;) {
        if (g_ascii_isspace(*lx->at))
            step(lx);
        else if (at_comment(lx))
            skip_comment(lx);
        else
            return;
    }
}

/* Read adjacent string literals as one text, or NULL if there is none. */
static char *
read_literal(Lexer *lx)
{
    GString *text = NULL;
    for (skip_space(lx); *lx->at == '"'; skip_space(lx)) {
        const char *open = lx->at + 1;
        skip_quoted(lx);
        g_autofree char *raw = g_strndup(open, (gsize)(lx->at - open) - (lx->at > open));
        g_autofree char *plain = g_strcompress(raw);
        if (text == NULL)
            text = g_string_new(NULL);
        g_string_append(text, plain);
    }
    return text ? g_string_free(text, FALSE) : NULL;
}

/* Go behind the first argument and its comma; false if there is no second one. */
static bool
skip_argument(Lexer *lx)
{
    for (int depth = 0; *lx->at != '\0';) {
        char c = *lx->at;
        if (c == '"' || c == '\'') {
            skip_quoted(lx);
            continue;
        }
        if (at_comment(lx)) {
            skip_comment(lx);
            continue;
        }
        if (depth == 0 && (c == ')' || c == ';'))
            return false;
        depth += (c == '(') - (c == ')');
        step(lx);
        if (depth == 0 && c == ',')
            return true;
    }
    return false;
}

static const struct {
    const char *name;
    bool after_language; /* the text is the second argument */
    bool plural;
} calls[] = {
    {"N_",          false, false},
    {"_",           false, false},
    {"lang_text",   true,  false},
    {"lang_plural", true,  true },
};

/* A call by one of these names was found, and @lx stands behind its "(". */
static void
read_call(GPtrArray *texts, Lexer *lx, const char *path, gsize call)
{
    int line = lx->line;
    if (calls[call].after_language && !skip_argument(lx))
        return;
    g_autofree char *id = read_literal(lx);
    g_autofree char *plural = NULL;
    if (id == NULL)
        return;
    if (calls[call].plural) {
        if (*lx->at == ',')
            step(lx);
        plural = read_literal(lx);
    }
    add_text(texts, id, plural, path, line);
}

static void
read_word(GPtrArray *texts, Lexer *lx, const char *path)
{
    const char *word = lx->at;
    while (g_ascii_isalnum(*lx->at) || *lx->at == '_')
        step(lx);
    gsize n = (gsize)(lx->at - word);
    if (*lx->at != '(')
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(calls); i++) {
        if (strlen(calls[i].name) == n && strncmp(calls[i].name, word, n) == 0) {
            step(lx);
            read_call(texts, lx, path, i);
            return;
        }
    }
}

static void
skip_line(Lexer *lx)
{
    while (*lx->at != '\0' && *lx->at != '\n')
        step(lx);
}

static void
collect_c(GPtrArray *texts, const char *source, const char *path)
{
    Lexer lx = {source, 1};
    while (*lx.at != '\0') {
        if (at_comment(&lx))
            skip_comment(&lx);
        else if (*lx.at == '"' || *lx.at == '\'')
            skip_quoted(&lx);
        else if (g_str_has_prefix(lx.at, "#define N_("))
            skip_line(&lx);
        else if (g_ascii_isalpha(*lx.at) || *lx.at == '_')
            read_word(texts, &lx, path);
        else if (g_ascii_isdigit(*lx.at))
            while (g_ascii_isalnum(*lx.at) || *lx.at == '_')
                step(&lx);
        else
            step(&lx);
    }
}

/* ---- templates ---- */

typedef struct Sink {
    GPtrArray *texts;
    const char *path;
} Sink;

static void
take_text(const char *id, const char *plural, int line, void *data)
{
    Sink *sink = data;
    add_text(sink->texts, id, plural, sink->path, line);
}

bool
texts_collect(GPtrArray *texts, const char *source, const char *path, GError **error)
{
    if (!g_str_has_suffix(path, ".html")) {
        collect_c(texts, source, path);
        return true;
    }
    Sink sink = {texts, path};
    return tmplc_texts(source, path, take_text, &sink, error);
}

/* ---- comparing ---- */

static const char *
what_is_wrong(const Text *t, const PoEntry *e)
{
    if (e == NULL)
        return "is not translated";
    if (e->fuzzy)
        return "has a translation marked fuzzy";
    if (!po_entry_is_done(e))
        return "has an empty translation";
    if (t->plural != NULL && e->plural == NULL)
        return "is translated without its plural";
    if (t->plural != NULL && strcmp(t->plural, e->plural) != 0)
        return "is translated with another English plural";
    return NULL;
}

void
texts_compare(const GPtrArray *texts, const PoFile *file, bool complete, GString *report)
{
    g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < texts->len; i++) {
        const Text *t = texts->pdata[i];
        const PoEntry *e = g_hash_table_lookup(file->by_key, t->id);
        const char *wrong = what_is_wrong(t, e);
        if (g_hash_table_add(used, t->id) && complete && wrong != NULL)
            g_string_append_printf(report, "%s:%d: error: \"%s\" %s in %s\n", t->path, t->line,
                                   t->id, wrong, file->path);
    }
    for (guint i = 0; i < file->entries->len; i++) {
        const PoEntry *e = file->entries->pdata[i];
        if (!g_hash_table_contains(used, e->key))
            g_string_append_printf(report, "%s:%d: error: \"%s\" is used nowhere\n", file->path,
                                   e->line, e->id);
    }
}

static void
print_string(GString *out, const char *name, const char *text)
{
    g_autoptr(GString) escaped = g_string_new(text);
    g_string_replace(escaped, "\\", "\\\\", 0);
    g_string_replace(escaped, "\"", "\\\"", 0);
    g_string_replace(escaped, "\n", "\\n", 0);
    g_string_append_printf(out, "%s \"%s\"\n", name, escaped->str);
}

void
texts_print(const GPtrArray *texts, GString *out)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < texts->len; i++) {
        const Text *t = texts->pdata[i];
        if (!g_hash_table_add(seen, t->id))
            continue;
        g_string_append_printf(out, "#: %s:%d\n", t->path, t->line);
        print_string(out, "msgid", t->id);
        if (t->plural != NULL) {
            print_string(out, "msgid_plural", t->plural);
            g_string_append(out, "msgstr[0] \"\"\nmsgstr[1] \"\"\n\n");
        } else {
            g_string_append(out, "msgstr \"\"\n\n");
        }
    }
}
