/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sqlfile.h"
#include "sqltoken.h"

#include <string.h>

#define MAX_DEPTH 6 /* of fragments in fragments */

G_DEFINE_QUARK(sql - file - error - quark, sql_file_error)

bool
sql_error(GError **error, const char *path, int line, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    g_autofree char *what = g_strdup_vprintf(format, ap);
    va_end(ap);
    g_set_error(error, SQL_FILE_ERROR, 1, "%s:%d: %s", path, line, what);
    return false;
}

int
sql_line_at(const char *text, size_t offset, int line)
{
    for (size_t i = 0; i < offset && text[i] != '\0'; i++)
        line += text[i] == '\n';
    return line;
}

bool
sql_check_utf8(const char *path, const char *text, size_t n, GError **error)
{
    const char *wrong = NULL;
    if (g_utf8_validate_len(text, n, &wrong))
        return true;
    int line = 1;
    for (const char *at = text; at < wrong; at++)
        line += *at == '\n';
    return sql_error(error, path, line, "this is not UTF-8");
}

static void
free_statement(void *data)
{
    SqlStatement *s = data;
    g_free(s->name);
    g_strfreev(s->params);
    g_free(s->text.text);
    g_free(s->postgres.text);
    g_free(s);
}

static void
free_fragment(void *data)
{
    SqlFragment *f = data;
    g_free(f->name);
    g_free(f->text.text);
    g_free(f);
}

void
sql_file_free(SqlFile *file)
{
    if (file == NULL)
        return;
    g_free(file->path);
    g_ptr_array_unref(file->statements);
    g_ptr_array_unref(file->fragments);
    g_free(file);
}

static bool
is_name(const char *text)
{
    if (!g_ascii_isalpha(*text))
        return false;
    for (; *text != '\0'; text++)
        if (!g_ascii_isalnum(*text) && *text != '_')
            return false;
    return true;
}

/* The list between the parentheses; @error if it is not one of different names. */
static char **
parse_params(SqlFile *file, int line, const char *list, GError **error)
{
    g_auto(GStrv) params = g_strsplit(list, ",", -1);
    if (g_strv_length(params) == 1 && *g_strstrip(params[0]) == '\0') {
        g_free(params[0]);
        params[0] = NULL;
    }
    if (g_strv_length(params) > SQL_FILE_MAX_PARAMS) {
        sql_error(error, file->path, line, "more than %d parameters", SQL_FILE_MAX_PARAMS);
        return NULL;
    }
    for (char **p = params; *p != NULL; p++) {
        if (!is_name(g_strstrip(*p))) {
            sql_error(error, file->path, line, "“%s” is not a parameter's name", *p);
            return NULL;
        }
        for (char **q = params; q < p; q++)
            if (strcmp(*p, *q) == 0) {
                sql_error(error, file->path, line, "parameter %s stands twice", *p);
                return NULL;
            }
    }
    return g_steal_pointer(&params);
}

static bool
begin_statement(SqlFile *file, int line, const char *head, GError **error)
{
    const char *open = strchr(head, '('), *close = strrchr(head, ')');
    if (open == NULL || close == NULL || close < open || close[1] != '\0')
        return sql_error(error, file->path, line, "write: -- name: statement(parameters)");

    g_autofree char *name = g_strchomp(g_strndup(head, (size_t)(open - head)));
    if (!is_name(name))
        return sql_error(error, file->path, line, "“%s” is not a statement's name", name);
    for (guint i = 0; i < file->statements->len; i++)
        if (strcmp(((SqlStatement *)file->statements->pdata[i])->name, name) == 0)
            return sql_error(error, file->path, line, "there is a second %s", name);

    g_autofree char *list = g_strndup(open + 1, (size_t)(close - open) - 1);
    char **params = parse_params(file, line, list, error);
    if (params == NULL)
        return false;
    SqlStatement *s = g_new0(SqlStatement, 1);
    *s = (SqlStatement){.name = g_steal_pointer(&name), .line = line, .params = params};
    g_ptr_array_add(file->statements, s);
    return true;
}

