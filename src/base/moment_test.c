/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/moment.h"
#include "base/zone.h"
#include "testing.h"

static void
test_iso_is_read(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *text;
        int64_t moment;
    } read[] = {
        {"1970-01-01",               0           },
        {"1970-01-01T00:00Z",        0           },
        {"1969-12-31T23:59:59Z",     -1          },
        {"2017-01-02T09:00:00Z",     TEST_NOW    },
        {"2017-01-02 09:00z",        TEST_NOW    },
        {"2017-01-02T12:00+03:00",   TEST_NOW    },
        {"2017-01-02T05:30-0330",    TEST_NOW    },
        {"2017-01-02T09:00:00.999Z", TEST_NOW    },
        {"2000-02-29",               951782400   },
        {"2100-03-01",               4107542400  },
        {"9999-12-31T23:59:59Z",     253402300799},
        {"0001-01-01",               -62135596800},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(read); i++) {
        int64_t moment = 7;
        g_assert_true(moment_parse(read[i].text, &moment));
        g_assert_cmpint(moment, ==, read[i].moment);
        int64_t again;
        g_assert_true(moment_parse(moment_iso(fx->arena, moment), &again));
        g_assert_cmpint(again, ==, moment);
    }
}

static void
test_nonsense_is_refused(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    static const char *const refused[] = {
        "",
        "2017",
        "2017-1-2",
        "2017-13-01",
        "2017-00-10",
        "2017-02-29",
        "2100-02-29",
        "2017-04-31",
        "0000-01-01",
        "2017-01-02T",
        "2017-01-02T9:00Z",
        "2017-01-02T24:00Z",
        "2017-01-02T09:60Z",
        "2017-01-02T09:00",
        "2017-01-02T09:00:60Z",
        "2017-01-02T09:00+24:00",
        "2017-01-02T09:00Zx",
        " 2017-01-02",
        "2017-01-02 ",
        "+017-01-02",
        "20170102",
        "2017-01-02T09:00+3",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        int64_t moment = 7;
        if (moment_parse(refused[i], &moment))
            g_error("“%s” was read", refused[i]);
        g_assert_cmpint(moment, ==, 7);
    }
    int64_t moment;
    g_assert_false(moment_parse(NULL, &moment));
}

static void
test_written_for_machines(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpstr(moment_http(fx->arena, TEST_NOW), ==, "Mon, 02 Jan 2017 09:00:00 GMT");
    g_assert_cmpstr(moment_http(fx->arena, 0), ==, "Thu, 01 Jan 1970 00:00:00 GMT");
    g_assert_cmpstr(moment_http(fx->arena, -1), ==, "Wed, 31 Dec 1969 23:59:59 GMT");
    g_assert_cmpstr(moment_date(fx->arena, -MOMENT_DAY), ==, "1969-12-31");
    g_assert_cmpstr(moment_date(fx->arena, 951782400), ==, "2000-02-29");
    g_assert_cmpint(moment_quarter_end(TEST_NOW), ==, TEST_NOW + 900);
    g_assert_cmpint(moment_quarter_end(TEST_NOW + 899), ==, TEST_NOW + 900);
    g_assert_cmpint(moment_quarter_end(-1), ==, 0);
    g_assert_cmpint(moment_quarter_end(-900), ==, 0);
    g_assert_cmpint(moment_quarter_end(-901), ==, -900);
}

/* A day's 400 years forward and back: what is written is what was read. */
static void
test_every_day_of_an_era(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GDate) date = g_date_new_dmy(1, 1, 1800);
    for (int64_t day = -62091; day < -62091 + 146097; day++) {
        char text[16];
        int64_t moment;
        g_date_strftime(text, sizeof text, "%Y-%m-%d", date);
        g_assert_true(moment_parse(text, &moment));
        g_assert_cmpint(moment, ==, day * MOMENT_DAY);
        if (day % 97 == 0)
            g_assert_cmpstr(moment_date(arena, moment + MOMENT_DAY - 1), ==, text);
        g_date_add_days(date, 1);
    }
}

static void
test_reduced_dates_end(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const ends[][2] = {
        {"2017",       "2018-01-01"},
        {"2017-02",    "2017-03-01"},
        {"2016-12",    "2017-01-01"},
        {"2016-02-28", "2016-02-29"},
        {"2017-12-31", "2018-01-01"},
    };
    static const char *const refused[] = {
        "",          "201",     "2017-", "2017-13", "2017-02-30",
        "2017-02-3", "2017/02", "0000",  "last",    "2017-02-03T10:00Z"};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        int64_t end;
        g_assert_true(date_is_valid(ends[i][0]));
        g_assert_true(date_end(ends[i][0], &end));
        g_assert_cmpstr(moment_date(fx->arena, end), ==, ends[i][1]);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        int64_t end;
        g_assert_false(date_is_valid(refused[i]));
        g_assert_false(date_end(refused[i], &end));
    }
    g_assert_false(date_is_valid(NULL));
}

