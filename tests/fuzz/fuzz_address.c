/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A signed mail address: what is read is what would be written.
 */
#include "fuzzing.h"
#include "mail/address.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t key[SECRET_SIZE] = {7};
    g_autoptr(Arena) arena = arena_new();
    MailAddress found;
    const char *text = fuzz_text(arena, data, size);
    if (!mail_address_open(key, text, &found))
        return 0;
    g_assert_true(found.number >= 0 && found.person_id >= 0);
    const char *again = mail_address_sign(arena, key, found.purpose, found.number, found.person_id,
                                          "example.org");
    size_t n = strcspn(again, "@");
    g_assert_true(n == strcspn(text, "@") && g_ascii_strncasecmp(again, text, n) == 0);
    return 0;
}
