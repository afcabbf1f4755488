/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/attendance.h"
#include "alliance/meeting.h"
#include "base/moment.h"
#include "registration/meeting_testing.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"

#include <string.h>

#define PAGE "/events/call"
#define SETTINGS "/desk/settings/meetings"

/* ---- a server that answers what one once answered ---- */

#define MADE                                                                                       \
    "<response><returncode>SUCCESS</returncode><meetingID>x</meetingID>"                           \
    "<createTime>1531155809613</createTime><hasBeenForciblyEnded>false</hasBeenForciblyEnded>"     \
    "<messageKey>duplicateWarning</messageKey><message>It exists.</message></response>"
#define MEETINGS                                                                                   \
    "<?xml version=\"1.0\"?><response><returncode>SUCCESS</returncode><meetings/>"                 \
    "<messageKey>noMeetings</messageKey></response>"
#define REFUSED                                                                                    \
    "<response><returncode>FAILED</returncode><messageKey>checksumError</messageKey>"              \
    "<message>Checksums do not match</message></response>"
/* @ROOM is the room that was asked for. */
#define RECORDING(id, when, url)                                                                   \
    "<recording><recordID>" id "</recordID><meetingID>@ROOM</meetingID>"                           \
    "<name><![CDATA[Call]]></name><published>true</published><state>published</state>"             \
    "<startTime>" when "</startTime>"                                                              \
    "<playback><format><type>presentation</type><url>" url                                         \
    "</url><processingTime>7</processingTime>"                                                     \
    "</format></playback></recording>"
#define RECORDINGS                                                                                 \
    "<response><returncode>SUCCESS</returncode><recordings>" RECORDING(                            \
        "1", "1489669200000", "https://bbb.example/old?a=1&amp;b=2")                               \
        RECORDING("2", "1489755600000", " https://bbb.example/new ")                               \
            RECORDING("3", "1489755600001", "javascript:alert(1)") "</recordings></response>"

static struct {
    int asked;          /* calls */
    const char *answer; /* instead of the right one; NULL: that */
    bool away;
    const char *last; /* address that was asked */
} world;

/* @text with the room that is asked for in @url. */
static Bytes
of_room(Arena *arena, const char *text, const char *url)
{
    const char *id = strstr(url, "meetingID=");
    id = id != NULL ? id + strlen("meetingID=") : "";
    g_autofree char *room = g_strndup(id, strcspn(id, "&"));
    g_auto(GStrv) parts = g_strsplit(text, "@ROOM", -1);
    g_autofree char *whole = g_strjoinv(room, parts);
    return (Bytes){arena_strdup(arena, whole), strlen(whole)};
}

static Bytes
answer(Arena *arena, const char *url)
{
    g_assert_true(g_str_has_prefix(url, API "/"));
    world.asked++;
    g_free((char *)world.last);
    world.last = g_strdup(url);
    if (world.away)
        return (Bytes){0};
    const char *text = strstr(url, "/create?") != NULL          ? MADE
                       : strstr(url, "/getRecordings?") != NULL ? RECORDINGS
                                                                : MEETINGS;
    text = world.answer != NULL ? world.answer : is_signed_call(url) ? text : REFUSED;
    return of_room(arena, text, url);
}

static void
use_server(Fixture *fx)
{
    g_free((char *)world.last);
    memset(&world, 0, sizeof world);
    fx->app.fetch = answer;
}

/* "/events/call" in a room; Ann has the only seat, Bob waits. */
static int64_t
a_meeting(Fixture *fx, const char *meeting, bool counts)
{
    use_server(fx);
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('meeting_server', '" API
                "'), ('meeting_secret', '" SECRET "')");
    int64_t id = a_call(fx, &(RegistrationTerms){.is_open = true,
                                                 .seats = 1,
                                                 .recording = true,
                                                 .meeting = meeting,
                                                 .meeting_counts = counts});
    post(fx, ANN, PAGE "/register", NULL);
    post(fx, BOB, PAGE "/register", NULL);
    return id;
}

/* Months later: everybody signs in anew. */
static void
begin_soon(Fixture *fx)
{
    fx->now = query_int(fx, "SELECT min(starts_at) FROM occurrence") - 30 * 60;
    g_hash_table_remove_all(fx->cookies);
}

static const char *
desk(Fixture *fx, int64_t id, const char *rest)
{
    return arena_printf(fx->arena, "/desk/events/%" PRId64 "/%s", id, rest);
}

/* ---- addresses ---- */

