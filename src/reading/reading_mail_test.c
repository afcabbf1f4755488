/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_testing.h"
#include "alliance/file_request.h"
#include "alliance/holding.h"
#include "alliance/mail_testing.h"
#include "alliance/sender.h"
#include "base/moment.h"
#include "extract/extract_testing.h"
#include "shrink/shrink_testing.h"
#include "site/site_testing.h"
#include "web/app.h"

#include <string.h>

static const MailKind *const kinds[] = {&MAIL_FILE, &MAIL_FILE_ASKED, &MAIL_FILE_LINK, NULL};

static const char *
path_of(Fixture *fx, const char *before, int64_t id, const char *behind)
{
    return arena_printf(fx->arena, "%s%" PRId64 "%s", before, id, behind);
}

/* A post for @audience with a file of two pages whose text was read. */
static int64_t
a_report(Fixture *fx, const char *audience)
{
    static const char *const pages[] = {"# What we found\n\nSome words. They go on for a while.",
                                        "<b>Tom & \"Ann\"</b> \xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a"};
    int64_t item = a_published(
        fx,
        (ItemDraft){.kind = "post", .slug = "report", .title = "A report", .audience = audience});
    int64_t file = a_document(fx, item, "r\xc3\xa9port <b>.pdf", a_pdf(fx->arena, pages, 2));
    read_documents(fx);
    return file;
}

static int64_t
n_mails(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM outbox WHERE template LIKE 'file%'");
}

static void
test_the_button_sends_the_file(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_report(fx, "public");
    const char *mail_path = path_of(fx, "/documents/", file, "/mail");
    Mail mail;
    const char *message;
    Response *res = get(fx, ANN, "/blog/report");
    assert_shows(res, path_of(fx, "action=\"/documents/", file, "/mail\""));
    assert_shows(res, "Mail me this file, ");
    assert_shows(res, "Mail me its text, ");
    assert_hides(get(fx, NOBODY, "/blog/report"), "Mail me");
    assert_shows(get(fx, NOBODY, "/blog/report"),
                 path_of(fx, "href=\"/documents/", file, "/mail\""));
    assert_status(get(fx, ANN, mail_path), 200);
    g_assert_cmpint(n_mails(fx), ==, 0);
    assert_status(post_failing_at(fx, 5, ANN, mail_path, "wish", "file", NULL), 500);
    g_assert_cmpint(n_mails(fx), ==, 0);
    res = post(fx, ANN, mail_path, "wish", "file", NULL);
    assert_location(res, "/blog/report");
    assert_statements(fx, 12);
    g_assert_cmpint(n_mails(fx), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT sum(n) FROM download"), ==, 1);
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    assert_says(message, "Content-Type: multipart/mixed; boundary=\"=_whole\"");
    assert_says(message, "Content-Type: application/pdf");
    assert_says(message, "filename*=");
    assert_says(message, "%C3%A9port");
    assert_says(mail.text, "goes along with this mail");
    assert_says(mail.text, "A report");
    /* A wish that is none sends nothing. */
    assert_status(post(fx, ANN, mail_path, "wish", "all", NULL), 200);
    g_assert_cmpint(n_mails(fx), ==, 1);
}

static void
test_its_text_comes_page_by_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_report(fx, "public");
    const char *path = path_of(fx, "/documents/", file, "/mail");
    Mail mail;
    const char *message;
    post(fx, ANN, path, "wish", "text", NULL);
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    g_assert_cmpuint(mail.files.n, ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM download"), ==, 0);
    assert_says(mail.text, "==== page 1 of r\xc3\xa9port -b-.pdf ====\n\nWhat we found\n");
    assert_says(mail.text, "==== page 2 of");
    assert_says(mail.text, "<b>Tom & \"Ann\"</b>");
    assert_says(mail.text, "pictures are not");
    assert_says(mail.text, "/blog/report");
    assert_says(mail.html, "<h3 dir=\"auto\">What we found</h3>");
    assert_says(mail.html, "&lt;b&gt;Tom &amp;");
    run_sql(fx, "UPDATE outbox SET language = 'fr'");
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    assert_says(mail.subject, "en texte");
    assert_says(mail.text, "Voici son texte");
    assert_says(mail.text, "==== page 1 de r\xc3\xa9port");
}

static void
test_long_texts_go_on(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *text = arena_string(fx->arena, 4 * FILE_MAIL_TEXT);
    for (int i = 0; i < 20000; i++)
        g_string_append_printf(text, "word%d%s", i, i % 50 == 49 ? "\n\n" : " ");
    int64_t item = a_published(fx, (ItemDraft){.kind = "post", .slug = "long", .title = "Long"});
    int64_t file = a_document(fx, item, "a.txt", (Bytes){text->str, text->len});
    Mail mail;
    const char *message;
    read_documents(fx);
    a_setting(fx, "mail_from", "desk@alliance.example");
    a_setting(fx, "mail_in", "1");
    post(fx, ANN, path_of(fx, "/documents/", file, "/mail"), "wish", "text", NULL);
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    g_assert_cmpuint(strlen(mail.text), <, 2 * FILE_MAIL_TEXT);
    assert_says(mail.text, "word0 ");
    assert_says(mail.text, path_of(fx, "/documents/", file, "?from="));
    assert_says(mail.text, "answer this one with text 1 ");
    assert_says(message, "\r\nReply-To: ");
    const char *from = strstr(mail.text, "answer this one with text 1 ") +
                       strlen("answer this one with text 1 ");
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE outbox SET argument = replace(argument, '\"from\":\"1\"', "
                             "'\"from\":\"%d\"')",
                             (int)g_ascii_strtoll(from, NULL, 10)));
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    g_assert_null(strstr(mail.text, "word0 "));
}

