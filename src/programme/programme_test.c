/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/holding.h"
#include "alliance/search.h"
#include "base/limits.h"
#include "programme/programme_testing.h"

#include <string.h>

static const char *
edit_url(Fixture *fx, int64_t session)
{
    return arena_printf(fx->arena, "/desk/programme/%" PRId64, session);
}

static void
show_ann(Fixture *fx, int64_t shown_public)
{
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE person SET handle = 'annhandle', name = 'Ann Achieng',"
                             " shown_members = 3, shown_public = %" PRId64 " WHERE id = 1;"
                             "UPDATE person SET zone = 'Africa/Lusaka' WHERE id = 2",
                             shown_public));
}

/* Two rooms at the same time, then one session for all. */
static int64_t
a_programme(Fixture *fx)
{
    int64_t id = a_symposium(fx, true);
    a_session(fx, id, "Planning", "2017-05-09 09:00", "10:30", "Room A",
              "Ben Okello, Ministry of Health, Kampala\n");
    a_session(fx, id, "Developing", "2017-05-09 09:00", "10:00", "Room B", "Carla\n");
    a_session(fx, id, "Questions", "2017-05-09 10:00", "10:30", "Room B", "");
    a_session(fx, id, "Lunch", "2017-05-09 12:00", "13:00", "", "");
    a_session(fx, id, "Closing", "2017-05-10 15:00", "16:00", "Room A", "");
    return id;
}

static void
test_programme_has_days_rooms_and_clocks(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_programme(fx);
    Response *res = get(fx, NOBODY, "/events/symposium/programme");
    assert_status(res, 200);
    assert_statements(fx, 9);
    assert_shows(res, "<h2><time datetime=\"2017-05-09\">Tuesday, 9 May 2017</time></h2>");
    assert_shows(res, "href=\"#day-2017-05-10\"");
    assert_shows(res, "id=\"symposium-planning\"");
    assert_shows(res,
                 "<time datetime=\"2017-05-09T13:00:00Z\">09:00–10:30</time></b><span "
                 "class=\"zone\"> <bdi>New York</bdi> · <bdi>13:00–14:30</bdi> <bdi>UTC</bdi>");
    assert_shows(res, "<bdi>Ben Okello</bdi></b><br><span class=\"soft\" dir=\"auto\">Ministry of "
                      "Health, Kampala</span>");
    run_sql(fx, "UPDATE person SET zone = 'Africa/Lusaka' WHERE id = 2");
    assert_shows(get(fx, BOB, "/events/symposium/programme"),
                 "For you: <bdi>15:00–16:30</bdi> <bdi>Lusaka</bdi>");
    assert_shows(get(fx, NOBODY, "/fr/events/symposium/programme"), "9 mai 2017");
    /* The event's page leads there. */
    assert_shows(get(fx, NOBODY, "/events/symposium"), "/events/symposium/programme\">5 sessions");
    assert_hides(get(fx, NOBODY, "/events/symposium"), "Part of this");
    res = get_json(fx, NOBODY, "/events/symposium/programme.json");
    assert_shows(res, "\"from_iso\":\"2017-05-09T13:00:00Z\"");
    assert_shows(res, "\"room\":\"Room B\"");
}

static void
test_what_overlaps_stands_side_by_side(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_programme(fx);
    Ctx *cx = fixture_begin(fx, NOBODY);
    ProgrammeDaySpan days = programme_days(cx, event_find(cx, id), programme_list(cx, id));
    g_assert_cmpuint(days.n, ==, 2);
    ProgrammeSlotSpan slots = days.at[0].slots;
    g_assert_cmpuint(slots.n, ==, 2); /* the morning, lunch */
    g_assert_cmpuint(slots.at[0].columns.n, ==, 2);
    g_assert_cmpuint(slots.at[0].columns.at[0].cards.n, ==, 1);
    SessionCardSpan room_b = slots.at[0].columns.at[1].cards;
    g_assert_cmpuint(room_b.n, ==, 2);
    g_assert_cmpstr(room_b.at[0].session->title, ==, "Developing");
    g_assert_cmpstr(room_b.at[1].session->title, ==, "Questions");
    g_assert_cmpuint(slots.at[1].columns.n, ==, 1);
    fixture_commit(fx);
}

