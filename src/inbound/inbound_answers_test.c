/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who registered by mail or from a calendar is told what is asked, and answers by mail.
 */
#include "alliance/answer_doubt.h"
#include "alliance/answer_open.h"
#include "alliance/mail_testing.h"
#include "alliance/reminder.h"
#include "base/limits.h"
#include "base/moment.h"
#include "inbound/inbound_testing.h"

#include <string.h>

static const char *const tables[] = {HOSTILE, "Training", NULL};

/* A choice that must be made, words for who chose the second, and a yes or no. */
typedef struct Asked {
    int64_t event, table, why, lunch;
    const char *to; /* Ann's answers go there */
    int64_t ann;
} Asked;

static int64_t
a_question(Ctx *cx, int64_t event, const QuestionDraft *draft)
{
    int64_t id = question_add(cx, event, QUESTION_REGISTRATION, draft);
    g_assert_cmpint(id, >, 0);
    return id;
}

static Asked
a_questionnaire(Fixture *fx, const RegistrationTerms *terms)
{
    Asked asked = {.event = a_webinar(fx, terms)};
    Ctx *cx = fixture_begin(fx, EDNA);
    asked.table = a_question(cx, asked.event,
                             &(QuestionDraft){.part = "came",
                                              .kind = "one",
                                              .text = "Which <b>table</b>?",
                                              .options = tables,
                                              .required = true});
    asked.why = a_question(cx, asked.event,
                           &(QuestionDraft){.part = "",
                                            .kind = "text",
                                            .text = "Why?",
                                            .if_id = asked.table,
                                            .if_number = 2,
                                            .required = true});
    asked.lunch = a_question(
        cx, asked.event,
        &(QuestionDraft){.part = "came", .kind = "yes", .text = "Lunch?", .required = true});
    fixture_commit(fx);
    asked.ann = register_one(fx, ANN, asked.event);
    asked.to = signed_address(fx, MAIL_ANSWERS, asked.ann, ANN);
    return asked;
}

static int64_t
n_open(Fixture *fx, int64_t registration)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    const Registration *one = registration_find(cx, registration);
    int64_t n = (int64_t)answer_open(cx, one).n;
    g_assert_cmpint(answer_open_of(answer_open_all(cx, one->item_id), registration), ==, n);
    fixture_commit(fx);
    return n;
}

static const char *
answers_of(Fixture *fx, int64_t registration)
{
    GString *words = arena_string(fx->arena, 100);
    Ctx *cx = fixture_begin(fx, NOBODY);
    AnswerSpan all = answer_of(cx, registration, QUESTION_REGISTRATION);
    for (size_t i = 0; i < all.n; i++)
        g_string_append_printf(words, "%s%" PRId64 "=%" PRId64 "%s", i > 0 ? " " : "",
                               all.at[i].question_id, all.at[i].number, all.at[i].text);
    fixture_commit(fx);
    return words->str;
}

static void
ann_writes(Fixture *fx, const Asked *asked, const char *words)
{
    arrives(fx, ANN_MAIL, asked->to, a_mail(fx, ANN_MAIL, "", words));
}

static const char *
line(Fixture *fx, int64_t question, const char *words)
{
    return arena_printf(fx->arena, "%" PRId64 ": %s\n", question, words);
}

static const char *
seat_of(Fixture *fx, int64_t id)
{
    return query_text(
        fx, arena_printf(fx->arena, "SELECT state FROM registration WHERE id = %" PRId64, id));
}

