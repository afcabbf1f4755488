/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * document_job - work on files that takes long, one file after the other.
 *
 * Each is taken in a transaction, worked on in none and written in another one.
 * Whoever stopped this server three times is given up.
 */
#pragma once
#include "alliance/document.h"

typedef struct DocumentTaken {
    int64_t file_id;
    const File *file; /* NULL: it is gone, or was removed */
    Bytes content;    /* none, if it is larger than .most, or is given up */
    bool is_given_up;
    void *result; /* work()'s, for write() */
} DocumentTaken;

typedef struct DocumentJob {
    const Sql *take; /* the next: its row's file_id, and tries with this one */
    int64_t most;    /* bytes */
    /** In no transaction.  False: the database refused; it is tried again. */
    bool (*work)(Ctx *cx, DocumentTaken *taken);
    void (*write)(Ctx *cx, const DocumentTaken *taken);
} DocumentJob;

/** Work for some seconds; as a job's run() answers. */
const char *document_job_run(Ctx *cx, const DocumentJob *job, GError **error);
