/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/item.h"

#define LANGUAGE_AND_AUDIENCE "language", "en", "audience", "public"

static Response *
write_page(Fixture *fx, const char *title, const char *body)
{
    return post(fx, EDNA, "/desk/pages/new", "kind", "page", "title", title, "body", body, "slug",
                "first", LANGUAGE_AND_AUDIENCE, NULL);
}

static Response *
save(Fixture *fx, int64_t me, const char *version, const char *title, const char *body)
{
    return post(fx, me, "/desk/pages/1", "version", version, "title", title, "body", body,
                LANGUAGE_AND_AUDIENCE, NULL);
}

static Response *
act(Fixture *fx, int64_t me, const char *name)
{
    const char *version = query_text(fx, "SELECT CAST(version AS TEXT) FROM item WHERE id = 1");
    return post(fx, me, "/desk/pages/1/acts", "act", name, "version", version, NULL);
}

static void
test_page_is_written_and_published(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, EDNA, "/desk/pages/new"), 200);
    assert_statements(fx, 8);
    assert_location(write_page(fx, "Our year", "**All** of it"), "/desk/pages/1");
    assert_shows(get(fx, EDNA, "/desk/pages/1"), "Our year");
    assert_statements(fx, 10);
    assert_status(get(fx, NOBODY, "/first"), 404);
    assert_status(act(fx, EDNA, "publish"), 303);
    assert_shows(get(fx, NOBODY, "/first"), "<strong>All</strong>");
    assert_status(act(fx, EDNA, "publish"), 409);
    assert_status(act(fx, EDNA, "archive"), 303);
    assert_status(act(fx, EDNA, "withdraw"), 303);
    assert_status(get(fx, NOBODY, "/first"), 404);
    assert_status(act(fx, EDNA, "submit"), 303);
    assert_shows(get(fx, SAM, "/desk"), "Review a text");
    assert_status(act(fx, EDNA, "nothing"), 404);
}

static void
test_hostile_text_stays_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = post(fx, EDNA, "/desk/pages/new", "kind", "work", "title", HOSTILE, "summary",
                         HOSTILE, "body", HOSTILE "<script>x</script>", "topics", HOSTILE,
                         "new_topic", HOSTILE, "author", HOSTILE, "credit", HOSTILE, "place",
                         HOSTILE, "note", HOSTILE, LANGUAGE_AND_AUDIENCE, NULL);
    assert_location(res, "/desk/pages/1");
    static const char *const paths[] = {"/desk/pages", "/desk/pages/1", "/desk/pages/1/delete",
                                        "/desk/pages?q=%25%3Cb%3E&kind=%22%3E&state=x"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        res = get(fx, EDNA, paths[i]);
        assert_status(res, 200);
        assert_hides(res, "<b>Tom");
        assert_hides(res, "<script>x");
    }
}

/* What the form shows, it keeps: saving what was opened changes nothing. */
static void
test_saving_keeps_every_fact(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char facts[] = "SELECT credit || '|' || place || '|' || spoken || '|' || link || "
                                "'|' || planned_on || '|' || author FROM item";
    static const char expected[] = "Thanks|Nairobi|en,fr|https://example.org/|2017-03|Ann";
    Response *res = post(fx, EDNA, "/desk/pages/new", "kind", "event", "title", "Forum", "credit",
                         "Thanks", "place", "Nairobi", "spoken", "en, fr", "link",
                         "https://example.org/", "planned_on", "2017-03", "author", "Ann",
                         LANGUAGE_AND_AUDIENCE, NULL);
    assert_location(res, "/desk/pages/1");
    g_assert_cmpstr(query_text(fx, facts), ==, expected);
    assert_shows(get(fx, EDNA, "/desk/pages/1"), "value=\"en,fr\"");
    res = post(fx, EDNA, "/desk/pages/1", "title", "Forum", "credit", "Thanks", "place", "Nairobi",
               "spoken", "en,fr", "link", "https://example.org/", "planned_on", "2017-03", "author",
               "Ann", "version", "1", LANGUAGE_AND_AUDIENCE, NULL);
    assert_status(res, 303);
    g_assert_cmpstr(query_text(fx, facts), ==, expected);
}

