/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "newsletter/newsletter_testing.h"

#include "alliance/file.h"
#include "alliance/item.h"
#include "alliance/sender.h"
#include "base/moment.h"
#include "mail/mail.h"
#include "mailing/mailing.h"
#include "newsletter/newsletter.h"
#include "web/app.h"

#include <string.h>

static const char *
url_of(Fixture *fx, int64_t id, const char *rest)
{
    return arena_printf(fx->arena, "/desk/newsletter/%" PRId64 "%s", id, rest);
}

static int64_t
count_mails(Fixture *fx, const char *state)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT count(*) FROM outbox WHERE mailing_id IS NOT NULL"
                                      " AND state = '%s'",
                                      state));
}

static const char *
mail_for(Fixture *fx, int64_t person, const char *language, Mail *ret_mail)
{
    run_sql(fx, "DELETE FROM outbox");
    const char *item = query_text(fx,
                                  "SELECT CAST(id AS TEXT) FROM item WHERE kind = 'newsletter'");
    Ctx *cx = fixture_begin(fx, SAM);
    mail_queue(cx, &MAIL_NEWSLETTER, person, "reader@example.org", language,
               (const MailArgument[]){
                   {"item", item, false},
                   {0}
    });
    const MailSender sender = mail_sender(cx);
    static const MailKind *const kinds[] = {&MAIL_NEWSLETTER, NULL};
    g_assert_true(mail_compose(cx, kinds, &sender, &mail_list(cx, NULL, 1).at[0], ret_mail));
    ret_mail->text = arena_strdup(fx->arena, ret_mail->text);
    ret_mail->html = arena_strdup(fx->arena, ret_mail->html);
    fixture_commit(fx);
    return ret_mail->text;
}

/* Edna's, small and 96 pixels wide. */
static void
portrait_insert(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    file_insert(cx, (Bytes){"SMALL", 5});
    file_insert(cx, (Bytes){"MIDDLE", 6});
    fixture_commit(fx);
    run_sql(fx, "UPDATE file SET type = 'image/jpeg', hash = 'h' || size;"
                "INSERT INTO file_variant (file_id, width, variant_id)"
                " SELECT a.id, 96, b.id FROM file AS a, file AS b WHERE a.size = 5 AND b.size = 6;"
                "UPDATE person SET shown_members = 3, picture_id ="
                " (SELECT id FROM file WHERE size = 5) WHERE id = 3");
}

/* The portrait of who wrote it is inside, and only if everybody may see it: nothing is loaded. */
static void
test_the_author_is_shown(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *who; /* changes the record of who wrote it */
        bool shown;
    } cases[] = {
        {"UPDATE person SET shown_public = 3 WHERE id = 3",      true },
        {"UPDATE person SET shown_public = 1 WHERE id = 3",      false},
        {"UPDATE person SET shown_public = 2 WHERE id = 3",      false},
        {"UPDATE person SET shown_public = 3 WHERE id = 3",      true },
        {"UPDATE person SET left_at = 1 WHERE id = 3",           false},
        {"UPDATE person SET left_at = NULL WHERE id = 3",        true },
        {"UPDATE item SET author = '' WHERE author_id = 3",      false},
        {"UPDATE item SET author = 'E <b>' WHERE author_id = 3", true },
        {"UPDATE item SET author_id = NULL",                     false},
    };
    issue_new(fx, "Issue");
    reader_agrees(fx, ANN);
    portrait_insert(fx);
    run_sql(fx, "UPDATE item SET author_id = 3 WHERE kind = 'newsletter'");
    Mail mail;
    mail_for(fx, ANN, "en", &mail);
    g_assert_cmpuint(mail.pictures.n, ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        run_sql(fx, cases[i].who);
        g_assert_null(strstr(mail_for(fx, ANN, "en", &mail), "cid:"));
        bool has_picture = mail.pictures.n == 1;
        if (has_picture != cases[i].shown ||
            (strstr(mail.html, "<img src=\"cid:portrait.h6@baraza\" alt=\"\"") != NULL) !=
                cases[i].shown)
            g_error("%s: the portrait", cases[i].who);
        g_assert_null(strstr(mail.html, "width=96"));
        g_assert_null(strstr(mail.html, "E <b>"));
    }
    run_sql(fx, "UPDATE item SET author_id = 3 WHERE kind = 'newsletter'");
    mail_for(fx, ANN, "fr", &mail);
    g_assert_nonnull(strstr(mail.html, "> E &lt;b&gt;</p>"));
    g_assert_cmpmem(mail.pictures.at[0].content.at, mail.pictures.at[0].content.n, "MIDDLE", 6);
    run_sql(fx, "UPDATE file SET size = 8193 WHERE size = 6");
    mail_for(fx, ANN, "en", &mail);
    g_assert_cmpuint(mail.pictures.n, ==, 0); /* too large for every mail */
}

