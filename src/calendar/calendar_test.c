/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/limits.h"
#include "calendar/answer.h"
#include "calendar/ical.h"
#include "calendar/line.h"
#include "calendar/rule.h"
#include "testing.h"

#include <string.h>

static const char *
written(Fixture *fx, const IcalEntry *entries, size_t n)
{
    Bytes bytes = ical_format(fx->arena, &(Ical){
                                             .entries = {entries, n}
    });
    return arena_strndup(fx->arena, bytes.at, bytes.n);
}

/* The lines as they are meant, folded ones put together. */
static const char *
unfolded(Fixture *fx, const char *text)
{
    GString *lines = arena_string(fx->arena, 1000);
    for (const char *c = text; *c != '\0'; c++)
        if (g_str_has_prefix(c, "\r\n "))
            c += 2;
        else if (*c != '\r')
            g_string_append_c(lines, *c);
    return lines->str;
}

static void
assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        g_error("“%s” is not in:\n%s", part, text);
}

static void
assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part) != NULL)
        g_error("“%s” is in:\n%s", part, text);
}

static void
test_lines_fold_between_characters(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *long_line = arena_string(fx->arena, 1000), *out = arena_string(fx->arena, 1000);
    for (int i = 0; i < 200; i++)
        g_string_append(long_line, i % 3 == 0 ? "ع" : i % 3 == 1 ? "a" : "🙂");
    line_fold(out, long_line->str);
    g_auto(GStrv) lines = g_strsplit(out->str, "\r\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_assert_cmpuint(strlen(*line), <=, 75);
        g_assert_true(g_utf8_validate(*line, -1, NULL));
    }
    g_assert_cmpstr(g_strchomp(arena_strdup(fx->arena, unfolded(fx, out->str))), ==,
                    long_line->str);
}

static void
test_hostile_text_stays_in_its_line(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const IcalEntry entry = {.uid = "u",
                             .starts = "2017-03-21",
                             .state = "confirmed",
                             .title = HOSTILE ",;\\\r\nBEGIN:VEVENT",
                             .zone = "UTC"};
    const char *text = unfolded(fx, written(fx, &entry, 1));
    assert_has(text, "\\,\\;\\\\\\nBEGIN:VEVENT\n");
    assert_lacks(text, "\nBEGIN:VEVENT\\n");
    g_auto(GStrv) entries = g_strsplit(text, "\nBEGIN:VEVENT", -1);
    g_assert_cmpuint(g_strv_length(entries), ==, 2);
}

static void
test_time_is_the_zones(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const IcalEntry entry = {.uid = "u",
                             .starts = "2014-09-23T08:30",
                             .ends = "2014-09-23T10:00",
                             .zone = "America/New_York",
                             .state = "confirmed",
                             .title = "Webinar",
                             .alarm = 900};
    const char *text = unfolded(fx, written(fx, &entry, 1));
    assert_has(text, "\nDTSTART;TZID=America/New_York:20140923T083000\n");
    assert_has(text, "\nDTEND;TZID=America/New_York:20140923T100000\n");
    assert_has(text, "BEGIN:VTIMEZONE\nTZID:America/New_York\n");
    assert_has(text, "BEGIN:DAYLIGHT\nDTSTART:20140309T020000\nTZOFFSETFROM:-0500\n"
                     "TZOFFSETTO:-0400\nTZNAME:EDT\nEND:DAYLIGHT\n");
    assert_has(text, "BEGIN:STANDARD\nDTSTART:20141102T020000\nTZOFFSETFROM:-0400\n"
                     "TZOFFSETTO:-0500\nTZNAME:EST\nEND:STANDARD\n");
    assert_has(text, "\nTRIGGER:-PT15M\n");
    /* Only the years concerned. */
    assert_lacks(text, "DTSTART:2012");
    assert_lacks(text, "DTSTART:2016");
}

