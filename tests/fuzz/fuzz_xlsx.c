/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The files of a workbook one after the other (zip_make.h), or a zip as it is.
 */
#include "fuzzing.h"
#include "zip_make.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    Bytes bytes = {data, size};
    if (size < 2 || memcmp(data, "PK", 2) != 0)
        bytes = zip_make(arena, (const char *)data, size);
    fuzz_read_sheet(bytes, NULL);
    return 0;
}
