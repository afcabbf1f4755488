/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "list_work.h"

#include "lang/lang.h"

#include <string.h>

bool
list_work(Fixture *fx, const ImportWork *work)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GError) error = NULL;
    Ctx cx = {.arena = arena,
              .db = fx->db,
              .app = &fx->app,
              .lang = LANG_ENGLISH,
              .now = fx->now,
              .request_id = "work"};
    bool ended = false;
    return import_work(&cx, work, &ended, &error) && ended;
}

void
list_end(Fixture *fx)
{
    for (int i = 0; i < 50; i++) {
        int64_t id = query_int(fx, "SELECT coalesce(max(id), 0) FROM import"
                                   " WHERE state IN ('look', 'check', 'apply', 'undo')");
        if (id == 0)
            return;
        g_assert_true(list_work(fx, &(ImportWork){.id = id, .batch = 3}));
    }
    g_assert_not_reached();
}

Response *
list_send(Fixture *fx, const char *name, const char *text)
{
    Upload file = {
        .field = "file", .name = name, .type = "text/csv", .bytes = {text, strlen(text)}
    };
    return post_file(fx, SAM, "/desk/import", &file, NULL);
}

void
list_begin(Fixture *fx, const char *text)
{
    assert_status(list_send(fx, "list.csv", text), 303);
    assert_shows(get(fx, SAM, "/desk/import/1"), "is being read");
    list_end(fx);
    assert_location(get(fx, SAM, "/desk/import/1"), "/desk/import/1/columns");
}
