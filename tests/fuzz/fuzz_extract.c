/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The files of a document one after the other (zip_make.h), a zip as it is, or plain text.  PDF is
 * Poppler's, which has fuzzers of its own, and is not tried here.
 */
#include "base/text.h"
#include "extract/pages.h"
#include "fuzzing.h"
#include "zip_make.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Pages) pages = NULL;
    Bytes bytes = {data, size};
    PagesHead head = {0};
    if (size >= 4 && memcmp(data, "--- ", 4) == 0)
        bytes = zip_make(arena, (const char *)data, size);
    if (size >= 5 && memcmp(data, "%PDF-", 5) == 0)
        return 0;
    ExtractEnd end = pages_read(bytes, &pages, &head);
    g_assert_true(end < N_EXTRACT_ENDS && head.n <= EXTRACT_PAGES && head.n <= head.n_all);
    for (guint i = 0; i < pages->done->len; i++) {
        const char *page = g_ptr_array_index(pages->done, i);
        g_assert_true(strlen(page) <= EXTRACT_PAGE && text_is_clean(page, strlen(page)));
    }
    return 0;
}
