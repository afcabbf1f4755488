/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The job that reads files.
 */
#include "alliance/document.h"
#include "alliance/document.sql.h"
#include "alliance/document_job.h"
#include "alliance/document_light.h"
#include "alliance/search_excerpt.h"
#include "extract/extract.h"

#include <string.h>

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

static ExtractEnd
end_unread(const DocumentTaken *taken)
{
    if (taken->is_given_up)
        return EXTRACT_KILLED;
    bool is_large = taken->file != NULL && taken->file->size > EXTRACT_BYTES &&
                    strcmp(taken->file->type, "application/zip") != 0;
    return is_large ? EXTRACT_LARGE : EXTRACT_UNKNOWN;
}

static bool
read_text(Ctx *cx, DocumentTaken *taken)
{
    Extract *extract = arena_new_of(cx->arena, Extract);
    *extract = taken->content.n > 0 ? extract_run(cx->arena, taken->content)
                                    : (Extract){.end = end_unread(taken)};
    taken->result = extract;
    return true;
}

static void
write_text(Ctx *cx, const DocumentTaken *taken)
{
    write_document(cx, taken->file_id, taken->result);
    document_light_ask(cx, taken->file_id);
}

const char *
document_run(Ctx *cx, const char *argument G_GNUC_UNUSED, GError **error)
{
    static const DocumentJob job = {
        .take = &SQL_document_take, .most = EXTRACT_BYTES, .work = read_text, .write = write_text};
    return document_job_run(cx, &job, error);
}
