/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/changes.h"
#include "db/ctx.h"

#define KEPT 100000 /* notes of a table */

typedef struct Bell {
    int64_t oldest, newest, top, horizon;
} Bell;

static const DbType BELL = DB_TYPE(Bell, DB_FIELD(Bell, oldest), DB_FIELD(Bell, newest),
                                   DB_FIELD(Bell, top), DB_FIELD(Bell, horizon));

/* Have notes been forgotten that were not heard? */
static bool
has_missed(const ChangesHeard *heard, const Bell *bell)
{
    return !heard->any || (bell->oldest > 0 && heard->last < bell->oldest - 1) ||
           bell->newest < heard->last;
}

Changes
changes_since(Ctx *cx, const ChangeTable *table, ChangesHeard *heard)
{
    const Bell *bell = db_one(cx, table->bell, &BELL, DB_NO_ARGS);
    if (bell == NULL)
        return (Changes){0};
    Changes news = {.all = has_missed(heard, bell)};
    if (!news.all)
        news.rows = db_ids(cx, table->changed, DB_ARGS(heard->last, heard->top, heard->horizon));
    if (!db_failed(cx->db))
        *heard = (ChangesHeard){true, bell->newest, bell->top, bell->horizon};
    return news;
}

int64_t
changes_forget(Ctx *cx, const ChangeTable *table)
{
    return db_run(cx, table->forget, DB_ARGS(KEPT));
}
