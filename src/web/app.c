/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/app.h"

#include "base/limits.h"
#include "db/generation.h"

int64_t
app_file_most(const App *app)
{
    return app->file_most > 0 ? app->file_most : LIMIT_FILE;
}

Db *
app_connect(const App *app, GError **error)
{
    Db *db = db_open(app->database, error);
    if (db != NULL && app->generations != NULL)
        db_use_generations(db, app->generations);
    return db;
}
