/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Works of the list as cards.
 */
#include "finding/list.h"
#include "finding/shelf_load.h"
#include "lang/lang.h"
#include "library/library.sql.h"

#include <string.h>

#define AUTHORS_SHOWN 3

typedef struct AuthorRow {
    int64_t work_id;
    const char *name;
    bool is_gone;
} AuthorRow;

static const DbType AUTHOR_ROW = DB_TYPE(AuthorRow, DB_FIELD(AuthorRow, work_id),
                                         DB_FIELD(AuthorRow, name), DB_FIELD(AuthorRow, is_gone));

typedef struct EditionRow {
    int64_t work_id;
    const char *language, *state;
} EditionRow;

static const DbType EDITION_ROW = DB_TYPE(EditionRow, DB_FIELD(EditionRow, work_id),
                                          DB_FIELD(EditionRow, language),
                                          DB_FIELD(EditionRow, state));

/* What the page's works have, by work. */
typedef struct Beside {
    DbRows authors, editions;
} Beside;

static Beside
ask_beside(Ctx *cx, const int64_t *ids, size_t n)
{
    const char *numbers = db_numbers(cx->arena, ids, n);
    return (Beside){
        .authors = db_all(cx, &SQL_library_authors_of, &AUTHOR_ROW, DB_ARGS(numbers)),
        .editions = db_all(cx, &SQL_library_editions_of, &EDITION_ROW,
                           DB_ARGS(numbers, cx->me.id, cx->me.roles)),
    };
}

/* "Ann Achieng, Josiah Carberry, and 4 more". */
static const char *
authors_of(Ctx *cx, const Beside *beside, int64_t work)
{
    GString *names = arena_string(cx->arena, 64);
    int n = 0;
    const AuthorRow *at = beside->authors.at;
    for (size_t i = 0; i < beside->authors.n; i++) {
        if (at[i].work_id != work || n++ >= AUTHORS_SHOWN)
            continue;
        g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
                               at[i].is_gone ? lang_text(cx->lang, N_("A former member"))
                                             : at[i].name);
    }
    if (n <= AUTHORS_SHOWN)
        return names->str;
    return lang_fill(cx->arena, lang_text(cx->lang, N_("{names}, and {n} more")), "names",
                     names->str, "n", arena_printf(cx->arena, "%d", n - AUTHORS_SHOWN), NULL);
}

/* Languages of what is out, each once; they come in order. */
static void
take_editions(Ctx *cx, const Beside *beside, WorkCard *card)
{
    GString *languages = arena_string(cx->arena, 16);
    const char *last = "";
    bool any_out = false;
    const EditionRow *at = beside->editions.at;
    for (size_t i = 0; i < beside->editions.n; i++) {
        const EditionState *state = edition_state_find(at[i].state);
        if (at[i].work_id != card->item->id || state == NULL)
            continue;
        any_out = any_out || state->is_out;
        if (!state->is_out)
            card->state = state->label;
        else if (strcmp(at[i].language, last) != 0)
            g_string_append_printf(languages, "%s%s", languages->len > 0 ? "," : "",
                                   last = at[i].language);
    }
    if (any_out)
        card->state = NULL;
    card->languages = languages->str;
}

/* The first value of a facet at the work @id; NULL: none. */
static const char *
value_of(const Shelf *shelf, Facet facet, int64_t id)
{
    const ShelfFacet *of = &shelf->facets[facet];
    size_t place = 0;
    if (!shelf_place(shelf, id, &place) || of->first[place] == of->first[place + 1])
        return NULL;
    return of->values[of->marks[of->first[place]]].value;
}

static WorkCard
card_of(Ctx *cx, const Shelf *shelf, const Beside *beside, const Item *item)
{
    const LibraryWord *type = library_word_find(WORK_TYPES, value_of(shelf, FACET_TYPE, item->id));
    WorkCard card = {.item = item_with_figures(cx, item),
                     .type = type != NULL ? type->label : NULL,
                     .year = value_of(shelf, FACET_YEAR, item->id),
                     .authors = authors_of(cx, beside, item->id)};
    take_editions(cx, beside, &card);
    return card;
}

static void
take_hit(Ctx *cx, const ShelfAnswer *answer, const SearchHit *shown, WorkCard *card)
{
    for (size_t i = 0; i < answer->n_hits; i++)
        if (answer->hits[i].work_id == card->item->id && shown[i].title != NULL) {
            card->hit = &shown[i];
            card->page = search_page_words(cx, &shown[i]);
        }
}

static WorkCard *
cards_of(Ctx *cx, const Shelf *shelf, ItemSpan items)
{
    int64_t *ids = arena_array_of(cx->arena, int64_t, items.n);
    WorkCard *cards = arena_array_of(cx->arena, WorkCard, items.n);
    for (size_t i = 0; i < items.n; i++)
        ids[i] = items.at[i].id;
    const Beside beside = ask_beside(cx, ids, items.n);
    for (size_t i = 0; i < items.n; i++)
        cards[i] = card_of(cx, shelf, &beside, &items.at[i]);
    return cards;
}

WorkCardSpan
work_cards_of(Ctx *cx, ItemSpan items)
{
    return items.n > 0 ? (WorkCardSpan){cards_of(cx, shelf_load(cx), items), items.n}
                       : (WorkCardSpan){NULL, 0};
}

WorkCardSpan
work_cards(Ctx *cx, const char *words, const ShelfAnswer *answer)
{
    int64_t *ids = arena_array_of(cx->arena, int64_t, answer->n_hits);
    for (size_t i = 0; i < answer->n_hits; i++)
        ids[i] = answer->hits[i].work_id;
    if (answer->n_hits == 0)
        return (WorkCardSpan){NULL, 0};
    ItemSpan items = item_list_ids(cx, ids, answer->n_hits);
    WorkCard *cards = cards_of(cx, answer->shelf, items);
    if (*words == '\0')
        return (WorkCardSpan){cards, items.n};
    const SearchHit *shown = search_works_show(cx, words,
                                               (WorkHitSpan){answer->hits, answer->n_hits});
    for (size_t i = 0; i < items.n; i++)
        take_hit(cx, answer, shown, &cards[i]);
    return (WorkCardSpan){cards, items.n};
}