static void
test_confirmation_says_what_is_asked(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx, &(RegistrationTerms){.is_open = true});
    const char *calendar = signed_address(fx, MAIL_REGISTRATION_ANSWER, asked.ann, ANN);
    arrives(fx, ANN_MAIL, calendar, a_mail(fx, ANN_MAIL, "", "no\n"));
    arrives(fx, ANN_MAIL, calendar, a_mail(fx, ANN_MAIL, "", "yes\n"));
    const char *text = newest_mail(fx, &MAIL_REGISTRATION, ANN);
    assert_says(text, "You answer here:\n");
    assert_says(text, "/registrations/");
    assert_says(text,
                arena_printf(fx->arena,
                             "%" PRId64 ") Which <b>table</b>?\n1 = " HOSTILE "\n2 = Training\n",
                             asked.table));
    assert_says(text, arena_printf(fx->arena, "%" PRId64 ") Lunch?\n1 = Yes\n2 = No", asked.lunch));
    assert_says(text, arena_printf(fx->arena, "For instance:\n%" PRId64 ": 1\n", asked.table));
    g_assert_null(strstr(text, "Why?")); /* it waits for the first one */
    static const MailKind *const kinds[] = {&MAIL_REGISTRATION, NULL};
    Mail mail;
    const char *message;
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    g_assert_cmpstr(mail.reply_to, ==, asked.to);
    /* Without mail that comes in there is only the page; in French all of it is French. */
    run_sql(fx, "UPDATE setting SET value = '' WHERE name = 'mail_in'");
    run_sql(fx, "UPDATE person SET language = 'fr' WHERE id = 1");
    run_sql(fx, "UPDATE outbox SET language = 'fr'");
    text = newest_mail(fx, &MAIL_REGISTRATION, ANN);
    assert_says(text, "Vous répondez ici :\n");
    assert_says(text, "1 = Oui\n2 = Non");
    g_assert_null(strstr(text, "Par exemple"));
    /* Who has answered is asked nothing. */
    run_sql(fx, "UPDATE question SET required = 0");
    g_assert_null(strstr(newest_mail(fx, &MAIL_REGISTRATION, ANN), "Vous répondez"));
}

static void
test_lines_of_a_mail_are_answers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx, &(RegistrationTerms){.is_open = true});
    g_assert_cmpint(n_open(fx, asked.ann), ==, 2);
    ann_writes(fx, &asked,
               arena_printf(fx->arena, "Hello,\n %" PRId64 " ) 2\n%s> quoted\n", asked.table,
                            line(fx, asked.lunch, "no")));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(
        answers_of(fx, asked.ann), ==,
        arena_printf(fx->arena, "%" PRId64 "=2 %" PRId64 "=2", asked.table, asked.lunch));
    g_assert_cmpstr(seat_of(fx, asked.ann), ==, "in");
    const char *text = newest_mail(fx, &MAIL_ANSWERED, ANN);
    assert_says(text, "Which <b>table</b>?\nTraining");
    assert_says(text, "Lunch?\nNo");
    assert_says(text, "Why?"); /* now it is asked */
    g_assert_cmpint(n_open(fx, asked.ann), ==, 1);
    /* Nothing of it is kept with the mail. */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM inbound WHERE words <> ''"
                                  " OR coalesce(length(raw), 0) > 0"),
                    ==, 0);
    ann_writes(fx, &asked, line(fx, asked.why, HOSTILE "\n12: not a question\nBye"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpint(n_open(fx, asked.ann), ==, 0);
    assert_says(newest_mail(fx, &MAIL_ANSWERED, ANN), HOSTILE "\n12: not a question\nBye");
    assert_says(newest_mail(fx, &MAIL_ANSWERED, ANN), "If we understood something wrongly");
    /* In words, and what depended on it goes. */
    ann_writes(fx, &asked, line(fx, asked.table, HOSTILE));
    g_assert_cmpstr(
        answers_of(fx, asked.ann), ==,
        arena_printf(fx->arena, "%" PRId64 "=1 %" PRId64 "=2", asked.table, asked.lunch));
}

static void
test_what_is_no_answer_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx, &(RegistrationTerms){.is_open = true});
    const char *const wrong[] = {
        "Where is it?\n",
        line(fx, asked.table, "3"),
        line(fx, asked.table, "1, 2"),
        "999: 1\n",
        line(fx, asked.table, "maybe"),
        "2\n",
        "",
        line(fx, asked.lunch, "0"),
        line(fx, asked.why, " "),
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        run_sql(fx, "DELETE FROM outbox");
        ann_writes(fx, &asked, wrong[i]);
        g_assert_cmpstr(state_of(fx), ==, "answer refused");
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 1); /* she is told */
    }
    g_assert_cmpstr(answers_of(fx, asked.ann), ==, "");
    g_autofree char *long_words = g_strnfill(LIMIT_ANSWER_TEXT + 1, 'x');
    ann_writes(fx, &asked, line(fx, asked.why, long_words));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    /* Of two lines one is fine. */
    ann_writes(
        fx, &asked,
        arena_printf(fx->arena, "%s%s", line(fx, asked.table, "7"), line(fx, asked.lunch, "yes")));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'inbound.answer'"
                                  " AND argument LIKE '%\"partly\":\"yes\"%'"),
                    ==, 1);
    g_assert_cmpstr(answers_of(fx, asked.ann), ==,
                    arena_printf(fx->arena, "%" PRId64 "=1", asked.lunch));
    /* Nobody else answers for her, nor she after the event. */
    arrives(fx, "bob@example.org", asked.to,
            a_mail(fx, "bob@example.org", "", line(fx, asked.table, "1")));
    g_assert_cmpstr(state_of(fx), ==, "answer dropped");
    fx->now = query_int(fx, "SELECT max(ends_at) FROM occurrence");
    ann_writes(fx, &asked, line(fx, asked.table, "1"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpint(n_open(fx, asked.ann), ==, 1);
}

static void
test_no_seat_is_lost_by_an_answer(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx, &(RegistrationTerms){.is_open = true});
    ann_writes(fx, &asked, "No\n"); /* lunch, or all of it? */
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpstr(seat_of(fx, asked.ann), ==, "in");
    ann_writes(fx, &asked, line(fx, asked.lunch, "yes"));
    ann_writes(fx, &asked, "No nuts, please.\n");
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpstr(seat_of(fx, asked.ann), ==, "in");
    /* One choice is open: its number is enough. */
    ann_writes(fx, &asked, "1\n\n> Which?\n");
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpint(n_open(fx, asked.ann), ==, 0);
    ann_writes(fx, &asked, "No, I cannot come.\n");
    g_assert_cmpstr(seat_of(fx, asked.ann), ==, "left");
    ann_writes(fx, &asked, line(fx, asked.lunch, "2"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    ann_writes(fx, &asked, "yes\n");
    g_assert_cmpstr(seat_of(fx, asked.ann), ==, "in");
}

static void
test_guest_answers_by_the_address(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx, &(RegistrationTerms){.is_open = true, .guests = true});
    int64_t guest = register_one(fx, NOBODY, asked.event);
    const char *to = signed_address(fx, MAIL_ANSWERS, guest, NOBODY);
    arrives(fx, "eve@example.org", to,
            a_mail(fx, "eve@example.org", "", line(fx, asked.lunch, "1")));
    g_assert_cmpstr(state_of(fx), ==, "answer dropped");
    arrives(fx, GUEST, to, a_mail(fx, GUEST, "", line(fx, asked.lunch, "Yes!")));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpint(n_open(fx, guest), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE address = '" GUEST "'"
                                  " AND template = 'registration.answered'"),
                    ==, 1);
    /* Several may be chosen where several are asked for. */
    run_sql(fx, "UPDATE question SET kind = 'several' WHERE kind = 'one'");
    arrives(fx, GUEST, to, a_mail(fx, GUEST, "", line(fx, asked.table, "2, 1 2")));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(answers_of(fx, guest), ==,
                    arena_printf(fx->arena, "%" PRId64 "=1 %" PRId64 "=2 %" PRId64 "=1",
                                 asked.table, asked.table, asked.lunch));
}

