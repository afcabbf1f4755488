/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "finding/shelf.h"

#include "base/moment.h"
#include "finding/shelf_load.h"
#include "finding/shelf_words.h"

#include <string.h>

/* What is known of each work for one question. */
typedef struct Look {
    const Shelf *shelf;
    const CircleSight *sights; /* by circle */
    int64_t since, until;      /* of publication; 0: whenever */
    bool has_words;
    ShelfWords words; /* if so */
} Look;

/* ---- who may see what has the words ---- */

bool
shelf_place(const Shelf *shelf, int64_t id, size_t *ret_place)
{
    size_t from = 0, to = shelf->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (shelf->ids[middle] < id)
            from = middle + 1;
        else
            to = middle;
    }
    *ret_place = from;
    return from < shelf->n && shelf->ids[from] == id;
}

static Look
look(Ctx *cx, const ShelfQuestion *question)
{
    Look look = {
        .since = question->since, .until = question->until, .has_words = *question->words != '\0'};
    const ShelfFound *found = look.has_words ? shelf_find(cx, question->words) : NULL;
    look.shelf = found != NULL ? found->shelf : shelf_load(cx);
    look.sights = circles_look(cx, &look.shelf->circles);
    if (found != NULL)
        look.words = shelf_words(cx, found, look.sights);
    return look;
}

static bool
is_in_time(const Look *look, size_t work)
{
    int64_t at = look->shelf->published[work];
    return (look->since == 0 || at > look->since) && (look->until == 0 || at <= look->until);
}

static bool
is_seen(const Look *look, size_t work)
{
    return is_in_time(look, work) && look->sights[look->shelf->circles_of[work]].seen;
}

static bool
fits_words(const Look *look, size_t work)
{
    return is_seen(look, work) && (!look->has_words || look->words.numbers[work] != 0);
}

int64_t
shelf_count(Ctx *cx, const char *words, const void *unused)
{
    (void)unused;
    const Look all = look(cx, &(ShelfQuestion){.words = words});
    int64_t n = 0;
    for (size_t place = 0; place < all.shelf->n; place++)
        n += fits_words(&all, place) ? 1 : 0;
    return n;
}

int64_t
shelf_count_since(const ShelfAnswer *answer, int64_t since)
{
    const Look all = {.shelf = answer->shelf, .sights = answer->sights, .since = since};
    int64_t n = 0;
    for (size_t place = 0; place < all.shelf->n; place++)
        n += is_seen(&all, place) ? 1 : 0;
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
            if (is_seen(look, work) && has_mark(of, work, (int64_t)i))
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
 * @fitting gets the places of those that fit, the newest first; returns how many. */
static size_t
count_all(const Look *look, const int64_t *chosen, int64_t *const *counts, size_t *fitting)
{
    size_t n = 0;
    for (size_t i = 0; i < look->shelf->n; i++) {
        size_t work = look->shelf->order[i];
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

static const WorkHit *
hit_of(const Look *look, size_t work)
{
    return &look->words.hits[look->words.numbers[work] - 1];
}

/* The best first; of equal ones the newest, which is the one that stands before. */
static void
sort_by_tier(Ctx *cx, const Look *look, size_t *fitting, size_t n)
{
    size_t *sorted = arena_array_of(cx->arena, size_t, n + 1);
    size_t n_sorted = 0;
    for (int64_t tier = 1; tier <= WORK_TIER_PAGE; tier++)
        for (size_t i = 0; i < n; i++)
            if (hit_of(look, fitting[i])->tier == tier)
                sorted[n_sorted++] = fitting[i];
    memcpy(fitting, sorted, n_sorted * sizeof *fitting);
}

static void
take_page(Ctx *cx, const Look *look, const ShelfQuestion *question, size_t *fitting,
          ShelfAnswer *answer)
{
    size_t n = (size_t)answer->n;
    if (look->has_words)
        sort_by_tier(cx, look, fitting, n);
    size_t start = MIN((size_t)question->offset, n);
    answer->n_hits = MIN(n - start, (size_t)question->limit);
    WorkHit *hits = arena_array_of(cx->arena, WorkHit, answer->n_hits);
    for (size_t i = 0; i < answer->n_hits; i++) {
        size_t work = fitting[start + i];
        hits[i] = look->has_words ? *hit_of(look, work)
                                  : (WorkHit){.work_id = look->shelf->ids[work]};
    }
    answer->hits = hits;
}

ShelfAnswer
shelf_ask(Ctx *cx, const ShelfQuestion *question)
{
    const Look all = look(cx, question);
    ShelfAnswer answer = {.shelf = all.shelf, .sights = all.sights};
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
