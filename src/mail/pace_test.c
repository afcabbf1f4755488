/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/moment.h"
#include "mail/pace.h"
#include "mail/quiet.h"
#include "testing.h"

#include <string.h>

static void
test_destinations(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const cases[][2] = {
        {"a@gmail.com",         "gmail.com"        },
        {"a@GoogleMail.com",    "gmail.com"        },
        {"a@hotmail.fr",        "outlook.com"      },
        {"a@outlook.co.za",     "outlook.com"      },
        {"a@yahoo.co.uk",       "yahoo.com"        },
        {"a@notyahoo.com",      "notyahoo.com"     },
        {"a@gmail.com.example", "gmail.com.example"},
        {"a@Example.ORG",       "example.org"      },
        {"a@mail.yahoo",        "mail.yahoo"       },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(pace_destination(fx->arena, cases[i][0]), ==, cases[i][1]);
}

static void
test_rates_are_said(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    const char *rates = "Gmail.com 3600\n\n  * 60 \nexample.org 7200\n";
    g_assert_true(pace_rates_are_valid(rates));
    g_assert_cmpint(pace_of(rates, "gmail.com").interval, ==, 1000);
    g_assert_cmpint(pace_of(rates, "other.example").interval, ==, 60000);
    g_assert_cmpint(pace_of(rates, "example.org").interval, ==, 500);
    g_assert_cmpint(pace_of(rates, "yahoo.com").interval, ==, 36000);
    g_assert_cmpint(pace_of("", "gmail.com").interval, ==, 18000);
    g_assert_cmpint(pace_of("a.example 1", "a.example").burst, ==, 1);
    static const char *const wrong[] = {
        "gmail.com", "gmail.com 0",      "gmail.com -5",  "gmail.com many",
        "gmail 5",   "gmail.com 100001", "gmail.com 5 5", "gmail.com 99999999999999999999",
        HOSTILE};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_false(pace_rates_are_valid(wrong[i]));
}

/* Over any stretch of time: at most a burst more than the rate. */
static void
test_no_more_than_the_rate(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    const Pace pace = pace_of("", "gmail.com");
    int64_t next = 0, n = 0, when = 0, begin = 1483347600000;
    for (int64_t now = begin; now < begin + 3600 * (int64_t)1000; now += 500)
        while (pace_take(pace, now, &next, &when))
            n++;
    g_assert_cmpint(n, ==, 200 + pace.burst - 1);
    g_assert_false(pace_take(pace, begin + 3599500, &next, &when));
    g_assert_cmpint(when, >, begin + 3599500);
    g_assert_true(pace_take(pace, when, &next, &when));
    /* The clock was ahead for a year and is set right: nobody waits for a year. */
    next = begin + 365 * 86400 * (int64_t)1000;
    g_assert_false(pace_take(pace, begin, &next, &when));
    g_assert_cmpint(when, <=, begin + pace.interval);
    g_assert_true(pace_take((Pace){0}, begin, &next, &when));
}

static void
test_who_asks_for_patience(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *words;
        bool asks;
    } cases[] = {
        {"421 4.7.0 Try again later",       true },
        {"450 4.2.1 The user is receiving", false},
        {"452 4.2.2 Mailbox full",          false},
        {"452 4.7.1 Too many recipients",   true },
        {"450 4.1.8 Sender address",        false},
        {"451 Greylisted",                  true },
        {"450",                             true },
        {"452 4.3.1 No space",              false},
        {"550 5.7.1 No",                    false},
        {"",                                false},
        {"451 4.3.0 later",                 true },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_true(pace_asks_for_patience(cases[i].words) == cases[i].asks);
}

static void
test_quiet_hours(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *hours, *now, *zone, *end; /* end: NULL: it is not quiet */
    } cases[] = {
        {"22-7",  "2017-01-02T21:59", "UTC",              NULL              },
        {"22-7",  "2017-01-02T22:00", "UTC",              "2017-01-03T07:00"},
        {"22-7",  "2017-01-03T06:59", "UTC",              "2017-01-03T07:00"},
        {"22-7",  "2017-01-03T07:00", "UTC",              NULL              },
        {"22-7",  "2017-01-02T20:30", "Africa/Nairobi",   "2017-01-03T07:00"},
        {"22-7",  "2017-01-02T12:00", "Asia/Kathmandu",   NULL              },
        {"22-7",  "2017-01-03T04:00", "America/New_York", "2017-01-03T07:00"},
        {"0-6",   "2017-01-02T00:00", "UTC",              "2017-01-02T06:00"},
        {"0-6",   "2017-01-02T23:00", "UTC",              NULL              },
        {"13-15", "2017-01-02T14:00", "UTC",              "2017-01-02T15:00"},
        {"22-7",  "2017-03-25T23:00", "Europe/Berlin",    "2017-03-26T07:00"},
        {"22-2",  "2017-03-26T00:30", "Europe/Berlin",    "2017-03-26T03:00"},
        {"22-7",  "2017-12-31T23:30", "UTC",              "2018-01-01T07:00"},
        {"7-7",   "2017-01-02T07:30", "UTC",              NULL              },
        {"",      "2017-01-02T03:00", "UTC",              NULL              },
        {"25-7",  "2017-01-02T03:00", "UTC",              NULL              },
        {"22-7x", "2017-01-02T03:00", "UTC",              NULL              },
        {"22-7",  "2017-01-02T23:00", "Nowhere/Else",     "2017-01-03T07:00"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t now = 0, end = 0;
        g_autofree char *utc = g_strdup_printf("%s:00Z", cases[i].now);
        g_test_message("%s %s %s", cases[i].hours, cases[i].now, cases[i].zone);
        g_assert_true(moment_parse(utc, &now));
        bool is = quiet_is(quiet_parse(cases[i].hours), fx->arena, now, cases[i].zone, &end);
        g_assert_true(is == (cases[i].end != NULL));
        if (is)
            g_assert_cmpstr(moment_local(fx->arena, end, cases[i].zone), ==, cases[i].end);
    }
}

void
pace_tests(void)
{
    add_test_once("/pace/destinations", test_destinations);
    add_test_once("/pace/rates-are-said", test_rates_are_said);
    add_test_once("/pace/no-more-than-the-rate", test_no_more_than_the_rate);
    add_test_once("/pace/who-asks-for-patience", test_who_asks_for_patience);
    add_test_once("/pace/quiet-hours", test_quiet_hours);
}