/* As pages show it: inside, and as it looks where pictures are off. */
static void
test_the_author_is_shown_before_it_is_sent(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = issue_new(fx, "Issue");
    portrait_insert(fx);
    run_sql(fx, "UPDATE person SET shown_public = 3 WHERE id = 3;"
                "UPDATE item SET author = 'Edna', author_id = 3 WHERE kind = 'newsletter'");
    Response *res = get(fx, EDNA, url_of(fx, id, "/mail?look=light"));
    assert_shows(res, "<img src=\"data:image/jpeg;base64,TUlERExF\" alt=\"\"");
    res = get(fx, EDNA, url_of(fx, id, "/mail?look=bare"));
    assert_hides(res, "TUlERExF");
    assert_hides(res, "src=\"cid:");
    assert_shows(res, "alt=\"\"");
    assert_shows(get(fx, EDNA, url_of(fx, id, "")), "pictures off");
}

/* Figures are numbers, blocks are lists, links are whole, nothing is loaded. */
static void
test_an_issue_as_a_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Mail mail;
    int64_t id = issue_new(fx, "Year <b>in</b> review & more");
    reader_agrees(fx, ANN);
    const char *text = mail_for(fx, ANN, "en", &mail);
    g_assert_nonnull(strstr(text, "Hello Ann"));
    g_assert_nonnull(strstr(text, "There are 4 of us."));
    g_assert_nonnull(strstr(text, "<http://127.0.0.1:8080/library/report>"));
    g_assert_nonnull(strstr(text, "Webinar *one*"));
    g_assert_nonnull(strstr(text, "online"));
    g_assert_null(strstr(text, "{year"));
    g_assert_nonnull(strstr(text, "/unsubscribe/newsletter/"));
    g_assert_nonnull(strstr(mail.html, "March 2017"));
    g_assert_null(strstr(mail.html, "<img"));
    g_assert_nonnull(strstr(mail.html, "Year &lt;b&gt;in&lt;/b&gt; review"));
    g_assert_nonnull(strstr(mail.html, "What moved us")); /* also behind the subject */

    /* Its French readers are told that it is not translated; then they get it in French. */
    text = mail_for(fx, ANN, "fr", &mail);
    g_assert_nonnull(strstr(text, "Bonjour Ann"));
    g_assert_nonnull(strstr(text, "pas encore"));
    g_assert_nonnull(strstr(mail.html, "<div lang=\"en\" dir=\"ltr\">"));
    Ctx *cx = fixture_begin(fx, EDNA);
    const ItemDraft french = {.language = "fr", .title = "Bilan", .summary = "S", .body = "Corps"};
    g_assert_cmpint(item_translate(cx, id, 0, &french), ==, ITEM_OK);
    fixture_commit(fx);
    text = mail_for(fx, ANN, "fr", &mail);
    g_assert_nonnull(strstr(text, "Corps"));
    g_assert_null(strstr(text, "pas encore"));
    g_assert_cmpstr(mail.subject, ==, "Bilan");
}

