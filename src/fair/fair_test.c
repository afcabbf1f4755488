/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/moment.h"
#include "fair/pages.h"
#include "roster/segment.h"
#include "site/site_testing.h"

#include <string.h>

#define HOUR ((int64_t)3600)

static int64_t
moment(const char *iso)
{
    int64_t at = 0;
    g_assert_true(moment_parse(iso, &at));
    return at;
}

/* Four people on four clocks; Edna has said none, so Japan's count. */
static void
people_live_apart(Fixture *fx)
{
    run_sql(fx, "UPDATE person SET zone = 'America/New_York', country = 'US' WHERE id = 1;"
                "UPDATE person SET zone = 'Africa/Nairobi', country = 'KE' WHERE id = 2;"
                "UPDATE person SET zone = 'UTC', country = 'JP' WHERE id = 3;"
                "UPDATE person SET zone = 'Europe/London', country = 'GB' WHERE id = 4");
}

static void
assert_time(FairTime time, const char *iso, int64_t asleep, int64_t awake, int64_t office)
{
    g_assert_cmpint(time.starts_at, ==, moment(iso));
    g_assert_cmpint(time.asleep, ==, asleep);
    g_assert_cmpint(time.awake, ==, awake);
    g_assert_cmpint(time.office, ==, office);
}

static void
test_everybody_counts_by_own_clocks_of_that_date(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    people_live_apart(fx);
    Ctx *cx = fixture_begin(fx, SAM);
    const Fair *fair = fairness_new(cx->arena, fairness_invited(cx, 0), moment("2017-02-01"),
                                    moment("2017-06-01"));
    /* New York's clocks are put forward on 12 March, London's on 26 March. */
    assert_time(fairness_judge(fair, moment("2017-03-02T13:00Z"), HOUR), "2017-03-02T13:00Z", 1, 1,
                2);
    assert_time(fairness_judge(fair, moment("2017-03-16T13:00Z"), HOUR), "2017-03-16T13:00Z", 1, 0,
                3);
    assert_time(fairness_judge(fair, moment("2017-03-16T12:00Z"), HOUR), "2017-03-16T12:00Z", 0, 2,
                2);
    /* To the minute, and until it ends: in Tokyo it would be 22:01. */
    assert_time(fairness_judge(fair, moment("2017-03-16T12:00Z"), HOUR + 60), "2017-03-16T12:00Z",
                1, 1, 2);
    /* On a Saturday nobody is in an office. */
    assert_time(fairness_judge(fair, moment("2017-03-18T12:00Z"), HOUR), "2017-03-18T12:00Z", 0, 4,
                0);
    fixture_commit(fx);
}

static void
test_better_times_are_of_the_week_and_near(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    people_live_apart(fx);
    Ctx *cx = fixture_begin(fx, SAM);
    const Fair *fair = fairness_new(cx->arena, fairness_invited(cx, 0), moment("2017-02-01"),
                                    moment("2017-06-01"));
    const FairAsk ask = {moment("2017-03-16T13:00Z"), HOUR, "UTC", cx->now};
    FairTimeSpan better = fairness_better(cx->arena, fair, &ask);
    g_assert_cmpuint(better.n, ==, 3);
    assert_time(better.at[0], "2017-03-16T12:00Z", 0, 2, 2);
    assert_time(better.at[1], "2017-03-16T11:00Z", 0, 2, 2);
    assert_time(better.at[2], "2017-03-17T11:00Z", 0, 2, 2);
    /* Of what is best already there is nothing better. */
    const FairAsk best = {moment("2017-03-16T12:00Z"), HOUR, "UTC", cx->now};
    g_assert_cmpuint(fairness_better(cx->arena, fair, &best).n, ==, 0);
    /* Nothing that has begun is proposed. */
    const FairAsk late = {moment("2017-03-16T13:00Z"), HOUR, "UTC", moment("2017-03-16T12:30Z")};
    better = fairness_better(cx->arena, fair, &late);
    g_assert_cmpuint(better.n, ==, 3);
    assert_time(better.at[0], "2017-03-17T11:00Z", 0, 2, 2);
    assert_time(better.at[2], "2017-03-18T11:00Z", 0, 4, 0);
    fixture_commit(fx);
}

