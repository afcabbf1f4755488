/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "curated/curated_testing.h"

int64_t
a_list(Fixture *fx)
{
    return a_published(fx, (ItemDraft){.kind = "list",
                                       .slug = "toolkit",
                                       .title = "A toolkit",
                                       .summary = "What helps.",
                                       .body = "About it."});
}

int64_t
a_work_titled(Fixture *fx, const char *slug, const char *title)
{
    return a_published(fx, (ItemDraft){.kind = "work", .slug = slug, .title = title});
}

const char *
list_desk(Fixture *fx, int64_t list, const char *below)
{
    return arena_printf(fx->arena, "/desk/lists/%" PRId64 "%s", list, below);
}

Response *
put_on_list(Fixture *fx, int64_t list, int64_t work, const char *heading, const char *reason)
{
    return post(fx, EDNA, list_desk(fx, list, ""), "other",
                arena_printf(fx->arena, "%" PRId64, work), "heading", heading, "reason", reason,
                NULL);
}

int64_t
entry_of(Fixture *fx, int64_t work)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT max(id) FROM curated_entry WHERE work_id = %" PRId64,
                                      work));
}
