/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/warm.h"
#include "lang/lang.h"
#include "roster/roster.h"

#include <stdio.h>

static void
read_everybody(App *app, Db *db)
{
    g_autoptr(Arena) arena = arena_new();
    Ctx cx = {.arena = arena,
              .db = db,
              .app = app,
              .lang = LANG_ENGLISH,
              .now = app->clock(app),
              .request_id = "warm"};
    if (db_begin(db, false) != DB_OK)
        return;
    int64_t n = roster_ask(&cx, &(RosterQuestion){.eye = ROSTER_SECRETARIAT}).n;
    if (db_end(db, true) == DB_OK)
        fprintf(stderr, "baraza: %" PRId64 " members are in memory\n", n);
}

/* What fails here the first page tries again, and says. */
static gpointer
warm(gpointer data)
{
    App *app = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Db) db = app_connect(app, &error);
    if (db != NULL)
        read_everybody(app, db);
    return NULL;
}

GThread *
warm_start(App *app)
{
    return g_thread_new("warm", warm, app);
}
