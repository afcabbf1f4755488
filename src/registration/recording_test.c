/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/group_testing.h"
#include "alliance/recording.h"
#include "alliance/task.h"
#include "base/moment.h"
#include "registration/recording_testing.h"
#include "site/site_testing.h"

#include <string.h>

/* ---- what is read ---- */

static size_t
count_read(Fixture *fx, const char *text, MeetingRecordingSpan *ret)
{
    const MeetingServer server = {API, SECRET};
    recording_world.answer = text;
    *ret = (MeetingRecordingSpan){0};
    g_assert_cmpint(meeting_recordings(&fx->app, fx->arena, &server, "room", ret), ==,
                    MEETING_DONE);
    return ret->n;
}

static void
test_answers_are_read_with_care(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const none[] = {
        NONE,
        ANSWER("<recording><recordID>1</recordID><state>published</state></recording>"),
        ANSWER("<recording><recordID>1</recordID><meetingID>other</meetingID>"
               "<state>published</state></recording>"),
        ANSWER("<recording><meetingID>@ROOM</meetingID><state>published</state></recording>"),
        ANSWER(RECORDING("1", "burning", "")),
        ANSWER("<deeper>" RECORDING("1", "published", "") "</deeper>"),
    };
    fx->app.fetch = recording_answer;
    MeetingRecordingSpan found;
    for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
        g_assert_cmpuint(count_read(fx, none[i], &found), ==, 0);

    g_assert_cmpuint(count_read(fx, ANSWER(PUBLISHED), &found), ==, 1);
    const MeetingRecording *one = &found.at[0];
    g_assert_cmpstr(one->record_id, ==, "ff-1");
    g_assert_cmpstr(one->state, ==, "published");
    g_assert_cmpint(one->starts_at, ==, 1489669200);
    g_assert_cmpint(one->ends_at, ==, 1489672800);
    g_assert_cmpuint(one->playbacks.n, ==, 3);
    g_assert_cmpstr(one->playbacks.at[0].url, ==, SHOW);
    g_assert_cmpint(one->playbacks.at[0].minutes, ==, 58);

    /* Links that lead nowhere, or elsewhere than they seem to. */
    count_read(fx,
               ANSWER(RECORDING("1", "published",
                                FORMAT("a", "javascript:alert(1)", "1")
                                    FORMAT("b", "https:///x", "1") FORMAT("c", "ftp://x/y", "1")
                                        FORMAT("d", "https://bank.example@evil.example/", "1")
                                            FORMAT("e", "https://x/&quot;onclick=y", "1")
                                                FORMAT("f", "https://fine.example/", "-9"))),
               &found);
    g_assert_cmpuint(found.at[0].playbacks.n, ==, 1);
    g_assert_cmpstr(found.at[0].playbacks.at[0].url, ==, "https://fine.example/");
    g_assert_cmpint(found.at[0].playbacks.at[0].minutes, ==, 0);

    /* Hidden after all, and a time that does not exist. */
    count_read(fx,
               ANSWER("<recording><recordID>1</recordID><meetingID>@ROOM</meetingID>"
                      "<published>false</published><state>published</state>"
                      "<startTime>99999999999999999999</startTime></recording>"),
               &found);
    g_assert_cmpstr(found.at[0].state, ==, "unpublished");
    g_assert_cmpint(found.at[0].starts_at, ==, 0);
}

static void
test_no_more_is_read_than_is_shown(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->app.fetch = recording_answer;
    GString *many = g_string_new("<response><returncode>SUCCESS</returncode><recordings>");
    for (int i = 0; i < MEETING_RECORDINGS + 1; i++) {
        g_string_append_printf(many,
                               "<recording><recordID>%d</recordID><meetingID>@ROOM</meetingID>"
                               "<state>published</state><playback>",
                               i);
        for (int k = 0; k < MEETING_PLAYBACKS + 1; k++)
            g_string_append_printf(many, "<format><url>https://x.example/%d</url></format>", k);
        g_string_append(many, "</playback></recording>");
    }
    g_string_append(many, "</recordings></response>");
    MeetingRecordingSpan found;
    g_assert_cmpuint(count_read(fx, many->str, &found), ==, MEETING_RECORDINGS);
    g_assert_true(found.is_cut);
    g_assert_cmpuint(found.at[0].playbacks.n, ==, MEETING_PLAYBACKS);
    g_string_free(many, TRUE);
}

/* ---- the job ---- */

