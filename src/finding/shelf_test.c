/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/memo.h"
#include "finding/shelf_load.h"
#include "finding/shelf_words.h"
#include "library/library_testing.h"

#include <string.h>

/* ---- what follows is what is read anew ---- */

static Memo *
keep_in_memory(Fixture *fx)
{
    Memo *memo = memo_new();
    db_use_memo(fx->db, memo);
    return memo;
}

static void
forget(Fixture *fx, Memo *memo)
{
    db_use_memo(fx->db, NULL);
    memo_free(memo);
}

static int
by_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The values of a work in one facet, in the order of their words: numbers differ. */
static void
print_marks(GString *out, const ShelfFacet *facet, size_t work)
{
    const char *values[64];
    size_t n = 0;
    for (uint32_t i = facet->first[work]; i < facet->first[work + 1]; i++)
        values[n++] = facet->values[facet->marks[i]].value;
    qsort(values, n, sizeof *values, by_words);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? "," : " ", values[i]);
}

/* All that a shelf says, by nothing that may differ between two that say the same. */
static char *
print_shelf(const Shelf *shelf)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < shelf->n; i++) {
        size_t work = shelf->order[i];
        g_string_append_printf(out, "%" PRId64 " %" PRId64 " %" PRId64 " [%s]", shelf->ids[work],
                               shelf->published[work], shelf->listed[work],
                               shelf->circles.names[shelf->circles_of[work]]);
        for (Facet facet = 0; facet < N_FACETS; facet++)
            print_marks(out, &shelf->facets[facet], work);
        g_string_append_c(out, '\n');
    }
    for (size_t i = 0; i < shelf->n_texts; i++) {
        const ShelfText *text = &shelf->texts[i];
        g_string_append_printf(out, "%" PRId64 " of %" PRId64 " in %" PRId64 " %s [%s] %d %d\n",
                               text->text_id, text->item_id, shelf->ids[text->work], text->language,
                               shelf->circles.names[text->circle], text->of_edition, text->is_own);
    }
    for (size_t i = 0; i < shelf->n_own; i++)
        g_string_append_printf(out, "own %" PRId64 "\n", shelf->texts[shelf->own[i]].text_id);
    return g_string_free(out, FALSE);
}

/* Places are the order of numbers, and each circle that is somebody's has one who is in it. */
static void
assert_sound(Ctx *cx, const Shelf *shelf)
{
    const CircleSight *sights = circles_look(cx, &shelf->circles);
    for (size_t i = 0; i < shelf->n; i++) {
        size_t place = 0;
        g_assert_true(shelf_place(shelf, shelf->ids[i], &place));
        g_assert_cmpuint(place, ==, i);
        const Item *item = item_find_in(cx, shelf->ids[i], "");
        g_assert_cmpint(sights[shelf->circles_of[i]].seen, ==, item != NULL);
    }
}

static void
assert_follows(Fixture *fx, Memo *memo, const char *what)
{
    Ctx *cx = fixture_begin(fx, BOB);
    const Shelf *shelf = shelf_load(cx);
    g_autofree char *followed = print_shelf(shelf);
    assert_sound(cx, shelf);
    fixture_commit(fx);
    db_use_memo(fx->db, NULL);
    g_autofree char *anew = print_shelf(shelf_load(fixture_begin(fx, BOB)));
    fixture_commit(fx);
    db_use_memo(fx->db, memo);
    if (strcmp(followed, anew) != 0)
        g_error("after %s\n%s\nis not\n%s", what, followed, anew);
}

/* A number of works, three of which have editions, files and topics. */
static void
some_works(Fixture *fx)
{
    run_sql(fx,
            "INSERT INTO pillar (slug, position, name) VALUES ('convene', 2, 'Convening');"
            "INSERT INTO topic (id, slug, name) VALUES (1, 'care', 'Care'), (2, 'law', 'Law');"
            "INSERT INTO topic (id, slug, name, broader_id) VALUES (3, 'foster', 'Fostering', 1)");
    for (int i = 0; i < 6; i++)
        a_published(fx, (ItemDraft){.kind = "work",
                                    .slug = arena_printf(fx->arena, "w%d", i),
                                    .title = arena_printf(fx->arena, "Work %d", i)});
    run_sql(fx,
            "INSERT INTO library_work (item_id, type, licence, rights, doi, places, changed_at)"
            " SELECT id, 'law', '', '', '', 'KE,UG', 1 FROM item WHERE kind = 'work'"
            " AND slug IN ('w1', 'w3');"
            "INSERT INTO item_topic (item_id, topic_id) SELECT id, 3 FROM item WHERE slug = 'w1';"
            "INSERT INTO item_topic (item_id, topic_id) SELECT id, 2 FROM item WHERE slug = 'w3'");
    int64_t work = query_int(fx, "SELECT id FROM item WHERE slug = 'w1'");
    a_file_of(fx, an_edition(fx, work, "1", "en", "published"), "Zyxwords");
    an_edition(fx, work, "2", "fr", "planned");
}

