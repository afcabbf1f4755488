/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Works that come in: with everything that the table and the folder say, once, and nobody is told
 * twice.
 */
#include "accession/accession_testing.h"
#include "alliance/standing_link.h"
#include "base/moment.h"
#include "finding/saved_search.h"

#include <string.h>

static Bytes
bytes_of(const char *text)
{
    return (Bytes){text, strlen(text)};
}

static int64_t
n_of(Fixture *fx, const char *what)
{
    return query_int(fx, arena_printf(fx->arena, "SELECT count(*) FROM %s", what));
}

#define FULL                                                                                       \
    "Title,One sentence,Description,Authors,Year,Date,Type,Language,Licence,Rights,Funder,DOI,"    \
    "Edition,Edition title,File,Link,Old address,Country\n"                                        \
    "A guide,What it is.,More of it.,\"Ann Lima https://orcid.org/0000-0002-1825-0097; Bob\","     \
    "2015,2015-03,guide or MANUAL,Anglais,cc by 4.0,© 2015,The Fund,https://doi.org/10.1000/182,"  \
    "2,\"Guide, second edition\",Guides/g.txt,https://example.org/g,"                              \
    "https://old.example/node/12?x=1,\"Kenya; Africa\"\n"

static void
test_everything_comes_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_table(fx, FULL);
    assert_outcome(fx, 2, "refused"); /* its file is missing */
    add_file(fx, id, "Guides/g.txt", bytes_of("Zyxwords"));
    assert_outcome(fx, 2, "add");
    press(fx, id, "apply");
    Response *res = get(fx, EDNA, "/library/a-guide");
    static const char *const shown[] = {
        "A guide",  "What it is.",         "More of it.", "Ann Lima",
        "Bob",      "0000-0002-1825-0097", "CC BY 4.0",   "© 2015",
        "The Fund", "10.1000/182",         "g.txt",       "https://example.org/g",
        "Kenya",    "Guide or manual"};
    for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
        assert_shows(res, shown[i]);
    assert_shows(get(fx, EDNA, "/editions/a-guide-2"), "Guide, second edition");
    assert_status(get(fx, NOBODY, "/library/a-guide"), 404); /* a draft */
    g_assert_cmpstr(query_text(fx, "SELECT actual_on FROM item WHERE kind = 'edition'"), ==,
                    "2015-03");
    g_assert_cmpstr(query_text(fx, "SELECT target FROM redirect WHERE path = '/node/12?x=1'"), ==,
                    "/library/a-guide");
    g_assert_cmpint(n_of(fx, "document WHERE state = 'waiting'"), ==, 1);
    g_assert_cmpint(n_of(fx, "accession_file WHERE file_id IS NOT NULL"), ==, 0);
    g_assert_cmpint(n_of(fx, "audit WHERE action = 'accession.apply-done'"), ==, 1);
}

static void
test_works_can_come_in_published(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes table = bytes_of("Title,Language,Link\nA guide,en,https://example.org/g\n");
    assert_status(send_table(fx, EDNA, table, "published", "leave"), 303);
    work_on_tables(fx);
    assert_shows(table_page(fx, 1, ""), "1 row will be brought in and published.");
    press(fx, 1, "apply");
    assert_shows(get(fx, NOBODY, "/library/a-guide"), "A guide");
    assert_status(get(fx, NOBODY, "/editions/a-guide-1"), 200);
}

/* ---- doubles ---- */

