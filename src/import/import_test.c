/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "list_work.h"
#include "testing.h"

#include "alliance/consent.h"
#include "alliance/departed.h"
#include "alliance/interest.h"
#include "alliance/job.h"
#include "alliance/leaving.h"
#include "alliance/organisation.h"
#include "alliance/person.h"
#include "import/import.h"
#include "lang/lang.h"

#include <string.h>

#define LIST "/desk/import/1"
#define COLUMNS "/desk/import/1/columns"

static const char SIMPLE[] = "Name,E-mail,Country,Organisation\n"
                             "JUMA MWANGI,juma@example.org,Kenia,Ministry\n"
                             "Fatou Diallo,fatou@example.org,NA,Univ\xc3\xa9rsity\n"
                             "Ann Other,ann@example.org,Kenya,Ministry\n"
                             "Juma Again,JUMA@example.org,Kenya,\n"
                             "Nobody,not-an-address,Kenya,\n"
                             ",only@example.org,Kenya,\n";

static Response *
check(Fixture *fx, const char *mode)
{
    Response *res = post(fx, SAM, COLUMNS, "column-1", "name", "column-2", "email", "column-3",
                         "country", "column-4", "organisation", "mode", mode, "header", "1", NULL);
    if (res->status == 303)
        list_end(fx);
    return res;
}

static int64_t
count_people(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM person");
}

static void
apply(Fixture *fx)
{
    assert_status(post(fx, SAM, LIST, "apply", "1", NULL), 303);
    assert_shows(get(fx, SAM, LIST), "is being read in");
    list_end(fx);
}

static void
test_list_is_matched_checked_and_read_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t before = count_people(fx);
    list_begin(fx, SIMPLE);
    Response *res = get(fx, SAM, COLUMNS);
    assert_shows(res, "JUMA MWANGI");
    assert_shows(res, "<option value=\"country\" selected>");
    assert_status(check(fx, "add"), 303);
    res = get(fx, SAM, LIST);
    assert_status(res, 200);
    assert_statements(fx, 14);
    assert_shows(res, "2 people will be added");
    assert_shows(res, "Juma Mwangi");
    assert_shows(res, "Namibia");
    assert_shows(res, "There is no name.");
    assert_shows(res, "not-an-address");
    assert_shows(res, "The same address stands in row");
    assert_hides(get(fx, SAM, LIST "?outcome=added"), "not-an-address");
    g_assert_cmpint(count_people(fx), ==, before);
    apply(fx);
    g_assert_cmpint(count_people(fx), ==, before + 2);
    g_assert_cmpstr(query_text(fx, "SELECT organisation.name FROM person JOIN organisation ON"
                                   " organisation.id = organisation_id WHERE email ="
                                   " 'fatou@example.org'"),
                    ==, "Univ\xc3\xa9rsity");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent WHERE source = 'import'"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action LIKE 'import.%'"), ==,
                    3);
    assert_shows(get(fx, SAM, LIST), "Take all of it back");
    assert_shows(get(fx, SAM, "/fr" LIST), "Ajout");
}

static void
test_country_is_asked_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    list_begin(fx,
               "Name,E-mail,Country\nA B,a1@example.org,Kenyaland\nC D,c1@example.org,kenyaland\n");
    post(fx, SAM, COLUMNS, "column-1", "name", "column-2", "email", "column-3", "country", "mode",
         "add", "header", "1", NULL);
    list_end(fx);
    Response *res = get(fx, SAM, LIST);
    assert_shows(res, "2 rows");
    g_autofree char *name = g_strdup_printf("country-%08x", g_str_hash("kenyaland"));
    assert_shows(res, name);
    assert_status(post(fx, SAM, LIST "/countries", name, "XX", NULL), 303);
    list_end(fx);
    assert_shows(get(fx, SAM, LIST), name);
    assert_status(post(fx, SAM, LIST "/countries", name, "KE", NULL), 303);
    list_end(fx);
    res = get(fx, SAM, LIST);
    assert_hides(res, name);
    assert_shows(res, "Kenya</ins>");
    g_assert_cmpstr(query_text(fx, "SELECT country FROM country_spelling"), ==, "KE");
}

