/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What may be in the library already: an editor says row by row whether it comes in.
 */
#include "accession/accession_testing.h"
#include "base/limits.h"

#include <string.h>

#define FIRST "/desk/accessions/1"
#define DOUBLES FIRST "/doubles"
#define THREE                                                                                      \
    "Title,Language,Translation of\n"                                                              \
    "A guide,en,\n"                                                                                \
    "Other,en,\n"                                                                                  \
    "a GUIDE!,en,\n"                                                                               \
    "A Guide: again,en,\n"                                                                         \
    "Un guide,fr,2\n"

static int64_t
n_of(Fixture *fx, const char *what)
{
    return query_int(fx, arena_printf(fx->arena, "SELECT count(*) FROM %s", what));
}

/* The library has "A guide"; rows 2, 4 and 5 may be it, row 6 translates row 2. */
static void
three_doubles(Fixture *fx)
{
    a_work(fx);
    a_table(fx, THREE);
    assert_outcome(fx, 2, "double");
    assert_outcome(fx, 3, "add");
    assert_outcome(fx, 4, "double");
    assert_outcome(fx, 5, "double");
    assert_outcome(fx, 6, "refused");
}

static void
check_again(Fixture *fx)
{
    assert_location(post(fx, EDNA, FIRST, "check", "1", NULL), FIRST);
    work_on_tables(fx);
}

static void
test_each_row_has_its_choice(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    three_doubles(fx);
    assert_shows(table_page(fx, 1, ""), "3 may be here already: choose which of them come in.");
    Response *res = get(fx, EDNA, DOUBLES);
    assert_statements(fx, 10);
    assert_shows(res, "3 rows have a file or a title that is in the library");
    assert_shows(res, "name=\"row-1\" value=\"leave\" checked");
    assert_hides(res, "name=\"row-2\"");
    assert_location(post(fx, EDNA, DOUBLES, "row-1", "take", "row-3", "leave", "row-4", "leave",
                         "keep", "1", NULL),
                    FIRST);
    assert_statements(fx, 12);
    res = get(fx, EDNA, DOUBLES);
    assert_shows(res, "name=\"row-1\" value=\"take\" checked");
    assert_shows(res, "An editor chose: bring it in all the same");
    g_assert_cmpint(n_of(fx, "audit WHERE action = 'accession.choose' AND person_id = 3 AND "
                             "subject = '#1: works.csv, take 1, leave 2'"),
                    ==, 1);
}

/* What is not checked is not brought in: the translation of what is chosen comes along. */
static void
test_a_choice_is_checked_before_it_counts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    three_doubles(fx);
    assert_status(post(fx, EDNA, DOUBLES, "row-1", "take", "keep", "1", NULL), 303);
    Response *res = table_page(fx, 1, "");
    assert_shows(res, "1 row is chosen otherwise than it was checked.");
    assert_hides(res, "name=\"apply\"");
    assert_status(post(fx, EDNA, FIRST, "apply", "1", NULL), 409);
    check_again(fx);
    assert_outcome(fx, 2, "add");
    assert_outcome(fx, 4, "double");
    assert_outcome(fx, 6, "edition");
    res = table_page(fx, 1, "");
    assert_shows(res, "name=\"apply\"");
    assert_shows(res, "An editor chose: bring it in all the same");
    assert_shows(table_page(fx, 1, "/report.csv"), "An editor chose: bring it in all the same");
    check_again(fx); /* it is kept */
    assert_outcome(fx, 2, "add");
    press(fx, 1, "apply");
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 3);
}

