/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/comment.h"

#include "alliance/access.h"
#include "alliance/audit.h"
#include "alliance/comment.sql.h"
#include "alliance/follow.h"
#include "alliance/group_task.h"
#include "alliance/item_row.h"
#include "alliance/mention.h"
#include "alliance/task.h"
#include "base/limits.h"

#include <string.h>

static const DbType COMMENT = DB_TYPE(
    Comment, DB_FIELD(Comment, id), DB_FIELD(Comment, item_id), DB_FIELD(Comment, parent_id),
    DB_FIELD(Comment, person_id), DB_FIELD(Comment, created_at), DB_FIELD(Comment, edited_at),
    DB_FIELD(Comment, name), DB_FIELD(Comment, body), DB_FIELD(Comment, status),
    DB_FIELD(Comment, is_demo), DB_FIELD(Comment, mine), DB_FIELD(Comment, kept),
    DB_FIELD(Comment, paragraph_id), DB_FIELD(Comment, paragraph));

static const DbType HELD_COMMENT = DB_TYPE(
    HeldComment, DB_FIELD(HeldComment, id), DB_FIELD(HeldComment, created_at),
    DB_FIELD(HeldComment, name), DB_FIELD(HeldComment, body), DB_FIELD(HeldComment, is_demo),
    DB_FIELD(HeldComment, item_kind), DB_FIELD(HeldComment, item_slug),
    DB_FIELD(HeldComment, item_title), DB_FIELD(HeldComment, paragraph));

/* In a group may() knows the editors, too. */
bool
comment_may_decide(const Ctx *cx, const Item *item)
{
    bool is_editor = (cx->me.roles & (ROLE_EDITOR | ROLE_SECRETARIAT)) != 0;
    return item->group_id != 0 ? may(cx, ACTION_LEAD, item) : is_editor;
}

CommentSpan
comment_list(Ctx *cx, const Item *item, int64_t paragraph_id, int64_t page)
{
    return DB_SPAN(
        CommentSpan,
        db_all(cx, &SQL_comment_list, &COMMENT,
               DB_ARGS(item->id, paragraph_id, cx->me.id, (int64_t)comment_may_decide(cx, item),
                       (int64_t)LIMIT_PAGE_ROWS, (page - 1) * LIMIT_PAGE_ROWS)));
}

int64_t
comment_count(Ctx *cx, const Item *item, int64_t paragraph_id)
{
    return db_count(
        cx, &SQL_comment_count,
        DB_ARGS(item->id, paragraph_id, cx->me.id, (int64_t)comment_may_decide(cx, item)));
}

const char *
comment_path(Arena *arena, const Item *item, int64_t paragraph, int64_t comment_id)
{
    const char *page = paragraph != 0 ? arena_printf(arena, "/%" PRId64, paragraph) : "";
    return arena_printf(arena, "%s%s#comment-%" PRId64, item->path, page, comment_id);
}

static HeldCommentSpan
with_paths(Ctx *cx, DbRows rows)
{
    HeldComment *held = rows.at;
    for (size_t i = 0; i < rows.n; i++) {
        const char *path = item_path(cx->arena, held[i].item_kind, held[i].item_slug);
        held[i].item_path = held[i].paragraph == 0
                                ? path
                                : arena_printf(cx->arena, "%s/%" PRId64, path, held[i].paragraph);
    }
    return DB_SPAN(HeldCommentSpan, rows);
}

HeldCommentSpan
comment_list_held(Ctx *cx)
{
    return with_paths(cx, db_all(cx, &SQL_comment_list_held, &HELD_COMMENT,
                                 DB_ARGS(LIMIT_PAGE_ROWS, cx->me.id, cx->me.roles)));
}

HeldCommentSpan
comment_list_held_in(Ctx *cx, int64_t group_id)
{
    return with_paths(cx, db_all(cx, &SQL_comment_list_held_in, &HELD_COMMENT,
                                 DB_ARGS(group_id, LIMIT_PAGE_ROWS)));
}

int64_t
comment_count_held(Ctx *cx)
{
    return db_count(cx, &SQL_comment_count_all_held, DB_ARGS(cx->me.id, cx->me.roles));
}

