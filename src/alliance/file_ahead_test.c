/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Large files on their way in, by a page: docs/decisions/0077-large-files.md.
 */
#include "alliance/file.h"
#include "base/limits.h"
#include "testing.h"

#include <string.h>

#define URL "/desk/pages/1/files"
#define SIZE ((size_t)5 * FILE_CHUNK + 17) /* two pieces, the last chunk is not full */

/* ---- how much libsodium has hashed ---- */

static size_t n_hashed;

/* Instead of libsodium's, which is the second by another name. */
int crypto_generichash_update(void *state, const unsigned char *bytes, unsigned long long n);
int crypto_generichash_blake2b_update(void *state, const unsigned char *bytes,
                                      unsigned long long n);

int
crypto_generichash_update(void *state, const unsigned char *bytes, unsigned long long n)
{
    __atomic_add_fetch(&n_hashed, (size_t)n, __ATOMIC_RELAXED);
    return crypto_generichash_blake2b_update(state, bytes, n);
}

/* ---- the tests ---- */

static void
a_page(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    ItemDraft draft = {.kind = "page", .slug = "p", .title = "The page", .author_id = EDNA};
    item_publish(cx, item_insert(cx, &draft));
    fixture_commit(fx);
}

/* A film of SIZE bytes, of which no two chunks are the same. */
static Bytes
a_film(Fixture *fx)
{
    char *bytes = arena_alloc(fx->arena, SIZE);
    memcpy(bytes,
           "\0\0\0\x18"
           "ftypmp42",
           12);
    for (size_t i = 12; i < SIZE; i++)
        bytes[i] = (char)(i * 2654435761U >> 13);
    return (Bytes){bytes, SIZE};
}

static Response *
send(Fixture *fx, int64_t me, Bytes content)
{
    return post_file(fx, me, URL, &(Upload){"file", "a " HOSTILE ".mp4", "video/mp4", content},
                     "title", HOSTILE, "alt", "", NULL);
}

static void
assert_rows(Fixture *fx, int64_t files, int64_t chunks, int64_t arrivals)
{
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file WHERE removed_at IS NULL"), ==, files);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_chunk"), ==, chunks);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_arrival"), ==, arrivals);
}

static int64_t
clean(Fixture *fx)
{
    int64_t n = file_clean(fixture_begin(fx, NOBODY));
    fixture_commit(fx);
    return n;
}

static void
test_comes_before_its_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    Bytes film = a_film(fx);
    assert_status(send(fx, EDNA, film), 303);
    assert_rows(fx, 1, 6, 1);
    /* No transaction of the handler had a chunk in it. */
    assert_statements(fx, 24);
    Response *res = get(fx, NOBODY, "/files/1");
    g_assert_cmpmem(res->body.at, res->body.n, film.at, film.n);
    g_assert_cmpstr(query_text(fx, "SELECT type FROM file"), ==, "video/mp4");
    fx->now += 2 * 24 * 3600;
    g_assert_cmpint(clean(fx), ==, 1);
    assert_rows(fx, 1, 6, 0); /* it hangs */
    g_assert_cmpint(clean(fx), ==, 0);
}

static void
test_what_hangs_nowhere_goes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    Bytes film = a_film(fx);
    run_sql(fx, "DELETE FROM item_file");
    assert_status(send(fx, EDNA, film), 303);
    run_sql(fx, "DELETE FROM item_file");
    fx->now += 23 * 3600;
    g_assert_cmpint(clean(fx), ==, 0);
    assert_status(send(fx, EDNA, film), 303); /* once more: its day begins anew */
    assert_rows(fx, 1, 6, 1);
    run_sql(fx, "DELETE FROM item_file");
    fx->now += 23 * 3600;
    g_assert_cmpint(clean(fx), ==, 0);
    fx->now += 2 * 3600;
    g_assert_cmpint(clean(fx), ==, 1);
    assert_rows(fx, 0, 0, 0);
}

static void
test_nothing_is_stored_for_who_may_not(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    Bytes film = a_film(fx);
    assert_status(send(fx, NOBODY, film), 403);
    assert_status(send(fx, BOB, film), 403); /* a member, but not of this page */
    Bytes program = {arena_alloc(fx->arena, SIZE), SIZE};
    memcpy((void *)(uintptr_t)program.at, "MZ\0\1", 4);
    assert_status(send(fx, EDNA, program), 422);
    fx->app.file_most = (int64_t)1024 * 1024;
    Response *res = send(fx, EDNA, film);
    assert_status(res, 422);
    assert_shows(res, "this is too large, at most 1 MB");
    assert_shows(res, "plain text of at most 1 MB.");
    assert_rows(fx, 0, 0, 0);
}