static void
test_calls_are_signed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const MeetingServer server = {API, SECRET};
    const MeetingParameter parameters[] = {
        {"name", "Test & \xc3\xa9t\xc3\xa9=1"},
        {"left", NULL},
        {"meetingID", "abc123"},
        {0},
    };
    /* The sum was made with sha256sum. */
    g_assert_cmpstr(meeting_url(fx->arena, &server, "create", parameters), ==,
                    API "/create?name=Test%20%26%20%C3%A9t%C3%A9%3D1&meetingID=abc123&checksum="
                        "dc850b06accf3d6eea5a1c43d0b70a7fc98f0e00b4a2db901a1cf0cbf426bf8a");
    const MeetingRoom room = {.server = server, .id = "abc", .title = "x"};
    const char *url = meeting_join_url(fx->arena, &room, HOSTILE "\n&role=MODERATOR\x01#", false);
    g_assert_true(is_signed_call(url));
    g_assert_nonnull(
        strstr(url, "fullName=%3Cb%3ETom%20%26%20%22Ann%22%3C%2Fb%3E%27%7B%7Bx%7D%7D"));
    g_assert_nonnull(strstr(url, "%20%26role%3DMODERATOR%20%23&meetingID=abc&role=VIEWER&"));
    g_autofree char *endless = g_strnfill(10000, 'x');
    g_assert_cmpuint(strlen(meeting_join_url(fx->arena, &room, endless, true)), <, 400);
    g_assert_nonnull(
        strstr(meeting_join_url(fx->arena, &room, "Q", true), "fullName=Q%20%E2%80%A6&"));

    static const struct {
        const char *typed;
        bool ok;
    } rows[] = {
        {"https://bbb.example/bigbluebutton/",      true },
        {"https://bbb.example/bigbluebutton/api//", true },
        {"http://127.0.0.1:8090/bigbluebutton",     true },
        {"http://bbb.example/bigbluebutton/",       false},
        {"https://me:pw@bbb.example/",              false},
        {"https://bbb.example/?x=",                 false},
        {"ftp://bbb.example/",                      false},
        {"file:///etc/passwd",                      false},
        {"https:///x",                              false},
        {HOSTILE,                                   false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(meeting_is_server(meeting_server_clean(fx->arena, rows[i].typed)), ==,
                        rows[i].ok);
    g_assert_cmpstr(meeting_server_clean(fx->arena, rows[0].typed), ==, API);
    g_assert_cmpstr(meeting_server_clean(fx->arena, rows[1].typed), ==, API);
}

static void
test_strange_answers_are_none(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *body;
        MeetingOutcome outcome;
    } rows[] = {
        {MADE,                                                                                      MEETING_DONE   },
        {REFUSED,                                                                                   MEETING_SECRET },
        {"<response><returncode>FAILED</returncode></response>",                                    MEETING_REFUSED},
        {"<html><body>Welcome to nginx!</body></html>",                                             MEETING_AWAY   },
        {"<returncode>SUCCESS</returncode>",                                                        MEETING_AWAY   },
        {"<response><a><returncode>SUCCESS</returncode></a></response>",                            MEETING_AWAY   },
        {"<!DOCTYPE x [<!ENTITY a \"SUCCESS\">]><response><returncode>&a;</returncode></response>",
         MEETING_AWAY                                                                                              },
        {"<response><returncode>SUCCESS",                                                           MEETING_AWAY   },
        {"\xff\xfe",                                                                                MEETING_AWAY   },
        {"",                                                                                        MEETING_AWAY   },
    };
    use_server(fx);
    const MeetingServer server = {API, SECRET};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        world.answer = rows[i].body;
        g_assert_cmpint(meeting_try(&fx->app, fx->arena, &server), ==, rows[i].outcome);
    }
    GString *deep = arena_string(fx->arena, 1000);
    for (int i = 0; i < 30; i++)
        g_string_append(deep, "<response>");
    g_string_append(deep, "<returncode>SUCCESS</returncode>");
    for (int i = 0; i < 30; i++)
        g_string_append(deep, "</response>");
    world.answer = deep->str;
    g_assert_cmpint(meeting_try(&fx->app, fx->arena, &server), ==, MEETING_AWAY);
}

/* ---- going in ---- */

