/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Themed weeks: the record, days, posts, and what readers see.
 */
#include "week/week_testing.h"

#include <string.h>

#define WEEK_STATEMENTS 24
#define LIST_STATEMENTS 8 /* however many campaigns there are */

static int64_t
a_post(Fixture *fx, const char *slug)
{
    return a_published(fx, (ItemDraft){.kind = "post",
                                       .slug = slug,
                                       .title = arena_printf(fx->arena, "Post %s", slug),
                                       .author_id = ANN,
                                       .author = "Ann Achieng"});
}

static void
comment_on(Fixture *fx, int64_t me, int64_t id, const char *words)
{
    assert_status(post(fx, me, arena_printf(fx->arena, "/items/%" PRId64 "/comments", id), "body",
                       words, NULL),
                  303);
    run_sql(fx, "UPDATE comment SET status = 'shown'");
}

static void
test_readers_see_days_posts_and_figures(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET country = CASE id WHEN 1 THEN 'KE' ELSE 'UG' END");
    int64_t week = a_week(fx, "", ""), first = a_post(fx, "first");
    a_post(fx, "second");
    int64_t monday = a_day(fx, week, "2017-01-02", "Monday " HOSTILE, "/blog/second\n/blog/first");
    a_day(fx, week, "2017-01-03", "Tuesday", "");
    comment_on(fx, BOB, monday, "An answer");
    comment_on(fx, BOB, first, "Below the post");
    Response *res = get(fx, NOBODY, WEEK);
    assert_status(res, 200);
    assert_hides(res, "<b>Tom");
    assert_shows(res, "<b>Today</b>");
    assert_shows(res, "1 answer");
    assert_shows(res, "2 posts · 2 comments · 2 people · 2 countries");
    const char *page = body_of(res), *at = strstr(page, "Post second");
    g_assert_nonnull(at);
    g_assert_nonnull(strstr(at, "Post first"));
    assert_statements(fx, WEEK_STATEMENTS);

    a_published(fx, (ItemDraft){.kind = "campaign", .title = "Another", .summary = "Without days"});
    res = get(fx, NOBODY, "/campaigns");
    assert_statements(fx, LIST_STATEMENTS);
    assert_shows(res, "2 days · 2 posts · 2 comments · 2 people · 2 countries");
    res = get(fx, NOBODY, "/blog/first");
    assert_shows(res, "Written for this day:");
    res = get_json(fx, NOBODY, WEEK);
    assert_shows(res, "\"held_on\":\"2017-01-02\"");
    assert_shows(get(fx, NOBODY, "/fr" WEEK), "Aujourd");
}

static void
test_a_day_has_its_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "", "");
    a_post(fx, "first");
    a_day(fx, week, "2017-01-02", "Monday", "first");
    int64_t tuesday = a_day(fx, week, "2017-01-03", "Tuesday", "");
    Response *res = get(fx, NOBODY, "/days/the-week-tuesday");
    assert_shows(res, "Day 2 of 2");
    assert_shows(res, "What about it? &lt;b&gt;Tom");
    assert_shows(res, "/days/the-week-monday");
    comment_on(fx, BOB, tuesday, "My answer");
    assert_shows(get(fx, NOBODY, "/days/the-week-tuesday"), "My answer");
    assert_status(get(fx, NOBODY, "/days/nothing"), 404);

    /* It is where its campaign is. */
    assert_status(post(fx, EDNA, arena_printf(fx->arena, "/desk/pages/%" PRId64 "/acts", week),
                       "act", "withdraw", "version",
                       query_text(fx, "SELECT version FROM item WHERE slug = 'the-week'"), NULL),
                  303);
    assert_status(get(fx, NOBODY, "/days/the-week-tuesday"), 404);
    assert_status(get(fx, NOBODY, WEEK), 404);
}

static void
test_posts_that_are_not_out_are_not_shown(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "", "");
    a_draft(fx, (ItemDraft){.kind = "post", .slug = "draft", .title = "Not yet"});
    a_day(fx, week, "2017-01-02", "Monday", "/blog/draft");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM week_post"), ==, 1);
    assert_hides(get(fx, NOBODY, WEEK), "Not yet");
    assert_hides(get(fx, ANN, "/days/the-week-monday"), "Not yet");
    assert_hides(get(fx, EDNA, WEEK), "Not yet");
}

