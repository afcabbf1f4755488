/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The pages: who begins, reads, proposes and decides; what happens when two do it at once.
 */
#include "drafting/drafting_testing.h"

#include "alliance/drafting_proposal.h"
#include "base/limits.h"
#include "web/compress.h"

#include <string.h>

/* The address of something of the draft that is called by a number. */
static const char *
path_of(Fixture *fx, const char *what, int64_t number)
{
    return arena_printf(fx->arena, "/drafts/statement/%s%d", what, (int)number);
}

static Response *
decide(Fixture *fx, int64_t me, int64_t proposal, const char *act, const char *text,
       const char *reason, const char *seen)
{
    return post(fx, me, path_of(fx, "wordings/", proposal), "act", act, "text", text, "reason",
                reason, "seen", seen, NULL);
}

static const char *
body_now(Fixture *fx)
{
    return query_text(fx, "SELECT body FROM item WHERE kind = 'drafting'");
}

static const char *
state_of(Fixture *fx, int64_t proposal)
{
    return query_text(fx, arena_printf(fx->arena,
                                       "SELECT state FROM drafting_proposal WHERE comment_id = %d",
                                       (int)proposal));
}

/* ---- to begin and to read ---- */

static void
test_who_is_in_the_group_begins_one(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_drafting(fx, "public");
    assert_shows(get(fx, NOBODY, "/drafts"), "/drafts/statement");
    assert_shows(get(fx, NOBODY, "/groups/cases/drafts"), "/drafts/statement");
    assert_hides(get(fx, EDNA, "/groups/cases/drafts"), "Begin a shared draft");
    assert_status(get(fx, EDNA, "/groups/cases/drafts/new"), 403);
    assert_status(get(fx, NOBODY, "/groups/cases/drafts/new"), 303);
    assert_status(get(fx, ANN, "/groups/nowhere/drafts/new"), 404);
    assert_status(get(fx, ANN, "/groups/cases/drafts/new"), 200);

    Response *page = get(fx, NOBODY, "/drafts/statement");
    assert_shows(page, "Tom &amp; &quot;Ann&quot;");
    assert_hides(page, "<b>Tom");
    assert_shows(page, "Paragraph 3");
    assert_shows(get_json(fx, NOBODY, "/drafts/statement.json"), "\"number\":3");
    assert_shows(get(fx, NOBODY, "/fr/drafts/statement"), "Paragraphe 3");
    assert_status(get(fx, NOBODY, "/drafts/statement/4"), 404);
    assert_status(get(fx, NOBODY, "/drafts/nowhere/1"), 404);
    assert_shows(get(fx, NOBODY, "/drafts/statement/2"), "Tom &amp; &quot;Ann&quot;");
    assert_shows(get(fx, NOBODY, "/drafts/statement/text.md"), "# Statement\n\n" FIRST "\n\n");
    assert_shows(get(fx, NOBODY, "/drafts/statement/text"), "Tom &amp; &quot;Ann&quot;");
    g_assert_cmpstr(numbers_of(fx, id), ==, "1 2 3");

    /* Bad fields stay as they were typed. */
    Response *bad = post(fx, ANN, "/groups/cases/drafts/new", "title", HOSTILE, "body", " \n\n ",
                         "opens", "group", "closes", "soon", "zone", "Mars/Phobos", NULL);
    assert_status(bad, 422);
    assert_shows(bad, "&lt;b&gt;Tom &amp; &quot;Ann&quot;");
}

static void
test_a_new_member_speaks_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_drafting(fx, "public");
    run_sql(fx, "DELETE FROM comment");
    assert_status(get(fx, ANN, "/groups/cases/drafts/new"), 403);
    assert_status(get(fx, BOB, "/groups/cases/drafts/new"), 200); /* a chair */
}