const Comment *
comment_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_comment_find, &COMMENT, DB_ARGS(id, cx->me.id));
}

const Comment *
comment_find_held(Ctx *cx, int64_t item_id)
{
    return comment_find(cx, db_count(cx, &SQL_comment_find_only_held, DB_ARGS(item_id)));
}

bool
comment_is_open(const Ctx *cx, const Item *item)
{
    return strcmp(item->kind, "page") != 0 && may(cx, ACTION_COMMENT, item);
}

/* A held one is a task of the editors, in a group of its chairs. */
static void
open_task(Ctx *cx, const Item *item)
{
    if (item->group_id != 0)
        group_task_open(cx, "comment.held", item->id, item->group_slug, item->title);
    else
        task_open(cx, "comment.review", item->id, 0, "editor", item->title);
}

void
comment_changed_place(Ctx *cx, const Item *item)
{
    if (item->group_id != 0)
        db_run(cx, &SQL_comment_touch, DB_ARGS(item->id));
}

/* It is shown: the discussion counts it, who is named in it hears that, and who follows the item
 * gets it. */
static void
tell_of(Ctx *cx, const Item *item, int64_t id, int64_t author_id, const char *body)
{
    comment_changed_place(cx, item);
    const MentionPlace place = {item->id, id, author_id};
    bool names = mention_note(cx, &place, body);
    follow_tell_comment(cx, item->id, id, author_id);
    if (names)
        mention_tell(cx, &place);
}

bool
comment_is_looked_at(Ctx *cx, const Item *item)
{
    return !comment_may_decide(cx, item) &&
           db_count(cx, &SQL_comment_is_known, DB_ARGS(cx->me.id)) == 0;
}

static int64_t
insert(Ctx *cx, const Item *item, const CommentPlace *place, int64_t person_id, bool held,
       const char *body)
{
    bool decides = !held && comment_may_decide(cx, item);
    return db_insert(cx, &SQL_comment_insert,
                     DB_ARGS(item->id, DB_OR_NULL(place->parent_id),
                             DB_OR_NULL(place->paragraph_id), person_id, (int64_t)decides,
                             (int64_t)held, body, cx->now));
}

int64_t
comment_insert_at(Ctx *cx, const CommentPlace *place, const char *body)
{
    const Item *item = item_find_id(cx, place->item_id);
    if (item == NULL || !comment_is_open(cx, item))
        return 0;
    int64_t id = insert(cx, item, place, cx->me.id, false, body);
    if (id == 0)
        return 0;
    if (db_count(cx, &SQL_comment_is_held, DB_ARGS(id)) > 0)
        open_task(cx, item);
    else
        tell_of(cx, item, id, cx->me.id, body);
    return id;
}

int64_t
comment_insert_held(Ctx *cx, const CommentPlace *place, int64_t person_id, const char *body)
{
    const Item *item = item_find_id(cx, place->item_id);
    int64_t id = item != NULL ? insert(cx, item, place, person_id, true, body) : 0;
    if (id != 0)
        open_task(cx, item);
    return id;
}

int64_t
comment_insert(Ctx *cx, int64_t item_id, int64_t parent_id, const char *body)
{
    return comment_insert_at(cx, &(CommentPlace){.item_id = item_id, .parent_id = parent_id}, body);
}

bool
comment_moderate(Ctx *cx, int64_t id, bool show)
{
    const Comment *comment = comment_find(cx, id);
    const Item *item = comment != NULL ? item_find_id(cx, comment->item_id) : NULL;
    if (item == NULL || !comment_may_decide(cx, item))
        return false;
    if (db_run(cx, &SQL_comment_moderate, DB_ARGS(id, show ? "shown" : "removed")) == 0)
        return false;
    audit(cx, show ? "comment.show" : "comment.remove", item->id, item->title);
    /* One that was taken away and comes back is no news. */
    if (show && strcmp(comment->status, "held") == 0)
        tell_of(cx, item, id, comment->person_id, comment->body);
    else
        comment_changed_place(cx, item);
    if (db_count(cx, &SQL_comment_count_held, DB_ARGS(item->id)) == 0)
        task_close(cx, item->group_id != 0 ? "comment.held" : "comment.review", item->id);
    return true;
}
