/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/limits.h"
#include "base/text.h"
#include "testing.h"

#include <string.h>

static void
test_only_clean_utf8_comes_in(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *text;
        bool clean;
    } tried[] = {
        {"",                 true },
        {HOSTILE,            true },
        {"tab\t line\r\n",   true },
        {"\x01",             false},
        {"\x7f",             false},
        {"\xc2\x85",         false}, /* a control character of Latin-1 */
        {"\xff",             false},
        {"\xc0\xaf",         false}, /* "/" written too long */
        {"\xed\xa0\x80",     false}, /* half of a pair */
        {"\xf4\x90\x80\x80", false}, /* beyond Unicode */
        {"cut \xe2\x82",     false},
        {"\xef\xbf\xbd",     true },
        {"\xef\xbf\xbe",     false}, /* XML cannot say it */
        {"\xef\xbf\xbf",     false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(tried); i++)
        g_assert_cmpint(text_is_clean(tried[i].text, strlen(tried[i].text)), ==, tried[i].clean);
    g_assert_false(text_is_clean("a\0b", 3));
}

static void
test_space_is_folded(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpstr(text_fold_space(fx->arena, "  a \t\r\n b\xc2\xa0\xe2\x80\x83"
                                               "c  "),
                    ==, "a b c");
    g_assert_cmpstr(text_fold_space(fx->arena, " \n "), ==, "");
    g_assert_cmpstr(text_trim_lines(fx->arena, "\r\n a\r\nb\rc  d\n\n"), ==, "a\nb\nc  d");
    g_assert_cmpstr(text_trim_lines(fx->arena, ""), ==, "");
    g_assert_cmpint(text_length("a\xe2\x82\xac\xf0\x9f\x99\x82"), ==, 3);
}

static void
test_long_text_is_cut_at_a_word(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *text;
        size_t max;
        const char *cut;
    } cuts[] = {
        {"short",                   5,  "short"     },
        {"one two three",           12, "one two…"  },
        {"one two three",           8,  "one two…"  },
        {"a Donaudampfschifffahrt", 10, "a Donauda…"},
        {"أبجد هوز حطي",            9,  "أبجد هوز…" },
        {"word",                    1,  "…"         },
        {"word",                    0,  ""          },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cuts); i++) {
        const char *cut = text_shorten(fx->arena, cuts[i].text, cuts[i].max);
        g_assert_cmpstr(cut, ==, cuts[i].cut);
        g_assert_cmpint(text_length(cut), <=, cuts[i].max);
    }
}

static void
test_slug_keeps_every_script(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const slugs[][2] = {
        {"The People's  Year: 2017!", "the-peoples-year-2017"},
        {"--a--b--",                  "a-b"                  },
        {"../../etc/passwd",          "etc-passwd"           },
        {"Été à Nîmes",               "été-à-nîmes"          },
        {"हिन्दी",                     "हिन्दी"                },
        {"!!!",                       ""                     },
        {"",                          ""                     },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(slugs); i++)
        g_assert_cmpstr(text_slug(fx->arena, slugs[i][0]), ==, slugs[i][1]);
    g_autofree char *euros = g_strnfill(200, 'x');
    g_assert_cmpint(strlen(text_slug(fx->arena, euros)), ==, 80);
    GString *arabic = arena_string(fx->arena, 200);
    for (int i = 0; i < 100; i++)
        g_string_append(arabic, "ع");
    const char *slug = text_slug(fx->arena, arabic->str);
    g_assert_cmpint(strlen(slug), ==, 80); /* never half a letter */
    g_assert_true(g_utf8_validate(slug, -1, NULL));
}

static void
test_fold_is_for_searching(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pairs[][2] = {
        {"MÜLLER",   "muller"   },
        {"Straße",   "strasse"  },
        {"Łódź",     "lodz"     },
        {"Æble Ørn", "aeble orn"},
        {"İstanbul", "istanbul" },
        {"مُحَمَّد",     "محمد"     },
        {"ΆΛΦΑ",     "αλφα"     },
        {"हिन्दी",    "हिन्दी"    }, /* its marks are vowels */
        {"ﬁ",        "fi"       },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        g_assert_cmpstr(text_fold(fx->arena, pairs[i][0]), ==, text_fold(fx->arena, pairs[i][1]));
    g_assert_cmpstr(text_fold(fx->arena, "MÜLLER"), ==, "muller");
}

static void
test_addresses(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const good[] = {"a@b.co", "first.last+tag@sub.example.org",
                                       "o'neil@example.org", "x_y-z@example-host.org", "1@2.ab"};
    static const char *const bad[] = {
        "",          "a",          "@b.co",       "a@",
        "a@b",       "a@b..co",    ".a@b.co",     "a.@b.co",
        "a..b@c.co", "a b@c.co",   "a@b.co\n",    "a@b@c.co",
        "a@-b.co",   "a@b-.co",    "a@127.0.0.1", "a@b.co,c@d.co",
        "<a@b.co>",  "\"a\"@b.co", "a@[::1]",     "ä@b.co",
        "a@bä.co",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        g_assert_true(text_is_email(good[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        if (text_is_email(bad[i]))
            g_error("“%s” is an address", bad[i]);
    g_assert_false(text_is_email(NULL));
    g_autofree char *local = g_strnfill(65, 'a');
    g_assert_false(text_is_email(arena_printf(fx->arena, "%s@example.org", local)));
    g_assert_true(text_is_email(arena_printf(fx->arena, "%s@example.org", local + 1)));
    GString *longest = g_string_new("a@");
    while (longest->len < LIMIT_EMAIL)
        g_string_append(longest, "bcdefg.");
    g_string_append(longest, "org");
    g_assert_false(text_is_email(longest->str));
    g_string_free(longest, TRUE);
    /* Only the domain's letters are the same large and small. */
    g_assert_cmpstr(text_fold_email(fx->arena, " Ann@EXAMPLE.Org "), ==, "Ann@example.org");
    g_assert_cmpstr(text_fold_email(fx->arena, "ANN"), ==, "ANN");
}

void
text_tests(void)
{
    add_test_once("/text/only-clean-utf8-comes-in", test_only_clean_utf8_comes_in);
    add_test_once("/text/space-is-folded", test_space_is_folded);
    add_test_once("/text/long-is-cut-at-a-word", test_long_text_is_cut_at_a_word);
    add_test_once("/text/slug-keeps-every-script", test_slug_keeps_every_script);
    add_test_once("/text/fold-is-for-searching", test_fold_is_for_searching);
    add_test_once("/text/addresses", test_addresses);
}