/* A page of sixty paragraphs of prose is what a weak phone can pay, and a longer text has parts. */
static void
test_a_long_draft_is_light(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const words[] = {
        "workforce", "supervision", "ministry",  "district", "training", "children", "planning",
        "published", "indicators",  "community", "support",  "standard", "families", "because",
        "the",       "of",          "and",       "in",       "each",     "should"};
    g_autoptr(GRand) random = g_rand_new_with_seed(60);
    GString *body = arena_string(fx->arena, 40000);
    for (int p = 0; p < 60; p++) {
        for (int w = 0; w < 55; w++)
            g_string_append_printf(body, "%s ",
                                   words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
        g_string_append_printf(body, "%d.\n\n", p);
    }
    a_drafting(fx, "public");
    assert_status(save(fx, ANN, body->str, "All of it"), 303);
    Response *page = get(fx, ANN, "/drafts/statement");
    assert_statements(fx, 16);
    size_t n = 0;
    g_autofree void *packed = compress_new(ENCODING_BROTLI, page->body, &n);
    g_assert_nonnull(packed);
    g_assert_cmpint(n, <=, 14 * 1024);
    assert_shows(page, "?part=2");
    assert_hides(page, "#p63");
    assert_shows(get(fx, ANN, "/drafts/statement?part=2"), "id=\"p6");
    assert_status(get(fx, ANN, "/drafts/statement?part=99"), 200);
    assert_status(get(fx, ANN, "/drafts/statement/30"), 200);
    assert_statements(fx, 16);
}

/* ---- to write ---- */

static void
test_paragraphs_keep_their_numbers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_drafting(fx, "public");
    a_proposal(fx, BOB, 3, "Ministries publish figures.", "Shorter");
    assert_status(save(fx, ANN, THIRD "\n\nSomething new altogether here.\n\n" FIRST, "Moved"),
                  303);
    g_assert_cmpstr(numbers_of(fx, id), ==, "3 4 1|2");
    assert_shows(get(fx, ANN, "/drafts/statement/3"), "Shorter");
    assert_shows(get(fx, ANN, "/drafts/statement/2"), "not in the text any more");
    assert_shows(get(fx, ANN, "/drafts/statement"), "Paragraphs that are not in the text any more");

    Response *history = get(fx, NOBODY, "/drafts/statement/history");
    assert_shows(history, "Ann Achieng");
    int64_t revision = query_int(fx, "SELECT max(id) FROM item_revision");
    const char *path = path_of(fx, "history/", revision);
    assert_shows(get(fx, NOBODY, path), "<ins>");
    assert_hides(get(fx, NOBODY, path), "Bring this version back");
    assert_status(post(fx, ZOE, path, NULL), 403);
    assert_status(post(fx, BOB, path, NULL), 303);
    g_assert_cmpstr(numbers_of(fx, id), ==, "1 2 3|4");
    assert_status(get(fx, BOB, path_of(fx, "history/", 4711)), 404);
    assert_status(get(fx, BOB, arena_printf(fx->arena, "%s?with=4711", path)), 404);
    assert_shows(get(fx, BOB, arena_printf(fx->arena, "%s?with=%d", path, (int)revision + 1)),
                 "What became of it up to version");
}

static void
test_one_paragraph_is_divided_and_taken_out(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_drafting(fx, "public");
    assert_status(get(fx, ZOE, "/drafts/statement/1/edit"), 403);
    assert_shows(get(fx, ANN, "/drafts/statement/1/edit"), FIRST);
    Response *res = post(fx, ANN, "/drafts/statement/1/edit", "body",
                         "In every district.\n\nThe workforce plans, develops and supports.",
                         "note", "Divided", "version", "1", NULL);
    assert_location(res, "/drafts/statement/1");
    g_assert_cmpstr(numbers_of(fx, id), ==, "4 1 2 3");
    assert_shows(get(fx, ANN, "/drafts/statement/4"), "stood in paragraph 1 before");
    assert_status(
        post(fx, BOB, "/drafts/statement/2/edit", "body", " ", "note", "", "version", "1", NULL),
        303);
    g_assert_cmpstr(numbers_of(fx, id), ==, "4 1 3|2");
    assert_status(get(fx, ANN, "/drafts/statement/2/edit"), 404);
    static const char *const others[] = {"/drafts/statement/3/edit", "/drafts/statement/4/edit"};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        assert_status(post(fx, BOB, others[i], "body", "", "note", "", "version", "1", NULL), 303);
    /* The last one stays. */
    assert_status(
        post(fx, BOB, "/drafts/statement/1/edit", "body", "", "note", "", "version", "2", NULL),
        422);
}

