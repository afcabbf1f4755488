/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * keep - short lists that the secretariat keeps: pillars, supporters, old addresses.
 *
 * A list is one KeptList in keep_lists.c: the fields of its form and how its
 * rows are read and written.  The pages (keep.c) are the same for all:
 * /desk/settings/NAME has the rows, /desk/settings/NAME/entry one of them.
 */
#pragma once
#include "desk/desk.h"
#include "desk/neighbours.h"
#include "web/form.h"

/** One row of a list, as it is shown. */
typedef struct KeptRow {
    const char *key;   /* finds it again; opaque to the pages */
    const char *label; /* plain text */
    const char *kind;  /* N_() above the label, or NULL; rows move among their kind only */
    const char *note;  /* plain text below it, or NULL */

    /* Set by the page. */
    bool may_move, may_rise, may_sink;
} KeptRow;

typedef struct KeptRowSpan {
    KeptRow *at;
    size_t n;
} KeptRowSpan;

typedef struct KeptList {
    const char *name;                  /* in the address */
    const char *title, *lede;          /* N_() */
    const char *add, *saved, *deleted; /* N_(): link and notices; add NULL: none can be added */
    const Field *fields;
    size_t n_fields;

    /** The rows in their order, one page of them. */
    KeptRowSpan (*rows)(Ctx *cx, int64_t page);
    /** Put one into an empty form.  Returns false if there is none. */
    bool (*fill)(Form *form, const char *key);
    /** Write what was typed, which is well-formed; @key "": a new one.  What does not fit becomes
     *  an error of the form.  Returns false if there is none. */
    bool (*save)(Form *form, const char *key);
    /** Number its place among its kind; NULL: the list has an order of its own. */
    bool (*place)(Ctx *cx, const char *key, int64_t position);
    /** NULL: none can be deleted. */
    bool (*delete)(Ctx *cx, const char *key);
} KeptList;

/** All lists; ends with NULL. */
extern const KeptList *const KEPT_LISTS[];

/* ---- what the templates show ---- */

typedef struct KeepList {
    const KeptList *list;
    const char *url;
    LinkSpan menu;
    KeptRowSpan rows;
    const Neighbours *pages; /* or NULL */
} KeepList;

typedef struct KeepEntry {
    const char *heading; /* plain text */
    const char *url, *key;
    const Form *form;
    bool may_delete;
} KeepEntry;

/** Links to the pages of the settings; that of the request is marked. */
LinkSpan settings_menu(Request *req);
