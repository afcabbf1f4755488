/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a stranger's calendar says to an invitation: one of three words, or nothing.
 */
#include "calendar/answer.h"
#include "fuzzing.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const words[] = {"", ANSWER_ACCEPTED, ANSWER_DECLINED, ANSWER_TENTATIVE};
    g_autoptr(Arena) arena = arena_new();
    const char *answer = answer_read(arena, (Bytes){data, size});
    size_t i = 0;
    while (i < G_N_ELEMENTS(words) && strcmp(words[i], answer) != 0)
        i++;
    g_assert_cmpuint(i, <, G_N_ELEMENTS(words));
    return 0;
}
