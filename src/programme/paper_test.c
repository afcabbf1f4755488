/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A programme on paper: what only paper shows, and a sheet for the door of each room.
 */
#include "programme/programme_testing.h"

#include <string.h>

#define PAGE "/events/symposium/programme"
#define ROOMS "/events/symposium/programme/rooms"
#define ARABIC_ROOM "القاعة الكبرى"

static void
a_pause(Fixture *fx, int64_t event, const char *title, const char *starts, const char *ends)
{
    int64_t id = a_session(fx, event, title, starts, ends, "", "");
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE programme_session SET kind = 'break' WHERE item_id = %" PRId64,
                             id));
}

/* Two days, two rooms at the same time, pauses for all, a session whose room nobody knows. */
static int64_t
a_programme(Fixture *fx, bool publish)
{
    int64_t id = a_symposium(fx, publish);
    a_session(fx, id, "Planning", "2017-05-09 09:00", "10:30", "Room <A>",
              "Ben Okello, Ministry of Health\n");
    a_session(fx, id, "Developing", "2017-05-09 09:00", "10:00", ARABIC_ROOM, "Carla\n");
    a_pause(fx, id, "Coffee", "2017-05-09 10:30", "11:00");
    a_session(fx, id, "Open space", "2017-05-09 11:00", "12:00", "", "");
    a_pause(fx, id, "Breakfast", "2017-05-10 08:00", "08:30");
    a_session(fx, id, "Closing", "2017-05-10 15:00", "16:00", "Room <A>", "");
    return id;
}

static int
times_in(const Response *res, const char *words)
{
    int n = 0;
    for (const char *at = body_of(res); (at = strstr(at, words)) != NULL; at += strlen(words))
        n++;
    return n;
}

static void
test_paper_names_the_clocks_once_a_day(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_programme(fx, true);
    Response *res = get(fx, NOBODY, PAGE);
    assert_status(res, 200);
    assert_statements(fx, 9);
    g_assert_cmpint(times_in(res, "<p class=\"paper\">Times: <bdi>New York (EDT, UTC−4)</bdi></p>"),
                    ==, 2);
    /* What the clocks of each session are, and what can only be clicked, is not on paper. */
    g_assert_cmpint(times_in(res, "<span class=\"zone\">"), ==, 6);
    g_assert_cmpint(times_in(res, "<p class=\"paper\">At the same time:</p>"), ==, 1);
    assert_shows(res, "<div class=\"slot beside\">");
    assert_shows(res, "<span class=\"unprinted\"> · <a href=\"" PAGE ".ics\">");
    assert_shows(res, "<a href=\"" ROOMS "\">Print by room</a>");
    assert_shows(res, "<p class=\"paper\"><bdi dir=\"ltr\">http");
    assert_shows(res, PAGE "</bdi></p>");
    res = get(fx, NOBODY, "/fr" PAGE);
    assert_shows(res, "Heures : <bdi>New York");
    assert_shows(res, "/fr" PAGE "</bdi></p>");
    /* Without rooms there are no sheets to print, and without sessions nothing is for paper. */
    run_sql(fx, "UPDATE item SET place = '' WHERE kind = 'session'");
    assert_hides(get(fx, NOBODY, PAGE), "Print by room");
    assert_shows(get(fx, NOBODY, ROOMS), "No session says its room yet.");
    assert_hides(get(fx, NOBODY, ROOMS), "<section class=\"room\">");
    run_sql(fx, "DELETE FROM item WHERE kind = 'session'");
    assert_hides(get(fx, NOBODY, PAGE), "class=\"paper\"");
}

static void
test_each_room_has_a_sheet(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_programme(fx, true);
    Ctx *cx = fixture_begin(fx, NOBODY);
    ProgrammeRoomSpan rooms = programme_rooms(cx, event_find(cx, id), programme_list(cx, id));
    g_assert_cmpuint(rooms.n, ==, 3);
    /* By time and then by room; what has none comes last. */
    g_assert_cmpstr(rooms.at[0].name, ==, "Room <A>");
    g_assert_cmpstr(rooms.at[1].name, ==, ARABIC_ROOM);
    g_assert_cmpstr(rooms.at[2].name, ==, "");
    g_assert_cmpuint(rooms.at[0].days.n, ==, 2);
    g_assert_cmpuint(rooms.at[0].days.at[0].cards.n, ==, 2); /* Planning, coffee */
    g_assert_cmpuint(rooms.at[0].days.at[1].cards.n, ==, 2); /* breakfast, closing */
    g_assert_cmpuint(rooms.at[1].days.n, ==, 1); /* on the other day there is breakfast only */
    g_assert_cmpstr(rooms.at[1].days.at[0].cards.at[1].session->title, ==, "Coffee");
    g_assert_cmpuint(rooms.at[2].days.n, ==, 1);
    g_assert_cmpstr(rooms.at[2].days.at[0].cards.at[1].session->title, ==, "Open space");
    fixture_commit(fx);
}

