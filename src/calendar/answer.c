/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "calendar/answer.h"

#include <string.h>

#define MOST_BYTES (64 * 1024) /* a reply is a few hundred */

/* The text with folded lines put together, and "\n" as their end. */
static char *
unfold(Arena *arena, Bytes calendar)
{
    GString *text = arena_string(arena, 1024);
    const char *at = calendar.at, *end = at + MIN(calendar.n, (size_t)MOST_BYTES);
    for (; at < end && *at != '\0'; at++) {
        bool folded = *at == '\n' && at + 1 < end && (at[1] == ' ' || at[1] == '\t');
        if (folded)
            at++;
        else if (*at != '\r')
            g_string_append_c(text, *at);
    }
    return text->str;
}

/* The name of a property, before its parameters or its value. */
static bool
is_property(const char *line, const char *name)
{
    size_t n = strlen(name);
    return g_ascii_strncasecmp(line, name, n) == 0 && (line[n] == ':' || line[n] == ';');
}

/* Behind the parameter's end: ";" or ":", but not of those within quotes. */
static const char *
skip_parameter(const char *at)
{
    bool quoted = false;
    for (; *at != '\0' && (quoted || (*at != ';' && *at != ':')); at++)
        if (*at == '"')
            quoted = !quoted;
    return at;
}

/* The value of ATTENDEE's parameter PARTSTAT, as one of ours; "" without it. */
static const char *
status_of(const char *line)
{
    static const char *const known[] = {ANSWER_ACCEPTED, ANSWER_DECLINED, ANSWER_TENTATIVE};
    const char *at = line + strcspn(line, ";:");
    while (*at == ';') {
        const char *parameter = at + 1, *end = skip_parameter(parameter);
        for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
            size_t name = strlen("PARTSTAT="), value = strlen(known[i]);
            if ((size_t)(end - parameter) == name + value &&
                g_ascii_strncasecmp(parameter, "PARTSTAT=", name) == 0 &&
                g_ascii_strncasecmp(parameter + name, known[i], value) == 0)
                return known[i];
        }
        at = end;
    }
    return "";
}

const char *
answer_read(Arena *arena, Bytes calendar)
{
    const char *status = "";
    bool replies = false;
    char *rest = unfold(arena, calendar);
    while (rest != NULL) {
        char *line = strsep(&rest, "\n");
        if (is_property(line, "METHOD"))
            replies = g_ascii_strcasecmp(line + strlen("METHOD:"), "REPLY") == 0;
        else if (is_property(line, "ATTENDEE") && *status == '\0')
            status = status_of(line);
    }
    return replies ? status : "";
}
