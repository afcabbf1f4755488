/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/answer.h"
#include "alliance/attendance.h"
#include "alliance/event.h"
#include "door/door_link.h"
#include "door/door_testing.h"
#include "door/room.h"
#include "site/site_testing.h"

#include <string.h>

static const char *
person_path(Fixture *fx, const char *door, int64_t registration)
{
    return arena_printf(fx->arena, "%s/people/%" PRId64, door, registration);
}

static void
test_door_is_for_who_leads_the_event(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN);
    int64_t page = a_published(fx, (ItemDraft){.slug = "page", .title = "Page"});
    static const char *const pages[] = {"", "/list"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_status(get(fx, NOBODY, door_path(fx, id, pages[i])), 303);
        assert_status(get_json(fx, NOBODY, door_path(fx, id, pages[i])), 401);
        assert_status(get(fx, BOB, door_path(fx, id, pages[i])), 403);
        assert_status(get(fx, EDNA, door_path(fx, id, pages[i])), 200);
        assert_status(get(fx, SAM, door_path(fx, id, pages[i])), 200);
        assert_status(get(fx, EDNA, door_path(fx, page, pages[i])), 404);
        assert_status(get(fx, EDNA, door_path(fx, 999, pages[i])), 404);
    }
    static const char *const posts[] = {"/people/1", "/code", "/walk-in", "/sync"};
    for (size_t i = 0; i < G_N_ELEMENTS(posts); i++) {
        assert_status(post(fx, NOBODY, door_path(fx, id, posts[i]), "came", "1", NULL), 403);
        assert_status(post(fx, BOB, door_path(fx, id, posts[i]), "came", "1", NULL), 403);
    }
    assert_status(get(fx, BOB, arena_printf(fx->arena, "/desk/events/%" PRId64 "/door", id)), 403);
    assert_status(post(fx, BOB, arena_printf(fx->arena, "/desk/events/%" PRId64 "/door", id),
                       "label", "Mine", NULL),
                  403);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM door_link"), ==, 0);
    g_assert_cmpint(came_at(fx, ann), ==, 0);
    run_sql(fx, "UPDATE registration_terms SET door = 0");
    assert_shows(get(fx, EDNA, door_path(fx, id, "")), "This event has no door.");
}

static void
test_came_and_undo(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN);
    const char *door = door_path(fx, id, ""), *row = person_path(fx, door, ann);
    Response *res = get(fx, EDNA, door);
    assert_statements(fx, 14);
    assert_shows(res, "Ann Achieng");
    assert_hides(res, "ann@example.org");
    g_assert_nonnull(strstr(header_of(res, "Content-Security-Policy"), "script-src 'self'"));
    g_assert_nonnull(strstr(header_of(res, "Permissions-Policy"), "camera=(self)"));
    assert_location(post(fx, EDNA, row, "came", "1", NULL), door);
    assert_shows(get(fx, EDNA, door), "Ann Achieng: came.");
    g_assert_cmpint(came_at(fx, ann), ==, fx->now);
    int64_t first = fx->now;
    fx->now += 60;
    post(fx, EDNA, row, "came", "1", NULL);
    g_assert_cmpint(came_at(fx, ann), ==, first);
    res = get(fx, EDNA, door);
    assert_shows(res, "<b id=\"n-came\">1</b>");
    assert_shows(res, "<dd id=\"n-expected\">2</dd>");
    post(fx, EDNA, row, "undo", "1", NULL);
    g_assert_cmpint(came_at(fx, ann), ==, 0);
    post(fx, EDNA, row, "came", "1", NULL); /* in the same second */
    g_assert_cmpint(came_at(fx, ann), ==, fx->now);
    post(fx, EDNA, row, "undo", "1", NULL);
    g_assert_cmpint(came_at(fx, ann), ==, 0);
    assert_status(post(fx, EDNA, row, "nothing", "1", NULL), 422);
    for (int nth = 4; nth <= 7; nth++)
        assert_status(post_failing_at(fx, nth, EDNA, row, "came", "1", NULL), 500);
    g_assert_cmpint(came_at(fx, ann), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM attendance_mark"), ==, 4);
}

