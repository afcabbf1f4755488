/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/attendance.h"
#include "door/door_testing.h"
#include "site/site_testing.h"

#include <string.h>

/* A key that is as long as those of telephones. */
static const char *
key(Fixture *fx, int n)
{
    return arena_printf(fx->arena, "telephone-mark-%03d", n);
}

/* "KEY AT what of": noted @seconds from now, by a clock that is right. */
static const char *
mark(Fixture *fx, int n, int64_t seconds, const char *what, const char *of)
{
    return arena_printf(fx->arena, "%s %" PRId64 " %s %s", key(fx, n), (fx->now + seconds) * 1000,
                        what, of);
}

static const char *
sent_now(Fixture *fx)
{
    return arena_printf(fx->arena, "%" PRId64, fx->now * 1000);
}

static const char *
number(Fixture *fx, int64_t id)
{
    return arena_printf(fx->arena, "%" PRId64, id);
}

static Response *
sync_marks(Fixture *fx, const char *door, const char *one, const char *other)
{
    return post(fx, NOBODY, arena_printf(fx->arena, "%s/sync", door), "sent", sent_now(fx), "mark",
                one, other != NULL ? "mark" : "nothing", other != NULL ? other : "", NULL);
}

static void
test_sent_twice_it_is_noted_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN);
    const char *link = a_door_link(fx, id);
    const char *came = mark(fx, 1, -600, "came", number(fx, ann));
    const char *guest = mark(fx, 2, -300, "walk-in", "KE zoe@example.net Zoë <b>Müller</b>");
    for (int i = 0; i < 3; i++) {
        Response *res = sync_marks(fx, link, came, guest);
        assert_status(res, 200);
        assert_statements(fx, 22);
        g_assert_cmpstr(body_of(res), ==,
                        arena_printf(fx->arena, "{\"marks\":[{\"key\":\"%s\"},{\"key\":\"%s\"}]}",
                                     key(fx, 1), key(fx, 2)));
    }
    assert_statements(fx, 8);
    g_assert_cmpint(came_at(fx, ann), ==, fx->now - 600);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration"), ==, 3);
    g_assert_cmpstr(query_text(fx, "SELECT name || ' ' || country || ' ' || came_by FROM"
                                   " registration WHERE person_id IS NULL"),
                    ==, "Zoë <b>Müller</b> KE walk-in");
    assert_shows(get(fx, NOBODY, link), "Zoë &lt;b&gt;Müller&lt;/b&gt;");
}

static void
test_two_telephones_make_one_attendance(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN), bob = registration_of(fx, BOB);
    const char *one = a_door_link(fx, id), *other = a_door_link(fx, id);
    sync_marks(fx, one, mark(fx, 1, -60, "came", number(fx, ann)), NULL);
    sync_marks(fx, other, mark(fx, 2, -120, "came", number(fx, ann)), NULL);
    sync_marks(fx, one, mark(fx, 3, -120, "came", number(fx, bob)), NULL);
    sync_marks(fx, other, mark(fx, 4, -60, "came", number(fx, bob)), NULL);
    g_assert_cmpint(came_at(fx, ann), ==, fx->now - 120);
    g_assert_cmpint(came_at(fx, bob), ==, fx->now - 120);
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_cmpint(attendance_figures(cx, id)->n_came, ==, 2);
    fixture_commit(fx);
}

/* Whatever arrives first: came, a slip undone, came after all. */
static void
test_order_of_arrival_does_not_matter(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN);
    const char *link = a_door_link(fx, id), *who = number(fx, ann);
    const char *const marks[] = {mark(fx, 1, -400, "came", who), mark(fx, 2, -300, "not", who),
                                 mark(fx, 3, -200, "came", who), mark(fx, 4, -100, "came", who)};
    for (size_t n = 0; n < 24; n++) {
        size_t left[] = {0, 1, 2, 3}, n_left = G_N_ELEMENTS(left), rest = n;
        run_sql(fx, "DELETE FROM attendance_mark");
        run_sql(fx, "UPDATE registration SET came_at = NULL, came_by = ''");
        for (; n_left > 0; rest /= n_left + 1) {
            size_t at = rest % n_left;
            assert_status(sync_marks(fx, link, marks[left[at]], NULL), 200);
            n_left--;
            left[at] = left[n_left];
        }
        g_assert_cmpint(came_at(fx, ann), ==, fx->now - 200);
    }
    sync_marks(fx, link, mark(fx, 5, -50, "not", who), NULL);
    g_assert_cmpint(came_at(fx, ann), ==, 0);
    g_assert_cmpstr(query_text(fx, "SELECT state FROM registration WHERE person_id = 1"), ==, "in");
}