static bool
begin_fragment(SqlFile *file, int line, const char *name, GError **error)
{
    if (!is_name(name))
        return sql_error(error, file->path, line, "“%s” is not a fragment's name", name);
    for (guint i = 0; i < file->fragments->len; i++)
        if (strcmp(((SqlFragment *)file->fragments->pdata[i])->name, name) == 0)
            return sql_error(error, file->path, line, "there is a second {%s}", name);
    SqlFragment *f = g_new0(SqlFragment, 1);
    f->name = g_strdup(name);
    g_ptr_array_add(file->fragments, f);
    return true;
}

/* What the reader of a file is in the middle of. */
typedef struct Reader {
    SqlFile *file;
    SqlText *into; /* where the lines go; NULL before the first head */
    GString *text;
} Reader;

static void
close_text(Reader *reader)
{
    if (reader->into != NULL)
        reader->into->text = g_strndup(reader->text->str, reader->text->len);
    reader->into = NULL;
    g_string_truncate(reader->text, 0);
}

/* Return what follows @mark on a line that begins with it, without the space around, or NULL. */
static char *
head_of(const char *line, const char *mark)
{
    return g_str_has_prefix(line, mark) ? g_strstrip(g_strdup(line + strlen(mark))) : NULL;
}

static bool
read_head(Reader *reader, const char *line, int number, GError **error, bool *ret_is_head)
{
    SqlFile *file = reader->file;
    g_autofree char *name = head_of(line, "-- name:");
    g_autofree char *fragment = head_of(line, "-- fragment:");
    g_autofree char *postgres = head_of(line, "-- postgres:");
    *ret_is_head = name != NULL || fragment != NULL || postgres != NULL;
    if (!*ret_is_head)
        return true;

    guint n = file->statements->len;
    SqlStatement *last = n > 0 ? file->statements->pdata[n - 1] : NULL;
    bool in_statement = last != NULL && reader->into == &last->text;
    close_text(reader);
    if (name != NULL) {
        if (!begin_statement(file, number, name, error))
            return false;
        reader->into = &((SqlStatement *)file->statements->pdata[file->statements->len - 1])->text;
    } else if (fragment != NULL) {
        if (!begin_fragment(file, number, fragment, error))
            return false;
        reader->into = &((SqlFragment *)file->fragments->pdata[file->fragments->len - 1])->text;
    } else {
        if (!in_statement)
            return sql_error(error, file->path, number, "-- postgres: follows a statement's text");
        reader->into = &last->postgres;
    }
    reader->into->line = number + 1;
    return true;
}

static bool
read_line(Reader *reader, const char *line, int number, GError **error)
{
    bool is_head = false;
    if (!read_head(reader, line, number, error, &is_head))
        return false;
    if (is_head)
        return true;
    if (reader->into != NULL) {
        g_string_append_printf(reader->text, "%s\n", line);
        return true;
    }
    g_autofree char *rest = g_strstrip(g_strdup(line));
    if (*rest != '\0' && !g_str_has_prefix(rest, "--"))
        return sql_error(error, reader->file->path, number, "a statement needs -- name: before it");
    return true;
}

SqlFile *
sql_file_parse(const char *path, const char *text, size_t n, GError **error)
{
    g_autoptr(SqlFile) file = g_new0(SqlFile, 1);
    file->path = g_strdup(path);
    file->statements = g_ptr_array_new_with_free_func(free_statement);
    file->fragments = g_ptr_array_new_with_free_func(free_fragment);
    if (!sql_check_utf8(path, text, n, error))
        return NULL;

    g_autofree char *copy = g_strndup(text, n);
    g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
    g_autoptr(GString) collected = g_string_new(NULL);
    Reader reader = {.file = file, .text = collected};
    for (int i = 0; lines[i] != NULL; i++)
        if (!read_line(&reader, lines[i], i + 1, error))
            return NULL;
    close_text(&reader);
    return g_steal_pointer(&file);
}

static const SqlFragment *
find_fragment(const GPtrArray *fragments, const SqlToken *token)
{
    for (guint i = 0; i < fragments->len; i++) {
        const SqlFragment *f = fragments->pdata[i];
        if (strlen(f->name) == token->n - 2 && memcmp(f->name, token->at + 1, token->n - 2) == 0)
            return f;
    }
    return NULL;
}