static void
test_sheets_are_a_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_programme(fx, true);
    Response *res = get(fx, NOBODY, ROOMS);
    assert_status(res, 200);
    assert_statements(fx, 9);
    g_assert_cmpint(times_in(res, "<section class=\"room\">"), ==, 3);
    assert_shows(res, "it is 3 sheets, one for the door of each room");
    assert_shows(res, "<h2 class=\"unprinted\" dir=\"auto\">Room &lt;A&gt;</h2>");
    assert_shows(res, "dir=\"auto\">Symposium</span><br><b dir=\"auto\">" ARABIC_ROOM "</b>");
    assert_shows(res, "Room not said yet");
    assert_shows(res, "<bdi>Ben Okello</bdi> <span class=\"soft\" dir=\"auto\">Ministry of Health");
    assert_shows(res, ">09:00–10:30</time>");
    assert_shows(res, "Times: <bdi>New York (EDT, UTC−4)</bdi>");
    g_assert_cmpint(times_in(res, PAGE "</bdi>"), ==, 3); /* the address at the foot of each */
    assert_shows(res, "noindex");
    assert_shows(get(fx, NOBODY, "/fr" ROOMS), "Imprimez cette page : ce sont 3 feuilles");
    assert_shows(get(fx, NOBODY, "/ar" ROOMS), "dir=\"rtl\"");
    assert_shows(get_json(fx, NOBODY, ROOMS ".json"), "\"name\":\"" ARABIC_ROOM "\"");
    run_sql(fx, "UPDATE programme_session SET cancelled = 1 WHERE item_id ="
                " (SELECT min(item_id) FROM programme_session)");
    assert_shows(get(fx, NOBODY, ROOMS), "Planning</b> <b class=\"slip\">It was cancelled.</b>");
    /* An editor comes from the desk. */
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/desk/events/%" PRId64 "/programme", id)),
                 "<a href=\"" ROOMS "\">Print by room</a>");
}

static void
test_sheets_are_for_who_may_see_the_programme(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, NOBODY, ROOMS), 404);
    a_programme(fx, false);
    assert_status(get(fx, NOBODY, ROOMS), 404);
    assert_status(get(fx, ANN, ROOMS), 404);
    assert_shows(get(fx, EDNA, ROOMS), "Not published");
    run_sql(fx, "UPDATE item SET status = 'published', published_at = 1, audience = 'members'"
                " WHERE kind IN ('event', 'session')");
    assert_status(get(fx, NOBODY, ROOMS), get(fx, NOBODY, PAGE)->status);
    assert_hides(get(fx, NOBODY, ROOMS), "Planning");
    assert_shows(get(fx, ANN, ROOMS), "Planning");
}

static void
test_hostile_text_is_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_symposium(fx, true);
    g_autofree char *long_room = g_strnfill(200, 'R');
    a_session(fx, id, HOSTILE, "2017-05-09 09:00", "10:30", HOSTILE, HOSTILE ", " HOSTILE "\n");
    a_session(fx, id, "Long", "2017-05-09 09:00", "10:30", long_room, "");
    Response *res = get(fx, NOBODY, ROOMS);
    assert_status(res, 200);
    assert_hides(res, "<b>Tom");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_shows(res, long_room);
}

void
programme_paper_tests(void)
{
    add_test("/programme_paper/clocks-once-a-day", test_paper_names_the_clocks_once_a_day);
    add_test("/programme_paper/each-room-has-a-sheet", test_each_room_has_a_sheet);
    add_test("/programme_paper/sheets-are-a-page", test_sheets_are_a_page);
    add_test("/programme_paper/for-who-may-see-the-programme",
             test_sheets_are_for_who_may_see_the_programme);
    add_test("/programme_paper/hostile-text-is-text", test_hostile_text_is_text);
}
