/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/item.h"
#include "alliance/role.h"
#include "testing.h"

#define PAGE "/desk/pages/1/translations"

/* A page for everybody, which Bob may translate into French. */
static void
begin(Fixture *fx, const char *status)
{
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO item (id, kind, slug, title, summary, body, status, audience, language,"
        " created_at, updated_at, listed_at) VALUES"
        " (1, 'page', 'aims', 'Our aims', 'Short', 'Long', '%s', 'public', 'en', 1, 1, 1),"
        " (2, 'page', 'inside', 'Inside', '', '', '%s', 'editors', 'en', 1, 1, 2)",
        status, status);
    run_sql(fx, sql);
    run_sql(fx, "UPDATE setting SET value = 'en,fr,ar' WHERE name = 'languages'");
    run_sql(fx, "INSERT INTO setting (name, value) SELECT 'languages', 'en,fr,ar'"
                " WHERE NOT EXISTS (SELECT 1 FROM setting WHERE name = 'languages')");
    Ctx *cx = fixture_begin(fx, SAM);
    term_grant(cx, BOB, "translator", "fr", TEST_NOW - 1, 0);
    fixture_commit(fx);
}

static Response *
propose(Fixture *fx, int64_t me, const char *title, const char *version, const char *proposal)
{
    return post(fx, me, PAGE "/fr", "title", title, "summary", "Bref", "body", "Texte", "note",
                "premier jet", "version", version, "made_from", "1", "proposal", proposal, NULL);
}

static int64_t
count(Fixture *fx, const char *table)
{
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", table);
    return query_int(fx, sql);
}

static void
test_proposes_and_an_editor_publishes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx, "published");
    assert_shows(get(fx, BOB, PAGE "/fr"), "An editor looks at your translation");
    assert_location(propose(fx, BOB, "Nos buts", "0", "0"), PAGE);
    assert_shows(get(fx, BOB, PAGE), "waits for an editor");
    assert_shows(get(fx, BOB, PAGE "/fr"), "Nos buts");
    assert_hides(get(fx, NOBODY, "/fr/aims"), "Nos buts");
    assert_hides(get(fx, NOBODY, "/fr/search?q=buts"), "Nos buts");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE kind = 'translation.review'"
                                  " AND state = 'open'"),
                    ==, 1);

    Response *res = get(fx, EDNA, PAGE "/fr");
    assert_shows(res, "Bob Banda proposed it on");
    assert_shows(res, "premier jet");
    assert_shows(res, "value=\"Nos buts\"");
    assert_status(propose(fx, EDNA, "Nos objectifs", "0", "1"), 303);
    assert_shows(get(fx, NOBODY, "/fr/aims"), "Nos objectifs");
    g_assert_cmpint(count(fx, "proposal"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'open'"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'proposal'"
                                  " AND person_id = 2"),
                    ==, 1);
    assert_hides(get(fx, EDNA, PAGE "/fr"), "proposed it on");
}

static void
test_proposal_is_set_aside(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx, "published");
    propose(fx, BOB, "Nos buts", "0", "0");
    assert_status(post(fx, ANN, PAGE "/fr/decline", "proposal", "1", NULL), 403);
    assert_status(post(fx, BOB, PAGE "/fr/decline", "proposal", "1", NULL), 403);
    assert_status(post(fx, EDNA, PAGE "/ar/decline", "proposal", "1", NULL), 404);
    assert_status(post(fx, EDNA, PAGE "/fr/decline", "proposal", "2", NULL), 409);
    for (int nth = 4; nth <= 8; nth++)
        assert_status(post_failing_at(fx, nth, EDNA, PAGE "/fr/decline", "proposal", "1", NULL),
                      500);
    g_assert_cmpint(count(fx, "proposal"), ==, 1);
    assert_status(post(fx, EDNA, PAGE "/fr/decline", "proposal", "1", NULL), 303);
    g_assert_cmpint(count(fx, "proposal"), ==, 0);
    g_assert_cmpint(count(fx, "item_translation"), ==, 0);
    assert_status(post(fx, EDNA, PAGE "/fr/decline", "proposal", "1", NULL), 404);
}