static void
test_desk_and_door_agree(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN);
    const char *link = a_door_link(fx, id), *who = number(fx, ann);
    const char *desk = arena_printf(fx->arena, "/desk/events/%" PRId64 "/registrations/%s", id,
                                    who);
    post(fx, EDNA, desk, "came", "1", NULL);
    post(fx, EDNA, desk, "absent", "1", NULL);
    sync_marks(fx, link, mark(fx, 1, -60, "came", who), NULL);
    g_assert_cmpint(came_at(fx, ann), ==, 0); /* the organiser knew better, later */
    fx->now += 60;
    post(fx, EDNA, desk, "came", "1", NULL);
    sync_marks(fx, link, mark(fx, 2, -30, "not", who), NULL);
    g_assert_cmpint(came_at(fx, ann), ==, fx->now);
}

static void
test_clock_of_a_telephone_is_put_right(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN), bob = registration_of(fx, BOB);
    const char *path = arena_printf(fx->arena, "%s/sync", a_door_link(fx, id));
    int64_t ahead = 3 * 86400;
    post(fx, NOBODY, path, "sent", number(fx, (fx->now + ahead) * 1000), "mark",
         mark(fx, 1, ahead - 600, "came", number(fx, ann)), NULL);
    g_assert_cmpint(came_at(fx, ann), ==, fx->now - 600);
    /* Nobody came in time to come, nor before the door opened. */
    post(fx, NOBODY, path, "sent", sent_now(fx), "mark",
         mark(fx, 2, 86400, "came", number(fx, bob)), NULL);
    g_assert_cmpint(came_at(fx, bob), ==, fx->now);
    post(fx, NOBODY, path, "sent", sent_now(fx), "mark",
         arena_printf(fx->arena, "%s 0 came %s", key(fx, 3), number(fx, bob)), NULL);
    g_assert_cmpint(came_at(fx, bob), ==, fx->now + 3 * 3600 - 86400);
}

/* The one that noted "came" first is the last to be heard, over a network that takes its time,
   within the second in which the other one undid it. */
static void
test_two_telephones_of_one_second_keep_their_order(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN);
    const char *path = arena_printf(fx->arena, "%s/sync", a_door_link(fx, id));
    int64_t now = fx->now * 1000;
    static const struct {
        int64_t noted, sent, heard; /* milliseconds from now; heard: seconds */
        const char *what;
    } marks[] = {
        {600, 900, 0, "not" },
        {300, 950, 4, "came"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        fx->now += marks[i].heard;
        post(fx, NOBODY, path, "sent", number(fx, now + marks[i].sent), "mark",
             arena_printf(fx->arena, "%s %" PRId64 " %s %" PRId64, key(fx, (int)i),
                          now + marks[i].noted, marks[i].what, ann),
             NULL);
    }
    g_assert_cmpint(came_at(fx, ann), ==, 0);
}

static void
test_walk_in_is_undone_by_its_key(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx);
    const char *link = a_door_link(fx, id);
    sync_marks(fx, link, mark(fx, 1, -60, "walk-in", "- - Zoë"),
               mark(fx, 2, -30, "not", key(fx, 1)));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration WHERE state = 'left'"), ==, 1);
    assert_hides(get(fx, NOBODY, arena_printf(fx->arena, "%s/list", link)), "Zoë");
    /* Two telephones, one address: one attendance. */
    sync_marks(fx, link, mark(fx, 3, -60, "walk-in", "- eve@example.net Eve"),
               mark(fx, 4, -20, "walk-in", "- eve@Example.net Eve"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration WHERE name = 'Eve'"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT came_at FROM registration WHERE name = 'Eve'"), ==,
                    fx->now - 60);
}

