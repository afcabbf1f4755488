/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Large files on their way in: stored piece by piece before the transaction that says what they
 * are, so that nobody else who writes waits for longer than a piece takes.
 * docs/decisions/0077-large-files.md
 */
#include "alliance/file.h"
#include "alliance/file.sql.h"
#include "alliance/file_serve.h"
#include "web/app.h"

#include <string.h>

#define PIECE_CHUNKS 4  /* in one transaction: SQLite keeps so much in memory */
#define TRIES 5         /* where another writer is in the way */
#define ARRIVED_MOST 20 /* of one person; more are stored by the handler */
#define KEPT_SECONDS ((int64_t)24 * 3600)

/* What members send and never hang anywhere has the bound of what nobody has decided about. */
static bool
has_room(Ctx *cx, Bytes content)
{
    return (cx->me.roles & (ROLE_EDITOR | ROLE_SECRETARIAT)) != 0 ||
           db_count(cx, &SQL_file_arrived_bytes, DB_ARGS(cx->me.id)) + (int64_t)content.n <=
               FILE_UNDECIDED * app_file_most(cx->app);
}

/* A content that is being stored. */
typedef struct Coming {
    Bytes content;
    const char *hash;
    int64_t most_kept;
    int64_t id;   /* 0: it is here already, or nothing could be begun */
    int64_t done; /* chunks */
    bool whole;
} Coming;

/* One transaction, and again while another writer is in its way. */
static bool
run(Ctx *cx, DbOutcome (*step)(Ctx *cx, Coming *c), Coming *c)
{
    DbOutcome outcome = DB_BUSY;
    for (int i = 0; i < TRIES && outcome == DB_BUSY; i++)
        outcome = step(cx, c);
    return outcome == DB_OK;
}

/* Note that the hash is here, or begin what will be it. */
static DbOutcome
begin(Ctx *cx, Coming *c)
{
    DbOutcome outcome = db_begin_part(cx->db);
    if (outcome != DB_OK)
        return outcome;
    int64_t same = db_count(cx, &SQL_file_find_hash, DB_ARGS(c->hash)), id = 0;
    bool is_new = same == 0 &&
                  db_count(cx, &SQL_file_count_arrived, DB_ARGS(cx->me.id)) < c->most_kept &&
                  has_room(cx, c->content);
    if (is_new)
        id = db_insert(
            cx, &SQL_file_begin,
            DB_ARGS(arena_printf(cx->arena, "arriving %s %.16s", cx->request_id, c->hash),
                    file_sniff_type(c->content), cx->now, DB_OR_NULL(cx->me.id)));
    if (is_new || same != 0)
        db_run(cx, &SQL_file_arrival_put, DB_ARGS(is_new ? id : same, cx->now));
    outcome = db_end(cx->db, true);
    c->id = outcome == DB_OK ? id : 0;
    return outcome;
}

static DbOutcome
insert_piece(Ctx *cx, Coming *c)
{
    DbOutcome outcome = db_begin_part(cx->db);
    if (outcome != DB_OK)
        return outcome;
    int64_t n = file_insert_chunks(cx, c->id, c->content, c->done, PIECE_CHUNKS);
    outcome = db_end(cx->db, true);
    c->done += outcome == DB_OK ? n : 0;
    return outcome;
}

/* This waits for the disk, and with it for all pieces.  What is not completed is taken away again;
 * if that cannot be either, file_clean() does it. */
static DbOutcome
end(Ctx *cx, Coming *c)
{
    DbOutcome outcome = db_begin(cx->db, true);
    if (outcome != DB_OK)
        return outcome;
    if (!c->whole || db_run(cx, &SQL_file_complete, DB_ARGS(c->id, c->hash, c->content.n)) == 0)
        db_run(cx, &SQL_file_abandon, DB_ARGS(c->id));
    return db_end(cx->db, true);
}

