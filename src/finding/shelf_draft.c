/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "finding/shelf_draft.h"

#include <string.h>

#define NOWHERE UINT32_MAX

/* ---- while it is read ---- */

void
shelf_draft_begin(ShelfDraft *draft, Arena *arena, const Shelf *old)
{
    *draft = (ShelfDraft){.arena = arena,
                          .circles = circle_count_new(&old->circles),
                          .works = g_array_new(FALSE, FALSE, sizeof(DraftWork)),
                          .texts = g_array_new(FALSE, FALSE, sizeof(ShelfText))};
    for (size_t f = 0; f < N_FACETS; f++) {
        DraftFacet *facet = &draft->facets[f];
        *facet = (DraftFacet){g_ptr_array_new(), g_hash_table_new(g_str_hash, g_str_equal),
                              g_array_new(FALSE, FALSE, sizeof(DraftMark))};
        for (size_t i = 0; i < old->facets[f].n_values; i++) {
            char *value = arena_strdup(arena, old->facets[f].values[i].value);
            g_ptr_array_add(facet->values, value);
            g_hash_table_insert(facet->known, value, GUINT_TO_POINTER(facet->values->len));
        }
    }
}

void
shelf_draft_end(ShelfDraft *draft)
{
    circle_count_free(draft->circles);
    g_array_unref(draft->works);
    g_array_unref(draft->texts);
    for (size_t f = 0; f < N_FACETS; f++) {
        g_ptr_array_unref(draft->facets[f].values);
        g_hash_table_unref(draft->facets[f].known);
        g_array_unref(draft->facets[f].marks);
    }
}

static int
find_work(const void *key, const void *at)
{
    int64_t wanted = *(const int64_t *)key, has = ((const DraftWork *)at)->id;
    return wanted < has ? -1 : wanted > has;
}

bool
shelf_draft_find(const ShelfDraft *draft, int64_t id, uint32_t *ret_work)
{
    const DraftWork *works = (const DraftWork *)(const void *)draft->works->data;
    const DraftWork *work = draft->works->len == 0
                                ? NULL
                                : bsearch(&id, works, draft->works->len, sizeof *works, find_work);
    if (work != NULL)
        *ret_work = (uint32_t)(work - works);
    return work != NULL;
}

void
shelf_draft_mark(ShelfDraft *draft, Facet f, uint32_t work, const char *value)
{
    DraftFacet *facet = &draft->facets[f];
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(facet->known, value));
    if (number == 0) {
        char *kept = arena_strdup(draft->arena, value);
        g_ptr_array_add(facet->values, kept);
        number = facet->values->len;
        g_hash_table_insert(facet->known, kept, GUINT_TO_POINTER(number));
    }
    const DraftMark mark = {work, number - 1};
    g_array_append_val(facet->marks, mark);
}

/* ---- works ---- */

/* Where everything comes from and goes to. */
typedef struct Merge {
    ShelfDraft *draft;
    const Shelf *old;
    Shelf *shelf;
    Arena *arena;    /* as long as the merging */
    uint32_t *from;  /* place -> place on the old shelf; NOWHERE: from the draft ... */
    uint32_t *drawn; /* ... this number there */
    uint32_t *to;    /* place on the old shelf -> place; NOWHERE: gone, or from the draft now */
    uint32_t *put;   /* number in the draft -> place */
} Merge;

static const DraftWork *
draft_work(const Merge *m, size_t number)
{
    return &g_array_index(m->draft->works, DraftWork, number);
}

/* Both by number of the work; what was changed is taken from the draft alone. */
static void
place_works(Merge *m)
{
    const DbIds changed = m->draft->changed;
    const int64_t *ids = m->old->ids;
    size_t n = 0, old = 0, new = 0, gone = 0, n_new = m->draft->works->len;
    while (old < m->old->n || new < n_new) {
        while (gone < changed.n && old < m->old->n && changed.at[gone] < ids[old])
            gone++;
        if (old < m->old->n && gone < changed.n && changed.at[gone] == ids[old]) {
            m->to[old++] = NOWHERE;
        } else if (new == n_new || (old < m->old->n && ids[old] < draft_work(m, new)->id)) {
            m->from[n] = (uint32_t)old;
            m->to[old++] = (uint32_t)n++;
        } else {
            m->from[n] = NOWHERE;
            m->drawn[n] = (uint32_t)new;
            m->put[new ++] = (uint32_t)n++;
        }
    }
    m->shelf->n = n;
}

