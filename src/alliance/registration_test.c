/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/registration.h"

#include "alliance/event.h"
#include "alliance/registration_code.h"
#include "alliance/registration_request.h"
#include "alliance/sender.h"
#include "base/moment.h"
#include "testing.h"

#include <string.h>

#define STARTS "2017-03-16T09:00"

static const RegistrationWish come = {.people = 1};

static int64_t
a_webinar(Fixture *fx, const RegistrationTerms *terms)
{
    const EventDraft draft = {.kind = "webinar", .starts = STARTS, .zone = "America/New_York"};
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(
        cx, &(ItemDraft){.kind = "event", .slug = "webinar", .title = "Webinar", .language = "en"});
    item_publish(cx, id);
    g_assert_true(event_save(cx, id, event_find(cx, id)->version, &draft));
    registration_terms_save(cx, id, terms);
    fixture_commit(fx);
    return id;
}

static Applicant
a_guest(const char *email)
{
    return (Applicant){.email = email,
                       .name = HOSTILE,
                       .language = "en",
                       .zone = "Africa/Nairobi",
                       .country = "KE"};
}

/* In a word: the state in which it is now, or why not. */
static const char *
ask(Fixture *fx, int64_t me, const Applicant *guest, int64_t item_id, const RegistrationWish *wish)
{
    Ctx *cx = fixture_begin(fx, me);
    const Applicant who = guest != NULL ? *guest : registration_applicant(cx);
    const Registration *now = NULL;
    RegistrationOutcome outcome = registration_ask(cx, item_find_id(cx, item_id), &who, wish, &now);
    const char *word = outcome == REGISTRATION_DONE      ? arena_strdup(fx->arena, now->state)
                       : outcome == REGISTRATION_MEMBERS ? "members"
                                                         : "closed";
    fixture_commit(fx);
    return word;
}

static const char *
state_of(Fixture *fx, int64_t me, int64_t item_id)
{
    const Registration *mine = registration_mine(fixture_begin(fx, me), item_id);
    const char *state = mine != NULL ? arena_strdup(fx->arena, mine->state) : "";
    fixture_commit(fx);
    return state;
}

static void
leave(Fixture *fx, int64_t me, int64_t item_id)
{
    Ctx *cx = fixture_begin(fx, me);
    registration_leave(cx, registration_mine(cx, item_id));
    fixture_commit(fx);
}

/* How many mails of this kind wait for the person, then none does. */
static int64_t
mails_of(Fixture *fx, int64_t person_id, const char *why)
{
    int64_t n = query_int(fx, arena_printf(fx->arena,
                                           "SELECT count(*) FROM outbox WHERE person_id = %" PRId64
                                           " AND template = 'registration'"
                                           " AND argument LIKE '%%\"why\":\"%s\"%%'",
                                           person_id, why));
    run_sql(fx, "DELETE FROM outbox");
    return n;
}

static void
test_a_free_seat_goes_to_who_waits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_webinar(fx, &(RegistrationTerms){.is_open = true, .seats = 1});
    g_assert_cmpstr(ask(fx, ANN, NULL, id, &come), ==, "in");
    g_assert_cmpint(mails_of(fx, ANN, "new"), ==, 1);
    g_assert_cmpstr(ask(fx, ANN, NULL, id, &come), ==, "in");
    g_assert_cmpint(mails_of(fx, ANN, "new"), ==, 0); /* nothing has changed */
    g_assert_cmpstr(ask(fx, BOB, NULL, id, &come), ==, "waiting");
    g_assert_cmpstr(ask(fx, SAM, NULL, id, &come), ==, "waiting");
    run_sql(fx, "DELETE FROM outbox");

    leave(fx, ANN, id);
    g_assert_cmpstr(state_of(fx, ANN, id), ==, "left");
    g_assert_cmpstr(state_of(fx, BOB, id), ==, "in");
    g_assert_cmpstr(state_of(fx, SAM, id), ==, "waiting");
    g_assert_cmpint(mails_of(fx, BOB, "moved"), ==, 1);

    /* Who comes back stands behind all others; more seats move the list. */
    g_assert_cmpstr(ask(fx, ANN, NULL, id, &come), ==, "waiting");
    Ctx *cx = fixture_begin(fx, SAM);
    registration_terms_save(cx, id, &(RegistrationTerms){.is_open = true, .seats = 2});
    fixture_commit(fx);
    g_assert_cmpstr(state_of(fx, SAM, id), ==, "in");
    g_assert_cmpstr(state_of(fx, ANN, id), ==, "waiting");
}