static void
test_session_has_a_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_symposium(fx, true);
    int64_t id = a_session(fx, event, "Planning", "2017-05-09 09:00", "10:30", "Room A", "Ben\n");
    post_file(fx, EDNA, arena_printf(fx->arena, "/desk/pages/%" PRId64 "/files", id),
              &(Upload){"file", "deck.pdf", "application/pdf", PDF}, "title", "Zyxslides", "alt",
              "", NULL);
    assert_status(post(fx, EDNA, edit_url(fx, id), "title", "Planning", "kind", "keynote", "starts",
                       "2017-05-09 09:00", "ends", "10:30", "room", "Room A", "language", "en",
                       "speakers", "Ben", "recording", "https://video.example/1", "version",
                       arena_printf(fx->arena, "%" PRId64,
                                    query_int(fx, "SELECT max(version) FROM item"
                                                  " WHERE kind = 'session'")),
                       NULL),
                  303);
    Response *res = get(fx, NOBODY, "/sessions/symposium-planning");
    assert_status(res, 200);
    assert_statements(fx, 15);
    assert_shows(res, "Keynote · <a href=\"/events/symposium\"");
    assert_shows(res, "<bdi>New York (EDT, UTC−4)</bdi>");
    assert_shows(res, "<bdi>15:00–16:30</bdi> <bdi>Johannesburg (SAST, UTC+2)</bdi>");
    assert_shows(res, "https://video.example/1");
    assert_shows(res, "/events/symposium/programme#symposium-planning");
    assert_shows(res, "Zyxslides");
    assert_shows(get(fx, NOBODY, "/events/symposium/programme"), "Zyxslides");
    /* After the event its page has the slides of each session. */
    assert_shows(get(fx, NOBODY, "/events/symposium"), "Zyxslides");
    assert_status(get(fx, NOBODY, "/sessions/none"), 404);
    assert_status(get(fx, NOBODY, "/events/none/programme"), 404);
    assert_status(get(fx, NOBODY, "/events/none/programme.ics"), 404);
    assert_status(get(fx, NOBODY, "/sessions/none.ics"), 404);
}

