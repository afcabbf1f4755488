/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/profile.h"
#include "roster/segment.h"
#include "sheet/sheet.h"
#include "sheet/xlsx_write.h"

#include <string.h>
#include <unistd.h>

#define URL "/desk/people/take-out"

/* Two in Kenya: one says everything, in texts that a spreadsheet could run; the other nothing. */
static void
make_people(Fixture *fx)
{
    run_sql(fx,
            "INSERT INTO interest (slug, name, position) VALUES ('care', 'Care, \"all\"', 1),"
            " ('work', 'Work', 2);"
            "INSERT INTO person (id, email, handle, name, name_latin, country, organisation,"
            " position, headline, about, level, joined_at, shown_public, shown_members) VALUES"
            " (11, 'kim@x.org', 'h11', '=cmd|''/C calc''!A0', NULL, 'KE', 'A; \"B\"', '+1',"
            "  '-2 <b>', 'One\ntwo, three', 'macro', 1400000000, 17, 8191),"
            " (12, 'lea@x.org', NULL, 'Леа Ли', 'Lea Li', 'KE', '', '', '', '', NULL,"
            "  1400000000, 0, 0);"
            "INSERT INTO person_interest (person_id, interest) VALUES (11, 'care'), (11, 'work');"
            "INSERT INTO person_language (person_id, language) VALUES (11, 'en'), (11, 'sw');"
            "INSERT INTO person_link (person_id, position, url, label) VALUES"
            " (11, 1, 'https://a.example/', 'A'), (11, 2, 'https://b.example/', 'B');"
            "INSERT INTO person_role (person_id, role, since, until) VALUES"
            " (11, 'ambassador', 1400000000, NULL), (11, 'steering', 1400000000, 1450000000);"
            "INSERT INTO consent_wording (id, purpose, language, version, text, created_at) VALUES"
            " (1, 'directory', 'en', 1, 'Show me.', 0);"
            "INSERT INTO consent (person_id, purpose, wording_id, given, source, evidence,"
            " answered_at) VALUES (11, 'directory', 1, 1, 'join', '', 0),"
            " (12, 'directory', 1, 1, 'join', '', 0);");
}

#define ALL_FIELDS                                                                                 \
    "fields", "name", "fields", "name_latin", "fields", "email", "fields", "country", "fields",    \
        "organisation", "fields", "position", "fields", "level", "fields", "languages", "fields",  \
        "interests", "fields", "headline", "fields", "about", "fields", "links", "fields",         \
        "since", "fields", "page", "fields", "left", "fields", "roles", "fields", "agrees"

static Response *
take_out(Fixture *fx, const char *format, const char *eye)
{
    Response *res = post(fx, SAM, URL, "format", format, "eye", eye, "filter", "country=KE",
                         ALL_FIELDS, NULL);
    assert_status(res, 200);
    return res;
}

/* What our own reader sees, a line a row, with | between cells. */
static const char *
read_back(Fixture *fx, Bytes bytes, SheetFormat format)
{
    g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&bytes), 0);
    GString *out = arena_string(fx->arena, 512);
    SheetRow row;
    while (sheet_next(sheet, &row)) {
        for (size_t i = 0; i < row.n; i++)
            g_string_append_printf(out, "%s%s", i > 0 ? "|" : "", row.cells[i]);
        g_string_append_c(out, '\n');
    }
    g_assert_null(sheet_fault(sheet));
    g_assert_cmpint(sheet_format(sheet), ==, format);
    return out->str;
}

#define HEADINGS                                                                                   \
    "Name|Name in Latin letters|E-mail address|Country|Organisation|Position|Level of "            \
    "work|Languages|Interests|One sentence|About the person|Links|Member since"
#define REST "|Page|Membership ended|Roles|Agrees to\n"

