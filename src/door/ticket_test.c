/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/registration_code.h"
#include "door/door_testing.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"

#include <string.h>

static const char *
ticket_path(Fixture *fx, int64_t person)
{
    return arena_printf(fx->arena, "/tickets/%s", ticket_of(fx, person));
}

/* Ask with this cookie and no session. */
static Response *
ask_with(Fixture *fx, const char *path, const char *cookie, bool head)
{
    const Incoming in = {.method = GET,
                         .head = head,
                         .target = path,
                         .host = strstr(fx->app.base_url, "://") + 3,
                         .address = "127.0.0.1",
                         .accept = "text/html",
                         .cookie = cookie};
    return send_raw(fx, &in);
}

static void
test_who_has_a_seat_has_one(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx);
    const char *own = own_path(fx, ANN, id), *path = ticket_path(fx, ANN);
    Response *res = get(fx, NOBODY, own);
    assert_statements(fx, 14);
    assert_shows(res, path);
    assert_shows(res, "The ticket as a square code for a camera");
    assert_shows(get_json(fx, NOBODY, arena_printf(fx->arena, "%s.json", own)),
                 arena_printf(fx->arena, "\"ticket\":\"%s\"", strrchr(path, '/') + 1));
    assert_shows(get(fx, NOBODY, arena_printf(fx->arena, "/fr%s", own)),
                 arena_printf(fx->arena, "/fr%s", path));

    static const char *const without[][2] = {
        {"UPDATE registration_terms SET door = 0",    "UPDATE registration_terms SET door = 1"},
        {"UPDATE registration SET state = 'waiting'", "UPDATE registration SET state = 'in'"  },
        {"UPDATE event SET state = 'cancelled'",      "UPDATE event SET state = 'confirmed'"  },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(without); i++) {
        run_sql(fx, without[i][0]);
        assert_hides(get(fx, NOBODY, own), "/tickets/");
        run_sql(fx, without[i][1]);
        assert_shows(get(fx, NOBODY, own), path);
    }
    fx->now += 86400;
    assert_hides(get(fx, NOBODY, own), "/tickets/");
}

static void
test_page_has_no_name(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_meeting(fx);
    const char *path = ticket_path(fx, ANN);
    Response *res = get(fx, NOBODY, path);
    assert_status(res, 200);
    assert_statements(fx, 10);
    assert_shows(res, "Meeting");
    assert_shows(res, "noindex");
    assert_hides(res, "Achieng");
    assert_hides(res, "ann@example.org");
    assert_hides(res, "/door/");
    assert_hides(get(fx, BOB, path), "Achieng");
    assert_shows(get_json(fx, NOBODY, arena_printf(fx->arena, "%s.json", path)), "\"ticket\":");
    /* As it is typed from paper. */
    g_autofree char *upper = g_ascii_strup(ticket_of(fx, ANN), -1);
    for (char *at = upper; *at != '\0'; at++)
        *at = *at == '0' ? 'O' : *at == '1' ? 'l' : *at;
    assert_status(get(fx, NOBODY, arena_printf(fx->arena, "/tickets/%s", upper)), 200);
}

static void
test_ends_with_the_seat(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx);
    const char *path = ticket_path(fx, ANN);
    post(fx, NOBODY, arena_printf(fx->arena, "%s/cancel", own_path(fx, ANN, id)), NULL);
    assert_status(get(fx, NOBODY, path), 404);
    post(fx, ANN, "/events/meeting/register", NULL);
    assert_status(get(fx, NOBODY, path), 404);
    g_assert_cmpstr(ticket_path(fx, ANN), !=, path);
    assert_status(get(fx, NOBODY, ticket_path(fx, ANN)), 200);
}