static void
test_search_finds_sessions_speakers_and_slides(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_symposium(fx, true);
    int64_t id = a_session(fx, event, "Zyxtitle", "2017-05-09 09:00", "10:30", "",
                           "Zyxspeaker, Zyxaffiliation\n");
    post_file(fx, EDNA, arena_printf(fx->arena, "/desk/pages/%" PRId64 "/files", id),
              &(Upload){"file", "deck.pdf", "application/pdf", PDF}, "title", "Zyxslides", "alt",
              "", NULL);
    static const char *const words[] = {"zyxtitle", "zyxspeaker", "zyxaffiliation", "zyxslides"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        assert_shows(get(fx, NOBODY, arena_printf(fx->arena, "/search?q=%s", words[i])),
                     "/sessions/symposium-zyxtitle");
    run_sql(fx, "UPDATE item SET audience = 'members' WHERE kind = 'session'");
    assert_hides(get(fx, NOBODY, "/search?q=zyxspeaker"), "/sessions/");
}

static void
test_sessions_have_the_events_audience_and_state(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_symposium(fx, false);
    a_session(fx, event, "Planning", "2017-05-09 09:00", "10:30", "", "Ben\n");
    static const char *const paths[] = {
        "/sessions/symposium-planning", "/sessions/symposium-planning.ics",
        "/sessions/symposium-planning.json", "/events/symposium/programme",
        "/events/symposium/programme.ics"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
        assert_status(get(fx, NOBODY, paths[i]), 404);
    assert_status(get(fx, EDNA, paths[0]), 200);
    Ctx *cx = fixture_begin(fx, EDNA);
    item_publish(cx, event);
    fixture_commit(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
        assert_status(get(fx, NOBODY, paths[i]), 200);
    cx = fixture_begin(fx, EDNA);
    const Item *item = item_find_in(cx, event, "");
    g_assert_cmpint(item_update(cx, event, item->version,
                                &(ItemDraft){.title = "Symposium", .audience = "members"}),
                    ==, ITEM_OK);
    fixture_commit(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
        assert_status(get(fx, NOBODY, paths[i]), 404);
    assert_status(get(fx, ANN, paths[0]), 200);
    cx = fixture_begin(fx, EDNA);
    item_withdraw(cx, event);
    fixture_commit(fx);
    assert_status(get(fx, ANN, paths[0]), 404);
    /* A part is not published by itself. */
    int64_t id = query_int(fx, "SELECT item_id FROM programme_session");
    assert_status(post(fx, EDNA, arena_printf(fx->arena, "/desk/pages/%" PRId64 "/acts", id), "act",
                       "publish", "version", "1", NULL),
                  403);
    assert_status(get(fx, SAM, arena_printf(fx->arena, "/desk/pages/%" PRId64 "/delete", id)), 403);
}

static void
test_member_is_shown_as_far_as_open(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_symposium(fx, true);
    show_ann(fx, 0);
    run_sql(fx, "INSERT INTO consent_wording (id, purpose, language, version, text, created_at)"
                " VALUES (1, 'directory', 'en', 1, 'Show me.', 0);"
                "INSERT INTO consent (person_id, purpose, wording_id, given, source, evidence,"
                " answered_at) VALUES (1, 'directory', 1, 1, 'join', '', 0)");
    a_session(fx, event, "Planning", "2017-05-09 09:00", "10:30", "",
              "Dr Ann, Ministry https://x.example/members/annhandle\n");
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM programme_speaker"), ==, ANN);
    const char *path = "/events/symposium/programme";
    assert_shows(get(fx, NOBODY, path), "<bdi>Dr Ann</bdi>");
    assert_hides(get(fx, NOBODY, path), "annhandle");
    assert_hides(get_json(fx, NOBODY, "/events/symposium/programme.json"), "annhandle");
    assert_shows(get(fx, BOB, path), "<a href=\"/members/annhandle\">Dr Ann</a>");
    run_sql(fx, "UPDATE person SET shown_public = 1 WHERE id = 1");
    assert_shows(get(fx, NOBODY, path), "<a href=\"/members/annhandle\">Dr Ann</a>");
    /* Erased: that somebody spoke stays. */
    Ctx *cx = fixture_begin(fx, SAM);
    programme_forget(cx, ANN);
    holding_erase(cx, ANN);
    fixture_commit(fx);
    assert_shows(get(fx, NOBODY, path), "A former member");
    assert_hides(get(fx, NOBODY, path), "Dr Ann");
    assert_hides(get(fx, NOBODY, "/search?q=ministry"), "/sessions/");
}

static void
test_form_says_what_is_wrong(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_symposium(fx, true);
    static const char *const wrong[][5] = {
        /* starts, ends, speakers, what is said */
        {"2017-05-09 09:00", "08:00", "",                   "It would end before it begins"        },
        {"2017-05-08 09:00", "10:00", "",                   "This is outside the days of the event"},
        {"2017-05-11 09:00", "10:00", "",                   "This is outside the days of the event"},
        {"some day",         "10:00", "",                   "Write a day and a time"               },
        {"2017-05-09 09:00", "10:00", "Ben\n/members/none", "Line 2: no member has this address."  },
        {"2017-05-09 09:00", "10:00", ", Ministry",         "Line 1: write the name first."        },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        Response *res = post(fx, EDNA, new_url(fx, event), "title", "Kept <title>", "kind", "panel",
                             "starts", wrong[i][0], "ends", wrong[i][1], "language", "en",
                             "speakers", wrong[i][2], NULL);
        assert_status(res, 422);
        assert_shows(res, wrong[i][3]);
        assert_shows(res, "Kept &lt;title&gt;");
    }
    g_autofree char *many = g_strnfill(2 * (LIMIT_SPEAKERS + 1), 'x');
    for (size_t i = 1; i < strlen(many); i += 2)
        many[i] = '\n';
    assert_shows(post(fx, EDNA, new_url(fx, event), "title", "T", "kind", "panel", "starts",
                      "2017-05-09 09:00", "ends", "10:00", "language", "en", "speakers", many,
                      NULL),
                 "These are too many people");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM programme_session"), ==, 0);
    assert_status(get(fx, EDNA, new_url(fx, event)), 200);
    assert_status(get(fx, ANN, new_url(fx, event)), 403);
    assert_status(post(fx, ANN, new_url(fx, event), "title", "T", NULL), 403);
    assert_status(get(fx, EDNA, "/desk/events/99999/programme"), 404);
    assert_status(get(fx, EDNA, "/desk/programme/99999"), 404);
}

/* Send the form of a session again with another time. */
static Response *
move(Fixture *fx, int64_t id, const char *starts, const char *ends, const char *rest)
{
    const char *version = arena_printf(
        fx->arena, "%" PRId64,
        query_int(fx, arena_printf(fx->arena, "SELECT version FROM item WHERE id = %" PRId64, id)));
    return post(fx, EDNA, edit_url(fx, id), "title", "Planning", "kind", "panel", "starts", starts,
                "ends", ends, "room", "Room A", "language", "en", "speakers", "Ben", "rest", rest,
                "version", version, NULL);
}

static int64_t
sequence_of(Fixture *fx, int64_t id)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT sequence FROM programme_session WHERE item_id = "
                                      "%" PRId64,
                                      id));
}

static void
test_moving_counts_as_a_change_once_published(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_symposium(fx, false);
    int64_t id = a_session(fx, event, "Planning", "2017-05-09 09:00", "10:30", "Room A", "Ben");
    int64_t next = a_session(fx, event, "Next", "2017-05-09 11:00", "12:00", "Room A", "");
    int64_t other = a_session(fx, event, "Other day", "2017-05-10 11:00", "12:00", "Room A", "");
    assert_status(move(fx, id, "2017-05-09 09:15", "10:30", ""), 303);
    g_assert_cmpint(sequence_of(fx, id), ==, 0);
    Ctx *cx = fixture_begin(fx, EDNA);
    item_publish(cx, event);
    fixture_commit(fx);
    const char *uid = query_text(fx, "SELECT uid FROM programme_session ORDER BY item_id LIMIT 1");
    assert_status(move(fx, id, "2017-05-09 09:15", "10:30", ""), 303); /* nothing moved */
    g_assert_cmpint(sequence_of(fx, id), ==, 0);
    assert_status(move(fx, id, "2017-05-09 09:30", "10:45", "1"), 303);
    g_assert_cmpint(sequence_of(fx, id), ==, 1);
    g_assert_cmpint(sequence_of(fx, next), ==, 1);
    g_assert_cmpint(sequence_of(fx, other), ==, 0);
    g_assert_cmpstr(query_text(fx, "SELECT starts FROM programme_session ORDER BY item_id LIMIT 1"),
                    ==, "2017-05-09T09:30");
    g_assert_cmpstr(query_text(fx, arena_printf(fx->arena,
                                                "SELECT ends FROM programme_session WHERE item_id "
                                                "= %" PRId64,
                                                next)),
                    ==, "2017-05-09T12:15");
    g_assert_cmpstr(query_text(fx, "SELECT uid FROM programme_session ORDER BY item_id LIMIT 1"),
                    ==, uid);
    /* Of two who change it the second is told and loses nothing. */
    Response *res = post(fx, EDNA, edit_url(fx, id), "title", "Mine", "kind", "panel", "starts",
                         "2017-05-09 09:30", "ends", "10:45", "language", "en", "version", "1",
                         NULL);
    assert_status(res, 409);
    assert_shows(res, "value=\"Mine\"");
}

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
test_calendars_have_each_session(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_programme(fx);
    const char *all = calendar(fx, NOBODY, "/events/symposium/programme.ics");
    g_assert_nonnull(strstr(all, "X-WR-CALNAME:Symposium"));
    g_assert_nonnull(strstr(all, "DTSTART;TZID=America/New_York:20170509T090000"));
    g_assert_nonnull(strstr(all, "LOCATION:Room B"));
    g_assert_nonnull(strstr(all, "Ben Okello\\, Ministry of Health\\, Kampala"));
    const char *one = calendar(fx, NOBODY, "/sessions/symposium-planning.ics");
    g_assert_nonnull(strstr(one, "SEQUENCE:0\r\n"));
    g_assert_null(strstr(one, "Developing"));
    /* A change of the event counts for its sessions, too. */
    Ctx *cx = fixture_begin(fx, EDNA);
    const Event *found = event_find(cx, event);
    g_assert_true(event_save(cx, event, found->version,
                             &(EventDraft){.kind = "symposium",
                                           .starts = "2017-05-09",
                                           .ends = "2017-05-10",
                                           .zone = "America/Chicago",
                                           .state = "cancelled"}));
    fixture_commit(fx);
    one = calendar(fx, NOBODY, "/sessions/symposium-planning.ics");
    g_assert_nonnull(strstr(one, "SEQUENCE:1\r\n"));
    g_assert_nonnull(strstr(one, "DTSTART;TZID=America/Chicago:20170509T090000"));
    g_assert_nonnull(strstr(one, "STATUS:CANCELLED"));
}

static void
test_hostile_text_is_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_symposium(fx, true);
    a_session(fx, event, HOSTILE, "2017-05-09 09:00", "10:30", HOSTILE, HOSTILE ", " HOSTILE "\n");
    const char *slug = query_text(fx, "SELECT slug FROM item WHERE kind = 'session'");
    const char *const paths[] = {"/events/symposium/programme",
                                 arena_printf(fx->arena, "/sessions/%s", slug),
                                 "/ar/events/symposium/programme"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        Response *res = get(fx, NOBODY, paths[i]);
        assert_status(res, 200);
        assert_hides(res, "<b>Tom");
        assert_shows(res, "&lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;");
    }
    const char *desk = arena_printf(fx->arena, "/desk/events/%" PRId64 "/programme", event);
    assert_hides(get(fx, EDNA, desk), "<b>Tom");
}

