/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/library_testing.h"

#include <string.h>

const char *
library_path(Fixture *fx, const char *format, int64_t id)
{
    return g_str_equal(format, "new") ? arena_printf(fx->arena, "/desk/library/%" PRId64 "/new", id)
                                      : arena_printf(fx->arena, "%s%" PRId64, format, id);
}

int64_t
a_work(Fixture *fx)
{
    return a_published(fx, (ItemDraft){.kind = "work", .slug = "guide", .title = "A guide"});
}

/* Through the desk, as Edna. */
int64_t
an_edition(Fixture *fx, int64_t work, const char *number, const char *language, const char *state)
{
    Response *res = post(fx, EDNA, library_path(fx, "new", work), "number", number, "language",
                         language, "title",
                         arena_printf(fx->arena, "Guide %s %s", number, language), "state", state,
                         "planned_on", "2017-03", NULL);
    assert_status(res, 303);
    return query_int(fx, "SELECT max(item_id) FROM library_edition");
}

void
change_edition(Fixture *fx, int64_t edition, const char *number, const char *state,
               const char *reason)
{
    const char *version = query_text(
        fx, arena_printf(fx->arena, "SELECT version FROM item WHERE id = %" PRId64, edition));
    assert_status(post(fx, EDNA, library_path(fx, "/desk/editions/", edition), "number", number,
                       "language", "en", "title", "Guide", "state", state, "reason", reason,
                       "version", version, NULL),
                  303);
}

int64_t
a_file_of(Fixture *fx, int64_t edition, const char *text)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = file_insert(cx, (Bytes){text, strlen(text)});
    file_attach(cx, edition, id, &(FileWords){.name = "guide.txt", .title = "Zyxfile"});
    fixture_commit(fx);
    return id;
}
