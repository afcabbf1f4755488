/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * download - how often a file was fetched in a month, and nothing of by whom.
 *
 * Counted is a beginning that was sent to what looks like a reader's program;
 * pictures, which are loaded with pages, are not, nor is what editors fetch.
 * Who fetches twice counts twice: to know better one would have to know who.
 *
 * Read with: file_serve.c, docs/decisions/0064-texts-of-files.md.
 */
#pragma once
#include "alliance/file.h"

typedef struct DownloadCount {
    int64_t file_id, n, n_month; /* in all, and in the running month, UTC */
} DownloadCount;

typedef struct DownloadCountSpan {
    const DownloadCount *at;
    size_t n;
} DownloadCountSpan;

/** The answer to @req begins to send the file, which is of @type: count it once it stands, if it is
 *  to be counted. */
void download_note(Request *req, const char *type, int64_t file_id);

/** The file goes to the acting person, or to nobody who is known, by mail: it is counted likewise.
 */
void download_note_mail(Ctx *cx, const char *type, int64_t file_id);

/** The running month, "2017-01". */
const char *download_month(Ctx *cx);

/** Of the files of an item. */
DownloadCountSpan download_list(Ctx *cx, int64_t item_id);
const DownloadCount *download_of(DownloadCountSpan counts, int64_t file_id); /* or NULL */

/** The file goes. */
void download_forget(Ctx *cx, int64_t file_id);
