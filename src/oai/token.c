/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Where a list goes on: the question and the last record of what was given, between tildes, which
 * an address carries as they are.
 */
#include "base/text.h"
#include "oai/ask.h"

#include <string.h>

typedef enum Part { PREFIX, SET, FROM, UNTIL, STAMP, ID, GIVEN, N_PARTS } Part;

const char *
oai_token_write(Arena *arena, const OaiAsk *ask, const OaiRecord *last, int64_t n_given)
{
    return arena_printf(arena, "%s~%s~%" PRId64 "~%" PRId64 "~%" PRId64 "~%" PRId64 "~%" PRId64,
                        ask->list.format->prefix, ask->set, ask->list.from, ask->list.until,
                        last->stamp, last->id, n_given);
}

bool
oai_token_read(Arena *arena, const char *token, OaiAsk *ask)
{
    g_auto(GStrv) parts = g_strsplit(token, "~", N_PARTS + 1);
    if (g_strv_length(parts) != N_PARTS)
        return false;
    OaiList *list = &ask->list;
    int64_t *const numbers[N_PARTS] = {[FROM] = &list->from,
                                       [UNTIL] = &list->until,
                                       [STAMP] = &list->after_stamp,
                                       [ID] = &list->after_id,
                                       [GIVEN] = &ask->n_given};
    for (Part part = FROM; part < N_PARTS; part++)
        if (!g_ascii_string_to_signed(parts[part], 10, 0, INT64_MAX, numbers[part], NULL))
            return false;
    list->format = oai_format_find(parts[PREFIX]);
    ask->set = arena_strdup(arena, parts[SET]);
    return list->format != NULL && (*ask->set == '\0' || oai_set_read(arena, ask->set, list));
}
