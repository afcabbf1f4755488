/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "rows_of.h"
#include "sheet/serial.h"
#include "sheet/sheet.h"
#include "testing.h"
#include "zip_make.h"

/* clang-format off */
static const char BOOK[] =
    "--- _rels/.rels\n"
    "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>\n"
    "--- xl/_rels/workbook.xml.rels\n"
    "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"worksheets/hidden.xml\"/><Relationship Id=\"b\" Type=\"x/worksheet\" Target=\"/xl/worksheets/sheet1.xml\"/><Relationship Id=\"c\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"d\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>\n"
    "--- xl/workbook.xml\n"
    "<workbook xmlns:r=\"r\"><workbookPr date1904=\"0\"/><sheets><sheet name=\"Old\" sheetId=\"1\" state=\"hidden\" r:id=\"a\"/><sheet name=\"Members\" sheetId=\"2\" r:id=\"b\"/></sheets></workbook>\n"
    "--- xl/sharedStrings.xml\n"
    "<sst><si><t>name</t></si><si><r><t>An</t></r><r><t>n &amp; B_x006F_</t></r><rPh><t>hint</t></rPh></si></sst>\n"
    "--- xl/styles.xml\n"
    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[Red]dd\\/mm\\/yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"0.0&quot;days&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>\n";
static const char ROWS[] =
    "--- xl/worksheets/sheet1.xml\n"
    "<x:worksheet xmlns:x=\"x\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"s\"><x:v>0</x:v></x:c><x:c r=\"C1\" t=\"inlineStr\"><x:is><x:t>joined</x:t></x:is></x:c></x:row><x:row r=\"2\"/><x:row r=\"4\"><x:c r=\"A4\" t=\"s\"><x:v>1</x:v></x:c><x:c r=\"C4\" s=\"1\"><x:v>42735</x:v></x:c><x:c r=\"D4\" s=\"2\"><x:v>42735.586805555555</x:v></x:c><x:c r=\"E4\" s=\"3\"><x:v>0.10000000000000001</x:v></x:c><x:c r=\"F4\" t=\"b\"><x:v>1</x:v></x:c><x:c r=\"G4\" t=\"e\"><x:v>#N/A</x:v></x:c><x:c r=\"H4\" s=\"1\"><x:v>60</x:v></x:c><x:c r=\"I4\" s=\"1\"><x:v>1</x:v></x:c><x:c t=\"str\"><x:v>f</x:v></x:c><x:c r=\"K4\"/></x:row></x:sheetData></x:worksheet>\n";
/* clang-format on */

static const char *
read_parts(Fixture *fx, const char *rows)
{
    const char *parts = arena_printf(fx->arena, "%s%s", BOOK, rows);
    return rows_of(fx->arena, zip_make(fx->arena, parts, strlen(parts)));
}

#define ROWS_READ                                                                                  \
    "1:name||joined\n"                                                                             \
    "4:Ann & Bo||2016-12-31|2016-12-31T14:05|0.1|TRUE||60|1900-01-01|f\n"

static void
test_a_workbook_is_read(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpstr(read_parts(fx, ROWS), ==, ROWS_READ);
    const char *parts = arena_printf(fx->arena, "%s%s", BOOK, ROWS);
    Bytes bytes = zip_make(fx->arena, parts, strlen(parts));
    g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&bytes), 0);
    size_t read = 0;
    const char *const *names = sheet_names(sheet, &read);
    g_assert_cmpstr(names[0], ==, "Old");
    g_assert_cmpstr(names[read], ==, "Members");
    g_assert_null(names[2]);
}

static void
test_broken_workbooks_are_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char broken[] = "The Excel file is broken, or too large when unpacked.";
    static const char none[] = "This is no Excel file (.xlsx). Save the list as CSV.";
    g_assert_cmpstr(rows_of(fx->arena, (Bytes){"PK\3\4", 4}), ==, none);
    g_assert_cmpstr(rows_of(fx->arena, zip_make(fx->arena, "--- a\nb", 7)), ==, none);
    g_assert_cmpstr(read_parts(fx, ""), ==, broken);
    g_assert_cmpstr(read_parts(fx, "--- xl/worksheets/sheet1.xml\n<a><row r=\"1\">"), ==, broken);
    g_assert_cmpstr(read_parts(fx, "--- xl/worksheets/sheet1.xml\n<!DOCTYPE a [<!ENTITY b \"c\">]>"
                                   "<a>&b;</a>"),
                    ==, broken);
    g_autofree char *deep = g_strnfill(400, 'a');
    for (int i = 0; i < 399; i += 3)
        memcpy(deep + i, "<a>", 3);
    g_assert_cmpstr(
        read_parts(fx, arena_printf(fx->arena, "--- xl/worksheets/sheet1.xml\n%s", deep)), ==,
        broken);
    const char *parts = arena_printf(fx->arena, "%s%s", BOOK, ROWS);
    Bytes whole = zip_make(fx->arena, parts, strlen(parts));
    for (size_t n = 4; n < whole.n; n += 7) /* each part of it alone is no workbook */
        g_assert_true(g_str_has_prefix(rows_of(fx->arena, (Bytes){whole.at, n}), "Th"));
}

static void
test_what_is_too_large_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autofree char *long_cell = g_strnfill(SHEET_MAX_CELL + 1, 'x');
    g_assert_cmpstr(read_parts(fx, arena_printf(fx->arena,
                                                "--- xl/worksheets/sheet1.xml\n<a><row r=\"3\"><c "
                                                "t=\"str\"><v>%s</v></c></row></a>",
                                                long_cell)),
                    ==, "Line 3: a cell is longer than a list of people can have.");
    g_assert_cmpstr(read_parts(fx, "--- xl/worksheets/sheet1.xml\n<a><row r=\"3\"><c r=\"ZZZZZ1\" "
                                   "t=\"str\"><v>x</v></c></row></a>"),
                    ==, "Line 3: there are more columns than a list can have.");
}

static void
test_days_are_counted_as_excel_does(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        double days;
        bool since_1904;
        const char *text;
    } known[] = {
        {1,            false, "1900-01-01"         },
        {59,           false, "1900-02-28"         },
        {61,           false, "1900-03-01"         },
        {0.5,          false, "12:00"              },
        {42735.999999, false, "2017-01-01"         },
        {42735.25001,  false, "2016-12-31T06:00:01"},
        {41273,        true,  "2016-12-31"         },
        {2958465,      false, "9999-12-31"         },
    };
    char text[SERIAL_ROOM];
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        g_assert_true(serial_text(known[i].days, known[i].since_1904, text));
        g_assert_cmpstr(text, ==, known[i].text);
    }
    g_assert_false(serial_text(60, false, text)); /* there was no such day */
    g_assert_false(serial_text(-1, false, text));
    g_assert_false(serial_text(3e6, false, text));
    g_assert_false(serial_format_is_date(0, "0 \"days\" [Red]"));
    g_assert_true(serial_format_is_date(0, "[h]:mm"));
}

void
xlsx_tests(void)
{
    add_test_once("/xlsx/a-workbook-is-read", test_a_workbook_is_read);
    add_test_once("/xlsx/broken-workbooks-are-refused", test_broken_workbooks_are_refused);
    add_test_once("/xlsx/what-is-too-large-is-refused", test_what_is_too_large_is_refused);
    add_test_once("/xlsx/days-are-counted-as-excel-does", test_days_are_counted_as_excel_does);
}
