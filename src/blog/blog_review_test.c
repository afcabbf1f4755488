/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * From a draft to its publication, and what author and editors say in between.
 */
#include "blog/blog_testing.h"

#include "alliance/mail_testing.h"
#include "alliance/review.h"
#include "alliance/sender.h"
#include "base/moment.h"
#include "inbound/inbound_testing.h"

#include <string.h>

#define EDNA_MAIL "edna@example.org"

static int64_t
n_mails(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'post'");
}

static void
test_it_goes_back_and_forth(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_post_of_ann(fx, "Words");
    assert_status(take(fx, ANN, id, "publish", ""), 409);
    assert_status(take(fx, EDNA, id, "publish", ""), 409); /* its author is still writing */
    assert_status(take(fx, BOB, id, "hand-in", ""), 404);
    assert_location(take(fx, ANN, id, "hand-in", "Please " HOSTILE),
                    arena_printf(fx->arena, "/posts/%" PRId64 "/review", id));
    g_assert_cmpstr(state_of_post(fx, id), ==, "review");
    g_assert_cmpstr(query_text(fx, "SELECT kind || state FROM task"), ==, "post.reviewopen");
    assert_shows(get(fx, EDNA, "/desk"), "/posts/1/review");
    assert_shows(get(fx, EDNA, "/posts"), "/posts/1/review");

    assert_status(take(fx, EDNA, id, "return", ""), 422);
    assert_status(take(fx, EDNA, id, "return", "Shorter, please."), 303);
    g_assert_cmpstr(state_of_post(fx, id), ==, "draft");
    g_assert_cmpstr(query_text(fx, "SELECT state FROM task"), ==, "done");
    const char *mail = newest_mail(fx, &MAIL_REVIEW_NOTE, ANN);
    assert_says(mail, "Back to you: A post");
    assert_says(mail, "Shorter, please.");
    assert_says(mail, "/posts/1/review");

    assert_status(take(fx, ANN, id, "say", "How short?"), 303);
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, EDNA), "How short?");
    assert_status(take(fx, ANN, id, "hand-in", ""), 303);
    assert_status(take(fx, EDNA, id, "publish", "Well done."), 303);
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, ANN), "Well done.");
    assert_status(get(fx, NOBODY, "/blog/a-post"), 200);
    Response *res = get(fx, ANN, post_path(fx, id, "/review"));
    assert_shows(res, "Ann Achieng handed it in");
    assert_shows(res, "published it");
    assert_hides(res, "<b>Tom");
    assert_shows(get(fx, ANN, arena_printf(fx->arena, "/fr%s", post_path(fx, id, "/review"))),
                 "Edna");
    assert_shows(get_json(fx, ANN, post_path(fx, id, "/review.json")), "Shorter, please.");
    assert_hides(get(fx, NOBODY, "/blog/a-post"), "Shorter, please.");
}

static void
test_readers_never_see_what_was_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_post_of_ann(fx, "Words");
    publish_post(fx, id);
    assert_status(take(fx, EDNA, id, "say", "Zyxsecret"), 303);
    assert_status(get(fx, NOBODY, post_path(fx, id, "/review")), 303);
    assert_status(get(fx, BOB, post_path(fx, id, "/review")), 404);
    assert_status(take(fx, BOB, id, "say", "x"), 404);
    assert_hides(get(fx, BOB, "/blog/a-post"), "Zyxsecret");
    assert_hides(get(fx, BOB, "/search?q=zyxsecret"), "/blog/a-post");
    assert_status(take(fx, EDNA, id, "no such act", "x"), 404);
    assert_status(take(fx, EDNA, id, "say", ""), 422);
}

