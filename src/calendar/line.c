/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "calendar/line.h"

#include <string.h>

#define LINE_OCTETS 75 /* RFC 5545, 3.1; RFC 6350, 3.2 */

/* A continuation begins with a blank, which counts. */
void
line_fold(GString *out, const char *line)
{
    size_t room = LINE_OCTETS;
    for (const char *c = line; *c != '\0';) {
        size_t n = (size_t)(g_utf8_next_char(c) - c);
        if (n > room) {
            g_string_append(out, "\r\n ");
            room = LINE_OCTETS - 1;
        }
        g_string_append_len(out, c, (gssize)n);
        room -= n;
        c += n;
    }
    g_string_append(out, "\r\n");
}

void
line_escape(GString *line, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\n')
            g_string_append(line, "\\n");
        else if (*c == '\r')
            continue;
        else if (strchr("\\,;", *c) != NULL)
            g_string_append_printf(line, "\\%c", *c);
        else
            g_string_append_c(line, *c);
    }
}