/* ---- what was dropped in doubt ---- */

#define EVE "eve@example.org"

static int64_t
n_told(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'registration.doubt'"
                         " AND address = '" GUEST "'");
}

/* As it would be sent now, subject first; "" if it would not. */
static const char *
told(Fixture *fx)
{
    static const MailKind *const kinds[] = {&MAIL_ANSWERS_DROPPED, NULL};
    Mail mail;
    const char *message;
    if (!newest_letter(fx, kinds, &mail, &message))
        return "";
    return arena_printf(fx->arena, "%s\n%s\n%s", mail.subject, mail.text, message);
}

typedef struct Guest {
    Asked asked;
    int64_t id;
    const char *to;
} Guest;

static Guest
a_guest(Fixture *fx)
{
    Guest guest = {
        .asked = a_questionnaire(fx, &(RegistrationTerms){.is_open = true, .guests = true})};
    guest.id = register_one(fx, NOBODY, guest.asked.event);
    guest.to = signed_address(fx, MAIL_ANSWERS, guest.id, NOBODY);
    return guest;
}

static void
eve_writes(Fixture *fx, const Guest *guest, const char *headers)
{
    arrives(fx, EVE, guest->to,
            a_mail(fx, EVE, headers, line(fx, guest->asked.lunch, "yes, ZYXSECRET")));
}

