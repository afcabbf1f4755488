/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/log.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#define MAX_VALUE 512

void
log_begin(LogLine *line, const char *event, int64_t now)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(now);
    g_autofree char *stamp = g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
    line->text = g_string_sized_new(256);
    log_text(line, "time", stamp);
    log_text(line, "event", event);
}

static void
append_quoted(GString *text, const char *value)
{
    g_string_append_c(text, '"');
    for (size_t n = 0; *value != '\0'; value++, n++) {
        unsigned char c = (unsigned char)*value;
        if (n >= MAX_VALUE && (c & 0xc0) != 0x80)
            break; /* not in the middle of a character */
        if (c == '"' || c == '\\')
            g_string_append_printf(text, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            g_string_append_printf(text, "\\u%04x", c);
        else
            g_string_append_c(text, (char)c);
    }
    g_string_append_c(text, '"');
}

static void
append_key(GString *text, const char *key)
{
    if (text->len > 0)
        g_string_append_c(text, ' ');
    g_string_append(text, key);
    g_string_append_c(text, '=');
}

void
log_text(LogLine *line, const char *key, const char *value)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:/";
    if (value == NULL)
        return;
    append_key(line->text, key);
    size_t n = strspn(value, plain);
    if (n > 0 && n <= MAX_VALUE && value[n] == '\0')
        g_string_append(line->text, value);
    else
        append_quoted(line->text, value);
}

void
log_int(LogLine *line, const char *key, int64_t value)
{
    append_key(line->text, key);
    g_string_append_printf(line->text, "%" PRId64, value);
}

void
log_real(LogLine *line, const char *key, double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    append_key(line->text, key);
    g_string_append(line->text, g_ascii_formatd(digits, sizeof digits, "%.3f", value));
}

void
log_end(LogLine *line, int fd)
{
    g_string_append_c(line->text, '\n');
    if (fd > 0) {
        ssize_t written = write(fd, line->text->str, line->text->len);
        (void)written; /* A log that cannot be written must not stop the answer. */
    }
    g_string_free(line->text, TRUE);
    line->text = NULL;
}
