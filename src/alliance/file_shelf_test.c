/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Large files on their way out: docs/decisions/0077-large-files.md.
 */
#include "alliance/file_shelf.h"

#include "web/web_testing.h"

#include <string.h>
#include <unistd.h>

#define SIZE ((int64_t)2 * 1024 * 1024 + 5)

/* Files 1, 2, 3 of SIZE bytes on a page, of the letters a, b, c. */
static void
begin(Fixture *fx, int64_t room)
{
    fx->app.shelf = file_shelf_new(room);
    Ctx *cx = fixture_begin(fx, EDNA);
    ItemDraft draft = {.kind = "page", .slug = "p", .title = "The page", .author_id = EDNA};
    int64_t id = item_insert(cx, &draft);
    item_publish(cx, id);
    for (int i = 0; i < 3; i++) {
        g_autofree char *text = g_strnfill(SIZE, (char)('a' + i));
        file_attach(cx, id, file_insert(cx, (Bytes){text, SIZE}), &(FileWords){.name = "x.txt"});
    }
    fixture_commit(fx);
}

/* Answers end, so that nobody reads any more. */
static void
end_answers(Fixture *fx)
{
    g_ptr_array_set_size(fx->arenas, 0);
}

static void
end(Fixture *fx)
{
    end_answers(fx);
    g_clear_pointer(&fx->app.shelf, file_shelf_free);
}

static Response *
get_range(Fixture *fx, const char *path, const char *range)
{
    Incoming in = a_request(fx, GET, NOBODY, path);
    in.range = range;
    return send_raw(fx, &in);
}

static void
assert_sends(const Response *res, int64_t first, int64_t size, char letter)
{
    char byte = 0;
    g_assert_nonnull(res->file);
    g_assert_cmpint(res->file->first, ==, first);
    g_assert_cmpint(res->file->size, ==, size);
    g_assert_cmpint(pread(res->file->fd, &byte, 1, first + size - 1), ==, 1);
    g_assert_cmpint(byte, ==, letter);
}

static void
test_is_read_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx, 3 * SIZE);
    assert_sends(get(fx, NOBODY, "/files/1"), 0, SIZE, 'a');
    assert_sends(get(fx, NOBODY, "/files/2"), 0, SIZE, 'b');
    run_sql(fx, "DELETE FROM file_chunk");
    assert_sends(get(fx, NOBODY, "/files/1"), 0, SIZE, 'a');
    Response *res = get_range(fx, "/files/1", "bytes=1000-1999999");
    assert_status(res, 206);
    assert_sends(res, 1000, 1999000, 'a');
    g_assert_cmpstr(header_of(res, "Content-Range"), ==, "bytes 1000-1999999/2097157");
    run_sql(fx, "UPDATE item SET audience = 'secretariat'");
    assert_status(get(fx, ANN, "/files/1"), 404); /* who may is asked each time */
    end(fx);
}

static void
test_room_is_bounded(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx, 2 * SIZE);
    assert_sends(get(fx, NOBODY, "/files/1"), 0, SIZE, 'a');
    assert_sends(get(fx, NOBODY, "/files/2"), 0, SIZE, 'b');
    Response *res = get(fx, NOBODY, "/files/3");
    assert_status(res, 503);
    assert_shows(res, "Many large files are being fetched");
    g_assert_cmpstr(header_of(res, "Retry-After"), ==, "60");
    g_assert_null(header_of(res, "ETag"));
    end_answers(fx);
    assert_sends(get(fx, NOBODY, "/files/2"), 0, SIZE, 'b');
    assert_sends(get(fx, NOBODY, "/files/3"), 0, SIZE, 'c'); /* in the place of the first */
    assert_status(get(fx, NOBODY, "/files/1"), 503);
    end(fx);
}

static void
test_what_is_removed_is_not_kept(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx, SIZE);
    Response *slow = get(fx, NOBODY, "/files/1");
    assert_status(post(fx, EDNA, "/desk/pages/1/files/1/remove", NULL), 303);
    assert_sends(slow, 0, SIZE, 'a'); /* who reads it already */
    assert_status(get(fx, NOBODY, "/files/1"), 404);
    g_assert_cmpint(file_shelf_bytes(fx->app.shelf), ==, SIZE);
    end_answers(fx);
    g_assert_cmpint(file_shelf_bytes(fx->app.shelf), ==, 0);
    assert_sends(get(fx, NOBODY, "/files/2"), 0, SIZE, 'b'); /* its room is free */
    end(fx);
}

static void
test_what_is_not_whole_is_not_sent(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    begin(fx, SIZE);
    for (int nth = 1; nth < 4; nth++) {
        db_fail_at(fx->db, nth);
        int status = get(fx, NOBODY, "/files/1")->status;
        db_fail_at(fx->db, 0);
        g_assert_cmpint(status, >=, 500);
        end_answers(fx);
    }
    run_sql(fx, "DELETE FROM file_chunk WHERE file_id = 1 AND n = 3");
    assert_status(get(fx, NOBODY, "/files/1"), 503);
    end_answers(fx);
    assert_sends(get(fx, NOBODY, "/files/2"), 0, SIZE, 'b');
    end(fx);
}

void
file_shelf_tests(void)
{
    add_test("/file/shelf/is-read-once", test_is_read_once);
    add_test("/file/shelf/room-is-bounded", test_room_is_bounded);
    add_test("/file/shelf/what-is-removed-is-not-kept", test_what_is_removed_is_not_kept);
    add_test("/file/shelf/what-is-not-whole-is-not-sent", test_what_is_not_whole_is_not_sent);
}
