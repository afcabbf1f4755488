/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/answer.h"
#include "alliance/holding.h"
#include "base/limits.h"
#include "base/moment.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"

#include <string.h>

#define PAGE "/events/call"

static const char *
desk(Fixture *fx, int64_t id, const char *rest)
{
    return arena_printf(fx->arena, "/desk/events/%" PRId64 "/%s", id, rest);
}

static int64_t
a_question(Fixture *fx, int64_t item_id, const QuestionDraft *draft)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = question_add(cx, item_id, QUESTION_REGISTRATION, draft);
    g_assert_cmpint(id, >, 0);
    fixture_commit(fx);
    return id;
}

static const char *
field(Fixture *fx, int64_t id)
{
    return arena_printf(fx->arena, "q%" PRId64, id);
}

static int64_t
n_answers(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM answer");
}

static const char *const tables[] = {"Law", "Training", NULL};

/* A choice that must be made, words only for who chose the second, and something for who cannot. */
typedef struct Asked {
    int64_t event, choice, why, missed;
} Asked;

static Asked
a_questionnaire(Fixture *fx)
{
    Asked asked = {.event = a_call(fx, &(RegistrationTerms){
                                           .is_open = true, .guests = true, .recording = true})};
    asked.choice = a_question(fx, asked.event,
                              &(QuestionDraft){.part = "came",
                                               .kind = "one",
                                               .text = "Which table?",
                                               .options = tables,
                                               .required = true});
    asked.why = a_question(fx, asked.event,
                           &(QuestionDraft){.part = "",
                                            .kind = "text",
                                            .text = "Why?",
                                            .required = true,
                                            .if_id = asked.choice,
                                            .if_number = 2});
    asked.missed = a_question(
        fx, asked.event,
        &(QuestionDraft){.part = "missed", .kind = "yes", .text = "Slides?", .required = false});
    return asked;
}

/* ---- the organiser ---- */

static void
test_organiser_writes_questions(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_call(fx, &(RegistrationTerms){.is_open = true});
    const char *list = desk(fx, id, "questions/registration");
    assert_shows(get(fx, EDNA, desk(fx, id, "terms")), list);
    assert_shows(get(fx, EDNA, list), "Nothing is asked yet.");
    const char *make = desk(fx, id, "questions/registration/new");
    assert_status(get(fx, EDNA, make), 200);
    assert_status(post(fx, EDNA, make, "text", "", "kind", "essay", "part", "all", NULL), 422);
    assert_status(
        post(fx, EDNA, make, "text", "One?", "kind", "one", "part", "all", "options", "Only", NULL),
        422);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM question"), ==, 0);
    assert_status(post_failing_at(fx, 5, EDNA, make, "text", HOSTILE, "kind", "one", "part", "all",
                                  "options", HOSTILE "\nB", NULL),
                  500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM question"), ==, 0);
    assert_location(post(fx, EDNA, make, "text", HOSTILE, "kind", "one", "part", "all", "options",
                         HOSTILE "\nB\n\nB", "required", "1", "text-fr", "Laquelle ?", "options-fr",
                         "Première\nDeuxième", NULL),
                    list);
    Response *res = get(fx, EDNA, list);
    assert_statements(fx, 14);
    assert_shows(res, "must be answered");
    assert_shows(res, "&lt;b&gt;Tom &amp; ");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM question_option"), ==, 2);

    /* Asked in the language of who reads, and only of this event. */
    assert_shows(get(fx, ANN, "/fr" PAGE "/register"), "Deuxième");
    res = get_json(fx, ANN, PAGE "/register");
    assert_shows(res, "\"label\":\"B\"");
    const char *change = arena_printf(fx->arena, "/desk/questions/%" PRId64,
                                      query_int(fx, "SELECT id FROM question"));
    assert_shows(get(fx, EDNA, change), "Laquelle ?");
    assert_status(post(fx, EDNA, change, "text", "Which one?", "kind", "line", "part", "came",
                       "options", "", NULL),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM question_option"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM question_word"), ==, 0);
}

