/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/app.h"

#include "base/limits.h"
#include "db/generation.h"

int64_t
app_file_most(const App *app)
{
    return app->file_most > 0 ? app->file_most : LIMIT_FILE;
}

int64_t
app_body_each(const App *app)
{
    int64_t largest = app_file_most(app) + LIMIT_BODY_BESIDE;
    return app->body_room > 0 ? MAX(app->body_room / LIMIT_BODY_SHARES, largest) : 0;
}

Db *
app_connect(const App *app, GError **error)
{
    Db *db = db_open(app->database, error);
    if (db != NULL && app->generations != NULL)
        db_use_generations(db, app->generations);
    return db;
}
