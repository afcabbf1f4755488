/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "newsletter/newsletter_testing.h"

#include "alliance/item.h"
#include "alliance/mailing_count.h"
#include "alliance/sender.h"
#include "mail/mail.h"
#include "newsletter/newsletter.h"

#include <string.h>
#include <unistd.h>

#define MAILING "/desk/newsletter/mailings/1"

/* ---- two subjects ---- */

static const char *
send_url(Fixture *fx, int64_t item)
{
    return arena_printf(fx->arena, "/desk/newsletter/%" PRId64 "/send", item);
}

static const char *
subject_for(Fixture *fx, int64_t person)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const MailSender sender = mail_sender(cx);
    static const MailKind *const kinds[] = {&MAIL_NEWSLETTER, NULL};
    OutboxSpan mails = mail_list(cx, NULL, 1);
    const char *subject = NULL;
    for (size_t i = 0; i < mails.n; i++) {
        Mail mail;
        if (mails.at[i].person_id == person &&
            mail_compose(cx, kinds, &sender, &mails.at[i], &mail))
            subject = arena_strdup(fx->arena, mail.subject);
    }
    fixture_commit(fx);
    return subject;
}

static int64_t
count_subject(Fixture *fx, const char *subject)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT count(*) FROM outbox WHERE mailing_id IS NOT NULL"
                                      " AND subject = '%s'",
                                      subject));
}

/* Half with each; then the others, and who reads a translation by its own title. */
static void
test_two_subjects_are_tried(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = issue_new(fx, "Issue");
    Ctx *cx = fixture_begin(fx, EDNA);
    item_translate(cx, item, 0, &(ItemDraft){.language = "fr", .title = "Bilan"});
    fixture_commit(fx);
    for (int64_t person = ANN; person <= SAM; person++)
        reader_agrees(fx, person);
    run_sql(fx, "UPDATE person SET language = 'en' WHERE id <> 3");
    run_sql(fx, "UPDATE person SET language = 'fr' WHERE id = 3");
    run_sql(fx, "INSERT INTO person (id, email, name, country, language, zone, joined_at)"
                " VALUES (9, 'late@example.org', 'Late', 'KE', 'sw', 'UTC', 0)");
    reader_agrees(fx, 9);
    const char *url = send_url(fx, item);
    assert_shows(post(fx, EDNA, url, "subject_b", "Issue", NULL), "Both subjects are the same");
    assert_status(post(fx, EDNA, url, "subject_b", "B", "share", "101", NULL), 422);
    assert_status(
        post(fx, EDNA, url, "subject", "First", "subject_b", HOSTILE, "share", "100", NULL), 303);
    mailings_run(fx);
    g_assert_cmpint(count_subject(fx, "a"), ==, 2);
    g_assert_cmpint(count_subject(fx, "b"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE person_id = 3"), ==, 0);
    int64_t second = query_int(fx, "SELECT min(person_id) FROM outbox WHERE subject = 'b'");
    int64_t first = query_int(fx, "SELECT min(person_id) FROM outbox WHERE subject = 'a'");
    g_assert_cmpstr(subject_for(fx, second), ==, HOSTILE);
    g_assert_cmpstr(subject_for(fx, first), ==, "First");

    Response *res = get(fx, EDNA, MAILING);
    assert_shows(res, "Both subjects");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "/send?like=1b\"");
    res = get(fx, EDNA, arena_printf(fx->arena, "%s?like=1b", url));
    assert_shows(res, "1 person gets this issue");
    assert_shows(res, "value=\"&lt;b&gt;Tom");
    assert_status(post(fx, EDNA, url, "like", "1b", "subject", HOSTILE, NULL), 303);
    mailings_run(fx);
    g_assert_cmpstr(subject_for(fx, EDNA), ==, "Bilan");
    g_assert_cmpint(query_int(fx, "SELECT count(DISTINCT person_id) FROM outbox"), ==, 5);
    assert_status(get(fx, EDNA, arena_printf(fx->arena, "%s?like=9b", url)), 404);
    assert_status(get(fx, EDNA, arena_printf(fx->arena, "%s?like=1c", url)), 404);
}

/* About so many of a hundred, others than with another issue. */
static void
test_a_share_tries_them(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = issue_new(fx, "Issue");
    for (int64_t id = 100; id < 400; id++) {
        run_sql(fx, arena_printf(fx->arena,
                                 "INSERT INTO person (id, email, name, country, language, zone,"
                                 " joined_at) VALUES (%" PRId64 ", 'r%" PRId64 "@example.org', 'R',"
                                 " 'KE', 'en', 'UTC', 0)",
                                 id, id));
        reader_agrees(fx, id);
    }
    const char *url = send_url(fx, item);
    post(fx, EDNA, url, "subject_b", "Other", "share", "20", NULL);
    mailings_run(fx);
    int64_t n = count_subject(fx, "a") + count_subject(fx, "b");
    g_assert_cmpint(n, >, 30);
    g_assert_cmpint(n, <, 90);
    g_assert_cmpint(ABS(count_subject(fx, "a") - count_subject(fx, "b")), <=, 1);
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "%s?like=1a", url)),
                 arena_printf(fx->arena, "%" PRId64 " people get this issue", 300 - n));
}