static void
test_bad_input_stays_and_is_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *first, *last, *until, *mail, *tag, *says;
    } cases[] = {
        {"2017-01-02", "",           "",           "",      "",    "Write both days"         },
        {"2017-01",    "2017-02",    "",           "",      "",    "Write both days"         },
        {"2017-01-06", "2017-01-02", "",           "",      "",    "It ends before it begins"},
        {"2017-01-02", "2017-02-02", "",           "",      "",    "31 days at most"         },
        {"2017-01-02", "2017-01-06", "2017-01-07", "",      "",    "after the last day"      },
        {"2017-01-02", "2017-01-06", "2017-01",    "",      "",    "Write a whole day"       },
        {"2017-01-02", "2017-01-06", "",           "24:00", "",    "Write what a clock shows"},
        {"2017-01-02", "2017-01-06", "",           "8:00",  "",    "Write what a clock shows"},
        {"2017-01-02", "2017-01-06", "",           "",      "a b", "Write one word"          },
    };
    int64_t week = a_week(fx, "", "");
    const char *path = week_path(fx, week, "");
    const char *version = query_text(fx, "SELECT CAST(changed_at AS TEXT) FROM week");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Response *res = post(fx, EDNA, path, "first_on", cases[i].first, "last_on", cases[i].last,
                             "call_until", cases[i].until, "mail_at", cases[i].mail, "hashtag",
                             cases[i].tag, "version", version, NULL);
        assert_status(res, 422);
        assert_shows(res, cases[i].says);
        assert_shows(res, arena_printf(fx->arena, "value=\"%s\"", cases[i].first));
    }
    assert_status(post(fx, EDNA, path, "first_on", "2017-01-02", "last_on", "2017-01-05", "version",
                       "7", NULL),
                  409);
    g_assert_cmpstr(query_text(fx, "SELECT last_on FROM week"), ==, "2017-01-06");
}

static void
test_bad_days_are_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *held_on, *posts, *says;
    } cases[] = {
        {"2017-01-02", "",                    "There is this day already"    },
        {"2017-01-07", "",                    "not within the campaign"      },
        {"2017-01",    "",                    "Write a whole day"            },
        {"2017-01-03", "/blog/a\n\n/blog/no", "Line 1: there is no such post"},
    };
    int64_t week = a_week(fx, "", "");
    int64_t monday = a_day(fx, week, "2017-01-02", "Monday", "");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Response *res = post(fx, EDNA, week_path(fx, week, "/new"), "held_on", cases[i].held_on,
                             "topic", "Typed " HOSTILE, "posts", cases[i].posts, "language", "en",
                             NULL);
        assert_status(res, 422);
        assert_shows(res, cases[i].says);
        assert_shows(res, "Typed &lt;b&gt;Tom");
    }
    const char *path = arena_printf(fx->arena, "/desk/days/%" PRId64, monday);
    assert_status(post(fx, EDNA, path, "held_on", "2017-01-02", "topic", "Again", "language", "en",
                       "version", "99", NULL),
                  409);
    assert_status(post(fx, EDNA, path, "held_on", "2017-01-04", "topic", "Later", "language", "en",
                       "version", "1", NULL),
                  303);
    assert_shows(get(fx, NOBODY, WEEK), "datetime=\"2017-01-04\"");
}

static void
test_a_day_goes_unless_answered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "", ""), day = a_day(fx, week, "2017-01-02", "Monday", "");
    const char *path = arena_printf(fx->arena, "/desk/days/%" PRId64 "/delete", day);
    comment_on(fx, BOB, day, "An answer");
    assert_shows(get(fx, EDNA, path), "Readers have answered");
    assert_status(post(fx, EDNA, path, NULL), 409);
    run_sql(fx, "DELETE FROM comment");
    assert_status(post(fx, EDNA, path, NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE kind = 'day'"), ==, 0);
}

static void
test_the_desk_is_for_editors(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "", ""), day = a_day(fx, week, "2017-01-02", "Monday", "");
    int64_t page = a_published(fx, (ItemDraft){.title = "A page"});
    const char *paths[] = {week_path(fx, week, ""), week_path(fx, week, "/new"),
                           week_path(fx, week, "/writers"),
                           arena_printf(fx->arena, "/desk/days/%" PRId64, day),
                           arena_printf(fx->arena, "/desk/days/%" PRId64 "/delete", day)};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_status(get(fx, NOBODY, paths[i]), 303);
        assert_status(get(fx, ANN, paths[i]), 403);
        assert_status(post(fx, ANN, paths[i], NULL), 403);
        assert_status(get(fx, EDNA, paths[i]), 200);
        assert_status(get(fx, SAM, paths[i]), 200);
        assert_status(get_json(fx, EDNA, paths[i]), 200);
    }
    assert_status(get(fx, EDNA, week_path(fx, page, "")), 404);
    assert_status(get(fx, EDNA, week_path(fx, 999, "/writers")), 404);
    assert_status(get(fx, EDNA, "/desk/days/999"), 404);
    assert_status(get(fx, EDNA, arena_printf(fx->arena, "/desk/days/%" PRId64, page)), 404);
}

