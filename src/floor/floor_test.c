/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Asking and giving a voice, by page.
 */
#include "floor/floor_testing.h"

#include "alliance/holding.h"
#include "alliance/programme.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"
#include "web/limiter.h"

#include <string.h>

static const FloorTerms open_terms = {.is_open = true};

/* Something of the person was shown before. */
static void
is_known(Fixture *fx, int64_t person)
{
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO comment (item_id, person_id, status, body, created_at)"
                             " SELECT id, %d, 'shown', 'x', 1 FROM item WHERE slug = 'call'",
                             (int)person));
}

static const char *
voice_path(Fixture *fx, int64_t number)
{
    return arena_printf(fx->arena, QUESTIONS "/%" PRId64 "/voice", number);
}

static void
test_one_asks_and_others_give_a_voice(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, ANN, "/events/nothing/questions"), 404);
    int64_t event = a_floor(fx, &open_terms);
    is_known(fx, ANN);
    is_known(fx, BOB);
    int64_t first = a_question(fx, ANN, "First " HOSTILE);
    int64_t second = a_question(fx, BOB, "Second");
    g_assert_cmpstr(status_of(fx, first), ==, "shown");

    assert_location(post(fx, ANN, voice_path(fx, 2), "give", "1", NULL), QUESTIONS "#question-2");
    assert_status(post(fx, ANN, voice_path(fx, 2), "give", "1", NULL), 303); /* once */
    g_assert_cmpint(voices_of(fx, second), ==, 1);
    assert_status(post(fx, NOBODY,
                       arena_printf(fx->arena, "%s/2/voice", floor_link(fx, event, NOBODY)), "give",
                       "1", NULL),
                  303);
    g_assert_cmpint(voices_of(fx, second), ==, 2);

    Response *res = get(fx, ANN, QUESTIONS);
    assert_statements(fx, 18);
    assert_shows(res, "First &lt;b&gt;Tom");
    assert_shows(res, "Take my voice back: no. 2");
    g_assert_true(strstr(body_of(res), "Second") < strstr(body_of(res), "First"));
    assert_shows(get(fx, NOBODY, "/fr" QUESTIONS), "2 voix");
    assert_shows(get_json(fx, NOBODY, QUESTIONS), "\"n_votes\":2");
    assert_hides(get(fx, NOBODY, QUESTIONS), "<button class=\"button second\" name=\"give\"");

    assert_status(post(fx, ANN, voice_path(fx, 2), "take", "1", NULL), 303);
    assert_status(post(fx, ANN, voice_path(fx, 2), "take", "1", NULL), 303);
    g_assert_cmpint(voices_of(fx, second), ==, 1);
    assert_status(post(fx, ANN, voice_path(fx, 77), "give", "1", NULL), 404);
    assert_status(post(fx, NOBODY, voice_path(fx, 2), "give", "1", NULL), 403);
    assert_status(post(fx, SAM, voice_path(fx, 2), "give", "1", NULL), 303); /* leads it */
    assert_status(post_failing_at(fx, 8, BOB, voice_path(fx, 1), "give", "1", NULL), 500);
    g_assert_cmpint(voices_of(fx, first), ==, 0);
    assert_shows(get(fx, NOBODY, "/events/call"), "2 open questions");
}

static void
test_who_may_ask(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_floor(fx, &open_terms);
    run_sql(fx, "DELETE FROM registration WHERE person_id = 2");
    assert_shows(get(fx, BOB, QUESTIONS), "Who is registered puts questions here");
    assert_status(post(fx, BOB, QUESTIONS, "text", "May I?", NULL), 409);
    assert_status(post(fx, NOBODY, QUESTIONS, "text", "May I?", NULL), 403);
    assert_status(post(fx, NOBODY, QUESTIONS "/enter", NULL), 409);
    assert_status(post(fx, ANN, QUESTIONS, "text", "", NULL), 422);
    assert_status(post(fx, ANN, QUESTIONS, "text", "x", "to", "s1", NULL), 303); /* no such field */
    assert_status(get(fx, NOBODY, "/floor/nonsense"), 410);
    const char *own = strrchr(own_path(fx, ANN, event), '/');
    assert_status(get(fx, NOBODY, arena_printf(fx->arena, "/floor%s", own)), 410);

    run_sql(fx, "DELETE FROM registration; DELETE FROM registration_terms");
    assert_status(post(fx, BOB, QUESTIONS, "text", "A member's", NULL), 303);
    run_sql(fx, "UPDATE floor_terms SET is_open = 0");
    assert_status(post(fx, BOB, QUESTIONS, "text", "Too late", NULL), 409);
    assert_hides(get(fx, BOB, QUESTIONS), "Put a question");
    run_sql(fx, "UPDATE floor_terms SET is_open = 1");
    floor_ended(fx, FLOOR_LATE - 1);
    assert_shows(get(fx, BOB, QUESTIONS), "Put a question");
    floor_ended(fx, FLOOR_LATE);
    assert_status(post(fx, BOB, QUESTIONS, "text", "Too late", NULL), 409);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM floor_question"), ==, 2);
}