/* Of one person there is a bound to what came ahead; the rest is stored as small files are. */
static void
test_many_are_stored_the_other_way(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    for (int i = 1; i <= 20; i++)
        run_sql(fx, arena_printf(
                        fx->arena,
                        "INSERT INTO file (id, hash, type, size, created_at, created_by) VALUES "
                        "(%d, 'h%d', 'text/plain', 0, 1, %d)",
                        100 + i, i, EDNA));
    run_sql(fx, "INSERT INTO file_arrival (file_id, arrived_at) SELECT id, 1483347600 FROM file");
    assert_status(send(fx, EDNA, a_film(fx)), 303);
    assert_rows(fx, 21, 6, 20);
}

/* Also where the handler finds what somebody else has sent. */
static void
test_is_hashed_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    Bytes film = a_film(fx);
    for (int i = 0; i < 2; i++) {
        size_t before = __atomic_load_n(&n_hashed, __ATOMIC_RELAXED);
        assert_status(send(fx, EDNA, film), 303);
        size_t hashed = __atomic_load_n(&n_hashed, __ATOMIC_RELAXED) - before;
        g_assert_cmpuint(hashed, >=, SIZE);
        g_assert_cmpuint(hashed, <, 2 * SIZE);
        run_sql(fx, "DELETE FROM item_file");
    }
    assert_rows(fx, 1, 6, 1);
}

/* As when PostgreSQL was started anew between two pieces: the first one goes as the second comes.
 * What is not whole is never said to be, and the handler stores it as small files are. */
static void
test_lost_piece_is_noticed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
#define LOSE                                                                                       \
    "DELETE FROM file_chunk WHERE file_id = new.file_id AND n = 0 AND EXISTS "                     \
    "(SELECT 1 FROM file WHERE id = new.file_id AND removed_at IS NOT NULL);"
    a_page(fx);
    Bytes film = a_film(fx);
    run_sql(fx,
            db_is_postgres(fx->db)
                ? "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN " LOSE
                  "RETURN NULL; END';"
                  "CREATE TRIGGER lose AFTER INSERT ON file_chunk FOR EACH ROW WHEN (new.n = 4) "
                  "EXECUTE FUNCTION lose()"
                : "CREATE TRIGGER lose AFTER INSERT ON file_chunk WHEN new.n = 4 BEGIN " LOSE
                  " END");
    assert_status(send(fx, EDNA, film), 303);
    assert_rows(fx, 1, 6, 0);
    int64_t id = query_int(fx, "SELECT file_id FROM item_file");
    Response *res = get(fx, NOBODY, arena_printf(fx->arena, "/files/%" PRId64, id));
    g_assert_cmpmem(res->body.at, res->body.n, film.at, film.n);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file WHERE hash LIKE 'arriving%'"), ==, 0);
#undef LOSE
}

/* Whichever statement fails: the file is there and whole, or what was begun is taken away, at the
 * latest when its day is over. */
static void
test_failure_leaves_no_half(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    Bytes film = a_film(fx);
    (void)token_of(fx, EDNA); /* the session is there */
    for (int nth = 1;; nth++) {
        db_fail_at(fx->db, nth);
        Response *res = send(fx, EDNA, film);
        db_fail_at(fx->db, 0);
        g_assert_cmpint(query_int(fx,
                                  "SELECT count(*) FROM file WHERE removed_at IS NULL AND size <> "
                                  "(SELECT coalesce(sum(length(data)), 0) FROM file_chunk WHERE "
                                  "file_id = file.id)"),
                        ==, 0);
        if (res->status == 303 && nth > 40)
            break;
        int64_t id = query_int(fx, "SELECT coalesce(max(file_id), 0) FROM item_file");
        if (res->status == 303)
            post(fx, EDNA, arena_printf(fx->arena, URL "/%" PRId64 "/remove", id), NULL);
        run_sql(fx, "UPDATE file_arrival SET arrived_at = 0");
        (void)clean(fx);
        assert_rows(fx, 0, 0, 0);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file WHERE hash LIKE 'arriving%'"), ==,
                        0);
        g_assert_cmpint(nth, <, 80);
    }
}

void
file_ahead_tests(void)
{
    add_test("/file/ahead/comes-before-its-words", test_comes_before_its_words);
    add_test("/file/ahead/what-hangs-nowhere-goes", test_what_hangs_nowhere_goes);
    add_test("/file/ahead/nothing-is-stored-for-who-may-not",
             test_nothing_is_stored_for_who_may_not);
    add_test("/file/ahead/many-are-stored-the-other-way", test_many_are_stored_the_other_way);
    add_test("/file/ahead/is-hashed-once", test_is_hashed_once);
    add_test("/file/ahead/lost-piece-is-noticed", test_lost_piece_is_noticed);
    add_test("/file/ahead/failure-leaves-no-half", test_failure_leaves_no_half);
}
