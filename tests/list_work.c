/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "list_work.h"

#include "lang/lang.h"

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