static void
test_other_events_are_behind_other_doors(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN);
    const char *link = a_door_link(fx, id), *code = ticket_of(fx, ANN);
    int64_t other = another_meeting(fx);
    run_sql(fx, arena_printf(fx->arena, "UPDATE door_link SET item_id = %" PRId64, other));
    assert_status(get(fx, NOBODY, link), 200);
    assert_hides(get(fx, NOBODY, link), "Ann Achieng");
    assert_status(post(fx, NOBODY, person_path(fx, link, ann), "came", "1", NULL), 404);
    assert_shows(post(fx, NOBODY, arena_printf(fx->arena, "%s/code", link), "code", code, NULL),
                 "This ticket is for another event.");
    assert_status(post(fx, EDNA, person_path(fx, door_path(fx, other, ""), ann), "came", "1", NULL),
                  404);
    g_assert_cmpint(came_at(fx, ann), ==, 0);
}

static void
test_code_is_typed_or_read(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN);
    const char *door = door_path(fx, id, ""), *path = door_path(fx, id, "/code");
    Response *res = post(fx, EDNA, path, "code", HOSTILE, NULL);
    assert_status(res, 422);
    assert_shows(res, "No valid ticket has this code.");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_status(post(fx, EDNA, path, NULL), 422);
    assert_status(post_failing_at(fx, 6, EDNA, path, "code", ticket_of(fx, ANN), NULL), 500);
    g_assert_cmpint(came_at(fx, ann), ==, 0);
    assert_location(
        post(fx, EDNA, path, "code",
             arena_printf(fx->arena, "https://x.example/fr/tickets/%s", ticket_of(fx, ANN)), NULL),
        door);
    assert_shows(get(fx, EDNA, door), "Ann Achieng: came.");
    g_assert_cmpint(came_at(fx, ann), ==, fx->now);
    post(fx, EDNA, path, "code", ticket_of(fx, ANN), NULL);
    assert_shows(get(fx, EDNA, door), "Ann Achieng came already");
}

static void
test_who_walks_in_is_counted_beside(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), mails = query_int(fx, "SELECT count(*) FROM outbox");
    const char *door = door_path(fx, id, ""), *path = door_path(fx, id, "/walk-in");
    assert_status(post(fx, EDNA, path, "name", "", "email", "no", "country", "??", NULL), 422);
    assert_status(post_failing_at(fx, 10, EDNA, path, "name", "Zoë", NULL), 500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration"), ==, 2);
    assert_location(post(fx, EDNA, path, "name", HOSTILE, "country", "KE", NULL), door);
    assert_shows(get(fx, EDNA, door), "&lt;b&gt;Tom &amp; ");
    int64_t row = query_int(fx, "SELECT id FROM registration WHERE came_by = 'walk-in'");
    Ctx *cx = fixture_begin(fx, EDNA);
    const AttendanceFigures *figures = attendance_figures(cx, id);
    g_assert_cmpint(figures->n_registered, ==, 2);
    g_assert_cmpint(figures->n_came, ==, 1);
    fixture_commit(fx);
    /* A slip of the finger: no seat, no mail, nobody who "could not come". */
    post(fx, EDNA, person_path(fx, door, row), "undo", "1", NULL);
    g_assert_cmpstr(query_text(fx, "SELECT state FROM registration WHERE person_id IS NULL"), ==,
                    "left");
    get(fx, EDNA, door); /* which says once that it is undone */
    assert_hides(get(fx, EDNA, door_path(fx, id, "/list")), "&lt;b&gt;Tom");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, mails);
}

