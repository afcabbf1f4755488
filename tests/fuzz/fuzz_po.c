/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A PO file: read, compared with texts, compiled.
 */
#include "fuzzing.h"
#include "poc/po.h"
#include "poc/texts.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    const char *source = fuzz_text(arena, data, size);
    g_autoptr(GError) error = NULL;
    PoFile *file = po_parse(source, "fr.po", &error);
    if (file == NULL) {
        g_assert_true(g_str_has_prefix(error->message, "fr.po:"));
        return 0;
    }
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)po_free);
    g_ptr_array_add(files, file);
    g_autofree char *code = po_compile(files);
    g_assert_nonnull(code);
    g_autoptr(GPtrArray) texts = texts_new();
    (void)texts_collect(texts, "N_(\"About\")", "page.c", NULL);
    g_autoptr(GString) report = g_string_new(NULL);
    texts_compare(texts, file, true, report);
    return 0;
}