static void
test_large_files_are_links(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_report(fx, "public");
    const char *path = path_of(fx, "/documents/", file, "/mail");
    Mail mail;
    const char *message;
    run_sql(fx, arena_printf(fx->arena, "UPDATE file SET size = %d WHERE id = %" PRId64,
                             FILE_MAIL_MOST + 1, file));
    Response *res = get(fx, ANN, "/blog/report");
    assert_shows(res, "The file is too large for a mail.");
    assert_hides(res, "Mail me this file, ");
    post(fx, ANN, path, "wish", "file", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM download"), ==, 0);
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    g_assert_cmpuint(mail.files.n, ==, 0);
    assert_says(mail.text, "Some words.");
    assert_says(mail.text, path_of(fx, "/files/", file, "/"));
    run_sql(fx, "DELETE FROM document_page");
    run_sql(fx, "UPDATE document SET size = 0, n = 0");
    assert_shows(get(fx, ANN, "/blog/report"), "Mail me the link");
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    assert_says(mail.text, "too large for a mail");
    assert_shows(get(fx, NOBODY, path), "its link comes");
}

/* A post with a file of 1.4 MB that has a lighter copy. */
static int64_t
a_heavy_report(Fixture *fx)
{
    int64_t item = a_published(fx,
                               (ItemDraft){.kind = "post", .slug = "report", .title = "A report"});
    int64_t file = a_document(fx, item, "photos.pdf", a_heavy_pdf(fx->arena));
    read_documents(fx);
    make_light_copies(fx);
    return file;
}

static void
assert_lighter_copy_comes(Fixture *fx, int64_t file)
{
    Mail mail;
    const char *message;
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    g_assert_cmpuint(mail.files.n, ==, 1);
    g_assert_cmpstr(mail.files.at[0].name, ==, "photos-light.pdf");
    g_assert_cmpint(mail.files.at[0].size, ==, query_int(fx, "SELECT light_size FROM document"));
    assert_says(message, "photos-light.pdf");
    assert_says(mail.text, "A lighter copy of the file, ");
    assert_says(mail.text, path_of(fx, "/files/", file, "/photos.pdf"));
}

static void
test_a_lighter_copy_goes_by_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_heavy_report(fx);
    const char *path = path_of(fx, "/documents/", file, "/mail");
    assert_shows(get(fx, ANN, "/blog/report"), "Mail me the lighter copy, ");
    assert_shows(get(fx, ANN, "/blog/report"), "Mail me this file, ");
    assert_location(post(fx, ANN, path, "wish", "light", NULL), "/blog/report");
    assert_lighter_copy_comes(fx, file);
    g_assert_cmpint(query_int(fx, "SELECT sum(n) FROM download"), ==, 1);
    /* Whose file does not fit gets the copy for the word "file", too. */
    run_sql(fx, arena_printf(fx->arena, "UPDATE file SET size = %d WHERE id = %" PRId64,
                             FILE_MAIL_MOST + 1, file));
    Response *res = get(fx, ANN, "/blog/report");
    assert_hides(res, "Mail me this file, ");
    assert_shows(res, "Mail me the lighter copy, ");
    assert_shows(res, "The file is too large for a mail.");
    assert_hides(res, "Mail me the link");
    post(fx, ANN, path, "wish", "file", NULL);
    assert_lighter_copy_comes(fx, file);
    /* It went in between: the text comes, and the link. */
    run_sql(fx, "UPDATE document SET light_id = NULL, light_size = 0");
    Mail mail;
    const char *message;
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    g_assert_cmpuint(mail.files.n, ==, 0);
    assert_says(mail.text, "What we found");
}

