/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * list - what library_list.html shows.
 */
#pragma once
#include "alliance/vocabulary.h"
#include "finding/shelf.h"
#include "library/library.h"
#include "site/views.h"

#define LIBRARY_PAGE_ROWS 20

/** A value that one can choose, or has chosen. */
typedef struct FacetValue {
    const char *label, *url; /* of the chosen one the address without it */
    const char *language;    /* of the label; NULL: the reader's */
    int64_t n;               /* works with it, under all other choices */
    bool here;               /* the chosen one */
} FacetValue;

typedef struct FacetValueSpan {
    const FacetValue *at;
    size_t n;
} FacetValueSpan;

typedef struct FacetShow {
    const char *name, *label; /* in addresses; N_() */
    FacetValueSpan values;
    const char *more; /* the address at which all values stand; NULL: these are all */
} FacetShow;

typedef struct FacetShowSpan {
    const FacetShow *at;
    size_t n;
} FacetShowSpan;

/** A work in the list. */
typedef struct WorkCard {
    const Item *item;
    const char *type;      /* N_(); NULL: not said */
    const char *state;     /* N_(), of what is not out; NULL: it is, or has no edition */
    const char *year;      /* NULL: none stands on it */
    const char *authors;   /* as printed; "" none */
    const char *languages; /* of the editions that are out, commas between; "" none */
    const SearchHit *hit;  /* where the words stand; or NULL */
    const char *page;      /* of a file that has them, in words; or NULL */
} WorkCard;

typedef struct WorkCardSpan {
    const WorkCard *at;
    size_t n;
} WorkCardSpan;

typedef struct LibraryList {
    const char *words; /* "" none */
    PairSpan kept;     /* choices that stay when words are typed */
    LinkSpan chosen;   /* each with a link without it */
    bool ignored;      /* something was chosen that is not here */
    bool narrowed;     /* by words or choices */
    FacetShowSpan facets;
    int64_t n_new;               /* since the reader's last visit, if nothing was chosen */
    const char *visit, *new_url; /* that day in words, and where they are */
    int64_t n;
    WorkCardSpan cards;
    LinkSpan pages;
    const char *meant, *meant_url; /* "did you mean"; NULL: nothing */
    const char *all;               /* the list without words and choices */
    const char *own;               /* the address of this one, its page left out */
    bool may_save;                 /* the reader can have what is new by mail */
    bool may_contribute;
} LibraryList;

/** What one chooses by, in the order of Facet: names as in addresses. */
extern const char *const FACET_NAMES[N_FACETS];

/** The choices of @answer to @question in words, with their addresses; @more: the name of the facet
 *  of which all values are to stand there. */
FacetShowSpan facets_show(Ctx *cx, const ShelfQuestion *question, const ShelfAnswer *answer,
                          const char *more);

/** The address of the list as @question asks, its page left out; @facet with @value instead of what
 *  is chosen there, "" without it; N_FACETS: as it is. */
const char *library_url(Arena *arena, const ShelfQuestion *question, Facet facet,
                        const char *value);

/** A value's name as the reader reads it; *@ret_language is the name's, NULL: the reader's.  @v is
 *  for topics only, else NULL. */
const char *facet_label(Ctx *cx, const Vocabulary *v, Facet facet, const ShelfValue *value,
                        const char **ret_language);

/** The works of a page of @answer, with authors and editions: three statements, five with words. */
WorkCardSpan work_cards(Ctx *cx, const char *words, const ShelfAnswer *answer);

/** @items, works, as cards: two statements beside the shelf's. */
WorkCardSpan work_cards_of(Ctx *cx, ItemSpan items);