static void
test_guest_hears_what_was_dropped(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Guest guest = a_guest(fx);
    eve_writes(fx, &guest, "");
    g_assert_cmpstr(state_of(fx), ==, "answer dropped");
    g_assert_cmpint(n_told(fx), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 1); /* not who wrote it */
    const char *text = told(fx);
    assert_says(text, "Answers not taken: Call\n");
    assert_says(text, "it did not come from this address");
    assert_says(text, "/registrations/");
    assert_says(text, "its link stands below.\n\nOr write it once more from this address");
    assert_says(text, "This is still asked:\nWhich <b>table</b>?\nLunch?");
    assert_says(text, "Auto-Submitted: ");
    /* Nobody's words reach the guest by it, and nothing of them is kept. */
    g_assert_null(strstr(text, "ZYXSECRET"));
    g_assert_null(strstr(text, EVE));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE argument LIKE '%ZYX%'"
                                  " OR argument LIKE '%Re:%' OR secret <> ''"),
                    ==, 0);
    g_assert_cmpstr(answers_of(fx, guest.id), ==, "");
    /* In French; without mail that comes in there is only the page. */
    run_sql(fx, "UPDATE setting SET value = '' WHERE name = 'mail_in'");
    run_sql(fx, "UPDATE outbox SET language = 'fr'");
    text = told(fx);
    assert_says(text, "Réponses non prises en compte");
    g_assert_null(strstr(text, "depuis cette adresse, en réponse"));
    /* When it is too late to answer nothing is said any more. */
    fx->now = query_int(fx, "SELECT max(ends_at) FROM occurrence");
    g_assert_cmpstr(told(fx), ==, "");
}

static void
test_guest_hears_it_once_a_day(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Guest guest = a_guest(fx);
    eve_writes(fx, &guest, "");
    eve_writes(fx, &guest, "");
    fx->now += ANSWER_DOUBT_SILENCE - 1;
    eve_writes(fx, &guest, "");
    g_assert_cmpint(n_told(fx), ==, 1);
    fx->now++;
    eve_writes(fx, &guest, "");
    g_assert_cmpint(n_told(fx), ==, 2);
    /* Programs that answer, lists, what comes back: nobody is told, so nothing goes in circles. */
    fx->now += ANSWER_DOUBT_SILENCE;
    static const char *const headers[] = {
        "Auto-Submitted: auto-replied\n",
        "Precedence: auto_reply\n",
        "Precedence: bulk\n",
        "List-Id: <all.example.org>\n",
        "Content-Type: multipart/report; report-type=delivery-status\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
        eve_writes(fx, &guest, headers[i]);
        g_assert_cmpstr(state_of(fx), !=, "answer dropped");
    }
    run_sql(fx, "INSERT INTO sender_block (address, blocked_at) VALUES ('" EVE "', 1)");
    eve_writes(fx, &guest, "");
    g_assert_cmpint(n_told(fx), ==, 2);
    /* The clock was ahead: it is not silent until then. */
    run_sql(fx, "DELETE FROM sender_block;"
                "UPDATE registration SET doubt_told_at = doubt_told_at + 100000000");
    eve_writes(fx, &guest, "");
    g_assert_cmpint(n_told(fx), ==, 3);
}

static void
test_guest_hears_of_a_sender_unproved(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Guest guest = a_guest(fx);
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('authserv_id', 'mx')");
    const char *answer = line(fx, guest.asked.lunch, "yes");
    arrives(fx, GUEST, guest.to,
            a_mail(fx, GUEST, "Authentication-Results: mx; dmarc=fail\n", answer));
    g_assert_cmpstr(state_of(fx), ==, "answer dropped");
    g_assert_cmpint(n_told(fx), ==, 1);
    assert_says(told(fx), "could not make sure that it came from you");
    g_assert_null(strstr(told(fx), "write it once more"));
    /* Of what was taken nothing is said but what was understood. */
    arrives(fx, GUEST, guest.to,
            a_mail(fx, GUEST, "Authentication-Results: mx; dmarc=pass\n", answer));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpint(n_told(fx), ==, 1);
}

