/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/shelf_words.h"

#include "alliance/search_excerpt.h"
#include "db/memo.h"
#include "lang/lang.h"
#include "library/shelf.sql.h"

#include <string.h>

/* ---- whose the texts are ---- */

typedef struct TextRow {
    int64_t text_id, item_id, work_id;
    const char *language, *circle;
    bool is_own;
} TextRow;

static const DbType TEXT_ROW = DB_TYPE(
    TextRow, DB_FIELD(TextRow, text_id), DB_FIELD(TextRow, item_id), DB_FIELD(TextRow, work_id),
    DB_FIELD(TextRow, language), DB_FIELD(TextRow, circle), DB_FIELD(TextRow, is_own));

/* A text of a work or of one of its editions. */
typedef struct Text {
    int64_t text_id, item_id;
    const char *language; /* one pointer for each language */
    uint32_t work;        /* its place on the shelf */
    uint32_t circle;
    bool of_edition;
} Text;

typedef struct Texts {
    const Text *at; /* in the order of .text_id */
    size_t n;
    const uint32_t
        *own; /* numbers of those in their item's own language, in the order of .item_id */
    size_t n_own;
    Circles circles;
} Texts;

typedef struct Load {
    const Shelf *shelf;
    CircleCount *circles;
    GArray *texts, *own; /* Text; uint32_t */
} Load;

static bool
add_text(const void *data, void *user)
{
    const TextRow *row = data;
    Load *load = user;
    size_t work = 0;
    if (!shelf_place(load->shelf, row->work_id, &work))
        return true;
    const Text text = {.text_id = row->text_id,
                       .item_id = row->item_id,
                       .language = g_intern_string(row->language),
                       .work = (uint32_t)work,
                       .circle = circle_number(load->circles, row->circle, row->item_id),
                       .of_edition = row->item_id != row->work_id};
    const uint32_t number = load->texts->len;
    g_array_append_val(load->texts, text);
    if (row->is_own)
        g_array_append_val(load->own, number);
    return true;
}

static int
by_item(const void *a, const void *b, void *data)
{
    const Text *texts = data;
    int64_t left = texts[*(const uint32_t *)a].item_id, right = texts[*(const uint32_t *)b].item_id;
    return left < right ? -1 : left > right;
}

/* The places of works on @shelf follow from the table of items alone, which this is made from, too:
 * so they hold also when the shelf is made anew for another table. */
static void *
make(Ctx *cx, const void *shelf)
{
    g_autoptr(CircleCount) circles = circle_count_new();
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Text));
    g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    Load load = {shelf, circles, list, own};
    db_each(cx, &SQL_shelf_texts, &TEXT_ROW, DB_NO_ARGS, add_text, &load);
    g_array_sort_with_data(own, by_item, list->data);
    Text *at = arena_array_of(cx->arena, Text, list->len + 1);
    for (guint i = 0; i < list->len; i++)
        at[i] = g_array_index(list, Text, i);
    uint32_t *numbers = arena_array_of(cx->arena, uint32_t, own->len + 1);
    for (guint i = 0; i < own->len; i++)
        numbers[i] = g_array_index(own, uint32_t, i);
    Texts *texts = arena_new_of(cx->arena, Texts);
    *texts = (Texts){at, list->len, numbers, own->len, circles_of(cx->arena, circles)};
    return texts;
}

/* ---- what has the words ---- */

/* A text that has them, by its number in Texts.at. */
typedef struct FoundText {
    uint32_t text;
    uint32_t tier;
} FoundText;

/* An item with a file that has them, by its own text. */
typedef struct FoundPage {
    uint32_t text;
    int64_t page_id;
} FoundPage;

/* Whoever may see it. */
typedef struct Found {
    const Texts *texts; /* by which it is numbered */
    const FoundText *at;
    size_t n;
    const FoundPage *pages;
    size_t n_pages;
} Found;

static int
find_text(const void *key, const void *at)
{
    int64_t wanted = *(const int64_t *)key, has = ((const Text *)at)->text_id;
    return wanted < has ? -1 : wanted > has;
}