static void
test_pages_show_what_readers_get(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = issue_new(fx, HOSTILE);
    Response *res = get(fx, EDNA, url_of(fx, id, ""));
    assert_status(res, 200);
    assert_statements(fx, 30);
    assert_shows(res, "There are 4 of us.");
    assert_hides(res, "<b>Tom");
    assert_shows(get(fx, EDNA, url_of(fx, id, "?language=fr")), "There is no translation into");
    assert_shows(get_json(fx, EDNA, url_of(fx, id, "")), "\"html_size\":");
    res = get(fx, EDNA, url_of(fx, id, "/mail?language=en"));
    assert_status(res, 200);
    assert_shows(res, "There are 4 of us.");
    assert_shows(get(fx, EDNA, "/desk/newsletter"), "Nothing was sent yet.");
    assert_shows(get(fx, EDNA, "/fr/desk/newsletter"), "Rien n");
    assert_status(get(fx, EDNA, "/desk/newsletter/999"), 404);
    assert_status(get(fx, EDNA, "/desk/newsletter/mailings/999"), 404);

    static const char *const rests[] = {"", "/mail", "/send"};
    for (size_t i = 0; i < G_N_ELEMENTS(rests); i++) {
        assert_status(get(fx, NOBODY, url_of(fx, id, rests[i])), 303);
        assert_status(get(fx, ANN, url_of(fx, id, rests[i])), 403);
    }
    assert_status(post(fx, ANN, url_of(fx, id, "/send"), NULL), 403);
    assert_status(post(fx, ANN, url_of(fx, id, "/test"), NULL), 403);

    assert_status(post(fx, EDNA, url_of(fx, id, "/test"), "language", "fr", NULL), 303);
    g_assert_cmpstr(query_text(fx, "SELECT address || ' ' || language FROM outbox"), ==,
                    "edna@example.org fr");
    run_sql(fx, "UPDATE item SET status = 'draft' WHERE kind = 'newsletter'");
    assert_status(get(fx, EDNA, url_of(fx, id, "/send")), 409);
    assert_status(post(fx, EDNA, url_of(fx, id, "/send"), NULL), 409);
}

/* Each once, who did not agree never, who agrees later by a mailing of his own. */
static void
test_everybody_who_agreed_gets_it_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = issue_new(fx, "Issue");
    assert_status(post(fx, EDNA, url_of(fx, id, "/send"), NULL), 409);
    reader_agrees(fx, ANN);
    reader_agrees(fx, EDNA);
    assert_shows(get(fx, EDNA, url_of(fx, id, "/send")), "2 people get this issue");
    assert_status(post(fx, EDNA, url_of(fx, id, "/send"), NULL), 303);
    g_assert_cmpint(count_mails(fx, "waiting"), ==, 0);
    mailings_run(fx);
    g_assert_cmpint(count_mails(fx, "waiting"), ==, 2);
    mailings_run(fx);
    g_assert_cmpint(count_mails(fx, "waiting"), ==, 2);
    assert_status(post(fx, EDNA, url_of(fx, id, "/send"), NULL), 409);
    reader_agrees(fx, SAM);
    assert_shows(get(fx, EDNA, url_of(fx, id, "/send")), "1 person gets this issue");
    assert_status(post(fx, EDNA, url_of(fx, id, "/send"), NULL), 303);
    mailings_run(fx);
    g_assert_cmpint(count_mails(fx, "waiting"), ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(DISTINCT person_id) FROM outbox"), ==, 3);

    run_sql(fx, "UPDATE outbox SET state = 'sent' WHERE person_id <> 1");
    mailings_run(fx);
    Response *res = get(fx, EDNA, "/desk/newsletter");
    assert_shows(res, "on its way");
    assert_shows(get(fx, EDNA, "/desk/newsletter/mailings/1"), "1 of 2");
    run_sql(fx, "UPDATE outbox SET state = 'failed' WHERE person_id = 1");
    mailings_run(fx);
    assert_hides(get(fx, EDNA, "/desk/newsletter"), "on its way");
}

