/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One topic into another, and the way back.
 */
#include "topic/topic_testing.h"

#include <string.h>

#define MERGE_STATEMENTS 16 /* however many texts */

static void
assert_topics(Fixture *fx, int64_t item, const char *names)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_cmpstr(topic_names_of(cx, item), ==, names);
    fixture_commit(fx);
}

static Response *
undo(Fixture *fx, int64_t merged)
{
    return post(fx, EDNA, topic_path(fx, merged, "/undo"), NULL);
}

static void
test_what_it_will_do_is_shown_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t casework = a_topic(fx, "Casework", "", "", 0);
    int64_t whole = a_topic(fx, "Planning", "", "", 0);
    a_topic(fx, "Case management", "Gestion de cas", "", whole);
    a_text(fx, "work", "guide", "Casework");
    a_text(fx, "post", "first", "Casework, Case management");
    Response *res = get(fx, EDNA, topic_path(fx, casework, "/merge?into=gestion+de+cas"));
    assert_status(res, 200);
    assert_shows(res, "2 texts will have the topic that stays instead.");
    assert_shows(res, "1 of these has both already");
    assert_shows(res, "1 address leads on");
    assert_shows(res, "Merge Casework into Case management");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic WHERE merged_into IS NOT NULL"), ==,
                    0);
    const struct {
        int64_t from;
        const char *into, *says;
    } cases[] = {
        {casework, "Zyx",             "There is no topic “Zyx”."           },
        {casework, "Cas+management",  "Did you mean Case management?"      },
        {casework, "casework",        "this is the topic itself"           },
        {whole,    "Case+management", "Other topics are parts of this one."},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        res = get(fx, EDNA,
                  topic_path(fx, cases[i].from,
                             arena_printf(fx->arena, "/merge?into=%s", cases[i].into)));
        assert_status(res, 422);
        assert_shows(res, cases[i].says);
        assert_hides(res, "name=\"into_version\"");
    }
    assert_status(merge(fx, whole, casework), 422);
    assert_status(merge(fx, casework, casework), 422);
    assert_status(post(fx, EDNA, topic_path(fx, casework, "/merge"), "into", "77", NULL), 422);
}

static void
test_texts_get_the_other_one_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t from = a_topic(fx, "Casework", "Travail de cas", "Cases", 0);
    int64_t into = a_topic(fx, "Case management", "", "", 0);
    int64_t guide = a_text(fx, "work", "guide", "Casework");
    int64_t both = a_text(fx, "post", "first", "Casework, Case management");
    assert_status(merge(fx, from, into), 303);
    assert_topics(fx, guide, "Case management");
    assert_topics(fx, both, "Case management");
    assert_location(get(fx, NOBODY, "/topics/casework"), "/topics/case-management");
    assert_location(get(fx, NOBODY, "/library?topic=casework"), "/library?topic=case-management");
    assert_location(get(fx, EDNA, topic_path(fx, from, "")), topic_path(fx, into, ""));
    Response *res = get(fx, NOBODY, "/topics/case-management");
    assert_shows(res, "Also called: <bdi>Casework</bdi>");
    assert_hides(get(fx, NOBODY, "/topics"), "Casework");
    assert_hides(get(fx, EDNA, "/desk/topics"), ">Casework<");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'topic.merge'"), ==,
                    1);

    /* Whoever types one of its names gets the other. */
    Ctx *cx = fixture_begin(fx, EDNA);
    topic_set(cx, guide, "casework, Travail de cas, cases");
    fixture_commit(fx);
    assert_topics(fx, guide, "Case management");
    assert_status(post(fx, EDNA, "/desk/topics/new", "name", "Casework", "slug", "", NULL), 422);
}

static void
test_of_two_editors_the_second_is_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t from = a_topic(fx, "Casework", "", "", 0), into = a_topic(fx, "Law", "", "", 0);
    const char *path = topic_path(fx, from, "/merge");
    const char *other = arena_printf(fx->arena, "%" PRId64, into);
    Response *res = post(fx, EDNA, path, "into", other, "from_version", "1", "into_version", "7",
                         NULL);
    assert_status(res, 409);
    assert_shows(res, "Somebody changed one of the two in between.");
    assert_status(
        post(fx, EDNA, path, "into", other, "from_version", "7", "into_version", "1", NULL), 409);
    g_assert_cmpint(query_int(fx, "SELECT sum(version) FROM topic"), ==, 2);
    /* A form that was open before does not save over what was merged since. */
    assert_status(merge(fx, from, into), 303);
    assert_status(post(fx, SAM, topic_path(fx, into, ""), "name", "Laws", "slug", "law", "version",
                       "1", NULL),
                  409);
    assert_status(post(fx, SAM, topic_path(fx, from, ""), "name", "X", "version", "1", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic WHERE name IN ('X', 'Laws')"), ==, 0);
}

static void
test_there_is_a_way_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t from = a_topic(fx, "Casework", "Travail de cas", "Cases", 0);
    int64_t into = a_topic(fx, "Case management", "", "", 0);
    int64_t guide = a_text(fx, "work", "guide", "Casework");
    int64_t both = a_text(fx, "post", "first", "Casework, Case management");
    int64_t own = a_text(fx, "post", "second", "Case management");
    int64_t left = a_text(fx, "post", "third", "Casework");
    assert_status(merge(fx, from, into), 303);
    assert_shows(get(fx, EDNA, topic_path(fx, into, "")), "Undo the merge");
    topic_set(fixture_begin(fx, EDNA), left, "");
    fixture_commit(fx);
    assert_status(undo(fx, from), 303);
    assert_topics(fx, guide, "Casework");
    assert_topics(fx, both, "Case management, Casework");
    assert_topics(fx, own, "Case management");
    assert_topics(fx, left, ""); /* an editor has taken it away since */
    assert_status(get(fx, NOBODY, "/topics/casework"), 200);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic_moved"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'topic.unmerge'"), ==,
                    1);
    assert_status(undo(fx, from), 409);
}

