/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/circle.h"

#include "alliance/circle.sql.h"
#include "db/db.h"

typedef struct OpenRow {
    int64_t id;
    bool files;
} OpenRow;

static const DbType OPEN_ROW = DB_TYPE(OpenRow, DB_FIELD(OpenRow, id), DB_FIELD(OpenRow, files));

const CircleSight *
circles_look(Ctx *cx, const Circles *circles)
{
    CircleSight *sights = arena_array_of(cx->arena, CircleSight, circles->n + 1);
    DbRows rows = db_all(
        cx, &SQL_circles_open, &OPEN_ROW,
        DB_ARGS(db_numbers(cx->arena, circles->items, circles->n), cx->me.id, cx->me.roles));
    const OpenRow *at = rows.at;
    for (size_t i = 0, row = 0; i < circles->n; i++) {
        bool seen = row < rows.n && at[row].id == circles->items[i];
        sights[i] = (CircleSight){seen, seen && at[row].files};
        row += seen ? 1 : 0;
    }
    return sights;
}

struct CircleCount {
    GHashTable *numbers; /* circle -> its number + 1 */
    GPtrArray *names;    /* of each, owned by .numbers */
    GArray *items;       /* of each, int64_t */
};

CircleCount *
circle_count_new(const Circles *before)
{
    CircleCount *count = g_new(CircleCount, 1);
    *count = (CircleCount){g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                           g_ptr_array_new(), g_array_new(FALSE, FALSE, sizeof(int64_t))};
    for (size_t i = 0; i < before->n; i++)
        circle_number(count, before->names[i]);
    return count;
}

void
circle_count_free(CircleCount *count)
{
    g_hash_table_unref(count->numbers);
    g_ptr_array_unref(count->names);
    g_array_unref(count->items);
    g_free(count);
}

uint32_t
circle_number(CircleCount *count, const char *circle)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(count->numbers, circle));
    if (number > 0)
        return number - 1;
    const int64_t nobody = 0;
    char *name = g_strdup(circle);
    g_ptr_array_add(count->names, name);
    g_array_append_val(count->items, nobody);
    g_hash_table_insert(count->numbers, name, GUINT_TO_POINTER(count->names->len));
    return count->names->len - 1;
}

void
circle_has(CircleCount *count, uint32_t number, int64_t item_id)
{
    g_array_index(count->items, int64_t, number) = item_id;
}

Circles
circles_of(Arena *arena, const CircleCount *count)
{
    size_t n = count->items->len;
    int64_t *items = arena_array_of(arena, int64_t, n + 1);
    const char **names = arena_array_of(arena, const char *, n + 1);
    for (guint i = 0; i < n; i++) {
        items[i] = g_array_index(count->items, int64_t, i);
        names[i] = arena_strdup(arena, g_ptr_array_index(count->names, i));
    }
    return (Circles){items, names, n};
}
