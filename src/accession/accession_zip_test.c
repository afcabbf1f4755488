/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A zip of files: unpacked and kept before the transaction that says of which table they are,
 * within limits.
 */
#include "accession/accession_testing.h"
#include "accession/unpack.h"
#include "base/limits.h"
#include "sheet/zip_write.h"

#include <string.h>

#define CHECK "/desk/accessions/1/check"
#define SMALL 70 /* more than are kept in one transaction */
#define LARGE (3 * FILE_CHUNK * 4 + 17)
#define DAY ((int64_t)86400)

static int64_t
n_of(Fixture *fx, const char *what)
{
    return query_int(fx, arena_printf(fx->arena, "SELECT count(*) FROM %s", what));
}

/* Some small files, a large film, and what is not known here. */
static Bytes
a_zip(Fixture *fx)
{
    GString *parts = arena_string(fx->arena, LARGE + 8192);
    for (int i = 0; i < SMALL; i++)
        g_string_append_printf(parts, "--- docs/%d " HOSTILE ".txt\nZyxwords %d\n", i, i);
    g_string_append(parts, "--- bad.xyz\n\x01\x02\n--- film.mp4\n");
    g_string_append_len(parts, "\0\0\0\x18", 4);
    g_string_append(parts, "ftypmp42");
    for (size_t i = 0; i < LARGE; i++)
        g_string_append_c(parts, (char)('a' + (i * 2654435761U >> 13) % 26));
    return zip_make(fx->arena, parts->str, parts->len);
}

static Response *
send(Fixture *fx, int64_t me, Bytes zip, const char *state)
{
    Upload file = {.field = "files", .name = "x.zip", .type = "application/zip", .bytes = zip};
    return post_file(fx, me, CHECK, &file, "state", state, "doubles", "leave", NULL);
}

/* Its handler keeps nothing, and yet all is there: it was kept by transactions of its own.  That
 * none is open while a zip is unpacked is asserted in unpack(). */
static void
test_it_is_unpacked_before_the_transaction(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_table(fx, "Title,Language,File\nA,en,film.mp4\n");
    Bytes zip = a_zip(fx);
    assert_status(send(fx, EDNA, zip, "x"), 422);
    g_assert_cmpint(n_of(fx, "accession_file"), ==, 0);
    g_assert_cmpint(n_of(fx, "file_arrival"), ==, SMALL + 1);
    g_assert_cmpint(n_of(fx, "file WHERE removed_at IS NULL"), ==, SMALL + 1);
    g_assert_cmpint(n_of(fx, "file_chunk"), ==, SMALL + 13);
    assert_status(send(fx, EDNA, zip, "draft"), 303); /* nothing is stored twice */
    g_assert_cmpint(n_of(fx, "file_chunk"), ==, SMALL + 13);
    g_assert_cmpint(n_of(fx, "accession_file WHERE file_id IS NOT NULL"), ==, SMALL + 1);
    g_assert_cmpint(n_of(fx, "accession_file WHERE fault = 'unknown' AND name = 'bad.xyz'"), ==, 1);
    work_on_tables(fx);
    assert_outcome(fx, 2, "add");
    fx->now += 2 * DAY;
    (void)file_clean(fixture_begin(fx, NOBODY));
    fixture_commit(fx);
    g_assert_cmpint(n_of(fx, "file_arrival"), ==, 0);
    g_assert_cmpint(n_of(fx, "file_chunk"), ==, SMALL + 13); /* the table has them */
}

static void
test_nothing_is_unpacked_for_who_may_not(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_table(fx, "Title,Language\nA,en\n");
    Bytes zip = a_zip(fx);
    assert_status(send(fx, ANN, zip, "draft"), 403);
    assert_status(send(fx, NOBODY, zip, "draft"), 403);
    run_sql(fx, "UPDATE accession SET state = 'done'");
    assert_status(send(fx, EDNA, zip, "draft"), 409);
    Upload file = {.field = "files", .name = "x.zip", .type = "application/zip", .bytes = zip};
    assert_status(post_file(fx, EDNA, "/desk/accessions/9/check", &file, "state", "draft", NULL),
                  404);
    g_assert_cmpint(n_of(fx, "file"), ==, 0);
}