static void
test_two_editors_lose_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_drafting(fx, "public");
    const char *version = arena_printf(
        fx->arena, "%d", (int)query_int(fx, "SELECT version FROM item WHERE kind = 'drafting'"));
    assert_status(save(fx, BOB, FIRST "\n\nBob was faster.", "Bob"), 303);
    Response *res = post(fx, ANN, "/drafts/statement/edit", "title", "Statement", "body",
                         FIRST "\n\nAnn typed <this>.", "note", "Mine", "version", version, NULL);
    assert_status(res, 409);
    assert_shows(res, "Ann typed &lt;this&gt;.</textarea>");
    assert_shows(res, "Bob was faster.");
    assert_shows(res, "<del>");
    g_assert_cmpstr(body_now(fx), ==, FIRST "\n\nBob was faster.");

    /* Of one paragraph likewise, and nobody waits for who changed another one. */
    res = post(fx, ANN, "/drafts/statement/1/edit", "body", "First of Ann", "note", "", "version",
               "7", NULL);
    assert_status(res, 409);
    assert_shows(res, "First of Ann</textarea>");
    assert_status(post(fx, BOB, "/drafts/statement/4/edit", "body", "Fourth of Bob", "note", "",
                       "version", version_of(fx, 4), NULL),
                  303);
    assert_status(post(fx, ANN, "/drafts/statement/1/edit", "body", "First of Ann", "note", "",
                       "version", "1", NULL),
                  303);
    g_assert_cmpstr(body_now(fx), ==, "First of Ann\n\nFourth of Bob");
}

/* ---- remarks and proposals ---- */

static void
test_a_remark_stands_on_its_paragraph(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_drafting(fx, "public");
    const char *comments = arena_printf(fx->arena, "/items/%d/comments", (int)id);
    assert_location(post(fx, BOB, comments, "body", "On two " HOSTILE, "paragraph", "2", NULL),
                    "/drafts/statement/2#comments");
    assert_status(post(fx, BOB, comments, "body", "On nine", "paragraph", "9", NULL), 404);
    Response *empty = post(fx, BOB, comments, "body", "", "paragraph", "2", NULL);
    assert_status(empty, 422);
    assert_shows(empty, "name=\"paragraph\" value=\"2\"");
    assert_shows(get(fx, NOBODY, "/drafts/statement/2"), "On two &lt;b&gt;Tom");
    assert_hides(get(fx, NOBODY, "/drafts/statement"), "On two");
    assert_shows(get(fx, NOBODY, "/drafts/statement"), "1 remark");
    int64_t comment = query_int(fx, "SELECT max(id) FROM comment");
    const char *own = arena_printf(fx->arena, "/comments/%d", (int)comment);
    assert_shows(get(fx, NOBODY, own),
                 arena_printf(fx->arena, "/drafts/statement/2#comment-%d", (int)comment));
    /* An answer is about the same one. */
    assert_location(post(fx, ANN, arena_printf(fx->arena, "%s/answer", own), "body",
                         "> On two\n\nYes, on two", NULL),
                    "/drafts/statement/2#comments");
    assert_shows(get(fx, NOBODY, "/drafts/statement/2"), "Yes, on two");
    assert_status(post(fx, EDNA, comments, "body", "Outside", "paragraph", "2", NULL), 403);
}

