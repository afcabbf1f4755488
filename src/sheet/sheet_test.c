/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/text.h"
#include "rows_of.h"
#include "sheet/cell.h"
#include "sheet/sheet.h"
#include "sheet/sheet_write.h"
#include "testing.h"

#define assert_rows(bytes, rows)                                                                   \
    g_assert_cmpstr(rows_of(fx->arena, (Bytes){bytes, sizeof(bytes) - 1}), ==, rows)

static void
test_separators_are_found(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_rows("name,country\r\nAnn,NA\r\n", "1:name|country\n2:Ann|NA\n");
    assert_rows("name;country\n\"Lima, Ana\";NA", "1:name|country\n2:Lima, Ana|NA\n");
    assert_rows("name\tcountry\rAnn\tNA\r", "1:name|country\n2:Ann|NA\n");
    assert_rows("sep=|\nname|a,b\n", "1:name|a,b\n");
    assert_rows("name\nAnn\n", "1:name\n2:Ann\n");
    /* A title stands above. */
    assert_rows("Report\nname\tcountry\nAnn, Dr\tNA\n", "1:Report\n2:name|country\n3:Ann, Dr|NA\n");
    assert_rows("", "");
}

static void
test_quotes_and_ragged_rows(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_rows("a,b,c\n\"x\r\ny\", \"say \"\"hi\"\"\",,\n\n , \nz\n",
                "1:a|b|c\n2:x\ny|say \"hi\"\n5:z\n");
    assert_rows("a,b\nc,\"d\ne\n",
                "1:a|b\nLine 2: a quotation mark is opened here and never closed.");
    assert_rows("a,b\n" HOSTILE ",1\n", "1:a|b\n2:" HOSTILE "|1\n");
}

static void
test_encodings_are_found(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_rows("\xef\xbb\xbfn\xc3\xa9,b\n", "1:n\xc3\xa9|b\n");
    assert_rows("n\xe9,\x80 \x93x\x94\n", "1:né|€ “x”\n");
    assert_rows("\xff\xfeN\0A\0;\0\xe9\0\n\0=\xd8\x42\xde", "1:NA|é\n2:🙂\n");
    assert_rows("\xfe\xff\0N\0A\0,\0\xe9", "1:NA|é\n");
    assert_rows("né,ü\nm\xe9,x\x01\n", "1:né|ü\n2:mé|x\n"); /* one list pasted behind another */
    assert_rows("a\0b", "This is not a table: the file is neither text (CSV), nor an address book "
                        "(.vcf), nor an Excel file (.xlsx).");
    assert_rows("\xd0\xcf\x11\xe0", "This is an old Excel file, or one with a password. Save it as "
                                    ".xlsx without a password, or as CSV.");
}

/* "#N/A" is neither Namibia nor somebody's name. */
static void
test_errors_of_formulas_are_empty(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_rows("a,b\n#N/A,\"#REF!\",x\n#NOM?,#N/D,#1 choice!,#,#n/a,NA\n",
                "1:a|b\n2:||x\n3:||#1 choice!|#|#n/a|NA\n");
}

static void
test_limits_are_kept(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *wide = arena_string(fx->arena, 1024);
    for (int i = 0; i <= SHEET_MAX_COLUMNS; i++)
        g_string_append(wide, "x,");
    g_assert_cmpstr(rows_of(fx->arena, (Bytes){wide->str, wide->len}), ==,
                    "Line 1: there are more columns than a list can have.");
    GString *empty = arena_string(fx->arena, 1024);
    g_string_append(empty, "x");
    for (int i = 0; i <= SHEET_MAX_COLUMNS; i++)
        g_string_append(empty, ",");
    g_assert_cmpstr(rows_of(fx->arena, (Bytes){empty->str, empty->len}), ==, "1:x\n");
    g_autofree char *long_cell = g_strnfill(SHEET_MAX_CELL + 1, 'x');
    g_assert_cmpstr(rows_of(fx->arena, (Bytes){long_cell, SHEET_MAX_CELL}), ==,
                    arena_printf(fx->arena, "1:%.*s\n", SHEET_MAX_CELL, long_cell));
    g_assert_cmpstr(rows_of(fx->arena, (Bytes){long_cell, SHEET_MAX_CELL + 1}), ==,
                    "Line 1: a cell is longer than a list of people can have.");
}

/* Pieces end inside of characters, quotes and line ends. */
static void
test_a_long_list_is_read_in_pieces(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(GString) text = g_string_new("name;note\r\n");
    for (int i = 0; i < 9000; i++)
        g_string_append_printf(text, "Élodie %d;\"é\r\n\"\"%d\"\r\n", i, i);
    Bytes bytes = {text->str, text->len};
    g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&bytes), 0);
    SheetRow row;
    g_assert_true(sheet_next(sheet, &row));
    for (int i = 0; i < 9000; i++) {
        g_assert_true(sheet_next(sheet, &row));
        g_assert_cmpint(row.number, ==, 2 + i);
        g_assert_cmpstr(row.cells[0], ==, arena_printf(fx->arena, "Élodie %d", i));
        g_assert_cmpstr(row.cells[1], ==, arena_printf(fx->arena, "é\n\"%d", i));
    }
    g_assert_false(sheet_next(sheet, &row));
    g_assert_null(sheet_fault(sheet));
}

static void
test_what_is_written_is_read_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const cells[] = {"=1+1", "+32", "a,\"b\"\nc", HOSTILE,
                                        NULL,   " é ", "-",          "@x"};
    GString *out = arena_string(fx->arena, 256);
    g_string_append(out, SHEET_BEGIN);
    sheet_write_row(out, cells, G_N_ELEMENTS(cells));
    g_assert_true(g_str_has_prefix(out->str, SHEET_BEGIN "'=1+1,'+32,\"a,\"\"b\"\"\nc\","));
    g_assert_true(g_str_has_suffix(out->str, ",,\" é \",'-,'@x\r\n"));
    Bytes bytes = {out->str, out->len};
    g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&bytes), 0);
    SheetRow row;
    g_assert_true(sheet_next(sheet, &row));
    g_assert_cmpuint(row.n, ==, G_N_ELEMENTS(cells));
    for (size_t i = 0; i < row.n; i++)
        g_assert_cmpstr(cell_trim(fx->arena, row.cells[i]), ==,
                        cell_trim(fx->arena, cells[i] != NULL ? cells[i] : ""));
}

void
sheet_tests(void)
{
    add_test_once("/sheet/what-is-written-is-read-again", test_what_is_written_is_read_again);
    add_test_once("/sheet/separators-are-found", test_separators_are_found);
    add_test_once("/sheet/quotes-and-ragged-rows", test_quotes_and_ragged_rows);
    add_test_once("/sheet/encodings-are-found", test_encodings_are_found);
    add_test_once("/sheet/errors-of-formulas", test_errors_of_formulas_are_empty);
    add_test_once("/sheet/limits-are-kept", test_limits_are_kept);
    add_test_once("/sheet/a-long-list-is-read-in-pieces", test_a_long_list_is_read_in_pieces);
}
