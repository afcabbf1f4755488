/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_testing.h"
#include "alliance/mail_testing.h"
#include "alliance/standing_link.h"
#include "base/moment.h"
#include "finding/saved_search.h"
#include "library/library_testing.h"

#include <string.h>

static const MailKind *const mails[] = {&MAIL_SAVED_SEARCH, NULL};

/* A work that was published now. */
static int64_t
a_new_work(Fixture *fx, const char *slug, const char *title, const char *audience)
{
    return a_published(
        fx, (ItemDraft){.kind = "work", .slug = slug, .title = title, .audience = audience});
}

static int64_t
look(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    JobCursor cursor = {0};
    int64_t n = saved_search_count_due(cx) > 0 ? saved_search_look(cx, &cursor) : 0;
    fixture_commit(fx);
    return n;
}

static int64_t
look_a_day_later(Fixture *fx)
{
    fx->now += MOMENT_DAY;
    return look(fx);
}

static void
save(Fixture *fx, int64_t person, const char *words)
{
    g_autofree char *q = g_uri_escape_string(words, NULL, true);
    const char *list = *words == '\0' ? "/library" : arena_printf(fx->arena, "/library?q=%s", q);
    assert_status(post(fx, person, "/library/searches", "list", list, NULL), 303);
}

/* ---- the page ---- */

static void
test_a_search_is_saved_from_the_list(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_new_work(fx, "trees", "Trees & <b>leaves</b>", "public");
    Response *res = get(fx, ANN, "/library?q=trees");
    assert_shows(res, "action=\"/library/searches\"");
    assert_shows(res, "name=\"list\" value=\"/library?q=trees\"");
    assert_hides(get(fx, NOBODY, "/library?q=trees"), "/library/searches");
    save(fx, ANN, "<b>trees & \"leaves\"</b>");
    save(fx, ANN, "<b>trees & \"leaves\"</b>");
    assert_status(
        post(fx, ANN, "/library/searches", "list", "/library?page=2&year=2016&q=oaks", NULL), 303);
    res = get(fx, ANN, "/library/searches");
    assert_status(res, 200);
    assert_statements(fx, 8);
    assert_shows(res, "&lt;b&gt;trees &amp; &quot;leaves&quot;&lt;/b&gt;</a>");
    assert_shows(res, "href=\"/library?q=oaks&amp;year=2016\">oaks, 2016</a>");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM saved_search"), ==, 2);
    assert_hides(get(fx, EDNA, "/library/searches"), "oaks");
    assert_status(get(fx, NOBODY, "/library/searches"), 303);
    assert_shows(get_json(fx, ANN, "/library/searches.json"), "\"words\":\"oaks, 2016\"");
}