static void
test_what_is_wrong_stays_in_the_form(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = post(fx, EDNA, "/desk/pages/new", "kind", "page", "title", "", "body",
                         "Long words", "slug", "Not A Slug", "planned_on", "soon",
                         LANGUAGE_AND_AUDIENCE, NULL);
    assert_status(res, 422);
    assert_shows(res, "Long words");
    assert_shows(res, "Not A Slug");
    assert_status(write_page(fx, "One", ""), 303);
    res = write_page(fx, "Two", "Kept words");
    assert_status(res, 422);
    assert_shows(res, "Kept words");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item"), ==, 1);
}

static void
test_preview_saves_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = post(fx, EDNA, "/desk/pages/new", "kind", "page", "title", "We", "body",
                         "We are **{figure:members}**", "preview", "1", LANGUAGE_AND_AUDIENCE,
                         NULL);
    assert_status(res, 200);
    assert_shows(res, "<strong>4</strong>");
    assert_shows(res, "**{figure:members}**");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item"), ==, 0);
}

static void
test_second_editor_hears_of_the_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    write_page(fx, "Title", "The old words");
    assert_status(save(fx, EDNA, "1", "Title", "The new words"), 303);
    Response *res = save(fx, SAM, "1", "Title", "The <b>other</b> words");
    assert_status(res, 409);
    assert_shows(res, "<del><span class=\"unseen\">(taken out: </span>new <span "
                      "class=\"unseen\">)</span></del><ins><span class=\"unseen\">(added: "
                      "</span>&lt;b&gt;other&lt;/b&gt; <span class=\"unseen\">)</span></ins>");
    assert_shows(res, "The &lt;b&gt;other&lt;/b&gt; words</textarea>");
    assert_shows(res, "name=\"version\" value=\"2\"");
    g_assert_cmpstr(query_text(fx, "SELECT body FROM item"), ==, "The new words");
    assert_status(save(fx, SAM, "2", "Title", "Both"), 303);
}

static void
test_scheduled_page_appears_in_time(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    write_page(fx, "Later", "Words");
    const char *path = "/desk/pages/1/schedule";
    assert_status(post(fx, EDNA, path, "moment", "2016-01-01T10:00", NULL), 422);
    assert_status(post(fx, EDNA, path, "moment", "never", NULL), 422);
    assert_status(post(fx, ANN, path, "moment", "2017-02-01T10:00", NULL), 404);
    assert_status(post(fx, EDNA, path, "moment", "2017-02-01T10:00", NULL), 303);
    assert_status(get(fx, NOBODY, "/first"), 404);
    fx->now += 31 * 24 * 3600;
    item_publish_due(fixture_begin(fx, NOBODY));
    fixture_commit(fx);
    assert_status(get(fx, NOBODY, "/first"), 200);
}

