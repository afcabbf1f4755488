/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/doubles.h"
#include "library/library_testing.h"

/* A subtitle that only one has, case, accents and punctuation make no other work; a subtitle of
 * each does, and a title without a letter is like none. */
static void
test_titles_are_compared_without_trifles(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *a, *b;
        bool alike;
    } cases[] = {
        {"A guide",           "A guide",             true },
        {"A Guide: to trees", "a  guide.",           true },
        {"L’été à l’école",   "L'ete a l'ecole",     true },
        {"Report: 2015",      "Report: 2016",        false},
        {"A guide",           "A guide to trees",    false},
        {": 2015",            ": 2016",              false},
        {"...",               "...",                 false},
        {"دليل العاملين",     "دليل العاملين: طبعة", true },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].a);
        g_assert_true(titles_are_alike(fx->arena, cases[i].a, cases[i].b) == cases[i].alike);
        g_assert_true(titles_are_alike(fx->arena, cases[i].b, cases[i].a) == cases[i].alike);
    }
}

static int64_t
another_work(Fixture *fx, const char *slug, const char *title, const char *audience)
{
    return a_published(
        fx, (ItemDraft){.kind = "work", .slug = slug, .title = title, .audience = audience});
}

/* The record of @work, as Edna reads it. */
static Response *
desk_page(Fixture *fx, int64_t work)
{
    Response *page = get(fx, EDNA, library_path(fx, "/desk/library/", work));
    assert_status(page, 200);
    return page;
}

static void
test_an_editor_is_warned_of_the_same_title(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    assert_hides(desk_page(fx, work), "in the library already");
    another_work(fx, "guide-2", "A Guide: <b>again</b>", "editors");
    another_work(fx, "trees", "A guide to trees", "public");
    Response *page = desk_page(fx, work);
    assert_shows(page, "This may be in the library already");
    assert_shows(page, "href=\"/library/guide-2\"");
    assert_shows(page, "A Guide: &lt;b&gt;again&lt;/b&gt;");
    assert_shows(page, "the same title");
    assert_hides(page, "/library/trees");
}

/* However many have nearly this title. */
static void
test_the_same_is_found_among_many(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t first = another_work(fx, "n-1", "A guide, number 1", "public");
    another_work(fx, "again", "a guide -- number 1", "public");
    for (int i = 10; i < 70; i++)
        another_work(fx, arena_printf(fx->arena, "n-%d", i),
                     arena_printf(fx->arena, "A guide, number 1%d", i), "public");
    Response *page = desk_page(fx, first);
    assert_shows(page, "href=\"/library/again\"");
    assert_hides(page, "href=\"/library/n-10\"");
}

/* Of two reasons the file is told, once. */
static void
test_an_editor_is_warned_of_the_same_file(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    a_file_of(fx, an_edition(fx, work, "1", "en", "published"), "Zyxwords");
    int64_t other = another_work(fx, "other", "A guide", "public");
    a_file_of(fx, an_edition(fx, other, "1", "en", "planned"), "Zyxwords");
    Response *page = desk_page(fx, other);
    assert_shows(page, "the same file");
    assert_hides(page, "the same title");
    assert_shows(desk_page(fx, work), "href=\"/library/other\"");
}

void
doubles_tests(void)
{
    add_test("/doubles/titles", test_titles_are_compared_without_trifles);
    add_test("/doubles/same-title", test_an_editor_is_warned_of_the_same_title);
    add_test("/doubles/many", test_the_same_is_found_among_many);
    add_test("/doubles/same-file", test_an_editor_is_warned_of_the_same_file);
}