static void
test_undo_takes_the_choice_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    three_doubles(fx);
    assert_location(post(fx, EDNA, DOUBLES, "row-3", "take", "row-4", "leave", "check", "1", NULL),
                    FIRST);
    work_on_tables(fx);
    press(fx, 1, "apply");
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 3);
    press(fx, 1, "undo");
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 1);
    assert_outcome(fx, 4, "back");
    g_assert_cmpint(n_of(fx, "accession_row WHERE choice = 'take'"), ==, 0);
    assert_hides(table_page(fx, 1, ""), "bring it in all the same");
    assert_location(get(fx, EDNA, DOUBLES), FIRST);
    assert_status(post(fx, EDNA, DOUBLES, "row-3", "take", "keep", "1", NULL), 409);
}

/* Each of two saw the same page; what the first one kept is not written over unseen. */
static void
test_two_editors_on_one_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    three_doubles(fx);
    assert_shows(get(fx, SAM, DOUBLES), "name=\"seen-1\" value=\"leave\"");
    assert_status(post(fx, EDNA, DOUBLES, "row-1", "take", "seen-1", "leave", "row-3", "leave",
                       "seen-3", "leave", "row-4", "leave", "seen-4", "leave", "keep", "1", NULL),
                  303);
    Response *res = post(fx, SAM, DOUBLES, "row-1", "leave", "seen-1", "leave", "row-3", "take",
                         "seen-3", "leave", "row-4", "leave", "seen-4", "leave", "keep", "1", NULL);
    assert_status(res, 409);
    assert_statements(fx, 12);
    assert_shows(res, "Somebody chose in between");
    assert_shows(res, "name=\"row-1\" value=\"leave\" checked"); /* as Sam has it */
    assert_shows(res, "name=\"row-3\" value=\"take\" checked");
    assert_shows(res, "name=\"seen-1\" value=\"take\""); /* as Edna has it */
    assert_shows(res, "Kept meanwhile: Bring this row in");
    assert_shows(res, "Kept meanwhile: Leave this row out");
    g_assert_cmpint(n_of(fx, "accession_row WHERE choice = 'take' AND place = 1"), ==, 1);
    g_assert_cmpint(n_of(fx, "accession_row WHERE choice = 'take'"), ==, 1);
    assert_shows(
        post(fx, SAM, "/fr" DOUBLES, "row-1", "leave", "seen-1", "leave", "check", "1", NULL),
        "Quelqu’un a choisi entre-temps");
    g_assert_cmpint(n_of(fx, "accession WHERE state = 'checked'"), ==, 1);

    /* Who has seen it may, and who says the same as the first has nothing to look at. */
    assert_status(post(fx, SAM, DOUBLES, "row-1", "take", "seen-1", "leave", "row-3", "take",
                       "seen-3", "leave", "keep", "1", NULL),
                  303);
    assert_status(post(fx, SAM, DOUBLES, "row-1", "leave", "seen-1", "take", "row-3", "take",
                       "seen-3", "take", "keep", "1", NULL),
                  303);
    g_assert_cmpint(n_of(fx, "accession_row WHERE choice = 'leave' AND place = 1"), ==, 1);
    assert_status(post(fx, SAM, DOUBLES, "row-1", "take", "keep", "1", NULL),
                  409); /* saw nothing */
}

static const char *
seen_of(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *mark = accession_choices_mark(cx, accession_find(cx, 1));
    mark = arena_strdup(fx->arena, mark);
    fixture_commit(fx);
    return mark;
}

static void
test_all_after_somebody_chose(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    three_doubles(fx);
    const char *seen = seen_of(fx);
    assert_shows(get(fx, SAM, DOUBLES),
                 arena_printf(fx->arena, "name=\"seen\" value=\"%s\"", seen));
    assert_status(post(fx, EDNA, DOUBLES, "row-3", "take", "seen-3", "leave", "keep", "1", NULL),
                  303);
    g_assert_cmpstr(seen_of(fx), !=, seen);
    Response *res = post(fx, SAM, DOUBLES, "all", "leave", "seen", seen, NULL);
    assert_status(res, 409);
    assert_shows(res, "Nothing was done. Look at it, then decide.");
    assert_status(post(fx, SAM, DOUBLES, "all", "leave", NULL), 409);
    assert_status(post(fx, SAM, DOUBLES, "all", "leave", "seen", HOSTILE, NULL), 409);
    g_assert_cmpint(n_of(fx, "accession_row WHERE choice = 'take' AND place = 3"), ==, 1);
    g_assert_cmpint(n_of(fx, "accession WHERE state = 'checked'"), ==, 1);
    assert_status(post(fx, SAM, DOUBLES, "all", "leave", "seen", seen_of(fx), NULL), 303);
    g_assert_cmpint(n_of(fx, "accession_row WHERE choice <> ''"), ==, 0);
}