/* Each concerns another thing that a shelf is made of. */
/* clang-format off */
static const char *const changes[] = {
    "UPDATE item SET pillar = 'convene' WHERE slug = 'w2'",
    "UPDATE item SET audience = 'members' WHERE slug = 'w1'",
    "UPDATE item SET status = 'draft' WHERE slug = 'w3'",
    "UPDATE item SET status = 'published', listed_at = 99 WHERE slug = 'w3'",
    "UPDATE item SET published_at = 1, listed_at = 1 WHERE slug = 'w5'",
    "UPDATE item SET actual_on = '2009-05' WHERE slug = 'w4'",
    "UPDATE item SET actual_on = '2011', language = 'es' WHERE kind = 'edition'",
    "UPDATE item SET holds_files = 1 WHERE kind = 'edition'",
    "UPDATE library_edition SET state = 'superseded'",
    "UPDATE library_edition SET state = 'withdrawn' WHERE number = 1",
    "UPDATE library_work SET type = 'guide' WHERE item_id = (SELECT id FROM item WHERE slug = 'w3')",
    "UPDATE library_work SET places = 'FR,global'",
    "DELETE FROM library_work WHERE item_id = (SELECT id FROM item WHERE slug = 'w3')",
    "INSERT INTO item_topic (item_id, topic_id) SELECT id, 1 FROM item WHERE slug = 'w0'",
    "UPDATE item_topic SET topic_id = 2 WHERE topic_id = 3",
    "DELETE FROM item_topic WHERE topic_id = 1",
    "UPDATE topic SET slug = 'laws' WHERE id = 2",
    "UPDATE topic SET broader_id = 1 WHERE id = 2",
    "DELETE FROM item_topic WHERE topic_id = 2; DELETE FROM topic WHERE id = 2",
    "UPDATE country SET region = 'Elsewhere' WHERE iso2 = 'FR'",
    "DELETE FROM search_text WHERE item_id = (SELECT id FROM item WHERE slug = 'w0')",
    "UPDATE search_text SET language = 'sw' WHERE item_id = (SELECT id FROM item WHERE slug = 'w4')",
    "INSERT INTO search_text (item_id, language) SELECT id, 'fr' FROM item WHERE slug = 'w5'",
    "UPDATE item SET parent_id = (SELECT id FROM item WHERE slug = 'w2') WHERE kind = 'edition'",
    "DELETE FROM item WHERE slug = 'w4'",
    "DELETE FROM item WHERE kind = 'edition'",
    "INSERT INTO item (kind, slug, status, audience, language, title, published_at, listed_at, created_at, updated_at)"
    " VALUES ('work', 'new', 'published', 'public', 'en', 'New', 5, 5, 5, 5)",
};
/* clang-format on */

static void
test_each_change_is_followed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Memo *memo = keep_in_memory(fx);
    some_works(fx);
    assert_follows(fx, memo, "the first look");
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        run_sql(fx, changes[i]);
        assert_follows(fx, memo, changes[i]);
    }
    forget(fx, memo);
}

/* What was changed is read, and nothing else; what is not of the library, nothing at all. */
static void
test_change_costs_what_was_changed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Memo *memo = keep_in_memory(fx);
    some_works(fx);
    Ctx *cx = fixture_begin(fx, BOB);
    const Shelf *before = shelf_load(cx);
    fixture_commit(fx);
    run_sql(fx, "UPDATE item SET title = 'Other' WHERE kind <> 'work' AND kind <> 'edition'");
    cx = fixture_begin(fx, BOB);
    g_assert_true(shelf_load(cx) == before);
    g_assert_cmpint(db_count_statements(fx->db), ==, 2); /* the bell, and nothing in the notes */
    fixture_commit(fx);
    run_sql(fx, "UPDATE item SET pillar = 'convene' WHERE slug = 'w2'");
    cx = fixture_begin(fx, BOB);
    g_assert_true(shelf_load(cx) != before);
    g_assert_cmpint(db_count_statements(fx->db), ==,
                    6); /* run_sql() says that countries changed, too */
    fixture_commit(fx);
    forget(fx, memo);
}