static void
test_zones(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const unknown[] = {"",       "Mars/Olympus",  "../etc/passwd", "/etc/passwd",
                                          "+02:00", "Europe/../UTC", "Africa Nairobi"};
    g_assert_true(zone_is_valid("UTC"));
    g_assert_true(zone_is_valid("Africa/Nairobi"));
    g_assert_false(zone_is_valid(NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++)
        if (zone_is_valid(unknown[i]))
            g_error("“%s” is a zone", unknown[i]);

    int64_t late;
    g_assert_true(moment_parse("2017-01-02T22:30Z", &late));
    g_assert_cmpstr(moment_date_in(fx->arena, late, "Africa/Nairobi"), ==, "2017-01-03");
    g_assert_cmpstr(moment_date_in(fx->arena, late, "America/New_York"), ==, "2017-01-02");
    g_assert_cmpstr(moment_date_in(fx->arena, late, "Mars/Olympus"), ==, "2017-01-02");
    /* Summer time: the same hour of the clock is another day's in winter. */
    int64_t summer, winter;
    g_assert_true(moment_parse("2017-07-01T22:30Z", &summer));
    g_assert_true(moment_parse("2017-12-01T22:30Z", &winter));
    g_assert_cmpstr(moment_date_in(fx->arena, summer, "Europe/Paris"), ==, "2017-07-02");
    g_assert_cmpstr(moment_date_in(fx->arena, winter, "Europe/Paris"), ==, "2017-12-01");
}

static void
test_zones_of_a_country(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const unknown[] = {"", "XX", "K", "KEN", "#\t", HOSTILE};
    const char *const *kenya = zones_of_country(fx->arena, "KE");
    g_assert_cmpstr(kenya[0], ==, "Africa/Nairobi");
    g_assert_null(kenya[1]);
    const char *const *states = zones_of_country(fx->arena, "US");
    g_assert_cmpstr(states[0], ==, "America/New_York");
    g_assert_cmpuint(g_strv_length((char **)states), >, 10);
    for (size_t i = 0; states[i] != NULL; i++)
        g_assert_true(zone_is_valid(states[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++)
        g_assert_null(zones_of_country(fx->arena, unknown[i])[0]);
}

/* Eight is what clocks show, whether they were set in the night or not; and each week has one day.
 */
static void
test_the_next_morning(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *from, *zone;
        int weekday;
        const char *morning;
    } cases[] = {
        {"2017-03-25T12:00Z", "Europe/Paris", ZONE_EVERY_DAY, "2017-03-26T06:00:00Z"},
        {"2017-10-28T12:00Z", "Europe/Paris", ZONE_EVERY_DAY, "2017-10-29T07:00:00Z"},
        {"2017-03-26T06:00Z", "Europe/Paris", ZONE_EVERY_DAY, "2017-03-26T06:00:00Z"},
        {"2017-03-26T06:01Z", "Europe/Paris", 1,              "2017-03-27T06:00:00Z"},
        {"2017-03-27T06:01Z", "Europe/Paris", 1,              "2017-04-03T06:00:00Z"},
        {"2017-03-27T06:01Z", "Mars/Olympus", 1,              "2017-03-27T08:00:00Z"},
        {"2017-03-27T06:01Z", "Europe/Paris", 7,              "2017-04-02T06:00:00Z"},
        /* Friday, 30 December 2011 was left out there. */
        {"2011-12-29T19:00Z", "Pacific/Apia", 5,              "2012-01-05T18:00:00Z"},
        {"2011-12-29T19:00Z", "Pacific/Apia", ZONE_EVERY_DAY, "2011-12-30T18:00:00Z"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t from = 0;
        g_assert_true(moment_parse(cases[i].from, &from));
        int64_t at = zone_morning(fx->arena, from, cases[i].zone, cases[i].weekday);
        if (strcmp(moment_iso(fx->arena, at), cases[i].morning) != 0)
            g_error("case %zu: %s", i, moment_iso(fx->arena, at));
    }
    g_assert_cmpstr(zone_of_clock(fx->arena, "KE"), ==, "Africa/Nairobi");
    g_assert_cmpstr(zone_of_clock(fx->arena, "Asia/Kathmandu"), ==, "Asia/Kathmandu");
}

void
moment_tests(void)
{
    add_test_once("/moment/the-next-morning", test_the_next_morning);
    add_test_once("/moment/zones-of-a-country", test_zones_of_a_country);
    add_test_once("/moment/iso-is-read", test_iso_is_read);
    add_test_once("/moment/nonsense-is-refused", test_nonsense_is_refused);
    add_test_once("/moment/written-for-machines", test_written_for_machines);
    add_test_once("/moment/every-day-of-an-era", test_every_day_of_an_era);
    add_test_once("/moment/reduced-dates-end", test_reduced_dates_end);
    add_test_once("/moment/zones", test_zones);
}
