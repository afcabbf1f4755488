/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/attendance.h"
#include "alliance/holding.h"
#include "alliance/survey.h"
#include "base/limits.h"
#include "base/moment.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"

#include <string.h>

#define PAGE "/events/call"

static const char *const grades[] = {"Good", "Bad", NULL};

typedef struct Case {
    int64_t event, grade, missed;
} Case;

static const char *
desk(Fixture *fx, const Case *c, const char *rest)
{
    return arena_printf(fx->arena, "/desk/events/%" PRId64 "/%s", c->event, rest);
}

/* The call is over; ANN was there, BOB had a seat and was not. */
static Case
a_case(Fixture *fx, const Survey *survey)
{
    Case c = {.event = a_call(fx, &(RegistrationTerms){.is_open = true, .recording = true})};
    post(fx, ANN, PAGE "/register", NULL);
    post(fx, BOB, PAGE "/register", NULL);
    post(fx, EDNA, PAGE "/register", NULL);
    Ctx *cx = fixture_begin(fx, ANN);
    attendance_note(cx, registration_mine(cx, c.event), ATTENDANCE_DESK);
    c.grade = question_add(
        cx, c.event, QUESTION_SURVEY,
        &(QuestionDraft){
            .part = "", .kind = "one", .text = "How was it?", .options = grades, .required = true});
    c.missed = question_add(
        cx, c.event, QUESTION_SURVEY,
        &(QuestionDraft){.part = "missed", .kind = "line", .text = "Why not?", .required = false});
    survey_save(cx, c.event, survey);
    fixture_commit(fx);
    return c;
}

static void
end_event(Fixture *fx, int64_t days_ago)
{
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE occurrence SET starts_at = %" PRId64 ", ends_at = %" PRId64,
                             TEST_NOW - days_ago * MOMENT_DAY - 7200,
                             TEST_NOW - days_ago * MOMENT_DAY - 3600));
}

/* NULL: there is no link. */
static const char *
link_of(Fixture *fx, int64_t me, const Case *c)
{
    Ctx *cx = fixture_begin(fx, me);
    const char *path = survey_path(cx, registration_mine(cx, c->event));
    if (path != NULL)
        path = arena_strdup(fx->arena, path);
    fixture_commit(fx);
    return path;
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

static const Survey named = {
    .is_on = true, .days = 14, .came_words = "Thanks " HOSTILE, .missed_words = "A pity"};
static const Survey anonymous = {.is_on = true,
                                 .is_anonymous = true,
                                 .is_published = true,
                                 .days = 14,
                                 .came_words = "",
                                 .missed_words = ""};

static void
test_survey_is_answered_by_its_link(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Case c = a_case(fx, &named);
    g_assert_null(link_of(fx, ANN, &c)); /* not over */
    end_event(fx, 1);
    const char *ann = link_of(fx, ANN, &c), *bob = link_of(fx, BOB, &c);
    Response *res = get(fx, NOBODY, ann);
    assert_status(res, 200);
    assert_statements(fx, 20);
    assert_shows(res, "Thanks &lt;b&gt;Tom");
    assert_shows(res, "with your name");
    assert_hides(res, "Why not?");
    assert_shows(get(fx, NOBODY, bob), "Why not?");
    assert_shows(get(fx, NOBODY, bob), "A pity");
    assert_shows(get_json(fx, NOBODY, bob), "\"came\":false");
    assert_shows(get(fx, ANN, PAGE), ann);
    assert_hides(get(fx, NOBODY, PAGE), "/surveys/");
    assert_status(get(fx, NOBODY, "/surveys/nonsense"), 410);
    const char *own = strrchr(own_path(fx, ANN, c.event), '/');
    assert_status(get(fx, NOBODY, arena_printf(fx->arena, "/surveys%s", own)), 410);

    assert_status(post(fx, NOBODY, ann, NULL), 422);
    assert_status(post(fx, NOBODY, ann, field(fx, c.grade), "7", NULL), 422);
    assert_status(post_failing_at(fx, 9, NOBODY, ann, field(fx, c.grade), "1", NULL), 500);
    g_assert_cmpint(n_answers(fx), ==, 0);
    assert_location(post(fx, NOBODY, ann, field(fx, c.grade), "1", NULL), ann);
    assert_status(
        post(fx, NOBODY, bob, field(fx, c.grade), "2", field(fx, c.missed), "=HOSTILE", NULL), 303);
    g_assert_cmpint(n_answers(fx), ==, 3);
    assert_location(post(fx, NOBODY, ann, field(fx, c.grade), "2", NULL), ann); /* changed */
    g_assert_cmpint(n_answers(fx), ==, 3);
    assert_shows(get(fx, EDNA, desk(fx, &c, "answers/survey")), "=HOSTILE");
    assert_shows(get(fx, EDNA, desk(fx, &c, "answers/survey/csv")), "'=HOSTILE");
    assert_status(get(fx, BOB, desk(fx, &c, "answers/survey")), 403);
    assert_status(get(fx, BOB, desk(fx, &c, "survey")), 403);
    g_assert_null(link_of(fx, ANN, &c)); /* no mail asks again */

    end_event(fx, 15);
    assert_status(get(fx, NOBODY, ann), 410);
    assert_status(post(fx, NOBODY, ann, field(fx, c.grade), "1", NULL), 410);
    assert_hides(get(fx, NOBODY, PAGE), "id=\"survey\"");
}

/* It is a value and no field any more, and what is sent for it is not taken. */
static void
assert_stays_anonymous(Fixture *fx, const Case *c)
{
    Response *res = get(fx, EDNA, desk(fx, c, "survey"));
    assert_statements(fx, 12);
    assert_shows(res, "<dl class=\"fixed\" id=\"f-is_anonymous\"><dt>Anonymous</dt>");
    assert_shows(res,
                 "dir=\"auto\">Yes</dd>\n<dd class=\"hint\">Somebody has answered, and was told");
    assert_hides(res, "name=\"is_anonymous\"");
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/fr%s", desk(fx, c, "survey"))),
                 "Quelqu’un a répondu");
    res = post(fx, EDNA, desk(fx, c, "survey"), "days", "10", "is_anonymous", "1", NULL);
    assert_status(res, 422);
    assert_shows(res, "Anonymous: this was fixed in the meantime");
    g_assert_cmpint(query_int(fx, "SELECT days FROM survey"), ==, 14);
    assert_status(post(fx, EDNA, desk(fx, c, "survey"), "days", "14", "is_on", "1", "is_published",
                       "1", NULL),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT is_anonymous FROM survey"), ==, 1);
}

static void
test_anonymous_answers_are_nobodys(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Case c = a_case(fx, &anonymous);
    end_event(fx, 1);
    static const int64_t people[] = {ANN, BOB, EDNA};
    const char *links[G_N_ELEMENTS(people)];
    for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
        links[i] = link_of(fx, people[i], &c);
        assert_shows(get(fx, NOBODY, links[i]), "This survey is anonymous.");
        assert_status(post(fx, NOBODY, links[i], field(fx, c.grade), i == 0 ? "1" : "2", NULL),
                      303);
    }
    g_assert_cmpint(n_answers(fx), ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM answer"
                                  " WHERE registration_id IS NOT NULL OR request_id IS NOT NULL"),
                    ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM survey_reply"), ==, 3);
    /* Once and for all. */
    assert_hides(get(fx, NOBODY, links[0]), "<form class=\"prose\"");
    assert_status(post(fx, NOBODY, links[0], field(fx, c.grade), "2", NULL), 303);
    g_assert_cmpint(n_answers(fx), ==, 3);
    assert_stays_anonymous(fx, &c);

    /* Nobody looks before and after. */
    Response *res = get(fx, EDNA, desk(fx, &c, "answers/survey"));
    assert_shows(res, "There are no results yet.");
    assert_hides(res, "Good");
    assert_status(get(fx, EDNA, desk(fx, &c, "answers/survey/csv")), 409);
    assert_hides(get(fx, NOBODY, PAGE), "How was it?");
    end_event(fx, 15);
    res = get(fx, EDNA, desk(fx, &c, "answers/survey"));
    assert_shows(res, "67 %");
    assert_hides(res, "ann@example.org");
    assert_shows(get(fx, EDNA, desk(fx, &c, "answers/survey/csv")), "How was it?,Bad,2");
    assert_shows(get(fx, NOBODY, PAGE), "67 %");

    /* It does not open again for one answer more. */
    assert_status(post(fx, EDNA, desk(fx, &c, "survey/open"), NULL), 409);
    assert_status(post(fx, EDNA, desk(fx, &c, "survey"), "days", "90", "is_on", "1", NULL), 303);
    assert_status(get(fx, NOBODY, links[0]), 410);

    Ctx *cx = fixture_begin(fx, EDNA);
    const Holding *holding = holding_find("survey_reply");
    g_assert_cmpuint(db_all(cx, holding->list, holding->type, DB_ARGS((int64_t)ANN, (int64_t)9)).n,
                     ==, 1);
    holding_erase(cx, ANN);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM survey_reply"), ==, 2);
    /* Fewer than three say nothing. */
    assert_shows(get(fx, EDNA, desk(fx, &c, "answers/survey")), "There are no results yet.");
}