static void
test_a_wording_is_accepted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_drafting(fx, "public");
    Response *same = post(fx, BOB, "/drafts/statement/1/wordings", "wording", FIRST, "why", "w",
                          "seen", "1", NULL);
    assert_status(same, 422);
    assert_status(
        post(fx, BOB, "/drafts/statement/1/wordings", "wording", "x", "why", "", "seen", "1", NULL),
        422);
    Response *old = post(fx, BOB, "/drafts/statement/1/wordings", "wording", "My <words>", "why",
                         "w", "seen", "9", NULL);
    assert_status(old, 409);
    assert_shows(old, "My &lt;words&gt;</textarea>");
    assert_status(post(fx, EDNA, "/drafts/statement/1/wordings", "wording", "x", "why", "y", "seen",
                       "1", NULL),
                  403);

    int64_t one = a_proposal(fx, BOB, 1, "The workforce supports services.", "It is <shorter>.");
    Response *page = get(fx, NOBODY, "/drafts/statement/1");
    assert_shows(page, "It is &lt;shorter&gt;.");
    assert_shows(page, "<del><span class=\"unseen\">(taken out: </span>");
    assert_hides(page, "Decide</a>");
    assert_shows(get(fx, ANN, "/drafts/statement/1"), "Decide</a>");
    assert_status(post(fx, ANN, arena_printf(fx->arena, "/comments/%d/word", (int)one), "word",
                       "agree", NULL),
                  303);
    assert_shows(get(fx, NOBODY, "/drafts/statement/1"), "1 agrees");
    assert_status(decide(fx, ZOE, one, "accept", "x", "", "1"), 403);
    assert_status(decide(fx, ANN, 4711, "accept", "x", "", "1"), 404);
    assert_shows(get(fx, ANN, path_of(fx, "wordings/", one)),
                 "The workforce supports services.</textarea>");
    assert_status(decide(fx, ANN, one, "accept", "The workforce supports services.", "", "1"), 303);
    g_assert_cmpstr(state_of(fx, one), ==, "accepted");
    g_assert_true(g_str_has_prefix(body_now(fx), "The workforce supports services.\n\n"));
    assert_status(decide(fx, ANN, one, "reject", "", "Late", "1"), 409);
    assert_status(save(fx, ANN, FIRST, "Back"), 303);
    assert_shows(get(fx, NOBODY, "/drafts/statement/history"),
                 "Wording of Bob Banda: It is &lt;shorter&gt;.");
    /* Taken back, its words are gone; that it was accepted stays. */
    assert_status(post(fx, BOB, arena_printf(fx->arena, "/comments/%d/take-back", (int)one), NULL),
                  303);
    g_assert_cmpstr(state_of(fx, one), ==, "accepted");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM drafting_proposal WHERE wording <> ''"), ==,
                    0);
}

static void
test_a_rejection_has_a_reason(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_drafting(fx, "public");
    int64_t one = a_proposal(fx, BOB, 2, "", "It says nothing.");
    assert_shows(get(fx, NOBODY, "/drafts/statement/2"), "Proposed: strike it out.");
    Response *res = decide(fx, ANN, one, "reject", "kept text", " ", "1");
    assert_status(res, 422);
    assert_shows(res, "kept text</textarea>");
    assert_status(decide(fx, ANN, one, "reject", "", "It is <needed>.", "1"), 303);
    assert_shows(get(fx, NOBODY, "/drafts/statement/2"), "It is &lt;needed&gt;.");
    g_assert_cmpstr(state_of(fx, one), ==, "rejected");
    int64_t two = a_proposal(fx, BOB, 2, "", "Still.");
    assert_status(decide(fx, ANN, two, "accept", "", "", "1"), 303);
    g_assert_cmpstr(body_now(fx), ==, FIRST "\n\n" THIRD);
}

