/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/limits.h"
#include "event/pages.h"
#include "site/site_testing.h"

#include <string.h>

#define NEW_YORK "America/New_York"
#define MEMBERS_LINK "https://meet.example.org/secret"

static int64_t
an_event(Fixture *fx, ItemDraft item, const EventDraft *draft)
{
    item.kind = "event";
    int64_t id = a_published(fx, item);
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_true(event_save(cx, id, event_find(cx, id)->version, draft));
    fixture_commit(fx);
    return id;
}

static void
a_webinar(Fixture *fx)
{
    an_event(fx, (ItemDraft){.slug = "webinar", .title = "Webinar of September 2014"},
             &(EventDraft){.kind = "webinar",
                           .starts = "2014-09-23T08:30",
                           .ends = "2014-09-23T10:00",
                           .zone = NEW_YORK,
                           .zones = "Africa/Johannesburg,Asia/Jakarta",
                           .join_link = MEMBERS_LINK});
}

/* The calendar's lines as they are meant, folded ones put together. */
static const char *
calendar(Fixture *fx, int64_t me, const char *path)
{
    Response *res = get(fx, me, path);
    assert_status(res, 200);
    g_assert_cmpstr(res->type, ==, "text/calendar; charset=utf-8");
    g_auto(GStrv) parts = g_strsplit(body_of(res), "\r\n ", -1);
    g_autofree char *joined = g_strjoinv("", parts);
    return arena_strdup(fx->arena, joined);
}

static void
test_time_cannot_be_misread(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_webinar(fx);
    Response *res = get(fx, NOBODY, "/events/webinar");
    assert_status(res, 200);
    assert_shows(res, "<time datetime=\"2014-09-23T12:30:00Z\">Tuesday, 23 September 2014, "
                      "08:30–10:00</time></b> <bdi>New York (EDT, UTC−4)</bdi>");
    assert_shows(res, "<bdi>14:30–16:00</bdi> <bdi>Johannesburg (SAST, UTC+2)</bdi>");
    assert_shows(res, "<bdi>19:30–21:00</bdi> <bdi>Jakarta (WIB, UTC+7)</bdi>");
    assert_shows(res, "<bdi>12:30–14:00</bdi> <bdi>UTC</bdi>");
    assert_hides(res, "For you:");
    run_sql(fx, "UPDATE person SET zone = 'Asia/Kathmandu' WHERE id = 1");
    res = get(fx, ANN, "/events/webinar");
    assert_shows(res, "<b>For you: <bdi>18:15–19:45</bdi></b> <bdi>Kathmandu (UTC+5:45)</bdi>");
    run_sql(fx, "UPDATE person SET zone = 'Pacific/Kiritimati' WHERE id = 1");
    res = get(fx, ANN, "/events/webinar"); /* there it is the next day */
    assert_shows(res, "<bdi>Wednesday, 24 September 2014, 02:30–04:00</bdi>");
    assert_shows(get(fx, NOBODY, "/fr/events/webinar"), "mardi 23 septembre 2014");
    assert_shows(get(fx, NOBODY, "/ar/events/webinar"), "نيويورك");
    res = get_json(fx, NOBODY, "/events/webinar.json");
    assert_shows(res, "\"from_iso\":\"2014-09-23T12:30:00Z\"");
    assert_statements(fx, 12);
}

static void
test_refused_comment_stands_on_the_events_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_webinar(fx);
    int64_t id = query_int(fx, "SELECT item_id FROM event");
    const char *path = arena_printf(fx->arena, "/items/%" PRId64 "/comments", id);
    g_autofree char *comment = g_strnfill(LIMIT_COMMENT + 1, 'x');
    Response *res = post(fx, ANN, path, "body", comment, NULL);
    assert_status(res, 422);
    assert_shows(res, "<bdi>New York (EDT, UTC−4)</bdi>");
    assert_shows(res, "class=\"errors\"");
    assert_shows(res, comment); /* what was typed stays */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment"), ==, 0);
    assert_shows(post(fx, ANN, arena_printf(fx->arena, "/fr%s", path), "body", "", NULL),
                 "mardi 23 septembre 2014");
    assert_status(post(fx, ANN, arena_printf(fx->arena, "%s.json", path), "body", "", NULL), 422);
}

