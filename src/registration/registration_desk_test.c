/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/attendance.h"
#include "alliance/event.h"
#include "alliance/reminder.h"
#include "base/moment.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"

#include <string.h>

#define ROOM "https://meet.example.org/secret"

static const char *
desk(Fixture *fx, int64_t id, const char *rest)
{
    return arena_printf(fx->arena, "/desk/events/%" PRId64 "/%s", id, rest);
}

static const char *
row_of(Fixture *fx, int64_t id, int64_t person)
{
    int64_t row = query_int(
        fx,
        arena_printf(fx->arena, "SELECT id FROM registration WHERE person_id = %d", (int)person));
    return desk(fx, id, arena_printf(fx->arena, "registrations/%" PRId64, row));
}

static const char *
state_of(Fixture *fx, int64_t person)
{
    return query_text(fx,
                      arena_printf(fx->arena, "SELECT state FROM registration WHERE person_id = %d",
                                   (int)person));
}

static void
test_organiser_says_how_one_registers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_published(fx, (ItemDraft){.kind = "event", .slug = "call", .title = "Call"});
    assert_hides(get(fx, ANN, "/events/call"), "id=\"register\"");
    assert_shows(get(fx, EDNA, desk(fx, id, "registrations")), "One cannot register");
    assert_status(get(fx, EDNA, desk(fx, id, "terms")), 200);
    assert_status(post(fx, EDNA, desk(fx, id, "terms"), "closes", HOSTILE, "seats", "-1", "room",
                       "javascript:x", NULL),
                  422);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration_terms"), ==, 0);
    assert_status(post_failing_at(fx, 5, EDNA, desk(fx, id, "terms"), "is_open", "1", NULL), 500);
    assert_location(post(fx, EDNA, desk(fx, id, "terms"), "is_open", "1", "seats", "40", "closes",
                         "2017-03-15 18:00", "reminders", "week", "reminders", "hour", "room", ROOM,
                         NULL),
                    desk(fx, id, "registrations"));
    g_assert_cmpstr(query_text(fx, "SELECT closes || ' ' || reminders || ' ' || room"
                                   " FROM registration_terms"),
                    ==, "2017-03-15T18:00 week,hour " ROOM);
    assert_shows(get(fx, ANN, "/events/call"), "id=\"register\"");
    Response *res = get(fx, EDNA, desk(fx, id, "terms"));
    assert_shows(res, "value=\"2017-03-15 18:00\"");
    assert_statements(fx, 8);
}

static void
test_desk_is_for_who_leads_the_event(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_call(fx, &(RegistrationTerms){.is_open = true});
    int64_t page = a_published(fx, (ItemDraft){.slug = "page", .title = "Page"});
    post(fx, ANN, "/events/call/register", NULL);
    static const char *const pages[] = {"registrations", "registrations.csv", "terms"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_assert_cmpint(get(fx, NOBODY, desk(fx, id, pages[i]))->status, !=, 200);
        assert_status(get(fx, BOB, desk(fx, id, pages[i])), 403);
        assert_status(get(fx, EDNA, desk(fx, id, pages[i])), 200);
        assert_status(get(fx, SAM, desk(fx, id, pages[i])), 200);
        assert_status(get(fx, EDNA, desk(fx, page, pages[i])), 404);
        assert_status(get(fx, EDNA, desk(fx, 999, pages[i])), 404);
    }
    assert_status(post(fx, BOB, desk(fx, id, "terms"), "is_open", "0", NULL), 403);
    assert_status(post(fx, BOB, desk(fx, id, "registrations"), "name", "Eve", NULL), 403);
    assert_status(post(fx, BOB, row_of(fx, id, ANN), "cancel", "1", NULL), 403);
    g_assert_cmpstr(state_of(fx, ANN), ==, "in");
    /* What is another event's is not decided here. */
    int64_t other = a_published(fx, (ItemDraft){.kind = "event", .slug = "o", .title = "O"});
    assert_status(post(fx, EDNA, row_of(fx, other, ANN), "cancel", "1", NULL), 404);
    assert_status(post(fx, EDNA, row_of(fx, id, ANN), "nothing", "1", NULL), 422);
    g_assert_cmpstr(state_of(fx, ANN), ==, "in");
}