static void
test_odd_zones(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const IcalEntry entries[] = {
        {.uid = "1", .starts = "2017-06-01T09:00", .zone = "Asia/Kathmandu", .state = "confirmed"},
        {.uid = "2",
         .starts = "2017-06-01T09:00",
         .zone = "Africa/Casablanca",
         .state = "confirmed"                                                                    },
        {.uid = "3",
         .starts = "2016-12-01T09:00",
         .zone = "America/Sao_Paulo",
         .state = "confirmed"                                                                    },
        {.uid = "4", .starts = "2017-06-01T09:00", .zone = "UTC",            .state = "confirmed"},
    };
    const char *text = unfolded(fx, written(fx, entries, G_N_ELEMENTS(entries)));
    assert_has(text, "TZID:Asia/Kathmandu\nBEGIN:STANDARD\n");
    assert_has(text, "TZOFFSETTO:+0545\nTZNAME:+0545\n");
    /* Ramadan 2017: clocks went back on 21 May and forward on 2 July. */
    assert_has(text, "DTSTART:20170521T030000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\n");
    assert_has(text, "DTSTART:20170702T020000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\n");
    /* Brazil had summer time then, and has none now. */
    assert_has(text, "DTSTART:20161016T000000\nTZOFFSETFROM:-0300\nTZOFFSETTO:-0200\n");
    assert_has(text, "\nDTSTART:20170601T090000Z\n");
    assert_lacks(text, "TZID:UTC");
}

static void
test_whole_days_states_and_rules(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const IcalEntry entries[] = {
        {.uid = "day",
         .starts = "2012-03-20",
         .zone = "UTC",
         .state = "confirmed",
         .rule = "FREQ=YEARLY;BYMONTH=3;BYDAY=3TU",
         .leaves_out = "2014-03-18,2016-03-15",
         .adds = "2014-03-19",
         .title = "World Social Work Day"},
        {.uid = "off",
         .starts = "2017-05-01",
         .ends = "2017-05-03",
         .state = "cancelled",
         .sequence = 4,
         .alarm = 60,
         .zone = "UTC"},
        {.uid = "plan",
         .starts = "2017-05-01T09:00",
         .state = "tentative",
         .zone = "UTC",
         .language = "fr",
         .title = "Été"},
        {.uid = "unknown", .starts = "", .state = "tentative", .zone = "UTC"},
    };
    const char *text = unfolded(fx, written(fx, entries, G_N_ELEMENTS(entries)));
    assert_has(text, "\nDTSTART;VALUE=DATE:20120320\nDTEND;VALUE=DATE:20120321\n"
                     "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=3TU\n"
                     "EXDATE;VALUE=DATE:20140318,20160315\nRDATE;VALUE=DATE:20140319\n");
    assert_has(text, "SEQUENCE:4\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20170501\n"
                     "DTEND;VALUE=DATE:20170504\n");
    assert_has(text, "STATUS:TENTATIVE\nDTSTART:20170501T090000Z\nSUMMARY;LANGUAGE=fr:Été\n");
    assert_lacks(text, "BEGIN:VALARM"); /* nobody is reminded of what was cancelled */
    assert_lacks(text, "UID:unknown");
}

static void
test_rule_gives_its_days(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const known[] = {"2012-03-20", "2015-03-17", "2017-03-21",
                                        "2018-03-20", "2021-03-16", "2023-03-21"};
    const Recurrence day = {"FREQ=YEARLY;BYMONTH=3;BYDAY=3TU", "2012-03-20", "", ""};
    DaySpan days = rule_days(fx->arena, &day, 2023);
    g_assert_cmpuint(days.n, ==, 12);
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        bool found = false;
        for (size_t d = 0; d < days.n; d++)
            found |= strcmp(days.at[d], known[i]) == 0;
        if (!found)
            g_error("%s is missing", known[i]);
    }
    const Recurrence moved = {"FREQ=YEARLY;BYMONTH=3;BYDAY=3TU", "2012-03-20",
                              "2013-03-19,2014-03-18", "2013-03-26,nonsense,2012-03-20"};
    days = rule_days(fx->arena, &moved, 2014);
    g_assert_cmpuint(days.n, ==, 2);
    g_assert_cmpstr(days.at[0], ==, "2012-03-20");
    g_assert_cmpstr(days.at[1], ==, "2013-03-26");
    const Recurrence leap = {"FREQ=YEARLY", "2016-02-29", "", ""};
    days = rule_days(fx->arena, &leap, 2024);
    g_assert_cmpuint(days.n, ==, 3);
    g_assert_cmpstr(days.at[2], ==, "2024-02-29");
    const Recurrence monthly = {"FREQ=MONTHLY;BYDAY=-1FR", "2017-01-27", "", ""};
    days = rule_days(fx->arena, &monthly, 2017);
    g_assert_cmpuint(days.n, ==, 12);
    g_assert_cmpstr(days.at[1], ==, "2017-02-24");
    g_assert_cmpstr(days.at[11], ==, "2017-12-29");
    /* A rule without an end is not walked for ever. */
    g_assert_cmpuint(rule_days(fx->arena, &monthly, 9000).n, ==, LIMIT_OCCURRENCES);
}