static void
test_translations_are_read_and_the_original_edited(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_symposium(fx, true);
    int64_t id = a_session(fx, event, "Planning", "2017-05-09 09:00", "10:30", "", "Ben");
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_cmpint(
        item_translate(cx, id, 0, &(ItemDraft){.language = "fr", .title = "Planification"}), ==,
        ITEM_OK);
    fixture_commit(fx);
    assert_shows(get(fx, NOBODY, "/fr/events/symposium/programme"), "Planification");
    assert_shows(get(fx, NOBODY, "/fr/sessions/symposium-planning"), "Planification");
    assert_shows(get(fx, NOBODY, "/events/symposium/programme"), "Planning");
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/fr%s", edit_url(fx, id))),
                 "value=\"Planning\"");
}

static void
test_members_are_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const MailKind *const mails[] = {&MAIL_SPEAKER, NULL};
    fx->app.mails = mails;
    int64_t event = a_symposium(fx, false);
    show_ann(fx, 3);
    int64_t id = a_session(fx, event, "Planning", "2017-05-09 09:00", "10:30", "Room A",
                           "/members/annhandle\n");
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_cmpint(programme_tell(cx), ==, 0); /* a draft */
    item_publish(cx, event);
    g_assert_cmpint(programme_count_untold(cx), ==, 1);
    g_assert_cmpint(programme_tell(cx), ==, 1);
    g_assert_cmpint(programme_tell(cx), ==, 0);
    fixture_commit(fx);
    int64_t mail = query_int(fx, "SELECT max(id) FROM outbox WHERE template = 'speaker'");
    const char *path = arena_printf(fx->arena, "/desk/outbox/%" PRId64, mail);
    Response *res = get(fx, SAM, path);
    assert_shows(res, "You stand in the programme: Planning");
    assert_shows(res, "9 May 2017, 09:00 (New York)");
    /* Another room is told, another word is not. */
    const char *version = arena_printf(
        fx->arena, "%" PRId64, query_int(fx, "SELECT version FROM item WHERE kind = 'session'"));
    assert_status(post(fx, EDNA, edit_url(fx, id), "title", "Planning", "kind", "panel", "starts",
                       "2017-05-09 09:00", "ends", "10:30", "room", "Room B", "language", "en",
                       "speakers", "/members/annhandle", "version", version, NULL),
                  303);
    cx = fixture_begin(fx, EDNA);
    g_assert_cmpint(programme_tell(cx), ==, 1);
    fixture_commit(fx);
    mail = query_int(fx, "SELECT max(id) FROM outbox WHERE template = 'speaker'");
    assert_shows(get(fx, SAM, arena_printf(fx->arena, "/desk/outbox/%" PRId64, mail)),
                 "Your session was changed: Planning");
}

