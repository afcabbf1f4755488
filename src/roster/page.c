/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A page of those that were found, in order.  Of a million nobody sorts all to show fifty: people
 * are counted by the first two bytes of what they are sorted by, and only those are sorted whose
 * bytes the page needs.
 */
#include "roster/ask.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS ((size_t)1 << 16)
#define MOST_SPLITS 60 /* a million takes some twenty-five */

/* Somebody to be sorted. */
typedef struct Place {
    uint64_t key; /* the first eight bytes, or the date */
    const char *name;
    int64_t id;
} Place;

/* Numbers in the order of the key. */
typedef uint64_t (*Key)(const Columns *columns, size_t at);

static uint64_t
name_key(const Columns *columns, size_t at)
{
    uint64_t key = 0;
    const char *name = columns_words(columns, WORDS_NAME, at);
    memcpy(&key, name, strnlen(name, sizeof key));
    return be64toh(key);
}

/* Newest first; joining before 1970 is negative. */
static uint64_t
joined_key(const Columns *columns, size_t at)
{
    int64_t seconds = columns_number(&columns->joined, at) + ((int64_t)1 << 39);
    return ~((uint64_t)seconds << 24);
}

/* The first two bytes of the key, for less than the whole of it. */
static size_t
name_bucket(const Columns *columns, size_t at)
{
    return columns->words.first[at];
}

static size_t
joined_bucket(const Columns *columns, size_t at)
{
    return joined_key(columns, at) >> 48;
}

static const struct {
    Key key;
    size_t (*bucket)(const Columns *columns, size_t at);
} orders[] = {
    [ROSTER_BY_NAME] = {name_key,   name_bucket  },
    [ROSTER_BY_JOINED] = {joined_key, joined_bucket},
};

static int
compare_places(const void *left, const void *right)
{
    const Place *a = left;
    const Place *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    int order = strcmp(a->name, b->name);
    return order != 0 ? order : (a->id > b->id) - (a->id < b->id);
}

static void
swap(Place *a, Place *b)
{
    Place kept = *a;
    *a = *b;
    *b = kept;
}

/* Put a middle one of three where it belongs, those below it before it; returns where. */
static size_t
split(Place *at, size_t n)
{
    Place *last = &at[n - 1], *middle = &at[n / 2];
    if (compare_places(middle, at) < 0)
        swap(middle, at);
    if (compare_places(last, at) < 0)
        swap(last, at);
    if (compare_places(middle, last) < 0)
        swap(middle, last); /* the middle one of the three is the last now */
    size_t below = 0;
    for (size_t i = 0; i < n - 1; i++)
        if (compare_places(&at[i], last) < 0)
            swap(&at[i], &at[below++]);
    swap(&at[below], last);
    return below;
}

/* Put those before the place @k before it, in no order.  Bad luck ends in sorting. */
static void
part_at(Place *at, size_t n, size_t k)
{
    for (int rounds = 0; n > 1 && k < n; rounds++) {
        if (rounds == MOST_SPLITS) {
            qsort(at, n, sizeof *at, compare_places);
            return;
        }
        size_t below = split(at, n);
        if (k <= below) {
            n = below;
        } else {
            at += below + 1;
            k -= below + 1;
            n -= below + 1;
        }
    }
}

/* Put those of the page, @count from the place @first on, in order where they belong. */
static void
order_page(Place *at, size_t n, size_t first, size_t count)
{
    part_at(at, n, first);
    part_at(at + first, n - first, count);
    qsort(at + first, count, sizeof *at, compare_places);
}

/* The buckets from low to before high, in which the page lies. */
typedef struct Range {
    size_t low, high;
    size_t before, in; /* how many people come before them, are in them */
} Range;

static Range
choose_buckets(const uint32_t *counts, size_t first, size_t n)
{
    Range range = {0};
    while (range.low < BUCKETS && range.before + counts[range.low] <= first)
        range.before += counts[range.low++];
    range.high = range.low;
    while (range.high < BUCKETS && range.before + range.in < first + n)
        range.in += counts[range.high++];
    return range;
}

RosterAnswer
ask_page(Arena *arena, const Found *found, const RosterQuestion *question)
{
    RosterAnswer answer = {.n = ask_count(found)};
    if (question->n == 0 || question->first >= (size_t)answer.n)
        return answer;
    Key key = orders[question->order].key;
    size_t (*bucket)(const Columns *columns, size_t at) = orders[question->order].bucket;
    uint32_t *counts = arena_array_of(arena, uint32_t, BUCKETS);
    EACH_FOUND(found, at)
    counts[bucket(found->columns, at)]++;
    Range range = choose_buckets(counts, question->first, question->n);

    Place *places = arena_array_of(arena, Place, range.in);
    size_t n = 0;
    EACH_FOUND(found, at)
    {
        size_t in = bucket(found->columns, at);
        if (in >= range.low && in < range.high)
            places[n++] = (Place){key(found->columns, at),
                                  columns_words(found->columns, WORDS_NAME, at),
                                  columns_number(&found->columns->id, at)};
    }
    size_t skip = question->first - range.before;
    answer.n_ids = MIN(question->n, n - skip);
    order_page(places, n, skip, answer.n_ids);
    int64_t *id = arena_array_of(arena, int64_t, answer.n_ids);
    for (size_t i = 0; i < answer.n_ids; i++)
        id[i] = places[skip + i].id;
    answer.id = id;
    return answer;
}
