/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A table that is checked: nothing is written, and what is wrong is said.
 */
#include "accession/accession_testing.h"
#include "accession/table.h"
#include "alliance/topic.h"
#include "lang/lang.h"

#include <string.h>

#define FIRST "/desk/accessions/1"

static Bytes
bytes_of(const char *text)
{
    return (Bytes){text, strlen(text)};
}

static void
test_a_check_writes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *text = "Title,Language,Colour\nA <b>guide</b>,English,red\nUn guide,français,\n";
    int64_t before = query_int(fx, "SELECT count(*) FROM item");
    assert_status(send_table(fx, EDNA, bytes_of(text), "draft", "leave"), 303);
    Response *res = get(fx, EDNA, FIRST);
    assert_shows(res, "is being checked");
    g_assert_cmpstr(header_of(res, "Refresh"), ==, "3");
    work_on_tables(fx);
    res = table_page(fx, 1, "");
    assert_statements(fx, 16);
    assert_shows(res, "2 rows will be brought in as drafts.");
    assert_shows(res, "A &lt;b&gt;guide&lt;/b&gt;");
    assert_shows(res, "Neither a file nor an address");
    assert_shows(res, "Not used, because nobody knows what they are:");
    assert_shows(res, "Colour");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item"), ==, before);
    assert_shows(get(fx, EDNA, "/desk/accessions"), "works.csv");
    assert_shows(get(fx, EDNA, "/fr" FIRST), "2 lignes entreront comme brouillons.");
    assert_shows(get_json(fx, EDNA, FIRST ".json"), "\"outcome\":\"Will be brought in\"");
}

/* Row, column, what is wrong: with the numbers that the spreadsheet shows. */
static void
test_what_is_wrong_is_said_at_row_and_column(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const wrong[][2] = {
        {",en,,,,,,",                                           "There is no title."                        },
        {"A,,,,,,,",                                            "There is no language."                     },
        {"B,Klingon,,,,,,",                                     "No language of this site is called so:"    },
        {"C,en,15,,,,,",                                        "This is no year:"                          },
        {"D,en,,03/04/2015,,,,",                                "Day and month can be exchanged"            },
        {"E,en,2014,2015-03,,,,",                               "It is not in the year that the row says:"  },
        {"F,en,,,11.1,,,",                                      "Write a DOI: 10.1000/182"                  },
        {"G,en,,,,ftp://x,,",                                   "This is no web address"                    },
        {"H,en,,,,,Ann /members/nobody,",                       "no member has this address."               },
        {"I,en,,,,,Ann https://orcid.org/0000-0002-1825-0098,", "this is no address of a member"            },
        {"J,en,,,,,,gone.pdf",                                  "There is no file of this name, or several:"},
    };
    GString *text = arena_string(fx->arena, 1024);
    g_string_append(text, "Title,Language,Year,Date,DOI,Link,Authors,File\n");
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_string_append_printf(text, "%s\n", wrong[i][0]);
    int64_t id = a_table(fx, text->str);
    Response *res = table_page(fx, id, "?outcome=refused");
    assert_statements(fx, 16);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        assert_outcome(fx, (int64_t)i + 2, "refused");
        assert_shows(res, wrong[i][1]);
    }
    assert_shows(res, "Address elsewhere: This is no web address");
    assert_shows(res, "Line 1: no member has this address.");
    assert_hides(res, "name=\"apply\"");
    Response *report = table_page(fx, id, "/report.csv?outcome=refused");
    assert_shows(report, "\xef\xbb\xbfRow,What happens,Title");
    assert_shows(report, "This is no year: 15");
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/fr/desk/accessions/%" PRId64, id)),
                 "Ce n’est pas une année :");
}

static void
test_hostile_text_is_shown_as_it_is(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    char *long_title = g_strnfill(10000, 'x');
    arena_defer(fx->arena, g_free, long_title);
    const char *text = arena_printf(fx->arena,
                                    "Title;Language;Topics;%s\n"
                                    "\"<b>Tom & \"\"Ann\"\"</b>'{{x}} \xd8\xb9\xd8\xb1 {line}\";en;"
                                    "<i>x</i>;=cmd()\n%s;en;;\n",
                                    "<script>", long_title);
    int64_t id = a_table(fx, text);
    Response *res = table_page(fx, id, "");
    assert_shows(res, "&lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;");
    assert_shows(res, "&lt;script&gt;");
    assert_shows(res, "&lt;i&gt;x&lt;/i&gt;");
    assert_hides(res, "<script>");
    assert_shows(res, "This is too long.");
    assert_outcome(fx, 2, "add");
    assert_outcome(fx, 3, "refused");
    press(fx, id, "apply");
    assert_shows(table_page(fx, id, ""), "&lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;");
}