static void
test_button_leads_into_the_room(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx, MEETING_ROOM, false);
    run_sql(fx, "UPDATE person SET name = '<i>Ann & ''Co''' WHERE id = 1");
    const char *path = own_room(fx, ANN, id);
    assert_shows(get(fx, ANN, PAGE), path);
    assert_hides(get(fx, BOB, PAGE), "/room/");

    Response *res = get(fx, NOBODY, path); /* too early */
    assert_shows(res, "The door opens on");
    assert_hides(res, "<form class=\"prose\"");
    assert_status(post(fx, NOBODY, path, NULL), 409);
    begin_soon(fx);
    res = get(fx, NOBODY, path);
    assert_status(res, 200);
    assert_statements(fx, 12);
    assert_shows(res, "The room is at bbb.example.");
    assert_shows(res, "&lt;i&gt;Ann &amp; ");
    assert_hides(res, "noted as having been there");
    assert_hides(res, "may record it");
    assert_shows(get(fx, NOBODY, arena_printf(fx->arena, "/fr%s", path)), "Entrer dans la salle");
    assert_shows(get_json(fx, NOBODY, path), "\"host\":\"bbb.example\"");
    /* Who only looks makes no room and is noted nowhere. */
    g_assert_cmpint(world.asked, ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration WHERE opened_at > 0"), ==, 0);

    res = post(fx, NOBODY, path, NULL);
    assert_status(res, 200);
    assert_statements(fx, 30);
    g_assert_cmpint(world.asked, ==, 1);
    g_assert_nonnull(strstr(world.last, "/create?name=Call&meetingID="));
    g_assert_nonnull(strstr(world.last, "&record=false&"));
    const char *onward = header_of(res, "Refresh");
    g_assert_true(g_str_has_prefix(onward, "0;url=" API "/join?fullName=%3Ci%3EAnn%20%26%20%27Co"));
    g_assert_nonnull(strstr(onward, "&role=VIEWER&"));
    g_assert_true(is_signed_call(onward + strlen("0;url=")));
    g_assert_cmpstr(header_of(res, "Cache-Control"), ==, "no-store");
    assert_hides(res, SECRET);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration WHERE opened_at > 0"
                                  " AND came_at IS NULL"),
                    ==, 1);
    /* Many come at once: what was made a moment ago is there. */
    assert_status(post(fx, ANN, path, NULL), 200);
    g_assert_cmpint(world.asked, ==, 1);
    fx->now += MEETING_LASTS;
    assert_status(post(fx, ANN, path, NULL), 200);
    g_assert_cmpint(world.asked, ==, 2);
}

static void
test_only_a_seat_leads_into_the_room(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx, MEETING_ROOM, true);
    const char *path = own_room(fx, ANN, id), *other = own_room(fx, BOB, id);
    begin_soon(fx);
    assert_shows(get(fx, BOB, other), "You are on the waiting list");
    assert_status(post(fx, BOB, other, NULL), 409);
    run_sql(fx, "UPDATE registration SET state = 'recording' WHERE person_id = 2");
    assert_status(post(fx, BOB, other, NULL), 409);
    assert_status(post(fx, NOBODY, "/room/x", NULL), 410);
    run_sql(fx, "UPDATE event SET state = 'cancelled'");
    assert_status(post(fx, ANN, path, NULL), 409);
    run_sql(fx, "UPDATE event SET state = 'confirmed'");
    run_sql(fx, "UPDATE registration_terms SET meeting = ''");
    assert_shows(get(fx, ANN, path), "There is no room yet.");
    assert_status(post(fx, ANN, path, NULL), 409);
    run_sql(fx, "UPDATE registration_terms SET meeting = 'room'");
    run_sql(fx, "UPDATE setting SET value = '' WHERE name = 'meeting_server'");
    assert_shows(get(fx, ANN, path), "There is no room yet.");
    assert_status(post(fx, ANN, path, NULL), 409);
    run_sql(fx, "UPDATE setting SET value = '" API "' WHERE name = 'meeting_server'");
    fx->now = query_int(fx, "SELECT max(ends_at) FROM occurrence") + 3600;
    assert_shows(get(fx, ANN, path), "It is over.");
    assert_status(post(fx, ANN, path, NULL), 409);
    g_assert_cmpint(world.asked, ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM attendance_mark"), ==, 0);
}

static void
test_server_that_is_away_is_left_alone(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx, MEETING_ROOM, true);
    const char *path = own_room(fx, ANN, id);
    begin_soon(fx);
    world.away = true;
    Response *res = post(fx, ANN, path, NULL);
    assert_status(res, 503);
    assert_shows(res, "The room cannot be reached.");
    assert_shows(res, "Go into the room");
    assert_status(post(fx, ANN, path, NULL), 503);
    g_assert_cmpint(world.asked, ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration WHERE came_at > 0"
                                  " OR opened_at > 0"),
                    ==, 0);
    world.away = false;
    fx->now += MEETING_AWAY_SECONDS;
    for (int nth = 14; nth < 20; nth++) /* the server is asked, then the database fails */
        post_failing_at(fx, nth, ANN, path, NULL);
    run_sql(fx, "DELETE FROM attendance_mark");
    run_sql(fx, "UPDATE registration SET came_at = NULL, came_by = ''");
    assert_status(post(fx, ANN, path, NULL), 200);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM attendance_mark WHERE came = 1"
                                  " AND came_by = 'room'"),
                    ==, 1);
}

