/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "checkdeps.h"

#include <string.h>

#define SHORTEST 6 /* lines: below it two functions may come to the same by chance */

static char *
without_space(const char *text, size_t n)
{
    GString *out = g_string_sized_new(n);
    for (size_t i = 0; i < n; i++)
        if (!g_ascii_isspace(text[i]))
            g_string_append_c(out, text[i]);
    return g_string_free(out, FALSE);
}

/* Remember @key; if it is known, say where from. */
static void
note(Report *r, const Source *source, int line, const char *key, const char *what)
{
    const char *other = g_hash_table_lookup(r->seen, key);
    if (other != NULL)
        report(r, source->path, line, "%s stands in %s already", what, other);
    else
        g_hash_table_insert(r->seen, g_strdup(key), g_strdup_printf("%s:%d", source->path, line));
}

void
check_twin(Report *r, const Source *source, const Function *function)
{
    if (function->n_lines < SHORTEST || path_is_test(source->path))
        return;
    g_autofree char *body = without_space(function->body, function->n);
    g_autofree char *key = g_strdup_printf("function %s", body);
    g_autofree char *what = g_strdup_printf("what %s() does", function->name);
    note(r, source, function->line, key, what);
}

static char *
without_comments(const char *text, const char *end)
{
    GString *out = g_string_new(NULL);
    while (text < end) {
        size_t n = MIN(strcspn(text, "\n") + 1, (size_t)(end - text));
        const char *comment = g_strstr_len(text, (gssize)n, "--");
        g_string_append_len(out, text, comment != NULL ? comment - text : (gssize)n);
        text += n;
    }
    return g_string_free(out, FALSE);
}

/* The name and the text of a statement: two of a name would not link, two of a text need not be
 * two. */
static void
check_statement(Report *r, const Source *source, int line, const char *head, const char *end)
{
    g_autofree char *name = g_strndup(head, strcspn(head, "( \n"));
    const char *text = head + strcspn(head, "\n");
    g_autofree char *named = g_strdup_printf("statement %s", name);
    note(r, source, line, named, named);

    g_autofree char *plain = without_comments(text, end);
    g_autofree char *body = without_space(plain, strlen(plain));
    g_autofree char *key = g_strdup_printf("sql %s", body);
    g_autofree char *what = g_strdup_printf("what %s asks", name);
    note(r, source, line, key, what);
}

void
check_statements(Report *r, const Source *source)
{
    static const char mark[] = "-- name: ";
    int line = 1;
    const char *from = source->text;
    for (const char *at = from; (at = strstr(at, mark)) != NULL;) {
        for (; from < at; from++)
            line += *from == '\n';
        const char *head = at + strlen(mark), *next = strstr(head, mark);
        const char *end = next != NULL ? next : head + strlen(head);
        check_statement(r, source, line, head, end);
        at = head;
    }
}
