/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What people read.  Blanks that keep a number together are ordinary ones here.
 */
#include "lang/format.h"
#include "testing.h"

static const Lang *en, *fr, *ar;

static void
find_languages(void)
{
    en = lang_find("en");
    fr = lang_find("fr");
    ar = lang_find("ar");
}

/* U+00A0 and U+202F as a blank. */
static const char *
plain(Arena *arena, const char *text)
{
    GString *out = arena_string(arena, 64);
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        g_string_append_unichar(out, u == 0xa0 || u == 0x202f ? ' ' : u);
    }
    return out->str;
}

#define assert_reads(call, text) g_assert_cmpstr(plain(fx->arena, (call)), ==, (text))

static void
test_numbers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    find_languages();
    assert_reads(format_number(fx->arena, en, 1104), "1,104");
    assert_reads(format_number(fx->arena, fr, 1104), "1 104");
    assert_reads(format_number(fx->arena, en, -7), "-7");
    assert_reads(format_number(fx->arena, en, G_MAXINT64), "9,223,372,036,854,775,807");
    assert_reads(format_number(fx->arena, en, G_MININT64), "-9,223,372,036,854,775,808");
    assert_reads(format_decimal(fx->arena, en, 2.345, 1), "2.3");
    assert_reads(format_decimal(fx->arena, fr, 0.5, 2), "0,50");
    assert_reads(format_decimal(fx->arena, en, 2.5, -3), "3");
    assert_reads(format_percent(fx->arena, en, 0.25), "25%");
    assert_reads(format_percent(fx->arena, fr, 0.25), "25 %");
    assert_reads(format_size(fx->arena, en, 0), "0 bytes");
    assert_reads(format_size(fx->arena, en, 999), "999 bytes");
    assert_reads(format_size(fx->arena, en, 14 * 1024), "14 kB");
    assert_reads(format_size(fx->arena, en, 1536), "1.5 kB");
    assert_reads(format_size(fx->arena, fr, 3 * 1024 * 1024), "3 Mo");
    assert_reads(format_size(fx->arena, en, 1023 * 1024), "1 MB"); /* not "1,023 kB" */
    assert_reads(format_size(fx->arena, en, (int64_t)5 << 40), "5 TB");
}

static void
test_days_and_moments(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    find_languages();
    assert_reads(format_day(fx->arena, en, TEST_NOW, "UTC"), "2 January 2017");
    assert_reads(format_day(fx->arena, fr, TEST_NOW, "UTC"), "2 janvier 2017");
    assert_reads(format_moment(fx->arena, en, TEST_NOW, "UTC"), "2 January 2017 at 09:00 UTC");
    assert_reads(format_day(fx->arena, en, TEST_NOW, "Pacific/Kiritimati"), "2 January 2017");
    assert_reads(format_day(fx->arena, en, TEST_NOW + 12 * 3600, "Pacific/Kiritimati"),
                 "3 January 2017");
    assert_reads(format_day(fx->arena, en, TEST_NOW, "Mars/Olympus"), "2 January 2017");
    assert_reads(format_day(fx->arena, en, TEST_NOW, NULL), "2 January 2017");
    assert_reads(format_moment_there(fx->arena, en, TEST_NOW, "UTC"),
                 "2 January 2017 at 09:00 UTC");
    assert_reads(format_moment_there(fx->arena, en, TEST_NOW, "Africa/Nairobi"),
                 "2 January 2017 at 12:00 GMT+3 (Nairobi)");
    assert_reads(format_appointment(fx->arena, en, TEST_NOW, "Asia/Tokyo"),
                 "Monday, 2 January 2017, 18:00 (Tokyo)");
}

static void
test_dates_of_reduced_precision(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    find_languages();
    assert_reads(format_date(fx->arena, en, "2017"), "2017");
    assert_reads(format_date(fx->arena, en, "2017-01"), "January 2017");
    assert_reads(format_date(fx->arena, fr, "2017-08"), "août 2017");
    assert_reads(format_date(fx->arena, en, "2017-03-21"), "Tuesday, 21 March 2017");
    assert_reads(format_date(fx->arena, en, "1582-10-04"), "Monday, 4 October 1582");
    assert_reads(format_date(fx->arena, en, "1500-02-28"), "Wednesday, 28 February 1500");
    assert_reads(format_date(fx->arena, en, "2017-02-30"), "2017-02-30");
    assert_reads(format_date(fx->arena, en, HOSTILE), HOSTILE);
    g_assert_null(format_date(fx->arena, en, NULL));
}

static void
test_names(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    find_languages();
    assert_reads(format_country(fx->arena, en, "KE"), "Kenya");
    assert_reads(format_country(fx->arena, fr, "DE"), "Allemagne");
    assert_reads(format_country(fx->arena, ar, "EG"), "مصر");
    assert_reads(format_country(fx->arena, en, "K"), "K");
    assert_reads(format_country(fx->arena, en, "../"), "../");
    g_assert_null(format_country(fx->arena, en, NULL));
    assert_reads(format_language(fx->arena, en, "fr"), "French");
    assert_reads(format_language(fx->arena, fr, "en"), "anglais");
    assert_reads(format_language(fx->arena, en, "<b>"), "<b>");
    g_assert_null(format_language(fx->arena, en, NULL));
    assert_reads(format_languages(fx->arena, en, "en"), "English");
    assert_reads(format_languages(fx->arena, en, "en,fr"), "English and French");
    assert_reads(format_languages(fx->arena, fr, "en,fr,ar"), "anglais, français et arabe");
    assert_reads(format_languages(fx->arena, en, ""), "");
    g_assert_cmpint(format_compare(en, "Zambia", "Åland"), >, 0);
    g_assert_cmpint(format_compare(fr, "cote", "côté"), <, 0);
    g_assert_cmpint(format_compare(en, "x", "x"), ==, 0);
}

static void
test_nfc(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_reads(format_nfc(fx->arena, "cafe\xcc\x81"), "caf\xc3\xa9");
    assert_reads(format_nfc(fx->arena, "caf\xc3\xa9"), "caf\xc3\xa9");
    assert_reads(format_nfc(fx->arena, HOSTILE), HOSTILE);
    assert_reads(format_nfc(fx->arena, ""), "");
    /* The letter that grows most. */
    assert_reads(format_nfc(fx->arena, "\xf0\x9d\x85\xa0"),
                 "\xf0\x9d\x85\x98\xf0\x9d\x85\xa5\xf0\x9d\x85\xae");
}

void
format_tests(void)
{
    add_test_once("/format/numbers", test_numbers);
    add_test_once("/format/days-and-moments", test_days_and_moments);
    add_test_once("/format/dates-of-reduced-precision", test_dates_of_reduced_precision);
    add_test_once("/format/nfc", test_nfc);
    add_test_once("/format/names", test_names);
}
