/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "accession/table.h"
#include "accession/unpack.h"
#include "desk/desk.h"
#include "desk/neighbours.h"
#include "web/form.h"

/* list_pages.c */
Response *get_desk_accessions(Request *req);
Response *post_desk_accession_new(Request *req);
Response *get_desk_accession_example(Request *req);

/* show_pages.c */
Response *get_desk_accession(Request *req);
Response *post_desk_accession(Request *req); /* check, apply, undo, take over, delete */
Response *post_desk_accession_check(Request *req);
Response *get_desk_accession_report(Request *req); /* report_pages.c */

/* double_pages.c */
Response *get_desk_accession_doubles(Request *req);
Response *post_desk_accession_doubles(Request *req);

#define ACCESSION_CRUMB {N_("Bring in publications"), "/desk/accessions"}

const char *accession_url(Ctx *cx, int64_t id);
const char *accession_state_label(const Accession *accession); /* N_() */
const char *accession_outcome_label(const Accession *accession, const AccessionOutcome *outcome);

/* ---- the form (check_form.c) ---- */

/** How to bring them in, further files, and what words mean that are not known. */
Form *check_form_new(Request *req, const Accession *accession, AccessionWordSpan words);
Form *check_form_read(Request *req, AccessionWordSpan words);

/** Keep what a form says that is ok; what is wrong with its files is said in it then. */
void check_form_save(Form *form, const Accession *accession, AccessionWordSpan words);

/** The fields that both forms have: how to bring works in. */
extern const Field ACCESSION_RULE_FIELDS[];
#define N_ACCESSION_RULES 2
AccessionRules accession_form_rules(const Form *form);

/* ---- before the transaction (ahead.c) ---- */

/** What is ready for the handler. */
typedef struct Ahead {
    bool has_table;
    AccessionTable table;    /* if there is one; else: */
    const char *table_words; /* why not, a sentence */
    const Unpacked **zips;   /* of each upload; NULL: it is none */
} Ahead;

extern const Preparation accession_ahead_new, accession_ahead_check;

/** Take what was sent in the field "files"; what is wrong is said there. */
void accession_form_files(Form *form, int64_t id);

/* ---- what is shown ---- */

typedef struct AccessionLine {
    const Accession *accession;
    const char *state; /* N_() */
} AccessionLine;

typedef struct AccessionLineSpan {
    const AccessionLine *at;
    size_t n;
} AccessionLineSpan;

typedef struct AccessionList {
    AccessionLineSpan lines;
    const Form *form;
    const Neighbours *beside;
    int64_t days;
} AccessionList;

typedef struct OutcomeCount {
    const char *label, *url; /* label N_() */
    int64_t n_rows;
    bool here;
} OutcomeCount;

typedef struct OutcomeCountSpan {
    const OutcomeCount *at;
    size_t n;
} OutcomeCountSpan;

typedef struct NoteShow {
    const char *column; /* N_(), or NULL */
    const char *words;  /* N_() */
    const char *value;
} NoteShow;

typedef struct NoteShowSpan {
    const NoteShow *at;
    size_t n;
} NoteShowSpan;

typedef struct RowShow {
    const AccessionRow *row;
    const char *outcome; /* N_() */
    const char *title;
    const char *choice; /* N_(), or NULL */
    NoteShowSpan notes;
} RowShow;

typedef struct RowShowSpan {
    const RowShow *at;
    size_t n;
} RowShowSpan;

typedef struct ColumnShow {
    const char *header, *meaning; /* N_() */
} ColumnShow;

typedef struct ColumnShowSpan {
    const ColumnShow *at;
    size_t n;
} ColumnShowSpan;

typedef struct AccessionShow {
    const Accession *accession;
    const char *state; /* N_() */
    OutcomeCountSpan outcomes;
    RowShowSpan rows;
    LinkSpan pages;
    const char *report;
    ColumnShowSpan columns, unused;
    AccessionFileSpan loose, wrong; /* files that no row names; that are refused */
    const Form *form;               /* while it is checked; or NULL */
    int64_t n_choosable;            /* doubles, whether they come in or not */
    int64_t n_unchecked;            /* that are chosen otherwise than the last check said */
    int64_t n_in, n_refused, n_doubles, n_back, n_kept, n_loose, n_wrong;
    const char *refused, *doubles, *kept; /* addresses of such rows */
    int64_t until; /* when rows are deleted, and it cannot be taken back any more */
    bool is_checked, is_done, is_undone, is_undoable, is_cleared, may_delete;
} AccessionShow;

/** One row that may be there already. */
typedef struct DoubleShow {
    const AccessionRow *row;
    const char *title, *note; /* title is never empty; note N_(), or NULL */
    NoteShowSpan notes;
    bool comes_in;    /* as it is kept, or as it was chosen on the page that is shown again */
    const char *seen; /* as it is kept: ACCESSION_TAKE or ACCESSION_LEAVE */
    bool is_other;    /* somebody chose otherwise meanwhile */
} DoubleShow;

typedef struct DoubleShowSpan {
    const DoubleShow *at;
    size_t n;
} DoubleShowSpan;

typedef struct AccessionDoubles {
    const Accession *accession;
    DoubleShowSpan rows;
    LinkSpan pages;
    const char *action; /* this page */
    const char *seen;   /* accession_choices_mark() */
    const char *error;  /* N_(), or NULL */
    int64_t n_all, n_unchecked;
    bool is_last; /* page */
} AccessionDoubles;

/** A table that waits for an editor. */
typedef struct AccessionHalted {
    const Accession *accession;
    const char *words; /* N_(), what was being done */
    bool is_cleared, is_undoable, may_delete;
} AccessionHalted;

/** What stands where a title is shown. */
const char *accession_row_title(const AccessionRow *row);

/** What an editor said of this double, N_(); NULL: nothing. */
const char *accession_choice_label(const AccessionRow *row);

/** What is said of a row, as its reader reads it. */
NoteShowSpan accession_notes(Ctx *cx, const AccessionRow *row);