static void
test_organiser_opens_it_by_the_button(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Survey by_hand = named;
    by_hand.is_on = false;
    Case c = a_case(fx, &by_hand);
    assert_status(get(fx, EDNA, desk(fx, &c, "survey")), 200);
    assert_status(post(fx, EDNA, desk(fx, &c, "survey/open"), NULL), 409); /* not over */
    end_event(fx, 20);
    g_assert_null(link_of(fx, ANN, &c));
    assert_status(post(fx, BOB, desk(fx, &c, "survey/open"), NULL), 403);
    assert_status(post_failing_at(fx, 6, EDNA, desk(fx, &c, "survey/open"), NULL), 500);
    assert_location(post(fx, EDNA, desk(fx, &c, "survey/open"), NULL), desk(fx, &c, "survey"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'event.survey'"),
                    ==, 3);
    assert_status(post(fx, EDNA, desk(fx, &c, "survey/open"), NULL), 409); /* once */
    Response *res = get(fx, EDNA, desk(fx, &c, "survey"));
    assert_statements(fx, 14);
    assert_shows(res, "Open until");
    assert_status(post(fx, EDNA, desk(fx, &c, "survey"), "days", "0", NULL), 422);
    assert_status(get(fx, EDNA, "/desk/events/999/survey"), 404);

    /* Each in the own words, with the own link. */
    static const MailKind *const mails[] = {&MAIL_SURVEY, NULL};
    fx->app.mails = mails;
    const char *mail = arena_printf(
        fx->arena, "/desk/outbox/%" PRId64,
        query_int(fx, "SELECT min(id) FROM outbox WHERE template = 'event.survey'"));
    assert_shows(get(fx, SAM, mail), "A few questions: Call");
    assert_shows(get(fx, SAM, mail), link_of(fx, ANN, &c));
}

void
survey_tests(void)
{
    add_test("/survey/is-answered-by-its-link", test_survey_is_answered_by_its_link);
    add_test("/survey/anonymous-answers-are-nobodys", test_anonymous_answers_are_nobodys);
    add_test("/survey/organiser-opens-it-by-the-button", test_organiser_opens_it_by_the_button);
}