static void
test_what_cannot_be_noted_is_named(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx);
    const char *link = a_door_link(fx, id);
    g_autofree char *long_name = g_strnfill(10 * 1000, 'w');
    const char *const refused[] = {
        mark(fx, 1, 0, "came", "999"),
        mark(fx, 1, 0, "came", "-1"),
        mark(fx, 1, 0, "not", key(fx, 9)),
        mark(fx, 1, 0, "seat", "1"),
        mark(fx, 1, 0, "walk-in", "- -"),
        mark(fx, 1, 0, "walk-in", "- - "),
        mark(fx, 1, 0, "walk-in", "XX - Zoë"),
        mark(fx, 1, 0, "walk-in", "KE no Zoë"),
        mark(fx, 1, 0, "came", "1 OR 1=1"),
        arena_printf(fx->arena, "%s x came 1", key(fx, 1)),
        arena_printf(fx->arena, "%s 99999999999999999999 came 1", key(fx, 1)),
        mark(fx, 1, 0, "walk-in", arena_printf(fx->arena, "- - %s", long_name)),
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        Response *res = sync_marks(fx, link, refused[i], NULL);
        assert_status(res, 200);
        assert_shows(res, arena_printf(fx->arena, "{\"key\":\"%s\",\"why\":\"", key(fx, 1)));
    }
    static const char *const unread[] = {"", "short 1 came 1", "no", HOSTILE,
                                         "'; DROP TABLE person; -- 1 came 1"};
    for (size_t i = 0; i < G_N_ELEMENTS(unread); i++)
        g_assert_cmpstr(body_of(sync_marks(fx, link, unread[i], NULL)), ==, "{\"marks\":[]}");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM attendance_mark"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration"), ==, 2);
    assert_shows(post(fx, NOBODY, arena_printf(fx->arena, "/fr%s/sync", link), "mark",
                      mark(fx, 1, 0, "came", "999"), NULL),
                 "ne figure pas");
}

static void
test_other_doors_and_other_sites_note_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN);
    const char *link = a_door_link(fx, id), *came = mark(fx, 1, 0, "came", number(fx, ann));
    const char *path = arena_printf(fx->arena, "%s/sync", link);
    const char *body = arena_printf(fx->arena, "mark=%s", came);
    const Incoming foreign = {
        .method = POST,
        .target = path,
        .host = strstr(fx->app.base_url, "://") + 3,
        .address = "127.0.0.1",
        .origin = "https://elsewhere.example",
        .content_type = "application/x-www-form-urlencoded",
        .body = {body, strlen(body)}
    };
    assert_status(send_raw(fx, &foreign), 403);
    assert_status(sync_marks(fx, "/door/links/x", came, NULL), 410);
    assert_status(sync_marks(fx, door_path(fx, id, ""), came, NULL), 403);
    assert_status(get(fx, NOBODY, path), 405);
    run_sql(fx, "DELETE FROM door_link");
    assert_status(sync_marks(fx, link, came, NULL), 410);
    g_assert_cmpint(came_at(fx, ann), ==, 0);
    assert_status(
        post(fx, EDNA, door_path(fx, id, "/sync"), "sent", sent_now(fx), "mark", came, NULL), 200);
    g_assert_cmpint(came_at(fx, ann), ==, fx->now);
}

static void
test_failing_database_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN);
    const char *path = door_path(fx, id, "/sync");
    const char *came = mark(fx, 1, 0, "came", number(fx, ann));
    const char *guest = mark(fx, 2, 0, "walk-in", "- - Zoë");
    int nth = 1;
    while (post_failing_at(fx, nth, EDNA, path, "mark", came, "mark", guest, NULL)->status == 500) {
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM attendance_mark"), ==, 0);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration"), ==, 2);
        nth++;
    }
    g_assert_cmpint(nth, >, 12);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM attendance_mark"), ==, 2);
}

static void
test_worker_is_served_where_it_works(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {"/door/worker.js", "/fr/door/worker.js"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        Response *res = get(fx, NOBODY, paths[i]);
        assert_status(res, 200);
        g_assert_true(g_str_has_prefix(res->type, "text/javascript"));
        g_assert_nonnull(strstr(header_of(res, "Content-Security-Policy"), "connect-src 'self'"));
        assert_shows(res, "addEventListener('fetch'");
    }
}

void
door_sync_tests(void)
{
    add_test("/door_sync/two-telephones-of-one-second-keep-their-order",
             test_two_telephones_of_one_second_keep_their_order);
    add_test("/door_sync/sent-twice-it-is-noted-once", test_sent_twice_it_is_noted_once);
    add_test("/door_sync/two-telephones-make-one-attendance",
             test_two_telephones_make_one_attendance);
    add_test("/door_sync/order-of-arrival-does-not-matter", test_order_of_arrival_does_not_matter);
    add_test("/door_sync/desk-and-door-agree", test_desk_and_door_agree);
    add_test("/door_sync/clock-of-a-telephone-is-put-right",
             test_clock_of_a_telephone_is_put_right);
    add_test("/door_sync/walk-in-is-undone-by-its-key", test_walk_in_is_undone_by_its_key);
    add_test("/door_sync/what-cannot-be-noted-is-named", test_what_cannot_be_noted_is_named);
    add_test("/door_sync/other-doors-and-other-sites-note-nothing",
             test_other_doors_and_other_sites_note_nothing);
    add_test("/door_sync/failing-database-keeps-nothing", test_failing_database_keeps_nothing);
    add_test("/door_sync/worker-is-served-where-it-works", test_worker_is_served_where_it_works);
}