static void
test_desk_is_for_who_leads(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx);
    const char *const pages[] = {
        desk(fx, asked.event, "questions/registration"),
        desk(fx, asked.event, "questions/registration/new"),
        desk(fx, asked.event, "answers/registration"),
        desk(fx, asked.event, "answers/registration/csv"),
        arena_printf(fx->arena, "/desk/questions/%" PRId64, asked.choice),
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_assert_cmpint(get(fx, NOBODY, pages[i])->status, !=, 200);
        assert_status(get(fx, BOB, pages[i]), 403);
        assert_status(get(fx, EDNA, pages[i]), 200);
    }
    assert_status(get(fx, EDNA, desk(fx, asked.event, "questions/nothing")), 404);
    assert_status(get(fx, EDNA, desk(fx, 999, "questions/survey")), 404);
    assert_status(get(fx, EDNA, "/desk/questions/999"), 404);
    assert_status(post(fx, BOB, pages[1], "text", "x", "kind", "line", "part", "all", NULL), 403);
    assert_status(post(fx, BOB, pages[4], "text", "x", "kind", "line", "part", "all", NULL), 403);
    const char *act = arena_printf(fx->arena, "%s/act", pages[4]);
    assert_status(post(fx, BOB, act, "remove", "1", NULL), 403);
    assert_status(post(fx, EDNA, act, "nothing", "1", NULL), 422);
    assert_status(post(fx, BOB, pages[0], "needs", "access", NULL), 403);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM question WHERE retired_at IS NULL"), ==, 3);
}

/* ---- who registers ---- */

static void
test_click_leads_to_the_form(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx);
    const char *choice = field(fx, asked.choice), *why = field(fx, asked.why);
    assert_location(post(fx, ANN, PAGE "/register", NULL), PAGE "/register");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration"), ==, 0);
    Response *res = get(fx, ANN, PAGE "/register");
    assert_statements(fx, 14);
    assert_shows(res, "Which table?");
    assert_shows(res, "If you answered “Training” to: Which table?");
    assert_shows(res, "If you cannot come.");
    assert_hides(res, "name=\"email\"");

    /* The condition holds, so that there must be words; else there need not be. */
    assert_status(post(fx, ANN, PAGE "/register", "wish", "come", "people", "1", NULL), 422);
    assert_status(post(fx, ANN, PAGE "/register", "wish", "come", "people", "1", choice, "9", NULL),
                  422);
    res = post(fx, ANN, PAGE "/register", "wish", "come", "people", "1", choice, "2", NULL);
    assert_status(res, 422);
    assert_shows(res, "Why?: this is missing");
    assert_status(post_failing_at(fx, 14, ANN, PAGE "/register", "wish", "come", "people", "1",
                                  choice, "2", why, HOSTILE, NULL),
                  500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration"), ==, 0);
    assert_location(post(fx, ANN, PAGE "/register", "wish", "come", "people", "1", choice, "2", why,
                         HOSTILE, NULL),
                    PAGE);
    assert_shows(get(fx, ANN, PAGE), "You are registered.");
    g_assert_cmpint(n_answers(fx), ==, 2);

    /* Changed by the link: what is not asked any more is not kept. */
    const char *own = own_path(fx, ANN, asked.event);
    res = get(fx, NOBODY, own);
    assert_shows(res, "&lt;b&gt;Tom &amp; ");
    assert_status(post(fx, NOBODY, own, "wish", "come", "people", "1", NULL), 422);
    assert_status(
        post(fx, NOBODY, own, "wish", "come", "people", "2", choice, "1", why, "words", NULL), 303);
    g_assert_cmpint(n_answers(fx), ==, 1);
    assert_status(post(fx, NOBODY, own, "wish", "recording", "people", "2", choice, "1",
                       field(fx, asked.missed), "1", NULL),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT question_id FROM answer"), ==, asked.missed);
}

static void
test_one_click_stays_where_nothing_must_be_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx);
    /* Who cannot come must answer nothing here. */
    assert_location(post(fx, ANN, PAGE "/register", "wish", "recording", NULL), PAGE);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration"), ==, 1);
    run_sql(fx, "UPDATE question SET required = 0");
    assert_location(post(fx, BOB, PAGE "/register", NULL), PAGE);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration"), ==, 2);
    assert_shows(get(fx, BOB, own_path(fx, BOB, asked.event)), "Which table?");
}

