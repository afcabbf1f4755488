/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Workbooks and address books through the pages: from the upload to the way back.
 */
#include "list_work.h"
#include "testing.h"
#include "zip_make.h"

#include <string.h>

#define LIST "/desk/import/1"
#define COLUMNS LIST "/columns"
#define ROW(number, cells) "<row r=\"" number "\">" cells "</row>"
#define SHARED(place, i) "<c r=\"" place "\" t=\"s\"><v>" i "</v></c>"
#define TEXT(place, text) "<c r=\"" place "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(place, value) "<c r=\"" place "\"><v>" value "</v></c>"
#define DAY(place, value) "<c r=\"" place "\" s=\"1\"><v>" value "</v></c>"

/* clang-format off */
static const char PARTS[] =
    "--- _rels/.rels\n"
    "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>\n"
    "--- xl/_rels/workbook.xml.rels\n"
    "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"a.xml\"/><Relationship Id=\"b\" Type=\"x/chartsheet\" Target=\"b.xml\"/><Relationship Id=\"c\" Type=\"x/worksheet\" Target=\"c.xml\"/><Relationship Id=\"d\" Type=\"x/worksheet\" Target=\"d.xml\"/><Relationship Id=\"s\" Type=\"x/sharedStrings\" Target=\"s.xml\"/><Relationship Id=\"t\" Type=\"x/styles\" Target=\"t.xml\"/></Relationships>\n"
    "--- xl/a.xml\n<worksheet><sheetData/></worksheet>\n"
    "--- xl/b.xml\n<chartsheet><drawing/></chartsheet>\n"
    "--- xl/s.xml\n<sst><si><r><t>Amina </t></r><r><t>O&amp;koth</t></r><rPh><t>hint</t></rPh></si><si><t>NA</t></si></sst>\n"
    "--- xl/t.xml\n<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>\n"
    "--- xl/d.xml\n<worksheet><sheetData>"
    ROW("1", TEXT("A1", "E-mail") TEXT("B1", "Nom"))
    ROW("2", TEXT("A2", "old@example.org") TEXT("B2", "Old &lt;b&gt;Member"))
    "</sheetData></worksheet>\n"
    "--- xl/c.xml\n<worksheet><cols><col min=\"6\" max=\"6\" hidden=\"1\"/></cols><sheetData>"
    ROW("1", TEXT("A1", "Name") TEXT("B1", "E-mail") TEXT("C1", "Country") TEXT("D1", "Organisation") TEXT("E1", "Member since") TEXT("F1", "Newsletter"))
    ROW("2", SHARED("A2", "0") TEXT("B2", "amina@example.org") SHARED("C2", "1") TEXT("D2", "Ministry") DAY("E2", "41273") "<c r=\"F2\" t=\"b\"><v>1</v></c>")
    ROW("3", TEXT("A3", "JUMA MWANGI") "<c r=\"B3\" t=\"str\"><f>LOWER(\"X\")</f><v>juma@example.org</v></c>" "<c r=\"C3\" t=\"e\"><v>#N/A</v></c>" "<c r=\"D3\"/>" TEXT("E3", "31 Dec 2015") "<c r=\"F3\" t=\"b\"><v>0</v></c>")
    "<row r=\"5\" hidden=\"1\">" TEXT("A5", "Hidden Person") TEXT("B5", "hidden@example.org") TEXT("C5", "404") NUMBER("E5", "2014") "</row>"
    "<row r=\"6\" hidden=\"0\">" TEXT("A6", "Filled Down") TEXT("B6", "filled@example.org") "<c r=\"C6\" t=\"str\"><f>VLOOKUP(1,2)</f><v>#N/A</v></c>" NUMBER("D6", "7") NUMBER("E6", "41273") "</row>"
    ROW("7", TEXT("A7", "#REF!") TEXT("B7", "nobody@example.org"))
    "</sheetData><mergeCells><mergeCell ref=\"D2:D3\"/></mergeCells></worksheet>\n";
/* clang-format on */

static Bytes
make_book(Fixture *fx, const char *date1904)
{
    const char *parts = arena_printf(
        fx->arena,
        "%s--- xl/workbook.xml\n<workbook><workbookPr date1904=\"%s\"/><sheets><sheet name=\"Read "
        "me\" id=\"a\"/><sheet name=\"Chart\" id=\"b\"/><sheet name=\"&lt;b&gt;2016&amp;&#10;all\" "
        "id=\"c\" state=\"visible\"/><sheet name=\"Old\" id=\"d\" state=\"hidden\"/></sheets>"
        "</workbook>\n",
        PARTS, date1904);
    return zip_make(fx->arena, parts, strlen(parts));
}