static void
test_who_is_no_member_may_have_the_lighter_copy(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_heavy_report(fx);
    const char *path = path_of(fx, "/documents/", file, "/mail");
    run_sql(fx, arena_printf(fx->arena, "UPDATE file SET size = %d WHERE id = %" PRId64,
                             FILE_MAIL_MOST + 1, file));
    Response *res = get(fx, NOBODY, path);
    assert_shows(res, "a lighter copy comes, and the link to the file");
    assert_shows(res, "value=\"light\"");
    assert_hides(res, "value=\"file\"");
    assert_status(post(fx, NOBODY, path, "email", "guest@example.org", "wish", "file", NULL), 422);
    assert_status(post(fx, NOBODY, path, "email", "guest@example.org", "wish", "light", NULL), 200);
    Mail mail;
    const char *message;
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    const char *at = strstr(mail.text, "/documents/send/");
    g_assert_nonnull(at);
    const char *link = arena_strndup(fx->arena, at, strcspn(at, "\n"));
    assert_shows(get(fx, NOBODY, link), "a lighter copy, ");
    assert_shows(get(fx, NOBODY, link), "and the link to the file, which is too large for a mail");
    assert_status(post(fx, NOBODY, link, NULL), 303);
    assert_lighter_copy_comes(fx, file);
}

static void
test_nobody_gets_what_is_not_for_him(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_report(fx, "members");
    const char *path = path_of(fx, "/documents/", file, "/mail");
    assert_status(get(fx, NOBODY, path), 404);
    assert_status(post(fx, NOBODY, path, "email", "x@example.org", "wish", "file", NULL), 404);
    assert_status(get(fx, ANN, path), 200);
    assert_status(get(fx, ANN, "/documents/999/mail"), 404);
    assert_status(post(fx, ANN, "/documents/x/mail", "wish", "file", NULL), 404);
    int64_t group = a_published(fx, (ItemDraft){.kind = "group", .slug = "g", .title = "Group"});
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE item SET audience = 'group', group_id = %" PRId64
                             " WHERE slug = 'report'",
                             group));
    assert_status(get(fx, ANN, path), 404);
    assert_status(post(fx, ANN, path, "wish", "file", NULL), 404);
    g_assert_cmpint(n_mails(fx), ==, 0);
}

static Response *
ask_for(Fixture *fx, int64_t file, const char *email)
{
    return post(fx, NOBODY, path_of(fx, "/documents/", file, "/mail"), "email", email, "wish",
                "file", NULL);
}

