/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The job that reads files.  Nothing is held open while the other process works.
 */
#include "alliance/document.h"
#include "alliance/document.sql.h"
#include "alliance/search_excerpt.h"
#include "base/error.h"
#include "extract/extract.h"
#include "web/app.h"

#include <string.h>

#define TRIES_MOST 3   /* this server may have been stopped twice while it read */
#define RUN_SECONDS 60 /* what is left is for the next run */

typedef struct Taken {
    int64_t file_id, tries;
} Taken;

static const DbType TAKEN = DB_TYPE(Taken, DB_FIELD(Taken, file_id), DB_FIELD(Taken, tries));

/* @ret_end: what is known of it without having it read. */
static const Taken *
take(Ctx *cx, Bytes *ret_content, ExtractEnd *ret_end)
{
    const Taken *taken = db_one(cx, &SQL_document_take, &TAKEN, DB_NO_ARGS);
    const File *file = taken != NULL ? file_find(cx, taken->file_id) : NULL;
    if (file == NULL)
        return taken;
    if (file->size <= EXTRACT_BYTES)
        *ret_content = file_read(cx, file, 0, file->size);
    else if (strcmp(file->type, "application/zip") != 0)
        *ret_end = EXTRACT_LARGE;
    return taken;
}

static void
write_pages(Ctx *cx, int64_t file_id, const Extract *extract)
{
    g_assert(extract->n < DOCUMENT_PAGE_NUMBERS);
    for (size_t i = 0; i < extract->n && !db_failed(cx->db); i++) {
        g_autoptr(Arena) arena = arena_new();
        const char *text = extract->pages[i];
        int64_t n = (int64_t)i + 1;
        int64_t id = file_id * DOCUMENT_PAGE_NUMBERS + n;
        db_run(cx, &SQL_document_page_insert, DB_ARGS(id, file_id, n, (int64_t)strlen(text), text));
        db_run(cx, &SQL_document_search_put,
               DB_ARGS(id, search_words(arena, text, SEARCH_WORDS_ALL)));
    }
}

static void
write_document(Ctx *cx, int64_t file_id, const Extract *extract)
{
    int64_t size = 0;
    for (size_t i = 0; i < extract->n; i++)
        size += (int64_t)strlen(extract->pages[i]);
    bool written = db_run(cx, &SQL_document_write,
                          DB_ARGS(file_id, extract_end_name(extract->end),
                                  extract_format_name(extract->format), extract->n_all,
                                  (int64_t)extract->n, size, (int64_t)extract->macros, cx->now)) ==
                   1;
    if (!written)
        return;
    db_run(cx, &SQL_document_search_take_out, DB_ARGS(file_id));
    db_run(cx, &SQL_document_pages_delete, DB_ARGS(file_id));
    write_pages(cx, file_id, extract);
}

typedef enum Step { STEP_DONE, STEP_NOTHING, STEP_FAILED } Step;

/* One file: taken in a transaction, read in none, written in another one. */
static Step
read_next(Ctx *cx)
{
    Bytes content = {NULL, 0};
    if (db_begin(cx->db, true) != DB_OK)
        return STEP_FAILED;
    ExtractEnd known = EXTRACT_UNKNOWN;
    const Taken *taken = take(cx, &content, &known);
    if (db_end(cx->db, true) != DB_OK)
        return STEP_FAILED;
    if (taken == NULL)
        return STEP_NOTHING;
    Extract extract = {.end = EXTRACT_KILLED};
    if (content.n == 0)
        extract.end = known;
    else if (taken->tries <= TRIES_MOST)
        extract = extract_run(cx->arena, content);
    if (db_begin(cx->db, true) != DB_OK)
        return STEP_FAILED;
    write_document(cx, taken->file_id, &extract);
    return db_end(cx->db, true) == DB_OK ? STEP_DONE : STEP_FAILED;
}

const char *
document_run(Ctx *cx, const char *argument G_GNUC_UNUSED, GError **error)
{
    g_autoptr(GTimer) timer = g_timer_new();
    int64_t n = 0;
    Step step = STEP_DONE;
    while (step == STEP_DONE && g_timer_elapsed(timer, NULL) < RUN_SECONDS) {
        g_autoptr(Arena) arena = arena_new();
        Ctx portion = *cx;
        portion.arena = arena;
        portion.now = cx->app->clock(cx->app);
        step = read_next(&portion);
        n += step == STEP_DONE ? 1 : 0;
    }
    if (step == STEP_FAILED)
        g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "the database kept nothing");
    return n > 0 ? arena_printf(cx->arena, "%" PRId64, n) : NULL;
}