static void
test_links_are_for_members(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_webinar(fx);
    static const char *const paths[] = {
        "/events/webinar", "/events/webinar.json", "/events",          "/events/webinar.ics",
        "/events.ics",     "/events.atom",         "/events?when=past"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_status(get(fx, NOBODY, paths[i]), 200);
        assert_hides(get(fx, NOBODY, paths[i]), "meet.example.org");
    }
    assert_shows(get(fx, NOBODY, "/events/webinar"), "Members see the link here.");
    assert_shows(get(fx, ANN, "/events/webinar"), MEMBERS_LINK);
    g_assert_nonnull(strstr(calendar(fx, ANN, "/events/webinar.ics"), MEMBERS_LINK));
    run_sql(fx, "UPDATE event SET join_public = 1");
    assert_shows(get(fx, NOBODY, "/events/webinar"), MEMBERS_LINK);
}

static void
test_closed_events_leak_nowhere(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const EventDraft draft = {
        .kind = "call", .starts = "2017-03-01T09:00", .series = "Inner circle"};
    an_event(fx, (ItemDraft){.slug = "inside", .title = "Among members", .audience = "members"},
             &draft);
    static const char *const paths[] = {"/events",
                                        "/events.ics",
                                        "/events?when=2017",
                                        "/calendars",
                                        "/events.ics?series=Inner%20circle",
                                        "/events?kind=call",
                                        "/events.json"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_hides(get(fx, NOBODY, paths[i]), "Among members");
        assert_hides(get(fx, NOBODY, paths[i]), "Inner circle\"");
    }
    assert_status(get(fx, NOBODY, "/events/inside"), 404);
    assert_status(get(fx, NOBODY, "/events/inside.ics"), 404);
    assert_shows(get(fx, ANN, "/events"), "Among members");
    assert_status(get(fx, NOBODY, "/events/nothing"), 404);
    assert_status(get(fx, NOBODY, "/events/nothing.ics"), 404);
}

static void
test_hostile_text_is_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_event(fx, (ItemDraft){.slug = "bad", .title = HOSTILE, .summary = HOSTILE, .place = HOSTILE},
             &(EventDraft){.kind = "call",
                           .starts = "2017-03-01T09:00",
                           .series = HOSTILE,
                           .host = HOSTILE,
                           .join_link = "javascript:alert(1)",
                           .join_public = true});
    static const char *const paths[] = {"/events", "/events/bad", "/calendars", "/fr/events"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        Response *res = get(fx, NOBODY, paths[i]);
        assert_status(res, 200);
        assert_hides(res, "<b>Tom");
        assert_hides(res, "href=\"javascript:");
        assert_shows(res, "&lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;");
    }
    g_assert_nonnull(strstr(calendar(fx, NOBODY, "/events.ics"), "SUMMARY;LANGUAGE=en:<b>Tom"));
}

static void
test_list_has_filters_and_pages(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (int i = 1; i <= 60; i++)
        an_event(fx,
                 (ItemDraft){.slug = arena_printf(fx->arena, "w%d", i),
                             .title = arena_printf(fx->arena, "Meeting no. %d.", i)},
                 &(EventDraft){.kind = "webinar",
                               .series = "Webinars",
                               .number = i,
                               .starts = arena_printf(fx->arena, "2017-03-%02dT09:00", 1 + i / 3)});
    Response *res = get(fx, NOBODY, "/events?kind=webinar");
    assert_shows(res, "60 in all");
    assert_shows(res, "Meeting no. 1.");
    assert_hides(res, "Meeting no. 60.");
    assert_shows(res, "/events.ics?kind=webinar");
    assert_statements(fx, 10);
    assert_shows(get(fx, NOBODY, "/events?kind=webinar&page=2"), "Meeting no. 60.");
    assert_hides(get(fx, NOBODY, "/events?kind=call"), "Meeting");
    assert_shows(get(fx, NOBODY, "/events?series=Webinars&when=2017"), "Meeting no. 1.");
    assert_hides(get(fx, NOBODY, "/events?when=past"), "Meeting");
    static const char *const odd[] = {"/events?when=9999",  "/events?when=x",
                                      "/events?kind=x",     "/events?series=x",
                                      "/events?page=99999", "/events?when=0001"};
    for (size_t i = 0; i < G_N_ELEMENTS(odd); i++)
        assert_status(get(fx, NOBODY, odd[i]), 200);
}