static void
test_taking_out_is_asked_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_symposium(fx, true);
    int64_t id = a_session(fx, event, "Planning", "2017-05-09 09:00", "10:30", "", "Ben");
    const char *url = arena_printf(fx->arena, "%s/delete", edit_url(fx, id));
    assert_shows(get(fx, EDNA, url), "Say that it does not take place");
    assert_status(post(fx, ANN, url, NULL), 403);
    assert_status(post(fx, EDNA, url, NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM programme_speaker"), ==, 0);
    assert_status(get(fx, NOBODY, "/sessions/symposium-planning"), 404);
}

static void
test_summary_stands_on_the_events_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_symposium(fx, true);
    const char *url = arena_printf(fx->arena, "/desk/events/%" PRId64 "/summary", event);
    assert_status(post(fx, ANN, url, NULL), 403);
    Response *res = post(fx, EDNA, url, NULL);
    int64_t id = query_int(fx, "SELECT id FROM item WHERE kind = 'summary'");
    assert_location(res, arena_printf(fx->arena, "/desk/pages/%" PRId64, id));
    assert_status(post(fx, EDNA, url, NULL), 303); /* there is one */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE kind = 'summary'"), ==, 1);
    Ctx *cx = fixture_begin(fx, EDNA);
    const Item *item = item_find_in(cx, id, "");
    g_assert_cmpint(item_update(cx, id, item->version,
                                &(ItemDraft){.title = "What was said",
                                             .body = "Zyxbody <b>x</b>",
                                             .link = "https://video.example/all",
                                             .parent_id = event}),
                    ==, ITEM_OK);
    fixture_commit(fx);
    res = get(fx, NOBODY, "/events/symposium");
    assert_shows(res, "What was said");
    assert_shows(res, "Zyxbody");
    assert_hides(res, "<b>x</b>");
    assert_shows(res, "https://video.example/all");
    assert_shows(get(fx, NOBODY, "/search?q=zyxbody"), "/summaries/symposium");
    assert_location(get(fx, NOBODY, "/summaries/symposium"), "/events/symposium#summary");
    assert_status(get(fx, NOBODY, "/summaries/none"), 404);
}

