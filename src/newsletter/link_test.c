/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "newsletter/newsletter_testing.h"

#include "alliance/item.h"
#include "alliance/sender.h"
#include "base/moment.h"
#include "mail/mail.h"
#include "newsletter/newsletter.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MAILING "/desk/newsletter/mailings/1"

/* An issue that Ann gets in English and Bob in French; @links: its links are counted. */
static void
send_issue(Fixture *fx, const char *links)
{
    int64_t item = issue_new(fx, "Issue");
    Ctx *cx = fixture_begin(fx, EDNA);
    item_translate(
        cx, item, 0,
        &(ItemDraft){.language = "fr",
                     .title = "Bilan",
                     .body = "[Le rapport](/library/report) [a](https://example.org/a?b=c#d)"});
    fixture_commit(fx);
    run_sql(fx, "UPDATE person SET language = 'en' WHERE id = 1");
    run_sql(fx, "UPDATE person SET language = 'fr' WHERE id = 2");
    reader_agrees(fx, ANN);
    reader_agrees(fx, BOB);
    post(fx, EDNA, arena_printf(fx->arena, "/desk/newsletter/%" PRId64 "/send", item), "links",
         links, NULL);
    mailings_run(fx);
}

static Mail
mail_of(Fixture *fx, int64_t person)
{
    static const MailKind *const kinds[] = {&MAIL_NEWSLETTER, NULL};
    Ctx *cx = fixture_begin(fx, SAM);
    const MailSender sender = mail_sender(cx);
    OutboxSpan mails = mail_list(cx, NULL, 1);
    Mail mail = {0};
    for (size_t i = 0; i < mails.n; i++)
        if (mails.at[i].person_id == person)
            g_assert_true(mail_compose(cx, kinds, &sender, &mails.at[i], &mail));
    mail.html = arena_strdup(fx->arena, mail.html);
    mail.text = arena_strdup(fx->arena, mail.text);
    fixture_commit(fx);
    return mail;
}

static int64_t
followed(Fixture *fx)
{
    return query_int(fx, "SELECT coalesce(sum(n), 0) FROM mailing_count");
}

/* The number of this site's page @path. */
static int64_t
number_of(Fixture *fx, const char *path)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT number FROM mailing_link WHERE url ="
                                      " 'http://127.0.0.1:8080%s'",
                                      path));
}

/* Both forms of @mail have the address @path of this site. */
static void
assert_leads(const Mail *mail, const char *path)
{
    g_autofree char *html = g_strdup_printf("\"http://127.0.0.1:8080%s\"", path);
    g_autofree char *text = g_strdup_printf("http://127.0.0.1:8080%s\n", path);
    g_assert_nonnull(strstr(mail->html, html));
    g_assert_nonnull(strstr(mail->text, text));
}

/* Unless an editor asks for it; and each language's readers go to their own pages. */
static void
test_links_are_not_counted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    send_issue(fx, "");
    Mail mail = mail_of(fx, ANN);
    g_assert_null(strstr(mail.html, "/go/"));
    g_assert_null(strstr(mail.html, "counted"));
    g_assert_nonnull(strstr(mail.html, "\"http://127.0.0.1:8080/library/report\""));
    assert_leads(&mail, "/newsletter/issue");
    mail = mail_of(fx, BOB);
    g_assert_nonnull(strstr(mail.html, "\"http://127.0.0.1:8080/fr/library/report\""));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mailing_link"), ==, 0);
    assert_status(get(fx, NOBODY, "/go/1/1"), 404);
    assert_hides(get(fx, EDNA, MAILING), "Followed");
}

