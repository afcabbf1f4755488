/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/comment.h"

#include "alliance/access.h"
#include "alliance/audit.h"
#include "alliance/comment.sql.h"
#include "alliance/item_row.h"
#include "alliance/task.h"
#include "base/limits.h"

static const DbType COMMENT = DB_TYPE(
    Comment, DB_FIELD(Comment, id), DB_FIELD(Comment, item_id), DB_FIELD(Comment, parent_id),
    DB_FIELD(Comment, person_id), DB_FIELD(Comment, created_at), DB_FIELD(Comment, edited_at),
    DB_FIELD(Comment, name), DB_FIELD(Comment, body), DB_FIELD(Comment, status),
    DB_FIELD(Comment, is_demo), DB_FIELD(Comment, mine));

static const DbType HELD_COMMENT = DB_TYPE(
    HeldComment, DB_FIELD(HeldComment, id), DB_FIELD(HeldComment, created_at),
    DB_FIELD(HeldComment, name), DB_FIELD(HeldComment, body), DB_FIELD(HeldComment, is_demo),
    DB_FIELD(HeldComment, item_kind), DB_FIELD(HeldComment, item_slug),
    DB_FIELD(HeldComment, item_title));

CommentSpan
comment_list(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(CommentSpan, db_all(cx, &SQL_comment_list, &COMMENT,
                                       DB_ARGS(item_id, cx->me.id, cx->me.roles)));
}

HeldCommentSpan
comment_list_held(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_comment_list_held, &HELD_COMMENT,
                         DB_ARGS(LIMIT_PAGE_ROWS, cx->me.id, cx->me.roles));
    HeldComment *held = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        held[i].item_path = item_path(cx->arena, held[i].item_kind, held[i].item_slug);
    return DB_SPAN(HeldCommentSpan, rows);
}

int64_t
comment_count_held(Ctx *cx)
{
    return db_count(cx, &SQL_comment_count_all_held, DB_ARGS(cx->me.id, cx->me.roles));
}

int64_t
comment_insert(Ctx *cx, int64_t item_id, int64_t parent_id, const char *body)
{
    const Item *item = item_find_id(cx, item_id);
    if (item == NULL || !may(cx, ACTION_COMMENT, item))
        return 0;
    int64_t id = db_insert(
        cx, &SQL_comment_insert,
        DB_ARGS(item_id, DB_OR_NULL(parent_id), cx->me.id, cx->me.roles, body, cx->now));
    if (id != 0 && db_count(cx, &SQL_comment_is_held, DB_ARGS(id)) > 0)
        task_open(cx, "comment.review", item_id, 0, "editor", item->title);
    return id;
}

bool
comment_moderate(Ctx *cx, int64_t id, bool show)
{
    int64_t item_id = db_count(cx, &SQL_comment_find_item, DB_ARGS(id));
    const Item *item = item_id != 0 ? item_find_id(cx, item_id) : NULL;
    if (item == NULL || (cx->me.roles & (ROLE_EDITOR | ROLE_SECRETARIAT)) == 0)
        return false;
    if (db_run(cx, &SQL_comment_moderate, DB_ARGS(id, show ? "shown" : "removed")) == 0)
        return false;
    audit(cx, show ? "comment.show" : "comment.remove", item_id, item->title);
    if (db_count(cx, &SQL_comment_count_held, DB_ARGS(item_id)) == 0)
        task_close(cx, "comment.review", item_id);
    return true;
}
