/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The outbox, the jobs and the audit log.
 */
#include "alliance/audit.h"
#include "alliance/job.h"
#include "mail/mail.h"
#include "testing.h"

static bool
compose_letter(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    (void)out;
    *ret_draft = (MailDraft){
        .subject = mail_argument(cx, row, "subject"),
        .body = "Dear reader.",
        .action = "Go on",
        .url = arena_printf(cx->arena, "/go/%s", mail_argument(cx, row, "key")),
        .reason = "You asked for it."};
    return true;
}

static const MailKind LETTER = {"letter", N_("A task waits"), 5, compose_letter};
static const MailKind *const mails[] = {&LETTER, NULL};

/* Queue a letter to Ann; with a secret if there is a @key. */
static void
a_letter(Fixture *fx, const char *subject, const char *key)
{
    fx->app.mails = mails;
    Ctx *cx = fixture_begin(fx, SAM);
    const MailArgument arguments[] = {
        {"subject", subject},
        {key != NULL ? "key" : "place", key != NULL ? key : "here", .secret = key != NULL},
        {0},
    };
    mail_queue(cx, &LETTER, ANN, "ann@example.org", "en", arguments);
    fixture_commit(fx);
}

static void
test_only_the_secretariat(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {"/desk/outbox", "/desk/outbox/1", "/desk/outbox/1/html",
                                        "/desk/jobs", "/desk/audit"};
    a_letter(fx, "Hello", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_hides(get(fx, NOBODY, paths[i]), "Hello");
        assert_status(get(fx, ANN, paths[i]), 403);
        assert_status(get(fx, EDNA, paths[i]), 403);
        assert_status(get(fx, SAM, paths[i]), 200);
        assert_statements(fx, 8);
    }
    assert_status(post(fx, EDNA, "/desk/outbox/1", "cancel", "1", NULL), 403);
    assert_status(post(fx, EDNA, "/desk/jobs/1", NULL), 403);
    assert_hides(get(fx, EDNA, "/desk"), "/desk/outbox");
}

static void
test_mail_is_read_as_it_is_sent(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_letter(fx, HOSTILE, NULL);
    assert_shows(get(fx, SAM, "/desk/outbox"), "ann@example.org");
    assert_shows(get(fx, SAM, "/desk/outbox"), "No mail server is set up");
    assert_hides(get(fx, SAM, "/desk/outbox?state=sent"), "ann@example.org");
    Response *res = get(fx, SAM, "/desk/outbox/1");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "Tom &amp; ");
    assert_shows(res, "Dear reader.");
    res = get(fx, SAM, "/desk/outbox/1/html");
    assert_shows(res, "Dear reader.");
    g_assert_nonnull(strstr(header_of(res, "Content-Security-Policy"), "sandbox"));
    assert_status(get(fx, SAM, "/desk/outbox/2"), 404);
    assert_status(get(fx, SAM, "/desk/outbox/2/html"), 404);
}

/* Who keeps the desk must not be able to sign in as somebody else. */
static void
test_secret_link_is_masked_outside_the_demo(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_letter(fx, "Your link", "s3cret");
    static const char *const paths[] = {"/desk/outbox", "/desk/outbox/1", "/desk/outbox/1/html"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
        assert_hides(get(fx, SAM, paths[i]), "s3cret");
    assert_shows(get(fx, SAM, "/desk/outbox/1"), "reader&#39;s key");
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('demo', '1')");
    assert_shows(get(fx, SAM, "/desk/outbox/1"), "s3cret");
}

static void
test_mail_is_stopped_and_sent_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char state[] = "SELECT state FROM outbox";
    a_letter(fx, "Hello", NULL);
    for (int nth = 3; nth <= 5; nth++)
        assert_status(post_failing_at(fx, nth, SAM, "/desk/outbox/1", "cancel", "1", NULL), 500);
    g_assert_cmpstr(query_text(fx, state), ==, "waiting");
    assert_location(post(fx, SAM, "/desk/outbox/1", "cancel", "1", NULL), "/desk/outbox/1");
    g_assert_cmpstr(query_text(fx, state), ==, "kept");
    assert_status(post(fx, SAM, "/desk/outbox/1", "cancel", "1", NULL), 422);
    assert_shows(get(fx, SAM, "/desk/outbox/1"), "Send it again");
    assert_status(post(fx, SAM, "/desk/outbox/1", "retry", "1", NULL), 303);
    g_assert_cmpstr(query_text(fx, state), ==, "waiting");
    assert_shows(get(fx, SAM, "/desk/audit"), "letter: ann@example.org");
    assert_status(post(fx, SAM, "/desk/outbox/9", "retry", "1", NULL), 404);
}