static void
test_the_server_is_asked_when_it_is_over(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_recorded_call(fx, -1);
    g_assert_cmpint(recording_due(fx), ==, 0);
    fx->now += 1;
    g_assert_true(recording_look_now(fx));
    g_assert_false(recording_look_now(fx)); /* a moment ago */
    int64_t ended = fx->now;
    int n = 1;
    while (fx->now < ended + 20 * MOMENT_DAY) {
        fx->now += 15 * 60;
        n += recording_look_now(fx);
    }
    /* Often at first, then once a day, and in the end not at all. */
    g_assert_cmpint(n, >, 18);
    g_assert_cmpint(n, <, 32);
    g_assert_cmpint(query_int(fx, "SELECT max(looked_at) FROM meeting"), <=,
                    ended + MEETING_LOOK_DAYS * MOMENT_DAY);
    g_assert_cmpint(query_int(fx, "SELECT max(looked_at) FROM meeting"), >,
                    ended + (MEETING_LOOK_DAYS - 2) * MOMENT_DAY);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task"), ==, 0);
}

static void
test_only_recorded_rooms_are_asked_for(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_recorded_call(fx, 60);
    g_assert_cmpint(recording_due(fx), ==, 1);
    run_sql(fx, "UPDATE registration_terms SET meeting = 'room'");
    g_assert_cmpint(recording_due(fx), ==, 0);
    run_sql(fx, "UPDATE registration_terms SET meeting = 'recorded'");
    run_sql(fx, "UPDATE setting SET value = '' WHERE name = 'meeting_server'");
    g_assert_cmpint(recording_due(fx), ==, 0);
    run_sql(fx, "UPDATE setting SET value = '" API "' WHERE name = 'meeting_server'");
    /* What comes again is asked for at once after each time. */
    g_assert_true(recording_look_now(fx));
    run_sql(fx, arena_printf(fx->arena, "UPDATE occurrence SET ends_at = %" PRId64, fx->now + 1));
    fx->now += 1;
    g_assert_cmpint(recording_due(fx), ==, 1);
    run_sql(fx, "DELETE FROM meeting"); /* nobody went in */
    g_assert_cmpint(recording_due(fx), ==, 0);
}

