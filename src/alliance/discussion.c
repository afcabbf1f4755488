/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/discussion.h"

#include "alliance/access.h"
#include "alliance/audit.h"
#include "alliance/comment.h"
#include "alliance/discussion.sql.h"
#include "alliance/follow.h"
#include "alliance/group_task.h"
#include "alliance/item_row.h"
#include "alliance/mention.h"
#include "alliance/task.h"
#include "base/limits.h"
#include "lang/lang.h"
#include "web/app.h"

#include <string.h>

static const char task_kind[] = "discussion.review";

static const DbType DISCUSSION = DB_TYPE(
    Discussion, DB_FIELD(Discussion, id), DB_FIELD(Discussion, group_id),
    DB_FIELD(Discussion, title), DB_FIELD(Discussion, slug), DB_FIELD(Discussion, status),
    DB_FIELD(Discussion, author), DB_FIELD(Discussion, is_demo), DB_FIELD(Discussion, pinned),
    DB_FIELD(Discussion, closed), DB_FIELD(Discussion, solved_by), DB_FIELD(Discussion, n_comments),
    DB_FIELD(Discussion, active_at));

static const DbType SAID = DB_TYPE(SaidWords, DB_FIELD(SaidWords, item_id),
                                   DB_FIELD(SaidWords, comment_id), DB_FIELD(SaidWords, at),
                                   DB_FIELD(SaidWords, name), DB_FIELD(SaidWords, title),
                                   DB_FIELD(SaidWords, text));

static const DbType HELD = DB_TYPE(
    HeldDiscussion, DB_FIELD(HeldDiscussion, id), DB_FIELD(HeldDiscussion, created_at),
    DB_FIELD(HeldDiscussion, title), DB_FIELD(HeldDiscussion, body),
    DB_FIELD(HeldDiscussion, author), DB_FIELD(HeldDiscussion, is_demo));

DiscussionSpan
discussion_list(Ctx *cx, const Item *group, int64_t page, int64_t limit)
{
    DbRows rows = db_all(cx, &SQL_discussion_list, &DISCUSSION,
                         DB_ARGS(group->id, cx->me.id, cx->me.roles, limit, (page - 1) * limit));
    Discussion *at = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        at[i].path = item_path(cx->arena, "discussion", at[i].slug);
    return DB_SPAN(DiscussionSpan, rows);
}

void
discussion_said(Ctx *cx, const Item *group, DbVisit visit, void *data)
{
    db_each(cx, &SQL_discussion_said, &SAID, DB_ARGS(group->id, cx->me.id, cx->me.roles), visit,
            data);
}

int64_t
discussion_count(Ctx *cx, const Item *group)
{
    return db_count(cx, &SQL_discussion_count,
                    DB_ARGS(group->id, cx->me.id, cx->me.roles, (int64_t)ITEM_COUNT_MOST));
}

const Discussion *
discussion_find(Ctx *cx, int64_t item_id)
{
    return db_one(cx, &SQL_discussion_find, &DISCUSSION, DB_ARGS(item_id));
}

bool
discussion_may_begin(const Ctx *cx, const Item *group, const Group *facts)
{
    return (cx->me.roles & ROLE_MEMBER) != 0 && strcmp(facts->mine, "in") == 0 &&
           strcmp(facts->state, "dormant") != 0 && !item_is_unfinished(group->status);
}

static void
tell_group(Ctx *cx, int64_t id)
{
    const FollowNews news = {.kind = &MAIL_DISCUSSION,
                             .item_id = id,
                             .argument = arena_printf(cx->arena, "{\"item\":\"%" PRId64 "\"}", id)};
    MentionPlace place;
    bool names = mention_note_beginning(cx, id, &place);
    follow_tell_group(cx, &news);
    if (names)
        mention_tell(cx, &place);
}

/* However often it is hidden and shown, it is told and begins once. */
void
discussion_published(Ctx *cx, int64_t id)
{
    if (db_run(cx, &SQL_discussion_set_told, DB_ARGS(id, cx->now)) == 1)
        tell_group(cx, id);
    task_close(cx, task_kind, id);
}

int64_t
discussion_insert(Ctx *cx, const Item *group, const Group *facts, const DiscussionDraft *draft,
                  bool *ret_held)
{
    bool is_known = may(cx, ACTION_LEAD, group) ||
                    db_count(cx, &SQL_discussion_is_known, DB_ARGS(cx->me.id)) > 0;
    bool held = draft->doubtful || !is_known;
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "discussion",
                                              .slug = "",
                                              .audience = facts->inside,
                                              .pillar = group->pillar,
                                              .language = cx->lang->code,
                                              .title = draft->title,
                                              .body = draft->body,
                                              .author_id = cx->me.id,
                                              .parent_id = group->id});
    db_run(cx, &SQL_discussion_insert, DB_ARGS(id, group->id, cx->now));
    if (held)
        group_task_open(cx, task_kind, id, group->slug, draft->title);
    else
        item_publish(cx, id);
    *ret_held = held;
    return id;
}

/* ---- what waits ---- */

HeldDiscussionSpan
discussion_list_held(Ctx *cx, const Item *group)
{
    return DB_SPAN(HeldDiscussionSpan, db_all(cx, &SQL_discussion_list_held, &HELD,
                                              DB_ARGS(group->id, (int64_t)LIMIT_PAGE_ROWS)));
}

