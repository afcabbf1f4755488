/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/recording.h"
#include "registration/recording_testing.h"
#include "site/site_testing.h"

#include <string.h>

/* Somebody has written a summary with this link. */
static void
write_by_hand(Fixture *fx, int64_t id, const char *link)
{
    post(fx, EDNA, desk_path(fx, id, "summary"), NULL);
    run_sql(fx,
            arena_printf(fx->arena, "UPDATE item SET link = '%s' WHERE kind = 'summary'", link));
}

/* ---- the button ---- */

static void
test_a_button_puts_it_on_the_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_recorded_call(fx, 60);
    recording_world.answer = ANSWER(PUBLISHED);
    g_assert_true(recording_look_now(fx));
    const char *path = desk_link(fx, id, SHOW);
    assert_status(post(fx, ANN, path, "act", "put", NULL), 403);
    assert_status(post(fx, EDNA, desk_path(fx, id, "meeting/recordings/999"), "act", "put", NULL),
                  404);
    assert_status(post(fx, EDNA, desk_path(fx, id + 1000, "meeting/left"), NULL), 404);
    g_assert_cmpstr(page_link(fx), ==, "");
    /* Figures about people are no recording. */
    assert_status(
        post(fx, EDNA, desk_link(fx, id, "https://bbb.example/learning"), "act", "put", NULL), 409);
    assert_location(post(fx, EDNA, path, "act", "put", NULL), desk_path(fx, id, "meeting"));
    assert_statements(fx, 45);
    g_assert_cmpstr(page_link(fx), ==, SHOW);
    g_assert_cmpint(count_tasks(fx, "found"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'recording.put'"), ==,
                    1);
    Response *res = get(fx, NOBODY, PAGE);
    assert_shows(res, "href=\"" SHOW_XML "\">" PUBLIC_LINK);
    assert_shows(get(fx, EDNA, desk_path(fx, id, "meeting")), "It is on the event");
    assert_shows(get(fx, EDNA, desk_path(fx, id, "thanks")), "a=1&amp;b=2");
    /* Pressed twice. */
    assert_status(post(fx, EDNA, path, "act", "put", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE kind = 'summary'"), ==, 1);

    assert_status(post(fx, ANN, path, "act", "off", NULL), 403);
    assert_status(post(fx, EDNA, path, "act", "off", NULL), 303);
    g_assert_cmpstr(page_link(fx), ==, "");
    assert_hides(get(fx, NOBODY, PAGE), PUBLIC_LINK);
}

static void
test_a_link_by_hand_is_asked_about(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_recorded_call(fx, 60);
    write_by_hand(fx, id, BY_HAND);
    recording_world.answer = ANSWER(PUBLISHED);
    g_assert_true(recording_look_now(fx));
    g_assert_cmpint(count_tasks(fx, "found"), ==, 1);
    const char *path = desk_link(fx, id, SHOW);
    Response *res = get(fx, EDNA, desk_path(fx, id, "meeting"));
    assert_shows(res, "href=\"" BY_HAND "\"");
    assert_shows(res, "Put it there instead of the link above");
    res = post(fx, EDNA, path, "act", "put", NULL); /* it was not there when the page was opened */
    assert_status(res, 409);
    assert_shows(res, "Another link stands on the event");
    g_assert_cmpstr(page_link(fx), ==, BY_HAND);
    assert_status(post(fx, EDNA, path, "act", "put", "instead", "https://video.example/", NULL),
                  409);
    /* What is not ours is not taken off by us either. */
    assert_status(post(fx, EDNA, path, "act", "off", NULL), 303);
    g_assert_cmpstr(page_link(fx), ==, BY_HAND);
    assert_status(post(fx, EDNA, path, "act", "put", "instead", BY_HAND, NULL), 303);
    g_assert_cmpstr(page_link(fx), ==, SHOW);
}

static void
test_what_stands_there_is_no_task(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_recorded_call(fx, 60);
    write_by_hand(fx, id, VIDEO);
    recording_world.answer = ANSWER(PUBLISHED);
    g_assert_true(recording_look_now(fx));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task"), ==, 0);

    /* Nor is what was written there by hand after it was told. */
    run_sql(fx, "UPDATE item SET link = NULL WHERE kind = 'summary'");
    recording_look_next(fx);
    g_assert_cmpint(count_tasks(fx, "found"), ==, 1);
    run_sql(fx, "UPDATE item SET link = '" SHOW "' WHERE kind = 'summary'");
    recording_look_next(fx);
    g_assert_cmpint(count_tasks(fx, "found"), ==, 0);
}

/* ---- what goes away again ---- */

static void
test_a_dead_link_is_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const gone[] = {
        ANSWER(RECORDING("ff-1", "unpublished", "")),
        ANSWER(RECORDING("ff-1", "deleted", FORMAT("presentation", SHOW_XML, "58"))),
        ANSWER(RECORDING("ff-1", "published", FORMAT("video", VIDEO, "58"))), /* elsewhere now */
        NONE,
    };
    int64_t id = a_recorded_call(fx, 60);
    const char *page = desk_path(fx, id, "meeting");
    recording_world.answer = ANSWER(PUBLISHED);
    g_assert_true(recording_look_now(fx));
    post(fx, EDNA, desk_link(fx, id, SHOW), "act", "put", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(gone); i++) {
        run_sql(fx, "DELETE FROM outbox");
        recording_world.answer = gone[i];
        recording_look_next(fx);
        recording_look_next(fx);
        g_assert_cmpint(count_tasks(fx, "gone"), ==, 1);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 1);
        g_assert_cmpstr(page_link(fx), ==, SHOW); /* it is said, and not done */
        g_hash_table_remove_all(fx->cookies);
        assert_shows(get(fx, EDNA, page), "leads to a recording that is not shown any more");
        assert_shows(get(fx, EDNA, page), "Take it off the event");
        assert_status(post(fx, EDNA, desk_link(fx, id, SHOW), "act", "put", NULL), 409);
        recording_world.answer = ANSWER(PUBLISHED); /* the server was only restored */
        recording_look_next(fx);
        g_assert_cmpint(count_tasks(fx, "gone"), ==, 0);
        assert_hides(get(fx, EDNA, page), "not shown any more");
    }
    recording_world.answer = NONE;
    recording_look_next(fx);
    assert_shows(get(fx, EDNA, page), "The server does not have it any more.");
    assert_status(post(fx, EDNA, desk_link(fx, id, VIDEO), "act", "put", NULL), 409);
    assert_status(post(fx, EDNA, desk_link(fx, id, SHOW), "act", "off", NULL), 303);
    g_assert_cmpint(count_tasks(fx, "gone"), ==, 0);
    assert_hides(get(fx, NOBODY, PAGE), PUBLIC_LINK);
}

void
recording_page_tests(void)
{
    add_test("/recording_page/button-puts-it-on-the-page", test_a_button_puts_it_on_the_page);
    add_test("/recording_page/link-by-hand-is-asked-about", test_a_link_by_hand_is_asked_about);
    add_test("/recording_page/what-stands-there-is-no-task", test_what_stands_there_is_no_task);
    add_test("/recording_page/dead-link-is-said", test_a_dead_link_is_said);
}
