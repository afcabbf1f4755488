/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/comment_life.h"

#include "alliance/access.h"
#include "alliance/audit.h"
#include "alliance/comment_life.sql.h"
#include "alliance/group_task.h"
#include "alliance/mention.h"
#include "alliance/task.h"
#include "base/limits.h"

#include <string.h>

static const char report_task[] = "comment.report";

static const DbType VERSION = DB_TYPE(CommentVersion, DB_FIELD(CommentVersion, until),
                                      DB_FIELD(CommentVersion, body));

static const DbType WORD_COUNT = DB_TYPE(CommentWordCount, DB_FIELD(CommentWordCount, comment_id),
                                         DB_FIELD(CommentWordCount, word),
                                         DB_FIELD(CommentWordCount, n));

static const DbType REACTION = DB_TYPE(
    CommentReaction, DB_FIELD(CommentReaction, person_id), DB_FIELD(CommentReaction, name),
    DB_FIELD(CommentReaction, word), DB_FIELD(CommentReaction, is_demo));

static const DbType REPORT = DB_TYPE(
    CommentReport, DB_FIELD(CommentReport, comment_id), DB_FIELD(CommentReport, created_at),
    DB_FIELD(CommentReport, name), DB_FIELD(CommentReport, reason), DB_FIELD(CommentReport, author),
    DB_FIELD(CommentReport, body), DB_FIELD(CommentReport, is_demo));

CommentRights
comment_rights(const Ctx *cx, const Comment *comment, const Item *item)
{
    bool shown = strcmp(comment->status, "shown") == 0;
    bool removed = strcmp(comment->status, "removed") == 0;
    bool decides = comment_may_decide(cx, item), open = comment_is_open(cx, item);
    bool mine = cx->me.id != 0 && comment->mine;
    return (CommentRights){
        .see = shown || decides || (mine && !removed),
        .answer = shown && open,
        .change = mine && open && !removed,
        .take_back = mine && !removed,
        .report = shown && !mine && !decides && (cx->me.roles & ROLE_MEMBER) != 0,
        .decide = decides,
        .take_away = decides && shown,
        .restore = decides && removed && comment->kept,
    };
}

/* ---- its author ---- */

CommentVersionSpan
comment_versions(Ctx *cx, int64_t id)
{
    return DB_SPAN(CommentVersionSpan, db_all(cx, &SQL_comment_versions, &VERSION,
                                              DB_ARGS(id, (int64_t)LIMIT_PAGE_ROWS)));
}

void
comment_change(Ctx *cx, const Comment *comment, const char *body)
{
    db_run(cx, &SQL_comment_keep_version, DB_ARGS(comment->id, body, cx->now));
    db_run(cx, &SQL_comment_change, DB_ARGS(comment->id, body, cx->now));
    const MentionPlace place = {comment->item_id, comment->id, comment->person_id};
    if (strcmp(comment->status, "shown") == 0 && mention_note(cx, &place, body))
        mention_tell(cx, &place);
}

/* What was said of it goes with it; the last report that is gone ends the task. */
static void
forget_reports(Ctx *cx, int64_t id, int64_t item_id)
{
    db_run(cx, &SQL_comment_forget_reports, DB_ARGS(id));
    if (db_count(cx, &SQL_comment_count_reported, DB_ARGS(item_id)) == 0)
        task_close(cx, report_task, item_id);
}

void
comment_take_back(Ctx *cx, const Comment *comment, const Item *item)
{
    db_run(cx, &SQL_comment_delete_versions, DB_ARGS(comment->id));
    db_run(cx, &SQL_comment_delete_reactions, DB_ARGS(comment->id));
    db_run(cx, &SQL_comment_delete_mentions, DB_ARGS(comment->id));
    db_run(cx, &SQL_comment_forget_wording, DB_ARGS(comment->id));
    db_run(cx, &SQL_comment_take_back, DB_ARGS(comment->id));
    forget_reports(cx, comment->id, item->id);
    comment_changed_place(cx, item);
}

/* ---- one word ---- */

const CommentWord COMMENT_WORDS[] = {
    {"thanks", N_("Thank you")},
    {"agree", N_("I agree")},
    {"useful", N_("This helps me")},
    {"differ", N_("I see it in another way")},
    {0},
};

const char *
comment_word_label(const char *word)
{
    for (const CommentWord *known = COMMENT_WORDS; known->name != NULL; known++)
        if (strcmp(known->name, word) == 0)
            return known->label;
    return word;
}

bool
comment_react(Ctx *cx, int64_t id, const char *word)
{
    if (*word == '\0') {
        db_run(cx, &SQL_comment_react_no_more, DB_ARGS(id, cx->me.id));
        return true;
    }
    for (const CommentWord *known = COMMENT_WORDS; known->name != NULL; known++)
        if (strcmp(known->name, word) == 0) {
            db_run(cx, &SQL_comment_react, DB_ARGS(id, cx->me.id, known->name, cx->now));
            return true;
        }
    return false;
}

CommentWordCountSpan
comment_word_counts(Ctx *cx, int64_t item_id, int64_t first, int64_t last)
{
    return DB_SPAN(CommentWordCountSpan, db_all(cx, &SQL_comment_word_counts, &WORD_COUNT,
                                                DB_ARGS(item_id, first, last)));
}

CommentReactionSpan
comment_reactions(Ctx *cx, int64_t id)
{
    return DB_SPAN(CommentReactionSpan, db_all(cx, &SQL_comment_reactions, &REACTION,
                                               DB_ARGS(id, (int64_t)LIMIT_PAGE_ROWS)));
}

const char *
comment_reaction_mine(Ctx *cx, int64_t id)
{
    const char *word = db_string(cx, &SQL_comment_reaction_mine, DB_ARGS(id, cx->me.id));
    return word != NULL ? word : "";
}

/* ---- it does not belong here ---- */

void
comment_report(Ctx *cx, const Comment *comment, const Item *item, const char *reason)
{
    db_run(cx, &SQL_comment_report, DB_ARGS(comment->id, cx->me.id, reason, cx->now));
    if (item->group_id != 0)
        group_task_open(cx, report_task, item->id, item->group_slug, item->title);
    else
        task_open(cx, report_task, item->id, 0, "editor", item->title);
}

CommentReportSpan
comment_reports(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(CommentReportSpan, db_all(cx, &SQL_comment_reports, &REPORT,
                                             DB_ARGS(item_id, (int64_t)LIMIT_PAGE_ROWS)));
}

int64_t
comment_find_reported(Ctx *cx, int64_t item_id)
{
    return db_count(cx, &SQL_comment_find_reported, DB_ARGS(item_id));
}

bool
comment_decide_report(Ctx *cx, int64_t id, bool take)
{
    const Comment *comment = comment_find(cx, id);
    const Item *item = comment != NULL ? item_find_id(cx, comment->item_id) : NULL;
    if (item == NULL || !comment_may_decide(cx, item))
        return false;
    bool is_reported = false;
    CommentReportSpan reports = comment_reports(cx, item->id);
    for (size_t i = 0; i < reports.n; i++)
        is_reported |= reports.at[i].comment_id == id;
    if (!is_reported)
        return false;
    if (take)
        comment_moderate(cx, id, false);
    else
        audit(cx, "comment.leave", item->id, item->title);
    forget_reports(cx, id, item->id);
    return true;
}
