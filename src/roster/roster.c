/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "roster/roster.h"
#include "db/changes.h"
#include "db/memo.h"
#include "roster/ask.h"
#include "roster/load.h"
#include "web/app.h"

#include "roster/roster.sql.h"

#define MOST_RANGES 2000 /* of changed people; for more, all are read again */

struct Roster {
    GRWLock lock; /* of everything below */
    Columns columns;
    Freshness fresh;    /* the columns say the truth while this holds */
    ChangesHeard heard; /* of notes, up to which they do */
};

Roster *
roster_new(void)
{
    Roster *roster = g_new0(Roster, 1);
    g_rw_lock_init(&roster->lock);
    columns_init(&roster->columns);
    return roster;
}

void
roster_free(Roster *roster)
{
    if (roster == NULL)
        return;
    columns_clear(&roster->columns);
    g_rw_lock_clear(&roster->lock);
    g_free(roster);
}

/* ---- following the database ---- */

static const ChangeTable NOTES = {&SQL_roster_bell, &SQL_roster_changed,
                                  &SQL_roster_forget_changes};

static void
load_all(Ctx *cx, Roster *roster)
{
    columns_empty(&roster->columns);
    columns_load(cx, &roster->columns, 0, INT64_MAX);
}

/* How many runs of numbers without a gap there are. */
static size_t
count_ranges(DbIds changed)
{
    size_t ranges = changed.n > 0;
    for (size_t i = 1; i < changed.n; i++)
        ranges += changed.at[i] != changed.at[i - 1] + 1;
    return ranges;
}

static void
load_changed(Ctx *cx, Roster *roster, DbIds changed)
{
    for (size_t from = 0, to = 0; from < changed.n; from = to) {
        for (to = from + 1; to < changed.n && changed.at[to] == changed.at[to - 1] + 1;)
            to++;
        columns_load(cx, &roster->columns, changed.at[from], changed.at[to - 1]);
    }
}

static void
follow(Ctx *cx, Roster *roster)
{
    const Changes news = changes_since(cx, &NOTES, &roster->heard);
    if (db_failed(cx->db))
        return;
    if (news.all || count_ranges(news.rows) > MOST_RANGES || columns_are_wasteful(&roster->columns))
        load_all(cx, roster);
    else
        load_changed(cx, roster, news.rows);
    roster->heard.any = !db_failed(cx->db);
    roster->fresh = db_freshness(cx->db, &SQL_roster_bell.reads);
}

/* Make sure that the columns are those of this transaction or of a later one.  One that has
   written asks what others see. */
static void
refresh(Ctx *cx, Roster *roster)
{
    g_rw_lock_writer_lock(&roster->lock);
    bool will_do = roster->heard.any &&
                   (db_has_written(cx->db) || db_is_fresh(cx->db, &roster->fresh));
    if (!will_do)
        follow(cx, roster);
    g_rw_lock_writer_unlock(&roster->lock);
}

/* The process's own, or one for this context alone. */
static Roster *
roster_of(Ctx *cx)
{
    if (cx->app->roster != NULL)
        return cx->app->roster;
    Roster *roster = roster_new();
    arena_defer(cx->arena, (GDestroyNotify)roster_free, roster);
    return roster;
}

/* Lock it for reading when it is fresh; the caller unlocks. */
static const Columns *
open_columns(Ctx *cx, Roster *roster)
{
    g_rw_lock_reader_lock(&roster->lock);
    Freshness fresh = roster->fresh;
    bool is_fresh = roster->heard.any && db_is_fresh(cx->db, &fresh);
    if (!is_fresh) {
        g_rw_lock_reader_unlock(&roster->lock);
        refresh(cx, roster);
        g_rw_lock_reader_lock(&roster->lock);
    }
    return &roster->columns;
}

/* ---- asking ---- */

static RosterQuestion
with_moment(const Ctx *cx, const RosterQuestion *question)
{
    RosterQuestion q = *question;
    q.at = q.at != 0 ? q.at : cx->now + 1;
    return q;
}

RosterAnswer
roster_ask(Ctx *cx, const RosterQuestion *question)
{
    RosterQuestion q = with_moment(cx, question);
    Roster *roster = roster_of(cx);
    const Columns *columns = open_columns(cx, roster);
    Found found = ask_find(cx->arena, columns, &q);
    RosterAnswer answer = ask_page(cx->arena, &found, &q);
    g_rw_lock_reader_unlock(&roster->lock);
    return db_failed(cx->db) ? (RosterAnswer){0} : answer;
}

RosterAnswer
roster_walk(Ctx *cx, const RosterQuestion *question, int64_t after, size_t most)
{
    RosterQuestion q = with_moment(cx, question);
    Roster *roster = roster_of(cx);
    const Columns *columns = open_columns(cx, roster);
    RosterAnswer answer = ask_walk(cx->arena, columns, &q, after, most);
    g_rw_lock_reader_unlock(&roster->lock);
    return db_failed(cx->db) ? (RosterAnswer){0} : answer;
}

void
roster_count_each(Ctx *cx, const RosterQuestion *question, const RosterDimension *const *dimensions,
                  size_t n, RosterCountSpan *ret_counts)
{
    RosterQuestion q = with_moment(cx, question);
    Roster *roster = roster_of(cx);
    const Columns *columns = open_columns(cx, roster);
    Found found = ask_find(cx->arena, columns, &q);
    for (size_t i = 0; i < n; i++)
        ret_counts[i] = ask_count_by(cx->arena, &found, &q, dimensions[i]);
    g_rw_lock_reader_unlock(&roster->lock);
    for (size_t i = 0; i < n && db_failed(cx->db); i++)
        ret_counts[i] = (RosterCountSpan){0};
}

RosterCountSpan
roster_count_by(Ctx *cx, const RosterQuestion *question, const RosterDimension *dimension)
{
    RosterCountSpan counts = {0};
    roster_count_each(cx, question, &dimension, 1, &counts);
    return counts;
}

RosterMonthSpan
roster_months(Ctx *cx, const RosterQuestion *question)
{
    RosterQuestion q = with_moment(cx, question);
    Roster *roster = roster_of(cx);
    const Columns *columns = open_columns(cx, roster);
    Found found = ask_find_ever(cx->arena, columns, &q);
    RosterMonthSpan months = ask_months(cx->arena, &found, q.at - 1);
    g_rw_lock_reader_unlock(&roster->lock);
    return db_failed(cx->db) ? (RosterMonthSpan){0} : months;
}

int64_t
roster_forget_changes(Ctx *cx)
{
    return changes_forget(cx, &NOTES);
}
