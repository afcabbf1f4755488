/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/library_testing.h"
#include "library/relation.h"
#include "library/work_named.h"

#include <string.h>

static const char *
related(Fixture *fx, int64_t work)
{
    return arena_printf(fx->arena, "/desk/library/%" PRId64 "/related", work);
}

static int64_t
a_work_called(Fixture *fx, const char *slug, const char *title)
{
    return a_published(fx, (ItemDraft){.kind = "work", .slug = slug, .title = title});
}

static Response *
relate(Fixture *fx, int64_t work, const char *type, const char *other)
{
    return post(fx, EDNA, related(fx, work), "type", type, "other", other, "title", "", NULL);
}

static const char *
number(Fixture *fx, int64_t id)
{
    return arena_printf(fx->arena, "%" PRId64, id);
}

/* ---- what readers see ---- */

static void
test_both_show_it_each_from_its_side(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t guide = a_work(fx), whole = a_work_called(fx, "whole", "The whole");
    Ctx *cx = fixture_begin(fx, EDNA);
    item_translate(cx, whole, 0, &(ItemDraft){.language = "fr", .title = "Le tout"});
    fixture_commit(fx);
    assert_status(relate(fx, guide, "IsPartOf", number(fx, whole)), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM library_relation"), ==, 1);
    Response *res = get(fx, NOBODY, "/library/guide");
    assert_statements(fx, 16);
    assert_shows(
        res,
        "<dt data-relation=\"IsPartOf\">Is part of</dt><dd><a href=\"/library/whole\" lang=\"en\"");
    res = get(fx, NOBODY, "/library/whole");
    assert_shows(res, "<dt data-relation=\"HasPart\">Has as a part</dt><dd><a "
                      "href=\"/library/guide\" lang=\"en\"");
    assert_hides(res, "Is part of");
    res = get(fx, NOBODY, "/fr/library/guide");
    assert_shows(res, "<dt data-relation=\"IsPartOf\">Fait partie de</dt><dd><a "
                      "href=\"/fr/library/whole\" lang=\"fr\" "
                      "dir=\"auto\">Le tout</a>");
    res = get_json(fx, NOBODY, "/library/guide.json");
    assert_shows(res, "\"title\":\"The whole\"");
    assert_shows(res, "\"name\":\"IsPartOf\"");
    /* Said from the other side it is the same row. */
    assert_shows(relate(fx, whole, "HasPart", "/library/guide"), "This is said already");
}

static void
test_what_is_elsewhere_has_a_title(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t guide = a_work(fx);
    Response *res = post(fx, EDNA, related(fx, guide), "type", "References", "other",
                         "https://example.org/x?a=1&b=2", "title", "", NULL);
    assert_status(res, 422);
    assert_shows(res, "Write the title of what is there");
    assert_shows(res, "https://example.org/x?a=1&amp;b=2");
    assert_status(post(fx, EDNA, related(fx, guide), "type", "References", "other",
                       "https://example.org/x?a=1&b=2", "title", HOSTILE, NULL),
                  303);
    assert_status(post(fx, EDNA, related(fx, guide), "type", "Reviews", "other", "doi:10.5555/9",
                       "title", "Nine", NULL),
                  303);
    res = get(fx, NOBODY, "/library/guide");
    assert_shows(res, "<a href=\"https://example.org/x?a=1&amp;b=2\" dir=\"auto\">&lt;b&gt;Tom");
    assert_shows(res, "<a href=\"https://doi.org/10.5555/9\" dir=\"auto\">Nine</a>");
    assert_hides(res, "<b>Tom");
}

static void
test_a_work_that_is_not_seen_is_nowhere(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t guide = a_work(fx), other = a_work_called(fx, "zyx", "Zyxhidden");
    an_edition(fx, guide, "1", "en", "published");
    assert_status(relate(fx, guide, "IsPartOf", number(fx, other)), 303);
    assert_shows(get(fx, NOBODY, "/editions/guide-1"), "\"isPartOf\":[{\"@type\":\"CreativeWork\"");
    run_sql(fx, "UPDATE item SET audience = 'members' WHERE slug = 'zyx'");
    static const char *const paths[] = {"/library/guide", "/library/guide.json",
                                        "/editions/guide-1", "/editions/guide-1.json"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        Response *res = strstr(paths[i], ".json") != NULL ? get_json(fx, NOBODY, paths[i])
                                                          : get(fx, NOBODY, paths[i]);
        assert_status(res, 200);
        assert_hides(res, "Zyxhidden");
        assert_hides(res, "/library/zyx");
        assert_hides(res, "Is part of");
        assert_hides(res, "isPartOf");
    }
    assert_shows(get(fx, ANN, "/library/guide"), "Zyxhidden");
    /* Withdrawn it is the editors' only, and they are told; deleted it is gone. */
    run_sql(fx, "UPDATE item SET audience = 'public', status = 'draft' WHERE slug = 'zyx'");
    assert_hides(get(fx, ANN, "/library/guide"), "Zyxhidden");
    assert_shows(get(fx, EDNA, "/library/guide"), "Zyxhidden</a> <b>Not published</b>");
    assert_hides(get(fx, EDNA, "/editions/guide-1"), "isPartOf");
    item_delete(fixture_begin(fx, SAM), other);
    fixture_commit(fx);
    assert_status(get(fx, EDNA, "/library/guide"), 200);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM library_relation"), ==, 0);
}

/* ---- what is refused ---- */

static void
test_circles_doubles_and_itself_are_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t a = a_work(fx), b = a_work_called(fx, "b", "Bee"), c = a_work_called(fx, "c", "Cee");
    assert_status(relate(fx, a, "IsPartOf", number(fx, b)), 303);
    assert_status(relate(fx, c, "HasPart", number(fx, b)), 303);
    const struct {
        int64_t work, other;
        const char *type, *words;
    } cases[] = {
        {a, a, "References", "This is the publication itself"},
        {a, b, "IsPartOf",   "This is said already"          },
        {b, a, "HasPart",    "This is said already"          },
        {b, a, "IsPartOf",   "go round in a circle"          },
        {c, a, "IsPartOf",   "go round in a circle"          },
        {a, c, "HasPart",    "go round in a circle"          },
        {a, b, "Nonsense",   "type"                          },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Response *res = relate(fx, cases[i].work, cases[i].type, number(fx, cases[i].other));
        assert_status(res, 422);
        assert_shows(res, cases[i].words);
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM library_relation"), ==, 2);
    /* Another type goes its own way; two may refer to each other. */
    assert_status(relate(fx, c, "Continues", number(fx, a)), 303);
    assert_status(relate(fx, a, "References", number(fx, b)), 303);
    assert_status(relate(fx, b, "References", number(fx, a)), 303);
}

static void
test_a_work_is_named_in_several_ways(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t guide = a_work(fx), other = a_work_called(fx, "b", "Counting workers");
    a_work_called(fx, "c", "Counting workers again");
    an_edition(fx, guide, "1", "en", "published");
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO library_work (item_id, type, licence, rights, doi,"
                             " changed_at) VALUES (%" PRId64 ", '', '', '', '10.5555/7', 1)",
                             other));
    const char *base = fx->app.base_url;
    const char *const ways[] = {number(fx, other),
                                "/library/b",
                                "/fr/library/b",
                                arena_printf(fx->arena, "%s/library/b?x=1", base),
                                "https://doi.org/10.5555/7",
                                "counting workers"};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        const WorkNamed named = work_named(fixture_begin(fx, EDNA), ways[i]);
        g_assert_true(named.work != NULL && named.work->id == other);
        fixture_commit(fx);
    }
    const WorkNamed by_edition = work_named(fixture_begin(fx, EDNA), "/editions/guide-1");
    g_assert_true(by_edition.work != NULL && by_edition.work->id == guide);
    fixture_commit(fx);
    Response *res = relate(fx, guide, "References", "counting");
    assert_status(res, 422);
    assert_shows(res, "Several have these words");
    assert_shows(res, "<button class=\"button second\" name=\"pick\"");
    res = relate(fx, guide, "References", "zyxnothing");
    assert_status(res, 422);
    assert_shows(res, "There is no such publication");
    assert_shows(res, "value=\"zyxnothing\"");
    assert_status(post(fx, EDNA, related(fx, guide), "type", "References", "other", "counting",
                       "pick", number(fx, other), NULL),
                  303);
    assert_shows(get(fx, NOBODY, "/library/guide"), "Counting workers</a>");
}

