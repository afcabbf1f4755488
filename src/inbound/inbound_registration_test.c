/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Calendars and people answer whether they come.
 */
#include "alliance/task.h"
#include "inbound/inbound_testing.h"

static const char *
seat_of(Fixture *fx, int64_t id)
{
    return query_text(
        fx, arena_printf(fx->arena, "SELECT state FROM registration WHERE id = %" PRId64, id));
}

/* As the programs of large services write it: nobody's words, and a calendar beside them. */
static const char *
an_answer(Fixture *fx, const char *from, const char *status)
{
    const char *more = "Auto-Submitted: auto-generated\nMIME-Version: 1.0\n"
                       "Content-Type: multipart/alternative; boundary=b\n";
    const char *text = arena_printf(
        fx->arena,
        "--b\nContent-Type: text/plain\n\n%s has answered this invitation.\n"
        "--b\nContent-Type: text/calendar; method=REPLY; charset=utf-8\n\n"
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:x\n"
        "ATTENDEE;CN=\"a\";PARTSTAT=%s:mailto:%s\nEND:VEVENT\nEND:VCALENDAR\n--b--\n",
        from, status, from);
    return a_mail(fx, from, more, text);
}

static void
test_calendar_says_whether_one_comes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_webinar(fx, &(RegistrationTerms){.is_open = true, .seats = 1});
    int64_t ann = register_one(fx, ANN, event), bob = register_one(fx, BOB, event);
    const char *to = signed_address(fx, MAIL_REGISTRATION_ANSWER, ann, ANN);
    arrives(fx, ANN_MAIL, to, an_answer(fx, ANN_MAIL, "TENTATIVE"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(seat_of(fx, ann), ==, "in");
    arrives(fx, ANN_MAIL, to, an_answer(fx, ANN_MAIL, "ACCEPTED"));
    g_assert_cmpstr(seat_of(fx, ann), ==, "in");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0); /* nothing has changed */
    arrives(fx, ANN_MAIL, to, an_answer(fx, ANN_MAIL, "DECLINED"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(seat_of(fx, ann), ==, "left");
    g_assert_cmpstr(seat_of(fx, bob), ==, "in");
    arrives(fx, ANN_MAIL, to, an_answer(fx, ANN_MAIL, "ACCEPTED"));
    g_assert_cmpstr(seat_of(fx, ann), ==, "waiting");
    g_assert_cmpint(query_int(fx, "SELECT people FROM registration WHERE person_id = 1"), ==, 3);
    /* Somebody else's calendar decides nothing. */
    arrives(fx, "bob@example.org", to, an_answer(fx, "bob@example.org", "DECLINED"));
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    g_assert_cmpstr(seat_of(fx, ann), ==, "waiting");
    /* What calendars do elsewhere stays nobody's answer. */
    arrives(fx, ANN_MAIL, signed_address(fx, MAIL_COMMENT, an_item(fx), ANN),
            an_answer(fx, ANN_MAIL, "DECLINED"));
    g_assert_cmpstr(state_of(fx), ==, "auto-reply dropped");
}

static void
test_word_says_whether_one_comes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_webinar(fx, &(RegistrationTerms){.is_open = true});
    int64_t ann = register_one(fx, ANN, event);
    const char *to = signed_address(fx, MAIL_REGISTRATION_ANSWER, ann, ANN);
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "Hapana.\n\n> Come?\n"));
    g_assert_cmpstr(seat_of(fx, ann), ==, "left");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "Oui, avec plaisir !\n"));
    g_assert_cmpstr(seat_of(fx, ann), ==, "in");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "Where is it?\n"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpstr(seat_of(fx, ann), ==, "in");
    run_sql(fx, "UPDATE registration_terms SET is_open = 0");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "no\n"));
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "yes\n"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpstr(seat_of(fx, ann), ==, "left");
}

static void
test_who_has_no_record_answers_by_the_address(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_webinar(fx, &(RegistrationTerms){.is_open = true, .guests = true});
    int64_t guest = register_one(fx, NOBODY, event);
    const char *to = signed_address(fx, MAIL_REGISTRATION_ANSWER, guest, NOBODY);
    arrives(fx, "eve@example.org", to, an_answer(fx, "eve@example.org", "DECLINED"));
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    arrives(fx, ANN_MAIL, to, an_answer(fx, ANN_MAIL, "DECLINED"));
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    g_assert_cmpstr(seat_of(fx, guest), ==, "in");
    arrives(fx, GUEST, to, a_mail(fx, GUEST, "", "perhaps\n"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE address = '" GUEST "'"), ==,
                    1);
    arrives(fx, GUEST, to, an_answer(fx, GUEST, "DECLINED"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(seat_of(fx, guest), ==, "left");
    /* A forged sender decides nothing where our mail server tells. */
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('authserv_id', 'mx')");
    arrives(fx, GUEST, to, an_answer(fx, GUEST, "ACCEPTED"));
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    g_assert_cmpstr(seat_of(fx, guest), ==, "left");
}

static void
test_organiser_decides_by_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_webinar(fx, &(RegistrationTerms){.is_open = true, .approval = true});
    int64_t ann = register_one(fx, ANN, event);
    int64_t task = query_int(fx, "SELECT id FROM task WHERE kind = 'registration.review'");
    const char *of_bob = signed_address(fx, MAIL_TASK, task, BOB);
    arrives(fx, "bob@example.org", of_bob, a_mail(fx, "bob@example.org", "", "yes"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    int64_t bob = register_one(fx, BOB, event);
    const char *of_sam = signed_address(fx, MAIL_TASK, task, SAM);
    arrives(fx, "sam@example.org", of_sam, a_mail(fx, "sam@example.org", "", "yes"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused"); /* which of the two? */
    g_assert_cmpstr(seat_of(fx, ann), ==, "asked");
    run_sql(fx, arena_printf(fx->arena, "DELETE FROM registration WHERE id = %" PRId64, bob));
    arrives(fx, "sam@example.org", of_sam, a_mail(fx, "sam@example.org", "", "yes"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(seat_of(fx, ann), ==, "in");
}

void
inbound_registration_tests(void)
{
    add_test("/inbound-registration/calendar-says-whether-one-comes",
             test_calendar_says_whether_one_comes);
    add_test("/inbound-registration/word-says-whether-one-comes", test_word_says_whether_one_comes);
    add_test("/inbound-registration/who-has-no-record-answers-by-the-address",
             test_who_has_no_record_answers_by_the_address);
    add_test("/inbound-registration/organiser-decides-by-mail", test_organiser_decides_by_mail);
}