static void
test_who_is_not_there_hears_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Guest guest = a_guest(fx);
    /* A member hears it in the way of all mails that were dropped. */
    arrives(fx, EVE, guest.asked.to, a_mail(fx, EVE, "", "1"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'inbound.answer'"),
                    ==, 1);
    /* Erased a year after the event, and gone with it. */
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE registration SET email = NULL, name = '' WHERE id = %" PRId64,
                             guest.id));
    eve_writes(fx, &guest, "");
    g_assert_cmpstr(state_of(fx), ==, "answer dropped");
    run_sql(fx, "DELETE FROM registration");
    eve_writes(fx, &guest, "");
    g_assert_cmpstr(state_of(fx), ==, "answer dropped");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 1);
}

static void
tell_guest(Ctx *cx, const void *data)
{
    answer_doubt_tell(cx, ((const Guest *)data)->id, EVE);
}

static void
test_failing_database_tells_nobody(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Guest guest = a_guest(fx);
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, tell_guest, &guest), >, 2);
    g_assert_cmpint(n_told(fx), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration"
                                  " WHERE doubt_told_at IS NOT NULL"),
                    ==, 0);
}

/* ---- reminders ---- */

static const char *
reminded(Fixture *fx, int64_t at)
{
    fx->now = at;
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(reminder_run(cx), ==, 1);
    fixture_commit(fx);
    return newest_mail(fx, &MAIL_REMINDER, ANN);
}

static void
test_first_reminder_asks_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx,
                                  &(RegistrationTerms){.is_open = true, .reminders = "day,hour"});
    int64_t starts = query_int(fx, "SELECT min(starts_at) FROM occurrence");
    const char *text = reminded(fx, starts - MOMENT_DAY);
    assert_says(text, "You answer here:\n");
    assert_says(text, "Which <b>table</b>?");
    ann_writes(fx, &asked, line(fx, asked.table, "1"));
    text = newest_mail(fx, &MAIL_REMINDER, ANN); /* as it would be sent now */
    g_assert_null(strstr(text, "table"));
    assert_says(text, "Lunch?");
    text = reminded(fx, starts - 3600);
    assert_says(text, "begins soon");
    g_assert_null(strstr(text, "Lunch?"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"
                                  " WHERE template = 'registration.reminder'"),
                    ==, 2);
}

static void
take_answers(Ctx *cx, const void *data)
{
    const Asked *asked = data;
    const Registration *ann = registration_find(cx, asked->ann);
    const Answer answers[] = {
        {.question_id = asked->table, .number = 2, .text = ""     },
        {.question_id = asked->why,   .number = 0, .text = HOSTILE},
    };
    if (ann == NULL)
        return;
    answer_amend(cx, ann->id, (AnswerSpan){answers, G_N_ELEMENTS(answers)});
    answer_confirm_mail(cx, ann);
}

static void
test_failing_database_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Asked asked = a_questionnaire(fx, &(RegistrationTerms){.is_open = true});
    g_assert_cmpint(fixture_fail_each(fx, ANN, take_answers, &asked), >, 4);
    g_assert_cmpstr(answers_of(fx, asked.ann), ==, "");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
}

void
inbound_answers_tests(void)
{
    add_test("/inbound-answers/confirmation-says-what-is-asked",
             test_confirmation_says_what_is_asked);
    add_test("/inbound-answers/lines-of-a-mail-are-answers", test_lines_of_a_mail_are_answers);
    add_test("/inbound-answers/what-is-no-answer-changes-nothing",
             test_what_is_no_answer_changes_nothing);
    add_test("/inbound-answers/no-seat-is-lost-by-an-answer", test_no_seat_is_lost_by_an_answer);
    add_test("/inbound-answers/guest-answers-by-the-address", test_guest_answers_by_the_address);
    add_test("/inbound-answers/guest-hears-what-was-dropped", test_guest_hears_what_was_dropped);
    add_test("/inbound-answers/guest-hears-it-once-a-day", test_guest_hears_it_once_a_day);
    add_test("/inbound-answers/guest-hears-of-a-sender-unproved",
             test_guest_hears_of_a_sender_unproved);
    add_test("/inbound-answers/who-is-not-there-hears-nothing",
             test_who_is_not_there_hears_nothing);
    add_test("/inbound-answers/failing-database-tells-nobody", test_failing_database_tells_nobody);
    add_test("/inbound-answers/first-reminder-asks-once", test_first_reminder_asks_once);
    add_test("/inbound-answers/failing-database-keeps-nothing",
             test_failing_database_keeps_nothing);
}