static void
test_a_proposal_to_a_changed_text_is_never_applied_unseen(Fixture *fx,
                                                          const void *unused G_GNUC_UNUSED)
{
    a_drafting(fx, "public");
    int64_t fits = a_proposal(fx, BOB, 3, THIRD " Always.", "End");
    int64_t clashes = a_proposal(fx, BOB, 3,
                                 "Governments publish figures each year so that anybody can check "
                                 "what was promised.",
                                 "Word");
    int64_t first = a_proposal(fx, BOB, 3,
                               "Alliances publish figures each year so that anybody can check what "
                               "was promised.",
                               "Other word");
    assert_status(decide(fx, ANN, first, "accept",
                         "Alliances publish figures each year so that anybody can check what was "
                         "promised.",
                         "", "1"),
                  303);
    /* Who looked before that gets a page, and nothing is done. */
    Response *res = decide(fx, ANN, fits, "accept", THIRD " Always.", "", "1");
    assert_status(res, 409);
    assert_shows(res, "Alliances publish figures each year");
    g_assert_cmpstr(state_of(fx, fits), ==, "open");
    assert_shows(get(fx, ANN, path_of(fx, "wordings/", fits)),
                 "Alliances publish figures each year so that anybody can check what was promised. "
                 "Always.</textarea>");
    assert_shows(get(fx, ANN, path_of(fx, "wordings/", fits)), "was changed since");
    assert_shows(get(fx, ANN, path_of(fx, "wordings/", clashes)), "in the same place");
    assert_status(decide(fx, ANN, clashes, "accept", "Governments and alliances publish figures.",
                         "Both", version_of(fx, 3)),
                  303);
    g_assert_cmpstr(state_of(fx, clashes), ==, "adapted");
    assert_status(post(fx, BOB, "/drafts/statement/3/edit", "body", "", "note", "", "version",
                       version_of(fx, 3), NULL),
                  303);
    assert_shows(get(fx, ANN, path_of(fx, "wordings/", fits)), "not in the text any more");
    assert_status(decide(fx, ANN, fits, "accept", "x", "", version_of(fx, 3)), 409);
    assert_status(decide(fx, ANN, fits, "reject", "", "It is gone.", "0"), 303);
}

/* ---- for whom ---- */

static void
test_a_closed_group_leaks_nowhere(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_drafting(fx, "group");
    int64_t one = a_proposal(fx, BOB, 1, "Secret words", "Secret why");
    assert_status(post(fx, ANN, "/drafts/statement/settings", "opens", "group", "closes",
                       "2017-01-03 13:00", "zone", "UTC", NULL),
                  303);
    assert_status(save(fx, ANN, THIRD, "Secret note"), 303);
    int64_t revision = query_int(fx, "SELECT max(id) FROM item_revision");
    const char *const pages[] = {"",          "/1",      "/edit",       "/settings", "/history",
                                 "/wordings", "/record", "/record.csv", "/text",     "/text.md"};
    static const char *const lists[] = {"/drafts",
                                        "/drafts.atom",
                                        "/groups/cases",
                                        "/groups/cases/drafts",
                                        "/new",
                                        "/search?q=workforce",
                                        "/search?q=statement",
                                        "/events",
                                        "/events.ics",
                                        "/sitemap.xml",
                                        "/feeds",
                                        "/calendars",
                                        "/take-part"};
    static const int64_t outside[] = {NOBODY, EDNA};
    for (size_t i = 0; i < G_N_ELEMENTS(outside); i++) {
        int64_t me = outside[i];
        for (size_t p = 0; p < G_N_ELEMENTS(pages); p++) {
            const char *path = arena_printf(fx->arena, "/drafts/statement%s", pages[p]);
            Response *res = get(fx, me, path);
            g_assert_true(res->status == 404 || (me == NOBODY && res->status == 303));
            assert_hides(res, "Secret");
        }
        assert_status(get_json(fx, me, "/drafts/statement.json"), 404);
        assert_status(get_json(fx, me, "/drafts/statement/1.json"), 404);
        assert_status(get(fx, me, path_of(fx, "wordings/", one)), 404);
        assert_status(get(fx, me, path_of(fx, "history/", revision)), 404);
        assert_status(get(fx, me, arena_printf(fx->arena, "/comments/%d", (int)one)), 404);
        for (size_t l = 0; l < G_N_ELEMENTS(lists); l++) {
            assert_hides(get(fx, me, lists[l]), "drafts/statement");
            assert_hides(get(fx, me, lists[l]), "Comments close");
        }
    }
    assert_status(post(fx, EDNA, path_of(fx, "wordings/", one), "act", "reject", NULL), 404);
    assert_status(post(fx, EDNA, "/drafts/statement/act", "act", "close", NULL), 404);
    assert_status(post(fx, EDNA, arena_printf(fx->arena, "/items/%d/comments", (int)id), "body",
                       "x", "paragraph", "1", NULL),
                  404);
    assert_status(get(fx, ANN, "/drafts/statement"), 200);
    assert_shows(get(fx, ANN, "/search?q=promised"), "drafts/statement");
}

