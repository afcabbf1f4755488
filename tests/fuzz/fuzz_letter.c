/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A message as it arrives, and everything that is made of it: all of it is clean text.
 */
#include "base/limits.h"
#include "base/text.h"
#include "fuzzing.h"
#include "inbound/letter.h"

#include <string.h>

static void
check(const char *text, size_t max)
{
    g_assert_nonnull(text);
    size_t n = strlen(text);
    g_assert_true(n <= max && text_is_clean(text, n));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    Letter letter;
    if (letter_read(arena, (Bytes){data, size}, &letter) != LETTER_OK)
        return 0;
    const char *const lines[] = {letter.from,           letter.from_name,   letter.subject,
                                 letter.message_id,     letter.in_reply_to, letter.references,
                                 letter.auto_submitted, letter.precedence,  letter.feedback,
                                 letter.complainer,     letter.returned_id, letter.returned_to,
                                 letter.return_path};
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        check(lines[i], LIMIT_LETTER_HEADERS);
        g_assert_null(strchr(lines[i], '\n'));
    }
    check(letter.text, 2 * LIMIT_LETTER_TEXT);
    for (size_t i = 0; i < letter.to.n; i++)
        check(letter.to.at[i], 4 * LIMIT_EMAIL);
    for (size_t i = 0; i < letter.reports.n; i++) {
        check(letter.reports.at[i].recipient, LIMIT_EMAIL);
        check(letter.reports.at[i].status, LIMIT_LETTER_TEXT);
        check(letter.reports.at[i].diagnostic, LIMIT_LETTER_TEXT);
    }
    for (size_t i = 0; i < letter.files.n; i++)
        check(letter.files.at[i].name, 4 * LIMIT_LINE);
    return 0;
}