static void
test_burden_of_a_series_goes_round(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    /* For three hours somebody of these is asleep at any time. */
    static const FairClock clocks[] = {
        {"America/Los_Angeles", "US", 10},
        {"Europe/London",       "GB", 20},
        {"Australia/Sydney",    "AU", 5 },
    };
    Ctx *cx = fixture_begin(fx, SAM);
    const Fair *fair = fairness_new(cx->arena, (FairClockSpan){clocks, 3}, moment("2017-02-01"),
                                    moment("2017-12-01"));
    const FairAsk ask = {moment("2017-03-16T14:00Z"), 3 * HOUR, "Europe/London", cx->now};
    FairSlotSpan slots = fairness_rotate(cx->arena, fair, &ask, 6, 4);
    g_assert_cmpuint(slots.n, ==, 6);
    int64_t nights[N_FAIR_REGIONS] = {0};
    for (size_t i = 0; i < slots.n; i++) {
        const char *day = moment_date_in(cx->arena, slots.at[i].time.starts_at, "Europe/London");
        g_assert_cmpstr(
            day, ==, moment_date(cx->arena, moment("2017-03-16") + (int64_t)i * 28 * MOMENT_DAY));
        for (size_t r = 0; r < N_FAIR_REGIONS; r++)
            nights[r] += slots.at[i].asleep[r] > 0;
    }
    for (size_t r = 0; r < N_FAIR_REGIONS; r++) {
        g_assert_cmpint(slots.at[0].people[r], ==, clocks[r].n);
        g_assert_cmpint(nights[r], >=, 1);
        g_assert_cmpint(nights[r], <=, 3);
    }
    fixture_commit(fx);
}

static int64_t
an_event(Fixture *fx)
{
    int64_t id = a_published(fx, (ItemDraft){.kind = "event", .slug = "call", .title = HOSTILE});
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_true(event_save(cx, id, event_find(cx, id)->version,
                             &(EventDraft){.kind = "call",
                                           .starts = "2017-03-16T13:00",
                                           .ends = "2017-03-16T14:00",
                                           .zone = "UTC"}));
    fixture_commit(fx);
    return id;
}

static void
test_organiser_sees_it_and_takes_a_time(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    people_live_apart(fx);
    int64_t id = an_event(fx);
    const char *path = arena_printf(fx->arena, "/desk/events/%" PRId64 "/times", id);
    Response *res = get(fx, SAM, path);
    assert_status(res, 200);
    assert_statements(fx, 8);
    assert_hides(res, "<b>Tom");
    assert_shows(res, "Of 4 people invited: 1 asleep · 0 awake · 3 in office hours");
    assert_shows(res, "<td data-l=\"Country\">Japan</td><td data-l=\"Their clocks\"><b>22:00</b> "
                      "<span class=\"soft\">night</span>");
    assert_shows(res, "Thursday, 16 March 2017, 12:00");
    const char *form = arena_printf(fx->arena,
                                    "/desk/events/%" PRId64 "?starts=2017-03-16T12%%3A00&amp;ends="
                                    "2017-03-16T13%%3A00&amp;zone=UTC",
                                    id);
    assert_shows(res, form);
    res = get(fx, EDNA,
              arena_printf(fx->arena, "/desk/events/%" PRId64 "?starts=2017-03-16T12%%3A00", id));
    assert_shows(res, "value=\"2017-03-16T12:00\"");
    g_assert_cmpstr(query_text(fx, "SELECT starts FROM event"), ==, "2017-03-16T13:00");
    /* Another time, and what is none. */
    res = get(fx, SAM, arena_printf(fx->arena, "%s?at=2017-03-16+12:00", path));
    assert_shows(res, "There is none: at no half hour of this week");
    static const char *const wrong[] = {"at=some+day", "zone=Nowhere",
                                        "minutes=0",   "minutes=x",
                                        "weeks=99",    "at=2017-03-12+02:30&zone=America/New_York"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        assert_status(get(fx, SAM, arena_printf(fx->arena, "%s?%s", path, wrong[i])), 422);
    assert_status(get(fx, ANN, path), 403);
    assert_status(get(fx, EDNA, "/desk/events/99999/times"), 404);
    assert_shows(get_json(fx, SAM, arena_printf(fx->arena, "%s.json", path)), "\"asleep\":1");
    assert_status(get(fx, SAM, arena_printf(fx->arena, "/fr%s", path)), 200);
}

static void
test_few_of_a_country_are_told_to_nobody_else(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    people_live_apart(fx);
    const char *path = arena_printf(fx->arena, "/desk/events/%" PRId64 "/times", an_event(fx));
    Response *res = get(fx, EDNA, path);
    assert_shows(res, "4 countries of fewer than 3 people");
    assert_hides(res, "Japan");
    assert_hides(get_json(fx, EDNA, arena_printf(fx->arena, "%s.json", path)), "\"JP\"");
}

static void
test_who_has_registered_counts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    people_live_apart(fx);
    int64_t id = an_event(fx);
    /* A member whose record counts, a guest before whose screen three sit, and who is not coming.
     */
    run_sql(
        fx,
        arena_printf(
            fx->arena,
            "INSERT INTO registration (item_id, person_id, email, country, language, zone, state,"
            " people, place, created_at, changed_at) VALUES"
            " (%" PRId64 ", 2, NULL, 'KE', 'en', 'UTC', 'in', 1, 1, 1, 1),"
            " (%" PRId64 ", NULL, 'g@example.org', 'JP', 'en', 'UTC', 'waiting', 3, 2, 1, 1),"
            " (%" PRId64 ", NULL, 'h@example.org', 'GB', 'en', 'UTC', 'left', 1, 3, 1, 1)",
            id, id, id));
    const char *path = arena_printf(fx->arena, "/desk/events/%" PRId64 "/times?who=registered", id);
    Response *res = get(fx, EDNA, path);
    assert_shows(res, "Of 4 people invited: 3 asleep · 0 awake · 1 in office hours");
    assert_shows(res, "value=\"registered\" selected");
    /* Not there for a group, which has no registrations. */
    assert_hides(get(fx, SAM, "/groups/none/times"), "registered");
}