static void
test_no_way_back_over_a_change(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t from = a_topic(fx, "Casework", "", "", 0);
    int64_t into = a_topic(fx, "Case management", "", "", 0);
    assert_status(merge(fx, from, into), 303);
    assert_status(post(fx, EDNA, topic_path(fx, into, ""), "name", "Cases", "slug", "cases",
                       "version", topic_version(fx, into), NULL),
                  303);
    Response *res = get(fx, EDNA, topic_path(fx, into, ""));
    assert_shows(res, "No way back");
    assert_hides(res, "Undo the merge");
    res = undo(fx, from);
    assert_status(res, 409);
    assert_shows(res, "There is no way back any more");
    assert_location(get(fx, NOBODY, "/topics/casework"), "/topics/cases");
}

/* a into b into c: one step to c, and back one after the other. */
static void
test_chains_are_one_step(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t a = a_topic(fx, "Aa matter", "", "", 0), b = a_topic(fx, "Bees", "", "", 0);
    int64_t c = a_topic(fx, "Care", "", "", 0);
    int64_t text = a_text(fx, "work", "guide", "Aa matter");
    assert_status(merge(fx, a, b), 303);
    assert_status(merge(fx, b, c), 303);
    assert_topics(fx, text, "Care");
    assert_location(get(fx, NOBODY, "/topics/aa-matter"), "/topics/care");
    assert_location(get(fx, NOBODY, "/topics/bees"), "/topics/care");
    assert_status(undo(fx, a), 409);
    assert_status(undo(fx, b), 303);
    assert_topics(fx, text, "Bees");
    assert_location(get(fx, NOBODY, "/topics/aa-matter"), "/topics/bees");
    assert_status(undo(fx, a), 303);
    assert_topics(fx, text, "Aa matter");
    assert_status(get(fx, NOBODY, "/topics/aa-matter"), 200);
}

static void
test_five_thousand_texts_are_one_transaction(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t from = a_topic(fx, "Casework", "", "", 0);
    int64_t into = a_topic(fx, "Case management", "", "", 0);
    run_sql(fx,
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
            " INSERT INTO item (kind, slug, status, audience, language, title, summary, body,"
            " listed_at, created_at, updated_at, texts_at)"
            " SELECT 'post', 'post-' || i, 'published', 'public', 'en', 'Post', '', '', i, i, i,"
            " i FROM n");
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO item_topic (item_id, topic_id) SELECT id, %" PRId64
                             " FROM item",
                             from));
    assert_status(merge(fx, from, into), 303);
    assert_statements(fx, MERGE_STATEMENTS);
    g_assert_cmpint(query_int(fx, arena_printf(fx->arena,
                                               "SELECT count(*) FROM item_topic WHERE topic_id = "
                                               "%" PRId64,
                                               into)),
                    ==, 5000);
    assert_status(undo(fx, from), 303);
    assert_statements(fx, MERGE_STATEMENTS);
    g_assert_cmpint(query_int(fx, arena_printf(fx->arena,
                                               "SELECT count(*) FROM item_topic WHERE topic_id = "
                                               "%" PRId64,
                                               from)),
                    ==, 5000);
}

static void
merge_work(Ctx *cx, const void *data)
{
    const int64_t *ids = data;
    const Vocabulary *v = vocabulary(cx);
    topic_merge(cx, vocabulary_row(v, ids[0]), vocabulary_row(v, ids[1]), 1, 1);
}

static void
test_a_failure_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const int64_t ids[] = {a_topic(fx, "Casework", "", "", 0), a_topic(fx, "Law", "", "", 0)};
    int64_t text = a_text(fx, "work", "guide", "Casework");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic_moved"), ==, 0);
    run_sql(fx, "UPDATE topic SET version = 1");
    int64_t n = 0;
    /* Without the two topics there is nothing to merge: the vocabulary is read before. */
    fixture_begin(fx, EDNA);
    merge_work(fx->cx, ids);
    n = db_count_statements(fx->cx->db);
    fixture_commit(fx);
    g_assert_cmpint(n, >=, 9);
    assert_topics(fx, text, "Law");
    assert_status(undo(fx, ids[0]), 303);
    for (int nth = 1; nth <= n; nth++) {
        Response *res = post_failing_at(fx, nth, EDNA, topic_path(fx, ids[0], "/merge"), "into",
                                        arena_printf(fx->arena, "%" PRId64, ids[1]), "from_version",
                                        topic_version(fx, ids[0]), "into_version",
                                        topic_version(fx, ids[1]), NULL);
        g_assert_cmpint(res->status, >=, 500);
        assert_topics(fx, text, "Casework");
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic_moved"), ==, 0);
    }
}

void
topic_merge_tests(void)
{
    add_test("/topic_merge/shown-first", test_what_it_will_do_is_shown_first);
    add_test("/topic_merge/once", test_texts_get_the_other_one_once);
    add_test("/topic_merge/two-editors", test_of_two_editors_the_second_is_told);
    add_test("/topic_merge/way-back", test_there_is_a_way_back);
    add_test("/topic_merge/no-way-back", test_no_way_back_over_a_change);
    add_test("/topic_merge/chains", test_chains_are_one_step);
    add_test("/topic_merge/five-thousand", test_five_thousand_texts_are_one_transaction);
    add_test("/topic_merge/failure", test_a_failure_keeps_nothing);
}