/* One button says it of all, also of those of which something else was said; what is said later of
 * a row counts. */
static void
test_all_at_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    three_doubles(fx);
    assert_status(post(fx, EDNA, DOUBLES, "row-1", "leave", "keep", "1", NULL), 303);
    assert_location(post(fx, EDNA, DOUBLES, "all", "take", "seen", seen_of(fx), NULL), FIRST);
    work_on_tables(fx);
    assert_outcome(fx, 2, "add");
    assert_outcome(fx, 5, "add");
    assert_shows(get(fx, EDNA, DOUBLES), "name=\"row-1\" value=\"take\" checked");
    assert_status(post(fx, EDNA, DOUBLES, "row-4", "leave", "check", "1", NULL), 303);
    work_on_tables(fx);
    assert_outcome(fx, 4, "add");
    assert_outcome(fx, 5, "double");
    assert_status(post(fx, EDNA, FIRST "/check", "state", "draft", "doubles", "take", NULL), 303);
    work_on_tables(fx);
    assert_outcome(fx, 5, "double"); /* the rule is for those of which nothing is said */
    assert_status(post(fx, EDNA, DOUBLES, "all", "leave", "seen", seen_of(fx), NULL), 303);
    work_on_tables(fx);
    assert_outcome(fx, 2, "double");
    g_assert_cmpint(n_of(fx, "audit WHERE subject = '#1: works.csv, leave all'"), ==, 1);
}

static void
test_hostile_titles(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char hostile[] = "\"<b>Tom & \"\"Ann\"\"</b>'{{x}} \xd8\xb9\xd8\xb1\xd8\xa8 "
                                  "\xf0\x9f\x99\x82\",en\n";
    a_table(fx, arena_printf(fx->arena, "Title,Language\n%s%s", hostile, hostile));
    Response *res = get(fx, EDNA, DOUBLES);
    assert_shows(res, "&lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;");
    assert_shows(res, "name=\"row-2\" value=\"leave\" checked");
    assert_shows(get(fx, EDNA, "/fr" DOUBLES), "Laisser cette ligne de côté");
    assert_shows(get_json(fx, EDNA, DOUBLES ".json"), "\"comes_in\":false");
}