static void
test_terms_are_kept(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const Applicant guest = a_guest("guest@example.org");
    const RegistrationWish recording = {.people = 1, .recording = true};
    int64_t id = a_webinar(fx, &(RegistrationTerms){.is_open = true});
    g_assert_cmpstr(ask(fx, NOBODY, &guest, id, &come), ==, "members");
    g_assert_cmpstr(ask(fx, ANN, NULL, id, &recording), ==, "closed");

    fixture_begin(fx, SAM);
    registration_terms_save(
        fx->cx, id,
        &(RegistrationTerms){
            .is_open = true, .guests = true, .recording = true, .closes = "2017-01-02"});
    fixture_commit(fx);
    g_assert_cmpstr(ask(fx, NOBODY, &guest, id, &come), ==, "in");
    g_assert_cmpstr(ask(fx, ANN, NULL, id, &recording), ==, "recording");

    /* The day ends in New York at 05:00 UTC of the next. */
    fx->now = TEST_NOW + 20 * 3600 - 1;
    g_assert_cmpstr(ask(fx, BOB, NULL, id, &come), ==, "in");
    fx->now = TEST_NOW + 20 * 3600;
    g_assert_cmpstr(ask(fx, SAM, NULL, id, &come), ==, "closed");
    g_assert_cmpstr(ask(fx, ANN, NULL, id, &come), ==, "closed");
    /* What one has may be changed and given back. */
    g_assert_cmpstr(ask(fx, BOB, NULL, id, &(RegistrationWish){.people = 12}), ==, "in");
    leave(fx, BOB, id);
    g_assert_cmpstr(state_of(fx, BOB, id), ==, "left");
    g_assert_cmpstr(ask(fx, BOB, NULL, id, &come), ==, "closed");
    /* Nobody registers for what has no terms. */
    run_sql(fx, "DELETE FROM registration_terms");
    g_assert_cmpstr(ask(fx, BOB, NULL, id, &come), ==, "closed");
}

static void
test_the_organiser_decides(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_webinar(
        fx, &(RegistrationTerms){.is_open = true, .approval = true, .recording = true, .seats = 1});
    g_assert_cmpstr(ask(fx, ANN, NULL, id, &come), ==, "asked");
    g_assert_cmpstr(ask(fx, BOB, NULL, id, &come), ==, "asked");
    g_assert_cmpstr(ask(fx, EDNA, NULL, id, &come), ==, "asked");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE kind = 'registration.review'"
                                  " AND closed_at IS NULL"),
                    ==, 1);

    Ctx *cx = fixture_begin(fx, SAM);
    RegistrationSpan all = registration_list(cx, id, "asked", 10, 0);
    g_assert_cmpuint(all.n, ==, 3);
    g_assert_true(registration_decide(cx, &all.at[0], true));
    g_assert_true(registration_decide(cx, &all.at[1], true)); /* the seat is taken */
    g_assert_true(registration_decide(cx, &all.at[2], false));
    g_assert_false(registration_decide(cx, &all.at[2], true)); /* decided already */
    fixture_commit(fx);
    g_assert_cmpstr(state_of(fx, ANN, id), ==, "in");
    g_assert_cmpstr(state_of(fx, BOB, id), ==, "waiting");
    g_assert_cmpstr(state_of(fx, EDNA, id), ==, "refused");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE kind = 'registration.review'"
                                  " AND closed_at IS NULL"),
                    ==, 0);

    /* No way round the refusal. */
    g_assert_cmpstr(ask(fx, EDNA, NULL, id, &come), ==, "refused");
    const RegistrationWish recording = {.people = 1, .recording = true};
    g_assert_cmpstr(ask(fx, EDNA, NULL, id, &recording), ==, "refused");
}

static const char *
mailed_token(Fixture *fx)
{
    const char *secret = query_text(
        fx, "SELECT secret FROM outbox WHERE template = 'registration.confirm' ORDER BY id DESC"
            " LIMIT 1");
    const char *token = strstr(secret, "\"token\":\"");
    g_assert_nonnull(token);
    token += strlen("\"token\":\"");
    return arena_strndup(fx->arena, token, strcspn(token, "\""));
}

static void
request(Fixture *fx, int64_t item_id, const char *email)
{
    const RegistrationRequest r = {.item_id = item_id,
                                   .email = email,
                                   .name = "Gus",
                                   .country = "KE",
                                   .language = "en",
                                   .wish = "come",
                                   .question = HOSTILE,
                                   .people = 3};
    registration_request_make(fixture_begin(fx, NOBODY), &r);
    fixture_commit(fx);
}