/* ---- limits ---- */

static const Unpacked *
unpack_here(Fixture *fx, Bytes zip, int64_t *left)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    fixture_commit(fx); /* nobody has a transaction */
    return unpack(cx, zip, left);
}

/* Files that pack well: @every so many bytes stands one that does not. */
static Bytes
a_bomb(Fixture *fx, int n, size_t size, size_t every, const char *head)
{
    char *zeros = g_malloc0(size);
    arena_defer(fx->arena, g_free, zeros);
    for (size_t i = 0; i < size; i += every)
        zeros[i] = (char)(i * 2654435761U >> 13);
    memcpy(zeros, head, MIN(strlen(head), size));
    ZipWriter *zip = zip_writer_new();
    arena_defer(fx->arena, (GDestroyNotify)zip_writer_free, zip);
    for (int i = 0; i < n; i++) {
        zip_writer_begin(zip, arena_printf(fx->arena, "%d", i), TEST_NOW, true);
        zip_writer_add(zip, (Bytes){zeros, size});
    }
    return zip_writer_end(zip);
}

static void
test_what_unpacks_to_too_much_ends(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t left = ACCESSION_UNPACKED_ALL;
    const Unpacked *bomb = unpack_here(fx, a_bomb(fx, 6, LIMIT_FILE, 64, "\1"), &left);
    g_assert_cmpstr(bomb->words, ==, "Files: the zip unpacks to too much; send it in parts");
    g_assert_cmpuint(bomb->files.n, ==, 4);
    g_assert_cmpint(left, >, 2 * ACCESSION_UNPACKED); /* not further than it had to be */
    bomb = unpack_here(fx, a_bomb(fx, 1, (size_t)LIMIT_FILE + 100, 64, "%PDF-1.7"), &left);
    g_assert_cmpstr(bomb->words, ==, NULL);
    g_assert_cmpstr(bomb->files.at[0].fault, ==, "large");
    g_assert_cmpint(bomb->files.at[0].size, ==, LIMIT_FILE + 1);
    bomb = unpack_here(fx, a_bomb(fx, 1, LIMIT_FILE, LIMIT_FILE, "\1"),
                       &left); /* nothing packs so well */
    g_assert_cmpstr(bomb->words, ==, "Files: the zip unpacks to too much; send it in parts");
    g_assert_cmpuint(bomb->files.n, ==, 0);
    left = 1000; /* that other zips of the same form have left */
    bomb = unpack_here(fx, a_bomb(fx, 1, 100000, 64, "\1"), &left);
    g_assert_cmpstr(bomb->words, ==, "Files: the zip unpacks to too much; send it in parts");
    g_assert_cmpuint(bomb->files.n, ==, 0);
    g_assert_cmpint(n_of(fx, "file"), ==, 0);
}

static void
test_there_are_as_many_as_there_can_be(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t left = ACCESSION_UNPACKED_ALL;
    const Unpacked *many = unpack_here(fx, a_bomb(fx, ACCESSION_FILES + 1, 3, 64, "\1"), &left);
    g_assert_cmpstr(many->words, ==,
                    "Files: there are as many as there can be; the rest was not read");
    g_assert_cmpuint(many->files.n, ==, ACCESSION_FILES);
}

/* ---- many of them ---- */

static Bytes
many_texts(Fixture *fx, int first, int n)
{
    GString *parts = arena_string(fx->arena, 4096);
    for (int i = first; i < first + n; i++)
        g_string_append_printf(parts, "--- part/%d.txt\nText %d.\n", i, i);
    return zip_make(fx->arena, parts->str, parts->len);
}

