/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Topics as editors keep them, and how a text gets some.
 */
#include "topic/topic_testing.h"

#include <string.h>

static void
test_who_may(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_topic(fx, "Law", "", "", 0), other = a_topic(fx, "Care", "", "", 0);
    const char *const pages[] = {"/desk/topics", "/desk/topics/new", topic_path(fx, id, ""),
                                 topic_path(fx, id, "/merge")};
    const char *const posts[] = {"/desk/topics/new", topic_path(fx, id, ""),
                                 topic_path(fx, id, "/merge"), topic_path(fx, id, "/delete"),
                                 topic_path(fx, id, "/undo")};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_status(get(fx, NOBODY, pages[i]), 303);
        assert_status(get(fx, ANN, pages[i]), 403);
        assert_status(get(fx, EDNA, pages[i]), 200);
        assert_status(get(fx, SAM, pages[i]), 200);
        assert_status(get_json(fx, EDNA, arena_printf(fx->arena, "%s.json", pages[i])), 200);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(posts); i++)
        assert_status(post(fx, ANN, posts[i], "name", "X", "into",
                           arena_printf(fx->arena, "%" PRId64, other), "version", "1",
                           "from_version", "1", "into_version", "1", NULL),
                      403);
    assert_status(get(fx, EDNA, "/desk/topics/77"), 404);
    assert_status(get(fx, EDNA, "/desk/topics/77/merge"), 404);
    assert_status(post(fx, EDNA, "/desk/topics/77", "name", "X", NULL), 404);
    assert_status(post(fx, EDNA, "/desk/topics/77/undo", NULL), 404);
    assert_hides(get(fx, ANN, "/desk"), "href=\"/desk/topics\"");
    assert_shows(get(fx, EDNA, "/desk"), "href=\"/desk/topics\"");
}

static void
test_the_list_says_what_is_used(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t whole = a_topic(fx, "Planning", "Planifier", "", 0);
    int64_t id = a_topic(fx, "Law", "", "", whole);
    a_text(fx, "work", "guide", "Law");
    a_text(fx, "work", "plan", "Law");
    a_text(fx, "post", "first", "Law");
    Response *res = get(fx, EDNA, "/desk/topics");
    assert_shows(res, "2 topics");
    assert_shows(res, "Library 2</span> <span class=\"word\">Blog 1</span>");
    assert_shows(res, "<bdi>Planning</bdi>");
    assert_shows(res, "French");
    res = get(fx, EDNA, topic_path(fx, id, ""));
    assert_shows(res, "3 texts have it:");
    assert_shows(res, "2 January 2017");
    assert_hides(res, "Delete it");
    assert_shows(get(fx, EDNA, "/desk/topics?q=planif"), "1 topic<");
    assert_shows(get(fx, EDNA, "/desk/topics?q=zyx"), "There is no such topic.");
    assert_shows(get(fx, EDNA, "/fr/desk/topics"), "Planifier");
}

/* What is wrong with a topic is said at its field, and what was typed stays. */
static void
test_bad_input_stays_and_is_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t whole = a_topic(fx, "Planning", "Planifier", "", 0);
    int64_t part = a_topic(fx, "Law", "Droit", "Legislation", whole);
    const char *planning = arena_printf(fx->arena, "%" PRId64, whole);
    const char *law = arena_printf(fx->arena, "%" PRId64, part);
    const struct {
        const char *name, *name_fr, *labels, *slug, *broader, *says;
    } cases[] = {
        {"",               "",      "",           "",        "",   "this is missing"               },
        {"!!!",            "",      "",           "",        "",   "Write names with letters"      },
        {"Law, and order", "",      "",           "",        "",   "Write names with letters"      },
        {"LAW",            "",      "",           "",        "",   "leads to the topic Law already"},
        {"legislation",    "",      "",           "",        "",   "leads to the topic Law already"},
        {"Typed",          "droit", "",           "",        "",   "leads to the topic Law already"},
        {"Typed",          "",      "One\nDroit", "",        "",   "leads to the topic Law already"},
        {"Typed",          "",      "",           "Not One", "",   "use small letters"             },
        {"Typed",          "",      "",           "law",     "",   "another topic has it or had it"},
        {"Typed",          "",      "",           "",        law,  "choose one from the list"      },
        {"Typed",          "",      "",           "",        "77", "choose one from the list"      },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Response *res = post(fx, EDNA, "/desk/topics/new", "name", cases[i].name, "name_fr",
                             cases[i].name_fr, "labels", cases[i].labels, "slug", cases[i].slug,
                             "broader", cases[i].broader, "scope", "Typed scope", NULL);
        assert_status(res, 422);
        assert_shows(res, cases[i].says);
        assert_shows(res, "Typed scope</textarea>");
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic"), ==, 2);

    /* One level. */
    int64_t other = a_topic(fx, "Care", "", "", 0);
    assert_shows(post(fx, EDNA, topic_path(fx, whole, ""), "name", "Planning", "slug", "planning",
                      "broader", arena_printf(fx->arena, "%" PRId64, other), "version", "1", NULL),
                 "one level is all there is");
    assert_status(post(fx, EDNA, topic_path(fx, other, ""), "name", "Care", "slug", "care",
                       "broader", planning, "version", "1", NULL),
                  303);
}

