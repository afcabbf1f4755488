/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "alliance/contribution.h"
#include "alliance/curated.h"
#include "alliance/file_line.h"
#include "library/cite.h"
#include "library/doubles.h"
#include "library/library.h"
#include "library/lines.h"
#include "library/relation.h"
#include "library/work_named.h"
#include "site/item_show.h"
#include "web/form.h"

/* work_pages.c */
Response *get_work(Request *req);
Response *get_edition(Request *req);
Response *get_edition_citation(Request *req);
Response *get_edition_linkset(Request *req);
Response *post_edition_wish(Request *req);

/* desk_pages.c */
Response *get_desk_work(Request *req);
Response *post_desk_work(Request *req);

/* relation_pages.c */
Response *get_desk_relations(Request *req);
Response *post_desk_relations(Request *req);
Response *post_desk_relation_delete(Request *req);

/* edition_pages.c */
Response *get_desk_edition_new(Request *req);
Response *post_desk_edition_new(Request *req);
Response *get_desk_edition(Request *req);
Response *post_desk_edition(Request *req);
Response *get_desk_edition_delete(Request *req);
Response *post_desk_edition_delete(Request *req);

/** An edition as a line of its work. */
typedef struct EditionLine {
    const Edition *edition;
    const char *title; /* as printed on it; NULL: as the work's */
    const char *date;
    bool planned;      /* the date is a plan */
    const char *first; /* what was planned first, if the plan has moved; or NULL */
    FileLineSpan files;
} EditionLine;

typedef struct EditionLineSpan {
    const EditionLine *at;
    size_t n;
} EditionLineSpan;

/** A form in which an edition can be cited. */
typedef struct CiteLink {
    const char *url, *label;
} CiteLink;

typedef struct CiteLinkSpan {
    const CiteLink *at;
    size_t n;
} CiteLinkSpan;

/** What work and edition have in common. */
typedef struct WorkFacts {
    const Work *work;
    const char *type;        /* N_(), or NULL */
    const char *licence;     /* its name, or NULL */
    const char *licence_url; /* or NULL */
    const char *doi_url;     /* or NULL */
    const char *places;      /* where it is about, in words; "" not said */
} WorkFacts;

/** What a work is to others by one type. */
typedef struct RelationGroup {
    const RelationType *type;
    RelationSpan relations;
} RelationGroup;

typedef struct RelationGroupSpan {
    const RelationGroup *at;
    size_t n;
} RelationGroupSpan;

typedef struct WorkShow {
    const Item *item;
    const char *pillar;
    const WorkFacts *facts;
    const EditionLine *current; /* the one for this reader; or NULL */
    bool foreign;               /* it is in another language than the reader's */
    EditionLineSpan editions;   /* all, if there is more than that one */
    RelationGroupSpan related;
    CuratedPlaceSpan lists; /* on which it stands */
    bool may_edit, draft;
    const ItemShow *text;
} WorkShow;

typedef struct EditionShow {
    const Item *item; /* the work */
    const Edition *edition;
    const EditionLine *line;
    const WorkFacts *facts;
    const Edition *before, *after; /* in its language, by number; or NULL */
    EditionLineSpan siblings;      /* the same in other languages */
    bool asks;                     /* the reader can ask to be told */
    bool signed_in, may_edit, draft, has_body;
    SafeHtml body;
    const char *cited; /* in words */
    CiteLinkSpan cites;
    SafeHtml linked_data; /* schema.org, in its <script> */
} EditionShow;

typedef struct WorkEdit {
    const Item *item;
    bool is_editor; /* who says how works belong together */
    const char *action;
    const Form *form;
    EditionLineSpan editions;
    int64_t n_editions;
    WorkDoubleSpan doubles;           /* may be the same work */
    const Contribution *contribution; /* NULL: nobody contributed it */
} WorkEdit;

typedef struct RelationEdit {
    const Item *item;
    RelationSpan relations;
    const char *action;
    const Form *form;
    const WorkSeveral *several; /* works that could be meant */
} RelationEdit;

typedef struct EditionEdit {
    const Item *item;
    const Edition *edition;       /* NULL: a new one */
    const char *action, *heading; /* heading N_() */
    const Form *form;
} EditionEdit;

typedef struct EditionOut {
    const Item *item;
    const Edition *edition;
    int64_t n_files;
} EditionOut;

/** One edition of @work as a line. */
EditionLine edition_line(Ctx *cx, const Item *work, const Edition *edition);
/** All of them. */
EditionLineSpan edition_lines(Ctx *cx, const Item *work, EditionSpan editions);
/** What of a work is put into words. */
const WorkFacts *work_facts(Ctx *cx, const Work *work);
/** What it is to others, type by type. */
RelationGroupSpan relation_groups(Ctx *cx, int64_t work_id);