static void
test_link_opens_one_door_for_some_days(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), ann = registration_of(fx, ANN), now = fx->now;
    const char *desk = arena_printf(fx->arena, "/desk/events/%" PRId64 "/door", id);
    assert_status(post(fx, EDNA, desk, "label", "", NULL), 422);
    const char *link = a_door_link(fx, id);
    assert_hides(get(fx, EDNA, desk), strrchr(link, '/') + 1);
    assert_shows(get(fx, EDNA, desk), "The side entrance");
    assert_statements(fx, 10);
    Response *res = get(fx, NOBODY, link);
    assert_status(res, 200);
    assert_statements(fx, 14);
    assert_shows(res, "Ann Achieng");
    assert_hides(res, "@example.org");
    assert_hides(get_json(fx, NOBODY, arena_printf(fx->arena, "%s/list.json", link)),
                 "@example.org");
    assert_location(post(fx, NOBODY, person_path(fx, link, ann), "came", "1", NULL), link);
    g_assert_cmpint(came_at(fx, ann), ==, now);

    fx->now = now - 2 * 86400;
    assert_shows(get(fx, NOBODY, link), "This door opens on");
    assert_status(post(fx, NOBODY, person_path(fx, link, ann), "undo", "1", NULL), 403);
    fx->now = now + 86400;
    assert_status(get(fx, NOBODY, link), 200);
    fx->now = now + 3 * 86400;
    assert_status(get(fx, NOBODY, link), 410);
    static const char *const posts[] = {"code", "walk-in", "sync", "people/1"};
    for (size_t i = 0; i < G_N_ELEMENTS(posts); i++)
        assert_status(post(fx, NOBODY, arena_printf(fx->arena, "%s/%s", link, posts[i]), "name",
                           "Eve", "undo", "1", NULL),
                      410);
    fx->now = now;
    assert_status(post(fx, EDNA, arena_printf(fx->arena, "%s/999/end", desk), NULL), 404);
    assert_status(post(fx, BOB, arena_printf(fx->arena, "%s/1/end", desk), NULL), 403);
    assert_status(get(fx, NOBODY, link), 200);
    post(fx, EDNA, arena_printf(fx->arena, "%s/1/end", desk), NULL);
    assert_status(get(fx, NOBODY, link), 410);
    assert_status(get(fx, NOBODY, "/door/links/x"), 410);
    g_assert_cmpint(came_at(fx, ann), ==, now);
}

static void
test_links_are_few_and_go_with_the_event(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx);
    const char *desk = arena_printf(fx->arena, "/desk/events/%" PRId64 "/door", id);
    assert_status(post_failing_at(fx, 8, EDNA, desk, "label", "L", NULL), 500);
    for (int i = 0; i < DOOR_LINKS; i++)
        assert_status(post(fx, EDNA, desk, "label", HOSTILE, NULL), 200);
    assert_status(post(fx, EDNA, desk, "label", "One more", NULL), 422);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM door_link"), ==, DOOR_LINKS);
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(door_clean(cx), ==, 0);
    cx->now += 4 * 86400;
    g_assert_cmpint(door_clean(cx), ==, DOOR_LINKS);
    fixture_commit(fx);
}

/* Whoever has a link could ask about addresses. */
static void
test_link_does_not_tell_whose_an_address_is(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx);
    const char *link = a_door_link(fx, id);
    const char *walk_in = arena_printf(fx->arena, "%s/walk-in", link);
    post(fx, NOBODY, walk_in, "name", "Somebody", "email", "sam@example.org", NULL);
    Response *res = get(fx, NOBODY, link);
    assert_shows(res, "Somebody");
    assert_hides(res, query_text(fx, "SELECT name FROM person WHERE email = 'sam@example.org'"));
    /* Who is on the list is noted there. */
    post(fx, NOBODY, walk_in, "name", "Annie", "email", "ann@example.org", NULL);
    g_assert_cmpint(came_at(fx, registration_of(fx, ANN)), ==, fx->now);
    assert_hides(get(fx, NOBODY, link), "Annie");
    /* The organiser knows addresses anyway. */
    post(fx, EDNA, door_path(fx, id, "/walk-in"), "name", "Ed", "email", "edna@example.org", NULL);
    g_assert_cmpint(registration_of(fx, EDNA), >, 0);
}