static void
test_form_of_who_is_no_member_asks(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx);
    const char *choice = field(fx, asked.choice);
    assert_status(post(fx, NOBODY, PAGE "/register", "name", "Guest", "email", "g@example.org",
                       "country", "KE", "wish", "come", "people", "1", NULL),
                  422);
    assert_status(post(fx, NOBODY, PAGE "/register", "name", "Guest", "email", "g@example.org",
                       "country", "KE", "wish", "come", "people", "1", choice, "1", NULL),
                  200);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM answer WHERE request_id IS NOT NULL"), ==,
                    1);
    assert_hides(get(fx, EDNA, desk(fx, asked.event, "answers/registration")), "Guest");
    const char *path = arena_printf(fx->arena, "/registrations/confirm/%s",
                                    mailed_secret(fx, "registration.confirm"));
    assert_status(post(fx, NOBODY, path, NULL), 303);
    g_assert_cmpint(
        query_int(fx, "SELECT count(*) FROM answer JOIN registration"
                      " ON registration.id = registration_id WHERE email = 'g@example.org'"),
        ==, 1);
    assert_shows(get(fx, EDNA, desk(fx, asked.event, "answers/registration")), "Guest");
}

/* ---- what was answered ---- */

static void
answer(Fixture *fx, int64_t who, const Asked *asked, const char *choice, const char *why)
{
    assert_status(post(fx, who, PAGE "/register", "wish", "come", "people", "1",
                       field(fx, asked->choice), choice, field(fx, asked->why), why, NULL),
                  303);
}

static void
test_organiser_sees_who_said_what(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx);
    answer(fx, ANN, &asked, "2", "=1+1 " HOSTILE);
    answer(fx, BOB, &asked, "2", "because");
    Response *res = get(fx, EDNA, desk(fx, asked.event, "answers/registration"));
    assert_statements(fx, 18);
    assert_shows(res, "because");
    assert_shows(res, "Training");
    assert_shows(res, "100 %");
    assert_hides(res, "<b>Tom");
    assert_shows(get_json(fx, EDNA, desk(fx, asked.event, "answers/registration")),
                 "\"n\":2,\"percent\":100");
    res = get(fx, EDNA, desk(fx, asked.event, "answers/registration/csv"));
    assert_shows(res, "Which table?");
    assert_shows(res, "'=1+1");
    assert_shows(get(fx, EDNA, desk(fx, asked.event, "registrations.csv")), "'=1+1");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'question.take-out'"),
                    ==, 1);
    assert_hides(get(fx, ANN, PAGE), "because");

    /* Who cancels does not count; the person's copy has the own answers alone. */
    assert_status(post(fx, BOB, PAGE "/unregister", NULL), 303);
    Ctx *cx = fixture_begin(fx, EDNA);
    AnswerCountSpan counts = answer_counts(cx, asked.event, QUESTION_REGISTRATION);
    g_assert_cmpint(answer_count_of(counts, asked.choice, 2), ==, 1);
    const Holding *holding = holding_find("answer");
    DbRows rows = db_all(cx, holding->list, holding->type, DB_ARGS((int64_t)ANN, (int64_t)100));
    g_assert_cmpuint(rows.n, ==, 2);
    g_assert_cmpstr(((const Held *)rows.at)[0].answer, ==, "Training");
    holding_erase(cx, ANN);
    fixture_commit(fx);
    g_assert_cmpint(n_answers(fx), ==, 2);
}

