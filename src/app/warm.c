/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/warm.h"

#include "db/memo.h"
#include "finding/shelf_load.h"
#include "lang/lang.h"
#include "roster/roster.h"

#include <stdio.h>

/* Makes something in the process's memory, and returns how many there are. */
typedef int64_t (*Read)(Ctx *cx);

static int64_t
read_everybody(Ctx *cx)
{
    return roster_ask(cx, &(RosterQuestion){.eye = ROSTER_SECRETARIAT}).n;
}

static int64_t
read_library(Ctx *cx)
{
    return (int64_t)shelf_load(cx)->n;
}

static void
read_into_memory(App *app, Db *db, Read read, const char *what)
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
    int64_t n = read(&cx);
    if (db_end(db, true) == DB_OK)
        fprintf(stderr, "baraza: %" PRId64 " %s are in memory\n", n, what);
}

void
warm_memory(App *app, Db *db)
{
    read_into_memory(app, db, read_everybody, "members");
    read_into_memory(app, db, read_library, "works");
}

static gpointer
warm(gpointer data)
{
    App *app = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Db) db = app_connect(app, &error);
    if (db == NULL)
        return NULL;
    db_use_memo(db, app->memo);
    warm_memory(app, db);
    return NULL;
}

GThread *
warm_start(App *app)
{
    return g_thread_new("warm", warm, app);
}
