/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * document - the text of a file that hangs on an item, page by page.
 *
 * A file is asked for when it is attached; a job reads it in a process that has
 * nothing (extract/extract.h).  Who may have the file may have its text, and
 * nobody else.  Both go together.
 *
 * Read with: file.h, search.h, docs/decisions/0064-texts-of-files.md.
 */
#pragma once
#include "alliance/file.h"

#define DOCUMENT_PART (16 * 1024) /* bytes of text on one page of the site */

/* The n-th page of a file, from 1, is called (number of the file) * this + n in document_page and
 * in the index, so that a search knows whose a page is; search.sql divides by it. */
#define DOCUMENT_PAGE_NUMBERS 16384

/** What became of reading a file. */
typedef struct DocumentState {
    const char *name;  /* in the database */
    const char *label; /* N_(), to who edits; "" nothing is to be said */
    bool is_wrong;     /* it should be looked at */
} DocumentState;

extern const DocumentState DOCUMENT_STATES[];               /* ends with {0} */
const DocumentState *document_state_find(const char *name); /* or NULL */

/** What a file of a format is called, and what its pages are. */
typedef struct DocumentFormat {
    const char *name;  /* in the database: "pdf" */
    const char *label; /* N_("Word document"); NULL: as the file's type says */
    const char *page;  /* N_("page {n} of {file}") */
} DocumentFormat;

const DocumentFormat *document_format_find(const char *name); /* or NULL */

typedef struct Document {
    int64_t file_id, n_all, n, size, asked_at, read_at;
    const char *state, *format;
    bool has_macros;
    int64_t light_size; /* bytes of its lighter copy (document_light.h); 0: there is none */
} Document;

typedef struct DocumentSpan {
    const Document *at;
    size_t n;
} DocumentSpan;

const Document *document_find(Ctx *cx, int64_t file_id); /* or NULL */

/** Those of the files of an item, or of the items that are parts of it. */
DocumentSpan document_list(Ctx *cx, int64_t item_id);
DocumentSpan document_list_below(Ctx *cx, int64_t item_id);
const Document *document_of(DocumentSpan documents, int64_t file_id); /* or NULL */

typedef struct DocumentPage {
    int64_t n, size;
    const char *text;
} DocumentPage;

typedef struct DocumentPageSpan {
    const DocumentPage *at;
    size_t n;
} DocumentPageSpan;

/** The pages from @from on that fit into DOCUMENT_PART, at least one; where those before and behind
 *  them begin: 0, there are none. */
DocumentPageSpan document_read(Ctx *cx, int64_t file_id, int64_t from, int64_t *ret_before,
                               int64_t *ret_behind);

/** The same of the pages that fit into @room bytes; *@ret_behind: 0, they are the last. */
DocumentPageSpan document_read_much(Ctx *cx, int64_t file_id, int64_t from, int64_t room,
                                    int64_t *ret_behind);

/** Its text is to be read if it is a kind of file that may have one; @again: also if it was read
 *  already. */
void document_ask(Ctx *cx, int64_t file_id, bool again);

/** Likewise all files that hang on items, again; returns how many. */
int64_t document_ask_all(Ctx *cx);

/** The file goes, and its text and its lighter copy with it. */
void document_forget(Ctx *cx, int64_t file_id);

/** Read what waits.  A job with transactions of its own. */
const char *document_run(Ctx *cx, const char *argument, GError **error);
int64_t document_count_waiting(Ctx *cx);
