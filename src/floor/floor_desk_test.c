/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What who leads an event does with its questions.
 */
#include "floor/floor_testing.h"

#include "alliance/thanks.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"

#include <string.h>

static const FloorTerms open_terms = {.is_open = true};

/* ANN asks first, BOB second; both are shown. */
static void
two_questions(Fixture *fx, int64_t *ret_first, int64_t *ret_second)
{
    *ret_first = a_question(fx, ANN, "How is it paid? " HOSTILE);
    *ret_second = a_question(fx, BOB, "Who pays for it?");
    run_sql(fx, "UPDATE floor_question SET status = 'shown'");
}

static void
give(Fixture *fx, int64_t me, int64_t number)
{
    const char *path = arena_printf(fx->arena, QUESTIONS "/%" PRId64 "/voice", number);
    assert_status(post(fx, me, path, "give", "1", NULL), 303);
}

static void
test_organiser_opens_the_floor(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_call(fx, &(RegistrationTerms){.is_open = true});
    const char *desk = desk_of(fx, event);
    assert_status(get(fx, ANN, QUESTIONS), 404);
    assert_status(get(fx, ANN, desk), 403);
    assert_status(post(fx, ANN, desk, "is_open", "1", NULL), 403);
    assert_status(get(fx, EDNA, "/desk/events/9999/floor"), 404);
    assert_shows(get(fx, EDNA, desk), "No questions are taken at this event yet");
    assert_status(post(fx, EDNA, desk, "is_open", "1", "moderated", "1", NULL), 303);
    assert_shows(get(fx, EDNA, desk), "Nobody has asked yet");
    assert_statements(fx, 14);
    assert_status(get(fx, ANN, QUESTIONS), 200);
    g_assert_cmpint(query_int(fx, "SELECT is_open * 10 + moderated FROM floor_terms"), ==, 11);
}

static void
test_organiser_moves_a_question(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_floor(fx, &open_terms), first, second;
    two_questions(fx, &first, &second);
    const char *one = desk_one(fx, first);
    assert_status(get(fx, ANN, one), 403);
    assert_status(post(fx, ANN, one, "hide", "1", NULL), 403);
    assert_status(get(fx, EDNA, "/desk/floor/9999"), 404);
    assert_status(post(fx, EDNA, one, NULL), 422);
    assert_shows(get(fx, EDNA, one), "&lt;b&gt;Tom");

    assert_location(post(fx, EDNA, one, "next", "1", NULL), desk_of(fx, event));
    assert_status(post(fx, EDNA, desk_one(fx, second), "next", "1", NULL), 303);
    g_assert_cmpstr(status_of(fx, first), ==, "shown"); /* one at a time */
    g_assert_cmpstr(status_of(fx, second), ==, "now");
    assert_status(post(fx, EDNA, one, "hold", "1", NULL), 303);
    assert_hides(get(fx, BOB, QUESTIONS), "How is it paid");
    assert_status(post(fx, EDNA, one, "hide", "1", "reason", "Asked <last> year", NULL), 303);
    assert_shows(get(fx, ANN, QUESTIONS), "Asked &lt;last&gt; year");
    assert_hides(get(fx, BOB, QUESTIONS), "year");
    assert_status(post(fx, EDNA, one, "show", "1", NULL), 303);
    assert_status(post_failing_at(fx, 8, EDNA, one, "hide", "1", NULL), 500);
    g_assert_cmpstr(status_of(fx, first), ==, "shown");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'floor.hide'"), ==, 1);
}

static void
test_answer_is_kept_and_found(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_floor(fx, &open_terms), first, second;
    two_questions(fx, &first, &second);
    const char *one = desk_one(fx, first);
    assert_hides(get(fx, NOBODY, "/search?q=quagga"), "/events/call");
    assert_status(post(fx, EDNA, one, "answered", "1", "answer", "x", "recorded", "12:75", NULL),
                  422);
    assert_status(post(fx, EDNA, one, "answered", "1", "answer", "x", "recorded", "soon", NULL),
                  422);
    assert_status(post(fx, EDNA, one, "answered", "1", "answer", "The quagga <pays>", "recorded",
                       "1:02:30", NULL),
                  303);
    Response *res = get(fx, NOBODY, QUESTIONS);
    assert_shows(res, "The quagga &lt;pays&gt;");
    assert_shows(res, "In the recording from 1:02:30 on");
    assert_shows(get(fx, NOBODY, "/events/call"), "The quagga &lt;pays&gt;");
    assert_shows(get(fx, NOBODY, "/search?q=quagga"), "/events/call");
    assert_shows(get(fx, EDNA, one), "value=\"1:02:30\"");
    assert_status(post(fx, BOB, QUESTIONS "/1/voice", "give", "1", NULL), 404); /* too late */
    assert_status(post(fx, ANN, QUESTIONS "/1/back", NULL), 404);
    assert_status(post(fx, EDNA, one, "show", "1", NULL), 303);
    assert_hides(get(fx, NOBODY, "/search?q=quagga"), "/events/call");

    /* The mail after the event tells of it. */
    assert_status(post(fx, EDNA, one, "answered", "1", "answer", "", "recorded", "", NULL), 303);
    floor_ended(fx, 60);
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/desk/events/%" PRId64 "/thanks", event)),
                 "Questions and answers: Call");
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_cmpint(thanks_send(cx, event), ==, 3);
    g_assert_cmpint(thanks_send(cx, event), ==, 0);
    fixture_commit(fx);
}

