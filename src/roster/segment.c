/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "roster/segment.h"
#include "alliance/audit.h"
#include "base/limits.h"
#include "base/text.h"
#include "lang/format.h"

#include "roster/segment.sql.h"

#include <string.h>

static const DbType SEGMENT = DB_TYPE(
    Segment, DB_FIELD(Segment, id), DB_FIELD(Segment, name), DB_FIELD(Segment, note),
    DB_FIELD(Segment, filter), DB_FIELD(Segment, created_by), DB_FIELD(Segment, creator),
    DB_FIELD(Segment, created_at), DB_FIELD(Segment, changed_at), DB_FIELD(Segment, version));

static int
compare_names(const void *a, const void *b, void *lang)
{
    return format_compare(lang, ((const Segment *)a)->name, ((const Segment *)b)->name);
}

SegmentSpan
segment_list(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_segment_list, &SEGMENT, DB_ARGS((int64_t)SEGMENT_MOST));
    if (rows.n > 1)
        g_qsort_with_data(rows.at, (int)rows.n, sizeof(Segment), compare_names,
                          (void *)(uintptr_t)cx->lang);
    return (SegmentSpan){rows.at, rows.n};
}

const Segment *
segment_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_segment_find, &SEGMENT, DB_ARGS(id));
}

const Segment *
segment_find_filter(Ctx *cx, const char *filter)
{
    return db_one(cx, &SQL_segment_find_filter, &SEGMENT, DB_ARGS(filter));
}

/* ---- whom it finds ---- */

/* What is kept, if it says something and all of it is understood; else it would be everybody. */
static const RosterFilter *
parse_whole(Arena *arena, const char *text)
{
    const char *fault = NULL;
    const RosterFilter *filter = roster_filter_parse(arena, text, &fault);
    bool whole = fault == NULL && filter->n > 0 &&
                 strcmp(roster_filter_write(arena, filter), text) == 0;
    return whole ? filter : NULL;
}

/* The values that there are not any more, each as the filter's words have it. */
static const char *
find_gone(const RosterLabels *labels, const RosterFilter *filter)
{
    Arena *arena = labels->cx->arena;
    const char *all = NULL;
    for (size_t i = 0; i < filter->n; i++)
        for (size_t v = 0; v < filter->at[i].n; v++) {
            RosterCondition one = filter->at[i];
            one.values = filter->at[i].values + v;
            one.n = 1;
            if (roster_value_exists(labels, one.dimension, one.values[0]))
                continue;
            const char *words = roster_filter_label(labels, &(RosterFilter){&one, 1});
            all = all == NULL ? words : arena_printf(arena, "%s; %s", all, words);
        }
    return all;
}

SegmentReading
segment_read(const RosterLabels *labels, const Segment *segment)
{
    const RosterFilter *filter = parse_whole(labels->cx->arena, segment->filter);
    if (filter == NULL)
        return (SegmentReading){.wanted = segment->filter};
    return (SegmentReading){.filter = filter,
                            .wanted = roster_filter_label(labels, filter),
                            .gone = find_gone(labels, filter)};
}

/* The question whom it finds; false: nobody. */
static bool
question_of(Ctx *cx, const Segment *segment, const char *purpose, RosterQuestion *ret_question)
{
    const RosterFilter *filter = parse_whole(cx->arena, segment->filter);
    if (filter == NULL)
        return false;
    if (purpose != NULL) {
        /* Without a word on membership the roster finds members. */
        const RosterFilter *members = roster_filter_without(cx->arena, filter, "status");
        bool former_only = members->n < filter->n && !roster_filter_has(filter, "status", "member");
        if (former_only)
            return false;
        filter = roster_filter_and(cx->arena, members, "agrees", purpose);
    }
    *ret_question = (RosterQuestion){.filter = filter, .eye = ROSTER_SECRETARIAT};
    return true;
}

int64_t
segment_count(Ctx *cx, const Segment *segment, const char *purpose)
{
    RosterQuestion question;
    return question_of(cx, segment, purpose, &question) ? roster_ask(cx, &question).n : 0;
}

RosterAnswer
segment_walk(Ctx *cx, const Segment *segment, const char *purpose, int64_t after, size_t most)
{
    RosterQuestion question;
    if (!question_of(cx, segment, purpose, &question))
        return (RosterAnswer){0};
    return roster_walk(cx, &question, after, most);
}

/* ---- keeping ---- */

static bool
can_be_kept(Ctx *cx, const char *filter)
{
    return *filter != '\0' && strlen(filter) <= LIMIT_FILTER &&
           parse_whole(cx->arena, filter) != NULL;
}

SegmentOutcome
segment_insert(Ctx *cx, const SegmentDraft *draft, int64_t *ret_id)
{
    if (!can_be_kept(cx, draft->filter))
        return SEGMENT_UNREAD;
    if (db_count(cx, &SQL_segment_total, DB_NO_ARGS) >= SEGMENT_MOST)
        return SEGMENT_TOO_MANY;
    const char *words = text_fold(cx->arena, draft->name);
    int64_t id = db_insert(
        cx, &SQL_segment_insert,
        DB_ARGS(draft->name, words, draft->note, draft->filter, cx->me.id, cx->now));
    if (id == 0)
        return SEGMENT_TAKEN;
    audit(cx, "segment.insert", 0, arena_printf(cx->arena, "%s: %s", draft->name, draft->filter));
    *ret_id = id;
    return SEGMENT_OK;
}

/* Why nothing was changed: it is gone, or another version than the one that was seen. */
static SegmentOutcome
why_not(Ctx *cx, int64_t id)
{
    return segment_find(cx, id) == NULL ? SEGMENT_GONE : SEGMENT_OLD;
}

SegmentOutcome
segment_rename(Ctx *cx, int64_t id, int64_t version, const SegmentDraft *draft)
{
    const char *words = text_fold(cx->arena, draft->name);
    if (db_count(cx, &SQL_segment_taken, DB_ARGS(id, words)) > 0)
        return SEGMENT_TAKEN;
    if (db_run(cx, &SQL_segment_rename,
               DB_ARGS(id, version, draft->name, words, draft->note, cx->now)) == 0)
        return why_not(cx, id);
    audit(cx, "segment.rename", 0, draft->name);
    return SEGMENT_OK;
}

SegmentOutcome
segment_refilter(Ctx *cx, int64_t id, int64_t version, const char *filter)
{
    if (!can_be_kept(cx, filter))
        return SEGMENT_UNREAD;
    if (db_run(cx, &SQL_segment_refilter, DB_ARGS(id, version, filter, cx->now)) == 0)
        return why_not(cx, id);
    audit(cx, "segment.filter", 0, arena_printf(cx->arena, "#%" PRId64 ": %s", id, filter));
    return SEGMENT_OK;
}

bool
segment_delete(Ctx *cx, int64_t id)
{
    const Segment *segment = segment_find(cx, id);
    if (segment == NULL)
        return false;
    db_run(cx, &SQL_segment_delete, DB_ARGS(id));
    audit(cx, "segment.delete", 0,
          arena_printf(cx->arena, "%s: %s", segment->name, segment->filter));
    return true;
}
