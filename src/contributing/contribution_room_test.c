/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What one member has given and nobody has decided about has a bound, and he can take files of it
 * away; what may be in the library already is said where it is decided.
 */
#include "library/library_testing.h"

#include <string.h>

#define SIZE 1000 /* of a file, and as large as one may be */
#define NEW "/contributions/new"

static Response *
send(Fixture *fx, int64_t me, const char *url, char letter, size_t n)
{
    char *bytes = g_strnfill(n, letter);
    arena_defer(fx->arena, g_free, bytes);
    memcpy(bytes, "%PDF-1.4", 8);
    return post_file(fx, me, url,
                     &(Upload){
                         "file", "a " HOSTILE ".pdf", "application/pdf", {bytes, n}
    },
                     "title", arena_printf(fx->arena, "Guide %c " HOSTILE, letter), "language",
                     "en", "alt", "", NULL);
}

static int64_t
n_files(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM item_file");
}

/* Ann has given three files, together nearly all that one may. */
static void
give_three(Fixture *fx)
{
    fx->app.file_most = SIZE;
    for (char letter = 'a'; letter <= 'c'; letter++)
        assert_status(send(fx, ANN, NEW, letter, SIZE - 100), 303);
}

static void
test_what_is_left_is_said_at_the_field(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    give_three(fx);
    Response *res = send(fx, ANN, NEW, 'd', SIZE - 100);
    assert_status(res, 422);
    assert_shows(res, "id=\"f-file-error\"");
    assert_shows(res,
                 "File: this one has 900 bytes, and 300 bytes are left for what you have sent");
    assert_shows(send(fx, ANN, "/fr" NEW, 'd', SIZE - 100), "il vous reste");
    g_assert_cmpint(n_files(fx), ==, 3);
    assert_status(send(fx, BOB, NEW, 'd', SIZE - 100), 303); /* each has a bound of his own */
    assert_status(send(fx, ANN, NEW, 'e', 300), 303);
    assert_status(send(fx, ANN, NEW, 'f', 9), 422);
}

/* Two sizes that read the same are not compared in words. */
static void
test_nearly_as_much_is_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->app.file_most = LIMIT_BODY;
    const size_t n = LIMIT_BODY - 100;
    for (char letter = 'a'; letter <= 'b'; letter++)
        assert_status(send(fx, ANN, NEW, letter, n), 303);
    assert_status(send(fx, ANN, NEW, 'c', 500), 303);
    Response *res = send(fx, ANN, NEW, 'd', n);
    assert_status(res, 422);
    assert_shows(res, "and a little less is left for what you have sent");
    assert_shows(send(fx, ANN, "/fr" NEW, 'd', n), "un peu moins");
}

/* An editor has none; and what was decided about is not the member's any more. */
static void
test_editors_and_what_is_decided(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    give_three(fx);
    assert_status(send(fx, ANN, NEW, 'd', SIZE), 422);
    const char *version = query_text(fx, "SELECT version FROM item WHERE id = 1");
    assert_status(post(fx, EDNA, "/contributions/1/review", "act", "publish", "words", "",
                       "version", version, NULL),
                  303);
    assert_status(send(fx, ANN, NEW, 'd', SIZE), 303);
    for (char letter = 'k'; letter <= 'n'; letter++)
        assert_status(send(fx, EDNA, NEW, letter, SIZE), 303);
}

/* Nor by the way round: the files of one's own edition on the desk. */
static void
test_files_on_the_desk_count(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    give_three(fx);
    const char *desk = arena_printf(
        fx->arena, "/desk/pages/%" PRId64 "/files",
        query_int(fx, "SELECT id FROM item WHERE kind = 'work' ORDER BY id LIMIT 1"));
    Response *res = send(fx, ANN, desk, 'x', 301);
    assert_status(res, 422);
    assert_shows(res, "300 bytes are left");
    assert_status(send(fx, ANN, desk, 'x', 299), 303);
}