static void
test_without_a_name_nobody_can_tell(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_floor(fx, &open_terms);
    is_known(fx, ANN);
    run_sql(fx, "UPDATE person SET name = 'Annabel' WHERE id = 1");
    assert_status(post(fx, ANN, QUESTIONS, "text", "A delicate one", "unnamed", "1", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM floor_question WHERE voice_id IS NULL"
                                  " AND registration_id IS NULL AND status = 'shown'"),
                    ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT n_asked FROM floor_voice"), ==, 1);
    assert_hides(get(fx, BOB, QUESTIONS), "Annabel");
    assert_hides(get(fx, EDNA, desk_of(fx, event)), "Annabel");
    assert_hides(get_json(fx, EDNA, desk_of(fx, event)), "Annabel");
    assert_shows(get(fx, EDNA, desk_of(fx, event)), "without a name");
    assert_status(post(fx, ANN, QUESTIONS "/1/back", NULL), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action LIKE 'floor.%'"
                                  " AND action <> 'floor.terms'"),
                    ==, 0);
    /* The limit counts it all the same. */
    for (int i = 1; i < FLOOR_MOST; i++)
        assert_status(post(fx, ANN, QUESTIONS, "text", "Again", "unnamed", "1", NULL), 303);
    assert_shows(get(fx, ANN, QUESTIONS), "No. 10");
    assert_status(post(fx, ANN, QUESTIONS, "text", "One more", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM floor_question"), ==, FLOOR_MOST);
}

static void
test_first_question_is_held(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_floor(fx, &open_terms);
    int64_t id = a_question(fx, ANN, "New here");
    g_assert_cmpstr(status_of(fx, id), ==, "held");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE kind = 'floor.review'"
                                  " AND state = 'open'"),
                    ==, 1);
    assert_shows(get(fx, ANN, QUESTIONS), "Who leads the event looks at it");
    assert_hides(get(fx, BOB, QUESTIONS), "New here");
    assert_hides(get_json(fx, NOBODY, QUESTIONS), "New here");
    assert_hides(get(fx, NOBODY, QUESTIONS "/screen"), "New here");
    assert_status(post(fx, BOB, voice_path(fx, 1), "give", "1", NULL), 404);
    assert_status(post(fx, BOB, QUESTIONS "/1/back", NULL), 404);

    assert_status(post(fx, EDNA, desk_one(fx, id), "show", "1", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE kind = 'floor.review'"
                                  " AND state = 'open'"),
                    ==, 0);
    g_assert_cmpstr(status_of(fx, a_question(fx, ANN, "Known now")), ==, "shown");
    run_sql(fx, "UPDATE floor_terms SET moderated = 1");
    g_assert_cmpstr(status_of(fx, a_question(fx, ANN, "All are")), ==, "held");
    g_assert_cmpstr(status_of(fx, a_question(fx, EDNA, "But who leads")), ==, "shown");

    assert_status(post(fx, ANN, QUESTIONS "/1/back", NULL), 303);
    assert_hides(get(fx, ANN, QUESTIONS), "New here");
}

