/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who asked hears of what was written in answer after the event.
 */
#include "alliance/mail_testing.h"
#include "base/moment.h"
#include "floor/floor_testing.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"

#include <string.h>

static const FloorTerms open_terms = {.is_open = true, .guests = true};

/* ANN asks; the event is over since an hour. */
static int64_t
an_old_question(Fixture *fx, int64_t *ret_event)
{
    *ret_event = a_floor(fx, &open_terms);
    int64_t id = a_question(fx, ANN, "How is it paid? " HOSTILE);
    run_sql(fx, "UPDATE floor_question SET status = 'shown'");
    assert_status(post(fx, BOB, QUESTIONS "/1/voice", "give", "1", NULL), 303);
    floor_ended(fx, 3600);
    run_sql(fx, "DELETE FROM outbox");
    return id;
}

static void
answer(Fixture *fx, int64_t id, const char *words)
{
    assert_status(
        post(fx, EDNA, desk_one(fx, id), "answer", words, "recorded", "", "answered", "1", NULL),
        303);
}

static int64_t
n_mails(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'floor.answer'");
}

static void
test_who_asked_gets_the_answer_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event, id = an_old_question(fx, &event);
    assert_shows(get(fx, EDNA, desk_one(fx, id)), "what you write here goes to who asked by mail");
    assert_statements(fx, 14);
    answer(fx, id, ""); /* by word of mouth */
    g_assert_cmpint(n_mails(fx), ==, 0);
    answer(fx, id, "By the ministry. " HOSTILE);
    g_assert_cmpint(n_mails(fx), ==, 1); /* who gave it a voice reads it on the page */
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM outbox"), ==, ANN);
    const char *text = newest_mail(fx, &MAIL_FLOOR_ANSWER, ANN);
    assert_says(text, "Your question: Call");
    assert_says(text, "this is what you asked at \"Call\":");
    assert_says(text, "How is it paid? " HOSTILE);
    assert_says(text, "By the ministry. " HOSTILE);
    assert_says(text, "/events/call/questions#question-1");
    assert_shows(get(fx, BOB, QUESTIONS), "By the ministry.");
    /* Corrected it stands on the page; nobody is told again. */
    answer(fx, id, "By the province.");
    g_assert_cmpint(n_mails(fx), ==, 1);
    assert_says(newest_mail(fx, &MAIL_FLOOR_ANSWER, ANN), "By the province.");
    assert_shows(get(fx, EDNA, desk_one(fx, id)), "Who asked got the answer by mail on");
    assert_shows(get_json(fx, EDNA, arena_printf(fx->arena, "%s.json", desk_one(fx, id))),
                 "\"told_at\":1483347600");
    run_sql(fx, "UPDATE outbox SET language = 'fr'");
    assert_says(newest_mail(fx, &MAIL_FLOOR_ANSWER, ANN), "voici ce que vous avez demandé lors de");
}

static void
test_what_is_answered_during_the_event_was_heard(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_floor(fx, &open_terms);
    int64_t id = a_question(fx, ANN, "Why?");
    run_sql(fx, "DELETE FROM outbox");
    assert_hides(get(fx, EDNA, desk_one(fx, id)), "goes to who asked by mail");
    answer(fx, id, "So.");
    g_assert_cmpint(n_mails(fx), ==, 0);
    floor_ended(fx, 60);
    answer(fx, id, "So, and more than there was time for.");
    g_assert_cmpint(n_mails(fx), ==, 1);
}