/* A segment: those of it who agreed, then the others; one that is gone is nobody. */
static void
test_a_segment_gets_it_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = issue_new(fx, "Issue");
    reader_agrees(fx, ANN);
    reader_agrees(fx, EDNA);
    run_sql(fx, "UPDATE person SET country = 'KE' WHERE id = 1");
    run_sql(fx, "UPDATE person SET country = 'TZ' WHERE id <> 1");
    run_sql(fx, "INSERT INTO segment (id, name, words, note, filter, created_at, changed_at)"
                " VALUES (7, '<b>Kenya', 'kenya', '', 'country=KE', 0, 0)");
    Response *res = get(fx, EDNA, url_of(fx, id, "/send?segment=7"));
    assert_shows(res, "1 person gets this issue");
    assert_hides(res, "<b>Kenya");
    assert_status(get(fx, EDNA, url_of(fx, id, "/send?segment=8")), 404);
    assert_status(post(fx, EDNA, url_of(fx, id, "/send"), "segment", "8", NULL), 409);
    assert_status(post(fx, EDNA, url_of(fx, id, "/send"), "segment", "7", NULL), 303);
    mailings_run(fx);
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM outbox"), ==, ANN);
    assert_shows(get(fx, EDNA, "/desk/newsletter/mailings/1"), "Country: Kenya");
    assert_shows(get(fx, EDNA, url_of(fx, id, "/send")), "1 person gets this issue");
    assert_shows(get(fx, EDNA, url_of(fx, id, "/send?segment=7")), "Nobody would get it");
    assert_status(post(fx, EDNA, url_of(fx, id, "/send"), NULL), 303);
    mailings_run(fx);
    g_assert_cmpint(count_mails(fx, "waiting"), ==, 2);
}

/* Who left and kept the newsletter, and who was never a member: they are in "everybody", and in a
 * segment only if it says so. */
static void
test_subscribers_get_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = issue_new(fx, "Issue");
    run_sql(fx, "INSERT INTO person (id, email, name, joined_at, left_at)"
                " VALUES (50, 'sue@example.org', '', 1483347000, 1483347000);"
                "UPDATE person SET left_at = 1483347000 WHERE id = 2;"
                "INSERT INTO segment (id, name, words, note, filter, created_at, changed_at)"
                " VALUES (7, 'English', 'english', '', 'reads=en', 0, 0),"
                " (8, 'Outside', 'outside', '', 'reads=en&status=subscriber', 0, 0)");
    reader_agrees(fx, ANN);
    reader_agrees(fx, BOB);
    reader_agrees(fx, 50);
    assert_shows(get(fx, EDNA, url_of(fx, id, "/send")), "3 people get this issue");
    assert_shows(get(fx, EDNA, url_of(fx, id, "/send?segment=members")),
                 "1 person gets this issue");
    assert_shows(get(fx, EDNA, url_of(fx, id, "/send?segment=7")), "1 person gets this issue");
    assert_shows(get(fx, EDNA, url_of(fx, id, "/send?segment=8")), "1 person gets this issue");

    static const struct {
        const char *to, *readers;
    } sendings[] = {
        {"7", "1"     },
        {"8", "1,50"  },
        {"",  "1,2,50"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(sendings); i++) {
        assert_status(post(fx, EDNA, url_of(fx, id, "/send"), "segment", sendings[i].to, NULL),
                      303);
        mailings_run(fx);
        g_assert_cmpint(count_mails(fx, "waiting"), ==, (int64_t)i + 1);
        g_assert_cmpint(query_int(fx, arena_printf(fx->arena,
                                                   "SELECT count(*) FROM outbox WHERE person_id"
                                                   " IN (%s)",
                                                   sendings[i].readers)),
                        ==, (int64_t)i + 1);
    }
    assert_status(post(fx, EDNA, url_of(fx, id, "/send"), "segment", "members", NULL), 409);
}