static void
test_rules_are_read_and_written(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const good[] = {"FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=3;BYDAY=3TU",
                                       "FREQ=MONTHLY;BYDAY=-1SU",
                                       "FREQ=YEARLY;BYMONTH=12;BYDAY=1MO"};
    static const char *const bad[] = {"",
                                      "FREQ=DAILY",
                                      "FREQ=YEARLY;BYMONTH=3",
                                      "FREQ=MONTHLY",
                                      "FREQ=YEARLY;BYMONTH=13;BYDAY=3TU",
                                      "FREQ=YEARLY;BYDAY=3TU",
                                      "FREQ=YEARLY;BYMONTH=3;BYDAY=TU",
                                      "FREQ=MONTHLY;BYDAY=5MO",
                                      "FREQ=YEARLY;BYMONTH=3;BYDAY=3TUX",
                                      "FREQ=MONTHLY;BYDAY=3TU;COUNT=1",
                                      HOSTILE};
    Rule rule;
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
        g_assert_true(rule_parse(good[i], &rule));
        g_assert_cmpstr(rule_format(fx->arena, &rule), ==, good[i]);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        if (rule_parse(bad[i], &rule))
            g_error("“%s” is a rule", bad[i]);
    g_assert_false(rule_parse(NULL, &rule));
    g_assert_true(rule_parse(good[1], &rule));
    g_assert_true(rule_has(&rule, "2012-03-20", "2017-03-21"));
    g_assert_false(rule_has(&rule, "2012-03-20", "2017-03-20"));
    g_assert_false(rule_has(&rule, "2012-03-20", "2011-03-15")); /* before it began */
}

static const char *
answer_of(Fixture *fx, const char *text)
{
    return answer_read(fx->arena, (Bytes){text, strlen(text)});
}

static void
test_answers_are_one_word(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char head[] = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n";
    static const struct {
        const char *attendee, *answer;
    } cases[] = {
        {"ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@example.org",                                "ACCEPTED" },
        {"ATTENDEE;CN=\"x;PARTSTAT=ACCEPTED:\";PARTSTAT=\r\n DECLINED:mailto:a@example.org",
         "DECLINED"                                                                                     },
        {"attendee;cutype=individual;partstat=tentative;cn=A:mailto:a@example.org",          "TENTATIVE"},
        {"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@example.org",                              ""         },
        {"ATTENDEE;PARTSTAT=ACCEPTEDLY:mailto:a@example.org",                                ""         },
        {"ATTENDEE:mailto:PARTSTAT=ACCEPTED",                                                ""         },
        {"ATTENDEE;CN=\"PARTSTAT=ACCEPTED",                                                  ""         },
        {"DESCRIPTION;PARTSTAT=ACCEPTED:x",                                                  ""         },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *text = arena_printf(fx->arena, "%s%s\r\nEND:VEVENT\r\n", head,
                                        cases[i].attendee);
        g_assert_cmpstr(answer_of(fx, text), ==, cases[i].answer);
    }
    /* An invitation is no answer. */
    g_assert_cmpstr(
        answer_of(fx, "METHOD:REQUEST\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\n"), ==, "");
    g_assert_cmpstr(answer_of(fx, "METHOD:REPLY"), ==, "");
    g_assert_cmpstr(answer_of(fx, ""), ==, "");
}

void
calendar_tests(void)
{
    add_test_once("/calendar/answers-are-one-word", test_answers_are_one_word);
    add_test_once("/calendar/lines-fold-between-characters", test_lines_fold_between_characters);
    add_test_once("/calendar/hostile-text-stays-in-its-line", test_hostile_text_stays_in_its_line);
    add_test_once("/calendar/time-is-the-zones", test_time_is_the_zones);
    add_test_once("/calendar/odd-zones", test_odd_zones);
    add_test_once("/calendar/whole-days-states-and-rules", test_whole_days_states_and_rules);
    add_test_once("/calendar/rule-gives-its-days", test_rule_gives_its_days);
    add_test_once("/calendar/rules-are-read-and-written", test_rules_are_read_and_written);
}
