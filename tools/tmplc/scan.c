/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "scan.h"

#include <string.h>

/* Does the tag write nothing itself? */
static bool
is_silent(const char *tag)
{
    return strchr("#/!", *tag) != NULL || strcmp(tag, "else") == 0 ||
           g_str_has_prefix(tag, "else if ") || g_str_has_prefix(tag, "use ") ||
           g_str_has_prefix(tag, "view ");
}

static bool
is_alone(const char *source, const char *open, const char *after)
{
    while (open > source && (open[-1] == ' ' || open[-1] == '\t'))
        open--;
    while (*after == ' ' || *after == '\t')
        after++;
    return (open == source || open[-1] == '\n') && (*after == '\n' || *after == '\0');
}

static void
count_lines(Scan *scan, const char *from, const char *to)
{
    for (; from < to; from++)
        scan->line += *from == '\n';
}

/* Find the end of a tag: the braces outside of quoted texts. */
static const char *
find_close(const char *at, const char *braces, bool quotes)
{
    bool quoted = false;
    for (; *at != '\0'; at++) {
        if (quotes && *at == '\\' && quoted && at[1] != '\0')
            at++;
        else if (quotes && *at == '"')
            quoted = !quoted;
        else if (!quoted && g_str_has_prefix(at, braces))
            return at;
    }
    return NULL;
}

const char *
scan_next(Scan *scan, char **ret_tag)
{
    const char *open = strstr(scan->at, "{{");
    scan->literal = scan->at;
    if (open == NULL) {
        scan->n_literal = strlen(scan->at);
        scan->at += scan->n_literal;
        *ret_tag = NULL;
        return NULL;
    }
    const char *braces = open[2] == '{' ? "}}}" : "}}";
    bool quotes = g_str_has_prefix(open, "{{t ") || g_str_has_prefix(open, "{{tn ");
    const char *close = find_close(open + 2, braces, quotes);
    if (close == NULL)
        return "{{ without }}";

    const char *after = close + strlen(braces);
    char *tag = g_strstrip(g_strndup(open + 2, (gsize)(close - open - 2)));
    const char *end = open;
    bool alone = is_silent(tag) && is_alone(scan->source, open, after);
    while (alone && end > scan->at && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    scan->n_literal = (gsize)(end - scan->at);
    count_lines(scan, scan->at, open);
    scan->tag_line = scan->line;
    if (alone) {
        after += strspn(after, " \t");
        after += *after == '\n';
    }
    count_lines(scan, open, after);
    scan->at = after;
    *ret_tag = tag;
    return NULL;
}
