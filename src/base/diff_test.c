/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/diff.h"
#include "testing.h"

#include <string.h>

/* What the parts of a difference are, without what was added or without what was taken out. */
static const char *
side(Arena *arena, DiffSpan diff, bool is)
{
    GString *text = arena_string(arena, 100);
    for (size_t i = 0; i < diff.n; i++)
        if (is ? !diff.at[i].removed : !diff.at[i].added)
            g_string_append(text, diff.at[i].text);
    return text->str;
}

/* Some words of few, so that much is the same. */
static const char *
random_text(Arena *arena, GRand *random, int n_words)
{
    static const char *const words[] = {"a ",  "b ", "the\n", "of ", "\xd8\xb9\xd8\xb1\xd8\xa8 ",
                                        "x\t", "  "};
    GString *text = arena_string(arena, 100);
    for (int i = g_rand_int_range(random, 0, n_words + 1); i > 0; i--)
        g_string_append(text, words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
    return text->str;
}

static double
likeness(Arena *arena, const char *a, const char *b, double *ret_kept)
{
    DiffBag bags[2];
    diff_bags(arena, (const char *const[]){a, b}, 2, bags);
    return diff_likeness(bags[0], bags[1], ret_kept);
}

static void
test_a_difference_gives_both_texts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(60);
    for (int round = 0; round < 3000; round++) {
        const char *was = random_text(fx->arena, random, 30);
        const char *is = random_text(fx->arena, random, 30);
        DiffSpan diff = diff_words(fx->arena, was, is);
        g_assert_cmpstr(side(fx->arena, diff, false), ==, was);
        g_assert_cmpstr(side(fx->arena, diff, true), ==, is);
        for (size_t i = 1; i < diff.n; i++)
            g_assert_true(diff.at[i].added != diff.at[i - 1].added ||
                          diff.at[i].removed != diff.at[i - 1].removed);
    }
}

/* The end of a paragraph stays when its last word changes. */
static void
test_the_end_of_a_line_is_a_word(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    DiffSpan diff = diff_words(fx->arena, "one two.\n\nthree", "one 2.\n\nthree");
    g_assert_cmpint(diff.n, ==, 4);
    g_assert_cmpstr(diff.at[1].text, ==, "two.");
    g_assert_cmpstr(diff.at[2].text, ==, "2.");
    g_assert_cmpstr(diff.at[3].text, ==, "\n\nthree");
}

/* Of the longest common sequence, by the table that everybody knows. */
static int
longest(const uint32_t *a, int n, const uint32_t *b, int m)
{
    int table[20][20] = {{0}};
    for (int i = 1; i <= n; i++)
        for (int j = 1; j <= m; j++)
            table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1
                                               : MAX(table[i - 1][j], table[i][j - 1]);
    return table[n][m];
}

static void
test_as_much_is_kept_as_can_be(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(61);
    for (int round = 0; round < 3000; round++) {
        uint32_t a[19], b[19];
        int n = g_rand_int_range(random, 0, 19), m = g_rand_int_range(random, 0, 19), kept = 0;
        for (int i = 0; i < n; i++)
            a[i] = (uint32_t)g_rand_int_range(random, 0, 4);
        for (int j = 0; j < m; j++)
            b[j] = (uint32_t)g_rand_int_range(random, 0, 4);
        const int64_t *match = diff_match(fx->arena, a, (size_t)n, b, (size_t)m);
        int64_t last = -1;
        for (int i = 0; i < n; i++) {
            if (match[i] < 0)
                continue;
            g_assert_cmpint(match[i], >, last);
            g_assert_cmpint(match[i], <, m);
            g_assert_cmpint(a[i], ==, b[match[i]]);
            last = match[i];
            kept++;
        }
        g_assert_cmpint(kept, ==, longest(a, n, b, m));
    }
}

/* Two long texts with nothing in common but their ends. */
static void
test_what_is_too_different_is_replaced(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *was = arena_string(fx->arena, 100), *is = arena_string(fx->arena, 100);
    g_string_append(was, "begin ");
    g_string_append(is, "begin ");
    for (int i = 0; i < 3 * DIFF_STEPS; i++) {
        g_string_append_printf(was, "was%d ", i);
        g_string_append_printf(is, "is%d same%d ", i, i % 7);
    }
    g_string_append(was, "end");
    g_string_append(is, "end");
    DiffSpan diff = diff_words(fx->arena, was->str, is->str);
    g_assert_cmpint(diff.n, ==, 4);
    g_assert_cmpstr(side(fx->arena, diff, false), ==, was->str);
    g_assert_cmpstr(side(fx->arena, diff, true), ==, is->str);
}