static void
test_changing_a_question_loses_no_answer(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx);
    answer(fx, ANN, &asked, "2", "because");
    const char *change = arena_printf(fx->arena, "/desk/questions/%" PRId64, asked.choice);
    Response *res = get(fx, EDNA, change);
    assert_hides(res, "name=\"kind\"");
    assert_shows(res, "It was answered already.");
    assert_shows(res, "<dl class=\"fixed\" id=\"f-kind\"><dt>How one answers</dt>");
    assert_shows(res, "<dd class=\"hint\">It was answered in this way already.</dd>");
    res = post(fx, EDNA, change, "text", "Which group?", "part", "came", "options", "Laws\nData",
               "required", "1", "kind", "line", NULL);
    assert_status(res, 422); /* a page from before the first answer */
    assert_shows(res, "How one answers: this was fixed in the meantime");
    assert_status(post(fx, EDNA, change, "text", "Which group?", "part", "came", "options",
                       "Laws\nData", "required", "1", NULL),
                  303);
    g_assert_cmpstr(query_text(fx, "SELECT kind FROM question WHERE text = 'Which group?'"), ==,
                    "one");
    /* "Law" was nobody's and is gone; "Training" keeps number and count, and is offered no more. */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM question_option"), ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT is_offered FROM question_option WHERE number = 2"), ==,
                    0);
    g_assert_cmpint(query_int(fx, "SELECT min(number) FROM question_option WHERE is_offered = 1"),
                    ==, 3);
    assert_shows(get(fx, EDNA, desk(fx, asked.event, "answers/registration")), "Training");
    assert_hides(get(fx, BOB, PAGE "/register"), "Training");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'question.change'"
                                  " AND subject LIKE '%Which table? → Which group?%'"),
                    ==, 1);
    /* What depended on it is asked in any case now. */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM question WHERE if_id IS NOT NULL"), ==, 0);

    const char *act = arena_printf(fx->arena, "%s/act", change);
    assert_status(post(fx, EDNA, act, "down", "1", NULL), 303);
    assert_status(post(fx, EDNA, act, "remove", "1", NULL), 303);
    g_assert_cmpint(n_answers(fx), ==, 2);
    assert_hides(get(fx, BOB, PAGE "/register"), "Which group?");
    assert_shows(get(fx, EDNA, desk(fx, asked.event, "questions/registration")),
                 "not asked any more");
    assert_status(post(fx, EDNA, act, "restore", "1", NULL), 303);
    assert_shows(get(fx, BOB, PAGE "/register"), "Which group?");
    const char *unanswered = arena_printf(fx->arena, "/desk/questions/%" PRId64 "/act",
                                          asked.missed);
    assert_status(post(fx, EDNA, unanswered, "remove", "1", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM question"), ==, 2);
}

static void
test_needs_are_deleted_after_the_event(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_call(fx, &(RegistrationTerms){.is_open = true});
    const char *list = desk(fx, id, "questions/registration");
    assert_status(post(fx, EDNA, list, "needs", HOSTILE, NULL), 422);
    assert_location(post(fx, EDNA, list, "needs", "access", "needs", "dial-in", NULL), list);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM question WHERE need <> ''"), ==, 2);
    assert_shows(get(fx, ANN, "/fr" PAGE "/register"), "De quoi avez-vous besoin");
    int64_t need = query_int(fx, "SELECT id FROM question WHERE need = 'access'");
    int64_t dial_in = query_int(fx, "SELECT id FROM question WHERE need = 'dial-in'");
    assert_status(post(fx, ANN, PAGE "/register", "people", "1", field(fx, need), "A ramp",
                       field(fx, dial_in), "2", NULL),
                  303);
    g_assert_cmpint(n_answers(fx), ==, 2);
    assert_location(post(fx, EDNA, list, "needs", "access", NULL), list);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM question WHERE retired_at IS NULL"), ==, 1);
    g_assert_cmpint(n_answers(fx), ==, 2);

    int64_t ended = query_int(fx, "SELECT max(ends_at) FROM occurrence");
    Ctx *cx = fixture_begin(fx, NOBODY);
    cx->now = ended + LIMIT_NEED_DAYS * (int64_t)MOMENT_DAY - 1;
    registration_clean(cx);
    g_assert_cmpint(db_count(cx,
                             &(Sql){.name = "n",
                                    .text = "SELECT count(*) FROM answer",
                                    .postgres = "SELECT count(*) FROM answer"},
                             DB_NO_ARGS),
                    ==, 2);
    cx->now += 1;
    registration_clean(cx);
    fixture_commit(fx);
    g_assert_cmpint(n_answers(fx), ==, 0);
}

/* ---- what must be answered and is not ---- */

static void
test_who_has_not_answered_is_seen(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx);
    Ctx *cx = fixture_begin(fx, ANN);
    const Applicant who = registration_applicant(cx);
    const RegistrationWish wish = {.people = 1, .question = ""};
    const Registration *ann = NULL;
    g_assert_cmpint(registration_ask(cx, item_find_id(cx, asked.event), &who, &wish, &ann), ==,
                    REGISTRATION_DONE); /* as a calendar does */
    fixture_commit(fx);
    const char *own = own_path(fx, ANN, asked.event);
    assert_shows(get(fx, ANN, PAGE), "1 question must be answered still.");
    assert_statements(fx, 24);
    assert_hides(get(fx, BOB, PAGE), "must be answered still");
    assert_shows(get(fx, NOBODY, own), "1 question must be answered still.");
    assert_statements(fx, 15);
    assert_shows(get_json(fx, NOBODY, arena_printf(fx->arena, "%s.json", own)), "\"n_open\":1");
    Response *res = get(fx, EDNA, desk(fx, asked.event, "registrations"));
    assert_shows(res, "Have not answered what they must</dt><dd>1</dd>");
    assert_shows(res, "1 question is open");
    assert_shows(get_json(fx, EDNA, desk(fx, asked.event, "registrations.json")), "\"n_open\":1");
    assert_shows(
        get(fx, EDNA,
            arena_printf(fx->arena, "/fr/desk/events/%" PRId64 "/registrations", asked.event)),
        "1 question sans réponse");
    /* An answer that opens another one; who cannot come is not asked for a table. */
    assert_status(post(fx, NOBODY, own, "wish", "come", "people", "1", field(fx, asked.choice), "2",
                       field(fx, asked.why), "", NULL),
                  422);
    run_sql(fx, "UPDATE registration SET state = 'recording'");
    assert_hides(get(fx, EDNA, desk(fx, asked.event, "registrations")), "question is open");
    run_sql(fx, "UPDATE registration SET state = 'in'");
    assert_status(
        post(fx, NOBODY, own, "wish", "come", "people", "1", field(fx, asked.choice), "1", NULL),
        303);
    assert_hides(get(fx, NOBODY, own), "must be answered still");
    assert_hides(get(fx, EDNA, desk(fx, asked.event, "registrations")), "question is open");
}

void
question_tests(void)
{
    add_test("/question/organiser-writes-questions", test_organiser_writes_questions);
    add_test("/question/desk-is-for-who-leads", test_desk_is_for_who_leads);
    add_test("/question/click-leads-to-the-form", test_click_leads_to_the_form);
    add_test("/question/one-click-stays-where-nothing-must-be-said",
             test_one_click_stays_where_nothing_must_be_said);
    add_test("/question/form-of-who-is-no-member-asks", test_form_of_who_is_no_member_asks);
    add_test("/question/organiser-sees-who-said-what", test_organiser_sees_who_said_what);
    add_test("/question/changing-a-question-loses-no-answer",
             test_changing_a_question_loses_no_answer);
    add_test("/question/needs-are-deleted-after-the-event", test_needs_are_deleted_after_the_event);
    add_test("/question/who-has-not-answered-is-seen", test_who_has_not_answered_is_seen);
}
