/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * shelf - all works with what one can choose them by, in memory.
 *
 * What is known of the works is everybody's and kept by the process; it follows
 * the database, so that a change costs the reading of what was changed.  Which
 * circles of works the acting person may see is asked each time.  So no
 * combination of choices is slower than another, all counts come from one look
 * at each work, and both databases count alike.
 *
 * Read with: db/changes.h, docs/decisions/0065-finding.md, docs/decisions/0078-notes.md.
 */
#pragma once
#include "alliance/circle.h"
#include "alliance/search_works.h"
#include "db/changes.h"

/** What one can choose by; the order is that of the page and of the address. */
typedef enum Facet {
    FACET_PILLAR,
    FACET_TOPIC,
    FACET_TYPE,
    FACET_LANGUAGE, /* of editions that are out */
    FACET_YEAR,     /* that stands on the newest edition that is out, else on the work */
    FACET_PLACE,    /* countries, the regions around them, "global" */
    N_FACETS,
} Facet;

typedef struct ShelfValue {
    const char *value; /* in addresses and in the database: no words of any language */
} ShelfValue;

/** The values of one facet, and which work has which of them: those of the work @i are .marks from
 *  .first[i] to before .first[i + 1], numbers of .values. */
typedef struct ShelfFacet {
    const ShelfValue *values;
    size_t n_values;
    const uint32_t *first, *marks;
} ShelfFacet;

/** A text that the index has, of a work or of one of its editions. */
typedef struct ShelfText {
    int64_t text_id, item_id;
    const char *language; /* one pointer for each language */
    uint32_t work;        /* its place */
    uint32_t circle;      /* of the item */
    bool of_edition;
    bool is_own; /* in the item's own language */
} ShelfText;

/** A shelf that was given out never changes.  A work's place is its number among the works. */
typedef struct Shelf {
    const int64_t *ids;         /* of the works that are out, ascending */
    const int64_t *published;   /* when each was, UTC; 0: not known */
    const int64_t *listed;      /* by what each is listed, UTC */
    const uint32_t *circles_of; /* of each who may see it */
    const uint32_t *order;      /* all places, the newest work first */
    size_t n;
    ShelfFacet facets[N_FACETS];
    const ShelfText *texts; /* by .text_id */
    size_t n_texts;
    const uint32_t *own; /* numbers of .texts that are an item's own, by .item_id */
    size_t n_own;
    Circles circles;    /* of works and texts */
    ChangesHeard heard; /* of changes, up to which all of this is true */
} Shelf;

/** What somebody asks of the library. */
typedef struct ShelfQuestion {
    const char *words;            /* "": all works */
    const char *chosen[N_FACETS]; /* value; "" or NULL: any */
    const char *day;      /* of .since, for addresses: "2016-12-24"; "" or NULL: none was chosen */
    int64_t since, until; /* published after .since and not after .until, UTC; 0: whenever */
    int64_t offset, limit;
} ShelfQuestion;

typedef struct ShelfAnswer {
    const Shelf *shelf;
    const CircleSight *sights; /* which of its circles the acting person may see */
    int64_t n;                 /* works that fit */
    const WorkHit *hits;       /* a page of them: with words the best first, else the newest; */
    size_t n_hits;             /* without words only .work_id is set */
    const int64_t *counts[N_FACETS]; /* of each value: works that fit all other choices */
    int64_t chosen[N_FACETS];        /* number of the chosen value; -1: none, or not known */
    bool ignored;                    /* a choice that no work to be seen has was left out */
} ShelfAnswer;

/** The place of the work @id on the shelf in *@ret_place; false: it is not there. */
bool shelf_place(const Shelf *shelf, int64_t id, size_t *ret_place);

/** Two statements with words, none without, and one for who may see what; five more when works have
 *  changed. */
ShelfAnswer shelf_ask(Ctx *cx, const ShelfQuestion *question);

/** How many works were published after @since, of all that could be seen when @answer was given,
 *  whatever was asked then.  No statement. */
int64_t shelf_count_since(const ShelfAnswer *answer, int64_t since);

/** How many works to be seen have all of @words: a SearchCounter. */
int64_t shelf_count(Ctx *cx, const char *words, const void *unused);