static void
test_what_may_be_here_is_left_out_or_taken(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    a_file_of(fx, an_edition(fx, work, "1", "en", "published"), "Zyxwords");
    run_sql(fx, "UPDATE library_work SET doi = '10.1000/1'");
    run_sql(
        fx,
        "INSERT INTO library_work (item_id, doi, changed_at) SELECT id, '10.1000/1', 1 FROM item"
        " WHERE kind = 'work' AND NOT EXISTS (SELECT 1 FROM library_work)");
    int64_t id = a_table(fx, "Title,Language,File,DOI\n"
                             "A Guide: again,en,,\n"
                             "Other,en,same.txt,\n"
                             "Third,en,,10.1000/1\n"
                             "Report: 2015,en,,10.1000/2\n"
                             "Report: 2016,en,,\n"
                             "report 2016,en,,\n"
                             "Fifth,en,,doi:10.1000/2\n"
                             "Sixth,en,same.txt,\n");
    add_file(fx, id, "same.txt", bytes_of("Zyxwords"));
    assert_outcome(fx, 2, "double");
    assert_outcome(fx, 3, "double");
    assert_outcome(fx, 4, "refused");
    assert_outcome(fx, 5, "add");
    assert_outcome(fx, 6, "add");
    assert_outcome(fx, 7, "double");
    assert_outcome(fx, 8, "refused");
    assert_outcome(fx, 9, "double");
    Response *res = table_page(fx, id, "");
    assert_shows(res, "The library has the same title: <span dir=\"auto\">A guide</span>");
    assert_shows(res, "The library has the same file:");
    assert_shows(res, "Another publication has this DOI already");
    assert_shows(res, "The same title stands in row <span dir=\"auto\">6</span>");
    assert_shows(res, "The same DOI stands in row <span dir=\"auto\">5</span>");
    assert_shows(res, "4 may be here already: choose which of them come in.");
    assert_status(
        post(fx, EDNA, "/desk/accessions/1/check", "state", "draft", "doubles", "take", NULL), 303);
    work_on_tables(fx);
    assert_outcome(fx, 2, "add");
    assert_outcome(fx, 4, "refused");
    press(fx, id, "apply");
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 1 + 6);
}

/* ---- translations ---- */

static void
test_a_translation_is_an_edition_of_the_same_work(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_table(fx, "Title,Language,Translation of,Authors,Old address,Edition\n"
                             "Un guide,fr,A guide,Ann,/node/2,\n"
                             "A guide,en,,Ann,/node/1,\n"
                             "Encore,fr,3,,,\n"
                             "Self,fr,5,,,\n"
                             "Third,en,2,,,\n"
                             "Second,en,3,,,2\n");
    assert_outcome(fx, 2, "edition");
    assert_outcome(fx, 3, "add");
    assert_outcome(fx, 4, "refused"); /* French there is */
    assert_outcome(fx, 5, "refused");
    assert_outcome(fx, 6, "refused"); /* of a translation */
    assert_outcome(fx, 7, "edition");
    Response *res = table_page(fx, id, "");
    assert_shows(res, "The same edition in the same language stands in row");
    assert_shows(res, "There is no other row with this number or title:");
    assert_shows(res, "That row is a translation itself:");
    assert_shows(res, "Authors: Left out: it is that of the row which this one translates.");
    press(fx, id, "apply");
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 1);
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'edition'"), ==, 3);
    assert_shows(get(fx, EDNA, "/fr/library/a-guide"), "Un guide");
    assert_shows(get(fx, EDNA, "/fr/editions/a-guide-1-fr"), "Un guide");
    g_assert_cmpstr(query_text(fx, "SELECT target FROM redirect WHERE path = '/node/2'"), ==,
                    "/editions/a-guide-1-fr");
    g_assert_cmpstr(query_text(fx, "SELECT state FROM library_edition JOIN item ON id = item_id"
                                   " WHERE language = 'en' AND number = 1"),
                    ==, "superseded");
}

/* Whichever row of them stands first. */
static void
test_an_earlier_edition_is_superseded(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_table(fx, "Title,Language,Edition of,Edition\n"
                             "A guide,en,,2\nA guide of before,en,2,1\n");
    press(fx, id, "apply");
    g_assert_cmpstr(query_text(fx, "SELECT state FROM library_edition WHERE number = 1"), ==,
                    "superseded");
    g_assert_cmpstr(query_text(fx, "SELECT state FROM library_edition WHERE number = 2"), ==,
                    "published");
}

/* ---- the folder ---- */