/* Its secret is gone: the link in it would lead nowhere. */
static void
test_mail_with_a_secret_is_not_sent_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_letter(fx, "Your link", "s3cret");
    assert_status(post(fx, SAM, "/desk/outbox/1", "cancel", "1", NULL), 303);
    assert_hides(get(fx, SAM, "/desk/outbox/1"), "Send it again");
    assert_status(post(fx, SAM, "/desk/outbox/1", "retry", "1", NULL), 422);
}

static void
test_job_is_tried_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const JobKind jobs[] = {
        {"tidy", N_("Delete what has expired"), 3600, 60, 5, NULL, NULL, false},
        {0},
    };
    fx->app.jobs = jobs;
    Ctx *cx = fixture_begin(fx, SAM);
    job_schedule(cx, jobs);
    job_queue(cx, "tidy", HOSTILE, fx->now);
    fixture_commit(fx);
    Response *res = get(fx, SAM, "/desk/jobs");
    assert_shows(res, "Delete what has expired");
    assert_shows(res, "every hour");
    assert_hides(res, "<b>Tom");
    assert_status(post(fx, SAM, "/desk/jobs/1", NULL), 404);

    run_sql(fx, "UPDATE job SET failed_at = 5, attempts = 5, last_error = 'no luck'");
    assert_shows(get(fx, SAM, "/desk/jobs"), "no luck");
    for (int nth = 3; nth <= 4; nth++)
        assert_status(post_failing_at(fx, nth, SAM, "/desk/jobs/1", NULL), 500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM job WHERE failed_at IS NULL"), ==, 0);
    assert_location(post(fx, SAM, "/desk/jobs/1", NULL), "/desk/jobs");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM job WHERE failed_at IS NULL"), ==, 1);
}

static void
test_audit_is_filtered_and_paged(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    for (int i = 0; i < 60; i++)
        audit(cx, i % 2 ? "odd.act" : "even.act", 0, arena_printf(cx->arena, "Act %02d", i));
    audit(cx, "odd.act", 0, HOSTILE);
    fixture_commit(fx);
    Response *res = get(fx, SAM, "/desk/audit");
    assert_shows(res, "Tom &amp; ");
    assert_hides(res, "Act 05");
    assert_shows(res, ">Older<");
    assert_hides(res, ">Newer<");
    res = get(fx, SAM, "/desk/audit?page=2");
    assert_shows(res, "Act 05");
    assert_shows(res, ">Newer<");
    assert_hides(res, ">Older<");
    res = get(fx, SAM, "/desk/audit?action=odd.act");
    assert_shows(res, "Act 05");
    assert_hides(res, "Act 04");
    assert_shows(get(fx, SAM, "/desk/audit?action=none"), "Nothing of this kind has happened");
}

void
desk_work_tests(void)
{
    add_test("/desk/only-the-secretariat-sees-the-works", test_only_the_secretariat);
    add_test("/desk/mail-is-read-as-it-is-sent", test_mail_is_read_as_it_is_sent);
    add_test("/desk/secret-link-is-masked", test_secret_link_is_masked_outside_the_demo);
    add_test("/desk/mail-is-stopped-and-sent-again", test_mail_is_stopped_and_sent_again);
    add_test("/desk/mail-with-a-secret-is-not-sent-again",
             test_mail_with_a_secret_is_not_sent_again);
    add_test("/desk/job-is-tried-again", test_job_is_tried_again);
    add_test("/desk/audit-is-filtered-and-paged", test_audit_is_filtered_and_paged);
}