/* What would be refused is not stored before that; what hangs nowhere has a bound, too. */
static void
test_large_ones_are_not_stored_ahead(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const size_t n = FILE_AHEAD + 10;
    fx->app.file_most = (int64_t)n;
    for (char letter = 'a'; letter <= 'c'; letter++)
        assert_status(send(fx, ANN, NEW, letter, n), 303);
    assert_status(send(fx, ANN, NEW, 'd', n), 422);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_arrival"), ==, 3);
    run_sql(fx, "DELETE FROM item_file");
    assert_status(send(fx, ANN, NEW, 'd', n), 303); /* stored with its words, not before */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_arrival"), ==, 3);
    g_assert_cmpint(n_files(fx), ==, 1);
}

static void
test_a_failure_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    give_three(fx);
    for (int nth = 1; nth < 12; nth++) {
        db_fail_at(fx->db, nth);
        g_assert_cmpint(send(fx, ANN, NEW, 'd', 300)->status, >=, 400);
        db_fail_at(fx->db, 0);
        g_assert_cmpint(n_files(fx), ==, 3);
    }
}

/* ---- taking a file away ---- */

/* Saved without a file and without an address. */
static Response *
send_words(Fixture *fx, int64_t me, const char *url)
{
    return post(fx, me, url, "title", "Guide " HOSTILE, "language", "en", "version",
                query_text(fx, "SELECT CAST(version AS TEXT) FROM item WHERE id = 1"), NULL);
}

static const char *
remove_path(Fixture *fx)
{
    return arena_printf(fx->arena, "/contributions/%" PRId64 "/files/%" PRId64 "/remove",
                        query_int(fx, "SELECT min(id) FROM item WHERE kind = 'work'"),
                        query_int(fx, "SELECT coalesce(min(file_id), 99) FROM item_file"));
}

/* As the page sends it: with the edition on which it hangs. */
static const char *
first_on(Fixture *fx)
{
    return query_text(fx, "SELECT CAST(coalesce(min(item_id), 99) AS TEXT) FROM item_file"
                          " WHERE file_id = (SELECT min(file_id) FROM item_file)");
}

static Response *
take_away(Fixture *fx, int64_t me, const char *url)
{
    return post(fx, me, url, "edition", first_on(fx), NULL);
}

static int64_t
n_removals(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM audit JOIN item ON item.id = audit.item_id"
                         " WHERE audit.action = 'file.detach' AND item.kind = 'edition'");
}

static void
test_a_file_is_taken_away(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    give_three(fx);
    Response *res = get(fx, ANN, "/contributions/1");
    assert_statements(fx, 20);
    assert_shows(res, "action=\"/contributions/1/files/1/remove\"");
    assert_shows(res, "Remove it for good");
    assert_shows(res, "900 bytes");
    assert_hides(res, "<b>Tom");
    assert_shows(get(fx, ANN, "/fr/contributions/1"), "Le retirer définitivement");
    assert_hides(get(fx, ANN, NEW), "Remove it for good");
    assert_status(send(fx, ANN, NEW, 'd', SIZE - 100), 422);

    res = take_away(fx, ANN, remove_path(fx));
    assert_statements(fx, 24);
    assert_location(res, "/contributions/1");
    g_assert_cmpint(n_files(fx), ==, 2);
    g_assert_cmpint(n_removals(fx), ==, 1);
    assert_status(get(fx, ANN, "/files/1"), 404);
    assert_status(post(fx, ANN, "/contributions/1/files/1/remove", NULL), 404);
    assert_hides(get(fx, ANN, "/contributions/1"), "Remove it for good");
    /* Nobody accepts what has nothing, and there is place for another one. */
    assert_shows(get(fx, EDNA, "/contributions/1/review"), "It has no file");
    assert_status(send(fx, ANN, NEW, 'd', SIZE - 100), 303);
}