static void
test_a_zip_is_the_folder(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char parts[] = "--- docs/Été.txt\nfirst\n--- docs/two.txt\nsecond\n"
                                "--- other/two.txt\nthird\n--- __MACOSX/docs/._two.txt\nx\n"
                                "--- docs/.DS_Store\nx\n--- loose.txt\nloose\n"
                                "--- bad.xyz\n\x01\x02\n";
    int64_t id = a_table(fx,
                         "Title,Language,Files\nA,en,ETE.TXT\nB,en,docs/two.txt; other\\two.txt\n"
                         "C,en,two.txt\nD,en,bad.xyz\n");
    add_file(fx, id, "all.zip", zip_make(fx->arena, parts, sizeof parts - 1));
    assert_outcome(fx, 2, "add"); /* accents and capitals are no difference */
    assert_outcome(fx, 3, "add");
    assert_outcome(fx, 4, "refused"); /* two are called so */
    assert_outcome(fx, 5, "refused");
    Response *res = table_page(fx, id, "");
    assert_shows(res, "loose.txt");
    assert_shows(res, "Files that are refused");
    assert_shows(res, "This kind of file is not known here:");
    assert_hides(res, "DS_Store");
    assert_hides(res, "MACOSX");
    press(fx, id, "apply");
    g_assert_cmpint(n_of(fx, "item_file"), ==, 3);
    g_assert_cmpint(n_of(fx, "file WHERE removed_at IS NULL"), ==, 3); /* the loose one is let go */
}

static void
test_a_broken_zip_is_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_table(fx, "Title,Language\nA,en\n");
    Upload file = {.field = "files",
                   .name = "x.zip",
                   .type = "application/zip",
                   .bytes = bytes_of("PK\x03\x04 nothing behind")};
    Response *res = post_file(fx, EDNA,
                              arena_printf(fx->arena, "/desk/accessions/%" PRId64 "/check", id),
                              &file, "state", "draft", "doubles", "leave", NULL);
    assert_status(res, 303);
    work_on_tables(fx);
    assert_outcome(fx, 2, "add");
    assert_shows(table_page(fx, id, ""), "Files: the zip cannot be read");
}

/* ---- the work ---- */

static const char *
many_rows(Fixture *fx, int n)
{
    GString *text = arena_string(fx->arena, 1024);
    g_string_append(text, "Title,Language,Link\n");
    for (int i = 0; i < n; i++)
        g_string_append_printf(text, "Zyx%d,en,https://example.org/%d\n", i, i);
    return text->str;
}

/* One is in the middle while another begins: the later one does what is left, and nothing twice. */
static void
test_what_was_killed_goes_on(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_table(fx, many_rows(fx, 2 * ACCESSION_BATCH + 5));
    assert_status(post(fx, EDNA, "/desk/accessions/1", "apply", "1", NULL), 303);
    JobCursor cursor = {0};
    accession_portion(fixture_begin(fx, NOBODY), &cursor);
    fixture_commit(fx);
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, ACCESSION_BATCH);
    assert_shows(table_page(fx, id, ""), "20 of 45 rows");
    assert_status(post(fx, EDNA, "/desk/accessions/1", "apply", "1", NULL), 409);
    assert_status(post(fx, EDNA, "/desk/accessions/1", "delete", "1", NULL), 409);
    work_on_tables(fx);
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 2 * ACCESSION_BATCH + 5);
    assert_shows(table_page(fx, id, ""), "45 rows were brought in.");
}

static void
a_portion(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    JobCursor cursor = {0};
    accession_portion(cx, &cursor);
}

/* Each statement is a round trip to PostgreSQL. */
#define STATEMENTS_PORTION 25     /* however many rows */
#define STATEMENTS_CHECKED 4      /* a row that is only checked */
#define STATEMENTS_WORK 32        /* one that comes in, published, with a file and an old address */
#define STATEMENTS_TRANSLATION 25 /* likewise a translation */

static int
statements_of_portion(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    a_portion(cx, NULL);
    int n = db_count_statements(cx->db);
    fixture_commit(fx);
    g_test_message("%d statements", n);
    return n;
}

