/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Texts of people compared: what was left and what was added is the second text, word for word,
 * and two changes together have each of them.
 */
#include "base/diff.h"
#include "base/text.h"
#include "fuzzing.h"

#include <string.h>

/* The words without white space, which the comparison may take from either text. */
static const char *
words_of(Arena *arena, DiffSpan parts, bool removed)
{
    GString *out = arena_string(arena, 256);
    for (size_t i = 0; i < parts.n; i++)
        if (removed ? !parts.at[i].added : !parts.at[i].removed)
            g_string_append(out, parts.at[i].text);
    return text_fold_space(arena, out->str);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    const char *texts[] = {"", "", ""};
    char *rest = arena_strndup(arena, (const char *)data, size);
    if (strlen(rest) != size || !text_is_clean(rest, size))
        return 0;
    /* Three texts, with a tilde between. */
    for (size_t i = 0; i < G_N_ELEMENTS(texts) && rest != NULL; i++)
        texts[i] = strsep(&rest, "~");
    DiffSpan parts = diff_words(arena, texts[0], texts[1]);
    g_assert_cmpstr(words_of(arena, parts, true), ==, text_fold_space(arena, texts[0]));
    g_assert_cmpstr(words_of(arena, parts, false), ==, text_fold_space(arena, texts[1]));
    g_assert_cmpstr(diff_merge(arena, texts[0], texts[1], texts[1]), ==, texts[1]);
    g_assert_cmpstr(diff_merge(arena, texts[0], texts[1], texts[0]), ==, texts[1]);
    diff_merge(arena, texts[0], texts[1], texts[2]);
    return 0;
}
