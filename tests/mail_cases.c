/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail_cases.h"

#include <string.h>

#define MARK "\n### "
#define ARROW "\n### =>\n"

static MailCase
read_case(Arena *arena, const char *text)
{
    const char *line = arena_strndup(arena, text, strcspn(text, "\n"));
    const char *arrow = strstr(text, ARROW);
    g_assert_nonnull(arrow);
    const char *begin = text + strlen(line) + 1, *after = arrow + strlen(ARROW);
    const char *end = strstr(after - 1, MARK);
    size_t n = end != NULL && end > after ? (size_t)(end - after) : end != NULL ? 0 : strlen(after);
    char *expected = arena_strndup(arena, after, n);
    size_t name = strcspn(line, " ");
    g_strchomp(expected);
    return (MailCase){.name = arena_strndup(arena, line, name),
                      .words = line + name + (line[name] == ' '),
                      .input = arrow >= begin ? arena_strndup(arena, begin, (size_t)(arrow - begin))
                                              : "",
                      .expected = expected};
}

MailCaseSpan
mail_cases_read(Arena *arena, const char *file)
{
    /* Beside the program: build/test/baraza_tests. */
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "..", "tests", "mail", file,
                                                  NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &text, NULL, &error))
        g_error("%s", error->message);
    const char *copy = arena_strdup(arena, text);
    GArray *cases = g_array_new(FALSE, FALSE, sizeof(MailCase));
    arena_defer(arena, (GDestroyNotify)g_array_unref, cases);
    for (const char *at = strstr(copy, MARK); at != NULL; at = strstr(at + 1, MARK)) {
        if (g_str_has_prefix(at, ARROW))
            continue;
        MailCase one = read_case(arena, at + strlen(MARK));
        g_array_append_val(cases, one);
    }
    return (MailCaseSpan){(const MailCase *)(void *)cases->data, cases->len};
}