/* Both formats are read by our own import as what was written; only CSV marks what could run. */
static void
test_tables_are_read_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    Response *csv = take_out(fx, "csv", "secretariat");
    g_assert_cmpstr(csv->type, ==, "text/csv; charset=utf-8");
    g_assert_cmpstr(
        read_back(fx, csv->body, SHEET_CSV), ==,
        HEADINGS REST
        "'=cmd|'/C calc'!A0||kim@x.org|Kenya|A; \"B\"|'+1|macro|en; sw|Care, \"all\"; Work|'-2 <b>|"
        "One\ntwo, three|https://a.example/; https://b.example/|2014-05-13|"
        "http://127.0.0.1:8080/members/h11||Ambassador|Directory\n"
        "Леа Ли|Lea Li|lea@x.org|Kenya|||||||||2014-05-13||||Directory\n");
    Response *xlsx = take_out(fx, "xlsx", "secretariat");
    g_assert_true(g_str_has_suffix(xlsx->type, "spreadsheetml.sheet"));
    g_assert_cmpstr(
        read_back(fx, xlsx->body, SHEET_XLSX), ==,
        HEADINGS REST
        "=cmd|'/C calc'!A0||kim@x.org|Kenya|A; \"B\"|+1|macro|en; sw|Care, \"all\"; Work|-2 <b>|"
        "One\ntwo, three|https://a.example/; https://b.example/|2014-05-13|"
        "http://127.0.0.1:8080/members/h11||Ambassador|Directory\n"
        "Леа Ли|Lea Li|lea@x.org|Kenya|||||||||2014-05-13||||Directory\n");
    g_assert_cmpstr(header_of(csv, "Content-Disposition"), ==,
                    "attachment; filename=\"alliance-people-2017-01-02.csv\"");
    g_assert_cmpstr(header_of(csv, "Cache-Control"), ==, "no-store");
}

static void
test_json_and_cards(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    const char *json = body_of(take_out(fx, "json", "secretariat"));
    g_assert_nonnull(strstr(json, "[{\"name\":\"=cmd|'/C calc'!A0\",\"name_latin\":null,"));
    g_assert_nonnull(strstr(json, "\"languages\":[\"en\",\"sw\"],\"interests\":[\"Care, "
                                  "\\\"all\\\"\",\"Work\"]"));
    g_assert_nonnull(strstr(json, "\"roles\":[\"Ambassador\"]"));
    g_assert_nonnull(strstr(json, "}\n,{\"name\":\"Леа Ли\""));
    g_assert_true(g_str_has_suffix(json, "}\n]\n"));
    const char *cards = body_of(take_out(fx, "vcard", "secretariat"));
    g_assert_true(g_str_has_prefix(cards, "BEGIN:VCARD\r\nVERSION:4.0\r\n"));
    g_assert_nonnull(strstr(cards, "END:VCARD\r\nBEGIN:VCARD\r\n"));
    g_assert_nonnull(strstr(cards, "EMAIL:lea@x.org\r\n"));
    g_assert_nonnull(strstr(cards, "UID:http://127.0.0.1:8080/members/h11\r\n"));
    Response *res = post(fx, SAM, URL, "format", "vcard", "eye", "secretariat", "filter",
                         "country=KE", "fields", "email", NULL);
    g_assert_nonnull(strstr(body_of(res), "EMAIL:kim@x.org"));
    g_assert_null(strstr(body_of(res), "ORG:"));
    g_assert_null(strstr(body_of(res), "Kenya"));
    g_assert_null(strstr(body_of(res), "h11"));
}