static void
test_fields_are_filled_or_overwritten(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET country = 'UG', organisation = '' WHERE id = 1");
    const char *text = "Name,E-mail,Country,Organisation\nAnn New,ann@example.org,Kenya,Ministry\n";
    list_begin(fx, text);
    check(fx, "add");
    assert_shows(get(fx, SAM, LIST), "Nothing to change");
    check(fx, "fill");
    Response *res = get(fx, SAM, LIST);
    assert_shows(res, "1 record will be changed");
    assert_shows(res, "Ministry</ins>");
    assert_hides(res, "Uganda");
    check(fx, "overwrite");
    res = get(fx, SAM, LIST);
    assert_shows(res, "Uganda</del>");
    assert_shows(res, "Kenya</ins>");
    apply(fx);
    g_assert_cmpstr(query_text(fx, "SELECT country FROM person WHERE id = 1"), ==, "KE");
    g_assert_cmpstr(query_text(fx, "SELECT name FROM person WHERE id = 1"), ==, "Ann New");
    /* What somebody changed since stays. */
    run_sql(fx, "UPDATE person SET name = 'Ann Newest', version = version + 1 WHERE id = 1");
    post(fx, SAM, LIST, "undo", "1", NULL);
    list_end(fx);
    res = get(fx, SAM, LIST);
    assert_shows(res, "was changed since and stays");
    assert_shows(res, "Ann New</ins>");
    g_assert_cmpstr(query_text(fx, "SELECT country FROM person WHERE id = 1"), ==, "UG");
    g_assert_cmpstr(query_text(fx, "SELECT name FROM person WHERE id = 1"), ==, "Ann Newest");
    g_assert_cmpstr(query_text(fx, "SELECT organisation FROM person WHERE id = 1"), ==, "");
    g_assert_cmpint(query_int(fx, "SELECT count(organisation_id) FROM person WHERE id = 1"), ==, 0);
}

static void
test_import_is_taken_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t before = count_people(fx);
    list_begin(fx, SIMPLE);
    check(fx, "add");
    apply(fx);
    run_sql(fx,
            "INSERT INTO comment (item_id, person_id, body, created_at) SELECT 1, id, 'Hello', 1"
            "  FROM person WHERE email = 'juma@example.org'"
            "   AND EXISTS (SELECT 1 FROM item WHERE id = 1)");
    run_sql(fx, "UPDATE person SET seen_at = 1483347600 WHERE email = 'juma@example.org'");
    assert_status(post(fx, ANN, LIST, "undo", "1", NULL), 403);
    assert_status(post(fx, SAM, LIST, "undo", "1", NULL), 303);
    assert_status(post(fx, SAM, LIST, "undo", "1", NULL), 409);
    list_end(fx);
    g_assert_cmpint(count_people(fx), ==, before + 1);
    Response *res = get(fx, SAM, LIST);
    assert_shows(res, "1 row was taken back");
    assert_shows(res, "1 was changed since and stays");
    assert_shows(get(fx, SAM, LIST "?outcome=kept"), "juma@example.org");
}

/* A column that was taken for organisations leaves none of them behind, but those that are used. */
static void
test_organisations_are_taken_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    organisation_named(cx, "Known before", "", NULL);
    fixture_commit(fx);
    list_begin(fx, "Name,E-mail,Country,Organisation\nA B,a1@example.org,,Made here\nC "
                   "D,c1@example.org,,made HERE\n"
                   "E F,e1@example.org,,Known before\nG H,g1@example.org,,Described since\n"
                   "I J,i1@example.org,,Joined since\n");
    check(fx, "add");
    apply(fx);
    run_sql(fx, "UPDATE organisation SET about = 'Who we are' WHERE name = 'Described since';"
                "UPDATE person SET organisation_id ="
                " (SELECT id FROM organisation WHERE name = 'Joined since') WHERE id = 1");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM import_organisation"), ==, 3);
    post(fx, SAM, LIST, "undo", "1", NULL);
    list_end(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM organisation"), ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM organisation WHERE name = 'Made here'"), ==,
                    0);
}

