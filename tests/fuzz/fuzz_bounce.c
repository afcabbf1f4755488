/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a mail server reports: whatever it is, there is a class, and words for it.
 */
#include "base/text.h"
#include "fuzzing.h"
#include "inbound/bounce.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    Letter letter;
    if (letter_read(arena, (Bytes){data, size}, &letter) != LETTER_OK)
        return 0;
    Bounce bounce = bounce_classify(arena, &letter, size % 2 == 0);
    g_assert_true(bounce.class >= BOUNCE_NONE && bounce.class < BOUNCE_CLASSES);
    g_assert_true((bounce.class == BOUNCE_NONE) == (*bounce.reason == '\0'));
    g_assert_true(strlen(bounce.status) <= strlen("5.111.111"));
    g_assert_true(text_is_clean(bounce.said, strlen(bounce.said)));
    g_assert_true(text_is_clean(bounce.recipient, strlen(bounce.recipient)));
    return 0;
}
