/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What DB_ARGS() is made of.
 */
#include "db/db.h"

#include <inttypes.h>
#include <string.h>

DbValue
db_int(int64_t v)
{
    return (DbValue){.kind = DB_INT, .number = v};
}

DbValue
db_bool(bool v)
{
    return (DbValue){.kind = DB_INT, .number = v};
}

DbValue
db_real(double v)
{
    return (DbValue){.kind = DB_REAL, .real = v};
}

DbValue
db_text(const char *v)
{
    if (v == NULL)
        return DB_NONE;
    return (DbValue){
        .kind = DB_TEXT, .bytes = {.at = v, .n = strlen(v)}
    };
}

DbValue
db_bytes(Bytes v)
{
    return (DbValue){.kind = DB_BYTES, .bytes = v};
}

DbValue
db_value(DbValue v)
{
    return v;
}

const char *
db_numbers(Arena *arena, const int64_t *numbers, size_t n)
{
    GString *json = arena_string(arena, n * 8 + 3);
    g_string_append_c(json, '[');
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(json, "%s%" PRId64, i == 0 ? "" : ",", numbers[i]);
    g_string_append_c(json, ']');
    return json->str;
}