static void
test_all_editors_hear_until_one_answers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_post_of_ann(fx, "Words");
    run_sql(fx,
            "INSERT INTO person_role (person_id, role, scope, since) VALUES (2, 'editor', '', 1)");
    assert_status(take(fx, ANN, id, "say", "May I write this?"), 303);
    g_assert_cmpint(n_mails(fx), ==, 2);
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, BOB), "May I write this?");
    assert_status(take(fx, EDNA, id, "say", "Yes."), 303);
    g_assert_cmpint(n_mails(fx), ==, 3);
    assert_status(take(fx, ANN, id, "say", "Thanks."), 303);
    g_assert_cmpint(n_mails(fx), ==, 4);
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, EDNA), "Thanks.");
    /* Who is an editor no more gets nothing of what waited. */
    run_sql(fx, "DELETE FROM person_role WHERE person_id = 2");
    g_assert_cmpstr(newest_mail(fx, &MAIL_REVIEW_NOTE, BOB), ==, "");
}

static void
test_a_moment_is_kept(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_post_of_ann(fx, "Words");
    run_sql(fx, "UPDATE person SET language = 'fr', zone = 'Africa/Nairobi' WHERE id = 1");
    assert_status(take(fx, ANN, id, "hand-in", ""), 303);
    const char *path = post_path(fx, id, "/review");
    assert_status(post(fx, EDNA, path, "act", "schedule", "moment", "2016-01-01T10:00", "version",
                       version_of_post(fx, id), NULL),
                  422);
    assert_status(post(fx, EDNA, path, "act", "schedule", "moment", "2017-01-05T10:00", "version",
                       version_of_post(fx, id), NULL),
                  303);
    g_assert_cmpstr(state_of_post(fx, id), ==, "scheduled");
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, ANN), "5 janvier 2017 à 13:00");
    assert_status(get(fx, NOBODY, "/blog/a-post"), 404);
    assert_hides(get(fx, NOBODY, "/blog"), "/blog/a-post");
    /* It was accepted as it is: its author changes it only by taking it back. */
    assert_location(get(fx, ANN, post_path(fx, id, "")), path);
    assert_status(post(fx, ANN, post_path(fx, id, ""), "title", "Sneaked in", "language", "en",
                       "version", version_of_post(fx, id), NULL),
                  303);
    g_assert_cmpstr(query_text(fx, "SELECT title FROM item"), ==, "A post");

    fx->now = TEST_NOW + 4 * MOMENT_DAY;
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(item_publish_due(cx), ==, 1);
    fixture_commit(fx);
    assert_shows(get(fx, NOBODY, "/blog"), "/blog/a-post");
    assert_shows(get(fx, NOBODY, "/blog.atom"), "<title>A post</title>");
    assert_shows(get(fx, NOBODY, "/sitemap.xml"), "/blog/a-post");
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, ANN), "Publié : A post");
    assert_shows(get(fx, EDNA, path), "The program published it");
    g_assert_cmpint(
        query_int(fx, "SELECT count(*) FROM person WHERE id = 1 AND handle IS NOT NULL"), ==, 1);
}

static void
test_an_author_takes_it_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_post_of_ann(fx, "Words");
    assert_status(take(fx, ANN, id, "hand-in", ""), 303);
    const char *seen = version_of_post(fx, id);
    assert_status(take(fx, ANN, id, "take-back", ""), 303);
    g_assert_cmpstr(state_of_post(fx, id), ==, "draft");
    /* An editor who had it open does not publish what is not handed in any more. */
    assert_status(
        post(fx, EDNA, post_path(fx, id, "/review"), "act", "publish", "version", seen, NULL), 409);
    assert_status(take(fx, ANN, id, "hand-in", ""), 303);
    assert_status(
        post(fx, EDNA, post_path(fx, id, "/review"), "act", "publish", "version", seen, NULL), 409);
    g_assert_cmpstr(state_of_post(fx, id), ==, "review");
}