/* ---- again ---- */

static void
sent(Fixture *fx, int64_t person, const char *rest)
{
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE outbox SET state = 'sent', sent_at = 1483347600%s WHERE"
                             " person_id = %" PRId64,
                             rest, person));
}

static void
test_what_came_back_for_a_while_is_sent_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = issue_new(fx, "Issue");
    for (int64_t person = ANN; person <= SAM; person++)
        reader_agrees(fx, person);
    post(fx, EDNA, send_url(fx, item), NULL);
    mailings_run(fx);
    sent(fx, ANN, ", came_back = 'soft', last_error = '4.2.2 full <b>'");
    sent(fx, BOB, ", came_back = 'hard', last_error = '5.1.1'");
    sent(fx, EDNA, "");
    run_sql(fx, "UPDATE outbox SET state = 'failed', last_error = '451 later' WHERE person_id = 4");
    mailings_run(fx); /* it is done */
    const char *url = arena_printf(fx->arena, "%s?like=1&again=1", send_url(fx, item));
    assert_shows(get(fx, EDNA, MAILING), "Send it again to 2 people");
    assert_shows(get(fx, EDNA, url), "2 people get this issue again");
    assert_status(
        post(fx, EDNA, send_url(fx, item), "like", "1", "again", "1", "subject_b", "X", NULL), 422);
    assert_status(post(fx, EDNA, send_url(fx, item), "like", "1", "again", "1", NULL), 303);
    mailings_run(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE mailing_id = 2"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE mailing_id = 2"
                                  " AND person_id IN (1, 4)"),
                    ==, 2);
    /* Once: what is under way again is not sent a third time. */
    assert_status(post(fx, EDNA, send_url(fx, item), "like", "1", "again", "1", NULL), 409);
    assert_shows(get(fx, EDNA, send_url(fx, item)), "Nobody would get it");
}

/* ---- counts without people ---- */

static void
test_marks_are_read(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    MailingMark mark;
    static const char *const wrong[] = {
        "", "a", "12c", "12ab", "-1", "12 ", "1b2", "99999999999999999999", HOSTILE};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_false(mailing_mark_parse(wrong[i], &mark));
    g_assert_true(mailing_mark_parse("12b", &mark));
    g_assert_cmpint(mark.mailing_id, ==, 12);
    g_assert_cmpstr(mark.subject, ==, "b");
}

static const char *
link_in_mail(Fixture *fx, int64_t person)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const MailSender sender = mail_sender(cx);
    static const MailKind *const kinds[] = {&MAIL_NEWSLETTER, NULL};
    OutboxSpan mails = mail_list(cx, NULL, 1);
    const char *link = NULL;
    for (size_t i = 0; i < mails.n; i++) {
        Mail mail;
        if (mails.at[i].person_id == person &&
            mail_compose(cx, kinds, &sender, &mails.at[i], &mail))
            link = arena_strdup(fx->arena, strstr(mail.unsubscribe, "/unsubscribe/"));
    }
    fixture_commit(fx);
    return link;
}

