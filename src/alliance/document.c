/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document.h"

#include "alliance/document.sql.h"
#include "lang/lang.h"

#include <string.h>

/* clang-format off */
const DocumentState DOCUMENT_STATES[] = {
    {"waiting", N_("Its text is being read, so that search finds it."), false},
    {"done",    "", false},
    {"empty",   N_("There is no text in it, only pictures of pages. Search does not find it, and who "
                   "listens to pages hears nothing: a program for text recognition (OCR) helps."), true},
    {"unknown", "", false},
    {"large",   N_("Only files of up to 24 MB are read for search, so search does not find its text. Who needs "
                   "that cuts it into several files."), true},
    {"broken",  N_("Its text could not be read: the file is damaged or is not what its name says. Try "
                   "whether it opens, and save it anew."), true},
    {"locked",  N_("It asks for a password, so search does not find its text."), true},
    {"bomb",    N_("It unpacks to far more than an honest file does, so it was not read. Remove it if you "
                   "do not know where it comes from."), true},
    {"killed",  N_("Reading it was stopped at its limits of time and memory, so search does not find its "
                   "text."), true},
    {0},
};

static const DocumentFormat FORMATS[] = {
    {"pdf",  NULL,                   N_("page {n} of {file}")},
    {"docx", N_("Word document"),    N_("part {n} of {file}")},
    {"odt",  N_("Open document"),    N_("part {n} of {file}")},
    {"pptx", N_("Slides (PowerPoint)"), N_("slide {n} of {file}")},
    {"epub", N_("Book (EPUB)"),      N_("part {n} of {file}")},
    {"txt",  NULL,                   N_("part {n} of {file}")},
};
/* clang-format on */

static const DbType DOCUMENT = DB_TYPE(
    Document, DB_FIELD(Document, file_id), DB_FIELD(Document, n_all), DB_FIELD(Document, n),
    DB_FIELD(Document, size), DB_FIELD(Document, asked_at), DB_FIELD(Document, read_at),
    DB_FIELD(Document, state), DB_FIELD(Document, format), DB_FIELD(Document, has_macros),
    DB_FIELD(Document, light_size));

static const DbType PAGE = DB_TYPE(DocumentPage, DB_FIELD(DocumentPage, n),
                                   DB_FIELD(DocumentPage, size), DB_FIELD(DocumentPage, text));

const DocumentState *
document_state_find(const char *name)
{
    for (const DocumentState *state = DOCUMENT_STATES; state->name != NULL; state++)
        if (strcmp(state->name, name) == 0)
            return state;
    return NULL;
}

const DocumentFormat *
document_format_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FORMATS); i++)
        if (strcmp(FORMATS[i].name, name) == 0)
            return &FORMATS[i];
    return NULL;
}

const Document *
document_find(Ctx *cx, int64_t file_id)
{
    return db_one(cx, &SQL_document_find, &DOCUMENT, DB_ARGS(file_id));
}

DocumentSpan
document_list(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(DocumentSpan, db_all(cx, &SQL_document_list, &DOCUMENT, DB_ARGS(item_id)));
}

DocumentSpan
document_list_below(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(DocumentSpan, db_all(cx, &SQL_document_list_below, &DOCUMENT, DB_ARGS(item_id)));
}

const Document *
document_of(DocumentSpan documents, int64_t file_id)
{
    for (size_t i = 0; i < documents.n; i++)
        if (documents.at[i].file_id == file_id)
            return &documents.at[i];
    return NULL;
}

/* ---- reading ---- */

/* How many pages from @first on, by @step 1 or -1, fit into @room; at least one. */
static size_t
count_fitting(DocumentPageSpan pages, size_t first, int step, int64_t room)
{
    size_t n = 0;
    int64_t size = 0;
    for (size_t i = first; i < pages.n; i += (size_t)step, n++) { /* below 0 it is beyond .n */
        size += pages.at[i].size;
        if (n > 0 && size > room)
            break;
    }
    return n;
}

static DocumentPageSpan
sizes_of(Ctx *cx, int64_t file_id)
{
    return DB_SPAN(DocumentPageSpan, db_all(cx, &SQL_document_sizes, &PAGE, DB_ARGS(file_id)));
}

static DocumentPageSpan
read_from(Ctx *cx, int64_t file_id, DocumentPageSpan sizes, int64_t from, int64_t room,
          int64_t *ret_behind)
{
    *ret_behind = 0;
    if (from < 1 || (size_t)from > sizes.n)
        return (DocumentPageSpan){NULL, 0};
    size_t first = (size_t)from - 1, n = count_fitting(sizes, first, 1, room);
    if (first + n < sizes.n)
        *ret_behind = from + (int64_t)n;
    return DB_SPAN(DocumentPageSpan, db_all(cx, &SQL_document_pages, &PAGE,
                                            DB_ARGS(file_id, from, from + (int64_t)n - 1)));
}

DocumentPageSpan
document_read_much(Ctx *cx, int64_t file_id, int64_t from, int64_t room, int64_t *ret_behind)
{
    return read_from(cx, file_id, sizes_of(cx, file_id), from, room, ret_behind);
}

DocumentPageSpan
document_read(Ctx *cx, int64_t file_id, int64_t from, int64_t *ret_before, int64_t *ret_behind)
{
    DocumentPageSpan sizes = sizes_of(cx, file_id);
    DocumentPageSpan pages = read_from(cx, file_id, sizes, from, DOCUMENT_PART, ret_behind);
    size_t first = (size_t)from - 1;
    *ret_before = pages.n > 0 && first > 0
                      ? from - (int64_t)count_fitting(sizes, first - 1, -1, DOCUMENT_PART)
                      : 0;
    return pages;
}

/* ---- asking ---- */

void
document_ask(Ctx *cx, int64_t file_id, bool again)
{
    db_run(cx, &SQL_document_ask, DB_ARGS(file_id, (int64_t)again, cx->now));
}

int64_t
document_ask_all(Ctx *cx)
{
    return db_run(cx, &SQL_document_ask_all, DB_ARGS(cx->now));
}

int64_t
document_count_waiting(Ctx *cx)
{
    return db_count(cx, &SQL_document_count_waiting, DB_NO_ARGS);
}

void
document_forget(Ctx *cx, int64_t file_id)
{
    db_run(cx, &SQL_document_search_take_out, DB_ARGS(file_id));
    db_run(cx, &SQL_document_pages_delete, DB_ARGS(file_id));
    const DbIds light = db_ids(cx, &SQL_document_delete, DB_ARGS(file_id));
    if (light.n > 0 && light.at[0] != 0)
        file_forget(cx, light.at[0]);
}