static void
test_a_button_in_a_mail_confirms(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_webinar(fx, &(RegistrationTerms){.is_open = true, .guests = true, .seats = 9});
    request(fx, id, "gus@example.org");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration"), ==, 0);
    const char *token = mailed_token(fx);
    const Registration *now = NULL;

    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_null(registration_request_find(cx, "x"));
    const RegistrationRequest *r = registration_request_find(cx, token);
    g_assert_nonnull(r);
    g_assert_cmpint(registration_request_confirm(cx, item_find_id(cx, id), r, &now), ==,
                    REGISTRATION_DONE);
    g_assert_cmpstr(now->state, ==, "in");
    g_assert_cmpstr(now->question, ==, HOSTILE);
    g_assert_cmpint(registration_terms(cx, id)->n_people, ==, 3);
    g_assert_null(registration_request_find(cx, token)); /* works once */

    /* The link in later mails finds it, and no other link does. */
    const char *link = registration_token(cx, now);
    g_assert_cmpint(registration_find_token(cx, link)->id, ==, now->id);
    char *forged = arena_strdup(fx->arena, link);
    forged[12] = forged[12] == 'A' ? 'B' : 'A';
    g_assert_null(registration_find_token(cx, forged));
    g_assert_null(registration_find_token(cx, ""));
    fixture_commit(fx);

    /* A link ends; one address has not more than so many. */
    for (int i = 0; i < REGISTRATION_REQUESTS + 3; i++)
        request(fx, id, "eve@example.org");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration_request"), ==,
                    REGISTRATION_REQUESTS);
    token = mailed_token(fx);
    fx->now += REGISTRATION_REQUEST_DAYS * MOMENT_DAY;
    g_assert_null(registration_request_find(fixture_begin(fx, NOBODY), token));
    g_assert_cmpint(registration_clean(fx->cx), ==, REGISTRATION_REQUESTS);
    fixture_commit(fx);
}

static void
test_who_is_no_member_is_forgotten(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const Applicant guest = a_guest("guest@example.org");
    int64_t id = a_webinar(fx, &(RegistrationTerms){.is_open = true, .guests = true});
    g_assert_cmpstr(ask(fx, NOBODY, &guest, id, &come), ==, "in");
    int64_t ends = query_int(fx, "SELECT max(ends_at) FROM occurrence");
    fx->now = ends + 365 * MOMENT_DAY - 1;
    g_assert_cmpint(registration_clean(fixture_begin(fx, NOBODY)), ==, 0);
    fixture_commit(fx);
    fx->now++;
    g_assert_cmpint(registration_clean(fixture_begin(fx, NOBODY)), ==, 1);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration WHERE email IS NULL"
                                  " AND name = '' AND country = 'KE'"),
                    ==, 1);
}

static void
test_erasing_gives_the_seat_on(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_webinar(fx, &(RegistrationTerms){.is_open = true, .seats = 1});
    g_assert_cmpstr(ask(fx, ANN, NULL, id, &come), ==, "in");
    g_assert_cmpstr(ask(fx, BOB, NULL, id, &come), ==, "waiting");
    registration_forget_person(fixture_begin(fx, NOBODY), ANN);
    fixture_commit(fx);
    g_assert_cmpstr(state_of(fx, ANN, id), ==, "left");
    g_assert_cmpstr(state_of(fx, BOB, id), ==, "in");
}

/* The oldest mail of the queue as it would be sent now; false: it would not. */
static bool
compose_oldest(Fixture *fx, Mail *ret_mail)
{
    static const MailKind *const kinds[] = {&MAIL_REGISTRATION, &MAIL_REGISTRATION_CONFIRM, NULL};
    Ctx *cx = fixture_begin(fx, NOBODY);
    OutboxSpan rows = mail_list(cx, NULL, 1);
    g_assert_cmpuint(rows.n, >, 0);
    const MailSender sender = mail_sender(cx);
    *ret_mail = (Mail){0};
    bool sent = mail_compose(cx, kinds, &sender, &rows.at[rows.n - 1], ret_mail);
    ret_mail->text = arena_strdup(fx->arena, ret_mail->text);
    ret_mail->invitation.method = arena_strdup(fx->arena, ret_mail->invitation.method);
    ret_mail->invitation.calendar = arena_strdup(fx->arena, ret_mail->invitation.calendar);
    fixture_commit(fx);
    return sent;
}

