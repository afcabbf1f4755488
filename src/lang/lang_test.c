/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "lang/lang.h"
#include "testing.h"

static void
test_language_is_negotiated(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    static const char *const chosen[][2] = {
        {NULL,                        "en"},
        {"",                          "en"},
        {"fr",                        "fr"},
        {"FR-ca,en;q=0.5",            "fr"},
        {"en;q=0.5,fr;q=0.6",         "fr"},
        {"de,es;q=0.9,ar;q=0.1",      "ar"},
        {"de",                        "en"},
        {"*",                         "en"},
        {"fr;q=0",                    "en"},
        {"fr;Q=0.3 , ar; q = 0.9",    "ar"}, /* a parameter that is no weight */
        {"fr;Q=0.3, ar;q=0.2",        "fr"},
        {"fr;q=0x1, ar;q=0.1",        "ar"},
        {"fr;q=inf, ar;q=nan",        "en"},
        {"fr;q=1.001, ar;q=1.000",    "ar"},
        {"fr;q=0.1234, ar;q=0.1",     "ar"},
        {"fr;q=.9, ar;q=0.",          "en"},
        {"fr;level=1;q=0.2,ar;q=0.1", "fr"},
        {"frq=1,ar;q=0.1",            "ar"},
        {",,;;,fr",                   "fr"},
        {"fra,frisian",               "en"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(chosen); i++)
        if (g_strcmp0(lang_choose(chosen[i][0])->code, chosen[i][1]) != 0)
            g_error("“%s” gave %s", chosen[i][0], lang_choose(chosen[i][0])->code);
}

static void
test_languages_know_themselves(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    g_assert_true(LANG_ENGLISH == lang_find("en"));
    g_assert_null(lang_find("FR"));
    g_assert_null(lang_find(""));
    g_assert_null(lang_find(NULL));
    g_assert_cmpstr(lang_find("ar")->dir, ==, "rtl");
    for (size_t i = 0; i < N_LANGS; i++) {
        const Lang *lang = LANGS[i];
        g_assert_true(lang_find(lang->code) == lang);
        for (size_t m = 1; m < lang->n_messages; m++) /* found by halving */
            g_assert_cmpstr(lang->messages[m - 1].id, <, lang->messages[m].id);
    }
}

static void
test_texts_and_their_plurals(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    const Lang *en = LANG_ENGLISH, *fr = lang_find("fr"), *ar = lang_find("ar");
    g_assert_cmpstr(lang_text(fr, "Search"), ==, "Rechercher");
    g_assert_cmpstr(lang_text(en, "Search"), ==, "Search");
    g_assert_cmpstr(lang_text(fr, HOSTILE), ==, HOSTILE);
    g_assert_cmpstr(lang_plural(en, "member", "members", 1), ==, "member");
    g_assert_cmpstr(lang_plural(en, "member", "members", 0), ==, "members");
    g_assert_cmpstr(lang_plural(en, "member", "members", -1), ==, "member");
    g_assert_cmpstr(lang_plural(fr, "member", "members", 0), ==, "membre"); /* none is one there */
    g_assert_cmpstr(lang_plural(fr, "member", "members", 1), ==, "membre");
    g_assert_cmpstr(lang_plural(fr, "member", "members", 2), ==, "membres");
    g_assert_cmpstr(lang_plural(ar, "member", "members", 2), ==, "عضوان");
    g_assert_cmpstr(lang_plural(ar, "member", "members", 3), ==, "أعضاء");
    g_assert_cmpstr(lang_plural(ar, "member", "members", 11), ==, "عضوًا");
    g_assert_cmpstr(lang_plural(ar, "member", "members", 1104), ==, "أعضاء");
    g_assert_cmpstr(lang_plural(fr, "a stone", "stones", G_MININT64), ==, "stones");
}

static void
test_values_are_put_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Arena *arena = fx->arena;
    g_assert_cmpstr(lang_fill(arena, "{a} of {b}", "b", "2", "a", "1", NULL), ==, "1 of 2");
    g_assert_cmpstr(lang_fill(arena, "{a}{a}", "a", "{b}", "b", "x", NULL), ==, "{b}{b}");
    g_assert_cmpstr(lang_fill(arena, "{c} {", "a", "1", NULL), ==, "{c} {");
    g_assert_cmpstr(lang_fill(arena, "{} {a", "a", "1", NULL), ==, "{} {a");
    g_assert_cmpstr(lang_fill(arena, "{a}", "a", NULL, NULL), ==, "");
    g_assert_cmpstr(lang_fill(arena, "", NULL), ==, "");
}

void
lang_tests(void)
{
    add_test_once("/lang/is-negotiated", test_language_is_negotiated);
    add_test_once("/lang/know-themselves", test_languages_know_themselves);
    add_test_once("/lang/texts-and-their-plurals", test_texts_and_their_plurals);
    add_test_once("/lang/values-are-put-in", test_values_are_put_in);
}