static void
test_two_changes_are_put_together(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *base, *mine, *theirs, *both; /* both NULL: they do not fit */
    } tried[] = {
        {"one two three four", "one 2 three four", "one two three 4",    "one 2 three 4"     },
        {"one two three four", "one two three",    "1 two three four",   "1 two three"       },
        {"one two three four", "one two three 4",  "one two three vier", NULL                },
        {"one two three four", "one 2 three four", "one 2 three four",   "one 2 three four"  },
        {"one two three four", "one 2 three four", "one two drei four",  NULL                },
        {"one two",            "one two",          "one two three",      "one two three"     },
        {"one two",            "one two three",    "zero one two",       "zero one two three"},
        {"one two",            "one two three",    "one two four",       NULL                },
        {"one two three",      "one\ntwo\nthree",  "one two 3",          "one\ntwo\n3"       },
        {"one two three",      "",                 "one two three",      ""                  },
        {"one two three",      "",                 "one two 3",          NULL                },
        {"",                   "",                 "new",                "new"               },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(tried); i++)
        g_assert_cmpstr(diff_merge(fx->arena, tried[i].base, tried[i].mine, tried[i].theirs), ==,
                        tried[i].both);
}

/* Whoever changed nothing is not in the way of who did, and order does not matter. */
static void
test_a_change_alone_is_kept_whole(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(62);
    for (int round = 0; round < 2000; round++) {
        char *base = g_strstrip((char *)(uintptr_t)random_text(fx->arena, random, 20));
        char *mine = g_strstrip((char *)(uintptr_t)random_text(fx->arena, random, 20));
        char *theirs = g_strstrip((char *)(uintptr_t)random_text(fx->arena, random, 20));
        g_assert_cmpfloat(likeness(fx->arena, diff_merge(fx->arena, base, mine, base), mine, NULL),
                          ==, 1);
        g_assert_cmpfloat(likeness(fx->arena, diff_merge(fx->arena, base, base, mine), mine, NULL),
                          ==, 1);
        const char *one = diff_merge(fx->arena, base, mine, theirs);
        const char *other = diff_merge(fx->arena, base, theirs, mine);
        g_assert_cmpint(one == NULL, ==, other == NULL);
        if (one != NULL)
            g_assert_cmpfloat(likeness(fx->arena, one, other, NULL), ==, 1);
    }
}

static void
test_likeness(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    double kept = 0;
    g_assert_cmpfloat(likeness(fx->arena, "a b c", "c b a", &kept), ==, 1);
    g_assert_cmpfloat(kept, ==, 1);
    g_assert_cmpfloat(likeness(fx->arena, "a a a", "a b c", &kept), ==, 1.0 / 3);
    g_assert_cmpfloat(likeness(fx->arena, "a b", "a b c d", &kept), ==, 4.0 / 6);
    g_assert_cmpfloat(kept, ==, 1);
    g_assert_cmpfloat(likeness(fx->arena, "a b", "", &kept), ==, 0);
    g_assert_cmpfloat(likeness(fx->arena, "", " \n", &kept), ==, 1);
    g_assert_cmpfloat(kept, ==, 0);
}

void
diff_tests(void)
{
    add_test_once("/diff/gives-both-texts", test_a_difference_gives_both_texts);
    add_test_once("/diff/keeps-as-much-as-can-be", test_as_much_is_kept_as_can_be);
    add_test_once("/diff/the-end-of-a-line-is-a-word", test_the_end_of_a_line_is_a_word);
    add_test_once("/diff/too-different-is-replaced", test_what_is_too_different_is_replaced);
    add_test_once("/diff/two-changes-are-put-together", test_two_changes_are_put_together);
    add_test_once("/diff/a-change-alone-is-kept-whole", test_a_change_alone_is_kept_whole);
    add_test_once("/diff/likeness", test_likeness);
}