static void
test_organiser_decides_about_each(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_call(
        fx, &(RegistrationTerms){.is_open = true, .approval = true, .recording = true, .seats = 1});
    post(fx, ANN, "/events/call/register", NULL);
    post(fx, BOB, "/events/call/register", NULL);
    run_sql(fx, "UPDATE registration SET question = '<b>why</b>' WHERE person_id = 1");
    Response *res = get(fx, EDNA, desk(fx, id, "registrations"));
    assert_statements(fx, 18);
    assert_shows(res, "&lt;b&gt;why&lt;/b&gt;");
    assert_shows(res, "Waits for a decision: 2");
    assert_shows(get_json(fx, EDNA, desk(fx, id, "registrations.json")), "\"n_asked\":2");
    assert_location(post(fx, EDNA, row_of(fx, id, ANN), "approve", "1", NULL),
                    desk(fx, id, "registrations"));
    assert_status(post(fx, EDNA, row_of(fx, id, ANN), "approve", "1", NULL), 409);
    post(fx, EDNA, row_of(fx, id, BOB), "refuse", "1", NULL);
    g_assert_cmpstr(state_of(fx, ANN), ==, "in");
    g_assert_cmpstr(state_of(fx, BOB), ==, "refused");
    /* The organiser may think again, beyond the number of seats. */
    assert_status(post_failing_at(fx, 8, EDNA, row_of(fx, id, BOB), "seat", "1", NULL), 500);
    post(fx, EDNA, row_of(fx, id, BOB), "seat", "1", NULL);
    g_assert_cmpstr(state_of(fx, BOB), ==, "in");
    post(fx, EDNA, row_of(fx, id, ANN), "cancel", "1", NULL);
    g_assert_cmpstr(state_of(fx, ANN), ==, "left");
    assert_status(post(fx, EDNA, row_of(fx, id, ANN), "cancel", "1", NULL), 409);
    res = get(fx, EDNA, desk(fx, id, "registrations?state=left"));
    assert_shows(res, "Ann Achieng");
    assert_hides(res, "bob@example.org");
}

static void
test_file_runs_nowhere_and_is_noted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_call(fx, &(RegistrationTerms){.is_open = true});
    post(fx, ANN, "/events/call/register", NULL);
    run_sql(fx, "UPDATE registration SET question = '=1+1', country = 'KE'");
    Response *res = get(fx, EDNA, desk(fx, id, "registrations.csv"));
    assert_status(res, 200);
    assert_shows(res, "ann@example.org");
    assert_shows(res, ",'=1+1,");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit"
                                  " WHERE action = 'registration.take-out'"),
                    ==, 1);
}

static void
test_who_came_is_not_who_registered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_call(fx, &(RegistrationTerms){.is_open = true, .seats = 2});
    post(fx, ANN, "/events/call/register", NULL);
    post(fx, BOB, "/events/call/register", NULL);
    assert_hides(get(fx, NOBODY, "/events/call"), "was there");
    post(fx, EDNA, row_of(fx, id, ANN), "came", "1", NULL);
    assert_status(post(fx, EDNA, desk(fx, id, "registrations"), "name", "", NULL), 422);
    assert_location(
        post(fx, EDNA, desk(fx, id, "registrations"), "name", HOSTILE, "country", "FR", NULL),
        desk(fx, id, "registrations"));
    post(fx, EDNA, desk(fx, id, "registrations"), "name", "Sam", "email", "sam@EXAMPLE.org", NULL);
    post(fx, EDNA, desk(fx, id, "registrations"), "name", "Sam", "email", "sam@example.org", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration"), ==, 4);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE person_id = 4"), ==, 0);
    Response *res = get(fx, NOBODY, "/events/call");
    assert_shows(res, "2 were registered");
    assert_shows(res, "3 were there");
    post(fx, EDNA, row_of(fx, id, ANN), "absent", "1", NULL);
    assert_shows(get(fx, NOBODY, "/events/call"), "2 were there");
    assert_shows(get_json(fx, NOBODY, "/events/call.json"), "\"n_came\":2");
}

static Response *
post_report(Fixture *fx, int64_t me, int64_t id, const char *text)
{
    const Upload file = {
        .field = "report", .name = "report.csv", .type = "text/csv", .bytes = {text, strlen(text)}
    };
    return post_file(fx, me, desk(fx, id, "report"), &file, NULL);
}

static int64_t
n_came(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM registration WHERE came_by = 'report'");
}