/* Let the workers work until people decide. */
static void
work(Fixture *fx)
{
    g_assert_true(list_work(fx, &(ImportWork){.id = 1, .batch = 2}));
}

static void
begin(Fixture *fx, const char *name, Bytes bytes)
{
    Upload file = {.field = "file", .name = name, .type = "x", .bytes = bytes};
    assert_status(post_file(fx, SAM, "/desk/import", &file, NULL), 303);
    work(fx);
    assert_location(get(fx, SAM, LIST), COLUMNS);
}

static void
check(Fixture *fx, const char *sheet)
{
    assert_location(post(fx, SAM, COLUMNS, "sheet", sheet, "column-1", "name", "column-2", "email",
                         "column-3", "country", "column-4", "organisation", "column-5", "joined",
                         "column-6", "agrees-newsletter", "mode", "add", "header", "1", NULL),
                    LIST);
    work(fx);
}

static void
press(Fixture *fx, const char *act)
{
    assert_status(post(fx, SAM, LIST, act, "1", NULL), 303);
    work(fx);
}

static const char *
joined(Fixture *fx, const char *email)
{
    g_autofree char *sql = g_strdup_printf("SELECT joined_at / 86400 FROM person WHERE email = "
                                           "'%s@example.org'",
                                           email);
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, 1, G_DATE_JANUARY, 1970);
    g_date_add_days(&date, (guint)query_int(fx, sql));
    return arena_printf(fx->arena, "%04d-%02d-%02d", g_date_get_year(&date),
                        (int)g_date_get_month(&date), g_date_get_day(&date));
}

static const char *
said(Fixture *fx, const char *column, const char *email)
{
    g_autofree char *sql = g_strdup_printf("SELECT coalesce(%s, '') FROM person WHERE email = "
                                           "'%s@example.org'",
                                           column, email);
    return query_text(fx, sql);
}

static void
read_in(Fixture *fx, const char *date1904)
{
    int64_t before = query_int(fx, "SELECT count(*) FROM person");
    begin(fx, "members.xlsx", make_book(fx, date1904));
    Response *res = get(fx, SAM, COLUMNS);
    assert_statements(fx, 8);
    assert_shows(res, "<option value=\"3\" selected>&lt;b&gt;2016&amp; all</option>");
    assert_shows(res, "5 rows · 1 of them is hidden in the workbook");
    assert_shows(res, "<option value=\"joined\" selected>");
    check(fx, "3");
    res = get(fx, SAM, LIST);
    assert_shows(res, "4 people will be added");
    assert_shows(res, "There is no name.");
    assert_hides(res, "Unknown country");
    press(fx, "apply");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person"), ==, before + 4);
    g_assert_cmpstr(said(fx, "name", "amina"), ==, "Amina O&koth");
    g_assert_cmpstr(said(fx, "country", "amina"), ==, "NA");
    g_assert_cmpstr(said(fx, "organisation", "amina"), ==, "Ministry");
    g_assert_cmpstr(said(fx, "name", "juma"), ==, "Juma Mwangi");
    g_assert_cmpstr(said(fx, "country", "juma"), ==, "");
    g_assert_cmpstr(said(fx, "organisation", "juma"), ==, ""); /* merged: of the first row alone */
    g_assert_cmpstr(said(fx, "country", "hidden"), ==, "KE");
    g_assert_cmpstr(said(fx, "country", "filled"), ==, "");
    g_assert_cmpstr(said(fx, "organisation", "filled"), ==, "7");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent WHERE source = 'import'"), ==, 1);
}

static void
test_workbook_is_read_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t before = query_int(fx, "SELECT count(*) FROM person");
    read_in(fx, "0");
    g_assert_cmpstr(joined(fx, "amina"), ==, "2012-12-30");
    g_assert_cmpstr(joined(fx, "juma"), ==, "2015-12-31");
    g_assert_cmpstr(joined(fx, "hidden"), ==, "2014-01-01");
    assert_shows(get(fx, SAM, LIST "?outcome=added"), "Unclear date, left out: <");
    Response *res = get(fx, SAM, LIST "/report.csv");
    assert_status(res, 200);
    assert_shows(res, "\r\n5,Added,hidden@example.org,Hidden Person,");
    assert_shows(res, "\r\n7,Left out,nobody@example.org,,There is no name.\r\n");
    press(fx, "undo");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person"), ==, before);
}

static void
test_days_since_1904(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    read_in(fx, "1");
    g_assert_cmpstr(joined(fx, "amina"), ==, "2016-12-31");
}