static void
test_calendar_has_the_rule_and_the_cancelled(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_event(fx, (ItemDraft){.slug = "day", .title = "World Social Work Day"},
             &(EventDraft){.kind = "observance",
                           .starts = "2012-03-20",
                           .rule = "FREQ=YEARLY;BYMONTH=3;BYDAY=3TU",
                           .leaves_out = "2014-03-18"});
    an_event(fx, (ItemDraft){.slug = "off", .title = "Off"},
             &(EventDraft){.kind = "call", .starts = "2017-04-01T09:00", .state = "cancelled"});
    a_published(
        fx,
        (ItemDraft){.kind = "event", .slug = "plan", .title = "Plan", .planned_on = "2017-05-04"});
    a_published(
        fx,
        (ItemDraft){.kind = "event", .slug = "vague", .title = "Vague", .planned_on = "2017-05"});
    const char *text = calendar(fx, NOBODY, "/events.ics");
    g_assert_nonnull(strstr(text, "METHOD:PUBLISH"));
    g_assert_nonnull(
        strstr(text, "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=3TU\r\nEXDATE;VALUE=DATE:20140318"));
    g_assert_nonnull(strstr(text, "STATUS:CANCELLED"));
    g_assert_nonnull(strstr(text, "STATUS:TENTATIVE\r\nDTSTART;VALUE=DATE:20170504"));
    g_assert_null(strstr(text, "Vague"));
    assert_status(get(fx, NOBODY, "/events/vague.ics"), 404);
    Response *res = get(fx, NOBODY, "/events/day");
    assert_shows(res, "Every year on the third Tuesday of March");
    assert_shows(res, "Tuesday, 20 March 2018");
    assert_shows(get(fx, NOBODY, "/events/off"), "It was cancelled.");
    assert_shows(get(fx, NOBODY, "/events/plan"), "This is the plan; it is not confirmed yet.");
    /* Kinds, series and topics are calendars, too. */
    g_assert_null(strstr(calendar(fx, NOBODY, "/events.ics?kind=call"), "Social Work"));
    g_assert_null(strstr(calendar(fx, NOBODY, "/events.ics?topic=none"), "VEVENT"));
}

static void
test_own_calendar_is_a_members_and_can_end(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_event(
        fx, (ItemDraft){.slug = "inside", .title = "Among members", .audience = "members"},
        &(EventDraft){.kind = "call", .starts = "2017-03-01T09:00", .join_link = MEMBERS_LINK});
    a_draft(fx,
            (ItemDraft){
                .kind = "event", .slug = "draft", .title = "Unsaid", .planned_on = "2017-05-01"});
    assert_status(post(fx, NOBODY, "/calendars", NULL), 403);
    Response *res = post(fx, EDNA, "/calendars", NULL);
    assert_status(res, 200);
    const char *at = strstr(body_of(res), "/calendar/");
    g_assert_nonnull(at);
    const char *path = arena_strndup(fx->arena, at, strcspn(at, "<"));
    const char *text = calendar(fx, NOBODY, path);
    g_assert_nonnull(strstr(text, "Among members"));
    g_assert_nonnull(strstr(text, MEMBERS_LINK));
    g_assert_nonnull(strstr(text, "BEGIN:VALARM"));
    g_assert_null(strstr(text, "Unsaid")); /* though she is an editor */
    assert_shows(get(fx, EDNA, "/calendars"), "You made one on 2 January 2017.");
    /* A new one ends it, and so does its owner. */
    res = post(fx, EDNA, "/calendars", NULL);
    const char *second = strstr(body_of(res), "/calendar/");
    second = arena_strndup(fx->arena, second, strcspn(second, "<"));
    assert_status(get(fx, NOBODY, path), 404);
    assert_status(get(fx, NOBODY, second), 200);
    assert_status(post(fx, EDNA, "/calendars/end", NULL), 303);
    assert_status(get(fx, NOBODY, second), 404);
    /* Who has left has none. */
    res = post(fx, ANN, "/calendars", NULL);
    at = strstr(body_of(res), "/calendar/");
    path = arena_strndup(fx->arena, at, strcspn(at, "<"));
    assert_status(get(fx, NOBODY, path), 200);
    run_sql(fx, "UPDATE person SET left_at = 1 WHERE id = 1");
    assert_status(get(fx, NOBODY, path), 404);
    assert_status(get(fx, NOBODY, "/calendar/x.ics"), 404);
    assert_status(get(fx, NOBODY, "/calendar/x"), 404);
}

