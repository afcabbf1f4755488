/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/digest.h"
#include "alliance/follow.h"
#include "alliance/group_testing.h"
#include "alliance/item.h"
#include "alliance/standing_link.h"
#include "testing.h"

static const char *
path_of(Fixture *fx, int64_t person_id, const char *use)
{
    const char *token = standing_link_new(fixture_begin(fx, NOBODY), use, person_id);
    const char *path = arena_printf(fx->arena, "%s/%s", DIGEST_PACE_PATH, token);
    fixture_commit(fx);
    return path;
}

static int64_t
pace_of(Fixture *fx)
{
    return query_int(fx, "SELECT pace FROM person WHERE id = 1");
}

static int64_t
comes(Fixture *fx)
{
    return query_int(fx, "SELECT comment_mails FROM person WHERE id = 1");
}

static void
test_by_one_button(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = path_of(fx, ANN, LINK_PACE);
    Response *res = get(fx, NOBODY, path); /* a link scanner changes nothing */
    assert_status(res, 200);
    assert_shows(res, "Now: Each mail at once.");
    assert_shows(res, "value=\"1\">One mail a day");
    assert_hides(res, "value=\"0\"");
    g_assert_cmpint(pace_of(fx), ==, 0);
    res = post(fx, NOBODY, path, "days", "1", NULL);
    assert_shows(res, "Now: One mail a day.");
    g_assert_cmpint(pace_of(fx), ==, 1);
    assert_shows(get_json(fx, NOBODY, path), "\"comes\":true");
    assert_shows(get(fx, NOBODY, arena_printf(fx->arena, "/ar%s", path)), "dir=\"rtl\"");

    /* What is no choice of these is none: nothing comes, and a choice brings it back. */
    post(fx, NOBODY, path, "days", "3", NULL);
    g_assert_cmpint(comes(fx), ==, 0);
    g_assert_cmpint(pace_of(fx), ==, 1);
    assert_shows(get(fx, NOBODY, path), "Now: none of it comes by mail.");
    post(fx, NOBODY, path, "days", "7", NULL);
    g_assert_cmpint(comes(fx), ==, 1);
    g_assert_cmpint(pace_of(fx), ==, 7);

    /* As programs of mail end it. */
    Incoming in = {
        .method = POST,
        .target = path,
        .host = "127.0.0.1:8080",
        .content_type = "application/x-www-form-urlencoded",
        .body = {"List-Unsubscribe=One-Click", 26}
    };
    assert_status(send_raw(fx, &in), 200);
    g_assert_cmpint(comes(fx), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT pace FROM person WHERE id = 2"), ==, 0);
}

/* A group with Ann and Bob, a post that Ann follows, and one that she wrote; their numbers. */
static void
follows_three(Fixture *fx, int64_t ret_ids[3])
{
    ret_ids[0] = group_of_two(fx, "cases", "Cases " HOSTILE, "members");
    Ctx *cx = fixture_begin(fx, EDNA);
    ret_ids[1] = item_insert(cx, &(ItemDraft){.kind = "post", .slug = "p", .title = "Followed"});
    ret_ids[2] = item_insert(
        cx, &(ItemDraft){.kind = "post", .slug = "o", .title = "Own", .author_id = ANN});
    item_publish(cx, ret_ids[1]);
    item_publish(cx, ret_ids[2]);
    follow_set(cx, ret_ids[1], ANN, FOLLOW_IT);
    fixture_commit(fx);
}

static Response *
stop(Fixture *fx, const char *path, int64_t id)
{
    return post(fx, NOBODY, path, "stop", arena_printf(fx->arena, "%" PRId64, id), NULL);
}

/* Of what one follows each can be stopped by itself, and nothing else then. */
static void
test_one_of_what_is_followed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t ids[3];
    follows_three(fx, ids);
    const char *path = path_of(fx, ANN, LINK_PACE);
    Response *res = get(fx, NOBODY, path);
    assert_statements(fx, 7);
    assert_shows(res, ">Cases &lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(res, ">Followed</a>");
    assert_shows(res, ">Own</a>");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM follow WHERE wants = 0"), ==, 0);
    for (size_t i = 0; i < 3; i++) {
        res = stop(fx, path, ids[i]);
        assert_status(res, 200);
        assert_shows(res, "It does not come by mail any more:");
        assert_hides(res, arena_printf(fx->arena, "\"stop\" value=\"%" PRId64 "\"", ids[i]));
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM follow WHERE wants = 0"), ==,
                        (int64_t)i + 1);
    }
    assert_hides(get(fx, NOBODY, path), "Or stop only one");
    g_assert_cmpint(comes(fx), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM follow WHERE person_id <> 1"), ==, 0);
    /* What is stopped already, not followed, or not there is nothing that could be stopped. */
    assert_hides(stop(fx, path, ids[0]), "any more:");
    assert_hides(stop(fx, path, 0), "any more:");
    assert_hides(stop(fx, path, 999), "any more:");
    assert_hides(stop(fx, path_of(fx, BOB, LINK_PACE), ids[1]), "any more:");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM follow"), ==, 3);
}

static void
follow_posts(Fixture *fx, int n)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    for (int i = 0; i < n; i++) {
        const char *slug = arena_printf(fx->arena, "p%d", i);
        int64_t id = item_insert(cx, &(ItemDraft){.kind = "post", .slug = slug, .title = slug});
        item_publish(cx, id);
        follow_set(cx, id, ANN, FOLLOW_IT);
    }
    fixture_commit(fx);
}