/* Whatever fails when: nobody is missed, nobody is written to twice. */
static void
test_failures_miss_nobody(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = issue_new(fx, "Issue");
    reader_agrees(fx, ANN);
    reader_agrees(fx, EDNA);
    for (int nth = 1; nth < 40; nth++) {
        Response *res = post_failing_at(fx, nth, EDNA, url_of(fx, id, "/send"), NULL);
        if (res->status == 303)
            break;
        assert_status(res, 500);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mailing"), ==, 0);
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mailing"), ==, 1);
    for (int nth = 1; nth < 40; nth++) {
        db_fail_at(fx->db, nth);
        mailings_run(fx);
        db_fail_at(fx->db, 0);
    }
    mailings_run(fx);
    g_assert_cmpint(count_mails(fx, "waiting"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT n_queued FROM mailing"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(DISTINCT person_id) FROM outbox"), ==, 2);
}

static Response *
act(Fixture *fx, const char *name)
{
    return post(fx, EDNA, "/desk/newsletter/mailings/1", "act", name, NULL);
}

static void
test_a_mailing_can_be_held_and_stopped(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = issue_new(fx, "Issue");
    reader_agrees(fx, ANN);
    reader_agrees(fx, EDNA);
    post(fx, EDNA, url_of(fx, id, "/send"), NULL);
    assert_status(act(fx, "hold"), 409); /* its mails are not there yet */
    mailings_run(fx);
    assert_status(act(fx, "hold"), 303);
    g_assert_cmpint(count_mails(fx, "held"), ==, 2);
    assert_shows(get(fx, EDNA, "/desk/newsletter/mailings/1"), "Go on");
    mailings_run(fx);
    assert_status(act(fx, "hold"), 409);
    assert_status(act(fx, "dance"), 404);
    assert_status(act(fx, "go-on"), 303);
    g_assert_cmpint(count_mails(fx, "waiting"), ==, 2);
    run_sql(fx, "UPDATE outbox SET state = 'sent' WHERE person_id = 1");
    act(fx, "hold");
    assert_status(act(fx, "stop"), 303);
    g_assert_cmpint(count_mails(fx, "kept"), ==, 1);
    g_assert_cmpint(count_mails(fx, "sent"), ==, 1);
    assert_status(act(fx, "go-on"), 409);
    assert_status(post(fx, ANN, "/desk/newsletter/mailings/1", "act", "stop", NULL), 403);
}

/* Two in different zones: each at the own eight o'clock; and nothing before its time. */
static void
test_in_each_readers_morning(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = issue_new(fx, "Issue");
    reader_agrees(fx, ANN);
    reader_agrees(fx, EDNA);
    run_sql(fx, "UPDATE person SET zone = 'Asia/Jakarta' WHERE id = 1");
    run_sql(fx, "UPDATE person SET zone = 'America/New_York' WHERE id <> 1");
    assert_status(post(fx, EDNA, url_of(fx, id, "/send"), "moment", "2016-01-01T00:00", NULL), 422);
    assert_status(
        post(fx, EDNA, url_of(fx, id, "/send"), "moment", "2017-01-03T00:00", "morning", "1", NULL),
        303);
    mailings_run(fx);
    g_assert_cmpint(count_mails(fx, "waiting"), ==, 0);
    fx->now += 2 * MOMENT_DAY;
    mailings_run(fx);
    const int64_t begin = query_int(fx, "SELECT send_at FROM mailing");
    const int64_t east = query_int(fx, "SELECT send_at FROM outbox WHERE person_id = 1");
    const int64_t west = query_int(fx, "SELECT send_at FROM outbox WHERE person_id <> 1");
    g_assert_cmpint(((east + 7 * 3600) % MOMENT_DAY) / 3600, ==, 8);
    g_assert_cmpint(((west - 5 * 3600) % MOMENT_DAY) / 3600, ==, 8);
    g_assert_true(east >= begin && east < begin + MOMENT_DAY);
    g_assert_true(west >= begin && west < begin + MOMENT_DAY);
}

/* Where mails came back from gets no issue, and the outcome says why; no server is asked. */
static void
test_a_paused_address_gets_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = issue_new(fx, "Issue");
    reader_agrees(fx, ANN);
    post(fx, EDNA, url_of(fx, id, "/send"), NULL);
    mailings_run(fx);
    run_sql(fx, "INSERT INTO mail_reach (address, score, scored_at, day_weight, paused_at)"
                " SELECT email, 9, 0, 9, 1 FROM person WHERE id = 1");
    Ctx *cx = fixture_begin(fx, SAM);
    MailSender sender = mail_sender(cx);
    sender.smtp_url = "smtp://127.0.0.1:1";
    Ctx job = *cx;
    fixture_commit(fx);
    static const MailKind *const kinds[] = {&MAIL_NEWSLETTER, NULL};
    g_assert_cmpint(mail_send_due(&job, kinds, &sender), ==, 0);
    g_assert_cmpint(count_mails(fx, "failed"), ==, 1);
    g_assert_nonnull(strstr(query_text(fx, "SELECT last_error FROM outbox"), "came back"));
}

