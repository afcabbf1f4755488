/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "alliance/curated.h"
#include "finding/list.h"
#include "library/work_named.h"
#include "site/item_show.h"
#include "web/form.h"

/* show_pages.c */
Response *get_lists(Request *req);
Response *get_lists_atom(Request *req);
Response *get_list(Request *req);
Response *get_list_atom(Request *req);

/* desk_pages.c */
Response *get_desk_list(Request *req);
Response *post_desk_list(Request *req);
Response *post_desk_list_move(Request *req);

/* entry_pages.c */
Response *get_desk_entry(Request *req);
Response *post_desk_entry(Request *req);
Response *post_desk_entry_delete(Request *req);
Response *get_desk_work_lists(Request *req);
Response *post_desk_work_lists(Request *req);

/* ---- for readers ---- */

typedef struct CuratedList {
    ItemSpan lists; /* with figures */
    int64_t n;
    LinkSpan pages;
} CuratedList;

/** A work on the list. */
typedef struct CuratedCard {
    const CuratedEntry *entry;
    const WorkCard *work;
} CuratedCard;

typedef struct CuratedCardSpan {
    const CuratedCard *at;
    size_t n;
} CuratedCardSpan;

/** What stands under one heading. */
typedef struct CuratedPart {
    const char *heading, *language; /* "" none */
    int64_t first;                  /* number of its first work on the list */
    CuratedCardSpan cards;
} CuratedPart;

typedef struct CuratedPartSpan {
    const CuratedPart *at;
    size_t n;
} CuratedPartSpan;

typedef struct CuratedShow {
    const Item *item;
    const char *pillar;
    CuratedPartSpan parts;
    int64_t n; /* works that the reader sees */
    const char *atom;
    bool may_edit, draft;
    const ItemShow *text;
} CuratedShow;

/** The works of a list with what is shown of each: four statements beside the shelf's. */
CuratedCardSpan curated_cards(Ctx *cx, CuratedEntrySpan entries);

/** The list as an Atom feed (RFC 4287): an entry is a work, its summary the reason. */
Response *respond_curated_atom(Request *req, const Item *list, CuratedCardSpan cards);

/* ---- in the desk ---- */

/** A work in the table of its list. */
typedef struct CuratedRow {
    const CuratedEntry *entry;
    const Item *work;
    int64_t place, before, after; /* before: a place up; 0: it is the first, or the last */
} CuratedRow;

typedef struct CuratedRowSpan {
    const CuratedRow *at;
    size_t n;
} CuratedRowSpan;

typedef struct CuratedDesk {
    const Item *item;
    CuratedRowSpan rows;
    const char *action;
    const Form *form;
    const WorkSeveral *several; /* works that could be meant */
} CuratedDesk;

typedef struct CuratedEntryEdit {
    const Item *item, *work;
    const char *action, *list; /* path of the list's page in the desk */
    const Form *form;
} CuratedEntryEdit;

typedef struct CuratedWork {
    const Item *item; /* the work */
    CuratedPlaceSpan lists;
    const char *action;
    const Form *form;
    int64_t n_lists; /* that there are to choose from */
} CuratedWork;

/** Where the desk has the works of a list. */
const char *curated_desk_path(Ctx *cx, int64_t list_id);

/** The headings of a list, each once, as proposals for the field "heading". */
void curated_propose(Form *form, CuratedEntrySpan entries);
