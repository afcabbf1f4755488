/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/thanks.h"

#include "alliance/attendance.h"
#include "alliance/programme.h"
#include "alliance/sender.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"

#include <string.h>

#define WATCH "https://video.example.org/opening"

static const char *
desk(Fixture *fx, int64_t id, const char *rest)
{
    return arena_printf(fx->arena, "/desk/events/%" PRId64 "/%s", id, rest);
}

/* A session of the call, with this recording ("": none yet). */
static int64_t
a_talk(Fixture *fx, int64_t event, const char *title, const char *recording)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = programme_insert(cx, event_find(cx, event),
                                  &(SessionDraft){.title = title,
                                                  .summary = "",
                                                  .body = "",
                                                  .language = "en",
                                                  .kind = "panel",
                                                  .starts = "2017-03-16T09:00",
                                                  .ends = "2017-03-16T09:30",
                                                  .room = "",
                                                  .recording = recording});
    g_assert_cmpint(id, >, 0);
    fixture_commit(fx);
    return id;
}

/* Ann, Bob and a guest, who reads French, are registered; and it is over. */
static int64_t
a_past_call(Fixture *fx)
{
    int64_t id = a_call(fx,
                        &(RegistrationTerms){.is_open = true, .guests = true, .recording = true});
    assert_status(post(fx, ANN, "/events/call/register", NULL), 303);
    assert_status(post(fx, BOB, "/events/call/register", NULL), 303);
    Ctx *cx = fixture_begin(fx, NOBODY);
    const Applicant guest = {
        .email = "guest@example.org", .name = HOSTILE, .language = "fr", .zone = "UTC"};
    bool is_new = false;
    g_assert_nonnull(registration_admit(cx, id, &guest, &is_new));
    fixture_commit(fx);
    fx->now = query_int(fx, "SELECT max(ends_at) FROM occurrence") + 3600;
    run_sql(fx, "DELETE FROM outbox");
    return id;
}

static void
note_came(Fixture *fx, int64_t person)
{
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE registration SET came_at = 1, came_by = 'desk'"
                             " WHERE person_id = %d",
                             (int)person));
}

static int64_t
n_mails(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'registration.thanks'");
}

static Response *
press(Fixture *fx, int64_t id)
{
    return post(fx, EDNA, desk(fx, id, "thanks"), NULL);
}

/* The newest mail to an address as it would be sent now; NULL: it would not. */
static const char *
text_to(Fixture *fx, const char *address)
{
    static const MailKind *const kinds[] = {&MAIL_THANKS, NULL};
    int64_t id = query_int(fx, arena_printf(fx->arena,
                                            "SELECT max(id) FROM outbox WHERE address = '%s'"
                                            " AND template = 'registration.thanks'",
                                            address));
    Ctx *cx = fixture_begin(fx, NOBODY);
    const OutboxMail *row = mail_find(cx, id);
    g_assert_nonnull(row);
    const MailSender sender = mail_sender(cx);
    Mail mail = {0};
    const char *text = NULL;
    if (mail_compose(cx, kinds, &sender, row, &mail))
        text = arena_printf(fx->arena, "%s\n%s", mail.subject, mail.text);
    fixture_commit(fx);
    g_test_message("%s: %s", address, text);
    return text;
}

static const char *
address_of(Fixture *fx, int64_t person)
{
    return query_text(
        fx, arena_printf(fx->arena, "SELECT email FROM person WHERE id = %d", (int)person));
}

static void
assert_says(const char *text, const char *words)
{
    g_assert_nonnull(text);
    if (strstr(text, words) == NULL)
        g_error("\"%s\" is not in: %s", words, text);
}

static void
test_who_came_and_who_did_not_read_other_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_past_call(fx);
    note_came(fx, ANN);
    assert_shows(get(fx, EDNA, desk(fx, id, "thanks")), "Nothing is new to anybody.");
    a_talk(fx, id, HOSTILE, WATCH);
    Response *res = get(fx, EDNA, desk(fx, id, "thanks"));
    assert_shows(res, "Thank you for coming: Call");
    assert_shows(res, "What you missed: Call");
    assert_shows(res, "Send 3 mails");
    assert_statements(fx, 14);
    assert_shows(get(fx, EDNA, desk(fx, id, "registrations")), "/thanks");
    assert_shows(get_json(fx, EDNA, desk(fx, id, "thanks.json")), "\"n\":3");
    assert_location(press(fx, id), desk(fx, id, "thanks"));
    g_assert_cmpint(n_mails(fx), ==, 3);
    const char *ann = text_to(fx, address_of(fx, ANN));
    assert_says(ann, "Thank you for coming: Call");
    assert_says(ann, WATCH);
    assert_says(ann, HOSTILE);
    assert_says(text_to(fx, address_of(fx, BOB)), "What you missed: Call");
    assert_says(text_to(fx, "guest@example.org"), "Enregistrement");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'registration.thank'"),
                    ==, 1);
}