static void
test_going_in_counts_where_it_is_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx, MEETING_RECORDED, true);
    const char *path = own_room(fx, ANN, id);
    begin_soon(fx);
    Response *res = get(fx, ANN, path);
    assert_shows(res, "Going in is noted as having been there");
    assert_shows(res, "may record it");
    post(fx, ANN, path, NULL);
    post(fx, ANN, path, NULL);
    g_assert_nonnull(strstr(world.last, "&record=true&autoStartRecording=false&"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM attendance_mark"), ==, 1);
    assert_shows(get(fx, EDNA, desk(fx, id, "registrations")), "was there");
}

/* ---- who leads ---- */

static void
test_who_leads_is_a_moderator(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx, MEETING_ROOM, false);
    const char *page = desk(fx, id, "meeting");
    assert_shows(get(fx, EDNA, desk(fx, id, "registrations")), page);
    assert_status(get(fx, ANN, page), 403);
    assert_status(post(fx, ANN, page, NULL), 403);
    assert_status(get(fx, EDNA, "/desk/events/999/meeting"), 404);
    assert_shows(get(fx, EDNA, page), "You go in as a moderator");
    Response *res = post(fx, EDNA, page, NULL); /* long before it begins */
    assert_status(res, 200);
    g_assert_nonnull(strstr(header_of(res, "Refresh"), "&role=MODERATOR&"));
    world.away = true;
    fx->now += MEETING_LASTS;
    res = post(fx, EDNA, page, NULL);
    assert_status(res, 503);
    assert_shows(res, "The server of meetings does not answer.");
    world.away = false;

    /* By the own link only who is signed in: such links are passed on. */
    run_sql(fx, "UPDATE registration_terms SET seats = 0");
    post(fx, EDNA, PAGE "/register", NULL);
    const char *path = own_room(fx, EDNA, id), *of_ann = own_room(fx, ANN, id);
    begin_soon(fx);
    assert_shows(get(fx, EDNA, path), "You lead it");
    g_assert_nonnull(strstr(header_of(post(fx, EDNA, path, NULL), "Refresh"), "&role=MODERATOR&"));
    g_assert_nonnull(strstr(header_of(post(fx, NOBODY, path, NULL), "Refresh"), "&role=VIEWER&"));
    g_assert_nonnull(strstr(header_of(post(fx, EDNA, of_ann, NULL), "Refresh"), "&role=VIEWER&"));

    run_sql(fx, "UPDATE registration_terms SET meeting = ''");
    assert_status(get(fx, EDNA, page), 404);
    assert_hides(get(fx, EDNA, desk(fx, id, "registrations")), page);
}

static void
test_recordings_are_found(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx, MEETING_RECORDED, false);
    const char *page = desk(fx, id, "meeting/recordings");
    assert_status(post(fx, ANN, page, NULL), 403);
    g_assert_cmpint(world.asked, ==, 0);
    assert_location(post(fx, EDNA, page, NULL), desk(fx, id, "meeting"));
    Response *res = get(fx, EDNA, desk(fx, id, "meeting"));
    assert_shows(res, "href=\"https://bbb.example/old?a=1&amp;b=2\"");
    assert_hides(res, "javascript:");
    g_assert_true(strstr(body_of(res), "bbb.example/new") <
                  strstr(body_of(res), "bbb.example/old"));
    assert_shows(res, "without an address that can be used");
    world.answer = "<response><returncode>SUCCESS</returncode><recordings/></response>";
    fx->now += 60;
    assert_status(post(fx, EDNA, page, NULL), 303);
    assert_shows(get(fx, EDNA, desk(fx, id, "meeting")), "The server does not have it any more.");
    world.answer = REFUSED;
    res = post(fx, EDNA, page, NULL);
    assert_status(res, 503);
    assert_shows(res, "does not know this secret");
}

/* ---- settings ---- */