static void
test_an_editor_needs_nobody(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(post(fx, EDNA, "/posts/new", "title", "Ours", "body", "Words", "language", "en",
                       "audience", "members", NULL),
                  303);
    assert_hides(get(fx, EDNA, "/posts/1/review"), "value=\"hand-in\"");
    assert_status(take(fx, EDNA, 1, "publish", ""), 303);
    assert_status(get(fx, NOBODY, "/blog/ours"), 404);
    assert_status(get(fx, BOB, "/blog/ours"), 200);
    g_assert_cmpint(n_mails(fx), ==, 0);
    assert_status(take(fx, EDNA, 1, "unpublish", ""), 303);
    assert_status(get(fx, BOB, "/blog/ours"), 404);
}

static void
test_what_is_not_finished_is_not_handed_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_post_of_ann(fx, "![](/files/1)");
    Response *res = take(fx, ANN, id, "hand-in", "My words");
    assert_status(res, 422);
    assert_shows(res, "Some things have to be repaired first");
    assert_shows(res, "/files/1 does not say what it shows");
    assert_shows(res, "My words</textarea>");
    g_assert_cmpstr(state_of_post(fx, id), ==, "draft");
}

static void
test_words_by_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_post_of_ann(fx, "Words");
    assert_status(take(fx, ANN, id, "hand-in", ""), 303);
    arrives(fx, EDNA_MAIL, signed_address(fx, MAIL_REVIEW, id, EDNA),
            a_mail(fx, EDNA_MAIL, "", "Which year?\n\n> To do: A post\n"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, ANN), "Which year?");
    arrives(fx, ANN_MAIL, signed_address(fx, MAIL_REVIEW, id, ANN),
            a_mail(fx, ANN_MAIL, "", "2016. " HOSTILE));
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, EDNA), "2016.");
    assert_shows(get(fx, EDNA, post_path(fx, id, "/review")), "2016. &lt;b&gt;Tom");
    /* Somebody else has no say, and too much is too much. */
    arrives(fx, "bob@example.org", signed_address(fx, MAIL_REVIEW, id, BOB),
            a_mail(fx, "bob@example.org", "", "Let me in"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_autofree char *much = g_strnfill(REVIEW_WORDS + 1, 'x');
    arrives(fx, ANN_MAIL, signed_address(fx, MAIL_REVIEW, id, ANN), a_mail(fx, ANN_MAIL, "", much));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM post_note WHERE act = 'words'"), ==, 2);
}

static Response *
publish_failing_at(Fixture *fx, int nth, int64_t id, const char *version)
{
    return post_failing_at(fx, nth, EDNA, post_path(fx, id, "/review"), "act", "publish", "version",
                           version, NULL);
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_post_of_ann(fx, "Words");
    assert_status(take(fx, ANN, id, "hand-in", ""), 303);
    const char *version = version_of_post(fx, id);
    int64_t notes = query_int(fx, "SELECT count(*) FROM post_note");
    Response *res = publish_failing_at(fx, 2, id, version);
    for (int nth = 3; res->status >= 500; nth++) {
        g_assert_cmpstr(state_of_post(fx, id), ==, "review");
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM post_note"), ==, notes);
        g_assert_cmpint(n_mails(fx), ==, 0);
        res = publish_failing_at(fx, nth, id, version);
    }
    assert_status(res, 303);
    g_assert_cmpint(n_mails(fx), ==, 1);
}

void
blog_review_tests(void)
{
    add_test("/blog_review/back-and-forth", test_it_goes_back_and_forth);
    add_test("/blog_review/readers-never-see-it", test_readers_never_see_what_was_said);
    add_test("/blog_review/all-editors-hear", test_all_editors_hear_until_one_answers);
    add_test("/blog_review/a-moment-is-kept", test_a_moment_is_kept);
    add_test("/blog_review/an-author-takes-it-back", test_an_author_takes_it_back);
    add_test("/blog_review/an-editor-needs-nobody", test_an_editor_needs_nobody);
    add_test("/blog_review/what-is-not-finished", test_what_is_not_finished_is_not_handed_in);
    add_test("/blog_review/words-by-mail", test_words_by_mail);
    add_test("/blog_review/a-failure-changes-nothing", test_a_failure_changes_nothing);
}
