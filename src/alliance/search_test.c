/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/search.h"
#include "alliance/search_excerpt.h"
#include "testing.h"

static int64_t
an_item(Ctx *cx, const ItemDraft *like, bool publish)
{
    ItemDraft draft = *like;

    draft.kind = draft.kind != NULL ? draft.kind : "post";
    draft.slug = "";
    draft.language = draft.language != NULL ? draft.language : "en";
    draft.audience = draft.audience != NULL ? draft.audience : "public";
    int64_t id = item_insert(cx, &draft);
    if (publish)
        item_publish(cx, id);
    return id;
}

/* How many @me finds with @words, and that pages and count agree. */
static int64_t
found(Fixture *fx, int64_t me, const char *words)
{
    const SearchQuery query = {.words = words, .page = 1};
    Ctx *cx = fixture_begin(fx, me);
    SearchHitSpan hits = search_find(cx, &query);
    g_assert_cmpint(search_count(cx, &query), ==, hits.n);
    g_assert_cmpint(db_count_statements(fx->db), <=, 2);
    fixture_commit(fx);
    return (int64_t)hits.n;
}

static void
test_words_are_letters_and_digits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_autofree char *run = g_strnfill(1000, 'a');

    g_assert_cmpstr(search_words(cx->arena, "", SIZE_MAX), ==, "");
    g_assert_cmpstr(search_words(cx->arena, " ¡! \"*():'", SIZE_MAX), ==, "");
    g_assert_cmpstr(search_words(cx->arena, "NEAR(a, b) OR-c:*", SIZE_MAX), ==, "near a b or c");
    g_assert_cmpstr(search_words(cx->arena, "Éducation & Büro 2017", SIZE_MAX), ==,
                    "education buro 2017");
    g_assert_cmpstr(search_words(cx->arena, "a b c d", 2), ==, "a b");
    g_assert_cmpuint(strlen(search_words(cx->arena, run, SIZE_MAX)), ==, 64);
    fixture_commit(fx);
}

static void
test_titles_come_before_texts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t body = an_item(cx, &(ItemDraft){.title = "One", .body = "about *supervision* here"},
                           true);
    int64_t title = an_item(cx, &(ItemDraft){.title = "Supervision of workers"}, true);
    int64_t summary = an_item(cx, &(ItemDraft){.title = "Two", .summary = "Good supervision"},
                              true);
    cx->now += 60;
    int64_t newer = an_item(cx, &(ItemDraft){.title = "Supervisions"}, true);
    fixture_commit(fx);
    run_sql(fx, "UPDATE item SET published_at = published_at + 60 WHERE title = 'Supervisions'");

    cx = fixture_begin(fx, NOBODY);
    SearchHitSpan hits = search_find(cx, &(SearchQuery){.words = "SUPERVISIÓN", .page = 1});
    g_assert_cmpuint(hits.n, ==, 4);
    g_assert_cmpint(hits.at[0].item_id, ==, newer);
    g_assert_cmpint(hits.at[1].item_id, ==, title);
    g_assert_cmpint(hits.at[2].item_id, ==, summary);
    g_assert_cmpint(hits.at[3].item_id, ==, body);
    g_assert_cmpstr(hits.at[3].before, ==, "about ");
    g_assert_cmpstr(hits.at[3].match, ==, "supervision");
    g_assert_cmpstr(hits.at[3].after, ==, " here");
    g_assert_cmpstr(hits.at[1].path, ==, "/blog/supervision-of-workers");
    g_assert_cmpuint(search_find(cx, &(SearchQuery){.words = "supervision", .page = 2}).n, ==, 0);
    fixture_commit(fx);
    g_assert_cmpint(found(fx, NOBODY, "supervision workers"), ==, 1);
    g_assert_cmpint(found(fx, NOBODY, "workers superv"), ==, 1);
    g_assert_cmpint(found(fx, NOBODY, "superv workers"), ==, 0);
}

static void
test_only_what_may_be_seen(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    an_item(cx, &(ItemDraft){.title = "Budget draft"}, false);
    an_item(cx, &(ItemDraft){.title = "Budget for members", .audience = "members"}, true);
    an_item(cx, &(ItemDraft){.title = "Budget for all"}, true);
    fixture_commit(fx);
    g_assert_cmpint(found(fx, NOBODY, "budget"), ==, 1);
    g_assert_cmpint(found(fx, ANN, "budget"), ==, 2);
    g_assert_cmpint(found(fx, EDNA, "budget"), ==, 3);
}