/* Returns its hash. */
static const char *
store(Ctx *cx, Bytes content, int64_t most_kept)
{
    Coming c = {.content = content, .hash = file_hash(cx, content), .most_kept = most_kept};
    if (!run(cx, begin, &c) || c.id == 0)
        return c.hash;
    c.whole = true;
    while (c.whole && c.done * FILE_CHUNK < (int64_t)content.n)
        c.whole = run(cx, insert_piece, &c);
    (void)run(cx, end, &c);
    return c.hash;
}

/* ---- what is unpacked ---- */

/* The content may be another's who was faster. */
static int64_t
keep_large(Ctx *cx, Bytes content, int64_t most_kept)
{
    const char *hash = store(cx, content, most_kept);
    if (db_begin(cx->db, false) != DB_OK)
        return 0;
    int64_t id = db_count(cx, &SQL_file_find_hash, DB_ARGS(hash));
    return db_end(cx->db, true) == DB_OK ? id : 0;
}

static DbOutcome
keep_small(Ctx *cx, const Bytes *contents, size_t n, int64_t most_kept, int64_t *ret_ids)
{
    DbOutcome outcome = db_begin(cx->db, true);
    if (outcome != DB_OK)
        return outcome;
    int64_t room = most_kept - db_count(cx, &SQL_file_count_arrived, DB_ARGS(cx->me.id));
    for (size_t i = 0; i < n && (int64_t)i < room; i++) {
        ret_ids[i] = file_insert(cx, contents[i]);
        db_run(cx, &SQL_file_arrival_put, DB_ARGS(ret_ids[i], cx->now));
    }
    return db_end(cx->db, true);
}

void
file_ahead_keep(Ctx *cx, const Bytes *contents, size_t n, int64_t most_kept, int64_t *ret_ids)
{
    g_assert(!db_in_transaction(cx->db));
    DbOutcome outcome = DB_BUSY;
    memset(ret_ids, 0, n * sizeof *ret_ids);
    if (n == 1 && contents[0].n > FILE_AHEAD) {
        ret_ids[0] = keep_large(cx, contents[0], most_kept);
        return;
    }
    for (int i = 0; i < TRIES && outcome == DB_BUSY; i++)
        outcome = keep_small(cx, contents, n, most_kept, ret_ids);
    if (outcome != DB_OK)
        memset(ret_ids, 0, n * sizeof *ret_ids);
}

/* ---- before the handler ---- */

void
file_ahead_upload(Ctx *cx, const Upload *upload, int64_t most_kept)
{
    file_note_hash(cx, upload->bytes, store(cx, upload->bytes, most_kept));
}

/* What the handler will refuse for want of room is not stored. */
static Response *
look_for_large(Request *req)
{
    size_t n = 0;
    for (size_t i = 0; i < req->uploads.n; i++)
        n = MAX(n, req->uploads.at[i].bytes.n);
    if (n > FILE_AHEAD && (int64_t)n <= file_room_left(req->cx))
        req->prepared = req;
    return NULL;
}

void
file_ahead_store(Request *req)
{
    int64_t most = app_file_most(req->cx->app);
    for (size_t i = 0; i < req->uploads.n; i++) {
        Bytes content = req->uploads.at[i].bytes;
        if (content.n > FILE_AHEAD && file_fault(content, most) == FILE_FITS)
            file_ahead_upload(req->cx, &req->uploads.at[i], ARRIVED_MOST);
    }
}

const Preparation file_ahead = {.look = look_for_large, .work = file_ahead_store};

/* ---- what was left ---- */

int64_t
file_clean(Ctx *cx)
{
    const DbIds files = db_ids(cx, &SQL_file_list_arrived, DB_ARGS(cx->now - KEPT_SECONDS));
    for (size_t i = 0; i < files.n && !db_failed(cx->db); i++) {
        db_run(cx, &SQL_file_arrival_delete, DB_ARGS(files.at[i]));
        db_run(cx, &SQL_file_abandon, DB_ARGS(files.at[i]));
        file_forget(cx, files.at[i]);
    }
    return (int64_t)files.n;
}