static void
test_a_published_recording_is_one_task(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_recorded_call(fx, 60);
    const char *page = desk_path(fx, id, "meeting");
    g_assert_true(recording_look_now(fx));
    assert_shows(get(fx, EDNA, page), "There is none yet.");
    recording_world.answer = ANSWER(RECORDING("ff-1", "processing", ""));
    recording_look_next(fx);
    assert_shows(get(fx, EDNA, page), "The server is still making it.");
    recording_world.answer = ANSWER(RECORDING("ff-1", "processed", ""));
    recording_look_next(fx);
    g_assert_cmpint(count_tasks(fx, "found"), ==, 0);

    recording_world.answer = ANSWER(PUBLISHED);
    recording_look_next(fx);
    recording_look_next(fx);
    g_assert_cmpint(count_tasks(fx, "found"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 1);
    g_hash_table_remove_all(fx->cookies);
    Response *res = get(fx, EDNA, page);
    assert_statements(fx, 20);
    assert_shows(res, "href=\"" SHOW_XML "\"");
    assert_shows(res, "58 minutes");
    assert_shows(res, "Figures about who was in");
    assert_shows(res, "everybody can watch it then");
    assert_hides(res, SECRET);
    assert_hides(get_json(fx, EDNA, page), SECRET);
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/fr%s", page)),
                 "Le mettre sur la page de l’événement");
    assert_shows(get(fx, EDNA, "/desk"), "Put a recording on the event");
    assert_shows(get(fx, SAM, "/desk"), "Put a recording on the event");
    assert_hides(get(fx, ANN, PAGE), "bbb.example");
    assert_hides(get(fx, NOBODY, PAGE), "playback");

    /* Somebody says no: nobody is asked again, also when it is hidden for a while. */
    assert_status(post(fx, ANN, desk_path(fx, id, "meeting/left"), NULL), 403);
    assert_status(post(fx, EDNA, desk_path(fx, id, "meeting/left"), NULL), 303);
    g_assert_cmpint(count_tasks(fx, "found"), ==, 0);
    recording_world.answer = NONE;
    recording_look_next(fx);
    recording_world.answer = ANSWER(PUBLISHED);
    recording_look_next(fx);
    g_assert_cmpint(count_tasks(fx, "found"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 1);
}

static void
test_the_mail_has_link_and_length(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const MailKind *const mails[] = {&MAIL_TASK_OPENED, NULL};
    static const MailSender sender = {.smtp_url = "",
                                      .address = "desk@example.org",
                                      .name = "The Alliance",
                                      .base_url = "https://alliance.example",
                                      .language = "en"};
    a_recorded_call(fx, 60);
    run_sql(fx, "UPDATE person SET language = 'fr' WHERE id = 3");
    recording_world.answer = ANSWER(PUBLISHED);
    g_assert_true(recording_look_now(fx));
    Mail mail = {0};
    Ctx *cx = fixture_begin(fx, NOBODY);
    const OutboxMail *row = &mail_list(cx, "waiting", 1).at[0];
    g_assert_cmpint(row->person_id, ==, EDNA);
    g_assert_true(mail_compose(cx, mails, &sender, row, &mail));
    g_test_message("%s", mail.text);
    g_assert_nonnull(strstr(mail.text, "Enregistré le"));
    g_assert_nonnull(strstr(mail.text, "58 minutes\n" SHOW));
    g_assert_nonnull(strstr(mail.text, "En vidéo\n" VIDEO));
    g_assert_nonnull(strstr(mail.text, "visages"));
    g_assert_null(strstr(mail.text, "learning"));
    g_assert_null(strstr(mail.text, SECRET));
    fixture_commit(fx);
}

static void
test_a_groups_recording_is_its_chairs_task(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t group = group_of_two(fx, "reading", "Reading", "group");
    int64_t id = a_recorded_call(fx, 60);
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE item SET parent_id = %" PRId64 ", group_id = %" PRId64
                             " WHERE id = %" PRId64,
                             group, group, id));
    recording_world.answer = ANSWER(PUBLISHED);
    g_assert_true(recording_look_now(fx));
    g_assert_cmpint(query_int(fx, "SELECT assignee_id FROM task"), ==, BOB);
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM outbox"), ==, BOB);
    assert_status(get(fx, ANN, desk_path(fx, id, "meeting")), 403);
    assert_shows(get(fx, BOB, desk_path(fx, id, "meeting")), "Put it on the event");
    assert_status(post(fx, ANN, desk_link(fx, id, VIDEO), "act", "put", NULL), 403);
    assert_status(post(fx, BOB, desk_link(fx, id, VIDEO), "act", "put", NULL), 303);
    g_assert_cmpstr(page_link(fx), ==, VIDEO);

    /* What an editor has written there only an editor replaces. */
    run_sql(fx, "UPDATE item SET link = '" BY_HAND "' WHERE kind = 'summary'");
    assert_hides(get(fx, BOB, desk_path(fx, id, "meeting")), "Put it there instead");
    Response *res = post(fx, BOB, desk_link(fx, id, VIDEO), "act", "put", "instead", BY_HAND, NULL);
    assert_status(res, 409);
    assert_shows(res, "Only editors can replace it.");
    g_assert_cmpstr(page_link(fx), ==, BY_HAND);
}

/* ---- what goes wrong ---- */

static void
test_a_strange_server_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *answer, *failed, *words;
    } rows[] = {
        {NULL,                                                   "away",    "does not answer"          },
        {"<html>Welcome to nginx!</html>",                       "away",    "does not answer"          },
        {"<response><returncode>SUCCESS",                        "away",    "does not answer"          },
        {REFUSED,                                                "secret",  "does not know this secret"},
        {"<response><returncode>FAILED</returncode></response>", "refused", "refused it"               },
    };
    int64_t id = a_recorded_call(fx, 60);
    recording_world.answer = ANSWER(PUBLISHED);
    g_assert_true(recording_look_now(fx));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        recording_world.answer = rows[i].answer;
        recording_look_next(fx);
        g_assert_cmpstr(query_text(fx, "SELECT look_failed FROM meeting"), ==, rows[i].failed);
        g_assert_cmpint(query_int(fx, "SELECT look_at - looked_at FROM meeting"), >=, 15 * 60);
        g_hash_table_remove_all(fx->cookies);
        Response *res = get(fx, EDNA, desk_path(fx, id, "meeting"));
        assert_shows(res, rows[i].words);
        assert_hides(res, SECRET);
        assert_shows(post(fx, EDNA, desk_path(fx, id, "meeting/recordings"), NULL), rows[i].words);
    }
    g_assert_cmpstr(query_text(fx, "SELECT state FROM meeting_recording"), ==, "published");
    g_assert_cmpint(count_tasks(fx, "found"), ==, 1);
}

