/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A member gives something to the library, editors ask, accept or decline it.
 */
#include "library/library_testing.h"

#include "alliance/contribution.h"
#include "alliance/holding.h"
#include "alliance/mail_testing.h"
#include "alliance/review.h"
#include "alliance/sender.h"
#include "inbound/inbound_testing.h"

#include <string.h>

#define PDF_HEAD ((Bytes){(const uint8_t *)"%PDF-1.4\n1 0 obj\n", 17})
#define ONE "/contributions/1/review"

/* As Ann, with a file. */
static Response *
contribute(Fixture *fx, const char *title, const char *credited)
{
    return post_file(fx, ANN, "/contributions/new",
                     &(Upload){"file", "guide.pdf", "application/pdf", PDF_HEAD}, "title", title,
                     "body", "For new supervisors.", "authors", "A. Writer\nB. Writer", "came_out",
                     "2015", "type", "guide", "language", "en", "places", "Kenya", "rights",
                     "© 2015 the writers", "note", "Zyxnote", credited, "1", NULL);
}

static Response *
press(Fixture *fx, int64_t me, const char *act, const char *words)
{
    const char *version = query_text(fx, "SELECT version FROM item WHERE id = 1");
    return post(fx, me, ONE, "act", act, "words", words, "version", version, NULL);
}

static int64_t
n_mails(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'post'");
}

static const char *
state(Fixture *fx)
{
    return query_text(fx, "SELECT item.status || ' ' || library_edition.state FROM item"
                          " JOIN item edition ON edition.parent_id = item.id"
                          " JOIN library_edition ON library_edition.item_id = edition.id"
                          " WHERE item.kind = 'work'");
}

static void
test_it_is_accepted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, ANN, "/library"), "/contributions/new");
    assert_hides(get(fx, NOBODY, "/library"), "/contributions/new");
    assert_shows(get(fx, ANN, "/contributions/new"), "Say on its page that I contributed it");
    assert_location(contribute(fx, "A guide " HOSTILE, "credited"), ONE);
    g_assert_cmpstr(state(fx), ==, "review validation");
    g_assert_cmpstr(query_text(fx, "SELECT kind || state FROM task"), ==, "work.reviewopen");
    assert_shows(get(fx, EDNA, "/desk"), ONE);
    assert_shows(get(fx, EDNA, "/contributions"), ONE);
    assert_shows(get(fx, EDNA, "/desk/library/1"), ONE);
    Response *res = get(fx, EDNA, ONE);
    assert_shows(res, "Zyxnote");
    assert_shows(res, "guide.pdf");
    assert_hides(res, "<b>Tom");
    assert_shows(get_json(fx, ANN, "/contributions.json"), "In review");
    assert_shows(get_json(fx, ANN, "/contributions/1.json"), "For new supervisors.");

    assert_status(press(fx, EDNA, "say", "Which year?"), 303);
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, ANN), "Which year?");
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, ANN), ONE);
    assert_status(press(fx, ANN, "say", "2015."), 303);
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, EDNA), "2015.");
    assert_status(press(fx, ANN, "publish", ""), 409);
    assert_status(press(fx, EDNA, "publish", "Thanks."), 303);
    g_assert_cmpstr(state(fx), ==, "published published");
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, ANN), "Thanks.");
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, ANN), "In the library: A guide");
    const char *path = arena_printf(fx->arena, "/library/%s",
                                    query_text(fx, "SELECT slug FROM item WHERE id = 1"));
    res = get(fx, NOBODY, path);
    assert_shows(res, "Contributed by");
    assert_shows(res, "Ann Achieng");
    assert_shows(res, "A. Writer");
    assert_shows(res, "/files/1");
    assert_hides(res, "Zyxnote");
    assert_status(get(fx, NOBODY, "/files/1"), 200);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE author_id IS NOT NULL"), ==, 0);
    assert_shows(get(fx, ANN, "/contributions"), "Published");
    assert_shows(get(fx, ANN, "/fr/contributions"), "Mes contributions");
    assert_location(get(fx, ANN, "/contributions/1"), ONE);
    assert_shows(get(fx, ANN, ONE), "published it");
    /* What was said stays between the two, also when everybody has the work. */
    assert_status(get(fx, BOB, ONE), 404);
    assert_status(press(fx, BOB, "say", "x"), 404);
}

static void
test_nobody_else_sees_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const closed[] = {ONE, "/contributions/1", "/library/a-guide",
                                         "/editions/a-guide-1", "/files/1"};
    run_sql(fx, "INSERT INTO person_role (person_id, role, scope, since)"
                " VALUES (2, 'translator', 'fr', 1)");
    assert_status(contribute(fx, "A guide", "credited"), 303);
    for (size_t i = 0; i < G_N_ELEMENTS(closed); i++) {
        assert_status(get(fx, BOB, closed[i]), 404);
        g_assert_cmpint(get(fx, NOBODY, closed[i])->status, !=, 200);
        assert_status(get(fx, ANN, closed[i]), 200);
        assert_status(get(fx, EDNA, closed[i]), 200);
    }
    assert_status(press(fx, BOB, "publish", ""), 404);
    assert_status(press(fx, BOB, "say", "x"), 404);
    assert_status(post(fx, BOB, "/contributions/1", "title", "Mine", NULL), 404);
    assert_status(get(fx, ANN, "/contributions/99/review"), 404);
    assert_hides(get(fx, BOB, "/contributions"), "A guide");
    assert_hides(get(fx, BOB, "/library"), "A guide");
    assert_hides(get(fx, BOB, "/search?q=supervisors"), "/library/a-guide");
    assert_status(get(fx, NOBODY, "/contributions"), 303);
    assert_status(get(fx, NOBODY, "/contributions/new"), 303);
}