/* Some a transaction, so that who writes meanwhile does not wait for thousands. */
static void
test_files_are_let_go_in_portions(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    enum { MANY = ACCESSION_RELEASE + 20 };
    a_table(fx, "Title,Language,Files\nA,en,7.TXT\n");
    assert_status(send(fx, EDNA, many_texts(fx, 0, MANY), "draft"), 303);
    assert_statements(fx, 3 * MANY + 40);
    work_on_tables(fx);
    assert_outcome(fx, 2, "add");
    assert_status(post(fx, EDNA, "/desk/accessions/1", "apply", "1", NULL), 303);
    JobCursor cursor = {0};
    accession_portion(fixture_begin(fx, NOBODY), &cursor);
    fixture_commit(fx);
    g_assert_cmpint(n_of(fx, "accession_file WHERE file_id IS NOT NULL"), ==, 20);
    g_assert_cmpint(n_of(fx, "accession WHERE state = 'apply' AND n_done = 1"), ==, 1);
    work_on_tables(fx);
    g_assert_cmpint(n_of(fx, "accession WHERE state = 'done'"), ==, 1);
    g_assert_cmpint(n_of(fx, "file WHERE removed_at IS NULL"), ==, 1);
    g_assert_cmpint(n_of(fx, "audit WHERE action = 'accession.apply-done'"), ==, 1);
    g_assert_cmpint(n_of(fx, "item WHERE kind = 'work'"), ==, 1);
}

/* One that replaces another of its name takes no room, nor does one that replaces a refused one. */
static void
test_there_is_room_for_so_many(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_table(fx, "Title,Language\nA,en\n");
    GString *sql = arena_string(fx->arena, 4096);
    g_string_append(sql, "INSERT INTO accession_file (accession_id, name, size, fault) VALUES "
                         "(1, 'part/0.txt', 1, 'unknown')");
    for (int i = 2; i < ACCESSION_FILES; i++)
        g_string_append_printf(sql, ", (1, 'x%d', 1, 'unknown')", i);
    run_sql(fx, sql->str);
    Response *res = send(fx, EDNA, many_texts(fx, 0, 2), "draft");
    assert_status(res, 303);
    g_assert_cmpint(n_of(fx, "accession_file"), ==, ACCESSION_FILES);
    work_on_tables(fx);
    assert_hides(table_page(fx, 1, ""), "there are as many as there can be");
    send(fx, EDNA, many_texts(fx, 0, 3), "draft");
    work_on_tables(fx);
    g_assert_cmpint(n_of(fx, "accession_file"), ==, ACCESSION_FILES);
    assert_shows(table_page(fx, 1, ""), "there are as many as there can be");
}

/* ---- failures ---- */

/* Whichever statement fails: no half content is there, and what could not be kept is said. */
static void
test_a_failure_is_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char parts[] = "--- a.txt\nfirst\n--- b.txt\nsecond\n";
    Bytes zip = zip_make(fx->arena, parts, sizeof parts - 1);
    int n_said = 0, n_failed = 0;
    a_table(fx, "Title,Language,Files\nA,en,a.txt\n");
    for (int nth = 1; nth < 40; nth++) {
        db_fail_at(fx->db, nth);
        Response *res = send(fx, EDNA, zip, "draft");
        db_fail_at(fx->db, 0);
        n_failed += res->status == 500;
        work_on_tables(fx);
        const char *page = body_of(table_page(fx, 1, ""));
        n_said += strstr(page, "not all of the zip could be kept just now") != NULL;
        g_assert_cmpint(n_of(fx, "accession_file WHERE file_id IS NULL AND fault = ''"), ==, 0);
        g_assert_cmpint(n_of(fx, "file WHERE size <> (SELECT coalesce(sum(length(data)), 0) FROM "
                                 "file_chunk WHERE file_id = file.id)"),
                        ==, 0);
        run_sql(fx, "DELETE FROM accession_file");
        run_sql(fx, "DELETE FROM file_arrival");
        run_sql(fx, "DELETE FROM file_chunk");
        run_sql(fx, "DELETE FROM file");
    }
    g_assert_cmpint(n_said, >, 3);
    g_assert_cmpint(n_failed, >, 8);
}

void
accession_zip_tests(void)
{
    add_test("/accession_zip/before", test_it_is_unpacked_before_the_transaction);
    add_test("/accession_zip/who-may-not", test_nothing_is_unpacked_for_who_may_not);
    add_test("/accession_zip/too-much", test_what_unpacks_to_too_much_ends);
    add_test("/accession_zip/too-many", test_there_are_as_many_as_there_can_be);
    add_test("/accession_zip/let-go", test_files_are_let_go_in_portions);
    add_test("/accession_zip/room", test_there_is_room_for_so_many);
    add_test("/accession_zip/failure", test_a_failure_is_said);
}