/* As Excel writes it in French, and as it writes "Unicode text". */
static void
test_any_encoding_and_separator(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_table(fx, "Titre;Langue;Ann\xe9"
                "e;Mots cl\xe9s\nL\xe9gende;fran\xe7"
                "ais;2015;\n");
    g_assert_cmpstr(query_text(fx, "SELECT title FROM accession_row"), ==, "Légende");
    assert_outcome(fx, 2, "add");
    g_autofree char *utf16 = NULL;
    gsize n = 0;
    utf16 = g_convert("\xef\xbb\xbfTitle\tLanguage\nÉtude\tfr\n", -1, "UTF-16LE", "UTF-8", NULL, &n,
                      NULL);
    assert_status(send_table(fx, EDNA, (Bytes){utf16, n}, "draft", "leave"), 303);
    work_on_tables(fx);
    g_assert_cmpstr(query_text(fx, "SELECT title FROM accession_row WHERE accession_id = 2"), ==,
                    "Étude");
}

/* What an editor is given to begin with is understood, in each language. */
static void
test_the_example_is_understood(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const languages[] = {"en", "fr"};
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        const Lang *lang = lang_find(languages[i]);
        AccessionTable table;
        const char *words = NULL;
        g_assert_true(table_read(fx->arena, lang, table_example(fx->arena, lang), &table, &words));
        for (size_t k = 0; k < table.columns.n; k++) {
            g_test_message("%s", table.columns.at[k].header);
            g_assert_cmpstr(table.columns.at[k].meaning, !=, "");
        }
        g_assert_cmpuint(table.columns.n, ==, 22);
        g_assert_cmpuint(table.rows.n, ==, 1);
    }
    Response *res = get(fx, EDNA, "/fr/desk/accessions/example.csv");
    assert_status(res, 200);
    assert_shows(res, "Ancienne adresse");
    int64_t id = a_table(fx, body_of(res));
    add_file(fx, id, "guides/supervise.pdf", bytes_of("%PDF-1.7 x"));
    assert_outcome(fx, 2, "add");
    assert_hides(table_page(fx, id, ""), "perhaps");
}

/* ---- words ---- */

static const char *
field_of(Fixture *fx, const Response *page, const char *label)
{
    g_autoptr(GRegex) regex = g_regex_new(
        arena_printf(fx->arena, "<label for=\"(?:f-)?(word-[0-9a-f]+)\">%s", label), 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_assert_true(g_regex_match(regex, body_of(page), 0, &match));
    g_autofree char *name = g_match_info_fetch(match, 1);
    return arena_strdup(fx->arena, name);
}

static void
test_an_unknown_word_is_asked_about_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    topic_make(cx, "Supervision");
    fixture_commit(fx);
    int64_t id = a_table(fx, "Title,Language,Topics,Type,Country\n"
                             "A,en,Supervisoin,Guide or manul,Kenja\n"
                             "B,en,\"supervisoin; Trees\",Guide or manul,Kenya\n");
    Response *res = table_page(fx, id, "");
    assert_shows(res, "Topics · 2 rows · perhaps Supervision");
    assert_shows(res, "What it is · 2 rows · perhaps Guide or manual");
    assert_shows(res, "Where it is about · 1 row · perhaps Kenya");
    assert_shows(res, "Topics · 1 row<");
    assert_outcome(fx, 2, "add"); /* without an answer the word alone is left out */
    assert_status(post(fx, EDNA, arena_printf(fx->arena, "/desk/accessions/%" PRId64 "/check", id),
                       field_of(fx, res, "Supervisoin"), "Supervision", field_of(fx, res, "Trees"),
                       "+", field_of(fx, res, "Kenja"), "-", field_of(fx, res, "Guide or manul"),
                       "guide", "state", "draft", "doubles", "leave", NULL),
                  303);
    work_on_tables(fx);
    press(fx, id, "apply");
    g_assert_cmpint(query_int(fx,
                              "SELECT count(*) FROM item_topic JOIN topic ON topic.id = topic_id"
                              " WHERE topic.name = 'Supervision'"),
                    ==, 2);
    g_assert_cmpint(query_int(fx,
                              "SELECT count(*) FROM item_topic JOIN topic ON topic.id = topic_id"
                              " WHERE topic.name = 'Trees'"),
                    ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM library_work WHERE type = 'guide'"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM library_work WHERE places = 'KE'"), ==, 1);
}