/* Line ends of what is left out stay, so that later lines keep their numbers. */
static void
append_blank(GString *out, const SqlToken *token)
{
    g_string_append_c(out, ' ');
    for (size_t i = 0; i < token->n; i++)
        if (token->at[i] == '\n')
            g_string_append_c(out, '\n');
}

/* A fragment's text on one line, without its comments. */
static void
append_fragment(GString *out, const SqlFragment *fragment)
{
    for (const char *p = fragment->text.text; *p != '\0';) {
        SqlToken t = sql_token(p);
        if (t.kind == SQL_SPACE || t.kind == SQL_COMMENT)
            g_string_append_c(out, ' ');
        else
            g_string_append_len(out, t.at, (gssize)t.n);
        p += t.n;
    }
}
/* Put fragments in once; @ret_more: what was put in has fragments itself. */
static char *
expand_once(const SqlFile *file, const SqlText *text, GPtrArray *fragments, bool *ret_more,
            GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    bool more = false;
    for (const char *p = text->text; *p != '\0';) {
        SqlToken t = sql_token(p);
        int line = sql_line_at(text->text, (size_t)(p - text->text), text->line);
        p += t.n;
        if (t.kind == SQL_OPEN) {
            sql_error(error, file->path, line, "a quote or comment that does not end");
            return NULL;
        }
        if (t.kind == SQL_COMMENT) {
            append_blank(out, &t);
            continue;
        }
        if (t.kind != SQL_FRAGMENT) {
            g_string_append_len(out, t.at, (gssize)t.n);
            continue;
        }
        const SqlFragment *fragment = find_fragment(fragments, &t);
        if (fragment == NULL) {
            sql_error(error, file->path, line, "there is no fragment %.*s", (int)t.n, t.at);
            return NULL;
        }
        append_fragment(out, fragment);
        more = more || strchr(fragment->text.text, '{') != NULL;
    }
    *ret_more = more;
    g_strchomp(out->str);
    return g_strdup(out->str);
}

char *
sql_expand(const SqlFile *file, const SqlText *text, GPtrArray *fragments, GError **error)
{
    bool more = false;
    char *out = expand_once(file, text, fragments, &more, error);
    for (int depth = 1; out != NULL && more; depth++) {
        g_autofree char *outer = out;
        if (depth == MAX_DEPTH) {
            sql_error(error, file->path, text->line, "fragments stand in each other");
            return NULL;
        }
        const SqlText again = {.text = outer, .line = text->line};
        out = expand_once(file, &again, fragments, &more, error);
    }
    return out;
}

static int
find_param(char **params, const SqlToken *token)
{
    for (int i = 0; params[i] != NULL; i++)
        if (strlen(params[i]) == token->n - 1 &&
            memcmp(params[i], token->at + 1, token->n - 1) == 0)
            return i;
    return -1;
}

char *
sql_bind(const SqlFile *file, const SqlText *text, char **params, char mark, GError **error)
{
    bool used[SQL_FILE_MAX_PARAMS] = {false};
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *p = text->text; *p != '\0';) {
        SqlToken t = sql_token(p);
        int line = sql_line_at(text->text, (size_t)(p - text->text), text->line);
        p += t.n;
        if (t.kind == SQL_POSITION) {
            sql_error(error, file->path, line, "write parameters as :name, not %.*s", (int)t.n,
                      t.at);
            return NULL;
        }
        if (t.kind != SQL_PARAM) {
            g_string_append_len(out, t.at, (gssize)t.n);
            continue;
        }
        int i = find_param(params, &t);
        if (i < 0) {
            sql_error(error, file->path, line, "%.*s is not in the -- name: line", (int)t.n, t.at);
            return NULL;
        }
        used[i] = true;
        g_string_append_printf(out, "%c%d", mark, i + 1);
    }
    for (int i = 0; params[i] != NULL; i++)
        if (!used[i]) {
            sql_error(error, file->path, text->line, "parameter :%s is never used", params[i]);
            return NULL;
        }
    return g_string_free(g_steal_pointer(&out), FALSE);
}
