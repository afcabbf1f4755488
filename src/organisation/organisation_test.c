/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/consent.h"
#include "alliance/organisation.h"
#include "alliance/profile.h"
#include "organisation/spelling.h"

#include <string.h>

/* Put a person into an organisation and let everybody see it, or members, or nobody. */
static int64_t
works_at(Fixture *fx, int64_t person_id, const char *name, int64_t to_public, int64_t to_members)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = organisation_named(cx, name, "ngo", "KE");
    organisation_join(cx, person_id, id);
    consent_answer(cx, person_id, purpose_find("directory"), true,
                   &(ConsentSource){"preferences", "test", "en"});
    fixture_commit(fx);
    run_sql(fx,
            arena_printf(fx->arena,
                         "UPDATE person SET shown_public = %" PRId64 ", shown_members = %" PRId64
                         ", handle = 'person-' || id WHERE id = %" PRId64,
                         to_public, to_members, person_id));
    return id;
}

#define SHOWN (PROFILE_NAME | PROFILE_ORGANISATION)

static const char *
slug_path(Fixture *fx, int64_t id)
{
    return arena_printf(fx->arena, "/organisations/%s",
                        query_text(fx, arena_printf(fx->arena,
                                                    "SELECT slug FROM organisation WHERE id = "
                                                    "%" PRId64,
                                                    id)));
}

static void
test_list_tells_what_members_show(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t open = works_at(fx, ANN, "Open House", SHOWN, SHOWN);
    int64_t closed = works_at(fx, BOB, "Closed House", 0, 0);
    works_at(fx, EDNA, "Members’ House", 0, SHOWN);
    Response *res = get(fx, NOBODY, "/organisations");
    assert_shows(res, "Open House");
    assert_shows(res, "1 member");
    assert_hides(res, "Closed House");
    assert_hides(res, "Members’ House");
    assert_statements(fx, 8);
    assert_shows(get(fx, ANN, "/organisations"), "Members’ House");
    assert_hides(get(fx, ANN, "/organisations"), "Closed House");
    assert_shows(get(fx, SAM, "/organisations"), "Closed House");
    assert_shows(get(fx, NOBODY, "/organisations?q=OPÉN"), "Open House");
    assert_hides(get(fx, NOBODY, "/organisations?country=FR"), "Open House");
    assert_shows(get(fx, NOBODY, "/fr/organisations"), "1 membre");
    assert_status(get(fx, NOBODY, slug_path(fx, closed)), 404);
    assert_status(get(fx, NOBODY, "/organisations/none"), 404);

    res = get(fx, NOBODY, slug_path(fx, open));
    assert_shows(res, "Ann Achieng");
    assert_statements(fx, 8);
    run_sql(fx, "UPDATE person SET shown_public = 1 WHERE id = 1");
    assert_status(get(fx, NOBODY, slug_path(fx, open)), 404);
    run_sql(fx, "UPDATE organisation SET about = 'We are here.'");
    res = get(fx, NOBODY, slug_path(fx, open));
    assert_shows(res, "We are here.");
    assert_hides(res, "Ann Achieng");
}

static void
test_one_member_is_not_told_by_suggestions(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    works_at(fx, ANN, "Small House", 0, 0);
    assert_hides(get(fx, NOBODY, "/join"), "Small House");
    works_at(fx, BOB, "Small House", 0, 0);
    assert_shows(get(fx, NOBODY, "/join"), "Small House");
}