/* Only chosen fields, the name always, and what only the secretariat knows only for its eyes. */
static void
test_fields_are_chosen(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    Response *res = post(fx, SAM, URL, "format", "csv", "eye", "secretariat", "filter",
                         "country=KE&q=lea", "fields", "email", NULL);
    g_assert_cmpstr(read_back(fx, res->body, SHEET_CSV), ==,
                    "Name|E-mail address\nЛеа Ли|lea@x.org\n");
    res = post(fx, SAM, URL, "format", "csv", "eye", "secretariat", "filter", "q=lea", NULL);
    g_assert_cmpstr(read_back(fx, res->body, SHEET_CSV), ==, "Name\nЛеа Ли\n");
    res = post(fx, SAM, URL, "format", "csv", "eye", "secretariat", "filter", "q=lea", "all", "1",
               "fields", "email", NULL);
    g_assert_nonnull(strstr(body_of(res), ",Time zone,Roles,Agrees to\r\n"));
    res = take_out(fx, "csv", "members");
    const char *rows = read_back(fx, res->body, SHEET_CSV);
    g_assert_true(g_str_has_prefix(rows, HEADINGS "|Page\n'=cmd"));
    g_assert_null(strstr(rows, "Леа"));
    g_assert_null(strstr(rows, "Ambassador"));
    res = post(fx, SAM, URL, "format", "csv", "eye", "public", "filter", "country=KE", "fields",
               "email", "fields", "country", "fields", "organisation", NULL);
    g_assert_cmpstr(read_back(fx, res->body, SHEET_CSV), ==,
                    "Name|E-mail address|Country|Organisation\n'=cmd|'/C calc'!A0||Kenya\n");
    res = post(fx, SAM, URL, "format", "csv", "eye", "members", "filter", "agrees=directory",
               "fields", "email", NULL);
    g_assert_cmpstr(read_back(fx, res->body, SHEET_CSV), ==, "Name|E-mail address\n");
    res = post(fx, SAM, "/fr" URL, "format", "csv", "eye", "secretariat", "filter", "q=lea",
               "fields", "country", NULL);
    g_assert_cmpstr(read_back(fx, res->body, SHEET_CSV), ==, "Nom|Pays\nЛеа Ли|Kenya\n");
}

static void
test_page_and_log(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    Response *res = get(fx, SAM, URL "?country=KE");
    assert_status(res, 200);
    assert_shows(res, "Country: Kenya");
    assert_shows(res, "Everything the secretariat knows (2 people)");
    assert_shows(res, "What members may see (1 person)");
    assert_shows(res, "What everybody may see (1 person)");
    assert_hides(res, "Taken out");
    take_out(fx, "csv", "members");
    take_out(fx, "json", "secretariat");
    res = get(fx, SAM, URL "?country=KE");
    assert_shows(res, "Taken out 2 times");
    assert_shows(res, "What members may see</td>");
    assert_hides(get(fx, SAM, URL "?country=UG"), "Taken out");
    g_assert_cmpstr(query_text(fx, "SELECT subject FROM audit WHERE action = 'people.export'"
                                   " ORDER BY id DESC LIMIT 1"),
                    ==,
                    "json, secretariat, 2 people (Country: Kenya); name,name_latin,email,country,"
                    "organisation,position,level,languages,interests,headline,about,links,since,"
                    "page,left,roles,agrees");
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM people_export WHERE rows_n = 1"), ==, SAM);
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = 0;
    SegmentDraft draft = {"Our <b>Kenya</b>", "", "country=KE"};
    g_assert_cmpint(segment_insert(cx, &draft, &id), ==, SEGMENT_OK);
    fixture_commit(fx);
    g_assert_cmpstr(header_of(take_out(fx, "vcard", "public"), "Content-Disposition"), ==,
                    "attachment; filename=\"alliance-our-b-kenya-b-2017-01-02.vcf\"");
    assert_shows(get(fx, SAM, "/desk/segments/1"), "taken out 3 times");
}

static void
test_wrong_forms(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    static const char *const wrong[][4] = {
        {"pdf", "members",   "country=KE",            "email"},
        {"csv", "everybody", "country=KE",            "email"},
        {"csv", "",          "country=KE",            "email"},
        {"csv", "members",   "country=KE",            "sex"  },
        {"csv", "members",   "joined-from=yesterday", "email"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        assert_status(post(fx, SAM, URL, "format", wrong[i][0], "eye", wrong[i][1], "filter",
                           wrong[i][2], "fields", wrong[i][3], NULL),
                      422);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM people_export"), ==, 0);
    assert_hides(get(fx, SAM, URL "?q=%22%3E%3Cb%3Etom"), "<b>tom");
    assert_location(get(fx, SAM, URL "?joined-from=yesterday"),
                    "/desk/people?joined-from=yesterday");
}

static void
test_is_for_the_secretariat(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_status(get(fx, NOBODY, URL), 303);
    assert_status(get(fx, ANN, URL), 403);
    assert_status(get(fx, EDNA, URL), 403);
    static const int64_t others[] = {ANN, EDNA};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        Response *res = post(fx, others[i], URL, "format", "csv", "eye", "public", "filter", "",
                             ALL_FIELDS, NULL);
        assert_status(res, 403);
        g_assert_null(strstr(body_of(res), "kim@x.org"));
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM people_export"), ==, 0);
}

/* What was not noted does not leave. */
static void
test_failure(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    get(fx, SAM, "/desk");
    int nth = 2, failed = 0;
    for (;; nth++, failed++) {
        Response *res = post_failing_at(fx, nth, SAM, URL, "format", "csv", "eye", "secretariat",
                                        "filter", "country=KE", "fields", "email", NULL);
        db_fail_at(fx->db, 0);
        if (res->status == 200)
            break;
        assert_status(res, 500);
        g_assert_null(strstr(body_of(res), "kim@x.org"));
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM people_export"), ==, 0);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'people.export'"),
                        ==, 0);
    }
    g_assert_cmpint(failed, >=, 13); /* in all three transactions */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM people_export"), ==, 1);
}