static void
test_visitor_has_a_link(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_floor(fx, &(FloorTerms){.is_open = true, .guests = true});
    assert_shows(get(fx, NOBODY, QUESTIONS), "Take part in the questions");
    Response *res = post(fx, NOBODY, QUESTIONS "/enter", NULL);
    assert_status(res, 303);
    const char *link = arena_strdup(fx->arena, res->location);
    g_assert_true(g_str_has_prefix(link, "/floor/"));
    assert_location(post(fx, NOBODY, link, "text", "Who pays?", "name", HOSTILE, NULL), link);
    assert_location(post(fx, NOBODY, link, "text", "And who knows?", "name", "", NULL), link);
    res = get(fx, NOBODY, link);
    assert_shows(res, "Who pays?");
    assert_shows(res, "looks at it before others see it");
    assert_hides(res, "And who knows?"); /* nobody can tell whose it is */
    g_assert_nonnull(strstr(header_of(res, "Cache-Control"), "private"));
    run_sql(fx, "UPDATE floor_question SET status = 'shown'");
    assert_shows(get(fx, NOBODY, QUESTIONS), "&lt;b&gt;Tom");
    assert_status(post(fx, NOBODY, arena_printf(fx->arena, "%s/2/voice", link), "give", "1", NULL),
                  303);
    assert_shows(get(fx, NOBODY, link), "Take my voice back");
    g_assert_cmpint(query_int(fx, "SELECT n_votes FROM floor_question WHERE number = 2"), ==, 1);
    run_sql(fx, "UPDATE floor_terms SET guests = 0");
    assert_status(post(fx, NOBODY, link, "text", "Still?", NULL), 409);
    assert_hides(get(fx, NOBODY, link), "Put the question");

    /* The name goes a year after. */
    fx->now = query_int(fx, "SELECT max(ends_at) FROM occurrence") + REGISTRATION_KEPT + 10;
    Ctx *cx = fixture_begin(fx, NOBODY);
    registration_clean(cx);
    fixture_commit(fx);
    assert_hides(get(fx, NOBODY, QUESTIONS), "&lt;b&gt;Tom");
}

static void
test_question_to_a_session_or_a_speaker(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_floor(fx, &open_terms);
    is_known(fx, ANN);
    Ctx *cx = fixture_begin(fx, EDNA);
    const SpeakerDraft people[] = {
        {.person_id = BOB, .name = "Bob the speaker", .affiliation = ""},
        {.person_id = 0,   .name = HOSTILE,           .affiliation = ""},
    };
    int64_t talk = programme_insert(cx, event_find(cx, event),
                                    &(SessionDraft){
                                        .title = "A talk",
                                        .summary = "",
                                        .body = "",
                                        .language = "en",
                                        .kind = "panel",
                                        .starts = "2017-03-16T09:00",
                                        .ends = "2017-03-16T09:30",
                                        .room = "",
                                        .recording = "",
                                        .speakers = {people, 2}
    });
    g_assert_cmpint(talk, >, 0);
    fixture_commit(fx);
    const char *session = query_text(fx, "SELECT slug FROM item WHERE kind = 'session'");
    assert_shows(get(fx, NOBODY, arena_printf(fx->arena, "/sessions/%s", session)),
                 arena_printf(fx->arena, QUESTIONS "?session=%" PRId64 "#ask", talk));
    assert_shows(get(fx, ANN, arena_printf(fx->arena, QUESTIONS "?session=%" PRId64, talk)),
                 "Bob the speaker (A talk)");
    assert_status(post(fx, ANN, QUESTIONS, "text", "To Bob", "to",
                       arena_printf(fx->arena, "p%" PRId64 "-0", talk), NULL),
                  303);
    assert_status(post(fx, ANN, QUESTIONS, "text", "To the panel", "to",
                       arena_printf(fx->arena, "s%" PRId64, talk), NULL),
                  303);
    assert_status(post(fx, ANN, QUESTIONS, "text", "To whom", "to", "p9-9", NULL), 422);
    assert_shows(get(fx, NOBODY, QUESTIONS), "to Bob the speaker");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM floor_question WHERE speaker_id = 2"), ==,
                    1);

    /* Erased: the question stays, the name does not; and the session may go. */
    cx = fixture_begin(fx, SAM);
    g_assert_cmpint(holding_erase_rows(cx, "floor_question", BOB), ==, 1);
    programme_delete(cx, programme_find(cx, talk));
    fixture_commit(fx);
    assert_hides(get(fx, NOBODY, QUESTIONS), "to Bob the speaker");
    assert_shows(get(fx, NOBODY, QUESTIONS), "To the panel");
}