/* An editor has added an edition in French, on which the same file hangs and another one. */
static int64_t
a_french_edition(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = edition_insert(
        cx, item_find_in(cx, 1, ""),
        &(EditionDraft){.number = 2, .language = "fr", .title = HOSTILE, .state = "planned"});
    fixture_commit(fx);
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO item_file (item_id, file_id, name)"
                             " SELECT %" PRId64 ", file_id, name FROM item_file"
                             " WHERE file_id IN (1, 2)",
                             id));
    return id;
}

static void
test_files_of_each_edition_are_taken_away(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char same[] = "/contributions/1/files/1/remove";
    give_three(fx);
    const char *edition = arena_printf(fx->arena, "%" PRId64, a_french_edition(fx));
    Response *res = get(fx, ANN, "/contributions/1");
    assert_statements(fx, 20);
    assert_shows(res, "Edition 1 · English");
    assert_shows(res, "Edition 2 · French");
    assert_shows(get_json(fx, ANN, "/contributions/1.json"), "\"of_several\":true");
    /* Not without saying from which, nor from one on which it does not hang, nor by others. */
    assert_status(post(fx, ANN, same, NULL), 404);
    assert_status(post(fx, ANN, same, "edition", "1", NULL), 404);
    assert_status(post(fx, ANN, "/contributions/1/files/3/remove", "edition", edition, NULL), 404);
    assert_status(post(fx, BOB, same, "edition", edition, NULL), 404);
    g_assert_cmpint(n_files(fx), ==, 5);
    /* Nor from an edition of another work, on which the same file hangs. */
    const char *other = query_text(fx, "SELECT CAST(item_id AS TEXT) FROM item_file"
                                       " WHERE file_id = 3");
    run_sql(fx,
            arena_printf(fx->arena, "UPDATE item_file SET file_id = 1 WHERE item_id = %s", other));
    assert_status(post(fx, ANN, same, "edition", other, NULL), 404);
    run_sql(fx,
            arena_printf(fx->arena, "UPDATE item_file SET file_id = 3 WHERE item_id = %s", other));
    assert_location(post(fx, ANN, same, "edition", edition, NULL), "/contributions/1");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item_file WHERE file_id = 1"), ==, 1);
    g_assert_cmpint(n_removals(fx), ==, 1);
    /* What is left then is a file of the second edition: enough to save the words. */
    assert_status(take_away(fx, ANN, same), 303);
    g_assert_cmpint(n_files(fx), ==, 3);
    assert_status(send_words(fx, ANN, "/contributions/1"), 303);
    assert_status(post(fx, ANN, "/contributions/1/files/2/remove", "edition", edition, NULL), 303);
    g_assert_cmpint(n_files(fx), ==, 2);
    assert_status(send_words(fx, ANN, "/contributions/1"), 422);
}

static void
test_only_who_may_edit_takes_away(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    give_three(fx);
    assert_status(take_away(fx, BOB, remove_path(fx)), 404);
    g_assert_cmpint(take_away(fx, NOBODY, remove_path(fx))->status, !=, 404);
    assert_status(post(fx, ANN, "/contributions/1/files/2/remove", NULL), 404); /* of another one */
    assert_status(post(fx, ANN, "/contributions/99/files/1/remove", NULL), 404);
    g_assert_cmpint(n_files(fx), ==, 3);
    assert_status(take_away(fx, EDNA, remove_path(fx)), 303);
    g_assert_cmpint(n_files(fx), ==, 2);
    /* Of what is decided a member takes nothing away, nor an editor here. */
    const int64_t file = query_int(fx, "SELECT min(file_id) FROM item_file");
    const int64_t work = query_int(fx, "SELECT parent_id FROM item JOIN item_file"
                                       " ON item_file.item_id = item.id ORDER BY file_id LIMIT 1");
    const char *review = arena_printf(fx->arena, "/contributions/%" PRId64 "/review", work);
    const char *away = arena_printf(
        fx->arena, "/contributions/%" PRId64 "/files/%" PRId64 "/remove", work, file);
    const char *version = query_text(
        fx, arena_printf(fx->arena, "SELECT version FROM item WHERE id = %" PRId64, work));
    assert_status(post(fx, EDNA, review, "act", "publish", "words", "", "version", version, NULL),
                  303);
    assert_location(take_away(fx, ANN, away), review);
    assert_location(take_away(fx, EDNA, away), review);
    g_assert_cmpint(n_files(fx), ==, 2);
    g_assert_cmpint(n_removals(fx), ==, 1);
}