static void
test_editors_open_it_to_others(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_drafting(fx, "group");
    const char *comments = arena_printf(fx->arena, "/items/%d/comments", (int)id);
    assert_status(get(fx, NOBODY, "/drafts/statement"), 404);
    assert_status(post(fx, ANN, "/drafts/statement/settings", "opens", "members", "closes", "",
                       "zone", "UTC", NULL),
                  303);
    assert_status(get(fx, NOBODY, "/drafts/statement"), 404);
    assert_status(post(fx, EDNA, comments, "body", "From outside", "paragraph", "1", NULL), 303);
    assert_status(post(fx, ANN, "/drafts/statement/settings", "opens", "public", "closes", "",
                       "zone", "UTC", NULL),
                  303);
    assert_status(get(fx, NOBODY, "/drafts/statement"), 200);
    assert_shows(get(fx, NOBODY, "/drafts/statement"), "Cases");
    run_sql(fx, "UPDATE item SET audience = 'group' WHERE kind = 'group'");
    assert_hides(get(fx, NOBODY, "/drafts/statement"), "Cases");
    assert_hides(get(fx, NOBODY, "/drafts"), "Cases");
    assert_status(post(fx, ANN, "/drafts/statement/settings", "opens", "group", "closes", "",
                       "zone", "UTC", NULL),
                  303);
    assert_status(get(fx, NOBODY, "/drafts/statement"), 404);
    assert_status(get(fx, EDNA, "/drafts/statement"), 404);
    /* Who commented from outside does not edit. */
    assert_status(
        post(fx, ANN, "/drafts/statement/act", "act", "add-editor", "name", "Edna Editor", NULL),
        422);
}

static void
test_editors_are_added(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_drafting(fx, "public");
    assert_status(get(fx, EDNA, "/drafts/statement/settings"),
                  200); /* editors lead what is public */
    run_sql(fx, "INSERT INTO group_member (group_id, person_id, state, since)"
                " SELECT id, 5, 'in', 1 FROM item WHERE kind = 'group'");
    assert_status(get(fx, ZOE, "/drafts/statement/settings"), 403);
    assert_status(get(fx, ZOE, "/drafts/statement/edit"), 403);
    assert_status(post(fx, ANN, "/drafts/statement/act", "act", "add-editor", "name", "zoe", NULL),
                  303);
    assert_status(get(fx, ZOE, "/drafts/statement/edit"), 200);
    assert_shows(get(fx, NOBODY, "/drafts/statement"), "Zoe");
    run_sql(fx, "UPDATE group_member SET state = 'asked' WHERE person_id = 5");
    assert_status(get(fx, ZOE, "/drafts/statement/edit"), 403);
    run_sql(fx, "UPDATE group_member SET state = 'in' WHERE person_id = 5");
    assert_status(
        post(fx, ANN, "/drafts/statement/act", "act", "remove-editor", "person", "5", NULL), 303);
    assert_status(get(fx, ZOE, "/drafts/statement/edit"), 403);
}

/* ---- the end ---- */

