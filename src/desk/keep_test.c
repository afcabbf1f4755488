/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/pillar.h"
#include "alliance/redirect.h"
#include "alliance/supporter.h"

#define PILLARS "/desk/settings/pillars"
#define SUPPORTERS "/desk/settings/supporters"
#define ADDRESSES "/desk/settings/addresses"

static void
a_supporter(Fixture *fx, const char *kind, const char *name)
{
    Ctx *cx = fixture_begin(fx, SAM);
    supporter_insert(cx, &(Supporter){.kind = kind, .name = name, .credit = ""});
    fixture_commit(fx);
}

static void
test_for_the_secretariat_only(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const urls[] = {PILLARS, SUPPORTERS, ADDRESSES};
    for (size_t i = 0; i < G_N_ELEMENTS(urls); i++) {
        const char *entry = arena_printf(fx->arena, "%s/entry", urls[i]);
        assert_status(get(fx, EDNA, urls[i]), 403);
        assert_status(get(fx, EDNA, entry), 403);
        assert_status(post(fx, EDNA, entry, "name", "x", NULL), 403);
        assert_status(post(fx, EDNA, urls[i], "delete", "1", "key", "1", NULL), 403);
        assert_status(get(fx, SAM, urls[i]), 200);
        assert_statements(fx, 7);
        assert_status(post(fx, SAM, urls[i], "key", "1", NULL), 404);
        assert_status(post(fx, SAM, urls[i], "up", "1", "key", HOSTILE, NULL), 404);
        assert_status(post(fx, SAM, urls[i], "delete", "1", "key", HOSTILE, NULL), 404);
        assert_status(get(fx, SAM, arena_printf(fx->arena, "%s?key=nothing", entry)), 404);
    }
    assert_status(get(fx, SAM, "/desk/settings/nothing"), 404);
    assert_status(get(fx, SAM, "/desk/settings/nothing/entry"), 404);
    assert_status(post(fx, SAM, "/desk/settings/nothing", "delete", "1", NULL), 404);
    assert_status(post(fx, SAM, "/desk/settings/nothing/entry", NULL), 404);
}

static void
test_pillars_have_own_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, SAM, PILLARS "/entry"), 404); /* none can be added */
    assert_status(post(fx, SAM, PILLARS "/entry", "key", "other", "name", "x", NULL), 404);
    assert_status(post(fx, SAM, PILLARS "/entry", "key", "convene", "name", "", NULL), 422);
    assert_shows(get(fx, SAM, PILLARS), "not named yet");
    assert_status(post(fx, SAM, PILLARS "/entry", "key", "convene", "name", HOSTILE, "name_fr",
                       "Réunir", "sentence", "Meet.", NULL),
                  303);
    assert_status(post(fx, SAM, PILLARS "/entry", "key", "advocate", "name", "Speak", NULL), 303);
    Response *res = get(fx, SAM, PILLARS);
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(get(fx, SAM, "/fr" PILLARS), "Réunir");
    assert_shows(get(fx, SAM, PILLARS "/entry?key=convene"), "value=\"Meet.\"");

    assert_status(post(fx, SAM, PILLARS, "up", "1", "key", "convene", NULL), 404);
    assert_status(post(fx, SAM, PILLARS, "up", "1", "key", "advocate", NULL), 303);
    g_assert_cmpstr(query_text(fx, "SELECT slug FROM pillar ORDER BY position LIMIT 1"), ==,
                    "advocate");
    assert_status(post(fx, SAM, PILLARS, "delete", "1", "key", "advocate", NULL), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'pillar.save'"), ==,
                    2);
}

static void
test_supporters_come_and_go(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, SAM, SUPPORTERS), "There is none yet");
    Response *res = post(fx, SAM, SUPPORTERS "/entry", "kind", "patron", "name", "", "url",
                         "javascript:alert(1)", "credit", HOSTILE, NULL);
    assert_status(res, 422);
    assert_shows(res, "f-kind-error");
    assert_shows(res, "f-name-error");
    assert_shows(res, "f-url-error");
    assert_shows(res, "&lt;b&gt;Tom");
    res = post(fx, SAM, SUPPORTERS "/entry", "kind", "funder", "name", "Fund", "credit", HOSTILE,
               NULL);
    assert_status(res, 303);
    res = get(fx, NOBODY, "/");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");

    const char *key = query_text(fx, "SELECT CAST(max(id) AS TEXT) FROM supporter");
    const char *entry = arena_printf(fx->arena, SUPPORTERS "/entry?key=%s", key);
    assert_shows(get(fx, SAM, entry), "value=\"Fund\"");
    assert_shows(get(fx, SAM, entry), "Delete it for good");
    res = post(fx, SAM, SUPPORTERS "/entry", "key", key, "kind", "funder", "name", "New Fund",
               "url", "https://fund.example/", NULL);
    assert_status(res, 303);
    assert_hides(get(fx, NOBODY, "/"), "&lt;b&gt;Tom");
    assert_shows(get(fx, NOBODY, "/"), "New Fund");
    assert_status(
        post(fx, SAM, SUPPORTERS "/entry", "key", "99", "kind", "funder", "name", "x", NULL), 404);
    assert_status(post(fx, SAM, SUPPORTERS, "delete", "1", "key", key, NULL), 303);
    assert_status(post(fx, SAM, SUPPORTERS, "delete", "1", "key", key, NULL), 404);
    assert_hides(get(fx, NOBODY, "/"), "New Fund");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action LIKE 'supporter.%'"), ==,
                    3);
}