const HeldDiscussion *
discussion_find_held(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_discussion_find_held, &HELD, DB_ARGS(id));
}

bool
discussion_review(Ctx *cx, const Item *group, int64_t id, bool show)
{
    if (db_count(cx, &SQL_discussion_is_held, DB_ARGS(id, group->id)) == 0)
        return false;
    if (show) {
        item_publish(cx, id);
        db_run(cx, &SQL_discussion_wake, DB_ARGS(id, cx->now));
        return true;
    }
    db_run(cx, &SQL_discussion_delete, DB_ARGS(id));
    audit(cx, "discussion.refuse", id, group->title);
    task_close(cx, task_kind, id);
    return true;
}

/* ---- acts ---- */

static const struct {
    bool by_author;
    const char *action; /* in the log; NULL: the item's own */
} acts[] = {
    [DISCUSSION_PIN] = {false, "discussion.pin"    },
    [DISCUSSION_UNPIN] = {false, "discussion.unpin"  },
    [DISCUSSION_CLOSE] = {true,  NULL                },
    [DISCUSSION_REOPEN] = {true,  NULL                },
    [DISCUSSION_HIDE] = {false, NULL                },
    [DISCUSSION_UNSOLVE] = {true,  "discussion.unsolve"},
};

bool
discussion_may(const Ctx *cx, const Item *item, DiscussionAct act)
{
    bool is_author = cx->me.id != 0 && item->author_id == cx->me.id && item->in_group &&
                     (cx->me.roles & ROLE_MEMBER) != 0;
    return may(cx, ACTION_LEAD, item) || (acts[act].by_author && is_author);
}

void
discussion_act(Ctx *cx, const Item *item, DiscussionAct act)
{
    switch (act) {
    case DISCUSSION_PIN:
    case DISCUSSION_UNPIN:
        db_run(cx, &SQL_discussion_pin, DB_ARGS(item->id, (int64_t)(act == DISCUSSION_PIN)));
        break;
    case DISCUSSION_CLOSE: item_archive(cx, item->id); break;
    case DISCUSSION_REOPEN: item_publish(cx, item->id); break;
    case DISCUSSION_HIDE: item_withdraw(cx, item->id); break;
    case DISCUSSION_UNSOLVE: db_run(cx, &SQL_discussion_unsolve, DB_ARGS(item->id)); break;
    }
    if (acts[act].action != NULL)
        audit(cx, acts[act].action, item->id, item->title);
}

bool
discussion_solve(Ctx *cx, const Item *item, int64_t comment_id)
{
    if (db_run(cx, &SQL_discussion_solve, DB_ARGS(item->id, comment_id)) == 0)
        return false;
    audit(cx, "discussion.solve", item->id, item->title);
    return true;
}

/* What stands in the place of the comments that went, and above those that came. */
static const char *
split_words(Ctx *cx, const char *sentence, const Item *to)
{
    return lang_fill(cx->arena, lang_text(cx->lang, sentence), "title", to->title, "url",
                     arena_printf(cx->arena, "%s%s", cx->app->base_url, to->path), NULL);
}

const Item *
discussion_split(Ctx *cx, const Item *item, int64_t comment_id, const char *title,
                 bool answers_only)
{
    if (db_count(cx, &SQL_discussion_has_comment, DB_ARGS(item->id, comment_id)) == 0)
        return NULL;
    int64_t id = item_insert(
        cx, &(ItemDraft){.kind = "discussion",
                         .slug = "",
                         .audience = item->audience,
                         .pillar = item->pillar,
                         .language = cx->lang->code,
                         .title = title,
                         .body = split_words(cx, N_("This began in {title}: {url}"), item),
                         .author_id = cx->me.id,
                         .parent_id = item->group_id});
    db_run(cx, &SQL_discussion_insert, DB_ARGS(id, item->group_id, cx->now));
    item_publish(cx, id);
    db_run(cx, &SQL_discussion_set_told, DB_ARGS(id, cx->now)); /* it is no news */
    db_run(cx, &SQL_discussion_split, DB_ARGS(item->id, comment_id, id, (int64_t)answers_only));
    db_run(cx, &SQL_discussion_follow_along, DB_ARGS(item->id, id));
    db_run(cx, &SQL_discussion_forget_solution, DB_ARGS(item->id));
    const Item *made = item_find_id(cx, id);
    if (made == NULL)
        return NULL;
    comment_changed_place(cx, made);
    comment_changed_place(cx, item);
    comment_insert(cx, item->id, 0,
                   split_words(cx, N_("A part of this goes on in {title}: {url}"), made));
    audit(cx, "discussion.split", item->id, title);
    return made;
}

void
discussion_move(Ctx *cx, const Item *item, const Item *to, const Group *facts)
{
    db_run(cx, &SQL_discussion_move_item, DB_ARGS(item->id, to->id, facts->inside, cx->now));
    db_run(cx, &SQL_discussion_move, DB_ARGS(item->id, to->id));
    audit(cx, "discussion.move", item->id,
          arena_printf(cx->arena, "%s: %s", item->title, to->title));
}