static void
test_same_list_twice_adds_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    list_begin(fx, SIMPLE);
    check(fx, "add");
    apply(fx);
    int64_t after = count_people(fx);
    assert_status(list_send(fx, "again.csv", SIMPLE), 303);
    list_end(fx);
    post(fx, SAM, "/desk/import/2/columns", "column-1", "name", "column-2", "email", "column-3",
         "country", "column-4", "organisation", "mode", "overwrite", "header", "1", NULL);
    list_end(fx);
    assert_hides(get(fx, SAM, "/desk/import/2?outcome=added"), "example.org");
    post(fx, SAM, "/desk/import/2", "apply", "1", NULL);
    list_end(fx);
    g_assert_cmpint(count_people(fx), ==, after);
}

static void
test_consent_needs_a_column(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const ConsentSource said = {"preferences", "r", "en"};
    consent_answer(cx, BOB, purpose_find("newsletter"), true, &said);
    consent_answer(cx, BOB, purpose_find("newsletter"), false, &said);
    interest_insert(cx, &(Interest){"data", "Workforce data", ""});
    fixture_commit(fx);
    list_begin(
        fx, "Name,E-mail,News,Langue,Interests\nA B,a1@example.org,oui,French,workforce DATA; x\n"
            "Bob,bob@example.org,yes,,\nC D,c1@example.org,no,Klingon,\n");
    post(fx, SAM, COLUMNS, "column-1", "name", "column-2", "email", "column-3", "agrees-newsletter",
         "column-4", "language", "column-5", "interests", "mode", "fill", "header", "1", "invite",
         "1", NULL);
    list_end(fx);
    assert_shows(get(fx, SAM, LIST), "Has answered already, and that stays:");
    apply(fx);
    g_assert_cmpint(query_int(fx,
                              "SELECT count(*) FROM consent WHERE source = 'import' AND given = 1"
                              " AND evidence = 'list.csv, 2'"),
                    ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent WHERE source = 'import'"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'import.invite'"),
                    ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person_interest WHERE interest = 'data'"),
                    ==, 1);
    g_assert_cmpstr(query_text(fx, "SELECT language FROM person WHERE email = 'a1@example.org'"),
                    ==, "fr");
    post(fx, SAM, LIST, "undo", "1", NULL);
    list_end(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person WHERE email LIKE '_1@example.org'"),
                    ==, 0);
}

/* Nobody else sees who was read in without an answer; the address comes with something to see. */
static void
test_page_comes_with_something_to_see(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    list_begin(fx, "Name,E-mail,Directory,At\nShown Shona,s1@example.org,yes,\n"
                   "Quiet Quin,q1@example.org,,Quiet Office\n");
    post(fx, SAM, COLUMNS, "column-1", "name", "column-2", "email", "column-3", "agrees-directory",
         "column-4", "organisation", "mode", "fill", "header", "1", NULL);
    list_end(fx);
    apply(fx);
    const char *shown = query_text(fx, "SELECT handle FROM person WHERE email = 's1@example.org'");
    const char *quiet = "SELECT coalesce(handle, '') FROM person WHERE email = 'q1@example.org'";
    int64_t id = query_int(fx, "SELECT id FROM person WHERE email = 'q1@example.org'");
    g_assert_cmpstr(query_text(fx, quiet), ==, "");
    const char *page = arena_printf(fx->arena, "href=\"/members/%s\"", shown);
    assert_shows(get(fx, ANN, "/directory?q=shona"), page);
    assert_hides(get(fx, ANN, "/organisations/quiet-office"), "Quin");
    assert_shows(get(fx, SAM, "/organisations/quiet-office"),
                 arena_printf(fx->arena, "href=\"/desk/people/%" PRId64 "\"", id));

    Ctx *cx = fixture_begin(fx, SAM);
    const ConsentSource said = {"preferences", "r", "en"};
    consent_answer(cx, id, purpose_find("directory"), true, &said);
    fixture_commit(fx);
    g_assert_cmpstr(query_text(fx, quiet), !=, "");
    assert_shows(get(fx, ANN, "/directory?q=quin"),
                 arena_printf(fx->arena, "href=\"/members/%s\"", query_text(fx, quiet)));
}