static void
test_server_is_tried_before_it_is_kept(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_server(fx);
    assert_status(get(fx, EDNA, SETTINGS), 403);
    assert_status(post(fx, EDNA, SETTINGS, "meeting_server", API, NULL), 403);
    assert_status(get(fx, SAM, SETTINGS), 200);
    assert_shows(get(fx, SAM, "/desk/settings"), "href=\"" SETTINGS "\"");
    assert_status(post(fx, SAM, SETTINGS, "meeting_server", "http://bbb.example/", "meeting_secret",
                       "x", NULL),
                  422);
    assert_status(post(fx, SAM, SETTINGS, "meeting_server", API, "meeting_secret", "", NULL), 422);
    g_assert_cmpint(world.asked, ==, 0);
    Response *res = post(fx, SAM, SETTINGS, "meeting_server", API, "meeting_secret", "wrong", NULL);
    assert_status(res, 422);
    assert_shows(res, "does not know this secret");
    assert_shows(res, "value=\"" API "\"");
    world.away = true;
    res = post(fx, SAM, SETTINGS, "meeting_server", API, "meeting_secret", SECRET, NULL);
    assert_status(res, 422);
    assert_shows(res, "does not answer");
    assert_hides(res, SECRET);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM setting WHERE name LIKE 'meeting%'"), ==,
                    0);
    world.away = false;
    assert_status(post_failing_at(fx, 9, SAM, SETTINGS, "meeting_server", API, "meeting_secret",
                                  SECRET, NULL),
                  500);
    assert_location(post(fx, SAM, SETTINGS, "meeting_server", "https://bbb.example/bigbluebutton/",
                         "meeting_secret", SECRET, NULL),
                    SETTINGS);
    res = get(fx, SAM, SETTINGS);
    assert_shows(res, API);
    assert_hides(res, SECRET);
    assert_hides(get_json(fx, SAM, SETTINGS), SECRET);
    assert_hides(get(fx, SAM, "/desk/audit"), SECRET);
    /* An empty secret keeps it. */
    assert_status(post(fx, SAM, SETTINGS, "meeting_server", API, "meeting_secret", "", NULL), 303);
    g_assert_cmpstr(query_text(fx, "SELECT value FROM setting WHERE name = 'meeting_secret'"), ==,
                    SECRET);
    assert_status(post(fx, SAM, SETTINGS, "meeting_server", "", "meeting_secret", "", NULL), 303);
    g_assert_cmpstr(query_text(fx, "SELECT value FROM setting WHERE name = 'meeting_secret'"), ==,
                    "");
}

static void
test_room_is_chosen_with_the_terms(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx, "", false);
    const char *terms = desk(fx, id, "terms");
    assert_shows(get(fx, EDNA, terms), "name=\"meeting\"");
    assert_status(post(fx, EDNA, terms, "is_open", "1", "meeting", HOSTILE, NULL), 422);
    assert_status(
        post(fx, EDNA, terms, "is_open", "1", "meeting", "recorded", "meeting_counts", "1", NULL),
        303);
    g_assert_cmpstr(query_text(fx, "SELECT meeting || meeting_counts FROM registration_terms"), ==,
                    "recorded1");
    assert_status(post(fx, EDNA, terms, "is_open", "1", "meeting", "none", NULL), 303);
    g_assert_cmpstr(query_text(fx, "SELECT meeting || meeting_counts FROM registration_terms"), ==,
                    "0");
    run_sql(fx, "DELETE FROM setting WHERE name = 'meeting_server'");
    Response *res = post(fx, EDNA, terms, "is_open", "1", "meeting", "room", NULL);
    assert_status(res, 422);
    assert_shows(res, "There is no server of meetings yet");
}

void
meeting_tests(void)
{
    add_test("/meeting/calls-are-signed", test_calls_are_signed);
    add_test("/meeting/strange-answers-are-none", test_strange_answers_are_none);
    add_test("/meeting/button-leads-into-the-room", test_button_leads_into_the_room);
    add_test("/meeting/only-a-seat-leads-into-the-room", test_only_a_seat_leads_into_the_room);
    add_test("/meeting/server-that-is-away-is-left-alone", test_server_that_is_away_is_left_alone);
    add_test("/meeting/going-in-counts-where-it-is-told", test_going_in_counts_where_it_is_told);
    add_test("/meeting/who-leads-is-a-moderator", test_who_leads_is_a_moderator);
    add_test("/meeting/recordings-are-found", test_recordings_are_found);
    add_test("/meeting/server-is-tried-before-it-is-kept", test_server_is_tried_before_it_is_kept);
    add_test("/meeting/room-is-chosen-with-the-terms", test_room_is_chosen_with_the_terms);
}