static void
test_a_server_that_is_away_is_asked_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_recorded_call(fx, 60);
    run_sql(fx, "INSERT INTO item (kind, slug, status, audience, language, title, created_at,"
                " updated_at) VALUES ('event', 'other', 'published', 'public', 'en', 'O', 1, 1);"
                "INSERT INTO occurrence (item_id, starts_at, ends_at, day, timed)"
                " SELECT o.id, starts_at, ends_at, day, timed FROM occurrence,"
                " (SELECT id FROM item WHERE slug = 'other') o;"
                "INSERT INTO registration_terms (item_id, is_open, guests, approval, recording,"
                " seats, meeting) SELECT id, 1, 0, 0, 0, 0, 'recorded' FROM item"
                " WHERE slug = 'other';"
                "INSERT INTO meeting (item_id) SELECT id FROM item WHERE slug = 'other'");
    g_assert_cmpint(recording_due(fx), ==, 2);
    recording_world.answer = NULL;
    Ctx job = *fixture_begin(fx, NOBODY);
    fixture_commit(fx);
    g_autoptr(GError) error = NULL;
    g_assert_cmpstr(recording_run(&job, "", &error), ==, "2");
    g_assert_cmpint(recording_world.asked, ==, 1);
    g_assert_cmpint(recording_due(fx), ==, 0);
}

static void
keep_one(Ctx *cx, const void *data)
{
    static const MeetingPlayback playback = {"video", VIDEO, 5};
    static const MeetingRecording told = {
        "ff-2", "published", 0, 0, {&playback, 1}
    };
    recording_keep(cx, *(const int64_t *)data, MEETING_DONE,
                   (MeetingRecordingSpan){&told, 1, false});
}

static void
test_a_failing_database_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_recorded_call(fx, 60);
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, keep_one, &id), >=, 9);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM meeting_recording"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task"), ==, 0);
    recording_world.answer = ANSWER(PUBLISHED);
    for (int nth = 4; nth < 12; nth++) {
        Ctx job = *fixture_begin(fx, NOBODY);
        fixture_commit(fx);
        g_autoptr(GError) error = NULL;
        db_fail_at(fx->db, nth);
        recording_run(&job, "", &error);
        db_fail_at(fx->db, 0);
        g_assert_nonnull(error);
        g_assert_null(strstr(error->message, SECRET));
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM meeting_recording"), ==, 0);
    g_assert_true(recording_look_now(fx));
    const char *path = desk_link(fx, id, SHOW);
    for (int nth = 5; nth < 20; nth++) {
        assert_status(post_failing_at(fx, nth, EDNA, path, "act", "put", NULL), 500);
        g_assert_cmpstr(page_link(fx), ==, "");
        g_assert_cmpint(count_tasks(fx, "found"), ==, 1);
    }
    assert_status(post(fx, EDNA, path, "act", "put", NULL), 303);
}

static void
test_hostile_words_are_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_recorded_call(fx, 60);
    recording_world.answer = ANSWER(
        RECORDING("<![CDATA[<b>Tom & \"Ann\"]]>", "published",
                  FORMAT("<![CDATA[<script>x]]>", "https://bbb.example/&apos;&amp;&#1593;", "7")));
    g_assert_true(recording_look_now(fx));
    Response *res = get(fx, EDNA, desk_path(fx, id, "meeting"));
    assert_shows(res, "&lt;script&gt;x");
    assert_hides(res, "<script>x");
    assert_hides(res, "<b>Tom");
}

void
recording_tests(void)
{
    add_test("/recording/answers-are-read-with-care", test_answers_are_read_with_care);
    add_test("/recording/no-more-is-read-than-is-shown", test_no_more_is_read_than_is_shown);
    add_test("/recording/server-is-asked-when-it-is-over",
             test_the_server_is_asked_when_it_is_over);
    add_test("/recording/only-recorded-rooms-are-asked-for",
             test_only_recorded_rooms_are_asked_for);
    add_test("/recording/published-recording-is-one-task", test_a_published_recording_is_one_task);
    add_test("/recording/mail-has-link-and-length", test_the_mail_has_link_and_length);
    add_test("/recording/groups-recording-is-its-chairs-task",
             test_a_groups_recording_is_its_chairs_task);
    add_test("/recording/strange-server-changes-nothing", test_a_strange_server_changes_nothing);
    add_test("/recording/server-that-is-away-is-asked-once",
             test_a_server_that_is_away_is_asked_once);
    add_test("/recording/failing-database-keeps-nothing", test_a_failing_database_keeps_nothing);
    add_test("/recording/hostile-words-are-words", test_hostile_words_are_words);
}
