/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/app.h"

#include "db/generation.h"

Db *
app_connect(const App *app, GError **error)
{
    Db *db = db_open(app->database, error);
    if (db != NULL && app->generations != NULL)
        db_use_generations(db, app->generations);
    return db;
}