static void
test_names_are_found_and_many_fit(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx);
    const char *door = door_path(fx, id, "");
    for (int i = 0; i < 120; i++)
        run_sql(fx, arena_printf(fx->arena,
                                 "INSERT INTO registration (item_id, name, language, zone, state,"
                                 " people, place, created_at, changed_at) VALUES (%" PRId64
                                 ", 'Guest %03d Zoë', 'en', 'UTC', '%s', 1, 9, 1, 1)",
                                 id, i,
                                 i % 4 == 0   ? "waiting"
                                 : i % 4 == 1 ? "left"
                                              : "in"));
    Response *res = get(fx, EDNA, door);
    assert_statements(fx, 14);
    assert_shows(res, "aria-current=\"page\">1</a>");
    assert_hides(res, "Guest 119");
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "%s?page=2", door)), "Guest 119");
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "%s?q=zoe+118", door)), "Guest 118");
    assert_hides(get(fx, EDNA, arena_printf(fx->arena, "%s?q=zoe+118", door)), "Guest 114");
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "%s?q=%%3Cb%%3E", door)),
                 "Nobody has this name.");
    res = get(fx, EDNA, door_path(fx, id, "/list"));
    assert_statements(fx, 12);
    assert_shows(res, "Guest 119");
    assert_hides(res, "Guest 117"); /* cancelled */
    assert_shows(res, "On the waiting list");
    const char *json = body_of(get_json(fx, EDNA, door_path(fx, id, "/list.json")));
    g_assert_nonnull(strstr(json, "\"came\":false"));
    const char *ticket = ticket_of(fx, ANN);
    const char *head = arena_strndup(fx->arena, ticket, strlen(ticket) - 6);
    g_assert_nonnull(strstr(json, arena_printf(fx->arena, "\"ticket\":\"%s\"", head)));
    g_assert_null(strstr(json, ticket));
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/fr%s", door)), "Guest 000");
}

static void
test_who_has_not_answered_is_asked_there(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_meeting(fx), bob = registration_of(fx, BOB);
    const char *link = a_door_link(fx, id);
    assert_hides(get(fx, NOBODY, link), "has not answered all questions</p>");
    Ctx *cx = fixture_begin(fx, EDNA);
    const QuestionDraft draft = {.part = "", .kind = "line", .text = HOSTILE, .required = true};
    int64_t question = question_add(cx, id, QUESTION_REGISTRATION, &draft);
    const Answer answer = {.question_id = question, .text = "yes"};
    answer_save(cx, bob, QUESTION_REGISTRATION, (AnswerSpan){&answer, 1});
    fixture_commit(fx);
    Response *res = get(fx, NOBODY, link);
    assert_statements(fx, 14);
    assert_shows(res, "Ann Achieng</b> · has not answered all questions</p>");
    assert_shows(res, "Bob Banda</b></p>");
    assert_hides(res, "&lt;b&gt;Tom"); /* which one is not said there */
    assert_shows(get_json(fx, EDNA, door_path(fx, id, "/list.json")), "\"is_asked\":true");
}

void
door_tests(void)
{
    add_test("/door/is-for-who-leads-the-event", test_door_is_for_who_leads_the_event);
    add_test("/door/came-and-undo", test_came_and_undo);
    add_test("/door/other-events-are-behind-other-doors", test_other_events_are_behind_other_doors);
    add_test("/door/code-is-typed-or-read", test_code_is_typed_or_read);
    add_test("/door/who-walks-in-is-counted-beside", test_who_walks_in_is_counted_beside);
    add_test("/door/link-opens-one-door-for-some-days", test_link_opens_one_door_for_some_days);
    add_test("/door/links-are-few-and-go-with-the-event", test_links_are_few_and_go_with_the_event);
    add_test("/door/link-does-not-tell-whose-an-address-is",
             test_link_does_not_tell_whose_an_address_is);
    add_test("/door/names-are-found-and-many-fit", test_names_are_found_and_many_fit);
    add_test("/door/who-has-not-answered-is-asked-there", test_who_has_not_answered_is_asked_there);
}
