/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A template: compiled, and its texts collected.
 */
#include "base/error.h"
#include "fuzzing.h"
#include "poc/texts.h"
#include "tmplc/tmplc.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    const char *source = fuzz_text(arena, data, size);
    g_autofree char *c = NULL;
    g_autofree char *h = NULL;
    g_autoptr(GError) error = NULL;
    bool ok = tmplc_compile(source, "page.html", "page.html.h", &c, &h, &error);
    g_assert_true(ok == (error == NULL));
    if (ok)
        g_assert_true(strstr(c, "page_html") != NULL && strstr(h, "page_html") != NULL);
    else
        g_assert_true(g_str_has_prefix(error->message, "page.html:"));

    g_autoptr(GPtrArray) texts = texts_new();
    (void)texts_collect(texts, source, "page.html", NULL);
    (void)texts_collect(texts, source, "page.c", NULL);
    g_autoptr(GString) list = g_string_new(NULL);
    texts_print(texts, list);
    return 0;
}
