/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A text in Markdown: its HTML is valid, and leads to no scheme that runs code.
 */
#include "base/text.h"
#include "fuzzing.h"
#include "render/markdown.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    const char *source = fuzz_text(arena, data, size);
    /* Nothing else comes past the form that it was typed into. */
    if (!text_is_clean(source, strlen(source)))
        return 0;
    SafeHtml safe = markdown_html(arena, source);
    g_assert_cmpuint(safe.len, ==, strlen(safe.markup));
    fuzz_check_markup(safe.markup, true);
    g_assert_null(strcasestr(safe.markup, "href=\"javascript:"));
    g_assert_null(strcasestr(safe.markup, "<script"));
    g_assert_true(g_utf8_validate(markdown_text(arena, source), -1, NULL));
    return 0;
}
