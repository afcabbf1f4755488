/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "checkdeps.h"

#include <string.h>

/* The end of the string or comment that begins at @at; @at if none does. */
static const char *
skip_quoted(const char *at)
{
    if (strncmp(at, "//", 2) == 0)
        return at + strcspn(at, "\n");
    if (strncmp(at, "/*", 2) == 0) {
        const char *end = strstr(at + 2, "*/");
        return end != NULL ? end + 2 : at + strlen(at);
    }
    if (*at != '"' && *at != '\'')
        return at;
    const char *p = at + 1;
    while (*p != *at && *p != '\0' && *p != '\n')
        p += *p == '\\' && p[1] != '\0' ? 2 : 1;
    return *p == *at ? p + 1 : p;
}

/* The end of the preprocessor's line, with those that continue it. */
static const char *
skip_directive(const char *at)
{
    while (*at != '\0' && *at != '\n')
        at += *at == '\\' && at[1] != '\0' ? 2 : 1;
    return at;
}

char *
blank_out(const char *text, bool directives)
{
    g_autoptr(GString) out = g_string_new(NULL);
    bool fresh = true; /* nothing but white space on this line so far */
    for (const char *at = text; *at != '\0';) {
        const char *end = directives && fresh && *at == '#' ? skip_directive(at) : skip_quoted(at);
        for (const char *p = at; p < end; p++)
            g_string_append_c(out, *p == '\n' ? '\n' : ' ');
        if (end == at)
            g_string_append_c(out, *end++);
        fresh = end[-1] == '\n' || (fresh && g_ascii_isspace(end[-1]));
        at = end;
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static int
lines_between(const char *from, const char *to)
{
    int n = 0;
    for (; from < to; from++)
        n += *from == '\n';
    return n;
}

/* The brace that closes the one at @open, or NULL. */
static const char *
closing_brace(const char *open)
{
    int depth = 0;
    for (const char *at = open; *at != '\0'; at++) {
        depth += *at == '{' ? 1 : *at == '}' ? -1 : 0;
        if (depth == 0)
            return at;
    }
    return NULL;
}

/* The name before the parentheses that end before @brace; NULL if there are none: then it is no
 * function's brace. */
static char *
function_name(const char *text, const char *brace)
{
    const char *at = brace;
    while (at > text && g_ascii_isspace(at[-1]))
        at--;
    if (at == text || at[-1] != ')')
        return NULL;
    for (int depth = 0; at > text;) {
        at--;
        depth += *at == ')' ? 1 : *at == '(' ? -1 : 0;
        if (depth == 0)
            break;
    }
    while (at > text && g_ascii_isspace(at[-1]))
        at--;
    const char *end = at;
    while (at > text && (g_ascii_isalnum(at[-1]) || at[-1] == '_'))
        at--;
    return g_strndup(at, (gsize)(end - at));
}

void
check_functions(Report *r, const Source *source)
{
    g_autofree char *code = blank_out(source->text, true);
    for (const char *at = code; (at = strchr(at, '{')) != NULL; at++) {
        g_autofree char *name = function_name(code, at);
        const char *end = closing_brace(at);
        int line = 1 + lines_between(code, at);
        if (end == NULL) {
            report(r, source->path, line, "this brace is not closed");
            return;
        }
        int n = 1 + lines_between(at, end);
        if (name != NULL && n > MAX_FUNCTION_LINES)
            report(r, source->path, line, "%s() has %d lines; a function has at most %d", name, n,
                   MAX_FUNCTION_LINES);
        Function function = {name, source->text + (at - code), (size_t)(end - at), line, n};
        if (name != NULL)
            check_twin(r, source, &function);
        at = end;
    }
}

void
check_length(Report *r, const Source *source)
{
    size_t n = strlen(source->text);
    int lines = lines_between(source->text, source->text + n);
    lines += n > 0 && source->text[n - 1] != '\n';
    if (lines > MAX_FILE_LINES)
        report(r, source->path, MAX_FILE_LINES + 1, "the file has %d lines; a file has at most %d",
               lines, MAX_FILE_LINES);
}
