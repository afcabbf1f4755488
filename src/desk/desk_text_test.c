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
    assert_shows(res, "<del>Old &lt;b&gt; </del><ins>Newest </ins>word");
    assert_shows(get(fx, EDNA, "/desk/pages/1/revisions/1?with=2"), "<ins>New </ins>word");
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
    assert_status(post(fx, EDNA, path, "title", HOSTILE, "body", "Vieux mots", NULL), 303);
    assert_shows(get(fx, EDNA, "/desk/pages/1/translations"), "up to date");
    save(fx, "1", "New word");
    assert_shows(get(fx, EDNA, "/desk/pages/1/translations"), "older than the original");
    res = get(fx, EDNA, path);
    assert_shows(res, "<ins>New </ins>word");
    assert_shows(res, "Vieux mots</textarea>");
    assert_hides(res, "<b>Tom");
    assert_status(get(fx, EDNA, "/desk/pages/1/translations/en"), 404);
    assert_status(get(fx, EDNA, "/desk/pages/1/translations/xx"), 404);
    assert_status(post(fx, ANN, path, "title", "x", NULL), 404);
}

void
desk_text_tests(void)
{
    add_test("/desk_text/version-is-compared", test_version_is_compared_and_brought_back);
    add_test("/desk_text/translation-becomes-stale", test_translation_becomes_stale);
}