/* The text of an item in its own language; NULL: it is no work's. */
static const Text *
own_text(const Texts *texts, int64_t item_id)
{
    size_t from = 0, to = texts->n_own;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const Text *text = &texts->at[texts->own[middle]];
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
number_texts(Arena *arena, const SearchFound *all, Found *ret_found)
{
    const Texts *texts = ret_found->texts;
    FoundText *at = arena_array_of(arena, FoundText, all->n_texts + 1);
    for (size_t i = 0; i < all->n_texts; i++) {
        const Text *text = bsearch(&all->texts[i].text_id, texts->at, texts->n, sizeof *text,
                                   find_text);
        if (text != NULL)
            at[ret_found->n++] = (FoundText){(uint32_t)(text - texts->at),
                                             (uint32_t)all->texts[i].tier};
    }
    ret_found->at = at;
}

static void
number_pages(Arena *arena, const SearchFound *all, Found *ret_found)
{
    const Texts *texts = ret_found->texts;
    FoundPage *pages = arena_array_of(arena, FoundPage, all->n_pages + 1);
    for (size_t i = 0; i < all->n_pages; i++) {
        const Text *text = own_text(texts, all->pages[i].item_id);
        if (text != NULL)
            pages[ret_found->n_pages++] = (FoundPage){(uint32_t)(text - texts->at),
                                                      all->pages[i].page_id};
    }
    ret_found->pages = pages;
}

typedef struct Asked {
    const Shelf *shelf;
    const char *words;
} Asked;

/* The answers of the database are more than what is kept of them. */
static void *
find_words(Ctx *cx, const void *data)
{
    const Asked *asked = data;
    g_autoptr(Arena) arena = arena_new();
    Ctx own = *cx;
    own.arena = arena;
    const SearchFound all = search_everywhere(&own, asked->words);
    Found *found = arena_new_of(cx->arena, Found);
    *found = (Found){.texts = db_made(cx, "library.texts", make, asked->shelf)};
    number_texts(cx->arena, &all, found);
    number_pages(cx->arena, &all, found);
    return found;
}

/* ---- what was found ---- */

/* The text of a work that is to be shown, and its rank. */
typedef struct Shown {
    const Text *text;
    int64_t tier;
} Shown;

typedef struct Finding {
    const Shelf *shelf;
    const CircleSight *sights; /* by .circle of a text */
    const char *reader;        /* his language, as of texts */
    uint32_t *numbers;         /* as in ShelfWords */
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
take(Finding *f, const Text *text, int64_t tier)
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
take_texts(Finding *f, const Found *found)
{
    for (size_t i = 0; i < found->n; i++) {
        const Text *text = &found->texts->at[found->at[i].text];
        if (f->sights[text->circle].seen)
            take(f, text, found->at[i].tier);
    }
}

static void
take_pages(Finding *f, const Found *found)
{
    for (size_t i = 0; i < found->n_pages; i++) {
        const FoundPage *page = &found->pages[i];
        const Text *text = &found->texts->at[page->text];
        if (!f->sights[text->circle].seen || !f->sights[text->circle].files)
            continue;
        WorkHit *hit = take(f, text, WORK_TIER_PAGE);
        if (hit->page_id == 0 || page->page_id < hit->page_id)
            hit->page_id = page->page_id;
    }
}

static Finding
begin(Ctx *cx, const Shelf *shelf, const Found *found)
{
    size_t most = MIN(shelf->n, found->n + found->n_pages) + 1;
    Finding f = {.shelf = shelf,
                 .reader = g_intern_string(cx->lang->code),
                 .numbers = arena_array_of(cx->arena, uint32_t, shelf->n + 1),
                 .hits = arena_array_of(cx->arena, WorkHit, most),
                 .shown = arena_array_of(cx->arena, Shown, most)};
    f.sights = circles_look(cx, &found->texts->circles);
    return f;
}

ShelfWords
shelf_words(Ctx *cx, const Shelf *shelf, const char *words)
{
    const Asked asked = {shelf, words};
    const char *name = arena_printf(cx->arena, "library.words %s", search_asked(cx, words));
    const Found *found = db_made(cx, name, find_words, &asked);
    Finding f = begin(cx, shelf, found);
    take_texts(&f, found);
    take_pages(&f, found);
    for (uint32_t i = 0; i < f.n; i++)
        f.hits[i].text_id = f.shown[i].text->text_id;
    return (ShelfWords){f.hits, f.numbers};
}