static int64_t
a_segment(Fixture *fx, const char *name, const char *filter)
{
    int64_t id = 0;
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_cmpint(segment_insert(cx, &(SegmentDraft){name, "", filter}, &id), ==, SEGMENT_OK);
    fixture_commit(fx);
    return id;
}

static void
test_segment_is_the_secretariats_choice(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    people_live_apart(fx);
    int64_t event = an_event(fx), id = a_segment(fx, HOSTILE, "country=JP&country=KE");
    const char *path = arena_printf(
        fx->arena, "/desk/events/%" PRId64 "/times?who=segment:%" PRId64, event, id);
    Response *res = get(fx, SAM, path);
    assert_statements(fx, 20); /* of them ten for everybody in memory, which a server has already */
    assert_shows(res, "Of 2 people invited: 1 asleep · 0 awake · 1 in office hours");
    assert_shows(res, "Japan");
    assert_hides(res, "United Kingdom");
    assert_hides(res, "<b>Tom");
    /* Who is no secretariat gets the usual answer, and no name of a segment. */
    res = get(fx, EDNA, path);
    assert_shows(res, "Of 4 people invited");
    assert_hides(res, "value=\"segment:");
    /* A filter that nobody can read any more finds nobody, and never everybody. */
    run_sql(fx, "UPDATE segment SET filter = 'nonsense=1'");
    assert_shows(get(fx, SAM, path), "Of 0 people invited");
    run_sql(fx, "DELETE FROM segment");
    assert_shows(get(fx, SAM, path), "Of 4 people invited");
}

static void
test_portions_are_joined(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const FairClock one[] = {
        {"Asia/Tokyo",     "JP", 1},
        {"Africa/Nairobi", "KE", 2}
    };
    static const FairClock two[] = {
        {"Asia/Jakarta",   "ID", 4},
        {"Africa/Kampala", "KE", 5},
        {"Africa/Nairobi", "KE", 3}
    };
    FairClockSpan all = fairness_join(fx->arena, (FairClockSpan){one, 2}, (FairClockSpan){two, 3});
    g_assert_cmpuint(all.n, ==, 4);
    g_assert_cmpstr(all.at[0].country, ==, "ID");
    g_assert_cmpstr(all.at[1].country, ==, "JP");
    g_assert_cmpstr(all.at[2].zone, ==, "Africa/Kampala");
    g_assert_cmpint(all.at[3].n, ==, 5);
    g_assert_cmpuint(fairness_join(fx->arena, all, (FairClockSpan){0}).n, ==, 4);
}

static void
test_chair_sees_it_of_the_group(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    people_live_apart(fx);
    int64_t id = a_published(fx, (ItemDraft){.kind = "group", .slug = "cases", .title = "Cases"});
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO group_member (group_id, person_id, state, since) VALUES"
                             " (%" PRId64 ", 1, 'in', 1), (%" PRId64 ", 2, 'in', 1);"
                             "INSERT INTO person_role (person_id, role, scope, since)"
                             " VALUES (1, 'chair', 'cases', 1400000000)",
                             id, id));
    Response *res = get(fx, ANN, "/groups/cases/times?at=2017-03-16+09:00&zone=America/New_York");
    assert_status(res, 200);
    assert_shows(res, "Of 2 people invited: 0 asleep · 0 awake · 2 in office hours");
    res = get(fx, ANN, "/groups/cases/times?at=2017-03-16+03:00&zone=America/New_York");
    assert_shows(res, "/groups/cases/times?at=2017-03-16T");
    assert_status(get(fx, BOB, "/groups/cases/times"), 403);
    assert_status(get(fx, ANN, "/groups/none/times"), 404);
    run_sql(fx, "UPDATE item SET audience = 'secretariat'");
    assert_status(get(fx, BOB, "/groups/cases/times"), 404);
}

void
fair_tests(void)
{
    add_test("/fair/by-own-clocks-of-that-date", test_everybody_counts_by_own_clocks_of_that_date);
    add_test("/fair/better-times-are-near", test_better_times_are_of_the_week_and_near);
    add_test("/fair/burden-goes-round", test_burden_of_a_series_goes_round);
    add_test("/fair/organiser-takes-a-time", test_organiser_sees_it_and_takes_a_time);
    add_test("/fair/few-of-a-country", test_few_of_a_country_are_told_to_nobody_else);
    add_test("/fair/chair-sees-the-group", test_chair_sees_it_of_the_group);
    add_test("/fair/registered", test_who_has_registered_counts);
    add_test("/fair/segment", test_segment_is_the_secretariats_choice);
    add_test("/fair/portions-are-joined", test_portions_are_joined);
}
