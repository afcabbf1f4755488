/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * After an event one mail does: what came out of it, and the survey.
 */
#include "alliance/attendance.h"
#include "alliance/mail_testing.h"
#include "alliance/survey.h"
#include "alliance/thanks.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"

#include <string.h>

#define PAGE "/events/call"

static const char *
desk(Fixture *fx, int64_t event, const char *rest)
{
    return arena_printf(fx->arena, "/desk/events/%" PRId64 "/%s", event, rest);
}

/* The call is over since yesterday; ANN was there, BOB had a seat and was not.  There is a
 * recording, and a survey that opens by itself, or not. */
static int64_t
a_past_event(Fixture *fx, bool is_on)
{
    int64_t event = a_call(fx, &(RegistrationTerms){.is_open = true, .recording = true});
    post(fx, ANN, PAGE "/register", NULL);
    post(fx, BOB, PAGE "/register", NULL);
    Ctx *cx = fixture_begin(fx, ANN);
    attendance_note(cx, registration_mine(cx, event), ATTENDANCE_DESK);
    question_add(cx, event, QUESTION_SURVEY,
                 &(QuestionDraft){.part = "", .kind = "line", .text = "How was it?"});
    survey_save(cx, event,
                &(Survey){.is_on = is_on,
                          .is_anonymous = true,
                          .days = 30,
                          .came_words = "",
                          .missed_words = ""});
    fixture_commit(fx);
    run_sql(fx,
            arena_printf(fx->arena,
                         "UPDATE occurrence SET starts_at = %" PRId64 ", ends_at = %" PRId64
                         "; DELETE FROM outbox;"
                         "INSERT INTO item (kind, slug, title, status, audience, parent_id,"
                         " link, created_at, updated_at) VALUES ('session', 'talk', 'Talk',"
                         " 'published', 'public', %" PRId64 ", 'https://video.example/talk', 1, 1)",
                         TEST_NOW - 90000, TEST_NOW - 86400, event));
    return event;
}

static void
thank(Fixture *fx, int64_t event)
{
    assert_status(post(fx, EDNA, desk(fx, event, "thanks"), NULL), 303);
}

static void
open_survey(Fixture *fx, int64_t event)
{
    assert_status(post(fx, EDNA, desk(fx, event, "survey/open"), NULL), 303);
}

static void
all_left(Fixture *fx)
{
    run_sql(fx, arena_printf(fx->arena, "UPDATE outbox SET state = 'sent', sent_at = %" PRId64,
                             fx->now));
}

static const char *
survey_mail(Fixture *fx, int64_t me)
{
    return newest_mail(fx, &MAIL_SURVEY, me);
}

static void
test_thanks_carry_the_survey(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_past_event(fx, true);
    Response *res = get(fx, EDNA, desk(fx, event, "thanks"));
    assert_statements(fx, 24);
    assert_shows(res, "You were there: who organised it would like to know how it was");
    assert_shows(res, "has a few questions to those who could not come, too.");
    assert_hides(res, "/surveys/"); /* the links are their owners' */
    assert_hides(res, "The survey is not open.");
    thank(fx, event);
    const char *ann = newest_mail(fx, &MAIL_THANKS, ANN), *bob = newest_mail(fx, &MAIL_THANKS, BOB);
    assert_says(ann, "https://video.example/talk");
    assert_says(ann, "You were there: who organised it would like to know");
    assert_says(ann, "The survey is anonymous");
    g_assert_null(strstr(bob, "You were there"));
    assert_says(bob, "has a few questions to those who could not come, too.");
    const char *link = strstr(bob, "/surveys/");
    g_assert_nonnull(link);
    link = arena_strndup(fx->arena, link, strcspn(link, "\n "));
    assert_status(get(fx, NOBODY, link), 200);
    /* Who has answered is not asked again. */
    assert_status(post(fx, NOBODY, link, "q1", "Well", NULL), 303);
    g_assert_null(strstr(newest_mail(fx, &MAIL_THANKS, BOB), "/surveys/"));
    assert_says(newest_mail(fx, &MAIL_THANKS, ANN), "/surveys/");
    run_sql(fx, "UPDATE outbox SET language = 'fr'");
    assert_says(newest_mail(fx, &MAIL_THANKS, ANN), "Vous y étiez");
}

static void
test_survey_that_was_opened_waits_for_the_thanks(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_past_event(fx, false);
    assert_shows(get(fx, EDNA, desk(fx, event, "thanks")), "The survey is not open.");
    assert_shows(get(fx, EDNA, desk(fx, event, "survey")), "The mails leave in 2 hours");
    open_survey(fx, event);
    g_assert_cmpint(query_int(fx, "SELECT min(send_at - created_at) FROM outbox"), ==,
                    SURVEY_PAUSE);
    assert_says(survey_mail(fx, ANN), "A few questions: Call");
    fx->now += SURVEY_PAUSE - 1;
    thank(fx, event);
    g_assert_cmpstr(survey_mail(fx, ANN), ==, "");
    g_assert_cmpstr(survey_mail(fx, BOB), ==, "");
    assert_says(newest_mail(fx, &MAIL_THANKS, ANN), "/surveys/");
    /* What could not be sent carries nothing. */
    run_sql(fx, "UPDATE outbox SET state = 'failed' WHERE template = 'registration.thanks'"
                " AND person_id = 1");
    assert_says(survey_mail(fx, ANN), "/surveys/");
    g_assert_cmpstr(survey_mail(fx, BOB), ==, "");
}

static void
test_thanks_before_the_survey_carry_it_if_they_still_can(Fixture *fx,
                                                         const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_past_event(fx, false);
    thank(fx, event); /* and waits for the reader's morning */
    fx->now += 60;
    open_survey(fx, event);
    g_assert_cmpstr(survey_mail(fx, ANN), ==, "");
    assert_says(newest_mail(fx, &MAIL_THANKS, ANN), "/surveys/");
    /* It left before there was a survey: then that comes by itself. */
    run_sql(fx, "UPDATE outbox SET state = 'sent', sent_at = created_at"
                " WHERE template = 'registration.thanks'");
    assert_says(survey_mail(fx, ANN), "/surveys/");
    assert_says(survey_mail(fx, BOB), "you could not come to \"Call\"");
}

static void
test_after_some_days_a_mail_asks_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_past_event(fx, true);
    thank(fx, event);
    all_left(fx);
    fx->now += SURVEY_RECENT;
    open_survey(fx, event);
    g_assert_cmpstr(survey_mail(fx, ANN), ==, ""); /* two days ago is short */
    run_sql(fx, "UPDATE survey SET opened_at = NULL; DELETE FROM outbox"
                " WHERE template = 'event.survey'");
    fx->now += 1;
    open_survey(fx, event);
    assert_says(survey_mail(fx, ANN), "/surveys/");
}

void
survey_mail_tests(void)
{
    add_test("/survey-mail/thanks-carry-the-survey", test_thanks_carry_the_survey);
    add_test("/survey-mail/survey-that-was-opened-waits-for-the-thanks",
             test_survey_that_was_opened_waits_for_the_thanks);
    add_test("/survey-mail/thanks-before-the-survey-carry-it-if-they-still-can",
             test_thanks_before_the_survey_carry_it_if_they_still_can);
    add_test("/survey-mail/after-some-days-a-mail-asks-again",
             test_after_some_days_a_mail_asks_again);
}
