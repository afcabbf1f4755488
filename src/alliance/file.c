/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file.h"

#include "alliance/file.sql.h"
#include "alliance/file_row.h"
#include "alliance/file_serve.h"
#include "base/secret.h"
#include "web/app.h"

#include <string.h>

static const DbType FILE_TYPE = DB_TYPE(File, FILE_FIELDS);

/* ---- storing ---- */

static Bytes
chunk_of(Bytes content, int64_t n)
{
    size_t at = (size_t)n * FILE_CHUNK;
    return (Bytes){(const char *)content.at + at, MIN(content.n - at, (size_t)FILE_CHUNK)};
}

void
file_note_hash(Ctx *cx, Bytes content, const char *hash)
{
    FileHash *note = arena_new_of(cx->arena, FileHash);
    *note = (FileHash){.next = cx->hashes, .content = content, .hash = hash};
    cx->hashes = note;
}

/* Or NULL. */
static const char *
noted_hash(const Ctx *cx, Bytes content)
{
    for (const FileHash *note = cx->hashes; note != NULL; note = note->next)
        if (note->content.at == content.at && note->content.n == content.n)
            return note->hash;
    return NULL;
}

static const char *
compute_hash(Ctx *cx, Bytes content)
{
    uint8_t bytes[SECRET_SIZE];
    SecretDigest *digest = secret_digest_begin(cx->arena, sizeof bytes);
    for (int64_t n = 0; n * FILE_CHUNK < (int64_t)content.n; n++) {
        Bytes chunk = chunk_of(content, n);
        secret_digest_add(digest, chunk);
        arena_pass(cx->arena, chunk);
    }
    secret_digest_end(digest, bytes);
    GString *hex = arena_string(cx->arena, 2 * sizeof bytes + 1);
    for (size_t i = 0; i < sizeof bytes; i++)
        g_string_append_printf(hex, "%02x", bytes[i]);
    return hex->str;
}

const char *
file_hash(Ctx *cx, Bytes content)
{
    const char *noted = noted_hash(cx, content);
    return noted != NULL ? noted : compute_hash(cx, content);
}

int64_t
file_insert_chunks(Ctx *cx, int64_t id, Bytes content, int64_t first, int64_t most)
{
    int64_t n = 0;
    for (; n < most && (first + n) * FILE_CHUNK < (int64_t)content.n && !db_failed(cx->db); n++) {
        Bytes chunk = chunk_of(content, first + n);
        db_run(cx, &SQL_file_insert_chunk, DB_ARGS(id, first + n, chunk));
        arena_pass(cx->arena, chunk);
    }
    return n;
}

int64_t
file_insert(Ctx *cx, Bytes content)
{
    const char *hash = file_hash(cx, content);
    int64_t id = db_insert(
        cx, &SQL_file_insert,
        DB_ARGS(hash, file_sniff_type(content), content.n, cx->now, DB_OR_NULL(cx->me.id)));
    if (id == 0)
        return db_count(cx, &SQL_file_find_hash, DB_ARGS(hash));
    (void)file_insert_chunks(cx, id, content, 0, G_MAXINT64);
    return id;
}

const File *
file_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_file_find, &FILE_TYPE, DB_ARGS(id));
}

const File *
file_find_width(Ctx *cx, int64_t id, int64_t width)
{
    const File *variant = NULL;
    if (width > 0)
        variant = db_one(cx, &SQL_file_find_variant, &FILE_TYPE, DB_ARGS(id, width));
    return variant != NULL ? variant : file_find(cx, id);
}

bool
file_may_see(Ctx *cx, int64_t id)
{
    return db_count(cx, &SQL_file_may_see, DB_ARGS(id, cx->me.id, cx->me.roles)) != 0;
}

int64_t
file_room_left(Ctx *cx)
{
    if ((cx->me.roles & (ROLE_EDITOR | ROLE_SECRETARIAT)) != 0)
        return G_MAXINT64;
    int64_t taken = db_count(cx, &SQL_file_undecided, DB_ARGS(cx->me.id));
    return MAX(FILE_UNDECIDED * app_file_most(cx->app) - taken, 0);
}

/* ---- reading ---- */

typedef struct Chunk {
    Bytes data;
} Chunk;

static const DbType CHUNK = DB_TYPE(Chunk, DB_FIELD(Chunk, data));

typedef struct Copy {
    GString *to;
    size_t skip, left; /* of the next chunk; still to copy */
} Copy;

static bool
copy_chunk(const void *row, void *data)
{
    const Chunk *chunk = row;
    Copy *copy = data;
    if (chunk->data.n < copy->skip)
        return false;
    size_t n = MIN(chunk->data.n - copy->skip, copy->left);
    g_string_append_len(copy->to, (const char *)chunk->data.at + copy->skip, (gssize)n);
    copy->skip = 0;
    copy->left -= n;
    return copy->left > 0;
}

Bytes
file_read(Ctx *cx, const File *file, int64_t first, int64_t n)
{
    if (n <= 0 || first < 0 || first >= file->size)
        return (Bytes){NULL, 0};
    n = MIN(n, file->size - first);
    Copy copy = {.to = arena_string(cx->arena, (size_t)n + 1),
                 .skip = (size_t)(first % FILE_CHUNK),
                 .left = (size_t)n};
    db_each(cx, &SQL_file_list_chunks, &CHUNK,
            DB_ARGS(file->id, first / FILE_CHUNK, (first + n - 1) / FILE_CHUNK), copy_chunk, &copy);
    return (Bytes){copy.to->str, copy.to->len};
}
