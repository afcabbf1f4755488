/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file_shelf.h"

#include "alliance/file.sql.h"
#include "base/scratch.h"
#include "web/app.h"

#include <unistd.h>

#define IDLE_US ((int64_t)10 * 60 * G_USEC_PER_SEC)

typedef enum LaidState { BEING_LAID, LAID_OUT, LAID_IN_VAIN } LaidState;

typedef struct Laid {
    int64_t id, size, used_at; /* used_at: monotonic microseconds */
    int fd;                    /* or -1 */
    int n_readers;             /* who waits for it counts, too */
    LaidState state;
} Laid;

struct FileShelf {
    GMutex lock;
    GCond changed;    /* what was being laid is, or is not */
    GPtrArray *files; /* of Laid * */
    int64_t most, taken;
};

static void
laid_free(void *data)
{
    Laid *laid = data;
    if (laid->fd >= 0)
        close(laid->fd);
    g_free(laid);
}

FileShelf *
file_shelf_new(int64_t most)
{
    FileShelf *shelf = g_new0(FileShelf, 1);
    g_mutex_init(&shelf->lock);
    g_cond_init(&shelf->changed);
    shelf->files = g_ptr_array_new_with_free_func(laid_free);
    shelf->most = most;
    return shelf;
}

void
file_shelf_free(FileShelf *shelf)
{
    if (shelf == NULL)
        return;
    g_ptr_array_unref(shelf->files);
    g_mutex_clear(&shelf->lock);
    g_cond_clear(&shelf->changed);
    g_free(shelf);
}

/* ---- with the lock held ---- */

static Laid *
find(const FileShelf *shelf, int64_t id)
{
    for (guint i = 0; i < shelf->files->len; i++) {
        Laid *laid = shelf->files->pdata[i];
        if (laid->id == id && laid->state != LAID_IN_VAIN)
            return laid;
    }
    return NULL;
}

static void
remove_laid(FileShelf *shelf, Laid *laid)
{
    shelf->taken -= laid->size;
    g_ptr_array_remove_fast(shelf->files, laid);
}

/* The one without readers that was used longest ago, if that is before @before. */
static Laid *
find_oldest(const FileShelf *shelf, int64_t before)
{
    Laid *oldest = NULL;
    for (guint i = 0; i < shelf->files->len; i++) {
        Laid *laid = shelf->files->pdata[i];
        if (laid->n_readers == 0 && laid->used_at < before &&
            (oldest == NULL || laid->used_at < oldest->used_at))
            oldest = laid;
    }
    return oldest;
}

static bool
make_room(FileShelf *shelf, int64_t size, int64_t now)
{
    Laid *oldest;
    while ((oldest = find_oldest(shelf, now - IDLE_US)) != NULL)
        remove_laid(shelf, oldest);
    while (shelf->taken + size > shelf->most && (oldest = find_oldest(shelf, now)) != NULL)
        remove_laid(shelf, oldest);
    return shelf->taken + size <= shelf->most;
}

static Laid *
insert(FileShelf *shelf, const File *file)
{
    Laid *laid = g_new0(Laid, 1);
    *laid = (Laid){.id = file->id, .size = file->size, .fd = -1};
    g_ptr_array_add(shelf->files, laid);
    shelf->taken += laid->size;
    return laid;
}

static void
let_go(FileShelf *shelf, Laid *laid)
{
    laid->used_at = g_get_monotonic_time();
    if (--laid->n_readers == 0 && laid->state == LAID_IN_VAIN)
        remove_laid(shelf, laid);
}

/* ---- laying out ---- */

typedef struct Chunk {
    Bytes data;
} Chunk;

static const DbType CHUNK = DB_TYPE(Chunk, DB_FIELD(Chunk, data));

typedef struct Laying {
    int fd;
    int64_t left; /* bytes; -1: there is no room for them */
} Laying;

static bool
lay_chunk(const void *row, void *data)
{
    const Chunk *chunk = row;
    Laying *laying = data;
    bool written = scratch_write(laying->fd, chunk->data.at, chunk->data.n);
    laying->left = written ? laying->left - (int64_t)chunk->data.n : -1;
    return written;
}

/* The file's descriptor; -1: it is not whole. */
static int
lay_out(Ctx *cx, const File *file)
{
    Laying laying = {.fd = scratch_open(NULL), .left = file->size};
    if (laying.fd >= 0 && scratch_reserve(laying.fd, file->size))
        db_each(cx, &SQL_file_list_chunks, &CHUNK, DB_ARGS(file->id, 0, file->size / FILE_CHUNK),
                lay_chunk, &laying);
    if (laying.left == 0 || laying.fd < 0)
        return laying.fd;
    close(laying.fd);
    return -1;
}

/* ---- reading ---- */

typedef struct Reading {
    FileShelf *shelf;
    Laid *laid;
} Reading;

static void
end_reading(void *data)
{
    const Reading *reading = data;
    g_mutex_lock(&reading->shelf->lock);
    let_go(reading->shelf, reading->laid);
    g_mutex_unlock(&reading->shelf->lock);
}

/* Begin to read it; @ret_is_new: the caller lays it out.  NULL: no room. */
static Laid *
begin_reading(FileShelf *shelf, const File *file, bool *ret_is_new)
{
    g_mutex_lock(&shelf->lock);
    Laid *laid = find(shelf, file->id);
    *ret_is_new = laid == NULL;
    if (laid == NULL && make_room(shelf, file->size, g_get_monotonic_time()))
        laid = insert(shelf, file);
    if (laid != NULL)
        laid->n_readers++;
    while (!*ret_is_new && laid->state == BEING_LAID)
        g_cond_wait(&shelf->changed, &shelf->lock);
    g_mutex_unlock(&shelf->lock);
    return laid;
}

static void
end_laying(FileShelf *shelf, Laid *laid, int fd)
{
    g_mutex_lock(&shelf->lock);
    laid->fd = fd;
    if (laid->state == BEING_LAID)
        laid->state = fd >= 0 ? LAID_OUT : LAID_IN_VAIN;
    g_cond_broadcast(&shelf->changed);
    g_mutex_unlock(&shelf->lock);
}

const ResponseFile *
file_shelf_find(Ctx *cx, const File *file)
{
    bool is_new = false;
    FileShelf *shelf = cx->app->shelf;
    Laid *laid = begin_reading(shelf, file, &is_new);
    if (laid == NULL)
        return NULL;
    if (is_new)
        end_laying(shelf, laid, lay_out(cx, file));
    Reading *reading = arena_new_of(cx->arena, Reading);
    *reading = (Reading){shelf, laid};
    arena_defer(cx->arena, end_reading, reading);
    ResponseFile *seen = arena_new_of(cx->arena, ResponseFile);
    *seen = (ResponseFile){.fd = laid->fd, .size = laid->size};
    return laid->fd >= 0 ? seen : NULL;
}

int64_t
file_shelf_bytes(FileShelf *shelf)
{
    g_mutex_lock(&shelf->lock);
    int64_t taken = shelf->taken;
    g_mutex_unlock(&shelf->lock);
    return taken;
}

void
file_shelf_drop(FileShelf *shelf, int64_t id)
{
    if (shelf == NULL)
        return;
    g_mutex_lock(&shelf->lock);
    Laid *laid = find(shelf, id);
    if (laid != NULL && laid->n_readers == 0)
        remove_laid(shelf, laid);
    else if (laid != NULL)
        laid->state = LAID_IN_VAIN;
    g_mutex_unlock(&shelf->lock);
}