static void
test_who_may_not_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    write_page(fx, "Ours", "Words");
    assert_status(get(fx, NOBODY, "/desk/pages"), 303);
    assert_status(get(fx, ANN, "/desk/pages/1"), 404);
    assert_status(save(fx, ANN, "1", "Mine now", ""), 404);
    assert_hides(get(fx, ANN, "/desk/pages"), "Ours");
    assert_status(get(fx, EDNA, "/desk/pages/9"), 404);
    assert_status(act(fx, EDNA, "publish"), 303);
    assert_status(get(fx, ANN, "/desk/pages/1"), 403);
    assert_status(save(fx, ANN, "1", "Mine now", ""), 403);
    assert_status(act(fx, ANN, "archive"), 403);
    assert_status(post(fx, EDNA, "/desk/pages/1/delete", NULL), 403);
    assert_status(get(fx, SAM, "/desk/pages/1/delete"), 200);
    assert_statements(fx, 8);
    assert_status(post(fx, SAM, "/desk/pages/1/delete", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item"), ==, 0);
}

static void
test_member_writes_a_post_for_the_editors(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = post(fx, ANN, "/desk/pages/new", "kind", "page", "title", "x", "language", "en",
                         NULL);
    assert_status(res, 422);
    res = post(fx, ANN, "/desk/pages/new", "kind", "work", "title", "Mine", "language", "en",
               "audience", "secretariat", NULL);
    assert_location(res, "/desk/pages/1");
    g_assert_cmpstr(query_text(fx, "SELECT audience FROM item"), ==, "public");
    assert_shows(get(fx, ANN, "/desk/pages"), "Mine");
    assert_status(get(fx, BOB, "/desk/pages/1"), 404);
    assert_status(act(fx, ANN, "publish"), 403);
    assert_status(act(fx, ANN, "submit"), 303);
    assert_shows(get(fx, EDNA, "/desk"), "Review a contribution to the library");
    assert_shows(get(fx, EDNA, "/contributions/1/review"), "href=\"/desk/pages/1\"");
}

/* ---- a database that fails ---- */

static Response *
write_failing_at(Fixture *fx, int nth)
{
    return post_failing_at(fx, nth, EDNA, "/desk/pages/new", "kind", "page", "title", "Title",
                           "body", "Words", "slug", "first", "topics", "care, training",
                           "new_topic", "care", "new_topic", "training", LANGUAGE_AND_AUDIENCE,
                           NULL);
}

/* The only page's, which is not number 1 when the first tries failed: PostgreSQL counts them. */
static const char *
page_path(Fixture *fx, const char *rest)
{
    return arena_printf(fx->arena, "/desk/pages/%" PRId64 "%s",
                        query_int(fx, "SELECT id FROM item"), rest);
}

static Response *
save_failing_at(Fixture *fx, int nth)
{
    return post_failing_at(fx, nth, EDNA, page_path(fx, ""), "version", "1", "title", "T", "body",
                           "New", "slug", "moved", "topics", "care", "new_topic", "care",
                           LANGUAGE_AND_AUDIENCE, NULL);
}

static Response *
schedule_failing_at(Fixture *fx, int nth)
{
    return post_failing_at(fx, nth, EDNA, page_path(fx, "/schedule"), "moment", "2017-02-01T10:00",
                           NULL);
}

static Response *
publish_failing_at(Fixture *fx, int nth)
{
    return post_failing_at(fx, nth, EDNA, page_path(fx, "/acts"), "act", "publish", "version", "2",
                           NULL);
}

static Response *
delete_failing_at(Fixture *fx, int nth)
{
    return post_failing_at(fx, nth, SAM, page_path(fx, "/delete"), NULL);
}

/* Everything that these acts write. */
static const char *
written(Fixture *fx)
{
    return query_text(
        fx, "SELECT (SELECT count(*) FROM item) || '|' || (SELECT count(*) FROM item_revision)"
            " || '|' || (SELECT count(*) FROM item_topic) || '|' || (SELECT count(*) FROM topic)"
            " || '|' || (SELECT count(*) FROM search_text) || '|' || (SELECT count(*) FROM task"
            " WHERE state = 'open') || '|' || (SELECT count(*) FROM audit) || '|' || coalesce("
            "(SELECT max(slug || status || version || title || body) FROM item), '')");
}

static void
test_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        Response *(*send)(Fixture *fx, int nth);
        int least; /* statements that can fail */
    } rows[] = {
        {write_failing_at,    8},
        {save_failing_at,     9},
        {schedule_failing_at, 6},
        {publish_failing_at,  7},
        {delete_failing_at,   6},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const char *before = written(fx);
        int nth = 1;
        Response *res = rows[i].send(fx, nth);
        for (; res->status == 500; res = rows[i].send(fx, ++nth)) {
            assert_shows(res, "Go back: what you typed should still be there");
            g_assert_cmpstr(written(fx), ==, before);
        }
        assert_status(res, 303);
        g_assert_cmpint(nth, >, rows[i].least);
        g_assert_cmpstr(written(fx), !=, before);
    }
    assert_hides(get(fx, EDNA, "/desk/pages"), "Title");
}