static void
test_it_is_declined(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(contribute(fx, "A guide", "credited"), 303);
    assert_status(press(fx, ANN, "decline", "x"), 409);
    assert_status(press(fx, EDNA, "decline", ""), 422);
    g_assert_cmpint(n_mails(fx), ==, 0);
    assert_status(press(fx, EDNA, "decline", "We have it already."), 303);
    g_assert_cmpstr(state(fx), ==, "draft validation");
    g_assert_cmpstr(query_text(fx, "SELECT state FROM task"), ==, "done");
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, ANN), "Not for the library: A guide");
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, ANN), "We have it already.");
    assert_shows(get(fx, ANN, "/contributions"), "Declined");
    assert_status(get(fx, NOBODY, "/library/a-guide"), 404);
    /* Made better, it can come again. */
    assert_status(press(fx, ANN, "hand-in", "Now it is another one."), 303);
    g_assert_cmpstr(state(fx), ==, "review validation");
    assert_hides(get(fx, ANN, "/contributions"), "Declined");
    run_sql(fx, "UPDATE person SET language = 'fr' WHERE id = 1");
    assert_status(press(fx, EDNA, "decline", "Encore."), 303);
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, ANN), "Pas pour la bibliothèque : A guide");
}

static void
test_bad_input_is_said_at_its_field(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = post(fx, ANN, "/contributions/new", "title", "Kept " HOSTILE, "language", "en",
                         "note", "Kept, too", "credited", "1", NULL);
    assert_status(res, 422);
    assert_shows(res, "choose the document, or say below where it is");
    assert_shows(res, "Kept &lt;b&gt;Tom");
    assert_shows(res, "Kept, too</textarea>");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item"), ==, 0);

    res = post_file(fx, ANN, "/contributions/new",
                    &(Upload){"file", "guide.pdf", "application/pdf", PDF_HEAD}, "title", "A guide",
                    "language", "en", "places", "Atlantis", NULL);
    assert_status(res, 422);
    assert_shows(res, "Atlantis");
    assert_shows(res, "browsers do not keep it");
    assert_status(post(fx, ANN, "/contributions/new", "title", "T", "language", "en", "link",
                       "javascript:alert(1)", NULL),
                  422);
    assert_status(post(fx, ANN, "/contributions/new", "title", "", "language", "en", "link",
                       "https://example.org/a.pdf", NULL),
                  422);
    /* An address is enough. */
    assert_status(post(fx, ANN, "/contributions/new", "title", "Elsewhere", "language", "en",
                       "link", "https://example.org/a.pdf", NULL),
                  303);
    assert_status(press(fx, EDNA, "publish", ""), 303);
    assert_shows(get(fx, NOBODY, "/library/elsewhere"), "https://example.org/a.pdf");
}

static void
test_it_is_corrected(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(contribute(fx, "A guide", "credited"), 303);
    const char *version = query_text(fx, "SELECT version FROM item WHERE id = 1");
    Response *res = get(fx, EDNA, "/contributions/1");
    assert_shows(res, "A. Writer");
    assert_shows(res, "id=\"f-credited\"><dt>Say on its page that I contributed it</dt>");
    assert_shows(res, "<dd class=\"hint\">Only who contributed it decides about that.</dd>");
    assert_hides(res, "name=\"credited\"");
    assert_shows(get(fx, ANN, "/contributions/1"), "name=\"credited\" value=\"1\" checked");
    assert_status(post(fx, EDNA, "/contributions/1", "title", "A better guide", "language", "fr",
                       "came_out", "2016-05", "authors", "C. Writer", "version", version, NULL),
                  303);
    g_assert_cmpstr(query_text(fx, "SELECT title || language FROM item WHERE id = 1"), ==,
                    "A better guidefr");
    g_assert_cmpstr(query_text(fx, "SELECT title || language || actual_on FROM item"
                                   " WHERE kind = 'edition'"),
                    ==, "A better guidefr2016-05");
    /* An editor says nothing for the contributor about the name. */
    g_assert_cmpint(query_int(fx, "SELECT credited FROM contribution"), ==, 1);
    res = post(fx, ANN, "/contributions/1", "title", "Mine", "language", "en", "version", version,
               NULL);
    assert_status(res, 409);
    assert_shows(res, "value=\"Mine\"");
    version = query_text(fx, "SELECT version FROM item WHERE id = 1");
    assert_status(post(fx, ANN, "/contributions/1", "title", "Mine", "language", "en", "version",
                       version, NULL),
                  303);
    g_assert_cmpint(query_int(fx, "SELECT credited FROM contribution"), ==, 0);
    assert_status(press(fx, EDNA, "publish", ""), 303);
    res = get(fx, NOBODY, "/library/a-guide");
    assert_hides(res, "Contributed by");
    assert_hides(res, "Ann Achieng");
    assert_hides(get(fx, NOBODY, "/library"), "Ann Achieng");
    assert_shows(get(fx, EDNA, "/desk/library/1"), "Contributed by Ann Achieng.");
}