/* ---- what cannot be read, and who may ---- */

static void
test_a_table_without_titles_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const wrong[][2] = {
        {"Language,Year\nen,2015\n", "one of them is “Title”"},
        {"Title,Language\n",         "there is no row below" },
        {" \n",                      "there is nothing in it"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        Response *res = send_table(fx, EDNA, bytes_of(wrong[i][0]), "published", "take");
        assert_status(res, 422);
        assert_shows(res, wrong[i][1]);
        assert_shows(res, "value=\"published\" checked"); /* what was chosen stays */
    }
    GString *much = g_string_new("Title\n");
    for (int i = 0; i <= ACCESSION_ROWS; i++)
        g_string_append_printf(much, "%d\n", i);
    assert_shows(send_table(fx, EDNA, (Bytes){much->str, much->len}, "draft", "leave"),
                 "these are too many rows, at most 2,000 at once");
    g_string_free(much, TRUE);
    assert_shows(send_table(fx, EDNA, bytes_of("Title\nA\n"), "no", "leave"),
                 "choose “works.csv” once more");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM accession"), ==, 0);
}

static void
test_it_is_for_editors(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_table(fx, "Title,Language\nA,en\n");
    static const char *const paths[] = {"/desk/accessions", FIRST, FIRST "/report.csv",
                                        "/desk/accessions/example.csv"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_status(get(fx, ANN, paths[i]), 403);
        assert_status(get(fx, NOBODY, paths[i]), 303);
        assert_status(get(fx, EDNA, paths[i]), 200);
    }
    assert_status(send_table(fx, ANN, bytes_of("Title\nA\n"), "draft", "leave"), 403);
    assert_status(post(fx, ANN, FIRST, "apply", "1", NULL), 403);
    assert_status(get(fx, EDNA, "/desk/accessions/9"), 404);
    assert_status(get(fx, EDNA, "/desk/accessions/9/report.csv"), 404);
    assert_status(post(fx, EDNA, "/desk/accessions/9", "apply", "1", NULL), 404);
    assert_status(post(fx, EDNA, "/desk/accessions/9/check", NULL), 404);
    assert_status(post(fx, EDNA, FIRST, "undo", "1", NULL), 409);
    assert_status(post(fx, EDNA, FIRST "/check", "state", "x", "doubles", "take", NULL), 422);
}

static void
test_a_failed_statement_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_table(fx, "Title,Language\nA,en\n");
    for (int nth = 2; nth < 5; nth++)
        assert_status(post_failing_at(fx, nth, EDNA, FIRST, "apply", "1", NULL), 500);
    g_assert_cmpstr(query_text(fx, "SELECT state FROM accession"), ==, "checked");
}

static void
test_a_table_is_deleted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_table(fx, "Title,Language,File\nA,en,a.txt\n");
    add_file(fx, id, "a.txt", bytes_of("Zyxwords"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_chunk"), ==, 1);
    assert_location(post(fx, EDNA, FIRST, "delete", "1", NULL), "/desk/accessions");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM accession"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_chunk"), ==, 0);
}

void
accession_tests(void)
{
    add_test("/accession/writes-nothing", test_a_check_writes_nothing);
    add_test("/accession/row-and-column", test_what_is_wrong_is_said_at_row_and_column);
    add_test("/accession/hostile", test_hostile_text_is_shown_as_it_is);
    add_test("/accession/encodings", test_any_encoding_and_separator);
    add_test("/accession/example", test_the_example_is_understood);
    add_test("/accession/words", test_an_unknown_word_is_asked_about_once);
    add_test("/accession/refused", test_a_table_without_titles_is_refused);
    add_test("/accession/editors", test_it_is_for_editors);
    add_test("/accession/failure", test_a_failed_statement_keeps_nothing);
    add_test("/accession/deleted", test_a_table_is_deleted);
}