static void
test_mail_has_the_ticket(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Mail mail;
    int64_t id = a_webinar(fx, &(RegistrationTerms){.is_open = true, .door = true});
    ask(fx, ANN, NULL, id, &come);
    g_assert_true(compose_oldest(fx, &mail));
    Ctx *cx = fixture_begin(fx, ANN);
    const char *ticket = registration_ticket(cx, registration_mine(cx, id));
    g_assert_nonnull(strstr(mail.text, registration_ticket_url(cx, ticket)));
    g_assert_nonnull(
        strstr(mail.text, arena_printf(fx->arena, "The code alone is enough: %s\n", ticket)));
    fixture_commit(fx);
    run_sql(fx, "UPDATE registration_terms SET door = 0");
    g_assert_true(compose_oldest(fx, &mail));
    g_assert_null(strstr(mail.text, "ticket"));
}

static void
test_mail_invites_and_takes_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Mail mail;
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('mail_from', 'baraza@alliance.example'),"
                " ('mail_in', '1')");
    int64_t id = a_webinar(fx, &(RegistrationTerms){.is_open = true, .seats = 1});
    ask(fx, ANN, NULL, id, &come);
    g_assert_true(compose_oldest(fx, &mail));
    g_assert_cmpstr(mail.invitation.method, ==, "REQUEST");
    g_assert_nonnull(strstr(mail.invitation.calendar, "METHOD:REQUEST\r\n"));
    g_assert_nonnull(strstr(mail.invitation.calendar, "ATTENDEE"));
    g_assert_nonnull(strstr(mail.invitation.calendar, "mailto:reply+r"));
    g_assert_nonnull(
        strstr(mail.invitation.calendar, "\r\nDTSTART;TZID=America/New_York:20170316T090000"));
    g_assert_nonnull(strstr(mail.text, "you are registered for"));
    g_assert_nonnull(strstr(mail.text, "/registrations/"));

    /* Who waits is not invited. */
    run_sql(fx, "DELETE FROM outbox");
    ask(fx, BOB, NULL, id, &come);
    g_assert_true(compose_oldest(fx, &mail));
    g_assert_null(mail.invitation.method);
    g_assert_nonnull(strstr(mail.text, "waiting list"));

    /* More has changed before it left: only the newer one is sent. */
    run_sql(fx, "DELETE FROM outbox");
    leave(fx, ANN, id);
    ask(fx, ANN, NULL, id, &come);
    g_assert_false(compose_oldest(fx, &mail));

    run_sql(fx, "DELETE FROM outbox");
    leave(fx, BOB, id);
    g_assert_true(compose_oldest(fx, &mail));
    g_assert_cmpstr(mail.invitation.method, ==, "CANCEL");
    g_assert_nonnull(strstr(mail.invitation.calendar, "STATUS:CANCELLED"));
}

static void
work_asks(Ctx *cx, const void *data)
{
    const Applicant who = registration_applicant(cx);
    const Registration *now = NULL;
    registration_ask(cx, &(Item){.id = *(const int64_t *)data}, &who, &come, &now);
}

static void
work_leaves(Ctx *cx, const void *data)
{
    const Registration *mine = registration_mine(cx, *(const int64_t *)data);
    if (mine != NULL) /* else the database has failed already */
        registration_leave(cx, mine);
}

static void
test_a_failed_database_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_webinar(fx, &(RegistrationTerms){.is_open = true, .seats = 1});
    g_assert_cmpint(fixture_fail_each(fx, ANN, work_asks, &id), >=, 4);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration"), ==, 0);
    g_assert_cmpstr(ask(fx, ANN, NULL, id, &come), ==, "in");
    g_assert_cmpstr(ask(fx, BOB, NULL, id, &come), ==, "waiting");
    g_assert_cmpint(fixture_fail_each(fx, ANN, work_leaves, &id), >=, 6);
    g_assert_cmpstr(state_of(fx, ANN, id), ==, "in");
    g_assert_cmpstr(state_of(fx, BOB, id), ==, "waiting");
}

void
registration_tests(void)
{
    add_test("/registration/a-free-seat-goes-to-who-waits", test_a_free_seat_goes_to_who_waits);
    add_test("/registration/terms-are-kept", test_terms_are_kept);
    add_test("/registration/the-organiser-decides", test_the_organiser_decides);
    add_test("/registration/a-button-in-a-mail-confirms", test_a_button_in_a_mail_confirms);
    add_test("/registration/who-is-no-member-is-forgotten", test_who_is_no_member_is_forgotten);
    add_test("/registration/mail-invites-and-takes-back", test_mail_invites_and_takes_back);
    add_test("/registration/mail-has-the-ticket", test_mail_has_the_ticket);
    add_test("/registration/erasing-gives-the-seat-on", test_erasing_gives_the_seat_on);
    add_test("/registration/a-failed-database-keeps-nothing", test_a_failed_database_keeps_nothing);
}