/* ---- who may ---- */

static void
test_only_editors_say_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t guide = a_work(fx), other = a_work_called(fx, "b", "B");
    assert_status(get(fx, NOBODY, related(fx, guide)), 303);
    assert_status(get(fx, ANN, related(fx, guide)), 403);
    assert_status(
        post(fx, ANN, related(fx, guide), "type", "Reviews", "other", number(fx, other), NULL),
        403);
    /* Nor a member on a draft of one's own: it would show on others' pages. */
    int64_t own = a_draft(fx, (ItemDraft){.kind = "work", .slug = "own", .title = "O"});
    run_sql(fx, "UPDATE item SET author_id = 1 WHERE slug = 'own'");
    assert_status(get(fx, ANN, library_path(fx, "/desk/library/", own)), 200);
    assert_hides(get(fx, ANN, library_path(fx, "/desk/library/", own)), related(fx, own));
    assert_status(
        post(fx, ANN, related(fx, own), "type", "Reviews", "other", number(fx, other), NULL), 403);
    assert_status(get(fx, EDNA, "/desk/library/999/related"), 404);
    assert_status(relate(fx, guide, "Reviews", number(fx, other)), 303);
    int64_t id = query_int(fx, "SELECT id FROM library_relation");
    const char *away = arena_printf(fx->arena, "%s/%" PRId64 "/delete", related(fx, other), id);
    assert_status(post(fx, ANN, away, NULL), 403);
    assert_status(
        post(fx, EDNA, arena_printf(fx->arena, "%s/999/delete", related(fx, other)), NULL), 404);
    /* It can be taken away from the other side, too. */
    assert_status(post(fx, EDNA, away, NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM library_relation"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action LIKE 'work.%relate'"),
                    ==, 2);
}

