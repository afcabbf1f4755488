/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "rows_of.h"
#include "sheet/cards.h"
#include "sheet/sheet.h"
#include "testing.h"

#include <string.h>

#define HEADINGS "0:Name|E-mail|Organisation|Position|Country|Languages|Categories\n"

#define assert_rows(text, rows)                                                                    \
    g_assert_cmpstr(rows_of(fx->arena, (Bytes){text, sizeof(text) - 1}), ==, HEADINGS rows)

/* One card with these lines in it. */
#define CARD(lines) "BEGIN:VCARD\r\n" lines "END:VCARD\r\n"

static void
test_three_versions_are_read(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_rows(CARD("VERSION:4.0\r\nFN:Ana Lima\r\nN:Lima;Ana;;;\r\nEMAIL;PREF=2:b@x.org\r\n"
                     "EMAIL;TYPE=work;PREF=1:a@x.org\r\nORG:Ministry of Health;Planning\r\n"
                     "TITLE:Director\\, nursing\r\nROLE:Nurse\r\nLANG;PREF=2:en\r\n"
                     "LANG;PREF=1:pt-BR\r\nADR:;;Rua 1;Maputo;;;Mo\xc3\xa7"
                     "ambique\r\n"
                     "CATEGORIES:data,planning\r\nBDAY:19700101\r\n"),
                "1:Ana Lima|a@x.org, b@x.org|Ministry of Health|Director, "
                "nursing|Mo\xc3\xa7"
                "ambique|pt, en|data,planning\n");
    assert_rows(
        CARD("VERSION:3.0\nN:Okoth;Amina;A.;Dr.;\nitem1.EMAIL;type=INTERNET:one@x.org\n"
             "item2.EMAIL;type=INTERNET;type=pref:two@x.org\nitem2.X-ABLabel:_$!<Other>!$_\n"
             "item3.ADR;type=HOME:;;1 Road\\nFlat 2\\; left;Nairobi;;00100;Kenya\n"),
        "1:Amina A. Okoth|two@x.org, one@x.org|||Kenya\n");
    assert_rows(CARD("VERSION:2.1\r\n"
                     "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Diall=C3=B3;Fatou\r\n"
                     "FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Fatou =\r\nDiall=F3\r\n"
                     "EMAIL;INTERNET:home@x.org\r\nEMAIL;PREF;INTERNET:work@x.org\r\n"
                     "TITLE:Head of\r\n midwifery\r\n"),
                "1:Fatou Diall\xc3\xb3|work@x.org, home@x.org||Head of midwifery\n");
}

static void
test_letters_of_each_charset(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_rows(CARD("FN;CHARSET=windows-1256;ENCODING=QUOTED-PRINTABLE:=DA=E1=ED\n"
                     "TITLE;CHARSET=koi8-r;ENCODING=QUOTED-PRINTABLE:=D7=D2=C1=DE\n"
                     "ORG;CHARSET=x-nobody-knows;ENCODING=QUOTED-PRINTABLE:=C3=A9=E9=00=41\n"),
                "1:\xd8\xb9\xd9\x84\xd9\x8a||\xc3\xa9\xc3\xa9|\xd0\xb2\xd1\x80\xd0\xb0\xd1\x87\n");
    assert_rows(CARD("FN:Jos\xe9\nORG:\x93H\x94\n"), "1:Jos\xc3\xa9||\xe2\x80\x9cH\xe2\x80\x9d\n");
    assert_rows("\xef\xbb\xbf\r\nbegin:vcard\nfn:A\nend:vcard", "1:A\n");
    static const char wide[] = "\xff\xfe"
                               "B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0\n\0F\0N\0:\0\xe9\0\n\0E\0N\0D\0:"
                               "\0V\0C\0A\0R\0D\0";
    assert_rows(wide, "1:\xc3\xa9\n");
}

static void
test_lines_are_put_together_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_rows(CARD("VERSION:3.0\r\nFN:Ana \r\n Li\r\n\tma\r\n"
                     "X;A=\"b:c;d\":FN:no\r\nEMAIL;X=\"a;b:c\":a@x.org\r\n"
                     "NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab=\r\nFN:inside of a note\r\n\r\n"
                     "ORG;ENCODING=QUOTED-PRINTABLE:two=0D=0Alines\r\n"
                     "TITLE:a\\\\b\\:c\\xd\\\r\n"),
                "1:Ana Lima|a@x.org|two\nlines|a\\b:c\\xd\\\n");
    assert_rows("BEGIN:VCARD\rFN:A\rEND:VCARD\rBEGIN:VCARD\rFN:B\rEND:VCARD", "1:A\n2:B\n");
}