/* More than one portion, nobody twice, nobody left out. */
static void
test_many(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "INSERT INTO person (id, email, name, country, joined_at)"
                " WITH RECURSIVE number (n) AS"
                "  (SELECT 100 UNION ALL SELECT n + 1 FROM number WHERE n < 2599)"
                " SELECT n, n || '@x.org', 'Many ' || n, 'UG', 1400000000 FROM number");
    static const char *const formats[] = {"csv", "xlsx"};
    for (size_t f = 0; f < G_N_ELEMENTS(formats); f++) {
        Response *res = post(fx, SAM, URL, "format", formats[f], "eye", "secretariat", "filter",
                             "country=UG", "fields", "name", NULL);
        g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&res->body), 0);
        SheetRow row;
        for (int i = 99; i < 2600; i++) {
            g_autofree char *name = g_strdup_printf("Many %d", i);
            g_assert_true(sheet_next(sheet, &row));
            g_assert_cmpstr(row.cells[0], ==, i == 99 ? "Name" : name);
        }
        g_assert_false(sheet_next(sheet, &row));
    }
}

/* ---- the writer of workbooks ---- */

static void
test_workbook_cells(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("workbook-XXXXXX", &path, NULL);
    close(fd);
    g_autofree char *large = g_strnfill(40000, 'x');
    const char *headings[] = {"A", "B"};
    XlsxWriter *writer = xlsx_writer_new(path, headings, 2);
    xlsx_writer_add(writer, (const char *[]){"007", "{=1+1}"});
    xlsx_writer_add(writer, (const char *[]){NULL, "https://a.example/?a=1&b=\"2\""});
    xlsx_writer_add(writer, (const char *[]){large, HOSTILE});
    g_assert_true(xlsx_writer_end(writer));
    char *content = NULL;
    gsize n = 0;
    g_assert_true(g_file_get_contents(path, &content, &n, NULL));
    const char *rows = read_back(fx, (Bytes){content, n}, SHEET_XLSX);
    g_assert_true(g_str_has_prefix(rows, "A|B\n007|{=1+1}\n|https://a.example/?a=1&b=\"2\"\nxxx"));
    g_assert_nonnull(strstr(rows, "|" HOSTILE "\n"));
    g_assert_cmpuint(strlen(rows), <, 33200);
    unlink(path);
    g_free(content);

    writer = xlsx_writer_new("/nowhere/at/all.xlsx", headings, 2);
    xlsx_writer_add(writer, (const char *[]){"a", "b"});
    g_assert_false(xlsx_writer_end(writer));
}

void
export_tests(void)
{
    add_test("/export/tables-are-read-back", test_tables_are_read_back);
    add_test("/export/json-and-cards", test_json_and_cards);
    add_test("/export/fields-are-chosen", test_fields_are_chosen);
    add_test("/export/page-and-log", test_page_and_log);
    add_test("/export/wrong-forms", test_wrong_forms);
    add_test("/export/is-for-the-secretariat", test_is_for_the_secretariat);
    add_test("/export/failure", test_failure);
    add_test("/export/many", test_many);
    add_test("/export/workbook-cells", test_workbook_cells);
}