static void
insert_one(Ctx *cx, const void *data)
{
    const int64_t *ids = data;
    const RelationDraft draft = {
        .type = relation_type_find("HasPart"), .other_id = ids[1], .url = "", .title = ""};
    if (relation_fault(cx, ids[0], &draft).words == NULL)
        relation_insert(cx, ids[0], &draft);
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t ids[2] = {a_work(fx), 0};
    ids[1] = a_work_called(fx, "b", "B");
    g_assert_cmpint(fixture_fail_each(fx, EDNA, insert_one, ids), >=, 5);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM library_relation"), ==, 0);
    assert_status(post_failing_at(fx, 6, EDNA, related(fx, ids[0]), "type", "HasPart", "other",
                                  number(fx, ids[1]), NULL),
                  500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM library_relation"), ==, 0);
}

void
relation_tests(void)
{
    add_test("/relation/each-from-its-side", test_both_show_it_each_from_its_side);
    add_test("/relation/elsewhere", test_what_is_elsewhere_has_a_title);
    add_test("/relation/not-seen-is-nowhere", test_a_work_that_is_not_seen_is_nowhere);
    add_test("/relation/circles-and-doubles", test_circles_doubles_and_itself_are_refused);
    add_test("/relation/named", test_a_work_is_named_in_several_ways);
    add_test("/relation/only-editors", test_only_editors_say_it);
    add_test("/relation/failures", test_a_failure_changes_nothing);
}