static void
test_of_two_editors_the_second_is_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_topic(fx, "Law", "Droit", "Legislation", 0);
    const char *path = topic_path(fx, id, "");
    assert_status(post(fx, EDNA, path, "name", "Laws", "name_fr", "Droits", "slug", "law", "labels",
                       "Legislation\nActs", "version", "1", NULL),
                  303);
    Response *res = post(fx, SAM, path, "name", "Mine", "slug", "law", "version", "1", NULL);
    assert_status(res, 409);
    assert_shows(res, "Somebody saved in between");
    assert_shows(res, "value=\"Mine\"");
    assert_shows(res, "name=\"version\" value=\"2\"");
    g_assert_cmpstr(query_text(fx, "SELECT name FROM topic"), ==, "Laws");
    g_assert_cmpstr(query_text(fx, "SELECT name FROM topic_text"), ==, "Droits");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic_label"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'topic.rename'"), ==,
                    1);
    assert_status(post(fx, SAM, path, "name", "Mine", "slug", "", "version", "2", NULL), 303);
    g_assert_cmpstr(query_text(fx, "SELECT slug FROM topic"), ==, "mine");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic_label"), ==, 0);
}

static void
test_only_what_is_unused_is_deleted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t used = a_topic(fx, "Law", "", "", 0), whole = a_topic(fx, "Care", "Soin", "Cure", 0);
    int64_t part = a_topic(fx, "Child care", "", "", whole);
    a_text(fx, "post", "first", "Law");
    assert_status(post(fx, EDNA, topic_path(fx, used, "/delete"), "version", "1", NULL), 409);
    assert_status(post(fx, EDNA, topic_path(fx, whole, "/delete"), "version", "7", NULL), 409);
    assert_shows(get(fx, EDNA, topic_path(fx, whole, "")), "Delete it");
    assert_status(post(fx, EDNA, topic_path(fx, whole, "/delete"), "version", "1", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic WHERE broader_id IS NULL"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'topic.delete'"), ==,
                    1);
    /* To what others lead it is not deleted either. */
    assert_status(merge(fx, used, part), 303);
    run_sql(fx, "DELETE FROM item_topic");
    assert_status(
        post(fx, EDNA, topic_path(fx, part, "/delete"), "version", topic_version(fx, part), NULL),
        409);
}

/* ---- texts ---- */

static Response *
write_with(Fixture *fx, int64_t me, const char *topics, const char *made)
{
    return post(fx, me, "/desk/pages/new", "kind", "work", "title", "A work", "slug", "", "topics",
                topics, made != NULL ? "new_topic" : "note", made != NULL ? made : "", "language",
                "en", me == EDNA ? "audience" : "note", me == EDNA ? "public" : "", NULL);
}

static const char *
topics_written(Fixture *fx)
{
    int64_t id = query_int(fx, "SELECT max(id) FROM item");
    const char *names = topic_names_of(fixture_begin(fx, EDNA), id);
    fixture_commit(fx);
    return names;
}