static void
test_merging_counts_each_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_floor(fx, &open_terms), first, second;
    two_questions(fx, &first, &second);
    int64_t third = a_question(fx, EDNA, "Third");
    give(fx, ANN, 1);
    give(fx, EDNA, 1);
    give(fx, ANN, 2);
    give(fx, BOB, 2);
    const char *into = arena_printf(fx->arena, "%" PRId64, first);
    assert_status(post(fx, EDNA, desk_one(fx, first), "merge", "1", "into", into, NULL), 422);
    assert_status(post(fx, EDNA, desk_one(fx, second), "merge", "1", "into", "9999", NULL), 422);
    assert_status(post(fx, EDNA, desk_one(fx, second), "merge", "1", "into", into, NULL), 303);
    g_assert_cmpint(voices_of(fx, first), ==, 3); /* ANN once */
    assert_hides(get(fx, NOBODY, QUESTIONS), "Who pays for it?");
    assert_shows(get(fx, BOB, QUESTIONS), "merged with another");
    assert_shows(get(fx, EDNA, desk_one(fx, first)), "Who pays for it?");
    assert_shows(get(fx, EDNA, desk_of(fx, event)), "merged");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM floor_vote"), ==, 4);

    /* A voice for the number that is gone is one for what it became; taking it back takes both. */
    give(fx, SAM, 2);
    g_assert_cmpint(voices_of(fx, first), ==, 4);
    assert_status(post(fx, ANN, QUESTIONS "/1/voice", "take", "1", NULL), 303);
    g_assert_cmpint(voices_of(fx, first), ==, 3);

    assert_status(post(fx, EDNA, desk_one(fx, second), "show", "1", NULL), 409);
    into = arena_printf(fx->arena, "%" PRId64, third);
    assert_status(post(fx, EDNA, desk_one(fx, first), "merge", "1", "into", into, NULL), 303);
    g_assert_cmpint(voices_of(fx, third), ==, 3);
    assert_status(post(fx, EDNA, desk_one(fx, second), "unmerge", "1", NULL), 303);
    g_assert_cmpint(voices_of(fx, second), ==, 1); /* BOB */
    g_assert_cmpint(voices_of(fx, third), ==, 2);  /* EDNA, SAM */
    /* Its author takes one back: what was merged into it stands again. */
    assert_status(post(fx, EDNA, QUESTIONS "/3/back", NULL), 303);
    g_assert_cmpint(voices_of(fx, first), ==, 2);
    assert_shows(get(fx, NOBODY, QUESTIONS), "How is it paid");
}

static void
test_wishes_come_in_as_their_authors_agreed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_floor(fx, &open_terms);
    const char *ann = own_path(fx, ANN, event), *bob = own_path(fx, BOB, event);
    run_sql(fx, "UPDATE person SET name = 'Annabel' WHERE id = 1");
    assert_shows(get(fx, NOBODY, ann), "Others may read this question, without my name");
    assert_status(post(fx, NOBODY, ann, "wish", "recording", "people", "1", "question",
                       "Open " HOSTILE, "question_open", "1", NULL),
                  303);
    assert_status(
        post(fx, NOBODY, bob, "wish", "come", "people", "1", "question", "I need a ramp", NULL),
        303);
    Response *res = get(fx, EDNA, desk_of(fx, event));
    assert_shows(res, "Open &lt;b&gt;Tom");
    assert_shows(res, "I need a ramp");
    int64_t open = query_int(fx, "SELECT id FROM registration WHERE person_id = 1");
    int64_t aside = query_int(fx, "SELECT id FROM registration WHERE person_id = 2");
    const char *take = arena_printf(fx->arena, "%s/take/%" PRId64, desk_of(fx, event), aside);
    assert_status(post(fx, EDNA, take, NULL), 409); /* said to the organiser alone */
    take = arena_printf(fx->arena, "%s/take/%" PRId64, desk_of(fx, event), open);
    assert_status(post(fx, ANN, take, NULL), 403);
    assert_status(post(fx, EDNA, take, NULL), 303);
    assert_status(post(fx, EDNA, take, NULL), 409); /* once */
    res = get(fx, BOB, QUESTIONS);
    assert_shows(res, "Open &lt;b&gt;Tom");
    assert_hides(res, "Annabel");
    assert_hides(res, "I need a ramp");

    /* Who agrees no more takes it out. */
    assert_status(post(fx, NOBODY, ann, "wish", "recording", "people", "1", "question",
                       "Open " HOSTILE, "question_open", "1", NULL),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM floor_question"), ==, 1);
    assert_status(post(fx, NOBODY, ann, "wish", "recording", "people", "1", "question",
                       "Open " HOSTILE, NULL),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM floor_question"), ==, 0);
}

void
floor_desk_tests(void)
{
    add_test("/floor_desk/organiser-opens-the-floor", test_organiser_opens_the_floor);
    add_test("/floor_desk/organiser-moves-a-question", test_organiser_moves_a_question);
    add_test("/floor_desk/answer-is-kept-and-found", test_answer_is_kept_and_found);
    add_test("/floor_desk/merging-counts-each-once", test_merging_counts_each_once);
    add_test("/floor_desk/wishes-come-in-as-their-authors-agreed",
             test_wishes_come_in_as_their_authors_agreed);
}
