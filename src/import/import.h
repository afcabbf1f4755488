/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * import - lists of members, read in with a look before and a way back.
 *
 * A list goes through states.  In three of them people decide, in the others a
 * job works on the rows, some thousand a transaction, and the number of rows
 * that are done stands in the same transaction: what was killed goes on there.
 *
 *     look -> match* -> check -> checked* -> apply -> done* -> undo -> undone
 *
 * A dry run (check) and the import (apply) are one function that writes or does
 * not.  Nothing is taken over from the dry run but what people answered.
 *
 * Read with: part.h (what became of rows), reading.h (what a row says),
 * docs/decisions/0023-import.md.
 */
#pragma once
#include "db/ctx.h"
#include "import/part.h"
#include "mail/mail.h"
#include "sheet/sheet.h"
#include "web/web.h"

#define IMPORT_KEEP_SECONDS                                                                        \
    ((int64_t)30 * 24 * 60 * 60) /* the file and what became of its rows                           \
                                  */
#define IMPORT_BATCH                                                                               \
    20000 /* rows of one transaction, ordered by address before they are written                   \
           */
/* Rows that one transaction takes back: a person takes many statements, for whose time nobody else
 * writes to SQLite. */
#define IMPORT_UNDO_ROWS 1000
#define IMPORT_PORTION_SECONDS 10 /* a job works so long, then queues itself behind the others */
#define IMPORT_LEASE_SECONDS 60
#define IMPORT_SPELLINGS 200 /* countries asked for at once */
#define IMPORT_SAMPLES 3

extern const RouteTable import_routes;
extern const MailKind MAIL_IMPORT_INVITE;

typedef struct Import {
    int64_t id, file_id; /* file_id 0: none */
    const char *name, *state, *fault, *mode, *dates;
    bool has_header, invite;
    int64_t n_rows, n_done, created_by, created_at, applied_at, cleared_at;
    int64_t n_hidden;    /* of n_rows: the workbook hides them */
    int64_t sheet;       /* of a workbook, from 1; 0: the first with rows */
    const char *sheets;  /* all their names, a line each; "" */
    const char *creator; /* name of created_by, or NULL */
} Import;

typedef struct ImportSpan {
    const Import *at;
    size_t n;
} ImportSpan;

/** A column of the file. */
typedef struct ImportColumn {
    int64_t position; /* from 1 */
    const char *header, *samples, *meaning;
    int64_t n_filled, day_first, month_first, n_unclear;
} ImportColumn;

typedef struct ImportColumnSpan {
    const ImportColumn *at;
    size_t n;
} ImportColumnSpan;

/** What somebody wrote for a country, which nobody has said yet what is meant. */
typedef struct ImportSpelling {
    const char *words, *text;
    int64_t n_rows;
} ImportSpelling;

typedef struct ImportSpellingSpan {
    const ImportSpelling *at;
    size_t n;
} ImportSpellingSpan;

const Import *import_find(Ctx *cx, int64_t id); /* or NULL */
ImportSpan import_list(Ctx *cx, int64_t page);  /* newest first */
ImportColumnSpan import_columns(Ctx *cx, int64_t id);
ImportSpellingSpan import_spellings(Ctx *cx, int64_t id);

/** Begin with a file; @file_id 0: its bytes are with the caller, who works himself. */
int64_t import_insert(Ctx *cx, const char *name, int64_t file_id);

/** Does a job work on it, or should? */
bool import_is_working(const Import *import);

/** Keep what was decided about columns and rules; @meanings[n] by position. */
void import_set_rules(Ctx *cx, const Import *rules, const char *const *meanings, size_t n);

/** Read another sheet of the workbook: look at it, from then on it is the list.  False: there is
 * none with this number, or it is not the time for it. */
bool import_choose_sheet(Ctx *cx, const Import *import, int64_t number);

/** Remember what is meant by a spelling, for every list to come; @country NULL: no country. */
void import_answer_spelling(Ctx *cx, const char *words, const char *country);

/** Let the work of a state begin: "look", "check", "apply", "undo".  False: not from here, or
 *  somebody was faster. */
bool import_begin(Ctx *cx, const Import *import, const char *state);

/** From the first look to the import without a dry run, for who works on the command line. */
bool import_skip_check(Ctx *cx, int64_t id);

/** Delete a list, its file, and what became of its rows; people stay.  Not while it is worked on,
 * and not what could still be undone. */
bool import_delete(Ctx *cx, const Import *import);

/** A job: delete files and rows that are too old; returns of how many lists. */
int64_t import_clear_old(Ctx *cx);

/** Empty what lists keep of somebody who is being erased: while the record still has its addresses.
 *  A list that is done with loses its file and samples if the person stands in it. */
void import_forget_person(Ctx *cx, int64_t person_id);

/* ---- the work ---- */

/** Called after each batch. */
typedef void (*ImportProgress)(void *data, int64_t done, int64_t total);

typedef struct ImportWork {
    int64_t id;
    SheetSource source;      /* .read NULL: the stored file */
    int64_t seconds;         /* stop after so many; 0: never */
    int64_t batch;           /* rows of one transaction, the same for all of a list; 0: the usual */
    ImportProgress progress; /* or NULL */
    void *progress_data;
} ImportWork;

/** Work on the acting state until it ends or time is up; false with @error when the database did
 *  not keep something.  Opens its own transactions.  *@ret_ended: the state is another now. */
bool import_work(Ctx *cx, const ImportWork *work, bool *ret_ended, GError **error);

/** The job "import.work": a portion, then the next is queued. */
const char *import_run(Ctx *cx, const char *argument, GError **error);