static void
test_a_failure_takes_nothing_away(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    give_three(fx);
    Response *res = NULL;
    for (int nth = 2; res == NULL || res->status >= 500; nth++) {
        res = post_failing_at(fx, nth, ANN, remove_path(fx), "edition", first_on(fx), NULL);
        if (res->status >= 500) {
            g_assert_cmpint(n_files(fx), ==, 3);
            g_assert_cmpint(n_removals(fx), ==, 0);
            assert_status(get(fx, ANN, "/files/1"), 200);
        }
    }
    assert_status(res, 303);
    g_assert_cmpint(n_files(fx), ==, 2);
}

/* ---- doubles ---- */

static void
test_doubles_are_shown_where_it_is_decided(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->app.file_most = SIZE;
    assert_status(send(fx, BOB, NEW, 'a', 500), 303);
    assert_status(send(fx, ANN, NEW, 'b', 500), 303);
    run_sql(fx, "UPDATE item SET title = 'Guide b again' WHERE id = 1");
    int64_t second = query_int(fx, "SELECT max(id) FROM item WHERE kind = 'work'");
    const char *review = arena_printf(fx->arena, "/contributions/%" PRId64 "/review", second);
    assert_hides(get(fx, EDNA, review), "This may be in the library already:");
    run_sql(fx, "UPDATE item_file SET file_id = (SELECT min(file_id) FROM item_file)");
    Response *res = get(fx, EDNA, review);
    assert_shows(res, "This may be in the library already:");
    assert_shows(res, "the same file");
    assert_shows(res, "Guide b again");
    assert_hides(res, "<b>Tom");
    assert_statements(fx, 26);
    assert_shows(get_json(fx, EDNA, arena_printf(fx->arena, "%s.json", review)), "\"twins\":[{");
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/fr%s", review)), "le même fichier");
    /* It is a word to who decides, not to who gave it, also of what everybody may see. */
    assert_status(post(fx, EDNA, "/contributions/1/review", "act", "publish", "words", "",
                       "version", query_text(fx, "SELECT version FROM item WHERE id = 1"), NULL),
                  303);
    assert_shows(get(fx, EDNA, review), "Guide b again");
    assert_hides(get(fx, ANN, review), "This may be in the library already:");
}

void
contribution_room_tests(void)
{
    add_test("/contribution_room/left", test_what_is_left_is_said_at_the_field);
    add_test("/contribution_room/nearly", test_nearly_as_much_is_said);
    add_test("/contribution_room/decided", test_editors_and_what_is_decided);
    add_test("/contribution_room/desk", test_files_on_the_desk_count);
    add_test("/contribution_room/ahead", test_large_ones_are_not_stored_ahead);
    add_test("/contribution_room/failure", test_a_failure_keeps_nothing);
    add_test("/contribution_room/file-away", test_a_file_is_taken_away);
    add_test("/contribution_room/file-away-editions", test_files_of_each_edition_are_taken_away);
    add_test("/contribution_room/file-away-refused", test_only_who_may_edit_takes_away);
    add_test("/contribution_room/file-away-failure", test_a_failure_takes_nothing_away);
    add_test("/contribution_room/doubles", test_doubles_are_shown_where_it_is_decided);
}