static void
test_keys_forget_how_a_name_is_written(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const same[][2] = {
        {"child care ltd.",       "the child care"  },
        {"terre des hommes e.v.", "terre des hommes"},
        {"o.n.g. espoir",         "espoir"          },
        {"save & care (ngo)",     "save care"       },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
        g_assert_cmpstr(spelling_key(fx->arena, same[i][0]), ==,
                        spelling_key(fx->arena, same[i][1]));
    g_assert_cmpstr(spelling_acronym(fx->arena, "kenya association of social workers"), ==, "kasw");
    g_assert_cmpstr(spelling_acronym(fx->arena, "care kenya"), ==, "");
    g_assert_cmpstr(spelling_key(fx->arena, "ltd"), ==, "");
}

static void
test_pairs_look_alike(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const names[] = {"Kenya Association of Social Workers",
                                        "KASW",
                                        "Kenya Asociation of Social Workers",
                                        "Child Care Ltd",
                                        "Child Care",
                                        "Another One",
                                        "Ltd",
                                        "e.V."};
    Ctx *cx = fixture_begin(fx, SAM);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        organisation_named(cx, names[i], "", "KE");
    organisation_named(cx, "Child Care", "", "UG");
    SpellingPairSpan pairs = spelling_list_alike(cx);
    g_assert_cmpuint(pairs.n, ==, 4); /* acronym twice, letters, legal form */
    spelling_set_apart(cx, pairs.at[0].first->id, pairs.at[0].second->id);
    g_assert_cmpuint(spelling_list_alike(cx).n, ==, 3);
    fixture_commit(fx);
}

static void
test_merge_is_a_spelling_and_can_be_undone(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t kept = works_at(fx, ANN, "Child Care", SHOWN, SHOWN);
    int64_t other = works_at(fx, BOB, "Child Care Ltd", SHOWN, SHOWN);
    works_at(fx, EDNA, "Child Care Ltd", SHOWN, SHOWN);
    const char *ids[] = {arena_printf(fx->arena, "%" PRId64, other),
                         arena_printf(fx->arena, "%" PRId64, kept)};
    const char *old = slug_path(fx, other),
               *split = arena_printf(fx->arena, "/desk/organisations/%s/split", ids[0]);

    assert_shows(get(fx, SAM, "/desk/organisations"), "One record: Child Care Ltd");
    assert_status(get(fx, EDNA, "/desk/organisations"), 403);
    assert_status(post(fx, EDNA, "/desk/organisations/merge", "id", ids[0], "into", ids[1], NULL),
                  403);
    assert_status(post(fx, SAM, "/desk/organisations/merge", "id", ids[0], "into", ids[0], NULL),
                  404);
    assert_status(post(fx, SAM, "/desk/organisations/merge", "id", ids[0], "into", ids[1], NULL),
                  303);
    assert_status(post(fx, SAM, "/desk/organisations/merge", "id", ids[1], "into", ids[0], NULL),
                  404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person WHERE organisation = 'Child Care'"),
                    ==, 3);
    assert_location(get(fx, NOBODY, old), slug_path(fx, kept));

    /* Who types the old spelling next arrives at the record; who leaves it is not brought back. */
    works_at(fx, SAM, "CHILD CARE LTD", SHOWN, SHOWN);
    g_assert_cmpint(query_int(fx, "SELECT organisation_id FROM person WHERE id = 4"), ==, kept);
    works_at(fx, EDNA, "Elsewhere", SHOWN, SHOWN);
    assert_status(post(fx, SAM, split, NULL), 303);
    assert_status(post(fx, SAM, split, NULL), 404);
    g_assert_cmpstr(query_text(fx, "SELECT organisation FROM person WHERE id = 2"), ==,
                    "Child Care Ltd");
    g_assert_cmpstr(query_text(fx, "SELECT organisation FROM person WHERE id = 3"), ==,
                    "Elsewhere");
    g_assert_cmpint(query_int(fx, "SELECT organisation_id FROM person WHERE id = 4"), ==, kept);
    assert_status(get(fx, NOBODY, old), 200);
}

static void
test_representative_writes_the_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = works_at(fx, ANN, "Child Care", SHOWN, SHOWN);
    works_at(fx, EDNA, "Child Care Ltd", SHOWN, SHOWN);
    const char *path = slug_path(fx, id), *edit = arena_printf(fx->arena, "%s/edit", path);
    const char *offer = arena_printf(fx->arena, "%s/representative", path);
    static const char *const tasks = "SELECT count(*) FROM task WHERE state = 'open' AND kind ="
                                     " 'organisation.representative'";

    assert_shows(get(fx, ANN, path), "I speak for it");
    assert_hides(get(fx, BOB, path), "I speak for it");
    assert_status(post(fx, BOB, offer, "offer", "1", NULL), 404);
    assert_status(post(fx, ANN, offer, "offer", "1", NULL), 303);
    assert_status(post(fx, ANN, offer, "offer", "1", NULL), 404);
    assert_status(get(fx, ANN, edit), 403);
    g_assert_cmpint(query_int(fx, tasks), ==, 1);
    assert_shows(get(fx, SAM, "/desk/organisations"), "Ann Achieng");
    const char *word = arena_printf(fx->arena, "/desk/organisations/representatives/%" PRId64,
                                    query_int(fx, "SELECT id FROM representative"));
    assert_status(post(fx, SAM, word, "confirm", "1", "until", "yesterday", NULL), 422);
    assert_status(post(fx, ANN, word, "confirm", "1", NULL), 403);
    assert_status(post(fx, SAM, word, "confirm", "1", "until", "2017-06", NULL), 303);
    assert_status(post(fx, SAM, word, "confirm", "1", NULL), 404);
    g_assert_cmpint(query_int(fx, tasks), ==, 0);
    assert_shows(get(fx, NOBODY, path), "Who speaks for it");

    Response *res = post(fx, ANN, edit, "name", HOSTILE, "about", HOSTILE, "country", "KE",
                         "website", "https://example.org/", NULL);
    assert_status(res, 303);
    res = get(fx, NOBODY, path);
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    g_assert_cmpstr(query_text(fx, "SELECT organisation FROM person WHERE id = 1"), ==, HOSTILE);
    assert_status(post(fx, ANN, edit, "name", "child care LTD", "country", "KE", NULL), 422);
    assert_status(post(fx, ANN, edit, "name", "", NULL), 422);
    assert_status(post(fx, BOB, edit, "name", "Mine", NULL), 403);
    assert_status(get(fx, SAM, edit), 200);
    assert_shows(get(fx, SAM, arena_printf(fx->arena, "/fr%s", edit)), "À propos");

    run_sql(fx, "UPDATE representative SET until = since + 1");
    fx->now += 2;
    assert_status(get(fx, ANN, edit), 403);
}

