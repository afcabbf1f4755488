/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "message_check.h"

#include <string.h>

#define LINE_MOST 998 /* RFC 5322, 2.1.1 */
#define TOKEN "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"

/* The end of the line that begins at @line. */
static const char *
line_end(const char *line)
{
    const char *end = strstr(line, "\r\n");
    g_assert_nonnull(end);
    g_assert_cmpint(end - line, <=, LINE_MOST);
    for (const char *c = line; c < end; c++)
        g_assert_true((*c >= ' ' && *c <= '~') || *c == '\t');
    return end;
}

const char *
message_header_names(Arena *arena, Bytes message)
{
    GString *names = arena_string(arena, 256);
    const char *line = message.at;
    g_assert_cmpuint(strlen(line), ==, message.n);
    for (const char *end; (end = line_end(line)) != line; line = end + 2) {
        if (*line == ' ' || *line == '\t') {
            g_assert_cmpuint(strspn(line, " \t"), <, end - line);
            continue;
        }
        size_t n = strspn(line, TOKEN);
        g_assert_true(n > 0 && line[n] == ':');
        g_string_append_len(names, line, (gssize)n);
        g_string_append_c(names, ' ');
    }
    g_assert_true(g_str_has_prefix(line, "\r\n\r\n--")); /* and its first part */
    return names->str;
}