static void
test_may_that_and_no_more(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx, "draft");
    assert_status(get(fx, ANN, PAGE), 404);
    assert_status(get(fx, ANN, "/desk/translations"), 403);
    assert_status(get(fx, BOB, PAGE), 200);
    assert_status(get(fx, BOB, "/aims"), 200);
    assert_hides(get(fx, BOB, PAGE), "Arabic");
    assert_status(get(fx, BOB, PAGE "/ar"), 403);
    assert_status(get(fx, BOB, PAGE "/en"), 404);
    assert_status(get(fx, BOB, PAGE "/xx"), 404);
    assert_status(post(fx, BOB, PAGE "/ar", "title", "T", NULL), 403);
    assert_status(get(fx, BOB, "/desk/pages/1"), 403);
    assert_status(post(fx, BOB, "/desk/pages/1/acts", "act", "publish", "version", "1", NULL), 403);
    assert_status(get(fx, BOB, "/desk/pages/2/translations"), 404);
    assert_status(get(fx, BOB, "/desk/pages/2/translations/fr"), 404);
    assert_status(get(fx, BOB, "/desk/comments"), 403);
    assert_status(get(fx, BOB, "/desk/people"), 403);
    g_assert_cmpint(count(fx, "proposal"), ==, 0);

    run_sql(fx, "UPDATE person_role SET until = 1483347600 WHERE role = 'translator'");
    assert_status(get(fx, BOB, PAGE "/fr"), 404);
    assert_status(propose(fx, BOB, "Nos buts", "0", "0"), 404);
    run_sql(fx, "UPDATE item SET status = 'published'");
    assert_status(get(fx, BOB, PAGE "/fr"), 403);
    assert_status(propose(fx, BOB, "Nos buts", "0", "0"), 403);
    assert_status(get(fx, BOB, "/desk/translations"), 403);
}

static void
test_two_translators(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx, "published");
    Ctx *cx = fixture_begin(fx, SAM);
    term_grant(cx, ANN, "translator", "fr", TEST_NOW - 1, 0);
    fixture_commit(fx);
    assert_status(propose(fx, BOB, "Nos buts", "0", "0"), 303);
    Response *res = propose(fx, ANN, HOSTILE, "0", "0");
    assert_status(res, 409);
    assert_shows(res, "Somebody saved in between");
    assert_shows(res, "Nos");
    assert_hides(res, "<b>Tom");
    assert_status(propose(fx, ANN, HOSTILE, "0", "1"), 303);
    /* An editor who saw the first proposal publishes it and leaves the second alone. */
    assert_status(propose(fx, EDNA, "Nos buts", "0", "1"), 303);
    g_assert_cmpint(count(fx, "proposal"), ==, 1);
    res = get(fx, EDNA, PAGE "/fr");
    assert_shows(res, "How it differs");
    assert_hides(res, "<b>Tom");
    /* And a translator who did not see what was published has to look. */
    assert_status(propose(fx, BOB, "Nos buts encore", "0", "2"), 409);
    assert_status(propose(fx, BOB, "", "1", "2"), 422);
    g_assert_cmpint(query_int(fx, "SELECT version FROM proposal"), ==, 2);
}

static void
test_what_is_to_be_translated(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx, "published");
    Response *res = get(fx, BOB, "/desk/translations");
    assert_status(res, 200);
    assert_statements(fx, 6);
    assert_shows(res, "To be translated into French");
    assert_shows(res, "Our aims");
    assert_shows(res, "missing");
    assert_hides(res, "Inside");
    assert_shows(get(fx, BOB, "/desk"), "/desk/translations");
    assert_hides(get(fx, ANN, "/desk"), "/desk/translations");
    assert_shows(get(fx, BOB, "/desk/translations?language=ar"), "into French");
    assert_shows(get(fx, EDNA, "/desk/translations?language=ar"), "into Arabic");
    assert_shows(get_json(fx, BOB, "/desk/translations"), "\"title\":\"Our aims\"");
    propose(fx, BOB, "Nos buts", "0", "0");
    assert_shows(get(fx, BOB, "/fr/desk/translations"), "attend");
    propose(fx, EDNA, "Nos buts", "0", "1");
    assert_shows(get(fx, BOB, "/desk/translations"), "Everything is translated");
}

static void
test_failure_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx, "published");
    for (int nth = 4; nth <= 7; nth++)
        assert_status(post_failing_at(fx, nth, BOB, PAGE "/fr", "title", "Nos buts", "version", "0",
                                      "proposal", "0", NULL),
                      500);
    g_assert_cmpint(count(fx, "proposal"), ==, 0);
    g_assert_cmpint(count(fx, "task"), ==, 0);
}

void
translator_tests(void)
{
    add_test("/translator/proposes-and-an-editor-publishes", test_proposes_and_an_editor_publishes);
    add_test("/translator/proposal-is-set-aside", test_proposal_is_set_aside);
    add_test("/translator/may-that-and-no-more", test_may_that_and_no_more);
    add_test("/translator/two-translators", test_two_translators);
    add_test("/translator/what-is-to-be-translated", test_what_is_to_be_translated);
    add_test("/translator/failure-keeps-nothing", test_failure_keeps_nothing);
}