static void
test_report_of_a_service_says_who_came(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    /* Lines above the headings, times of coming in, who only registered. */
    static const char zoom[] = "Attendee Report\nTopic,Webinar ID\nCall,123\nAttendee Details,\n"
                               "Attended,User Name (Original Name),First Name,Last Name,Email,"
                               "Join Time\n"
                               "Yes,Ann,Ann,Achieng,ANN@example.org,09:00\n"
                               "Yes,Ann,Ann,Achieng,ann@example.org,09:30\n"
                               "Yes,=1+1,<b>Eve</b>,Eve,eve@example.org,09:00\n"
                               "No,Bob,Bob,B,bob@example.org,--\n";
    /* Another one has names only, tabs between, and another encoding's mark. */
    static const char teams[] = "\xef\xbb\xbf"
                                "1. Summary\nMeeting title\tCall\n\n"
                                "Full Name\tUser Action\nSam SECRETARY\tJoined\n"
                                "Sam Secretary\tLeft\nNobody Known\tJoined\n";
    int64_t id = a_call(fx, &(RegistrationTerms){.is_open = true});
    post(fx, ANN, "/events/call/register", NULL);
    post(fx, BOB, "/events/call/register", NULL);
    post(fx, SAM, "/events/call/register", NULL);
    assert_status(get(fx, BOB, desk(fx, id, "report")), 403);
    assert_status(post_report(fx, BOB, id, zoom), 403);
    assert_status(get(fx, EDNA, desk(fx, id, "report")), 200);
    Response *res = post_report(fx, EDNA, id, zoom);
    assert_status(res, 200);
    assert_shows(res, "1 was noted as present.");
    assert_shows(res, "eve@example.org");
    assert_hides(res, "<b>Eve</b>");
    assert_hides(res, "bob@example.org");
    g_assert_cmpint(n_came(fx), ==, 1);
    res = post_report(fx, EDNA, id, teams);
    assert_shows(res, "1 was noted as present.");
    assert_shows(res, "Nobody Known");
    g_assert_cmpint(n_came(fx), ==, 2);
    assert_shows(post_report(fx, EDNA, id, zoom), "1 was noted before.");
    assert_status(post_report(fx, EDNA, id, "a,b\n1,2\n"), 422);
    assert_status(post_report(fx, EDNA, id, ""), 422);
    assert_status(post_report(fx, EDNA, id, "PK\x03\x04 broken"), 422);
    /* Two of one name: nobody knows which. */
    run_sql(fx, "UPDATE person SET name = 'Bob Baraka' WHERE id = 4");
    run_sql(fx, "UPDATE person SET name = 'Bob Baraka' WHERE id = 2");
    run_sql(fx, "UPDATE registration SET came_at = NULL, came_by = ''");
    post_report(fx, EDNA, id, "Name\nBob Baraka\n");
    g_assert_cmpint(n_came(fx), ==, 0);
}

/* ---- the room ---- */

static void
test_room_opens_to_its_guests_in_time(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_call(fx, &(RegistrationTerms){.is_open = true, .seats = 1, .room = ROOM});
    post(fx, ANN, "/events/call/register", NULL);
    post(fx, BOB, "/events/call/register", NULL);
    const char *path = own_room(fx, ANN, id);
    assert_shows(get(fx, ANN, "/events/call"), path);
    assert_hides(get(fx, BOB, "/events/call"), "/room/");
    static const char *const seen[] = {"/events/call", "/events/call.json", "/events/call.ics",
                                       "/my-events", "/events.ics"};
    for (size_t i = 0; i < G_N_ELEMENTS(seen); i++) {
        assert_hides(get(fx, ANN, seen[i]), "meet.example.org");
        assert_hides(get(fx, EDNA, seen[i]), "meet.example.org");
    }
    Response *res = get(fx, NOBODY, path);
    assert_status(res, 200);
    assert_shows(res, "The door opens on");
    assert_shows(get(fx, NOBODY, own_room(fx, BOB, id)), "You are on the waiting list");
    assert_status(get(fx, NOBODY, "/room/x"), 410);
    /* The link that changes a registration is another one. */
    assert_status(
        get(fx, NOBODY, arena_printf(fx->arena, "/registrations/%s", path + strlen("/room/"))),
        410);

    int64_t starts = query_int(fx, "SELECT min(starts_at) FROM occurrence");
    fx->now = starts - 30 * 60;
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration WHERE opened_at > 0"), ==, 0);
    assert_status(send_raw(fx, &(Incoming){.method = GET,
                                           .head = true,
                                           .target = path,
                                           .host = "127.0.0.1:8080",
                                           .address = "127.0.0.1"}),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration WHERE opened_at > 0"), ==, 0);
    res = get(fx, NOBODY, path);
    assert_status(res, 303);
    g_assert_cmpstr(res->location, ==, ROOM);
    g_assert_cmpint(query_int(fx, "SELECT opened_at FROM registration WHERE person_id = 1"), ==,
                    fx->now);
    /* It was opened, which is not to have been there. */
    assert_hides(get(fx, NOBODY, "/events/call"), "was there");
    run_sql(fx, "UPDATE event SET state = 'cancelled'");
    assert_shows(get(fx, NOBODY, path), "It was cancelled.");
    run_sql(fx, "UPDATE event SET state = 'confirmed'");
    fx->now = query_int(fx, "SELECT max(ends_at) FROM occurrence") + 3600;
    assert_shows(get(fx, NOBODY, path), "It is over.");
}

/* ---- reminders ---- */

static int64_t
remind(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    int64_t due = reminder_count_due(cx), n = reminder_run(cx);
    g_assert_cmpint(due, ==, n);
    fixture_commit(fx);
    return n;
}

static int64_t
n_reminders(Fixture *fx, const char *name)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT count(*) FROM outbox"
                                      " WHERE template = 'registration.reminder'"
                                      " AND argument LIKE '%%\"reminder\":\"%s\"%%'",
                                      name));
}