static void
test_supporters_move_among_their_kind(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_supporter(fx, "host", "House");
    a_supporter(fx, "funder", "One");
    a_supporter(fx, "funder", "Two");
    a_supporter(fx, "funder", "Three");
    const char *three = query_text(fx,
                                   "SELECT CAST(id AS TEXT) FROM supporter WHERE name = 'Three'");
    const char *house = query_text(fx,
                                   "SELECT CAST(id AS TEXT) FROM supporter WHERE name = 'House'");
    assert_status(post(fx, SAM, SUPPORTERS, "down", "1", "key", three, NULL), 404);
    assert_status(post(fx, SAM, SUPPORTERS, "up", "1", "key", house, NULL), 404);
    assert_status(post(fx, SAM, SUPPORTERS, "up", "1", "key", three, NULL), 303);
    assert_status(post(fx, SAM, SUPPORTERS, "up", "1", "key", three, NULL), 303);
    assert_shows(get(fx, NOBODY, "/"), "Three, One, Two");
    for (int nth = 3; nth <= 6; nth++)
        assert_status(post_failing_at(fx, nth, SAM, SUPPORTERS, "down", "1", "key", three, NULL),
                      500);
    assert_shows(get(fx, NOBODY, "/"), "Three, One, Two");
}

static void
test_old_addresses_lead_here(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const elsewhere[] = {"https://evil.example/", "//evil.example", "about", ""};
    for (size_t i = 0; i < G_N_ELEMENTS(elsewhere); i++) {
        Response *res = post(fx, SAM, ADDRESSES "/entry", "path", "/node/1", "target", elsewhere[i],
                             NULL);
        assert_status(res, 422);
        assert_shows(res, "f-target-error");
        assert_shows(res, "value=\"/node/1\"");
    }
    assert_status(post(fx, SAM, ADDRESSES "/entry", "path", "node", "target", "/about", NULL), 422);
    assert_status(post(fx, SAM, ADDRESSES "/entry", "path", "/a", "target", "/a", NULL), 422);
    assert_status(post(fx, SAM, ADDRESSES "/entry", "path", "/node/1", "target", "/about", NULL),
                  303);
    assert_location(get(fx, NOBODY, "/node/1"), "/about");
    /* Neither a second one, nor a way that leads round. */
    assert_status(post(fx, SAM, ADDRESSES "/entry", "path", "/node/1", "target", "/feeds", NULL),
                  422);
    assert_status(post(fx, SAM, ADDRESSES "/entry", "path", "/b", "target", "/node/1", NULL), 422);
    assert_shows(get(fx, SAM, ADDRESSES "/entry?key=/node/1"), "value=\"/about\"");
    assert_status(post(fx, SAM, ADDRESSES "/entry", "key", "/node/1", "path", "/node/2", "target",
                       "/feeds", NULL),
                  303);
    assert_location(get(fx, NOBODY, "/node/2"), "/feeds");
    assert_status(get(fx, NOBODY, "/node/1"), 404);
    assert_status(post(fx, SAM, ADDRESSES, "delete", "1", "key", "/node/2", NULL), 303);
    assert_status(get(fx, NOBODY, "/node/2"), 404);
}

static void
test_many_old_addresses_have_pages(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    for (int i = 10; i < 70; i++)
        redirect_insert(cx, arena_printf(cx->arena, "/node/%d", i), "/about");
    fixture_commit(fx);
    assert_shows(get(fx, SAM, ADDRESSES), ">/node/10<");
    assert_hides(get(fx, SAM, ADDRESSES), ">/node/69<");
    assert_shows(get(fx, SAM, ADDRESSES "?page=2"), ">/node/69<");
}

static void
test_interests_are_kept(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const list = "/desk/settings/interests";
    static const char *const entry = "/desk/settings/interests/entry";
    assert_status(get(fx, EDNA, list), 403);
    assert_status(post(fx, SAM, entry, "name", "Kinship <b>care", "name_fr", "Parenté", NULL), 303);
    assert_status(post(fx, SAM, entry, "name", "Advocacy", NULL), 303);
    assert_status(post(fx, SAM, entry, "name", "advocacy", NULL), 422);
    assert_status(post(fx, SAM, entry, "name", "", NULL), 422);
    assert_shows(get(fx, SAM, list), "Kinship &lt;b&gt;care");
    assert_status(post(fx, SAM, entry, "key", "advocacy", "name", "Speaking up", NULL), 303);
    assert_status(post(fx, SAM, entry, "key", "none", "name", "None", NULL), 404);
    assert_status(post(fx, SAM, list, "key", "advocacy", "up", "1", NULL), 303);
    g_assert_cmpstr(query_text(fx, "SELECT name FROM interest ORDER BY position LIMIT 1"), ==,
                    "Speaking up");
    assert_shows(get(fx, NOBODY, "/join"), "Speaking up");
    run_sql(fx, "INSERT INTO person_interest (person_id, interest) VALUES (1, 'advocacy')");
    assert_status(post(fx, SAM, list, "key", "advocacy", "delete", "1", NULL), 303);
    assert_status(post(fx, SAM, list, "key", "advocacy", "delete", "1", NULL), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person_interest"), ==, 0);
}

void
keep_tests(void)
{
    add_test("/keep/for-the-secretariat-only", test_for_the_secretariat_only);
    add_test("/keep/pillars-have-own-words", test_pillars_have_own_words);
    add_test("/keep/supporters-come-and-go", test_supporters_come_and_go);
    add_test("/keep/supporters-move-among-their-kind", test_supporters_move_among_their_kind);
    add_test("/keep/old-addresses-lead-here", test_old_addresses_lead_here);
    add_test("/keep/many-old-addresses-have-pages", test_many_old_addresses_have_pages);
    add_test("/keep/interests-are-kept", test_interests_are_kept);
}