/* What the mail says the page says, and the archive, to which the mail's header leads, lists it. */
static void
test_the_archive_says_the_same(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Mail mail;
    issue_new(fx, "We are {figure:members}");
    reader_agrees(fx, ANN);
    run_sql(fx, "UPDATE person SET left_at = 1 WHERE id = 2"); /* the figure was frozen before */
    const char *text = mail_for(fx, ANN, "en", &mail);
    Response *page = get(fx, NOBODY, "/newsletter/we-are-figure-members");
    static const char *const said[] = {"We are 4",   "What moved us", "There are 4 of us.",
                                       "March 2017", "Webinar *one*", "online",
                                       "Edna Editor"};
    for (size_t i = 0; i < G_N_ELEMENTS(said); i++) {
        assert_shows(page, said[i]);
        if (strstr(mail.html, said[i]) == NULL || strstr(text, said[i]) == NULL)
            g_error("\"%s\" does not stand in the mail", said[i]);
    }
    assert_shows(get(fx, NOBODY, "/newsletter"), "We are 4");
    assert_shows(get(fx, NOBODY, "/newsletter.atom"), "<title>We are 4</title>");
    g_assert_cmpstr(mail.archive, ==, "http://127.0.0.1:8080/newsletter");

    Ctx *cx = fixture_begin(fx, SAM);
    const MailSender sender = mail_sender(cx);
    Bytes message = mail_message(cx->arena, &mail_list(cx, NULL, 1).at[0], &mail, &sender, fx->now);
    g_assert_nonnull(g_strstr_len(message.at, (gssize)message.n,
                                  "List-Archive: <http://127.0.0.1:8080/newsletter>\r\n"));
    fixture_commit(fx);
}

void
newsletter_tests(void)
{
    add_test("/newsletter/the-author-is-shown", test_the_author_is_shown);
    add_test("/newsletter/the-author-is-shown-before-it-is-sent",
             test_the_author_is_shown_before_it_is_sent);
    add_test("/newsletter/the-archive-says-the-same", test_the_archive_says_the_same);
    add_test("/newsletter/an-issue-as-a-mail", test_an_issue_as_a_mail);
    add_test("/newsletter/pages-show-what-readers-get", test_pages_show_what_readers_get);
    add_test("/newsletter/everybody-who-agreed-gets-it-once",
             test_everybody_who_agreed_gets_it_once);
    add_test("/newsletter/a-segment-gets-it-first", test_a_segment_gets_it_first);
    add_test("/newsletter/subscribers-get-it", test_subscribers_get_it);
    add_test("/newsletter/failures-miss-nobody", test_failures_miss_nobody);
    add_test("/newsletter/a-mailing-can-be-held-and-stopped",
             test_a_mailing_can_be_held_and_stopped);
    add_test("/newsletter/a-paused-address-gets-nothing", test_a_paused_address_gets_nothing);
    add_test("/newsletter/in-each-readers-morning", test_in_each_readers_morning);
}