static void
test_nobody_is_told_of_what_is_nobodys(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_floor(fx, &open_terms);
    assert_status(post(fx, ANN, QUESTIONS, "text", "Unnamed", "unnamed", "1", NULL), 303);
    const char *visitor = post(fx, NOBODY, QUESTIONS "/enter", NULL)->location;
    assert_status(post(fx, NOBODY, visitor, "text", "Visitor", "name", "Vera", NULL), 303);
    assert_status(post(fx, BOB, QUESTIONS, "text", "Gone", NULL), 303);
    run_sql(fx, "UPDATE floor_question SET status = 'shown';"
                "UPDATE person SET left_at = 2 WHERE id = 2;"
                "DELETE FROM outbox");
    floor_ended(fx, 60);
    for (int64_t id = 1; id <= 3; id++) {
        assert_hides(get(fx, EDNA, desk_one(fx, id)), "goes to who asked by mail");
        answer(fx, id, "Because.");
    }
    g_assert_cmpint(n_mails(fx), ==, 0);
    /* The organiser's own needs no mail. */
    (void)event;
    run_sql(fx, "UPDATE floor_question SET told_at = NULL;"
                "UPDATE floor_voice SET person_id = 3 WHERE person_id = 2");
    answer(fx, 3, "Because of that.");
    g_assert_cmpint(n_mails(fx), ==, 0);
}

/* ANN and a guest ask the same, and what one wrote when registering says it, too. */
static void
test_all_who_asked_the_same_are_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event, first = an_old_question(fx, &event);
    run_sql(fx, "UPDATE occurrence SET ends_at = ends_at + 86400");
    const char *guest = floor_link(fx, event, NOBODY);
    assert_status(post(fx, NOBODY, guest, "text", "Who pays for it?", NULL), 303);
    int64_t second = query_int(fx, "SELECT max(id) FROM floor_question");
    run_sql(fx, "UPDATE occurrence SET ends_at = ends_at - 86400;"
                "UPDATE floor_question SET status = 'shown'; DELETE FROM outbox");
    assert_status(post(fx, EDNA, desk_one(fx, second), "into",
                       arena_printf(fx->arena, "%" PRId64, first), "merge", "1", NULL),
                  303);
    answer(fx, first, "The ministry.");
    g_assert_cmpint(n_mails(fx), ==, 2);
    static const MailKind *const kinds[] = {&MAIL_FLOOR_ANSWER, NULL};
    Mail mail;
    const char *message;
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    assert_says(mail.text, "Who pays for it?");
    assert_says(mail.text, "Others asked the same");
    assert_says(mail.text, "How is it paid?");
    /* What is not answered any more, or not to be seen, is not told. */
    assert_status(post(fx, EDNA, desk_one(fx, first), "show", "1", NULL), 303);
    g_assert_false(newest_letter(fx, kinds, &mail, &message));
    answer(fx, first, "The ministry.");
    g_assert_cmpint(n_mails(fx), ==, 2);
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    run_sql(fx, "UPDATE item SET audience = 'members' WHERE kind = 'event'");
    g_assert_false(newest_letter(fx, kinds, &mail, &message)); /* the guest's */
    g_assert_cmpstr(newest_mail(fx, &MAIL_FLOOR_ANSWER, ANN), !=, "");
}

static void
test_failing_database_tells_nobody(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event, id = an_old_question(fx, &event);
    for (int nth = 5; nth <= 12; nth++)
        if (post_failing_at(fx, nth, EDNA, desk_one(fx, id), "answer", "So.", "recorded", "",
                            "answered", "1", NULL)
                ->status == 500)
            g_assert_cmpint(n_mails(fx), ==, 0);
    run_sql(fx, "DELETE FROM outbox; UPDATE floor_question SET told_at = NULL");
    answer(fx, id, "So.");
    g_assert_cmpint(n_mails(fx), ==, 1);
}

void
floor_answer_tests(void)
{
    add_test("/floor-answer/who-asked-gets-the-answer-once", test_who_asked_gets_the_answer_once);
    add_test("/floor-answer/what-is-answered-during-the-event-was-heard",
             test_what_is_answered_during_the_event_was_heard);
    add_test("/floor-answer/nobody-is-told-of-what-is-nobodys",
             test_nobody_is_told_of_what_is_nobodys);
    add_test("/floor-answer/all-who-asked-the-same-are-told", test_all_who_asked_the_same_are_told);
    add_test("/floor-answer/failing-database-tells-nobody", test_failing_database_tells_nobody);
}
