/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The new words of an answer: each of its lines is one of the mail, in their order.
 */
#include "base/text.h"
#include "fuzzing.h"
#include "inbound/trim.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    const char *text = fuzz_text(arena, data, size);
    TrimKind kind = 0;
    if (!text_is_clean(text, strlen(text)) || strchr(text, '\r') != NULL)
        return 0;
    const char *words = trim_reply(arena, text, &kind);
    g_assert_true(kind >= TRIM_WHOLE && kind <= TRIM_FORWARD);
    g_auto(GStrv) lines = g_strsplit(words, "\n", -1);
    const char *at = text;
    for (char **line = lines; *line != NULL; line++) {
        if (**line == '\0')
            continue;
        at = strstr(at, *line);
        g_assert_nonnull(at);
        at += strlen(*line);
    }
    return 0;
}