static void
test_filters_narrow(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "INSERT INTO pillar (slug, position, name) VALUES ('advocate', 1, 'Advocate')");
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t en = an_item(cx, &(ItemDraft){.title = "Kisumu meeting", .pillar = "advocate"}, true);
    an_item(cx, &(ItemDraft){.title = "Kisumu", .kind = "event"}, true);
    item_translate(cx, en, 0,
                   &(ItemDraft){.language = "fr", .title = "Réunion à Kisumu", .body = "texte"});

    static const struct {
        SearchQuery query;
        size_t n;
    } expected[] = {
        {{.words = "kisumu", .page = 1},                       2},
        {{.words = "kisumu", .kind = "event", .page = 1},      1},
        {{.words = "kisumu", .pillar = "advocate", .page = 1}, 1},
        {{.words = "kisumu", .language = "fr", .page = 1},     1},
        {{.words = "reunion", .page = 1},                      1},
        {{.words = "kisumu", .year = "2017", .page = 1},       2},
        {{.words = "kisumu", .year = "2016", .page = 1},       0},
        {{.words = "kisumu", .year = "x'; --", .page = 1},     2},
        {{.words = "kisumu", .kind = "' OR 1=1", .page = 1},   0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_assert_cmpuint(search_find(cx, &expected[i].query).n, ==, expected[i].n);
        g_assert_cmpint(search_count(cx, &expected[i].query), ==, expected[i].n);
    }
    cx->lang = lang_find("fr");
    SearchHitSpan hits = search_find(
        cx, &(SearchQuery){.words = "kisumu", .pillar = "advocate", .page = 1});
    g_assert_cmpstr(hits.at[0].title, ==, "Réunion à Kisumu");
    g_assert_cmpstr(hits.at[0].language, ==, "fr");
    fixture_commit(fx);
}

static void
test_hostile_queries_are_plain_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const hostile[] = {
        "\"",
        "'",
        "*",
        "a*b",
        "title:x",
        "NEAR(a b)",
        "- a",
        "a AND",
        "OR",
        "NOT near",
        "()",
        "{title}",
        "^a",
        "a:*",
        "a & b",
        "a <-> b",
        "\\",
        "%",
        "a\\' | b",
        "'; DROP TABLE item; --",
        HOSTILE,
        "\xd8\xb9\xd8\xb1\xd8\xa8",
        "\xf0\x9f\x99\x82",
        "हिन्दी",
    };
    g_autofree char *huge = g_strnfill(100000, 'q');
    g_autoptr(GString) many = g_string_new(NULL);

    for (int i = 0; i < 5000; i++)
        g_string_append_printf(many, "w%d ", i);
    for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++)
        g_assert_cmpint(found(fx, NOBODY, hostile[i]), ==, 0);
    g_assert_cmpint(found(fx, NOBODY, huge), ==, 0);
    g_assert_cmpint(found(fx, NOBODY, many->str), ==, 0);
    g_assert_cmpint(found(fx, NOBODY, NULL), ==, 0);

    Ctx *cx = fixture_begin(fx, EDNA);
    an_item(cx, &(ItemDraft){.title = HOSTILE, .body = "NEAR(और) हिन्दी " HOSTILE}, true);
    fixture_commit(fx);
    g_assert_cmpint(found(fx, NOBODY, HOSTILE), ==, 1);
    g_assert_cmpint(found(fx, NOBODY, "\xd8\xb9\xd8\xb1"), ==, 1);
    g_assert_cmpint(found(fx, NOBODY, "near हिन्दी"), ==, 1);
    g_assert_cmpint(found(fx, NOBODY, "\"Tom\" AND ann*"), ==, 0);
}