#define FORM                                                                                       \
    "kind", "webinar", "series", "Webinars", "number", "23", "state", "confirmed", "zone",         \
        NEW_YORK, "again", ""

static void
test_editor_says_when(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_published(fx, (ItemDraft){.kind = "event", .slug = "w", .title = "W"});
    const char *url = arena_printf(fx->arena, "/desk/events/%" PRId64, id);
    assert_status(get(fx, ANN, url), 403);
    assert_status(post(fx, ANN, url, FORM, "version", "1", NULL), 403);
    assert_status(get(fx, EDNA, "/desk/events/999"), 404);
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/desk/pages/%" PRId64, id)), url);
    Response *res = get(fx, EDNA, url);
    assert_status(res, 200);
    assert_shows(res, "third");
    for (int nth = 3; nth <= 8; nth++)
        assert_status(post_failing_at(fx, nth, EDNA, url, FORM, "starts", "2017-03-16 09:00",
                                      "version", "1", NULL),
                      500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM event"), ==, 0);
    res = post(fx, EDNA, url, FORM, "starts", "2017-03-12 02:30", "version", "1", NULL);
    assert_status(res, 422);
    assert_shows(res, "Clocks are put forward there at that time");
    assert_shows(res, "2017-03-12 02:30");
    res = post(fx, EDNA, url, "kind", "call", "state", "confirmed", "zone", "UTC", "again", "3",
               "starts", "2017-03-21", "version", "1", NULL);
    assert_status(res, 422);
    assert_shows(res, "Say which day of the week");
    res = post(fx, EDNA, url, FORM, "starts", "2017-03-16 09:00", "ends", "2017-03-16 10:00",
               "version", "1", NULL);
    assert_status(res, 303);
    assert_shows(get(fx, NOBODY, "/events/w"), "Thursday, 16 March 2017, 09:00–10:00");
    assert_shows(get(fx, EDNA, url), "2017-03-16 09:00");
    /* Who had the older state is told. */
    res = post(fx, EDNA, url, FORM, "starts", "2017-03-17 09:00", "version", "1", NULL);
    assert_status(res, 409);
    assert_shows(res, "2017-03-17 09:00");
    assert_status(post(fx, EDNA, url, "kind", "observance", "state", "confirmed", "zone", "UTC",
                       "again", "3", "weekday", "2", "month", "3", "starts", "2012-03-20",
                       "leaves_out", " 2014-03-18 , ", "version", "2", NULL),
                  303);
    g_assert_cmpstr(query_text(fx, "SELECT rule FROM event"), ==,
                    "FREQ=YEARLY;BYMONTH=3;BYDAY=3TU");
    g_assert_cmpstr(query_text(fx, "SELECT leaves_out FROM event"), ==, "2014-03-18");
}

static void
test_comments_stand_below_an_event(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_webinar(fx);
    Response *res = get(fx, ANN, "/events/webinar");
    assert_shows(res, "Add a comment");
    assert_shows(res, "<h1 lang=\"en\" dir=\"auto\">Webinar of September 2014</h1>");
    g_auto(GStrv) headings = g_strsplit(body_of(res), "<h1", -1);
    g_assert_cmpuint(g_strv_length(headings), ==, 2);
}

void
event_page_tests(void)
{
    add_test("/event-page/time-cannot-be-misread", test_time_cannot_be_misread);
    add_test("/event-page/refused-comment-stands-on-the-events-page",
             test_refused_comment_stands_on_the_events_page);
    add_test("/event-page/links-are-for-members", test_links_are_for_members);
    add_test("/event-page/closed-events-leak-nowhere", test_closed_events_leak_nowhere);
    add_test("/event-page/hostile-text-is-text", test_hostile_text_is_text);
    add_test("/event-page/list-has-filters-and-pages", test_list_has_filters_and_pages);
    add_test("/event-page/calendar-has-the-rule-and-the-cancelled",
             test_calendar_has_the_rule_and_the_cancelled);
    add_test("/event-page/own-calendar-is-a-members-and-can-end",
             test_own_calendar_is_a_members_and_can_end);
    add_test("/event-page/editor-says-when", test_editor_says_when);
    add_test("/event-page/comments-stand-below-an-event", test_comments_stand_below_an_event);
}
