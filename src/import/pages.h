/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes (routes.c) by their file, and what templates show.
 */
#pragma once
#include "desk/desk.h"
#include "desk/neighbours.h"
#include "import/import.h"
#include "web/form.h"

/* list_pages.c */
Response *get_desk_imports(Request *req);
Response *post_desk_import_new(Request *req);

/* show_pages.c */
Response *get_desk_import(Request *req);
Response *post_desk_import(Request *req); /* apply, undo, delete */

/* match_pages.c */
Response *get_desk_import_columns(Request *req);
Response *post_desk_import_columns(Request *req);
Response *post_desk_import_countries(Request *req);

/* report_pages.c */
Response *get_desk_import_report(Request *req);

#define IMPORT_CRUMB {N_("Lists of members"), "/desk/import"}
#define IMPORT_REPORT_ROWS 100000 /* of one report, which is made in memory */

const char *import_url(Ctx *cx, int64_t id);
const char *import_state_label(const Import *import); /* N_() */

/** A form with what is meant by each spelling of a country that is not known; NULL if all are. */
Form *import_country_form(Request *req, int64_t id, bool posted);

/** A note as people read it. */
typedef struct NoteLine {
    const char *label, *old, *value; /* label N_(); old and value may be "" */
    bool is_change;                  /* old and value are a field's */
} NoteLine;

typedef struct NoteLineSpan {
    const NoteLine *at;
    size_t n;
} NoteLineSpan;

NoteLine note_line(Ctx *cx, const Note *note);

/* ---- what is shown ---- */

typedef struct ImportRowView {
    const Import *import;
    const char *state;
} ImportRowView;

typedef struct ImportRowViewSpan {
    const ImportRowView *at;
    size_t n;
} ImportRowViewSpan;

typedef struct ImportList {
    ImportRowViewSpan rows;
    const Form *form;
    const Neighbours *beside;
    int64_t days;
} ImportList;

typedef struct OutcomeLink {
    const char *label, *url;
    int64_t n_rows;
    bool here;
} OutcomeLink;

typedef struct OutcomeLinkSpan {
    const OutcomeLink *at;
    size_t n;
} OutcomeLinkSpan;

typedef struct ImportRowShow {
    int64_t line, person_id;
    const char *outcome, *email, *name;
    NoteLineSpan notes;
} ImportRowShow;

typedef struct ImportRowShowSpan {
    const ImportRowShow *at;
    size_t n;
} ImportRowShowSpan;

typedef struct ImportShow {
    const Import *import;
    const char *state;
    OutcomeLinkSpan outcomes;
    ImportRowShowSpan rows;
    LinkSpan pages;
    LinkSpan reports;
    const Form *countries; /* or NULL */
    int64_t n_added, n_changed, n_refused, n_writes, n_back, n_kept;
    const char *refused; /* address of the rows that are left out */
    int64_t until;       /* when rows and file are deleted */
    bool is_checked, is_done, is_undone, has_file, may_delete, is_failed;
} ImportShow;

typedef struct ImportMatch {
    const Import *import;
    const Form *form;
    int64_t n_rows, n_hidden;
} ImportMatch;