static void
move_to(Fixture *fx, int64_t id, const char *starts)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_true(event_save(cx, id, event_find(cx, id)->version,
                             &(EventDraft){.kind = "call", .starts = starts, .zone = "UTC"}));
    fixture_commit(fx);
}

static void
test_reminders_go_once_and_anew(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_call(
        fx, &(RegistrationTerms){.is_open = true, .seats = 1, .reminders = "week,hour"});
    post(fx, ANN, "/events/call/register", NULL);
    post(fx, BOB, "/events/call/register", NULL);
    int64_t starts = query_int(fx, "SELECT min(starts_at) FROM occurrence");
    g_assert_cmpint(remind(fx), ==, 0);
    fx->now = starts - 7 * MOMENT_DAY - 1;
    g_assert_cmpint(remind(fx), ==, 0);
    fx->now = starts - 7 * MOMENT_DAY;
    g_assert_cmpint(remind(fx), ==, 1);
    g_assert_cmpint(remind(fx), ==, 0);
    g_assert_cmpint(n_reminders(fx, "week"), ==, 1); /* Bob waits for a seat */
    fx->now = starts - MOMENT_DAY;
    g_assert_cmpint(remind(fx), ==, 0); /* nobody chose this one */
    fx->now = starts - 3600;
    g_assert_cmpint(remind(fx), ==, 1);
    /* It moves: anew; too late is not said; what is cancelled, neither. */
    fx->now = starts;
    move_to(fx, id, "2017-03-30T09:00");
    starts = query_int(fx, "SELECT min(starts_at) FROM occurrence");
    fx->now = starts - 5 * MOMENT_DAY;
    g_assert_cmpint(remind(fx), ==, 0);
    fx->now = starts - 3000;
    run_sql(fx, "UPDATE event SET state = 'cancelled'");
    g_assert_cmpint(remind(fx), ==, 0);
    run_sql(fx, "UPDATE event SET state = 'confirmed'");
    g_assert_cmpint(remind(fx), ==, 1);
    g_assert_cmpint(n_reminders(fx, "hour"), ==, 2);
}

void
registration_desk_tests(void)
{
    add_test("/registration-desk/organiser-says-how-one-registers",
             test_organiser_says_how_one_registers);
    add_test("/registration-desk/desk-is-for-who-leads-the-event",
             test_desk_is_for_who_leads_the_event);
    add_test("/registration-desk/organiser-decides-about-each", test_organiser_decides_about_each);
    add_test("/registration-desk/file-runs-nowhere-and-is-noted",
             test_file_runs_nowhere_and_is_noted);
    add_test("/registration-desk/who-came-is-not-who-registered",
             test_who_came_is_not_who_registered);
    add_test("/registration-desk/report-of-a-service-says-who-came",
             test_report_of_a_service_says_who_came);
    add_test("/registration-desk/room-opens-to-its-guests-in-time",
             test_room_opens_to_its_guests_in_time);
    add_test("/registration-desk/reminders-go-once-and-anew", test_reminders_go_once_and_anew);
}
