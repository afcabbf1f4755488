/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What was brought in is taken back, but for what somebody did something with; and what is
 * forgotten.
 */
#include "accession/accession_testing.h"
#include "alliance/curated.h"
#include "alliance/holding.h"
#include "base/moment.h"
#include "library/relation.h"

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

static int64_t
work_called(Fixture *fx, const char *slug)
{
    return query_int(
        fx,
        arena_printf(fx->arena, "SELECT id FROM item WHERE kind = 'work' AND slug = '%s'", slug));
}

static void
test_all_of_it_is_taken_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_work(fx);
    int64_t id = a_table(fx, "Title,Language,Translation of,File,Old address\n"
                             "One,en,,one.txt,/node/1\nUn,fr,2,,/node/2\nTwo,en,,,\n");
    add_file(fx, id, "one.txt", bytes_of("Zyxwords"));
    press(fx, id, "apply");
    g_assert_cmpint(n_of(fx, "redirect"), ==, 2);
    Response *res = table_page(fx, id, "");
    assert_shows(res, "It can be taken back until 1 February 2017");
    press(fx, id, "undo");
    g_assert_cmpint(n_of(fx, "item WHERE kind IN ('work', 'edition')"), ==, 1); /* the guide */
    g_assert_cmpint(n_of(fx, "redirect"), ==, 0);
    g_assert_cmpint(n_of(fx, "file_chunk"), ==, 0);
    assert_outcome(fx, 2, "back");
    assert_outcome(fx, 3, "back");
    assert_shows(table_page(fx, id, ""), "3 rows were taken back.");
    assert_status(post(fx, EDNA, "/desk/accessions/1", "undo", "1", NULL), 409);
}

/* ---- what somebody did something with ---- */

static void
change_text(Ctx *cx, int64_t work)
{
    const Item *item = item_find_in(cx, work, "");
    ItemDraft draft = item_draft_of(item);
    draft.title = "Changed";
    item_update(cx, work, item->version, &draft);
}

static void
relate(Ctx *cx, int64_t work)
{
    relation_insert(cx, work,
                    &(RelationDraft){.type = RELATION_TYPES,
                                     .url = "https://example.org",
                                     .title = "Elsewhere"});
}

static void
cite(Ctx *cx, int64_t work)
{
    int64_t list = item_insert(
        cx, &(ItemDraft){.kind = "list", .slug = "l", .language = "en", .title = "A list"});
    curated_add(cx, item_find_in(cx, list, ""), work,
                &(CuratedText){.language = "en", .heading = "", .reason = "Good"});
}

static void
publish(Ctx *cx, int64_t work)
{
    item_publish(cx, work);
}

static void
change_record(Ctx *cx, int64_t work)
{
    cx->now++;
    work_save(cx, work, &(WorkDraft){.type = "guide", .licence = "", .doi = ""});
}

static void
attach(Ctx *cx, int64_t work)
{
    EditionSpan editions = edition_list(cx, work);
    file_attach(cx, editions.at[0].id, file_insert(cx, (Bytes){"more", 4}),
                &(FileWords){.name = "more.txt"});
}

static void
translate(Ctx *cx, int64_t work)
{
    item_translate(cx, work, 0, &(ItemDraft){.language = "fr", .title = "Titre"});
}

static const struct {
    const char *slug;
    void (*act)(Ctx *cx, int64_t work);
} ACTS[] = {
    {"zyx-0", change_text  },
    {"zyx-1", relate       },
    {"zyx-2", cite         },
    {"zyx-3", publish      },
    {"zyx-4", change_record},
    {"zyx-5", attach       },
    {"zyx-6", translate    },
};

static void
test_what_was_used_since_stays(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *text = arena_string(fx->arena, 256);
    g_string_append(text, "Title,Language,Old address\n");
    for (size_t i = 0; i <= G_N_ELEMENTS(ACTS); i++)
        g_string_append_printf(text, "Zyx %zu,en,/node/%zu\n", i, i);
    int64_t id = a_table(fx, text->str);
    press(fx, id, "apply");
    for (size_t i = 0; i < G_N_ELEMENTS(ACTS); i++) {
        int64_t work = work_called(fx, ACTS[i].slug);
        ACTS[i].act(fixture_begin(fx, EDNA), work);
        fixture_commit(fx);
    }
    press(fx, id, "undo");
    for (size_t i = 0; i < G_N_ELEMENTS(ACTS); i++) {
        g_test_message("%s", ACTS[i].slug);
        assert_outcome(fx, (int64_t)i + 2, "kept");
        g_assert_cmpint(work_called(fx, ACTS[i].slug), !=, 0);
    }
    assert_outcome(fx, (int64_t)G_N_ELEMENTS(ACTS) + 2, "back");
    g_assert_cmpint(n_of(fx, "redirect"), ==, (int64_t)G_N_ELEMENTS(ACTS));
    Response *res = table_page(fx, id, "?outcome=kept");
    assert_shows(res, "7 were changed since and stay.");
    assert_shows(res, "href=\"/library/zyx-1\"");
    assert_hides(res, "Zyx 7");
}

/* ---- what is forgotten ---- */

static void
test_after_a_month_it_cannot_be_taken_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_table(fx, "Title,Language\nA,en\n");
    press(fx, id, "apply");
    fx->now += ACCESSION_DAYS * MOMENT_DAY + 1;
    assert_status(post(fx, EDNA, "/desk/accessions/1", "undo", "1", NULL), 409);
    assert_hides(table_page(fx, id, ""), "Take all of it back");
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(accession_clear_old(cx), ==, 1);
    g_assert_cmpint(accession_clear_old(cx), ==, 0);
    fixture_commit(fx);
    g_assert_cmpint(n_of(fx, "accession_row"), ==, 0);
    assert_shows(table_page(fx, id, ""), "is deleted by now");
    assert_status(get(fx, EDNA, "/desk/accessions/1/report.csv"), 404);
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 1);
}

/* What the table says of a work of hers, and of a profile that is hers. */
static void
test_who_is_erased_leaves_the_rows(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET handle = 'annz', shown_public = 1 WHERE id = 1");
    a_table(fx, "Title,Language,Authors\nA,en,Ann /members/annz\nB,en,Bob\n");
    g_assert_cmpint(n_of(fx, "accession_row WHERE cells LIKE '%annz%'"), ==, 1);
    Ctx *cx = fixture_begin(fx, NOBODY);
    accession_forget(cx, ANN);
    fixture_commit(fx);
    g_assert_cmpint(n_of(fx, "accession_row WHERE cells LIKE '%annz%'"), ==, 0);
    g_assert_cmpint(n_of(fx, "accession_row WHERE cells LIKE '%Bob%'"), ==, 1);
}

void
accession_undo_tests(void)
{
    add_test("/accession_undo/all", test_all_of_it_is_taken_back);
    add_test("/accession_undo/used", test_what_was_used_since_stays);
    add_test("/accession_undo/month", test_after_a_month_it_cannot_be_taken_back);
    add_test("/accession_undo/erased", test_who_is_erased_leaves_the_rows);
}