static void
copy_works(Merge *m)
{
    Arena *arena = m->draft->arena;
    Shelf *shelf = m->shelf;
    const Shelf *old = m->old;
    int64_t *ids = arena_array_of(arena, int64_t, shelf->n + 1);
    int64_t *published = arena_array_of(arena, int64_t, shelf->n + 1);
    int64_t *listed = arena_array_of(arena, int64_t, shelf->n + 1);
    uint32_t *circles = arena_array_of(arena, uint32_t, shelf->n + 1);
    for (size_t i = 0; i < shelf->n; i++) {
        uint32_t from = m->from[i];
        const DraftWork work = from == NOWHERE
                                   ? *draft_work(m, m->drawn[i])
                                   : (DraftWork){old->ids[from], old->published[from],
                                                 old->listed[from], old->circles_of[from]};
        ids[i] = work.id;
        published[i] = work.published;
        listed[i] = work.listed;
        circles[i] = work.circle;
    }
    shelf->ids = ids;
    shelf->published = published;
    shelf->listed = listed;
    shelf->circles_of = circles;
}

/* ---- their order ---- */

static int
compare_listed(const Shelf *shelf, uint32_t a, uint32_t b)
{
    if (shelf->listed[a] != shelf->listed[b])
        return shelf->listed[a] > shelf->listed[b] ? -1 : 1;
    return a > b ? -1 : a < b;
}

static int
by_listed(const void *a, const void *b, void *shelf)
{
    return compare_listed(shelf, *(const uint32_t *)a, *(const uint32_t *)b);
}

/* The old order, and into it the works of the draft. */
static void
order_works(Merge *m)
{
    Shelf *shelf = m->shelf;
    size_t n = 0, new = 0, n_new = m->draft->works->len;
    uint32_t *order = arena_array_of(m->draft->arena, uint32_t, shelf->n + 1);
    uint32_t *fresh = arena_array_of(m->arena, uint32_t, n_new + 1);
    memcpy(fresh, m->put, n_new * sizeof *fresh);
    g_qsort_with_data(fresh, (int)n_new, sizeof *fresh, by_listed, shelf);
    for (size_t i = 0; i < m->old->n; i++) {
        uint32_t place = m->to[m->old->order[i]];
        if (place == NOWHERE)
            continue;
        while (new < n_new && compare_listed(shelf, fresh[new], place) < 0)
            order[n++] = fresh[new ++];
        order[n++] = place;
    }
    while (new < n_new)
        order[n++] = fresh[new ++];
    shelf->order = order;
}

/* ---- facets ---- */

static int
by_work(const void *a, const void *b)
{
    const DraftMark *left = a, *right = b;
    if (left->work != right->work)
        return left->work < right->work ? -1 : 1;
    return left->value < right->value ? -1 : left->value > right->value;
}

/* The values of a work are .at[0] to before .at[n], and grow. */
typedef struct Values {
    uint32_t *at;
    size_t n;
} Values;

static void
take_old_marks(Values *values, const ShelfFacet *old, uint32_t from)
{
    size_t n = old->first[from + 1] - old->first[from];
    memcpy(&values->at[values->n], &old->marks[old->first[from]], n * sizeof *values->at);
    values->n += n;
}

/* Those of one work stand together from @next on; each once: a region may surround several
 * countries. Returns where those of the next work begin. */
static size_t
take_drawn_marks(Values *values, GArray *marks, uint32_t work, size_t next)
{
    for (; next < marks->len; next++) {
        const DraftMark *mark = &g_array_index(marks, DraftMark, next);
        if (mark->work != work)
            break;
        if (next == 0 || by_work(mark - 1, mark) != 0)
            values->at[values->n++] = mark->value;
    }
    return next;
}

static void
merge_facet(Merge *m, Facet f)
{
    const ShelfFacet *old = &m->old->facets[f];
    DraftFacet *draft = &m->draft->facets[f];
    Arena *arena = m->draft->arena;
    size_t room = draft->marks->len + (m->old->n > 0 ? old->first[m->old->n] : 0), next = 0;
    uint32_t *first = arena_array_of(arena, uint32_t, m->shelf->n + 1);
    Values values = {arena_array_of(arena, uint32_t, room + 1), 0};
    g_array_sort(draft->marks, by_work);
    for (size_t i = 0; i < m->shelf->n; i++) {
        first[i] = (uint32_t)values.n;
        if (m->from[i] != NOWHERE)
            take_old_marks(&values, old, m->from[i]);
        else
            next = take_drawn_marks(&values, draft->marks, m->drawn[i], next);
    }
    first[m->shelf->n] = (uint32_t)values.n;
    ShelfValue *names = arena_array_of(arena, ShelfValue, draft->values->len + 1);
    for (guint i = 0; i < draft->values->len; i++)
        names[i].value = g_ptr_array_index(draft->values, i);
    m->shelf->facets[f] = (ShelfFacet){names, draft->values->len, first, values.at};
}