static void
test_who_left_stays_away(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET left_at = 1483000000 WHERE id = 1");
    Ctx *cx = fixture_begin(fx, SAM);
    departed_note(cx, "Gone@example.org");
    fixture_commit(fx);
    list_begin(fx, "Name,E-mail\nAnn,ann@example.org\nGone,gone@example.org\n");
    post(fx, SAM, COLUMNS, "column-1", "name", "column-2", "email", "mode", "overwrite", "header",
         "1", NULL);
    list_end(fx);
    assert_shows(get(fx, SAM, LIST), "Have left: will not be brought back");
    g_assert_cmpint(query_int(fx, "SELECT sum(n_rows) FROM import_count WHERE outcome = 5"), ==, 2);
}

static void
test_dates_that_can_be_read_twice_are_asked(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    list_begin(
        fx, "Name;E-mail;Joined\nA B;a1@example.org;03/04/2016\nC D;c1@example.org;2015-12-31\n");
    Response *res = post(fx, SAM, COLUMNS, "column-1", "name", "column-2", "email", "column-3",
                         "joined", "mode", "add", "header", "1", NULL);
    assert_status(res, 422);
    assert_shows(res, "Which date is 03/04/2016? Choose one");
    post(fx, SAM, COLUMNS, "column-1", "name", "column-2", "email", "column-3", "joined", "mode",
         "add", "header", "1", "dates", "day", NULL);
    list_end(fx);
    assert_shows(get(fx, SAM, LIST), "3 April 2016");
    res = post(fx, SAM, COLUMNS, "column-1", "name", "column-2", "name", "column-3", "-", "mode",
               "add", NULL);
    assert_status(res, 422);
    assert_shows(res, "Another column is this already");
    assert_shows(res, "people are known by them");
}

static void
test_bad_files_are_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = list_send(fx, "x.csv", "\n\n");
    assert_status(res, 422);
    assert_shows(res, "there is nothing in it");
    Upload file = {
        .field = "file", .name = "x.xlsx", .type = "x", .bytes = {"a\0b\0c", 5}
    };
    assert_status(post_file(fx, SAM, "/desk/import", &file, NULL), 422);
    assert_status(post_file(fx, ANN, "/desk/import", &file, NULL), 403);
    assert_status(post_file(fx, EDNA, "/desk/import", &file, NULL), 403);
    assert_status(get(fx, EDNA, "/desk/import"), 403);
    assert_status(get(fx, NOBODY, "/desk/import"), 303);
    assert_status(get(fx, SAM, "/desk/import/99"), 404);
    assert_status(post(fx, SAM, "/desk/import/99", "apply", "1", NULL), 404);
    assert_status(get(fx, SAM, "/desk/import/99/report.csv"), 404);
    assert_status(get(fx, SAM, "/desk/import/99/columns"), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM import"), ==, 0);
    list_send(fx, "broken.csv", "Name,E-mail\n\"a,b\n");
    list_end(fx);
    assert_shows(get(fx, SAM, LIST), "never closed");
    assert_status(post(fx, SAM, LIST, "delete", "1", NULL), 303);
    assert_status(get(fx, SAM, LIST), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_chunk"), ==, 0);
}

static void
test_hostile_words_are_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    list_begin(
        fx, "Name,E-mail,Organisation\n\"<b>Tom & \"\"Ann\"\"</b>'{{x}} \xd8\xb9\xd8\xb1\xd8\xa8\","
            "tom@example.org,=cmd()\n");
    assert_hides(get(fx, SAM, COLUMNS), "<b>Tom");
    post(fx, SAM, COLUMNS, "column-1", "name", "column-2", "email", "column-3", "organisation",
         "mode", "add", "header", "1", NULL);
    list_end(fx);
    Response *res = get(fx, SAM, LIST);
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    res = get(fx, SAM, LIST "/report.csv");
    assert_status(res, 200);
    assert_shows(res, "tom@example.org");
    apply(fx);
    assert_status(post_failing_at(fx, 3, SAM, LIST, "undo", "1", NULL), 500);
    assert_shows(get(fx, SAM, LIST), "Take all of it back");
    assert_status(post(fx, SAM, LIST, "delete", "1", NULL), 409);
}