/* Of another person nothing is changed. */
static void
test_each_keeps_the_own_ones(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    save(fx, ANN, "trees");
    const char *path = arena_printf(fx->arena, "/library/searches/%" PRId64,
                                    query_int(fx, "SELECT max(id) FROM saved_search"));
    assert_status(post(fx, EDNA, path, "delete", "1", NULL), 303);
    assert_status(post(fx, EDNA, path, "mails", "0", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT mails FROM saved_search"), ==, 1);
    assert_status(post(fx, ANN, path, "mails", "0", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT mails FROM saved_search"), ==, 0);
    assert_shows(get(fx, ANN, "/library/searches"), "does not come by mail");
    assert_status(post(fx, ANN, path, "delete", "1", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM saved_search"), ==, 0);
    assert_status(post(fx, NOBODY, "/library/searches", "list", "/library?q=trees", NULL), 403);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM saved_search"), ==, 0);
}

static void
test_there_is_a_limit(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (int i = 0; i < SAVED_SEARCHES_MOST; i++)
        save(fx, ANN, arena_printf(fx->arena, "tree%d", i));
    Response *res = post(fx, ANN, "/library/searches", "list", "/library?q=more", NULL);
    assert_status(res, 422);
    assert_shows(res, "More than 50 searches cannot be saved.");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM saved_search"), ==, SAVED_SEARCHES_MOST);
}

/* ---- the mail ---- */

static Mail
the_mail(Fixture *fx)
{
    Mail mail = {0};
    const char *message = NULL;
    g_assert_true(newest_letter(fx, mails, &mail, &message));
    assert_says(message, "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
    return mail;
}

static void
test_what_is_new_comes_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_new_work(fx, "old-trees", "Old trees", "public");
    fx->now++;
    save(fx, ANN, "trees");
    save(fx, ANN, "stones");
    g_assert_cmpint(look_a_day_later(fx), ==, 0);
    a_new_work(fx, "new-trees", "New <b>trees</b>", "public");
    g_assert_cmpint(look(fx), ==, 1);
    const Mail mail = the_mail(fx);
    g_assert_cmpstr(mail.subject, ==, "New in the library: New <b>trees</b>");
    assert_says(mail.text, "— trees —\n\nNew <b>trees</b>\n");
    assert_says(mail.text, "/library/new-trees");
    assert_says(mail.html, "New &lt;b&gt;trees&lt;/b&gt;</a>");
    g_assert_null(strstr(mail.text, "Old trees"));
    g_assert_null(strstr(mail.text, "stones"));
    assert_says(mail.text, "/library/searches/end/");
    g_assert_cmpint(look(fx), ==, 0);
    g_assert_cmpint(look_a_day_later(fx), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'saved-search'"),
                    ==, 1);
}

/* Who may not see a work is not told of it; a choice that nothing new has finds nothing, instead of
 * everything. */
static void
test_only_what_fits_and_may_be_seen(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    save(fx, ANN, "trees");
    assert_status(post(fx, EDNA, "/library/searches", "list", "/library?q=trees&year=1999", NULL),
                  303);
    fx->now += MOMENT_DAY;
    a_new_work(fx, "secret-trees", "Secret trees", "editors");
    g_assert_cmpint(look(fx), ==, 0);
    save(fx, EDNA, "trees");
    fx->now += 1;
    a_new_work(fx, "more-trees", "More secret trees", "editors");
    g_assert_cmpint(look_a_day_later(fx), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM outbox WHERE template = 'saved-search'"),
                    ==, EDNA);
    const Mail mail = the_mail(fx);
    assert_says(mail.text, "More secret trees");
    g_assert_null(strstr(mail.text, "1999"));
}

/* More than a mail names are counted, in the reader's language. */
static void
test_many_are_counted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET language = 'fr' WHERE id = 1");
    save(fx, ANN, "");
    fx->now += MOMENT_DAY;
    for (int i = 0; i < 13; i++)
        a_new_work(fx, arena_printf(fx->arena, "tree%d", i), arena_printf(fx->arena, "Tree %d", i),
                   "public");
    g_assert_cmpint(look(fx), ==, 1);
    const Mail mail = the_mail(fx);
    assert_says(mail.subject, "13 nouvelles publications");
    assert_says(mail.text, "— Toutes les publications —");
    assert_says(mail.text, "et 3 de plus\nhttp");
}

/* By the link in the mail, without signing in: opening it changes nothing. */
static void
test_one_click_stops_all(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    save(fx, ANN, "trees");
    save(fx, EDNA, "trees");
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *token = standing_link_new(cx, SAVED_SEARCH_END_USE, ANN);
    const char *path = arena_printf(fx->arena, "%s/%s", SAVED_SEARCH_END_PATH, token);
    fixture_commit(fx);
    assert_shows(get(fx, NOBODY, path), "Stop the mails of your searches?");
    g_assert_cmpint(query_int(fx, "SELECT sum(mails) FROM saved_search"), ==, 2);
    assert_shows(post(fx, NOBODY, path, "List-Unsubscribe", "One-Click", NULL),
                 "The mails of your searches have stopped");
    g_assert_cmpint(query_int(fx, "SELECT mails FROM saved_search WHERE person_id = 1"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT sum(mails) FROM saved_search"), ==, 1);
    assert_status(get(fx, NOBODY, "/library/searches/end/made-up"), 410);
    /* What was published meanwhile is not news when mails are asked for again. */
    fx->now += MOMENT_DAY;
    a_new_work(fx, "trees", "Trees", "public");
    fx->now++;
    save(fx, ANN, "trees");
    g_assert_cmpint(look_a_day_later(fx), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT max(person_id) FROM outbox WHERE template = "
                                  "'saved-search'"),
                    ==, EDNA);
}

/* What was removed, stopped or withdrawn before the mail goes out is not in it, nor what is for the
 * next one. */
static void
test_what_is_gone_is_not_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Mail mail = {0};
    const char *message = NULL;
    save(fx, ANN, "trees");
    fx->now += MOMENT_DAY;
    int64_t id = a_new_work(fx, "trees", "Trees", "public");
    g_assert_cmpint(look(fx), ==, 1);
    run_sql(fx,
            arena_printf(fx->arena, "UPDATE item SET status = 'draft' WHERE id = %" PRId64, id));
    g_assert_false(newest_letter(fx, mails, &mail, &message));
    run_sql(fx, arena_printf(fx->arena, "UPDATE item SET status = 'published' WHERE id = %" PRId64,
                             id));
    fx->now++;
    a_new_work(fx, "later", "Later trees", "public");
    g_assert_true(newest_letter(fx, mails, &mail, &message));
    g_assert_null(strstr(mail.text, "Later"));
    run_sql(fx, "UPDATE saved_search SET mails = 0");
    g_assert_false(newest_letter(fx, mails, &mail, &message));
    run_sql(fx, "DELETE FROM saved_search");
    g_assert_false(newest_letter(fx, mails, &mail, &message));
}

/* Who has left is told nothing, and a failing database keeps the search for the next time. */
static void
test_nothing_is_half_done(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    save(fx, ANN, "trees");
    fx->now += MOMENT_DAY;
    a_new_work(fx, "trees", "Trees", "public");
    for (int nth = 1; nth <= 12; nth++) {
        Ctx *cx = fixture_begin(fx, NOBODY);
        JobCursor cursor = {0};
        db_fail_at(fx->db, nth);
        saved_search_look(cx, &cursor);
        bool failed = db_failed(fx->db);
        db_end(fx->db, false);
        fx->cx = NULL;
        db_fail_at(fx->db, 0);
        g_assert_true(failed || nth > 6);
    }
    run_sql(fx, "UPDATE person SET left_at = 1 WHERE id = 1");
    g_assert_cmpint(look(fx), ==, 0);
    run_sql(fx, "UPDATE person SET left_at = NULL WHERE id = 1");
    g_assert_cmpint(look(fx), ==, 1);
}

void
saved_search_tests(void)
{
    add_test("/saved_search/from-the-list", test_a_search_is_saved_from_the_list);
    add_test("/saved_search/own", test_each_keeps_the_own_ones);
    add_test("/saved_search/limit", test_there_is_a_limit);
    add_test("/saved_search/once", test_what_is_new_comes_once);
    add_test("/saved_search/fits", test_only_what_fits_and_may_be_seen);
    add_test("/saved_search/many", test_many_are_counted);
    add_test("/saved_search/one-click", test_one_click_stops_all);
    add_test("/saved_search/gone", test_what_is_gone_is_not_said);
    add_test("/saved_search/failure", test_nothing_is_half_done);
}