static void
test_the_record_and_the_end(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_drafting(fx, "public");
    int64_t one = a_proposal(fx, BOB, 2, "=cmd()", "Because, \"so\"");
    post(fx, BOB, arena_printf(fx->arena, "/items/%d/comments", (int)id), "body", "Well done",
         NULL);
    assert_status(post(fx, ANN, "/drafts/statement/act", "act", "finish", NULL), 409);
    assert_status(decide(fx, ANN, one, "reject", "", "No, <never>", "1"), 303);
    Response *record = get(fx, NOBODY, "/drafts/statement/record");
    assert_shows(record, "No, &lt;never&gt;");
    assert_shows(record, "Well done");
    const char *csv = body_of(get(fx, NOBODY, "/drafts/statement/record.csv"));
    g_assert_nonnull(strstr(csv, "'=cmd()"));
    g_assert_nonnull(strstr(csv, "\"Because, \"\"so\"\"\""));
    g_assert_nonnull(strstr(csv, "rejected"));
    g_assert_nonnull(
        strstr(body_of(get(fx, NOBODY, "/fr/drafts/statement/record.csv")), "rejetée"));
    assert_status(post(fx, ANN, "/drafts/statement/act", "act", "publish", NULL), 403);
    assert_status(post(fx, ANN, "/drafts/statement/act", "act", "finish", NULL), 303);
    assert_status(save(fx, ANN, FIRST, ""), 409);
    assert_status(post(fx, ANN, "/drafts/statement/settings", "opens", "group", "closes", "",
                       "zone", "UTC", NULL),
                  409);
    assert_shows(get(fx, NOBODY, "/drafts/statement"), "Shared draft, final");

    /* It becomes a publication, once, which an editor lets out. */
    assert_status(post(fx, EDNA, "/drafts/statement/act", "act", "nothing", NULL), 409);
    assert_status(post(fx, ANN, "/drafts/statement/act", "act", "publish", NULL), 303);
    assert_status(post(fx, ANN, "/drafts/statement/act", "act", "publish", NULL), 403);
    assert_hides(get(fx, NOBODY, "/drafts/statement"), "It became a publication");
    assert_shows(get(fx, ANN, "/drafts/statement"), "/library/statement");
    g_assert_cmpstr(query_text(fx, "SELECT status FROM item WHERE kind = 'work'"), ==, "review");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item_file JOIN item ON item.id ="
                                  " item_file.item_id WHERE item.kind = 'edition'"),
                    ==, 1);
    Ctx *cx = fixture_begin(fx, EDNA);
    item_publish(cx, item_find(cx, "work", "statement")->id);
    fixture_commit(fx);
    assert_shows(get(fx, NOBODY, "/groups/cases"), "/library/statement");
}

/* ---- failure ---- */

static void
accept_one(Ctx *cx, const void *data)
{
    const Wording *wording = wording_find(cx, *(const int64_t *)data);
    const Item *item = item_find(cx, "drafting", "statement");
    if (wording != NULL && item != NULL)
        wording_accept(cx, item, wording, 1, "Accepted\n\nIn two", "");
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_drafting(fx, "public");
    int64_t one = a_proposal(fx, BOB, 2, "Accepted", "Why");
    g_assert_cmpint(fixture_fail_each(fx, ANN, accept_one, &one), >, 8);
    g_assert_cmpstr(numbers_of(fx, id), ==, "1 2 3");
    g_assert_cmpstr(state_of(fx, one), ==, "open");
    assert_status(post_failing_at(fx, 9, ANN, path_of(fx, "wordings/", one), "act", "accept",
                                  "text", "Accepted", "reason", "", "seen", "1", NULL),
                  500);
    g_assert_cmpstr(state_of(fx, one), ==, "open");
    g_assert_cmpstr(body_now(fx), ==, FIRST "\n\n" SECOND "\n\n" THIRD);
}

void
drafting_page_tests(void)
{
    add_test("/drafting-page/who-is-in-begins", test_who_is_in_the_group_begins_one);
    add_test("/drafting-page/a-new-member-speaks-first", test_a_new_member_speaks_first);
    add_test("/drafting-page/a-long-draft-is-light", test_a_long_draft_is_light);
    add_test("/drafting-page/paragraphs-keep-their-numbers", test_paragraphs_keep_their_numbers);
    add_test("/drafting-page/one-is-divided-and-taken-out",
             test_one_paragraph_is_divided_and_taken_out);
    add_test("/drafting-page/two-editors-lose-nothing", test_two_editors_lose_nothing);
    add_test("/drafting-page/a-remark-on-its-paragraph", test_a_remark_stands_on_its_paragraph);
    add_test("/drafting-page/a-wording-is-accepted", test_a_wording_is_accepted);
    add_test("/drafting-page/a-rejection-has-a-reason", test_a_rejection_has_a_reason);
    add_test("/drafting-page/never-applied-unseen",
             test_a_proposal_to_a_changed_text_is_never_applied_unseen);
    add_test("/drafting-page/a-closed-group-leaks-nowhere", test_a_closed_group_leaks_nowhere);
    add_test("/drafting-page/opened-to-others", test_editors_open_it_to_others);
    add_test("/drafting-page/editors-are-added", test_editors_are_added);
    add_test("/drafting-page/the-record-and-the-end", test_the_record_and_the_end);
    add_test("/drafting-page/a-failure-changes-nothing", test_a_failure_changes_nothing);
}
