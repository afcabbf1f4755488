/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_testing.h"
#include "alliance/file_mail.h"
#include "alliance/mail_testing.h"
#include "base/moment.h"
#include "library/library_testing.h"

#include <string.h>

static const MailKind *const kinds[] = {&MAIL_FILE, &MAIL_EDITION, NULL};

static const char *
path_of(Fixture *fx, const char *before, int64_t id, const char *behind)
{
    return arena_printf(fx->arena, "%s%" PRId64 "%s", before, id, behind);
}

static void
test_rights_are_asked_when_it_is_sent(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx), edition = an_edition(fx, work, "1", "en", "published");
    int64_t file = a_file_of(fx, edition, "Some words of a guide.");
    const char *path = path_of(fx, "/documents/", file, "/mail");
    Mail mail;
    const char *message;
    assert_shows(get(fx, ANN, "/library/guide"), "Mail me this file, ");
    post(fx, ANN, path, "wish", "file", NULL);
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    g_assert_cmpuint(mail.files.n, ==, 1);
    assert_says(message, "Content-Type: text/plain; charset=utf-8\r\n");
    change_edition(fx, edition, "1", "withdrawn", "Wrong numbers " HOSTILE);
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    g_assert_cmpuint(mail.files.n, ==, 0);
    g_assert_null(strstr(message, "multipart/mixed"));
    assert_says(mail.text, "cannot be sent: it was taken");
    assert_says(mail.text, "Wrong numbers");
    assert_status(post(fx, ANN, path, "wish", "file", NULL), 404);
    run_sql(fx, "UPDATE item SET status = 'draft'");
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    assert_says(mail.text, "not there any more");
    g_assert_null(strstr(mail.text, "Wrong numbers"));
}

static void
test_the_mail_that_it_is_out_numbers_files(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx), edition = an_edition(fx, work, "1", "en", "planned");
    Mail mail;
    const char *message;
    a_file_of(fx, edition, "Some words of a guide.");
    Ctx *cx = fixture_begin(fx, EDNA);
    file_attach(cx, edition, file_insert(cx, (Bytes){"Other words", 11}),
                &(FileWords){.name = "other.txt"});
    fixture_commit(fx);
    assert_status(post(fx, ANN, "/editions/guide-1/tell", "tell", "1", NULL), 303);
    change_edition(fx, edition, "1", "published", "");
    cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(library_tell(cx), ==, 1);
    fixture_commit(fx);
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    assert_says(mail.text, "1. Zyxfile (");
    assert_says(mail.text, "2. other.txt (");
    g_assert_null(strstr(mail.text, "Answer this mail")); /* where none comes in */
    a_setting(fx, "mail_from", "desk@alliance.example");
    a_setting(fx, "mail_in", "1");
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    assert_says(mail.text, "Answer this mail with the word “file”");
    assert_says(message, "<reply+l");
    run_sql(fx, "UPDATE outbox SET language = 'fr'");
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    assert_says(mail.text, "fichier 2");
}

static void
test_readers_see_how_often(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx), edition = an_edition(fx, work, "1", "en", "published");
    int64_t file = a_file_of(fx, edition, "Some words of a guide.");
    assert_hides(get(fx, NOBODY, "/library/guide"), "fetched");
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO download (file_id, month, n) VALUES "
                             "(%" PRId64 ", '2016-11', 28), (%" PRId64 ", '2017-01', 11)",
                             file, file));
    post(fx, ANN, path_of(fx, "/documents/", file, "/mail"), "wish", "file", NULL);
    assert_shows(get(fx, NOBODY, "/library/guide"), "fetched 40 times, 12 in January 2017");
    post(fx, EDNA, path_of(fx, "/documents/", file, "/mail"), "wish", "file", NULL);
    assert_shows(get(fx, NOBODY, "/library/guide"), "fetched 40 times");
    assert_shows(get_json(fx, NOBODY, "/library/guide.json"), "\"n_fetched\":40");
    fx->now += 40 * (int64_t)MOMENT_DAY;
    assert_hides(get(fx, NOBODY, "/library/guide"), "40 times,");
}

void
library_file_tests(void)
{
    add_test("/library-file/rights-when-sent", test_rights_are_asked_when_it_is_sent);
    add_test("/library-file/it-is-out", test_the_mail_that_it_is_out_numbers_files);
    add_test("/library-file/counted", test_readers_see_how_often);
}