static void
test_who_may_not_and_what_is_not_there(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    three_doubles(fx);
    assert_status(get(fx, ANN, DOUBLES), 403);
    assert_status(post(fx, ANN, DOUBLES, "row-1", "take", "keep", "1", NULL), 403);
    assert_status(get(fx, EDNA, "/desk/accessions/9/doubles"), 404);
    assert_status(post(fx, EDNA, "/desk/accessions/9/doubles", "all", "take", NULL), 404);
    static const char *const wrong[][2] = {
        {"row-2",                   "take"   },
        {"row-0",                   "take"   },
        {"row-9",                   "take"   },
        {"row-9999999999999999999", "take"   },
        {"row-1x",                  "take"   },
        {"row-",                    "leave"  },
        {"row-1",                   "apply"  },
        {"row-1",                   ""       },
        {"all",                     "perhaps"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_test_message("%s %s", wrong[i][0], wrong[i][1]);
        assert_status(
            post(fx, EDNA, DOUBLES, "row-3", "take", wrong[i][0], wrong[i][1], "keep", "1", NULL),
            409);
    }
    assert_status(post(fx, EDNA, DOUBLES, "row-1", "take", "row-1", "leave", "keep", "1", NULL),
                  409);
    g_assert_cmpint(n_of(fx, "accession_row WHERE choice <> ''"), ==, 0);
    g_assert_cmpint(n_of(fx, "audit WHERE action = 'accession.choose'"), ==, 0);
    assert_shows(get(fx, EDNA, DOUBLES "?page=7"), "No row has this.");
}

/* Pages of rows: a form posts those of one, and leads to the next. */
static void
test_many_rows_have_pages(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    enum { MANY = LIMIT_PAGE_ROWS + 3 };
    GString *text = arena_string(fx->arena, 4096);
    g_string_append(text, "Title,Language\n");
    for (int i = 0; i <= MANY; i++)
        g_string_append(text, "The same title,en\n");
    a_table(fx, text->str);
    Response *res = get(fx, EDNA, DOUBLES);
    assert_statements(fx, 10);
    assert_shows(res, "Keep these choices and show the next rows");
    assert_shows(res, "name=\"row-51\"");
    assert_hides(res, "name=\"row-52\"");
    res = get(fx, EDNA, DOUBLES "?page=2");
    assert_shows(res, "name=\"row-54\"");
    assert_hides(res, "show the next rows");
    assert_location(post(fx, EDNA, DOUBLES, "row-2", "take", "keep", "1", NULL), DOUBLES "?page=2");
    assert_location(post(fx, EDNA, DOUBLES "?page=2", "row-54", "take", "keep", "1", NULL), FIRST);
    check_again(fx);
    g_assert_cmpint(n_of(fx, "accession_row WHERE outcome = 'add'"), ==, 3);
}

static void
choose_some(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    const AccessionChoice choices[] = {
        {1, true,  ACCESSION_LEAVE},
        {3, false, ""             }
    };
    const Accession *accession = accession_find(cx, 1);
    if (accession != NULL &&
        accession_choose(cx, accession, (AccessionChoiceSpan){choices, 2}) == CHOSEN)
        accession_begin(cx, accession, "check");
}

static void
choose_all(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    const Accession *accession = accession_find(cx, 1);
    if (accession != NULL)
        accession_choose_all(cx, accession, true, "");
}

static void
test_a_failure_keeps_no_choice(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    three_doubles(fx);
    g_assert_cmpint(fixture_fail_each(fx, EDNA, choose_some, NULL), >, 4);
    g_assert_cmpint(fixture_fail_each(fx, EDNA, choose_all, NULL), >, 3);
    assert_status(post_failing_at(fx, 5, EDNA, DOUBLES, "row-1", "take", "keep", "1", NULL), 500);
    g_assert_cmpint(n_of(fx, "accession_row WHERE choice <> ''"), ==, 0);
    g_assert_cmpint(n_of(fx, "accession WHERE takes_doubles = 1"), ==, 0);
    g_assert_cmpint(n_of(fx, "audit WHERE action = 'accession.choose'"), ==, 0);
}

void
accession_choice_tests(void)
{
    add_test("/accession_choice/each", test_each_row_has_its_choice);
    add_test("/accession_choice/checked", test_a_choice_is_checked_before_it_counts);
    add_test("/accession_choice/undo", test_undo_takes_the_choice_back);
    add_test("/accession_choice/two-editors", test_two_editors_on_one_page);
    add_test("/accession_choice/all", test_all_at_once);
    add_test("/accession_choice/all-after-somebody", test_all_after_somebody_chose);
    add_test("/accession_choice/hostile", test_hostile_titles);
    add_test("/accession_choice/refused", test_who_may_not_and_what_is_not_there);
    add_test("/accession_choice/pages", test_many_rows_have_pages);
    add_test("/accession_choice/failure", test_a_failure_keeps_no_choice);
}