static void
test_cards_in_cards_and_cards_without_end(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_rows(CARD("FN:Boss\nAGENT:\nBEGIN:VCARD\nFN:Agent\nEND:VCARD\nEMAIL:b@x.org\n")
                    CARD("AGENT:BEGIN:VCARD\\nFN:No\\nEND:VCARD\\n\nFN:Next\n"),
                "1:Boss|b@x.org\n2:Next\n");
    assert_rows("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nnothing\n", "1:A\n2:B\n");
    assert_rows("BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\n",
                "1:A\nLine 4: a card begins here and never ends.");
    assert_rows(CARD("VERSION:4.0\n") CARD("FN:B\n"), "2:B\n");
    assert_rows("BEGIN:VCARD\n\0", "This is not a table: the file is neither text (CSV), nor an "
                                   "address book (.vcf), nor an Excel file (.xlsx).");
}

/* They would be members else. */
static void
test_who_is_no_person_has_no_name(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_rows(CARD("KIND:org\nFN:A\nEMAIL:a@x.org\n")
                    CARD("FN:B\nX-ABShowAs:COMPANY\nEMAIL:b@x.org\n")
                        CARD("X-ADDRESSBOOKSERVER-KIND:group\nFN:C\nEMAIL:c@x.org\n")
                            CARD("KIND:individual\nFN:D\nEMAIL:d@x.org\n"),
                "1:|a@x.org\n2:|b@x.org\n3:|c@x.org\n4:D|d@x.org\n");
}

static void
test_pictures_are_read_past(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(GString) book = g_string_new("BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b;TYPE=JPEG:\n");
    for (int i = 0; i < 100000; i++)
        g_string_append(book, " /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYE\n");
    g_string_append(book, "\nEMAIL:a@x.org\nTITLE;ENCODING=BASE64:QUJD\nEND:VCARD\n");
    g_assert_cmpstr(rows_of(fx->arena, (Bytes){book->str, book->len}), ==,
                    HEADINGS "1:A|a@x.org\n");
}

static void
test_limits_are_kept(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char fault[] = "a card is longer than a list of people can have.";
    g_autofree char *text = g_strnfill(SHEET_MAX_CELL + 1, 'x');
    const char *book = arena_printf(fx->arena, "BEGIN:VCARD\nFN:A\nTITLE:%s\nEND:VCARD\n", text);
    g_assert_nonnull(strstr(rows_of(fx->arena, (Bytes){book, strlen(book)}), fault));
    /* Many values that fit one by one. */
    GString *many = arena_string(fx->arena, 1024);
    g_string_append(many, "BEGIN:VCARD\n");
    for (int i = 0; i < 3; i++)
        g_string_append_printf(many, "CATEGORIES:%.*s\n", SHEET_MAX_CELL / 2, text);
    g_assert_nonnull(strstr(rows_of(fx->arena, (Bytes){many->str, many->len}), "Line 3: a card"));
    g_string_assign(many, "BEGIN:VCARD\n");
    for (int i = 0; i < 2 * CARDS_MAX_VALUES; i++)
        g_string_append_printf(many, "LANG;PREF=%d:l%d\n", i % 100 + 1, i);
    g_string_append(many, "END:VCARD\n");
    const char *rows = rows_of(fx->arena, (Bytes){many->str, many->len});
    g_assert_true(g_str_has_suffix(rows, "|l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11, l12, "
                                         "l13, l14, l15, l16, l17, l18, l19, l20, l21, l22, l23, "
                                         "l24, l25, l26, l27, l28, l29, l30, l31, l32, l33, l34, "
                                         "l35, l36, l37, l38, l39, l40, l41, l42, l43, l44, l45, "
                                         "l46, l47, l48, l49, l50, l51, l52, l53, l54, l55, l56, "
                                         "l57, l58, l59, l60, l61, l62, l63\n"));
}

/* A card without its colon, a thousand folds in a name, endless soft line ends: all in the time of
 * one look. */
static void
test_hostile_cards_take_no_time(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(GString) book = g_string_new("BEGIN:VCARD\nN;QUOTED-PRINTABLE:");
    for (int i = 0; i < 1000000; i++)
        g_string_append(book, "=\n");
    g_string_append(book, "A\nX");
    for (int i = 0; i < 300000; i++)
        g_string_append(book, ";\"\n ");
    g_string_append(book, "\nFN:" HOSTILE "\nEND:VCARD\n");
    g_autoptr(GTimer) timer = g_timer_new();
    const char *rows = rows_of(fx->arena, (Bytes){book->str, book->len});
    g_assert_cmpfloat(g_timer_elapsed(timer, NULL), <, 10);
    g_assert_nonnull(strstr(rows, "1:"));
    g_assert_nonnull(strstr(rows, "&"));
}

void
cards_tests(void)
{
    add_test_once("/cards/three-versions", test_three_versions_are_read);
    add_test_once("/cards/charsets", test_letters_of_each_charset);
    add_test_once("/cards/folds", test_lines_are_put_together_again);
    add_test_once("/cards/nested-and-unended", test_cards_in_cards_and_cards_without_end);
    add_test_once("/cards/no-person", test_who_is_no_person_has_no_name);
    add_test_once("/cards/pictures", test_pictures_are_read_past);
    add_test_once("/cards/limits", test_limits_are_kept);
    add_test_once("/cards/hostile", test_hostile_cards_take_no_time);
}