static void
test_a_row_is_few_statements(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *text = arena_string(fx->arena, 4096);
    g_string_append(text, "Title,Language,Authors,Topics,Type,File,Old address,Translation of\n");
    for (int i = 0; i < 2 * ACCESSION_BATCH; i++) {
        bool translates = i >= ACCESSION_BATCH;
        g_string_append_printf(text, "Zyx%d,%s,%s,,,f%d.txt,/node/%d,%s\n", i,
                               translates ? "fr" : "en", translates ? "" : "Ann", i, i,
                               translates ? arena_printf(fx->arena, "Zyx%d", i - ACCESSION_BATCH)
                                          : "");
    }
    assert_status(send_table(fx, EDNA, bytes_of(text->str), "published", "leave"), 303);
    for (int i = 0; i < 2 * ACCESSION_BATCH; i++) {
        const char *name = arena_printf(fx->arena, "f%d.txt", i);
        Ctx *cx = fixture_begin(fx, EDNA);
        AccessionFile file = {.name = name, .fault = ""};
        int64_t room = 1;
        g_assert_true(accession_add_file(cx, 1, &file, bytes_of(name), &room));
        fixture_commit(fx);
    }
    g_assert_cmpint(statements_of_portion(fx), <=,
                    STATEMENTS_PORTION + STATEMENTS_CHECKED * ACCESSION_BATCH);
    work_on_tables(fx);
    assert_status(post(fx, EDNA, "/desk/accessions/1", "apply", "1", NULL), 303);
    g_assert_cmpint(statements_of_portion(fx), <=,
                    STATEMENTS_PORTION + STATEMENTS_WORK * ACCESSION_BATCH);
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work' AND status = 'published'"), ==,
                    ACCESSION_BATCH);
    g_assert_cmpint(statements_of_portion(fx), <=,
                    STATEMENTS_PORTION + STATEMENTS_TRANSLATION * ACCESSION_BATCH);
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'edition'"), ==, 2 * ACCESSION_BATCH);
    work_on_tables(fx);
    assert_shows(get(fx, NOBODY, "/search?q=zyx7"), "/library/zyx7");
    g_assert_cmpint(n_of(fx, "search_text JOIN item ON item.id = item_id WHERE kind = 'work'"), ==,
                    2 * ACCESSION_BATCH);
}

static void
test_a_portion_that_fails_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_table(fx, "Title,Language,Old address,File\nA,en,/node/1,a.txt\nB,fr,,\n");
    add_file(fx, id, "a.txt", bytes_of("Words"));
    assert_status(post(fx, EDNA, "/desk/accessions/1", "apply", "1", NULL), 303);
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, a_portion, NULL), >, 20);
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 0);
    work_on_tables(fx);
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 2);
}

/* However many come in, who searches for them gets one mail, and nobody else any. */
static void
test_nobody_gets_many_mails(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(post(fx, ANN, "/library/searches", "list", "/library", NULL), 303);
    const char *rows = many_rows(fx, 30);
    fx->now += 60;
    assert_status(send_table(fx, EDNA, bytes_of(rows), "published", "leave"), 303);
    work_on_tables(fx);
    press(fx, 1, "apply");
    fx->now += MOMENT_DAY;
    Ctx *cx = fixture_begin(fx, NOBODY);
    JobCursor cursor = {0};
    library_tell(cx);
    saved_search_look(cx, &cursor);
    fixture_commit(fx);
    g_assert_cmpint(n_of(fx, "outbox"), ==, 1);
    g_assert_cmpint(n_of(fx, "task"), ==, 0);
}

void
accession_work_tests(void)
{
    add_test("/accession_work/everything", test_everything_comes_in);
    add_test("/accession_work/published", test_works_can_come_in_published);
    add_test("/accession_work/doubles", test_what_may_be_here_is_left_out_or_taken);
    add_test("/accession_work/translation", test_a_translation_is_an_edition_of_the_same_work);
    add_test("/accession_work/earlier", test_an_earlier_edition_is_superseded);
    add_test("/accession_work/zip", test_a_zip_is_the_folder);
    add_test("/accession_work/broken-zip", test_a_broken_zip_is_said);
    add_test("/accession_work/killed", test_what_was_killed_goes_on);
    add_test("/accession_work/statements", test_a_row_is_few_statements);
    add_test("/accession_work/failure", test_a_portion_that_fails_keeps_nothing);
    add_test("/accession_work/mails", test_nobody_gets_many_mails);
}