static void
test_list_is_filtered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    write_page(fx, "About 100% of us", "");
    post(fx, EDNA, "/desk/pages/new", "kind", "work", "title", "Another thing",
         LANGUAGE_AND_AUDIENCE, NULL);
    Response *res = get(fx, EDNA, "/desk/pages?q=100%25");
    assert_shows(res, "About 100% of us");
    assert_hides(res, "Another thing");
    assert_statements(fx, 8);
    res = get(fx, EDNA, "/desk/pages?kind=work&state=draft&language=en");
    assert_shows(res, "Another thing");
    assert_hides(res, "About 100% of us");
    assert_shows(get(fx, EDNA, "/desk/pages?state=published"), "No text fits");
}

/* What is for a group has to be in one, and no group is put into a part of itself. */
static void
test_texts_are_put_into_groups(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t whole = item_insert(cx, &(ItemDraft){.kind = "group", .slug = "w", .title = "Whole"});
    int64_t part = item_insert(
        cx, &(ItemDraft){.kind = "group", .slug = "p", .title = "Part", .parent_id = whole});
    fixture_commit(fx);
    const char *number = arena_printf(fx->arena, "%d", (int)part);
    assert_status(post(fx, SAM, "/desk/pages/new", "kind", "event", "title", "Call", "language",
                       "en", "audience", "group", NULL),
                  422);
    assert_status(post(fx, SAM, "/desk/pages/new", "kind", "event", "title", "Call", "language",
                       "en", "audience", "group", "within", "99", NULL),
                  422);
    assert_status(post(fx, SAM, "/desk/pages/new", "kind", "event", "title", "Call", "language",
                       "en", "audience", "group", "within", number, NULL),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT group_id FROM item WHERE title = 'Call'"), ==, part);
    const char *url = arena_printf(fx->arena, "/desk/pages/%d",
                                   (int)query_int(fx, "SELECT id FROM item WHERE title = 'Call'"));
    assert_shows(get(fx, SAM, url), "selected>Part");
    assert_hides(get(fx, SAM, arena_printf(fx->arena, "/desk/pages/%d", (int)whole)), ">Part<");
    assert_status(post(fx, SAM, url, "title", "Call", "language", "en", "audience", "public",
                       "version", "1", NULL),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT coalesce(group_id, 0) FROM item WHERE title = 'Call'"),
                    ==, 0);
}

void
desk_page_tests(void)
{
    add_test("/desk/texts-are-put-into-groups", test_texts_are_put_into_groups);
    add_test("/desk_page/is-written-and-published", test_page_is_written_and_published);
    add_test("/desk_page/hostile-text-stays-text", test_hostile_text_stays_text);
    add_test("/desk_page/saving-keeps-every-fact", test_saving_keeps_every_fact);
    add_test("/desk_page/what-is-wrong-stays-in-the-form", test_what_is_wrong_stays_in_the_form);
    add_test("/desk_page/preview-saves-nothing", test_preview_saves_nothing);
    add_test("/desk_page/second-editor-hears-of-the-first", test_second_editor_hears_of_the_first);
    add_test("/desk_page/scheduled-page-appears-in-time", test_scheduled_page_appears_in_time);
    add_test("/desk_page/who-may-not-is-refused", test_who_may_not_is_refused);
    add_test("/desk_page/member-writes-a-post", test_member_writes_a_post_for_the_editors);
    add_test("/desk_page/failure-changes-nothing", test_failure_changes_nothing);
    add_test("/desk_page/list-is-filtered", test_list_is_filtered);
}
