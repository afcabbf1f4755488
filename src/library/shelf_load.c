/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/shelf_load.h"

#include "db/memo.h"
#include "library/shelf.sql.h"

#include <string.h>

typedef struct MarkRow {
    int64_t work_id, facet;
    const char *value, *name; /* name: of a country, its region */
} MarkRow;

static const DbType MARK_ROW = DB_TYPE(MarkRow, DB_FIELD(MarkRow, work_id),
                                       DB_FIELD(MarkRow, facet), DB_FIELD(MarkRow, value),
                                       DB_FIELD(MarkRow, name));

typedef struct WorkRow {
    int64_t id, published_at;
    const char *circle;
} WorkRow;

static const DbType WORK_ROW = DB_TYPE(WorkRow, DB_FIELD(WorkRow, id),
                                       DB_FIELD(WorkRow, published_at), DB_FIELD(WorkRow, circle));

/* That the work at a place has a value. */
typedef struct Mark {
    uint32_t work, value;
} Mark;

/* One facet while it is read. */
typedef struct Facing {
    GArray *values;    /* ShelfValue */
    GHashTable *known; /* value -> its number + 1 */
    GArray *marks;     /* Mark */
} Facing;

typedef struct Load {
    Arena *arena;
    GHashTable *places;  /* of the shelf */
    GHashTable *regions; /* code of a country -> region */
    Facing facings[N_FACETS];
} Load;

static void
add(Load *load, size_t facet, uint32_t work, const char *value)
{
    Facing *facing = &load->facings[facet];
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(facing->known, value));
    if (number == 0) {
        const ShelfValue kept = {arena_strdup(load->arena, value)};
        g_array_append_val(facing->values, kept);
        number = facing->values->len;
        g_hash_table_insert(facing->known, (gpointer)(uintptr_t)kept.value,
                            GUINT_TO_POINTER(number));
    }
    const Mark mark = {work, number - 1};
    g_array_append_val(facing->marks, mark);
}

/* "KE,UG,global": each place and, of a country, the region around it. */
static void
add_places(Load *load, uint32_t work, const char *places)
{
    g_auto(GStrv) codes = g_strsplit(places, ",", -1);
    for (char **code = codes; *code != NULL; code++) {
        const char *region = g_hash_table_lookup(load->regions, *code);
        add(load, FACET_PLACE, work, *code);
        if (region != NULL && *region != '\0')
            add(load, FACET_PLACE, work, region);
    }
}

static void
add_row(Load *load, const MarkRow *row)
{
    uint32_t place = GPOINTER_TO_UINT(g_hash_table_lookup(load->places, &row->work_id));
    if (place == 0 || row->facet < 0 || row->facet >= N_FACETS)
        return;
    if (row->facet == FACET_PLACE)
        add_places(load, place - 1, row->value);
    else
        add(load, (size_t)row->facet, place - 1, row->value);
}

static int
by_work(const void *a, const void *b)
{
    const Mark *left = a, *right = b;
    if (left->work != right->work)
        return left->work < right->work ? -1 : 1;
    return left->value < right->value ? -1 : left->value > right->value;
}

/* The marks in the order of the works, each once: a region may surround several countries. */
static ShelfFacet
face(Arena *arena, const Facing *facing, size_t n_works)
{
    size_t n = facing->marks->len, kept = 0;
    Mark *marks = (Mark *)(void *)facing->marks->data;
    uint32_t *first = arena_array_of(arena, uint32_t, n_works + 1);
    uint32_t *values = arena_array_of(arena, uint32_t, n + 1);
    if (n > 0)
        qsort(marks, n, sizeof *marks, by_work);
    for (size_t work = 0, i = 0; work <= n_works; work++) {
        first[work] = (uint32_t)kept;
        for (; i < n && marks[i].work == work; i++)
            if (i == 0 || by_work(&marks[i - 1], &marks[i]) != 0)
                values[kept++] = marks[i].value;
    }
    ShelfValue *names = arena_array_of(arena, ShelfValue, facing->values->len);
    for (guint i = 0; i < facing->values->len; i++)
        names[i] = g_array_index(facing->values, ShelfValue, i);
    return (ShelfFacet){names, facing->values->len, first, values};
}

static void
begin(Load *load, Arena *arena, const Shelf *shelf)
{
    load->arena = arena;
    load->places = shelf->places;
    load->regions = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < N_FACETS; i++)
        load->facings[i] = (Facing){g_array_new(FALSE, FALSE, sizeof(ShelfValue)),
                                    g_hash_table_new(g_str_hash, g_str_equal),
                                    g_array_new(FALSE, FALSE, sizeof(Mark))};
}

static void
end(Load *load)
{
    g_hash_table_unref(load->regions);
    for (size_t i = 0; i < N_FACETS; i++) {
        g_array_unref(load->facings[i].values);
        g_hash_table_unref(load->facings[i].known);
        g_array_unref(load->facings[i].marks);
    }
}

static void
free_places(void *places)
{
    g_hash_table_unref(places);
}

/* As long as the arena. */
static GHashTable *
places_of(Arena *arena, const int64_t *ids, size_t n)
{
    GHashTable *places = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (size_t i = 0; i < n; i++)
        g_hash_table_insert(places, (gpointer)(uintptr_t)&ids[i], GSIZE_TO_POINTER(i + 1));
    arena_defer(arena, free_places, places);
    return places;
}

/* The works of the shelf, and who may see them; @own: for rows that are needed no longer. */
static void
take_works(Ctx *cx, Ctx *own, Shelf *shelf)
{
    g_autoptr(CircleCount) count = circle_count_new();
    DbRows rows = db_all(own, &SQL_shelf_works, &WORK_ROW, DB_NO_ARGS);
    const WorkRow *at = rows.at;
    int64_t *ids = arena_array_of(cx->arena, int64_t, rows.n + 1);
    int64_t *published = arena_array_of(cx->arena, int64_t, rows.n + 1);
    uint32_t *circles = arena_array_of(cx->arena, uint32_t, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        ids[i] = at[i].id;
        published[i] = at[i].published_at;
        circles[i] = circle_number(count, at[i].circle, at[i].id);
    }
    *shelf = (Shelf){.ids = ids,
                     .published = published,
                     .circles_of = circles,
                     .n = rows.n,
                     .circles = circles_of(cx->arena, count),
                     .places = places_of(cx->arena, ids, rows.n)};
}

static void *
make(Ctx *cx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(Arena) arena = arena_new(); /* the rows are needed no longer than this */
    Ctx own = *cx;
    own.arena = arena;
    Shelf *shelf = arena_new_of(cx->arena, Shelf);
    take_works(cx, &own, shelf);
    DbRows rows = db_all(&own, &SQL_shelf_marks, &MARK_ROW, DB_NO_ARGS);
    const MarkRow *at = rows.at;
    Load load;
    begin(&load, cx->arena, shelf);
    for (size_t i = 0; i < rows.n; i++)
        if (at[i].work_id == 0)
            g_hash_table_insert(load.regions, (gpointer)(uintptr_t)at[i].value,
                                (gpointer)(uintptr_t)at[i].name);
    for (size_t i = 0; i < rows.n; i++)
        add_row(&load, &at[i]);
    for (size_t i = 0; i < N_FACETS; i++)
        shelf->facets[i] = face(cx->arena, &load.facings[i], shelf->n);
    end(&load);
    return shelf;
}

const Shelf *
shelf_load(Ctx *cx)
{
    return db_made(cx, "library.shelf", make, NULL);
}
