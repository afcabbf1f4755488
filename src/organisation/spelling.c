/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "organisation/spelling.h"
#include "alliance/audit.h"
#include "base/limits.h"
#include "organisation/spelling.sql.h"

static const DbType SPELLING = DB_TYPE(Spelling, DB_FIELD(Spelling, id),
                                       DB_FIELD(Spelling, merged_at), DB_FIELD(Spelling, name),
                                       DB_FIELD(Spelling, target), DB_FIELD(Spelling, target_slug));

bool
spelling_merge(Ctx *cx, int64_t id, int64_t into)
{
    if (db_run(cx, &SQL_spelling_merge, DB_ARGS(id, into, cx->now)) != 1)
        return false;
    db_run(cx, &SQL_spelling_note_people, DB_ARGS(id));
    db_run(cx, &SQL_spelling_move_people, DB_ARGS(id, into));
    audit(cx, "organisation.merge", 0,
          arena_printf(cx->arena, "#%" PRId64 " → #%" PRId64 ": %s", id, into,
                       organisation_name(cx, id)));
    return true;
}

bool
spelling_split(Ctx *cx, int64_t id)
{
    int64_t root = organisation_root(cx, id);
    if (db_run(cx, &SQL_spelling_split, DB_ARGS(id)) != 1)
        return false;
    db_run(cx, &SQL_spelling_bring_back, DB_ARGS(id, root));
    db_run(cx, &SQL_spelling_forget_people, DB_ARGS(id));
    audit(cx, "organisation.split", 0,
          arena_printf(cx->arena, "#%" PRId64 ": %s", id, organisation_name(cx, id)));
    return true;
}

void
spelling_set_apart(Ctx *cx, int64_t id, int64_t other)
{
    if (db_run(cx, &SQL_spelling_set_apart, DB_ARGS(MIN(id, other), MAX(id, other))) == 1)
        audit(cx, "organisation.apart", 0,
              arena_printf(cx->arena, "#%" PRId64 ", #%" PRId64, id, other));
}

SpellingSpan
spelling_list(Ctx *cx)
{
    return DB_SPAN(SpellingSpan,
                   db_all(cx, &SQL_spelling_list, &SPELLING, DB_ARGS(LIMIT_PAGE_ROWS)));
}
