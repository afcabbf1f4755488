/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "finding/shelf_words.h"

#include "alliance/search_excerpt.h"
#include "db/memo.h"
#include "finding/shelf_load.h"
#include "lang/lang.h"

#include <string.h>

/* ---- what has the words ---- */

/* A text that has them, by its number on the shelf. */
typedef struct FoundText {
    uint32_t text;
    uint32_t tier;
} FoundText;

/* An item with a file that has them, by its own text. */
typedef struct FoundPage {
    uint32_t text;
    int64_t page_id;
} FoundPage;

static int
find_text(const void *key, const void *at)
{
    int64_t wanted = *(const int64_t *)key, has = ((const ShelfText *)at)->text_id;
    return wanted < has ? -1 : wanted > has;
}

/* The text of an item in its own language; NULL: it is no work's. */
static const ShelfText *
own_text(const Shelf *shelf, int64_t item_id)
{
    size_t from = 0, to = shelf->n_own;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const ShelfText *text = &shelf->texts[shelf->own[middle]];
        if (text->item_id == item_id)
            return text;
        if (text->item_id < item_id)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

static void
number_texts(Arena *arena, const SearchFound *all, ShelfFound *ret_found)
{
    const Shelf *shelf = ret_found->shelf;
    FoundText *at = arena_array_of(arena, FoundText, all->n_texts + 1);
    for (size_t i = 0; i < all->n_texts && shelf->n_texts > 0; i++) {
        const ShelfText *text = bsearch(&all->texts[i].text_id, shelf->texts, shelf->n_texts,
                                        sizeof *text, find_text);
        if (text != NULL)
            at[ret_found->n_texts++] = (FoundText){(uint32_t)(text - shelf->texts),
                                                   (uint32_t)all->texts[i].tier};
    }
    ret_found->texts = at;
}

static void
number_pages(Arena *arena, const SearchFound *all, ShelfFound *ret_found)
{
    const Shelf *shelf = ret_found->shelf;
    FoundPage *pages = arena_array_of(arena, FoundPage, all->n_pages + 1);
    for (size_t i = 0; i < all->n_pages; i++) {
        const ShelfText *text = own_text(shelf, all->pages[i].item_id);
        if (text != NULL)
            pages[ret_found->n_pages++] = (FoundPage){(uint32_t)(text - shelf->texts),
                                                      all->pages[i].page_id};
    }
    ret_found->pages = pages;
}

/* The answers of the database are more than what is kept of them. */
static const void *
follow(Ctx *cx, const void *words, const void *old)
{
    const Shelf *shelf = shelf_load(cx);
    if (old != NULL && ((const ShelfFound *)old)->shelf == shelf)
        return old;
    g_autoptr(Arena) arena = arena_new();
    Ctx own = *cx;
    own.arena = arena;
    const SearchFound all = search_everywhere(&own, words);
    ShelfFound *found = arena_new_of(cx->arena, ShelfFound);
    *found = (ShelfFound){.shelf = shelf};
    number_texts(cx->arena, &all, found);
    number_pages(cx->arena, &all, found);
    return found;
}

const ShelfFound *
shelf_find(Ctx *cx, const char *words)
{
    const char *name = arena_printf(cx->arena, "library.words %s", search_asked(cx, words));
    return db_followed(cx, name, shelf_tables(), follow, words);
}

/* ---- what was found ---- */

/* The text of a work that is to be shown, and its rank. */
typedef struct Shown {
    const ShelfText *text;
    int64_t tier;
} Shown;

typedef struct Finding {
    const Shelf *shelf;
    const CircleSight *sights;
    const char *reader; /* his language, as of texts */
    uint32_t *numbers;  /* as in ShelfWords */
    WorkHit *hits;
    Shown *shown; /* of each hit */
    uint32_t n;
} Finding;

/* In the reader's language before others, of the work before an edition's, the better rank, the
 * older. */
static bool
is_better(const Finding *f, const Shown *one, const Shown *other)
{
    bool reads_one = one->text->language == f->reader;
    if (reads_one != (other->text->language == f->reader))
        return reads_one;
    if (one->text->of_edition != other->text->of_edition)
        return other->text->of_edition;
    if (one->tier != other->tier)
        return one->tier < other->tier;
    return one->text->text_id < other->text->text_id;
}

/* Returns the hit of the work whose @text was found. */
static WorkHit *
take(Finding *f, const ShelfText *text, int64_t tier)
{
    const Shown now = {text, tier};
    uint32_t *number = &f->numbers[text->work];
    if (*number == 0) {
        f->hits[f->n] = (WorkHit){.work_id = f->shelf->ids[text->work], .tier = tier};
        f->shown[f->n] = now;
        *number = ++f->n;
    }
    WorkHit *hit = &f->hits[*number - 1];
    hit->tier = MIN(hit->tier, tier);
    if (is_better(f, &now, &f->shown[*number - 1]))
        f->shown[*number - 1] = now;
    return hit;
}

static void
take_texts(Finding *f, const ShelfFound *found)
{
    for (size_t i = 0; i < found->n_texts; i++) {
        const ShelfText *text = &f->shelf->texts[found->texts[i].text];
        if (f->sights[text->circle].seen)
            take(f, text, found->texts[i].tier);
    }
}

static void
take_pages(Finding *f, const ShelfFound *found)
{
    for (size_t i = 0; i < found->n_pages; i++) {
        const FoundPage *page = &found->pages[i];
        const ShelfText *text = &f->shelf->texts[page->text];
        if (!f->sights[text->circle].seen || !f->sights[text->circle].files)
            continue;
        WorkHit *hit = take(f, text, WORK_TIER_PAGE);
        if (hit->page_id == 0 || page->page_id < hit->page_id)
            hit->page_id = page->page_id;
    }
}

ShelfWords
shelf_words(Ctx *cx, const ShelfFound *found, const CircleSight *sights)
{
    const Shelf *shelf = found->shelf;
    size_t most = MIN(shelf->n, found->n_texts + found->n_pages) + 1;
    Finding f = {.shelf = shelf,
                 .sights = sights,
                 .reader = g_intern_string(cx->lang->code),
                 .numbers = arena_array_of(cx->arena, uint32_t, shelf->n + 1),
                 .hits = arena_array_of(cx->arena, WorkHit, most),
                 .shown = arena_array_of(cx->arena, Shown, most)};
    take_texts(&f, found);
    take_pages(&f, found);
    for (uint32_t i = 0; i < f.n; i++)
        f.hits[i].text_id = f.shown[i].text->text_id;
    return (ShelfWords){f.hits, f.numbers};
}