typedef struct Two {
    int64_t id, into;
} Two;

static void
merge_and_split(Ctx *cx, const void *data)
{
    const Two *two = data;
    spelling_merge(cx, two->id, two->into);
    spelling_split(cx, two->id);
}

static void
test_nothing_is_half_merged(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Two two = {works_at(fx, ANN, "One", SHOWN, SHOWN), works_at(fx, BOB, "Two", SHOWN, SHOWN)};
    g_assert_cmpint(fixture_fail_each(fx, SAM, merge_and_split, &two), >, 8);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM organisation_move"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM organisation WHERE merged_into > 0"), ==,
                    0);
}

void
organisation_tests(void)
{
    add_test("/organisation/list-tells-what-members-show", test_list_tells_what_members_show);
    add_test("/organisation/one-member-is-not-told-by-suggestions",
             test_one_member_is_not_told_by_suggestions);
    add_test("/organisation/keys-forget-how-a-name-is-written",
             test_keys_forget_how_a_name_is_written);
    add_test("/organisation/pairs-look-alike", test_pairs_look_alike);
    add_test("/organisation/merge-is-a-spelling-and-can-be-undone",
             test_merge_is_a_spelling_and_can_be_undone);
    add_test("/organisation/representative-writes-the-page", test_representative_writes_the_page);
    add_test("/organisation/nothing-is-half-merged", test_nothing_is_half_merged);
}