static void
insert_one(Ctx *cx, const void *data)
{
    int64_t event = *(const int64_t *)data;
    const SpeakerDraft speaker = {.name = "Ben"};
    const Event *found = event_find(cx, event);
    if (found != NULL)
        programme_insert(cx, found,
                         &(SessionDraft){
                             .title = "T",
                             .language = "en",
                             .kind = "panel",
                             .starts = "2017-05-09T09:00",
                             .ends = "2017-05-09T10:00",
                             .speakers = {&speaker, 1}
        });
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_symposium(fx, true);
    g_assert_cmpint(fixture_fail_each(fx, EDNA, insert_one, &event), >=, 8);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM programme_session"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE kind = 'session'"), ==, 0);
}

void
programme_tests(void)
{
    add_test("/programme/days-rooms-and-clocks", test_programme_has_days_rooms_and_clocks);
    add_test("/programme/what-overlaps-stands-side-by-side",
             test_what_overlaps_stands_side_by_side);
    add_test("/programme/session-has-a-page", test_session_has_a_page);
    add_test("/programme/search-finds-sessions-speakers-and-slides",
             test_search_finds_sessions_speakers_and_slides);
    add_test("/programme/audience-and-state-are-the-events",
             test_sessions_have_the_events_audience_and_state);
    add_test("/programme/member-is-shown-as-far-as-open", test_member_is_shown_as_far_as_open);
    add_test("/programme/form-says-what-is-wrong", test_form_says_what_is_wrong);
    add_test("/programme/moving-counts-once-published",
             test_moving_counts_as_a_change_once_published);
    add_test("/programme/calendars-have-each-session", test_calendars_have_each_session);
    add_test("/programme/hostile-text-is-text", test_hostile_text_is_text);
    add_test("/programme/translations-are-read",
             test_translations_are_read_and_the_original_edited);
    add_test("/programme/members-are-told", test_members_are_told);
    add_test("/programme/taking-out-is-asked-first", test_taking_out_is_asked_first);
    add_test("/programme/summary-stands-on-the-events-page",
             test_summary_stands_on_the_events_page);
    add_test("/programme/a-failure-changes-nothing", test_a_failure_changes_nothing);
}