static void
test_what_is_not_valid_is_all_the_same(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_meeting(fx);
    const char *path = ticket_path(fx, ANN);
    int64_t ann = registration_of(fx, ANN);
    Ctx *cx = fixture_begin(fx, NOBODY);
    const Registration *one = registration_find(cx, ann);
    const char *certificate = arena_strdup(fx->arena,
                                           registration_code(cx, &CODE_CERTIFICATE, one));
    fixture_commit(fx);
    char *other = arena_strdup(fx->arena, strrchr(path, '/') + 1);
    other[strlen(other) - 1] = other[strlen(other) - 1] == '7' ? '8' : '7';
    const char *const wrong[] = {
        "x", "-", "1-", "1-0000000000", "1-ééééé", "999-0000000000", other, certificate};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        Response *res = get(fx, NOBODY, arena_printf(fx->arena, "/tickets/%s", wrong[i]));
        assert_status(res, 404);
        assert_shows(res, "No valid ticket has this address.");
    }
}

static void
test_opening_it_notes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN);
    const char *path = ticket_path(fx, ANN), *link = a_door_link(fx, id);
    const char *cookie = arena_printf(fx->arena, "door=%s", strrchr(link, '/') + 1);
    assert_shows(get(fx, EDNA, path), "Ann Achieng");
    assert_shows(get(fx, EDNA, path), door_path(fx, id, "/people/"));
    assert_status(ask_with(fx, path, cookie, true), 200);
    assert_shows(ask_with(fx, path, cookie, false), link);
    g_assert_cmpint(came_at(fx, ann), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM attendance_mark"), ==, 0);
    post(fx, NOBODY, arena_printf(fx->arena, "%s/people/%" PRId64, link, ann), "came", "1", NULL);
    g_assert_cmpint(came_at(fx, ann), ==, fx->now);
    assert_shows(ask_with(fx, path, cookie, false), "Came already");
}

static void
test_only_its_own_door_knows_whose_it_is(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx);
    const char *path = ticket_path(fx, ANN), *link = a_door_link(fx, id);
    const char *cookie = arena_printf(fx->arena, "door=%s", strrchr(link, '/') + 1);
    const char *set = header_of(get(fx, NOBODY, link), "Set-Cookie");
    g_assert_true(g_str_has_prefix(set, cookie));
    g_assert_nonnull(strstr(set, "HttpOnly; SameSite=Lax"));
    assert_shows(ask_with(fx, path, cookie, false), "Ann Achieng");
    assert_hides(ask_with(fx, path, "door=x", false), "Ann Achieng");

    /* A link to another event's door. */
    run_sql(fx, arena_printf(fx->arena, "UPDATE door_link SET item_id = %" PRId64,
                             another_meeting(fx)));
    assert_hides(ask_with(fx, path, cookie, false), "Ann Achieng");
    run_sql(fx, arena_printf(fx->arena, "UPDATE door_link SET item_id = %" PRId64, id));
    fx->now += 10 * 86400;
    assert_hides(ask_with(fx, path, cookie, false), "Ann Achieng");
}

static void
find_it(Ctx *cx, const void *code)
{
    g_assert_true(registration_find_ticket(cx, code) != NULL || db_failed(cx->db));
}

static void
test_failing_database_finds_none(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_meeting(fx);
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, find_it, ticket_of(fx, ANN)), ==, 1);
}

void
ticket_tests(void)
{
    add_test("/ticket/who-has-a-seat-has-one", test_who_has_a_seat_has_one);
    add_test("/ticket/page-has-no-name", test_page_has_no_name);
    add_test("/ticket/ends-with-the-seat", test_ends_with_the_seat);
    add_test("/ticket/what-is-not-valid-is-all-the-same", test_what_is_not_valid_is_all_the_same);
    add_test("/ticket/opening-it-notes-nothing", test_opening_it_notes_nothing);
    add_test("/ticket/only-its-own-door-knows-whose-it-is",
             test_only_its_own_door_knows_whose_it_is);
    add_test("/ticket/failing-database-finds-none", test_failing_database_finds_none);
}
