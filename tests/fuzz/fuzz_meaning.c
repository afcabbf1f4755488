/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What an answer means: yes, no, or neither.  Only its first line counts, a long one is neither,
 * and what is quoted below changes nothing.
 */
#include "base/text.h"
#include "fuzzing.h"
#include "inbound/inbound.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    const char *text = fuzz_text(arena, data, size);
    TrimKind kind = 0;
    if (!text_is_clean(text, strlen(text)) || strchr(text, '\r') != NULL)
        return 0;
    int answer = meaning_answer(arena, text);
    g_assert_true(answer >= -1 && answer <= 1);
    const char *first = arena_strndup(arena, text, strcspn(text, "\n"));
    g_assert_cmpint(meaning_answer(arena, first), ==, answer);
    const char *more = arena_printf(arena, "%s\nyes\nno\n> yes", first);
    g_assert_cmpint(meaning_answer(arena, more), ==, answer);
    const char *longer = arena_printf(arena, "%s one two three four five six", first);
    if (answer != 0)
        g_assert_cmpint(meaning_answer(arena, longer), ==, 0);
    /* What trimming leaves of an answer is a meaning, too, whatever was quoted. */
    meaning_answer(arena, trim_reply(arena, text, &kind));
    return 0;
}