static void
test_what_to_share(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const shapes[] = {"wide.png", "square.png", "tall.png"};
    a_week(fx, "", "");
    Response *res = get(fx, NOBODY, WEEK "/share");
    assert_shows(res, "#OurWeek");
    assert_hides(res, "<b>Tom");
    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
        res = get(fx, NOBODY, arena_printf(fx->arena, WEEK "/share/%s", shapes[i]));
        assert_status(res, 200);
        g_assert_cmpstr(res->type, ==, "image/png");
        g_assert_cmpint(memcmp(res->body.at, "\x89PNG", 4), ==, 0);
        g_assert_cmpuint(res->body.n, >, 4000);
    }
    assert_status(get(fx, NOBODY, WEEK "/share/other.png"), 404);
    run_sql(fx, "UPDATE item SET audience = 'members' WHERE slug = 'the-week'");
    assert_status(get(fx, ANN, WEEK "/share"), 404);
    assert_status(get(fx, ANN, WEEK "/share/wide.png"), 404);
}

static void
test_years_of_a_day_that_comes_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_published(
        fx, (ItemDraft){.kind = "event", .slug = "our-day", .title = "Our day"});
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO event (item_id, kind, state, starts, uid, changed_at) "
                             "VALUES (%" PRId64 ", 'observance', 'planned', '2016-03-15', 'u', 1)",
                             event));
    int64_t week = a_week(fx, "", "");
    assert_shows(get(fx, EDNA, week_path(fx, week, "")), "Our day");
    assert_status(post(fx, EDNA, week_path(fx, week, ""), "first_on", "2017-01-02", "last_on",
                       "2017-01-06", "observance", arena_printf(fx->arena, "%" PRId64, event),
                       "version", query_text(fx, "SELECT CAST(changed_at AS TEXT) FROM week"),
                       NULL),
                  303);
    assert_shows(get(fx, NOBODY, WEEK), "One year of:");
    Response *res = get(fx, NOBODY, "/events/our-day");
    assert_shows(res, "Year by year");
    assert_shows(res, "href=\"" WEEK "\"");
}

static void
test_nothing_half_done(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t week = a_week(fx, "", ""), before = query_int(fx, "SELECT count(*) FROM item");
    a_post(fx, "first");
    for (int nth = 2;; nth++) {
        Response *res = post_failing_at(fx, nth, EDNA, week_path(fx, week, "/new"), "held_on",
                                        "2017-01-03", "topic", "Tuesday", "posts", "first",
                                        "language", "en", NULL);
        if (res->status == 303)
            break;
        assert_status(res, 500);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item"), ==, before + 1);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM week_post"), ==, 0);
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM week_post"), ==, 1);
}

void
week_tests(void)
{
    add_test("/week/days-posts-and-figures", test_readers_see_days_posts_and_figures);
    add_test("/week/day-page", test_a_day_has_its_page);
    add_test("/week/posts-not-out", test_posts_that_are_not_out_are_not_shown);
    add_test("/week/bad-input", test_bad_input_stays_and_is_told);
    add_test("/week/bad-days", test_bad_days_are_told);
    add_test("/week/day-goes-unless-answered", test_a_day_goes_unless_answered);
    add_test("/week/desk-is-for-editors", test_the_desk_is_for_editors);
    add_test("/week/share", test_what_to_share);
    add_test("/week/observance", test_years_of_a_day_that_comes_again);
    add_test("/week/nothing-half-done", test_nothing_half_done);
}
