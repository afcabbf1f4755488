/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What is done with a table and its files before the transaction that takes them: the table is
 * read, zips are unpacked, and what is large is kept.
 * docs/decisions/0019-work-before-the-transaction.md
 */
#include "accession/folder.h"
#include "accession/pages.h"
#include "web/app.h"

#include <string.h>

static bool
is_file(const Upload *upload)
{
    return strcmp(upload->field, "files") == 0 && upload->bytes.n > 0;
}

static Ahead *
begin(Request *req)
{
    Ahead *ahead = arena_new_of(req->cx->arena, Ahead);
    *ahead = (Ahead){.zips = arena_array_of(req->cx->arena, const Unpacked *, req->uploads.n + 1)};
    return ahead;
}

/* ---- looking ---- */

static Response *
look_at_new(Request *req)
{
    if (req->uploads.n > 0)
        req->prepared = begin(req);
    return NULL;
}

/* Files for a table that takes none are not unpacked. */
static Response *
look_at_check(Request *req)
{
    const Accession *accession = accession_find(req->cx, req_id(req, "id"));
    return accession != NULL && accession_takes_files(accession) ? look_at_new(req) : NULL;
}

/* ---- working ---- */

static void
work(Request *req)
{
    Ahead *ahead = req->prepared;
    Ctx *cx = req->cx;
    int64_t left = ACCESSION_UNPACKED_ALL;
    for (size_t i = 0; i < req->uploads.n; i++) {
        const Upload *upload = &req->uploads.at[i];
        if (strcmp(upload->field, "table") == 0 && ahead->table_words == NULL && !ahead->has_table)
            ahead->has_table = table_read(cx->arena, cx->lang, upload->bytes, &ahead->table,
                                          &ahead->table_words);
        else if (is_file(upload) && unpack_is_zip(upload->bytes))
            ahead->zips[i] = unpack(cx, upload->bytes, &left);
        else if (is_file(upload) && upload->bytes.n > FILE_AHEAD &&
                 file_fault(upload->bytes, app_file_most(cx->app)) == FILE_FITS)
            file_ahead_upload(cx, upload, ACCESSION_FILES);
    }
}

const Preparation accession_ahead_new = {look_at_new, work};
const Preparation accession_ahead_check = {look_at_check, work};

/* ---- for the handler ---- */

void
accession_form_files(Form *form, int64_t id)
{
    Ctx *cx = form->req->cx;
    const Ahead *ahead = form->req->prepared;
    UploadSpan uploads = form->req->uploads;
    FolderTaken taken = {0};
    for (size_t i = 0; ahead != NULL && i < uploads.n && taken.words == NULL; i++)
        if (ahead->zips[i] != NULL)
            folder_add_unpacked(cx, id, ahead->zips[i], &taken);
        else if (is_file(&uploads.at[i]))
            folder_add(cx, id, uploads.at[i].name, uploads.at[i].bytes, &taken);
    if (taken.words != NULL)
        form_fail(form, "files", lang_text(cx->lang, taken.words));
}