/* ---- texts ---- */

static int
by_text(const void *a, const void *b)
{
    int64_t left = ((const ShelfText *)a)->text_id, right = ((const ShelfText *)b)->text_id;
    return left < right ? -1 : left > right;
}

static int
by_item(const void *a, const void *b, void *data)
{
    const ShelfText *texts = data;
    int64_t left = texts[*(const uint32_t *)a].item_id, right = texts[*(const uint32_t *)b].item_id;
    return left < right ? -1 : left > right;
}

static void
put_text(ShelfText *at, const ShelfText *text, uint32_t work)
{
    *at = *text;
    at->work = work;
}

/* @moved: number of an old text -> of the same text now; @fresh: numbers of the draft's own. */
static void
merge_own(Merge *m, const uint32_t *moved, GArray *fresh)
{
    Shelf *shelf = m->shelf;
    void *texts = (void *)(uintptr_t)shelf->texts;
    const uint32_t *new = (const uint32_t *)(const void *)fresh->data;
    size_t n = 0, taken = 0;
    uint32_t *own = arena_array_of(m->draft->arena, uint32_t, m->old->n_own + fresh->len + 1);
    g_array_sort_with_data(fresh, by_item, texts);
    for (size_t i = 0; i < m->old->n_own; i++) {
        uint32_t text = moved[m->old->own[i]];
        if (text == NOWHERE)
            continue;
        while (taken < fresh->len && by_item(&new[taken], &text, texts) < 0)
            own[n++] = new[taken++];
        own[n++] = text;
    }
    while (taken < fresh->len)
        own[n++] = new[taken++];
    shelf->own = own;
    shelf->n_own = n;
}

/* Does the old text @i come before the drawn one @new, as far as there are these? */
static bool
is_next(const Shelf *old, size_t i, GArray *drawn, size_t new)
{
    return new == drawn->len ||
           (i < old->n_texts &&
            old->texts[i].text_id <= g_array_index(drawn, ShelfText, new).text_id);
}

static void
merge_texts(Merge *m)
{
    const Shelf *old = m->old;
    GArray *drawn = m->draft->texts;
    g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    ShelfText *texts = arena_array_of(m->draft->arena, ShelfText, old->n_texts + drawn->len + 1);
    uint32_t *moved = arena_array_of(m->arena, uint32_t, old->n_texts + 1);
    uint32_t n = 0;
    g_array_sort(drawn, by_text);
    for (size_t i = 0, new = 0; i < old->n_texts || new < drawn->len;) {
        if (is_next(old, i, drawn, new)) {
            uint32_t work = m->to[old->texts[i].work];
            moved[i] = work != NOWHERE ? n : NOWHERE;
            if (work != NOWHERE)
                put_text(&texts[n++], &old->texts[i], work);
            i++;
        } else {
            const ShelfText *fresh = &g_array_index(drawn, ShelfText, new);
            if (fresh->is_own)
                g_array_append_val(own, n);
            put_text(&texts[n++], fresh, m->put[fresh->work]);
            new ++;
        }
    }
    m->shelf->texts = texts;
    m->shelf->n_texts = n;
    merge_own(m, moved, own);
}

/* ---- all of it ---- */

static void
merge_circles(Merge *m)
{
    Shelf *shelf = m->shelf;
    CircleCount *count = m->draft->circles;
    for (size_t i = 0; i < shelf->n_texts; i++)
        circle_has(count, shelf->texts[i].circle, shelf->texts[i].item_id);
    for (size_t i = 0; i < shelf->n; i++)
        circle_has(count, shelf->circles_of[i], shelf->ids[i]);
    shelf->circles = circles_of(m->draft->arena, count);
}

Shelf *
shelf_draft_merge(ShelfDraft *draft, const Shelf *old)
{
    g_autoptr(Arena) arena = arena_new();
    size_t most = old->n + draft->works->len + 1;
    Shelf *shelf = arena_new_of(draft->arena, Shelf);
    Merge m = {draft, old, shelf, arena};
    m.from = arena_array_of(arena, uint32_t, most);
    m.drawn = arena_array_of(arena, uint32_t, most);
    m.to = arena_array_of(arena, uint32_t, most);
    m.put = arena_array_of(arena, uint32_t, most);
    place_works(&m);
    copy_works(&m);
    order_works(&m);
    for (Facet facet = 0; facet < N_FACETS; facet++)
        merge_facet(&m, facet);
    merge_texts(&m);
    merge_circles(&m);
    return shelf;
}