static void
test_closed_events_leak_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_floor(fx, &(FloorTerms){.is_open = true, .guests = true});
    is_known(fx, ANN);
    a_question(fx, ANN, "Zebra");
    const char *visitor = arena_strdup(fx->arena,
                                       post(fx, NOBODY, QUESTIONS "/enter", NULL)->location);
    run_sql(fx, "UPDATE floor_question SET status = 'answered', answer = 'Quagga'");
    run_sql(fx, "UPDATE item SET audience = 'editors' WHERE slug = 'call'");
    static const char *const paths[] = {QUESTIONS, QUESTIONS "/screen", QUESTIONS ".json",
                                        QUESTIONS "/screen.json"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_status(get(fx, NOBODY, paths[i]), 404);
        assert_status(get(fx, BOB, paths[i]), 404);
        assert_status(get(fx, EDNA, paths[i]), 200);
    }
    assert_status(get(fx, NOBODY, visitor), 410);
    assert_status(
        get(fx, NOBODY,
            floor_link(fx, query_int(fx, "SELECT id FROM item WHERE slug = 'call'"), ANN)),
        410);
    assert_status(post(fx, NOBODY, QUESTIONS "/enter", NULL), 404);
    assert_hides(get(fx, BOB, "/search?q=quagga"), "/events/call");
}

static void
test_screen_refreshes_by_itself(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_floor(fx, &open_terms);
    is_known(fx, ANN);
    int64_t id = a_question(fx, ANN, HOSTILE);
    a_question(fx, ANN, "Second");
    Response *res = get(fx, NOBODY, QUESTIONS "/screen");
    assert_status(res, 200);
    assert_statements(fx, 8);
    g_assert_cmpstr(res->kept.refresh, ==, "15");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_shows(res, "Stop refreshing");
    g_assert_null(get(fx, NOBODY, QUESTIONS "/screen?still=1")->kept.refresh);
    assert_status(post(fx, EDNA, desk_one(fx, id), "next", "1", NULL), 303);
    assert_shows(get(fx, NOBODY, QUESTIONS "/screen"), "Answered next");
    assert_shows(get_json(fx, NOBODY, QUESTIONS "/screen"), "\"n_open\":2");
    run_sql(fx, "UPDATE floor_terms SET is_open = 0");
    g_assert_null(get(fx, NOBODY, QUESTIONS "/screen")->kept.refresh);
}

static void
test_who_is_erased_leaves_the_question(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_floor(fx, &open_terms);
    is_known(fx, ANN);
    run_sql(fx, "UPDATE person SET name = 'Annabel' WHERE id = 1");
    int64_t id = a_question(fx, ANN, "It stays");
    assert_status(post(fx, ANN, voice_path(fx, 1), "give", "1", NULL), 303);
    Ctx *cx = fixture_begin(fx, SAM);
    const Holding *holding = holding_find("floor_voice");
    DbRows rows = db_all(cx, holding->list, holding->type, DB_ARGS((int64_t)ANN, (int64_t)10));
    g_assert_cmpint(rows.n, ==, 2); /* the question, and the voice */
    holding_erase(cx, ANN);
    fixture_commit(fx);
    assert_shows(get(fx, NOBODY, QUESTIONS), "It stays");
    assert_hides(get(fx, NOBODY, QUESTIONS), "Annabel");
    g_assert_cmpint(voices_of(fx, id), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM floor_voice WHERE person_id IS NOT NULL"),
                    ==, 0);
}

static void
test_nobody_asks_too_fast(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_floor(fx, &open_terms);
    fx->app.limiter = limiter_new();
    for (int i = 0; i < 3; i++)
        assert_status(post(fx, ANN, QUESTIONS, "text", "Fast", NULL), 303);
    Response *res = post(fx, ANN, QUESTIONS, "text", "Too fast", NULL);
    assert_status(res, 429);
    g_assert_nonnull(header_of(res, "Retry-After"));
    assert_status(post(fx, BOB, QUESTIONS, "text", "Another's", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM floor_question"), ==, 4);
    g_clear_pointer(&fx->app.limiter, limiter_free);
}

void
floor_tests(void)
{
    add_test("/floor/nobody-asks-too-fast", test_nobody_asks_too_fast);
    add_test("/floor/one-asks-and-others-give-a-voice", test_one_asks_and_others_give_a_voice);
    add_test("/floor/who-may-ask", test_who_may_ask);
    add_test("/floor/without-a-name-nobody-can-tell", test_without_a_name_nobody_can_tell);
    add_test("/floor/first-question-is-held", test_first_question_is_held);
    add_test("/floor/visitor-has-a-link", test_visitor_has_a_link);
    add_test("/floor/question-to-a-session-or-a-speaker", test_question_to_a_session_or_a_speaker);
    add_test("/floor/closed-events-leak-nothing", test_closed_events_leak_nothing);
    add_test("/floor/screen-refreshes-by-itself", test_screen_refreshes_by_itself);
    add_test("/floor/who-is-erased-leaves-the-question", test_who_is_erased_leaves_the_question);
}