static void
test_what_is_gone_is_not_found(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = an_item(cx, &(ItemDraft){.title = "Nairobi"}, true);
    int64_t other = an_item(cx, &(ItemDraft){.title = "Nakuru"}, true);
    search_index(cx, 999);
    fixture_commit(fx);
    g_assert_cmpint(found(fx, NOBODY, "na"), ==, 2);

    cx = fixture_begin(fx, SAM);
    item_delete(cx, id);
    fixture_commit(fx);
    g_assert_cmpint(found(fx, NOBODY, "na"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM search_text"), ==, 1);

    /* The texts change: the earlier words are gone. */
    g_autofree char *sql = g_strdup_printf("UPDATE item SET title = 'Mombasa' WHERE id = %" PRId64,
                                           other);
    run_sql(fx, sql);
    cx = fixture_begin(fx, SAM);
    search_index(cx, other);
    search_index(cx, other);
    fixture_commit(fx);
    g_assert_cmpint(found(fx, NOBODY, "nakuru"), ==, 0);
    g_assert_cmpint(found(fx, NOBODY, "mombasa"), ==, 1);
}

static void
test_all_is_made_anew(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    for (int i = 0; i < 3; i++)
        an_item(cx, &(ItemDraft){.title = "Arusha"}, true);
    fixture_commit(fx);
    run_sql(fx, "DELETE FROM item WHERE id = (SELECT min(id) FROM item)");
    run_sql(fx, "UPDATE item SET title = 'Dodoma'");

    cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(search_reindex(cx), ==, 2);
    Ctx later = *cx;
    fixture_commit(fx);
    g_assert_cmpint(found(fx, NOBODY, "dodoma"), ==, 2);
    g_assert_cmpint(found(fx, NOBODY, "arusha"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM search_text"), ==, 2);

    /* Outside a transaction it works in portions. */
    g_assert_cmpint(search_reindex(&later), ==, 2);
    g_assert_cmpint(found(fx, NOBODY, "dodoma"), ==, 2);
}

static void
test_an_excerpt_is_cut_at_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Ctx *cx = fixture_begin(fx, EDNA);

    for (int i = 0; i < 60; i++)
        g_string_append(text, "mot élan ");
    g_string_append(text, "**Casework** & <b>more</b> {figure:members} {year:2017} and {year:20");
    for (int i = 0; i < 60; i++)
        g_string_append(text, "عرب mot ");
    an_item(cx, &(ItemDraft){.title = "T", .body = text->str}, true);
    SearchHitSpan hits = search_find(cx, &(SearchQuery){.words = "casew", .page = 1});
    g_assert_cmpuint(hits.n, ==, 1);
    g_assert_true(g_str_has_prefix(hits.at[0].before, "… "));
    g_assert_true(g_str_has_suffix(hits.at[0].before, "élan "));
    g_assert_cmpstr(hits.at[0].match, ==, "Casework");
    g_assert_true(g_str_has_prefix(hits.at[0].after, " & "));
    g_assert_nonnull(strstr(hits.at[0].after, " 4 "));
    g_assert_null(strstr(hits.at[0].after, "{year:2017}"));
    g_assert_true(g_utf8_validate(hits.at[0].after, -1, NULL));
    g_assert_cmpint(g_utf8_strlen(hits.at[0].after, -1), <, 200);
    fixture_commit(fx);
}

static void
test_a_failed_database_indexes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = an_item(cx, &(ItemDraft){.title = "Lusaka"}, true);
    fixture_commit(fx);
    run_sql(fx, "UPDATE item SET title = 'Ndola'");
    for (int nth = 1; nth <= 4; nth++) {
        cx = fixture_begin(fx, EDNA);
        db_fail_at(fx->db, nth);
        search_index(cx, id);
        g_assert_cmpint(db_end(fx->db, true), ==, DB_FAILED);
        fx->cx = NULL;
    }
    g_assert_cmpint(found(fx, NOBODY, "lusaka"), ==, 1);
    g_assert_cmpint(found(fx, NOBODY, "ndola"), ==, 0);
}

/* What many changes ask for is done once for each text, and not before. */
static void
test_what_is_held_is_indexed_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    enum { MANY = 15 };
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t ids[MANY];
    search_hold(cx);
    for (int i = 0; i < MANY; i++)
        ids[i] = an_item(cx, &(ItemDraft){.title = "Lusaka", .summary = HOSTILE}, true);
    item_translate(cx, ids[0], 0, &(ItemDraft){.language = "fr", .title = "Kitwe"});
    g_assert_cmpint(search_count(cx, &(SearchQuery){.words = "lusaka"}), ==, 0);
    int before = db_count_statements(cx->db);
    search_release(cx);
    g_assert_cmpint(db_count_statements(cx->db) - before, <=, MANY + 1 + 6);
    fixture_commit(fx);
    g_assert_cmpint(found(fx, NOBODY, "lusaka"), ==, MANY);
    g_assert_cmpint(found(fx, NOBODY, "kitwe"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM search_unlearnt"), >=, MANY + 1);
}

void
search_tests(void)
{
    add_test("/search/words-are-letters-and-digits", test_words_are_letters_and_digits);
    add_test("/search/titles-come-before-texts", test_titles_come_before_texts);
    add_test("/search/only-what-may-be-seen", test_only_what_may_be_seen);
    add_test("/search/filters-narrow", test_filters_narrow);
    add_test("/search/hostile-queries-are-plain-words", test_hostile_queries_are_plain_words);
    add_test("/search/what-is-gone-is-not-found", test_what_is_gone_is_not_found);
    add_test("/search/all-is-made-anew", test_all_is_made_anew);
    add_test("/search/an-excerpt-is-cut-at-words", test_an_excerpt_is_cut_at_words);
    add_test("/search/a-failed-database-indexes-nothing", test_a_failed_database_indexes_nothing);
    add_test("/search/what-is-held-is-indexed-once", test_what_is_held_is_indexed_once);
}