static void
test_nobody_is_told_twice(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_past_call(fx);
    a_talk(fx, id, "Opening", WATCH);
    a_talk(fx, id, "Without anything", "");
    assert_status(press(fx, id), 303);
    assert_says(text_to(fx, address_of(fx, ANN)), "thank you for your interest");
    assert_status(press(fx, id), 303);
    g_assert_cmpint(n_mails(fx), ==, 3);
    a_talk(fx, id, "Closing", "https://video.example.org/closing");
    assert_shows(get(fx, EDNA, desk(fx, id, "thanks")), "There is more: Call");
    assert_status(press(fx, id), 303);
    g_assert_cmpint(n_mails(fx), ==, 6);
    const char *ann = text_to(fx, address_of(fx, ANN));
    assert_says(ann, "There is more: Call");
    assert_says(ann, "closing");
    g_assert_null(strstr(ann, WATCH));
    /* What is gone before the mail is written is not in it, nor a mail of nothing. */
    run_sql(fx, "UPDATE item SET link = NULL WHERE kind = 'session'");
    g_assert_null(text_to(fx, address_of(fx, ANN)));
}

static void
test_mail_has_its_readers_rights(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_past_call(fx);
    a_talk(fx, id, "Opening", WATCH);
    run_sql(fx, "UPDATE registration SET state = 'left' WHERE person_id = 2");
    assert_status(press(fx, id), 303);
    g_assert_cmpint(n_mails(fx), ==, 2);
    run_sql(fx, "UPDATE item SET audience = 'members'");
    assert_says(text_to(fx, address_of(fx, ANN)), WATCH);
    g_assert_null(text_to(fx, "guest@example.org"));
    run_sql(fx, "UPDATE person SET left_at = 1 WHERE id = 1");
    g_assert_null(text_to(fx, address_of(fx, ANN)));
    run_sql(fx, "UPDATE registration SET state = 'in'");
    run_sql(fx, "DELETE FROM thanks_told");
    assert_status(press(fx, id), 303);
    g_assert_cmpint(n_mails(fx), ==, 4); /* Bob and the guest, not Ann, who has left */
}

static void
test_thanks_are_for_who_leads_what_is_over(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_past_call(fx);
    a_talk(fx, id, "Opening", WATCH);
    int64_t over = fx->now;
    fx->now = TEST_NOW; /* Ann is still signed in */
    assert_status(get(fx, ANN, desk(fx, id, "thanks")), 403);
    assert_status(get_json(fx, ANN, desk(fx, id, "thanks.json")), 403);
    assert_status(post(fx, ANN, desk(fx, id, "thanks"), NULL), 403);
    assert_status(get(fx, SAM, desk(fx, 9999, "thanks")), 404);
    fx->now = query_int(fx, "SELECT max(ends_at) FROM occurrence") - 1;
    assert_shows(get(fx, EDNA, desk(fx, id, "thanks")), "The event is not over yet.");
    assert_hides(get(fx, EDNA, desk(fx, id, "registrations")), "/thanks");
    assert_status(press(fx, id), 409);
    fx->now = over;
    run_sql(fx, "UPDATE event SET state = 'cancelled'");
    assert_status(press(fx, id), 409);
    g_assert_cmpint(n_mails(fx), ==, 0);
}

static void
send_once(Ctx *cx, const void *data)
{
    thanks_send(cx, *(const int64_t *)data);
}

static void
test_nothing_is_half_sent(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_past_call(fx);
    a_talk(fx, id, "Opening", WATCH);
    g_assert_cmpint(fixture_fail_each(fx, EDNA, send_once, &id), >=, 4);
    g_assert_cmpint(n_mails(fx), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM thanks_told"), ==, 0);
    assert_status(post_failing_at(fx, 8, EDNA, desk(fx, id, "thanks"), NULL), 500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM thanks_told"), ==, 0);
}

static void
test_slides_and_summary_are_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_past_call(fx);
    int64_t talk = a_talk(fx, id, "Opening", "");
    Ctx *cx = fixture_begin(fx, EDNA);
    programme_begin_summary(cx, item_find_in(cx, id, ""));
    fixture_commit(fx);
    assert_status(press(fx, id), 303);
    g_assert_cmpint(n_mails(fx), ==, 0); /* begun, and nothing is in it */
    run_sql(fx, "UPDATE item SET body = 'All of it.' WHERE kind = 'summary'");
    const Upload pdf = {
        "file", "slides.pdf", "application/pdf", {"%PDF-1.4 slides", 15}
    };
    assert_status(post_file(fx, EDNA,
                            arena_printf(fx->arena, "/desk/pages/%" PRId64 "/files", talk), &pdf,
                            "title", "Slides", "alt", "", NULL),
                  303);
    assert_status(press(fx, id), 303);
    g_assert_cmpint(n_mails(fx), ==, 3);
    const char *ann = text_to(fx, address_of(fx, ANN));
    assert_says(ann, "Slides: Opening");
    assert_says(ann, "/events/call#summary");
}

void
thanks_tests(void)
{
    add_test("/thanks/who-came-and-who-did-not-read-other-words",
             test_who_came_and_who_did_not_read_other_words);
    add_test("/thanks/nobody-is-told-twice", test_nobody_is_told_twice);
    add_test("/thanks/mail-has-its-readers-rights", test_mail_has_its_readers_rights);
    add_test("/thanks/thanks-are-for-who-leads-what-is-over",
             test_thanks_are_for_who_leads_what_is_over);
    add_test("/thanks/nothing-is-half-sent", test_nothing_is_half_sent);
    add_test("/thanks/slides-and-summary-are-told", test_slides_and_summary_are_told);
}
