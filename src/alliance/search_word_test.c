/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/search_word.h"

#include "alliance/document_testing.h"
#include "alliance/search.h"
#include "testing.h"

static int64_t
an_item(Fixture *fx, const char *title, const char *audience)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(
        cx,
        &(ItemDraft){
            .kind = "post", .slug = "", .language = "en", .title = title, .audience = audience});
    item_publish(cx, id);
    fixture_commit(fx);
    return id;
}

static int64_t
learn(Fixture *fx)
{
    JobCursor cursor = {.more = true};
    int64_t n = 0;
    Ctx *cx = fixture_begin(fx, NOBODY);
    while (cursor.more)
        n += search_learn(cx, &cursor);
    g_assert_cmpint(search_count_unlearnt(cx), ==, 0);
    fixture_commit(fx);
    return n;
}

static int64_t
forget(Fixture *fx)
{
    Ctx job = *fixture_begin(fx, NOBODY);
    fixture_commit(fx);
    return search_forget(&job);
}

static bool
is_learnt(Fixture *fx, const char *word)
{
    return query_int(fx,
                     arena_printf(fx->arena, "SELECT count(*) FROM search_word WHERE word = '%s'",
                                  word)) == 1;
}

/* ---- which words ---- */

static void
test_words_of_what_everybody_may_read_are_learnt(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_item(fx, "Éducation of the WORKFORCE in 2017 x9y9z9", "public");
    an_item(fx, "Hiddenword for members", "members");
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t draft = item_insert(cx, &(ItemDraft){.kind = "post",
                                                 .slug = "",
                                                 .language = "en",
                                                 .title = "Draftword",
                                                 .audience = "public"});
    fixture_commit(fx);
    g_assert_cmpint(learn(fx), ==, 1);
    g_assert_true(is_learnt(fx, "education"));
    g_assert_true(is_learnt(fx, "workforce"));
    g_assert_false(is_learnt(fx, "the"));
    g_assert_false(is_learnt(fx, "2017"));
    g_assert_false(is_learnt(fx, "x9y9z9"));
    g_assert_false(is_learnt(fx, "hiddenword"));
    g_assert_false(is_learnt(fx, "draftword"));
    cx = fixture_begin(fx, EDNA);
    item_publish(cx, draft);
    fixture_commit(fx);
    g_assert_cmpint(learn(fx), ==, 1);
    g_assert_true(is_learnt(fx, "draftword"));
    g_assert_cmpint(learn(fx), ==, 0);
}

static void
test_words_of_files_are_learnt(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t open = an_item(fx, "Open", "public"), inner = an_item(fx, "Inner", "members");
    learn(fx);
    static const char text[] = "Publicpage words.\n", other[] = "Innerpage words.\n";
    a_document(fx, open, "a.txt", (Bytes){text, sizeof text - 1});
    a_document(fx, inner, "b.txt", (Bytes){other, sizeof other - 1});
    read_documents(fx);
    g_assert_cmpint(learn(fx), >=, 1);
    g_assert_true(is_learnt(fx, "publicpage"));
    g_assert_false(is_learnt(fx, "innerpage"));
}

static void
test_words_that_went_are_forgotten(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t both = an_item(fx, "Workforce supervision", "public");
    an_item(fx, "Workforce", "public");
    learn(fx);
    g_assert_cmpint(forget(fx), ==, 0);
    Ctx *cx = fixture_begin(fx, EDNA);
    item_delete(cx, both);
    fixture_commit(fx);
    g_assert_cmpint(forget(fx), ==, 1);
    g_assert_true(is_learnt(fx, "workforce"));
    g_assert_false(is_learnt(fx, "supervision"));
}

/* ---- what is offered ---- */

static int64_t
count(Ctx *cx, const char *words, const void *unused G_GNUC_UNUSED)
{
    return search_count(cx, &(SearchQuery){.words = words});
}

static const char *
meant(Fixture *fx, int64_t me, const char *typed)
{
    Ctx *cx = fixture_begin(fx, me);
    const char *offered = search_meant(cx, typed, count(cx, typed, NULL), count, NULL);
    g_assert_cmpint(db_count_statements(fx->db), <=, 30);
    fixture_commit(fx);
    return offered;
}