static void
test_file_and_rows_are_deleted_in_time(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    list_begin(fx, SIMPLE);
    check(fx, "add");
    apply(fx);
    fx->now += IMPORT_KEEP_SECONDS + 1;
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(import_clear_old(cx), ==, 1);
    g_assert_cmpint(import_clear_old(cx), ==, 0);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM import_part"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_chunk"), ==, 0);
    assert_shows(get(fx, SAM, LIST), "deleted by now");
    assert_status(post(fx, SAM, LIST, "undo", "1", NULL), 409);
    assert_status(get(fx, SAM, LIST "/report.csv"), 404);
}

/* ---- who was erased ---- */

/* Do the packed rows of any list have @word? */
static bool
is_in_a_part(Fixture *fx, const char *word)
{
    bool found = false;
    int64_t lists = query_int(fx, "SELECT max(id) FROM import");
    int64_t parts = query_int(fx, "SELECT max(n) FROM import_part");
    Ctx *cx = fixture_begin(fx, NOBODY);
    for (int64_t list = 1; list <= lists; list++)
        for (int64_t n = 1; n <= parts; n++) {
            Bytes part = part_find(cx, list, n);
            found |= part.n > 0 && memmem(part.at, part.n, word, strlen(word)) != NULL;
        }
    fixture_commit(fx);
    return found;
}

static const char WITH_JUMA[] = "Name,E-mail,Country,Organisation\n"
                                "A One,one@example.org,Kenya,\n"
                                "B Two,two@example.org,Kenya,\n"
                                "C Three,three@example.org,Kenya,\n"
                                "Juma Zyx,Juma@Example.org,Kenya,Zyxplace\n"
                                "D Four,\"four@example.org, former@example.org\",Kenya,\n"
                                "E Five,five@example.org,Kenya,\n"
                                "Juma Zyx,JUMA@example.org,Kenya,Zyxplace\n";

/* One list is read in, a second one is only looked at, each with three parts: in the last of them
 * Juma has no number. */
static void
read_two_lists(Fixture *fx)
{
    list_begin(fx, WITH_JUMA);
    check(fx, "add");
    apply(fx);
    assert_status(list_send(fx, "again.csv", WITH_JUMA), 303);
    list_end(fx);
    assert_status(post(fx, SAM, "/desk/import/2/columns", "column-1", "name", "column-2", "email",
                       "column-3", "country", "column-4", "organisation", "mode", "overwrite",
                       "header", "1", NULL),
                  303);
    list_end(fx);
}

static void
erase_juma(Ctx *cx, const void *unused G_GNUC_UNUSED)
{
    const Person *juma = person_find_email(cx, "Juma@example.org");
    if (juma != NULL)
        erasure_run(cx, juma);
}

static void
erase_person(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, SAM);
    erase_juma(cx, NULL);
    fixture_commit(fx);
}

static void
test_erased_people_leave_lists(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    read_two_lists(fx);
    g_assert_true(is_in_a_part(fx, "Zyx"));
    g_assert_cmpint(fixture_fail_each(fx, SAM, erase_juma, NULL), >, 20);
    g_assert_true(is_in_a_part(fx, "Zyx"));
    erase_person(fx);
    g_assert_false(is_in_a_part(fx, "Zyx"));
    g_assert_false(is_in_a_part(fx, "uma@"));
    g_assert_false(is_in_a_part(fx, "JUMA"));
    g_assert_true(is_in_a_part(fx, "three@example.org"));
    g_assert_true(is_in_a_part(fx, "four@example.org"));
    Response *res = get(fx, SAM, LIST);
    assert_status(res, 200);
    assert_shows(res, "Was erased since");
    assert_shows(res, "D Four");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM import WHERE file_id IS NULL AND id = 1"),
                    ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM import_column WHERE import_id = 1"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM import_column WHERE import_id = 2"), ==, 4);
}

