/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "paper/paper.h"
#include "paper/paper_testing.h"
#include "paper/pdf.h"
#include "testing.h"

#include <string.h>

#define RLO "\xe2\x80\xae" /* turns everything after it */

static const uint8_t squares[4] = {1, 0, 0, 1};

/* A sheet with one text, in a language that has no texts of its own. */
static Bytes
drawn(Arena *arena, const Lang *lang, PaperText text)
{
    Bytes pdf = {0};
    const PaperSheet sheet = {
        .lang = lang,
        .title = "A sheet (of paper)",
        .author = "Alliance",
        .colour = "#0b5d5e",
        .made_at = TEST_NOW,
        .texts = &text,
        .n = 1,
        .code = {squares, 2},
        .beside = "Look here:",
        .address = "https://example.org/it's"
    };
    g_assert_true(paper_draw(arena, &sheet, &pdf));
    return pdf;
}

static bool
holds(Bytes pdf, const char *text)
{
    return memmem(pdf.at, pdf.n, text, strlen(text)) != NULL;
}

static void
test_sheet_is_one_and_the_same_each_time(void)
{
    g_autoptr(Arena) arena = arena_new();
    const Lang lang = {.code = "pt-BR", .dir = "ltr"};
    Bytes pdf = drawn(arena, &lang, (PaperText){.text = "Hello", .size = 20, .lines = 1});
    Bytes again = drawn(arena, &lang, (PaperText){.text = "Hello", .size = 20, .lines = 1});
    g_assert_cmpmem(pdf.at, pdf.n, again.at, again.n);
    g_assert_true(holds(pdf, "/Lang (pt-BR)"));
    g_assert_true(holds(pdf, "/DisplayDocTitle true"));
    g_assert_true(holds(pdf, "/Count 1"));
    g_assert_true(holds(pdf, "20170102090000Z"));
    const char *text = paper_read(arena, pdf);
    g_assert_nonnull(strstr(text, "Hello"));
    g_assert_nonnull(strstr(text, "Look here:"));
    g_assert_nonnull(strstr(text, "https://example.org/it's"));
}

/* The letters are in the file, joined or not, and nobody sees a box instead of them. */
static void
test_letters_of_any_script(void)
{
    static const char *const names[] = {"Zoë Ñandú Łukasz Nguyễn", "አበበ በቀለ", "Анна", "สมชาย"};
    g_autoptr(Arena) arena = arena_new();
    const Lang lang = {.code = "en", .dir = "ltr"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *text = paper_read(
            arena, drawn(arena, &lang, (PaperText){.text = names[i], .size = 20, .lines = 1}));
        g_assert_nonnull(strstr(text, names[i]));
    }
    const Lang arabic = {.code = "ar", .dir = "rtl"};
    Bytes pdf = drawn(arena, &arabic, (PaperText){.text = "فاطمة", .size = 20, .lines = 1});
    g_assert_true(holds(pdf, "/Lang (ar)"));
    g_assert_nonnull(strstr(paper_read(arena, pdf), "فاطمة"));
}

static void
test_long_texts_have_room(void)
{
    g_autoptr(Arena) arena = arena_new();
    const Lang lang = {.code = "en", .dir = "ltr"};
    GString *words = arena_string(arena, 2000);
    for (int i = 0; i < 25; i++)
        g_string_append(words, "Wolfgang ");
    g_string_append(words, "End");
    PaperText text = {.text = words->str, .size = 27, .least = 10, .lines = 2};
    Bytes small = drawn(arena, &lang, text);
    g_assert_nonnull(strstr(paper_read(arena, small), "End"));
    /* With an ellipsis instead: whoever copies the text has all of it, but it looks otherwise. */
    text.least = 0;
    Bytes cut = drawn(arena, &lang, text);
    g_assert_true(small.n != cut.n || memcmp(small.at, cut.at, cut.n) != 0);
    g_assert_true(holds(small, "/Count 1") && holds(cut, "/Count 1"));
    g_autofree char *huge = g_strnfill(100 * 1000, 'w');
    text.text = huge;
    Bytes pdf = drawn(arena, &lang, text);
    g_assert_true(holds(pdf, "/Count 1"));
    g_assert_cmpuint(strlen(paper_read(arena, pdf)), <, 2 * PAPER_CHARACTERS);
}

static void
test_what_nobody_sees_is_left_out(void)
{
    g_autoptr(Arena) arena = arena_new();
    const Lang lang = {.code = "en", .dir = "ltr"};
    g_assert_cmpstr(paper_clean(arena, " A" RLO "nn\t\n \x01 B\xef\xbb\xbf ", 100), ==, "Ann B");
    g_assert_cmpstr(paper_clean(arena, "\xff", 100), ==, "\xef\xbf\xbd");
    g_assert_cmpstr(paper_clean(arena, RLO "\xe2\x81\xa6 ", 100), ==, "");
    g_assert_cmpstr(paper_clean(arena, "ሰላምta", 3), ==, "ሰላም");
    /* Joiners shape the letters of Persian and of the scripts of India. */
    g_assert_cmpstr(paper_clean(arena, "می‌خواهم", 100), ==, "می‌خواهم");
    const char *read = paper_read(
        arena,
        drawn(arena, &lang, (PaperText){.text = RLO HOSTILE, .size = 20, .least = 9, .lines = 3}));
    g_assert_nonnull(strstr(read, "<b>Tom & \"Ann\"</b>"));
    g_assert_cmpuint(paper_read(arena, drawn(arena, &lang, (PaperText){.text = ""}))[0], !=, 0);
}

static void
test_language_needs_a_file_of_cairo(void)
{
    static const char *const others[] = {
        "", "%PDF-1.5", "trailer\n<< /Root x /Size 2 /Info 1 >>\nstartxref\n5\n",
        "trailer\n<< /Root 1 /Size 2 /Info 1 >>\nstartxref\n5\n",
        "\n1 0 obj\n<< /Type trailer\n<< /Root 1 /Size 2 /Info 1 >>\nstartxref\n"};
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        Bytes pdf = {"untouched", 9};
        g_assert_false(pdf_with_language(arena, (Bytes){others[i], strlen(others[i])}, "en", &pdf));
        g_assert_cmpuint(pdf.n, ==, 9);
    }
}

void
paper_tests(void)
{
    g_test_add_func("/paper/sheet-is-one-and-the-same-each-time",
                    test_sheet_is_one_and_the_same_each_time);
    g_test_add_func("/paper/letters-of-any-script", test_letters_of_any_script);
    g_test_add_func("/paper/long-texts-have-room", test_long_texts_have_room);
    g_test_add_func("/paper/what-nobody-sees-is-left-out", test_what_nobody_sees_is_left_out);
    g_test_add_func("/paper/language-needs-a-file-of-cairo", test_language_needs_a_file_of_cairo);
}