static void
test_links_are_counted_and_the_mail_says_so(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    send_issue(fx, "1");
    Mail ann = mail_of(fx, ANN), bob = mail_of(fx, BOB);
    g_assert_nonnull(strstr(ann.html, "who follows one is not known"));
    g_assert_nonnull(strstr(ann.text, "who follows one is not known"));
    g_assert_nonnull(strstr(ann.html, "\"http://127.0.0.1:8080/go/1/1\""));
    g_assert_null(strstr(ann.html, "/library/report\""));
    g_assert_nonnull(strstr(bob.html, "http://127.0.0.1:8080/go/1/"));
    g_assert_null(strstr(bob.html, "example.org/a"));
    /* "Read it on our site" is a link like any other, and leads to the reader's own page. */
    const char *own = arena_printf(fx->arena, "/go/1/%" PRId64, number_of(fx, "/newsletter/issue"));
    const char *french = arena_printf(fx->arena, "/go/1/%" PRId64,
                                      number_of(fx, "/fr/newsletter/issue"));
    g_assert_cmpstr(own, !=, french);
    assert_leads(&ann, own);
    assert_leads(&bob, french);
    g_assert_null(strstr(ann.text, "/newsletter/issue"));
    /* What ends the list is nobody's number. */
    g_assert_nonnull(strstr(ann.unsubscribe, "/unsubscribe/"));

    Response *res = get(fx, NOBODY, "/go/1/1");
    assert_status(res, 303);
    assert_statements(fx, 1);
    assert_location(res, "http://127.0.0.1:8080/library/report");
    int64_t other = query_int(fx, "SELECT number FROM mailing_link WHERE url LIKE '%example.org%'");
    res = get(fx, NOBODY, arena_printf(fx->arena, "/go/1/%" PRId64, other));
    assert_location(res, "https://example.org/a?b=c#d");
    get(fx, NOBODY, "/go/1/1");
    g_assert_cmpint(followed(fx), ==, 3);
    res = get(fx, EDNA, MAILING);
    assert_shows(res, "class=\"n\">2</td>");
    assert_shows(get_json(fx, EDNA, MAILING), "\"url\":\"https://example.org/a?b=c#d\",\"n\":1");

    static const char *const none[] = {"/go/1/99", "/go/9/1", "/go/1/x", "/go/1/%3Cb%3E"};
    for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
        assert_status(get(fx, NOBODY, none[i]), 404);
    const Incoming head = {
        .method = GET, .head = true, .target = "/go/1/1", .host = "127.0.0.1:8080"};
    assert_status(send_raw(fx, &head), 303);
    db_fail_at(fx->db, 2);
    assert_status(get(fx, NOBODY, "/go/1/1"), 303);
    db_fail_at(fx->db, 0);
    g_assert_cmpint(followed(fx), ==, 3);
}

/* What is known of Ann's visits, with times. */
static const char *
traces_of(Fixture *fx)
{
    return query_text(fx, "SELECT (SELECT coalesce(max(seen_at), 0) FROM session) || ' '"
                          " || (SELECT coalesce(max(seen_at), 0) FROM person) || ' '"
                          " || (SELECT count(*) FROM audit)");
}

static const char *
log_of(Fixture *fx, int fd)
{
    char text[4000] = "";
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    g_assert_cmpint(n, >=, 0);
    return arena_strdup(fx->arena, text);
}

/* Who is signed in follows a link, and nothing that is written says so; any other page does. */
static void
test_nothing_of_a_person_is_written(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    send_issue(fx, "1");
    get(fx, ANN, "/year");
    fx->now += 40 * MOMENT_DAY;
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("log-XXXXXX", &path, NULL);
    fx->app.log_fd = fd;
    fx->app.log_requests = 1;
    const char *before = traces_of(fx);
    assert_status(get(fx, ANN, "/go/1/1"), 303);
    g_assert_cmpint(followed(fx), ==, 1);
    g_assert_cmpstr(traces_of(fx), ==, before);
    g_assert_cmpstr(log_of(fx, fd), ==, "");
    g_assert_cmpstr(query_text(fx, "SELECT mailing_id || ' ' || subject || deed || ' ' || n"
                                   " FROM mailing_count"),
                    ==, "1 link 1 1");
    assert_status(get(fx, ANN, "/year"), 200);
    g_assert_cmpstr(traces_of(fx), !=, before);
    g_assert_nonnull(strstr(log_of(fx, fd), "person=1"));
    fx->app.log_fd = 0;
    close(fd);
    g_remove(path);
}

void
link_tests(void)
{
    add_test("/link/links-are-not-counted", test_links_are_not_counted);
    add_test("/link/links-are-counted-and-the-mail-says-so",
             test_links_are_counted_and_the_mail_says_so);
    add_test("/link/nothing-of-a-person-is-written", test_nothing_of_a_person_is_written);
}
