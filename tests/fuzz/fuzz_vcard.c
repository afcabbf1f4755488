/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * An address book: its cards as rows.
 */
#include "fuzzing.h"
#include "sheet/cards.h"

#include <string.h>

#define BEGIN "BEGIN:VCARD\n"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    Bytes book = {data, size};
    SheetSource source = sheet_source_bytes(&book);
    if (!cards_begin(&source)) { /* else it would be read as CSV */
        GString *text = arena_string(arena, size + sizeof BEGIN);
        g_string_append(text, BEGIN);
        g_string_append_len(text, (const char *)data, (gssize)size);
        book = (Bytes){text->str, text->len};
    }
    fuzz_read_sheet(book, NULL);
    return 0;
}