static void
test_a_text_gets_what_there_is(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_topic(fx, "Case management", "Gestion de cas", "Casework", 0);
    a_topic(fx, "Law", "Droit", "", 0);
    Response *res = get(fx, ANN, "/desk/pages/new");
    assert_shows(res, "name=\"topic\" value=\"case-management\"");
    assert_shows(res, "<option value=\"Case management\"></option>");
    assert_hides(res, "name=\"new_topic\"");
    assert_shows(get(fx, ANN, "/posts/new"), "name=\"topic\" value=\"law\"");
    assert_shows(get(fx, ANN, "/fr/posts/new"), "Gestion de cas</label>");

    assert_status(write_with(fx, ANN, "CASEWORK, gestion de Cas, droit", NULL), 303);
    g_assert_cmpstr(topics_written(fx), ==, "Case management, Law");
    res = post(fx, ANN, "/desk/pages/new", "kind", "work", "title", "A work", "slug", "", "topic",
               "law", "topics", "", "language", "en", NULL);
    assert_status(res, 303);
    g_assert_cmpstr(topics_written(fx), ==, "Law");
    res = get(
        fx, ANN,
        arena_printf(fx->arena, "/desk/pages/%" PRId64, query_int(fx, "SELECT max(id) FROM item")));
    assert_shows(res, "name=\"topic\" value=\"law\" checked");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic"), ==, 2);
}

static void
test_a_new_one_is_made_on_purpose_only(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_topic(fx, "Case management", "Gestion de cas", "Casework", 0);
    Response *res = write_with(fx, EDNA, "Cas management", NULL);
    assert_status(res, 422);
    assert_shows(res, "There is no topic “Cas management”. Did you mean Case management?");
    assert_shows(res, "value=\"Cas management\"");
    assert_shows(res, "name=\"new_topic\" value=\"Cas management\"");
    assert_shows(write_with(fx, EDNA, "Gestoin de cas", NULL), "Did you mean Case management?");
    assert_shows(write_with(fx, EDNA, "Bees", NULL), "or tick the name below to make a new one");
    assert_shows(write_with(fx, EDNA, HOSTILE, NULL), "There is no topic “&lt;b&gt;Tom");
    /* A box for another name is none for this one. */
    assert_status(write_with(fx, EDNA, "Bees, Wasps", "Bees"), 422);
    /* Members choose. */
    res = write_with(fx, ANN, "Bees", "Bees");
    assert_status(res, 422);
    assert_shows(res, "editors can add others");
    assert_hides(res, "name=\"new_topic\"");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item"), ==, 0);

    assert_status(write_with(fx, EDNA, "Bees, Casework", "Bees"), 303);
    g_assert_cmpstr(topics_written(fx), ==, "Bees, Case management");
    GString *many = g_string_new(NULL);
    for (int i = 0; i < 20; i++)
        g_string_append_printf(many, "<option>%d</option>,", i);
    assert_status(write_with(fx, EDNA, many->str, NULL), 422);
    g_string_free(many, TRUE);
}

/* ---- a database that fails ---- */

static void
save_work(Ctx *cx, const void *data)
{
    char label[] = "Acts";
    char *const labels[] = {label, NULL};
    static const VocabularyWord texts[] = {
        {.language = "fr", .name = "Droits", .scope = "Tout"}
    };
    const TopicDraft draft = {
        .name = "Laws", .scope = "All", .slug = "", .texts = texts, .n_texts = 1, .labels = labels};
    topic_save(cx, *(const int64_t *)data, 1, &draft);
}

static void
test_a_failure_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_topic(fx, "Law", "Droit", "Legislation", 0);
    g_assert_cmpint(fixture_fail_each(fx, EDNA, save_work, &id), >=, 9);
    g_assert_cmpstr(query_text(fx, "SELECT name || slug || version FROM topic"), ==, "Lawlaw1");
    g_assert_cmpstr(query_text(fx, "SELECT name FROM topic_label"), ==, "Legislation");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM topic_former"), ==, 0);
}

void
topic_desk_tests(void)
{
    add_test("/topic_desk/who-may", test_who_may);
    add_test("/topic_desk/list", test_the_list_says_what_is_used);
    add_test("/topic_desk/bad-input", test_bad_input_stays_and_is_told);
    add_test("/topic_desk/two-editors", test_of_two_editors_the_second_is_told);
    add_test("/topic_desk/delete", test_only_what_is_unused_is_deleted);
    add_test("/topic_desk/text-gets-what-there-is", test_a_text_gets_what_there_is);
    add_test("/topic_desk/new-on-purpose", test_a_new_one_is_made_on_purpose_only);
    add_test("/topic_desk/failure", test_a_failure_keeps_nothing);
}