static void
test_more_than_are_listed_is_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = path_of(fx, ANN, LINK_PACE);
    follow_posts(fx, 50);
    assert_hides(get(fx, NOBODY, path), "These are the first 50.");
    int64_t id = query_int(fx, "SELECT max(id) FROM item");
    run_sql(fx, "INSERT INTO item (kind, slug, title, status, created_at, updated_at)"
                " VALUES ('post', 'one-more', 'One more', 'published', 0, 0);"
                "INSERT INTO follow (item_id, person_id, wants, since)"
                " SELECT id, 1, 1, 0 FROM item WHERE slug = 'one-more'");
    assert_shows(get(fx, NOBODY, path), "These are the first 50.");
    assert_hides(stop(fx, path, id), "These are the first 50.");
}

/* The link shows no more than its reader may see now. */
static void
test_what_is_hidden_is_not_listed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *sql, *hides;
    } cases[] = {
        {"UPDATE item SET audience = 'secretariat' WHERE slug = 'p'", ">Followed<"},
        {"UPDATE item SET status = 'draft' WHERE slug = 'o'",         ">Own<"     },
        {"UPDATE group_member SET state = 'asked'",                   ">Cases"    },
    };
    int64_t ids[3];
    follows_three(fx, ids);
    const char *path = path_of(fx, ANN, LINK_PACE);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_shows(get(fx, NOBODY, path), cases[i].hides);
        run_sql(fx, cases[i].sql);
        assert_hides(get(fx, NOBODY, path), cases[i].hides);
    }
    assert_hides(stop(fx, path, ids[1]), "any more:");
    /* Who gets none of it has nothing to stop. */
    run_sql(fx, "UPDATE item SET status = 'published'");
    assert_shows(get(fx, NOBODY, path), ">Own<");
    run_sql(fx, "UPDATE person SET comment_mails = 0");
    assert_hides(get(fx, NOBODY, path), ">Own<");
    /* Who only hears of being named gets mails of the group, too. */
    run_sql(fx, "UPDATE person SET comment_mails = 1; UPDATE group_member SET state = 'in'");
    follow_set(fixture_begin(fx, ANN), ids[0], ANN, FOLLOW_MENTIONS);
    fixture_commit(fx);
    assert_shows(get(fx, NOBODY, path), ">Cases");
    for (int nth = 1;; nth++) {
        Response *res = post_failing_at(fx, nth, NOBODY, path, "stop",
                                        arena_printf(fx->arena, "%" PRId64, ids[0]), NULL);
        if (res->status == 200)
            break;
        g_assert_cmpint(nth, <, 20);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM follow WHERE wants = 0"), ==, 0);
    }
}

static void
test_only_by_its_own_link(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *other = path_of(fx, ANN, LINK_PREFERENCES);
    assert_status(get(fx, NOBODY, other), 410);
    assert_status(post(fx, NOBODY, other, "days", "7", NULL), 410);
    assert_status(get(fx, NOBODY, "/pace/\xd8\xb9<b>"), 410);
    const char *path = path_of(fx, ANN, LINK_PACE);
    for (int nth = 1;; nth++) {
        Response *res = post_failing_at(fx, nth, NOBODY, path, "days", "7", NULL);
        if (res->status == 200)
            break;
        g_assert_cmpint(nth, <, 20);
        g_assert_cmpint(pace_of(fx), ==, 0);
    }
    run_sql(fx, "UPDATE person SET links_n = links_n + 1");
    assert_status(post(fx, NOBODY, path, "days", "1", NULL), 410);
}

/* Signed in it is a choice of the preferences. */
static void
test_in_the_preferences(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, ANN, "/preferences"), "name=\"pace\" value=\"0\" checked");
    assert_status(
        post(fx, ANN, "/preferences", "comments", "1", "language", "en", "pace", "7", NULL), 303);
    g_assert_cmpint(pace_of(fx), ==, 7);
    assert_shows(get(fx, ANN, "/preferences"), "name=\"pace\" value=\"7\" checked");
    assert_status(
        post(fx, ANN, "/preferences", "comments", "1", "language", "en", "pace", "2", NULL), 422);
    g_assert_cmpint(pace_of(fx), ==, 7);
}

void
pace_page_tests(void)
{
    add_test("/pace-page/by-one-button", test_by_one_button);
    add_test("/pace-page/one-of-what-is-followed", test_one_of_what_is_followed);
    add_test("/pace-page/more-than-are-listed-is-said", test_more_than_are_listed_is_said);
    add_test("/pace-page/what-is-hidden-is-not-listed", test_what_is_hidden_is_not_listed);
    add_test("/pace-page/only-by-its-own-link", test_only_by_its_own_link);
    add_test("/pace-page/in-the-preferences", test_in_the_preferences);
}
