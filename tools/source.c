/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "source.h"

#include "base/error.h"

char *
source_read(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize n = 0;
    const char *wrong = NULL;
    if (!g_file_get_contents(path, &text, &n, error))
        return NULL;
    /* With a length given, a zero byte is wrong as well: it would hide what follows it. */
    if (g_utf8_validate_len(text, n, &wrong))
        return g_steal_pointer(&text);
    int line = 1;
    for (const char *at = text; at < wrong; at++)
        line += *at == '\n';
    g_set_error(error, BARAZA_ERROR, ERROR_INPUT, "%s:%d: error: this is not UTF-8", path, line);
    return NULL;
}