/* The row counts as one that stays; all others go. */
static void
test_undo_leaves_erased_people(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t before = count_people(fx);
    read_two_lists(fx);
    erase_person(fx);
    assert_status(post(fx, SAM, LIST, "undo", "1", NULL), 303);
    list_end(fx);
    g_assert_cmpint(count_people(fx), ==, before + 1);
    g_assert_cmpint(query_int(fx, "SELECT sum(n_rows) FROM import_count"
                                  " WHERE import_id = 1 AND outcome = 7"),
                    ==, 5);
    g_assert_cmpint(query_int(fx, "SELECT sum(n_rows) FROM import_count"
                                  " WHERE import_id = 1 AND outcome = 8"),
                    ==, 1);
    assert_shows(get(fx, SAM, LIST "?outcome=kept"), "Was erased since");
}

/* Also by an address of before, and where no sieve was kept. */
static void
test_erased_by_any_address(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    read_two_lists(fx);
    run_sql(fx, "INSERT INTO person_address (address, person_id)"
                " SELECT 'former@example.org', id FROM person WHERE email = 'Juma@example.org';"
                "DELETE FROM import_sieve WHERE import_id = 2");
    erase_person(fx);
    g_assert_false(is_in_a_part(fx, "Zyx"));
    g_assert_false(is_in_a_part(fx, "former@example.org"));
    g_assert_false(is_in_a_part(fx, "D Four"));
    g_assert_true(is_in_a_part(fx, "C Three"));
}

/* Who has another address by now is known by the number. */
static void
test_erased_by_number(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    list_begin(fx, "Name,E-mail\nA One,one@example.org\nZyx Juma,zyx@example.org\n");
    post(fx, SAM, COLUMNS, "column-1", "name", "column-2", "email", "mode", "add", "header", "1",
         NULL);
    list_end(fx);
    apply(fx);
    run_sql(fx, "UPDATE person SET email = 'Juma@example.org' WHERE email = 'zyx@example.org'");
    erase_person(fx);
    g_assert_false(is_in_a_part(fx, "zyx@"));
    g_assert_true(is_in_a_part(fx, "one@"));
}

/* Most parts are not unpacked: the sieve says no, and never to who is there. */
static void
test_sieve_lets_few_through(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Sieve sieve = sieve_new(fx->arena, 2000);
    for (int i = 0; i < 1000; i++) {
        sieve_add_person(&sieve, i);
        sieve_add_address(&sieve, arena_printf(fx->arena, "Person%d@example.org", i));
    }
    const Bytes bits = {sieve.bits, sieve.n};
    int let_through = 0;
    for (int i = 0; i < 1000; i++) {
        g_assert_true(sieve_has_person(bits, i));
        g_assert_true(sieve_has_address(bits, arena_printf(fx->arena, "pERSON%d@example.org", i)));
        let_through += sieve_has_person(bits, 1000 + i);
        let_through += sieve_has_address(bits, arena_printf(fx->arena, "other%d@example.org", i));
    }
    g_assert_cmpint(let_through, <, 100);
    g_assert_true(sieve_has_person((Bytes){0}, 7));
}

void
import_tests(void)
{
    add_test("/import/matched-checked-read-in", test_list_is_matched_checked_and_read_in);
    add_test("/import/country-is-asked-once", test_country_is_asked_once);
    add_test("/import/filled-or-overwritten", test_fields_are_filled_or_overwritten);
    add_test("/import/taken-back", test_import_is_taken_back);
    add_test("/import/twice-adds-nothing", test_same_list_twice_adds_nothing);
    add_test("/import/consent-needs-a-column", test_consent_needs_a_column);
    add_test("/import/organisations-are-taken-back", test_organisations_are_taken_back);
    add_test("/import/page-comes-with-something-to-see", test_page_comes_with_something_to_see);
    add_test("/import/who-left-stays-away", test_who_left_stays_away);
    add_test("/import/dates-are-asked", test_dates_that_can_be_read_twice_are_asked);
    add_test("/import/bad-files", test_bad_files_are_refused);
    add_test("/import/hostile-words", test_hostile_words_are_words);
    add_test("/import/deleted-in-time", test_file_and_rows_are_deleted_in_time);
    add_test("/import/erased-people-leave", test_erased_people_leave_lists);
    add_test("/import/undo-leaves-the-erased", test_undo_leaves_erased_people);
    add_test("/import/erased-by-any-address", test_erased_by_any_address);
    add_test("/import/erased-by-number", test_erased_by_number);
    add_test("/import/sieve", test_sieve_lets_few_through);
}