static void
test_notes_are_forgotten(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Memo *memo = keep_in_memory(fx);
    some_works(fx);
    assert_follows(fx, memo, "the first look");
    run_sql(fx, "UPDATE item SET pillar = 'convene' WHERE slug = 'w2';"
                "UPDATE item SET pillar = 'convene' WHERE slug = 'w3';"
                "DELETE FROM work_change WHERE id < (SELECT max(id) FROM work_change)");
    assert_follows(fx, memo, "notes that were forgotten");
    run_sql(fx, "UPDATE item SET pillar = NULL WHERE slug = 'w2'; DELETE FROM work_change");
    assert_follows(fx, memo, "all notes that were forgotten");
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(shelf_forget_changes(cx), ==, 0);
    fixture_commit(fx);
    forget(fx, memo);
}

/* clang-format off */
static const char *const random_changes[] = {
    "UPDATE item SET listed_at = {a} WHERE slug = 'w{b}'",
    "UPDATE item SET status = CASE WHEN {a} % 3 = 0 THEN 'draft' ELSE 'published' END WHERE slug = 'w{b}'",
    "UPDATE item SET audience = CASE WHEN {a} % 2 = 0 THEN 'members' ELSE 'public' END WHERE slug = 'w{b}'",
    "INSERT INTO item (kind, slug, status, audience, language, title, published_at, listed_at, created_at, updated_at)"
    " SELECT 'work', 'x' || max(id), 'published', 'public', 'en', 'New', 1, {a}, 1, 1 FROM item",
    "INSERT INTO search_text (item_id, language) SELECT id, 'l{a}' FROM item WHERE slug = 'w{b}' ON CONFLICT DO NOTHING",
    "DELETE FROM item WHERE kind = 'work' AND slug LIKE 'x%' AND id % 7 = {b}",
};
/* clang-format on */

static void
append_change(GString *sql, GRand *random)
{
    g_autofree char *a = g_strdup_printf("%d", g_rand_int_range(random, 0, 20));
    g_autofree char *b = g_strdup_printf("%d", g_rand_int_range(random, 0, 6));
    g_autoptr(GString) one = g_string_new(
        random_changes[g_rand_int_range(random, 0, G_N_ELEMENTS(random_changes))]);
    g_string_replace(one, "{a}", a, 0);
    g_string_replace(one, "{b}", b, 0);
    g_string_append_printf(sql, "%s;", one->str);
}

/* Many changes in any order, some of them at once. */
static void
test_any_changes_are_followed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    enum { ROUNDS = 60, SEED = 7 };
    Memo *memo = keep_in_memory(fx);
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    some_works(fx);
    for (int round = 0; round < ROUNDS; round++) {
        g_autoptr(GString) sql = g_string_new(NULL);
        for (int i = g_rand_int_range(random, 1, 5); i > 0; i--)
            append_change(sql, random);
        run_sql(fx, sql->str);
        assert_follows(fx, memo, sql->str);
    }
    forget(fx, memo);
}

/* ---- words ---- */

static size_t
count_found(Fixture *fx, const char *words, int64_t *ret_statements)
{
    Ctx *cx = fixture_begin(fx, BOB);
    shelf_load(cx);
    const ShelfFound *found = shelf_find(cx, words);
    size_t n = found->n_texts + found->n_pages;
    *ret_statements = db_count_statements(fx->db);
    fixture_commit(fx);
    return n;
}

/* The index is asked once, until a work changes, whatever else does. */
static void
test_words_are_asked_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Memo *memo = keep_in_memory(fx);
    int64_t statements = 0;
    some_works(fx);
    g_assert_cmpuint(count_found(fx, "work", &statements), ==, 6);
    g_assert_cmpuint(count_found(fx, "work", &statements), ==, 6);
    g_assert_cmpint(statements, ==, 0);
    a_published(fx, (ItemDraft){.kind = "page", .slug = "other", .title = "Work elsewhere"});
    g_assert_cmpuint(count_found(fx, "work", &statements), ==, 6);
    if (!db_is_postgres(fx->db))
        g_assert_cmpint(statements, ==, 2);
    a_published(fx, (ItemDraft){.kind = "work", .slug = "w9", .title = "Work nine"});
    g_assert_cmpuint(count_found(fx, "work", &statements), ==, 7);
    forget(fx, memo);
}

void
shelf_tests(void)
{
    add_test("/shelf/each-change", test_each_change_is_followed);
    /* On PostgreSQL notes are read again while an older transaction is open, be it another test's.
     */
    add_test_once("/shelf/costs-what-changed", test_change_costs_what_was_changed);
    add_test("/shelf/notes-forgotten", test_notes_are_forgotten);
    add_test("/shelf/any-changes", test_any_changes_are_followed);
    add_test("/shelf/words-asked-once", test_words_are_asked_once);
}