static void
test_who_is_no_member_gets_a_link_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_report(fx, "public");
    Mail mail;
    const char *message;
    Response *res = get(fx, NOBODY, path_of(fx, "/documents/", file, "/mail"));
    assert_shows(res, "Send me the link");
    res = ask_for(fx, file, "no " HOSTILE);
    assert_status(res, 422);
    assert_shows(res, "no &lt;b&gt;Tom");
    assert_status(post(fx, NOBODY, path_of(fx, "/documents/", file, "/mail"), "email",
                       "guest@example.org", "wish", "all", NULL),
                  422);
    assert_status(ask_for(fx, file, "guest@EXAMPLE.org"), 200);
    g_assert_cmpint(n_mails(fx), ==, 1);
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    g_assert_cmpuint(mail.files.n, ==, 0);
    g_assert_null(strstr(message, "Reply-To"));
    const char *at = strstr(mail.text, "/documents/send/");
    g_assert_nonnull(at);
    const char *path = arena_strndup(fx->arena, at, strcspn(at, "\n"));
    res = get(fx, NOBODY, path);
    assert_status(res, 200);
    assert_shows(res, "guest@example.org");
    g_assert_cmpint(n_mails(fx), ==, 1);
    assert_status(post_failing_at(fx, 4, NOBODY, path, NULL), 500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_request"), ==, 1);
    assert_status(post(fx, NOBODY, path, NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_request"), ==, 0);
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    g_assert_cmpuint(mail.files.n, ==, 1);
    assert_status(get(fx, NOBODY, path), 410);
    assert_status(post(fx, NOBODY, path, NULL), 410);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person WHERE email = 'guest@example.org'"),
                    ==, 0);
}

static void
clean(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(file_request_count_over(cx), ==, file_request_clean(cx));
    g_assert_cmpint(file_request_count_over(cx), ==, 0);
    fixture_commit(fx);
}

static void
test_nothing_is_kept_of_who_is_no_member(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_report(fx, "public");
    for (int i = 0; i < FILE_REQUESTS + 2; i++)
        assert_status(ask_for(fx, file, "guest@example.org"), 200);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_request"), ==, FILE_REQUESTS);
    g_assert_cmpint(n_mails(fx), ==, FILE_REQUESTS);
    assert_status(post(fx, NOBODY, path_of(fx, "/documents/", file, "/mail"), "email",
                       "robot@example.org", "wish", "file", "website", "x", NULL),
                  200);
    g_assert_cmpint(n_mails(fx), ==, FILE_REQUESTS);
    post(fx, ANN, path_of(fx, "/documents/", file, "/mail"), "wish", "file", NULL);
    clean(fx);
    g_assert_cmpint(n_mails(fx), ==, FILE_REQUESTS + 1);
    run_sql(fx, "UPDATE outbox SET state = 'sent' WHERE template LIKE 'file%'");
    clean(fx);
    g_assert_cmpint(n_mails(fx), ==, 1); /* the member's own */
    fx->now += 3 * (int64_t)MOMENT_DAY;
    clean(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_request"), ==, 0);
}

static void
test_what_is_held_of_a_request(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t file = a_report(fx, "public");
    ask_for(fx, file, "ann@example.org");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_request"), ==, 1);
    assert_shows(get(fx, ANN, "/my-data/file_request"), "Files that you asked to get by mail");
}

void
reading_mail_tests(void)
{
    add_test("/reading-mail/file", test_the_button_sends_the_file);
    add_test("/reading-mail/text", test_its_text_comes_page_by_page);
    add_test("/reading-mail/goes-on", test_long_texts_go_on);
    add_test("/reading-mail/large", test_large_files_are_links);
    add_test("/reading-mail/light", test_a_lighter_copy_goes_by_mail);
    add_test("/reading-mail/light-for-others", test_who_is_no_member_may_have_the_lighter_copy);
    add_test("/reading-mail/not-for-him", test_nobody_gets_what_is_not_for_him);
    add_test("/reading-mail/no-member", test_who_is_no_member_gets_a_link_first);
    add_test("/reading-mail/nothing-kept", test_nothing_is_kept_of_who_is_no_member);
    add_test("/reading-mail/held", test_what_is_held_of_a_request);
}