static void
test_another_sheet_is_chosen(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx, "members.xlsx", make_book(fx, "0"));
    check(fx, "3");
    assert_shows(get(fx, SAM, LIST), "4 people will be added");
    assert_status(post_failing_at(fx, 5, SAM, COLUMNS, "sheet", "4", NULL), 500);
    g_assert_cmpstr(query_text(fx, "SELECT state FROM import"), ==, "checked");
    /* What else is in the form is of another sheet, so it does not count. */
    assert_location(post(fx, SAM, COLUMNS, "sheet", "4", "column-1", "nonsense", NULL), LIST);
    work(fx);
    Response *res = get(fx, SAM, COLUMNS);
    assert_shows(res, "<option value=\"4\" selected>Old</option>");
    assert_shows(res, "Old &lt;b&gt;Member");
    assert_hides(res, "hidden in the workbook");
    post(fx, SAM, COLUMNS, "sheet", "4", "column-1", "email", "column-2", "name", "mode", "add",
         "header", "1", NULL);
    work(fx);
    assert_shows(get(fx, SAM, LIST), "1 person will be added");
    press(fx, "apply");
    g_assert_cmpstr(said(fx, "name", "old"), ==, "Old <b>Member");
}

static void
test_sheets_without_rows(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx, "members.xlsx", make_book(fx, "0"));
    assert_location(post(fx, SAM, COLUMNS, "sheet", "2", NULL), LIST);
    work(fx);
    Response *res = post(fx, SAM, COLUMNS, "sheet", "2", "mode", "add", NULL);
    assert_status(res, 422);
    assert_shows(res, "Sheet: there is nothing in it");
    res = post(fx, SAM, COLUMNS, "sheet", "5", "mode", "add", NULL);
    assert_status(res, 422);
    assert_shows(res, "Sheet: choose one from the list");
    assert_status(post(fx, ANN, COLUMNS, "sheet", "1", NULL), 403);
    assert_shows(get(fx, SAM, "/fr" COLUMNS), "Feuille");
    assert_shows(get_json(fx, SAM, COLUMNS), "\"sheet\"");
}

static void
test_address_book_is_read_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char book[] =
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana <b>Lima\r\nEMAIL;TYPE=home:home@example.org\r\n"
        "EMAIL;TYPE=work,pref:ana.lima@example.org\r\nADR:;;;;;;Mo\xc3\xa7"
        "ambique\r\nLANG:pt\r\n"
        "CATEGORIES:myContacts\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Diall=F3;"
        "Fatou\r\nEMAIL;INTERNET:fatou@example.org\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nFN:All\r\nKIND:group\r\nEMAIL:all@example.org\r\nEND:VCARD\r\n";
    int64_t before = query_int(fx, "SELECT count(*) FROM person");
    begin(fx, "contacts.vcf", (Bytes){book, sizeof book - 1});
    Response *res = get(fx, SAM, COLUMNS);
    assert_shows(res, "3 rows");
    assert_hides(res, "name=\"sheet\"");
    assert_shows(res, "<option value=\"country\" selected>");
    assert_hides(res, "<option value=\"interests\" selected>");
    post(fx, SAM, COLUMNS, "column-1", "name", "column-2", "email", "column-3", "organisation",
         "column-4", "position", "column-5", "country", "column-6", "language", "column-7", "-",
         "mode", "add", "header", "1", NULL);
    work(fx);
    res = get(fx, SAM, LIST);
    assert_shows(res, "2 people will be added");
    assert_shows(res, "Further addresses, not kept: <");
    assert_shows(res, "There is no name.");
    assert_hides(res, "<b>Lima");
    press(fx, "apply");
    g_assert_cmpstr(said(fx, "country", "ana.lima"), ==, "MZ");
    g_assert_cmpstr(said(fx, "name", "fatou"), ==, "Fatou Diall\xc3\xb3");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person_language WHERE language = 'pt'"), ==,
                    1);
    assert_shows(get(fx, SAM, LIST "/report.csv"), "\r\n3,Left out,all@example.org,,");
    press(fx, "undo");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person"), ==, before);
}

void
import_workbook_tests(void)
{
    add_test("/import_workbook/read-in", test_workbook_is_read_in);
    add_test("/import_workbook/since-1904", test_days_since_1904);
    add_test("/import_workbook/another-sheet", test_another_sheet_is_chosen);
    add_test("/import_workbook/sheets-without-rows", test_sheets_without_rows);
    add_test("/import_workbook/address-book", test_address_book_is_read_in);
}