static void
test_an_editor_needs_nobody(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(post(fx, EDNA, "/contributions/new", "title", "Ours", "language", "en", "link",
                       "https://example.org/", NULL),
                  303);
    g_assert_cmpstr(state(fx), ==, "draft validation");
    assert_status(press(fx, EDNA, "publish", ""), 303);
    g_assert_cmpint(n_mails(fx), ==, 0);
}

/* By the button of the desk it comes out as by the one of the review. */
static void
test_the_desk_publishes_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(contribute(fx, "A guide", "credited"), 303);
    const char *version = query_text(fx, "SELECT version FROM item WHERE id = 1");
    assert_status(post(fx, EDNA, "/desk/pages/1/acts", "act", "publish", "version", version, NULL),
                  303);
    g_assert_cmpstr(state(fx), ==, "published published");
    assert_says(newest_mail(fx, &MAIL_REVIEW_NOTE, ANN), "In the library: A guide");
    assert_status(get(fx, NOBODY, "/files/1"), 200);
}

static void
test_too_many_wait(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(contribute(fx, "A guide", "credited"), 303);
    run_sql(fx, "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 127)"
                " INSERT INTO item (id, kind, slug, title, status, created_at, updated_at)"
                " SELECT i, 'work', 'w' || i, 'W', 'review', 1, 1 FROM n");
    run_sql(fx, "INSERT INTO contribution (item_id, person_id, credited, by_mail, made_at)"
                " SELECT id, 1, 1, 0, 1 FROM item WHERE id >= 100");
    Response *res = contribute(fx, "One more", "credited");
    assert_status(res, 303);
    res = contribute(fx, "One too many", "credited");
    assert_status(res, 422);
    assert_shows(res, "still waits for a decision");
    assert_shows(res, "One too many");
    get(fx, ANN, "/contributions");
    assert_statements(fx, 8);
    get(fx, EDNA, ONE);
    assert_statements(fx, 20);
}

static void
test_an_erased_contributor_is_named_nowhere(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(contribute(fx, "A guide", "credited"), 303);
    assert_status(press(fx, EDNA, "publish", ""), 303);
    assert_shows(get(fx, NOBODY, "/library/a-guide"), "Ann Achieng");
    Ctx *cx = fixture_begin(fx, SAM);
    holding_erase(cx, ANN);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM contribution WHERE person_id IS NULL"), ==,
                    1);
    assert_hides(get(fx, NOBODY, "/library/a-guide"), "Ann Achieng");
    assert_hides(get(fx, NOBODY, "/library/a-guide"), "Contributed by");
    assert_shows(get(fx, EDNA, "/desk/library/1"), "Contributed by a former member.");
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = NULL;
    for (int nth = 2; res == NULL || res->status >= 500; nth++) {
        res = post_failing_at(fx, nth, ANN, "/contributions/new", "title", "A guide", "language",
                              "en", "link", "https://example.org/", "authors", "A", NULL);
        if (res->status >= 500) {
            g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item"), ==, 0);
            g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task"), ==, 0);
        }
    }
    assert_status(res, 303);
    /* Not number 1 after tries that failed: PostgreSQL counts them. */
    const char *version = query_text(fx, "SELECT version FROM item WHERE kind = 'work'");
    const char *path = arena_printf(fx->arena, "/contributions/%" PRId64 "/review",
                                    query_int(fx, "SELECT id FROM item WHERE kind = 'work'"));
    res = NULL;
    for (int nth = 2; res == NULL || res->status >= 500; nth++) {
        res = post_failing_at(fx, nth, EDNA, path, "act", "publish", "version", version, NULL);
        if (res->status >= 500)
            g_assert_cmpstr(state(fx), ==, "review validation");
    }
    assert_status(res, 303);
    g_assert_cmpstr(state(fx), ==, "published published");
}

void
contribution_tests(void)
{
    add_test("/contribution/accepted", test_it_is_accepted);
    add_test("/contribution/nobody-else-sees-it", test_nobody_else_sees_it);
    add_test("/contribution/declined", test_it_is_declined);
    add_test("/contribution/bad-input", test_bad_input_is_said_at_its_field);
    add_test("/contribution/corrected", test_it_is_corrected);
    add_test("/contribution/an-editor-needs-nobody", test_an_editor_needs_nobody);
    add_test("/contribution/the-desk-publishes-it", test_the_desk_publishes_it);
    add_test("/contribution/too-many-wait", test_too_many_wait);
    add_test("/contribution/erased", test_an_erased_contributor_is_named_nowhere);
    add_test("/contribution/a-failure-changes-nothing", test_a_failure_changes_nothing);
}