static void
test_near_words_are_offered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_item(fx, "Supervision of the social workforce", "public");
    an_item(fx, "Formation à la supervision: développement", "public");
    learn(fx);
    static const struct {
        const char *typed, *offered;
    } cases[] = {
        {"supervison",                      "supervision"                    }, /* left out */
        {"supervissionn",                   "supervision"                    }, /* too much, twice */
        {"usperVISION",                     "supervision"                    }, /* exchanged, at the beginning, too */
        {"xsupervision",                    "supervision"                    },
        {"sosial wrokforce",                "social workforce"               }, /* each word by itself */
        {"social workfroce",                "social workforce"               },
        {"developement",                    "developpement"                  },
        {"superv",                          NULL                             }, /* the beginning of a word is none */
        {"sociel supervision workforce of", "social supervision workforce of"},
        {"abcdefgh",                        NULL                             }, /* nothing is near */
        {"of",                              NULL                             },
        {"",                                NULL                             },
        {"' OR 1=1 --",                     NULL                             },
        {"sociel foremation",               NULL                             }, /* known ones, but nowhere together */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(meant(fx, NOBODY, cases[i].typed), ==, cases[i].offered);
    g_autofree char *run = g_strnfill(10000, 's');
    g_assert_null(meant(fx, NOBODY, run));
    g_assert_null(meant(fx, NOBODY, HOSTILE));
}

/* The table may still know what went a minute ago. */
static void
test_what_may_not_be_read_is_not_offered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t gone = an_item(fx, "Supervision", "public");
    learn(fx);
    run_sql(fx, "INSERT INTO search_word (word) VALUES ('confidential')");
    an_item(fx, "Confidential", "members");
    g_assert_null(meant(fx, NOBODY, "confidentiel"));
    g_assert_cmpstr(meant(fx, ANN, "confidentiel"), ==, "confidential");
    g_assert_cmpstr(meant(fx, NOBODY, "supervison"), ==, "supervision");
    run_sql(fx, arena_printf(fx->arena, "UPDATE item SET audience = 'members' WHERE id = %" PRId64,
                             gone));
    g_assert_true(is_learnt(fx, "supervision"));
    g_assert_null(meant(fx, NOBODY, "supervison"));
    /* Nor is it when a word that may be read begins with it. */
    an_item(fx, "Supervisions", "public");
    g_assert_cmpint(count(fixture_begin(fx, NOBODY), "supervision", NULL), ==, 1);
    fixture_commit(fx);
    g_assert_null(meant(fx, NOBODY, "supervison"));
    run_sql(fx, "UPDATE item SET status = 'draft'");
    g_assert_cmpint(forget(fx), >=, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM search_word"), ==, 0);
}

static void
test_the_search_page_offers_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_item(fx, "Supervision", "public");
    for (int i = 0; i < 22; i++)
        an_item(fx, arena_printf(fx->arena, "Workforce %d", i), "public");
    learn(fx);
    Response *res = get(fx, NOBODY, "/search?q=supervizion&kind=post");
    assert_status(res, 200);
    assert_shows(res, "Did you mean: <a href=\"/search?kind=post&amp;q=supervision\"");
    assert_hides(get(fx, NOBODY, "/search?q=supervizion&kind=event"), "Did you mean");
    assert_shows(get_json(fx, NOBODY, "/search.json?q=supervizion"), "\"meant\":\"supervision\"");
    assert_hides(get(fx, NOBODY, "/search?q=workforce"), "Did you mean");
    /* What does not fit on the first page is on the second. */
    assert_shows(get(fx, NOBODY, "/search?q=workforce"),
                 "<a href=\"/search?q=workforce&amp;page=2\">2</a>");
}

static void
learn_all(Ctx *cx, const void *unused G_GNUC_UNUSED)
{
    search_learn(cx, &(JobCursor){0});
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_item(fx, "Supervision", "public");
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, learn_all, NULL), >=, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM search_word"), ==, 0);
    g_assert_cmpint(learn(fx), ==, 1);
}

void
search_word_tests(void)
{
    add_test("/search_word/texts", test_words_of_what_everybody_may_read_are_learnt);
    add_test("/search_word/files", test_words_of_files_are_learnt);
    add_test("/search_word/forgotten", test_words_that_went_are_forgotten);
    add_test("/search_word/near", test_near_words_are_offered);
    add_test("/search_word/not-revealed", test_what_may_not_be_read_is_not_offered);
    add_test("/search_word/page", test_the_search_page_offers_it);
    add_test("/search_word/failures", test_a_failure_changes_nothing);
}
