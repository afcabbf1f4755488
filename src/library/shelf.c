/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/shelf.h"

#include "library/shelf.sql.h"
#include "library/shelf_load.h"

#include <string.h>

/* What is known of each work for one question. */
typedef struct Look {
    const Shelf *shelf;
    bool *seen;            /* the acting person may see it */
    const WorkHit **found; /* how it has the words; NULL: it has not.  Without words NULL itself */
} Look;

/* ---- who may see what has the words ---- */

static bool
place_of(const Shelf *shelf, int64_t id, size_t *ret_place)
{
    size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(shelf->places, &id));
    if (place > 0)
        *ret_place = place - 1;
    return place > 0;
}

static Look
look(Ctx *cx, const char *words)
{
    Look look = {.shelf = shelf_load(cx)};
    size_t place = 0;
    look.seen = arena_array_of(cx->arena, bool, look.shelf->n);
    memset(look.seen, 0, look.shelf->n);
    const DbIds seen = db_ids(cx, &SQL_shelf_visible, DB_ARGS(cx->me.id, cx->me.roles));
    for (size_t i = 0; i < seen.n; i++)
        if (place_of(look.shelf, seen.at[i], &place))
            look.seen[place] = true;
    if (*words == '\0')
        return look;
    look.found = arena_array_of(cx->arena, const WorkHit *, look.shelf->n);
    for (size_t i = 0; i < look.shelf->n; i++)
        look.found[i] = NULL;
    WorkHitSpan hits = search_works(cx, words);
    for (size_t i = 0; i < hits.n; i++)
        if (place_of(look.shelf, hits.at[i].work_id, &place))
            look.found[place] = &hits.at[i];
    return look;
}

static bool
fits_words(const Look *look, size_t work)
{
    return look->seen[work] && (look->found == NULL || look->found[work] != NULL);
}

int64_t
shelf_count(Ctx *cx, const char *words, const void *unused)
{
    (void)unused;
    const Look all = look(cx, words);
    int64_t n = 0;
    for (size_t i = 0; i < all.shelf->n; i++)
        n += fits_words(&all, i) ? 1 : 0;
    return n;
}

/* ---- choices ---- */

static bool
has_mark(const ShelfFacet *facet, size_t work, int64_t value)
{
    for (uint32_t i = facet->first[work]; i < facet->first[work + 1]; i++)
        if (facet->marks[i] == value)
            return true;
    return false;
}

/* A value that only works have which may not be seen is none. */
static int64_t
find_value(const Look *look, Facet facet, const char *value)
{
    const ShelfFacet *of = &look->shelf->facets[facet];
    for (size_t i = 0; i < of->n_values; i++) {
        if (strcmp(of->values[i].value, value) != 0)
            continue;
        for (size_t work = 0; work < look->shelf->n; work++)
            if (look->seen[work] && has_mark(of, work, (int64_t)i))
                return (int64_t)i;
    }
    return -1;
}

/* How many of the choices @work does not have; *@ret_facet: the last of these. */
static int
count_misses(const Look *look, const int64_t *chosen, size_t work, Facet *ret_facet)
{
    int n = 0;
    for (Facet facet = 0; facet < N_FACETS; facet++)
        if (chosen[facet] >= 0 && !has_mark(&look->shelf->facets[facet], work, chosen[facet])) {
            *ret_facet = facet;
            n++;
        }
    return n;
}

static void
count_marks(const ShelfFacet *facet, size_t work, int64_t *counts)
{
    for (uint32_t i = facet->first[work]; i < facet->first[work + 1]; i++)
        counts[facet->marks[i]]++;
}

/* A work counts in every facet if it fits, and in the one facet for whose choice alone it does not.
 * @fitting gets the places of those that fit; returns how many. */
static size_t
count_all(const Look *look, const int64_t *chosen, int64_t *const *counts, size_t *fitting)
{
    size_t n = 0;
    for (size_t work = 0; work < look->shelf->n; work++) {
        Facet missed = N_FACETS;
        int misses = fits_words(look, work) ? count_misses(look, chosen, work, &missed) : N_FACETS;
        if (misses == 0)
            fitting[n++] = work;
        for (Facet facet = 0; facet < N_FACETS; facet++)
            if (misses == 0 || (misses == 1 && facet == missed))
                count_marks(&look->shelf->facets[facet], work, counts[facet]);
    }
    return n;
}

/* ---- the answer ---- */

/* The best first; of equal ones the newest, which is the one that stands before. */
static int
by_tier(const void *a, const void *b, void *data)
{
    const Look *look = data;
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    int64_t far = look->found[left]->tier - look->found[right]->tier;
    return far != 0 ? (far < 0 ? -1 : 1) : left < right ? -1 : left > right;
}

static void
take_page(Ctx *cx, const Look *look, const ShelfQuestion *question, size_t *fitting,
          ShelfAnswer *answer)
{
    size_t n = (size_t)answer->n;
    if (look->found != NULL && n > 1)
        g_qsort_with_data(fitting, (int)n, sizeof *fitting, by_tier, (void *)(uintptr_t)look);
    size_t start = MIN((size_t)question->offset, n);
    answer->n_hits = MIN(n - start, (size_t)question->limit);
    WorkHit *hits = arena_array_of(cx->arena, WorkHit, answer->n_hits);
    for (size_t i = 0; i < answer->n_hits; i++) {
        size_t work = fitting[start + i];
        hits[i] = look->found != NULL ? *look->found[work]
                                      : (WorkHit){.work_id = look->shelf->ids[work]};
    }
    answer->hits = hits;
}

ShelfAnswer
shelf_ask(Ctx *cx, const ShelfQuestion *question)
{
    const Look all = look(cx, question->words);
    ShelfAnswer answer = {.shelf = all.shelf};
    int64_t *counts[N_FACETS];
    for (Facet facet = 0; facet < N_FACETS; facet++) {
        const char *value = question->chosen[facet];
        bool asked = value != NULL && *value != '\0';
        size_t n = all.shelf->facets[facet].n_values;
        counts[facet] = arena_array_of(cx->arena, int64_t, n + 1);
        memset(counts[facet], 0, (n + 1) * sizeof **counts);
        answer.counts[facet] = counts[facet];
        answer.chosen[facet] = asked ? find_value(&all, facet, value) : -1;
        answer.ignored = answer.ignored || (asked && answer.chosen[facet] < 0);
    }
    size_t *fitting = arena_array_of(cx->arena, size_t, all.shelf->n + 1);
    answer.n = (int64_t)count_all(&all, answer.chosen, counts, fitting);
    take_page(cx, &all, question, fitting, &answer);
    return answer;
}