/* By the link of the mail: one more, once; of who it was nothing is kept with the mailing. */
static void
test_who_stops_is_counted_not_noted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = issue_new(fx, "Issue");
    reader_agrees(fx, ANN);
    reader_agrees(fx, BOB);
    post(fx, EDNA, send_url(fx, item), NULL);
    mailings_run(fx);
    const char *link = link_in_mail(fx, ANN);
    g_assert_nonnull(strstr(link, "?from=1"));
    assert_shows(get(fx, NOBODY, link), "?from=1\"");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mailing_count"), ==, 0);
    for (int i = 0; i < 2; i++)
        assert_status(post(fx, NOBODY, link, NULL), 200);
    g_assert_cmpstr(query_text(fx, "SELECT mailing_id || subject || deed || n FROM mailing_count"),
                    ==, "1ended1");
    /* The ledger says that Ann ended it, as before, and not by which mailing. */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent WHERE evidence LIKE '%from%'"), ==,
                    0);
    assert_shows(get_json(fx, EDNA, MAILING), "\"ended\":1");

    /* A number that somebody made up counts nowhere, and still stops the mails. */
    const char *plain = arena_strndup(fx->arena, link_in_mail(fx, BOB),
                                      strcspn(link_in_mail(fx, BOB), "?"));
    assert_status(post(fx, NOBODY, arena_printf(fx->arena, "%s?from=999", plain), NULL), 200);
    g_assert_cmpint(query_int(fx, "SELECT sum(n) FROM mailing_count"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent WHERE given = 0"), ==, 2);
}

/* ---- one by one ---- */

static void
test_each_mail_has_its_outcome(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = issue_new(fx, "Issue");
    for (int64_t person = ANN; person <= EDNA; person++)
        reader_agrees(fx, person);
    post(fx, EDNA, send_url(fx, item), NULL);
    mailings_run(fx);
    run_sql(fx, "UPDATE person SET name = '=<b>Ann' WHERE id = 1");
    sent(fx, ANN, ", came_back = 'hard', came_back_at = 1483347700, last_error = '550 <i>no'");
    sent(fx, BOB, "");
    Response *res = get(fx, SAM, MAILING "/mails");
    assert_status(res, 200);
    assert_statements(fx, 8);
    assert_shows(res, "=&lt;b&gt;Ann");
    assert_shows(res, "550 &lt;i&gt;no");
    assert_shows(res, "edna@example.org");
    res = get(fx, SAM, MAILING "/mails?outcome=came-back");
    assert_shows(res, "ann@example.org");
    assert_hides(res, "bob@example.org");
    assert_shows(get(fx, SAM, MAILING "/mails?outcome=%3Cb%3E"), "There is none.");
    assert_shows(get_json(fx, SAM, MAILING "/mails"), "\"reason\":\"no such mailbox\"");
    assert_shows(get(fx, SAM, MAILING), "Of these came back");

    res = post(fx, SAM, MAILING "/csv", NULL);
    assert_status(res, 200);
    char text[2000] = "";
    ssize_t n = pread(res->file->fd, text, sizeof text - 1, 0);
    g_assert_cmpint(n, ==, res->file->size);
    g_assert_nonnull(strstr(text, "'=<b>Ann,ann@example.org,en,,came back,"));
    g_assert_nonnull(strstr(text, "550 <i>no"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'mailing.export'"), ==,
                    1);

    static const char *const rests[] = {"/mails", "/csv"};
    assert_status(get(fx, EDNA, MAILING "/mails"), 403);
    for (size_t i = 0; i < G_N_ELEMENTS(rests); i++)
        assert_hides(get(fx, EDNA, MAILING), rests[i]);
    assert_status(post(fx, EDNA, MAILING "/csv", NULL), 403);
    assert_status(get(fx, SAM, "/desk/newsletter/mailings/99/mails"), 404);
    assert_status(post(fx, SAM, "/desk/newsletter/mailings/99/csv", NULL), 404);
}

/* The rows are read before the transaction that notes it, and nothing is noted or leaves if one of
 * their statements fails. */
static void
test_csv_is_read_before_it_is_noted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = issue_new(fx, "Issue");
    reader_agrees(fx, ANN);
    post(fx, EDNA, send_url(fx, item), NULL);
    mailings_run(fx);
    int nth = 1, failed = 0;
    for (;; nth++, failed++) {
        Response *res = post_failing_at(fx, nth, SAM, MAILING "/csv", NULL);
        db_fail_at(fx->db, 0);
        if (res->status == 200)
            break;
        g_assert_cmpint(res->status, >=, 500);
        g_assert_null(res->file);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'mailing.export'"),
                        ==, 0);
    }
    /* Two sessions, the mailing, the mails, the note; all but the note only read. */
    g_assert_cmpint(failed, >=, 5);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'mailing.export'"), ==,
                    1);
}

static void
test_readers_are_paged(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = issue_new(fx, "Issue");
    reader_agrees(fx, ANN);
    post(fx, EDNA, send_url(fx, item), NULL);
    mailings_run(fx);
    for (int i = 0; i < 60; i++)
        run_sql(fx, arena_printf(fx->arena,
                                 "INSERT INTO outbox (template, address, language, state, send_at,"
                                 " created_at, mailing_id) VALUES ('newsletter', 'r%d@example.org',"
                                 " 'en', 'sent', 1, 1, 1)",
                                 i));
    Response *res = get(fx, SAM, MAILING "/mails?outcome=sent");
    assert_shows(res, "r49@example.org");
    assert_hides(res, "r50@example.org");
    res = get(fx, SAM, MAILING "/mails?outcome=sent&page=2");
    assert_shows(res, "r50@example.org");
    assert_hides(res, "r49@example.org");
}

void
outcome_tests(void)
{
    add_test("/outcome/two-subjects-are-tried", test_two_subjects_are_tried);
    add_test("/outcome/a-share-tries-them", test_a_share_tries_them);
    add_test("/outcome/what-came-back-for-a-while-is-sent-again",
             test_what_came_back_for_a_while_is_sent_again);
    add_test("/outcome/marks-are-read", test_marks_are_read);
    add_test("/outcome/who-stops-is-counted-not-noted", test_who_stops_is_counted_not_noted);
    add_test("/outcome/each-mail-has-its-outcome", test_each_mail_has_its_outcome);
    add_test("/outcome/csv-is-read-before-it-is-noted", test_csv_is_read_before_it_is_noted);
    add_test("/outcome/readers-are-paged", test_readers_are_paged);
}
