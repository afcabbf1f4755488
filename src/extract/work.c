/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The process that reads: bytes on standard input, pages on standard output; how it ended is its
 * exit status.
 */
#include "confine/confine.h"
#include "extract/limits.h"
#include "extract/pages.h"

#include <string.h>
#include <unistd.h>

static bool
write_number(uint32_t number)
{
    uint32_t wire = GUINT32_TO_BE(number);
    return confine_write(&wire, sizeof wire);
}

static bool
write_all(const Pages *pages, const PagesHead *head)
{
    bool done = write_number(head->format) && write_number(head->n_all) &&
                write_number(head->macros) && write_number(head->n);
    for (guint i = 0; i < pages->done->len && done; i++) {
        const char *page = g_ptr_array_index(pages->done, i);
        done = write_number((uint32_t)strlen(page)) && confine_write(page, strlen(page));
    }
    return done;
}

/* Exit handlers of libraries have nothing to do here, so none runs. */
int
extract_work(void)
{
    Bytes content = {NULL, 0};
    Pages *pages = NULL;
    PagesHead head = {0};
    if (!confine_input(EXTRACT_BYTES, &content) || !confine_self(&EXTRACT_LIMITS))
        _exit(N_EXTRACT_ENDS);
    ExtractEnd end = pages_read(content, &pages, &head);
    _exit(write_all(pages, &head) ? (int)end : EXTRACT_KILLED);
}
