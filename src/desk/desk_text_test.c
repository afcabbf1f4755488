/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/item.h"

static void
save(Fixture *fx, const char *version, const char *body)
{
    fx->now += 60;
    assert_status(post(fx, EDNA, "/desk/pages/1", "version", version, "title", "Title", "body",
                       body, "language", "en", "audience", "public", NULL),
                  303);
}

static void
a_page(Fixture *fx)
{
    item_insert(
        fixture_begin(fx, EDNA),
        &(ItemDraft){.kind = "page", .slug = "p", .title = "Title", .body = "Old <b> word"});
    fixture_commit(fx);
}

static void
test_version_is_compared_and_brought_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    assert_shows(get(fx, EDNA, "/desk/pages/1/revisions"), "There is no earlier version");
    save(fx, "1", "New word");
    save(fx, "2", "Newest word");
    assert_shows(get(fx, EDNA, "/desk/pages/1/revisions"), "Version 2");
    assert_statements(fx, 7);
    Response *res = get(fx, EDNA, "/desk/pages/1/revisions/1");
    assert_shows(res, "<del><span class=\"unseen\">(taken out: </span>Old &lt;b&gt; <span "
                      "class=\"unseen\">)</span></del><ins><span class=\"unseen\">(added: "
                      "</span>Newest <span class=\"unseen\">)</span></ins>word");
    assert_statements(fx, 9);
    assert_shows(
        get(fx, EDNA, "/desk/pages/1/revisions/1?with=2"),
        "<ins><span class=\"unseen\">(added: </span>New <span class=\"unseen\">)</span></ins>word");
    assert_statements(fx, 10);
    assert_status(get(fx, EDNA, "/desk/pages/1/revisions/9"), 404);
    assert_status(get(fx, ANN, "/desk/pages/1/revisions/1"), 404);
    assert_status(post(fx, ANN, "/desk/pages/1/revisions/1", NULL), 404);
    for (int nth = 4; nth <= 7; nth++)
        assert_status(post_failing_at(fx, nth, EDNA, "/desk/pages/1/revisions/1", NULL), 500);
    g_assert_cmpstr(query_text(fx, "SELECT body FROM item"), ==, "Newest word");
    assert_status(post(fx, EDNA, "/desk/pages/1/revisions/1", NULL), 303);
    g_assert_cmpstr(query_text(fx, "SELECT body FROM item"), ==, "Old <b> word");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'item.restore'"), ==,
                    1);
}

static Response *
translate(Fixture *fx, int64_t me, const char *version, const char *title, const char *body)
{
    return post(fx, me, "/desk/pages/1/translations/fr", "version", version, "made_from", "1",
                "title", title, "body", body, NULL);
}

static void
test_translation_becomes_stale(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = "/desk/pages/1/translations/fr";
    a_page(fx);
    assert_shows(get(fx, EDNA, "/desk/pages/1/translations"), "missing");
    assert_shows(get(fx, EDNA, path), "Old &lt;b&gt; word");
    Response *res = post(fx, EDNA, path, "title", "", "body", "Vieux mots", NULL);
    assert_status(res, 422);
    assert_shows(res, "Vieux mots</textarea>");
    assert_status(translate(fx, EDNA, "0", HOSTILE, "Vieux mots"), 303);
    assert_shows(get(fx, EDNA, "/desk/pages/1/translations"), "up to date");
    assert_statements(fx, 8);
    save(fx, "1", "New word");
    assert_shows(get(fx, EDNA, "/desk/pages/1/translations"), "older than the original");
    res = get(fx, EDNA, path);
    assert_shows(
        res,
        "<ins><span class=\"unseen\">(added: </span>New <span class=\"unseen\">)</span></ins>word");
    assert_shows(res, "Vieux mots</textarea>");
    assert_hides(res, "<b>Tom");
    assert_statements(fx, 10);
    assert_status(get(fx, EDNA, "/desk/pages/1/translations/en"), 404);
    assert_status(get(fx, EDNA, "/desk/pages/1/translations/xx"), 404);
    assert_status(post(fx, ANN, path, "title", "x", NULL), 404);
}

static void
test_second_translator_hears_of_the_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = "/desk/pages/1/translations/fr";
    a_page(fx);
    Response *res = get(fx, SAM, path);
    assert_shows(res, "name=\"version\" value=\"0\"");
    assert_shows(res, "name=\"made_from\" value=\"1\"");
    assert_status(translate(fx, EDNA, "0", "Titre", "Les mots"), 303);
    for (int again = 0; again < 2; again++) {
        res = translate(fx, SAM, "0", "Titre", "Les <b>autres</b> mots");
        assert_status(res, 409);
        assert_shows(res, "Somebody saved in between");
        assert_shows(res,
                     "Les <ins><span class=\"unseen\">(added: </span>&lt;b&gt;autres&lt;/b&gt; "
                     "<span class=\"unseen\">)</span></ins>mots");
        assert_shows(res, "Les &lt;b&gt;autres&lt;/b&gt; mots</textarea>");
        assert_shows(res, "name=\"version\" value=\"1\"");
        g_assert_cmpstr(query_text(fx, "SELECT body FROM item_translation"), ==, "Les mots");
    }
    assert_status(translate(fx, SAM, "1", "Titre", "Tous les mots"), 303);
    assert_status(translate(fx, EDNA, "1", "Titre", "Mes mots"), 409);
    assert_shows(get(fx, EDNA, path), "name=\"version\" value=\"2\"");
    g_assert_cmpstr(query_text(fx, "SELECT body FROM item_translation"), ==, "Tous les mots");
    g_assert_cmpstr(query_text(fx, "SELECT body FROM item_revision"), ==, "Les mots");
}

/* The original's editor was faster than the translator: what he translated is not there any more.
 */
static void
test_translation_of_what_was_seen(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    save(fx, "1", "New word");
    assert_status(translate(fx, EDNA, "0", "Titre", "Vieux mot"), 303);
    assert_shows(get(fx, EDNA, "/desk/pages/1/translations"), "older than the original");
}

static void
test_failed_translation_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char all[] =
        "SELECT (SELECT count(*) FROM audit) || '|' || (SELECT count(*) FROM item_revision) || '|'"
        " || (SELECT max(updated_at) FROM item) || '|' || (SELECT max(body) FROM item_translation)"
        " || '|' || (SELECT count(*) FROM search_text)";
    a_page(fx);
    translate(fx, EDNA, "0", "Titre", "Vieux mots");
    const char *before = query_text(fx, all);
    fx->now += 60;
    int nth = 0;
    Response *res;
    do {
        g_assert_cmpstr(query_text(fx, all), ==, before);
        res = post_failing_at(fx, ++nth, EDNA, "/desk/pages/1/translations/fr", "version", "1",
                              "title", "Titre", "body", "Nouveaux mots", NULL);
        if (res->status == 500)
            assert_shows(res, "Go back: what you typed should still be there");
    } while (res->status == 500);
    assert_status(res, 303);
    g_assert_cmpint(nth, >, 7);
    g_assert_cmpstr(query_text(fx, all), !=, before);
}

void
desk_text_tests(void)
{
    add_test("/desk_text/version-is-compared", test_version_is_compared_and_brought_back);
    add_test("/desk_text/translation-becomes-stale", test_translation_becomes_stale);
    add_test("/desk_text/second-translator-hears-of-the-first",
             test_second_translator_hears_of_the_first);
    add_test("/desk_text/translation-of-what-was-seen", test_translation_of_what_was_seen);
    add_test("/desk_text/failed-translation-changes-nothing",
             test_failed_translation_changes_nothing);
}
