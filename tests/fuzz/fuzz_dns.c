/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What the DNS says: an answer's bytes as each kind of record, and a record of SPF in which the
 * first line is the record and each other one what the next question is answered with.
 */
#include "fuzzing.h"
#include "mail/spf.h"

#include <string.h>

static char **answers;
static size_t n_asked;

static const char *
answer_next(Arena *arena, const char *type G_GNUC_UNUSED, const char *name G_GNUC_UNUSED)
{
    g_assert_cmpuint(++n_asked, <, 1000); /* ten, and a few for each exchanger */
    const char *line = *answers != NULL ? *answers++ : "";
    return strcmp(line, "?") == 0 ? NULL : arena_printf(arena, "%s\n", line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const types[] = {"TXT", "MX", "A", "AAAA", "PTR"};
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        const char *lines = dns_read(arena, types[i], (Bytes){data, size});
        g_assert_true(lines == NULL || g_utf8_validate(lines, -1, NULL));
    }
    g_auto(GStrv) lines = g_strsplit(fuzz_text(arena, data, size), "\n", -1);
    const DnsLook look = {answer_next, INT64_MAX};
    answers = lines;
    n_asked = 0;
    SpfAnswer answer = spf_check(&look, arena, "alliance.example", "192.0.2.7");
    g_assert_true(answer.result >= SPF_NONE && answer.result <= SPF_UNSURE);
    g_assert_true((answer.why != NULL) == (answer.result == SPF_BROKEN));
    return 0;
}
