/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/group_member.h"

#include "alliance/audit.h"
#include "alliance/group_member.sql.h"
#include "alliance/group_task.h"
#include "alliance/role.h"
#include "alliance/task.h"
#include "base/limits.h"

#include <string.h>

static const DbType MEMBER = DB_TYPE(GroupMember, DB_FIELD(GroupMember, person_id),
                                     DB_FIELD(GroupMember, since), DB_FIELD(GroupMember, note),
                                     DB_FIELD(GroupMember, name), DB_FIELD(GroupMember, page),
                                     DB_FIELD(GroupMember, country), DB_FIELD(GroupMember, is_demo),
                                     DB_FIELD(GroupMember, is_chair));

typedef struct Reader {
    int64_t id;
    const char *email, *language;
} Reader;

static const DbType READER = DB_TYPE(Reader, DB_FIELD(Reader, id), DB_FIELD(Reader, email),
                                     DB_FIELD(Reader, language));

static const char task_kind[] = "group.request";

/* ---- lists ---- */

GroupMemberSpan
group_member_list(Ctx *cx, const Item *group, int64_t page)
{
    return DB_SPAN(GroupMemberSpan,
                   db_all(cx, &SQL_group_member_list, &MEMBER,
                          DB_ARGS(group->id, cx->now, cx->me.id, cx->me.roles,
                                  (int64_t)LIMIT_PAGE_ROWS, (page - 1) * LIMIT_PAGE_ROWS)));
}

int64_t
group_member_count(Ctx *cx, const Item *group)
{
    return db_count(cx, &SQL_group_member_count, DB_ARGS(group->id));
}

GroupMemberSpan
group_member_list_asked(Ctx *cx, const Item *group)
{
    return DB_SPAN(GroupMemberSpan, db_all(cx, &SQL_group_member_list_asked, &MEMBER,
                                           DB_ARGS(group->id, cx->now, cx->me.id, cx->me.roles,
                                                   (int64_t)LIMIT_PAGE_ROWS)));
}

/* ---- tasks and mails ---- */

int64_t
group_task_open(Ctx *cx, const char *kind, int64_t item_id, const char *group_slug,
                const char *subject)
{
    int64_t chair = group_slug != NULL
                        ? db_count(cx, &SQL_group_member_find_chair, DB_ARGS(group_slug, cx->now))
                        : 0;
    return task_open(cx, kind, item_id, chair, chair == 0 ? "secretariat" : NULL, subject);
}

static void
tell(Ctx *cx, const Item *group, int64_t person_id, const char *what)
{
    const Reader *to = db_one(cx, &SQL_group_member_reader, &READER, DB_ARGS(person_id));
    const MailArgument arguments[] = {
        {.name = "group", .value = arena_printf(cx->arena, "%" PRId64, group->id)},
        {.name = "what", .value = what},
        {0},
    };
    if (to != NULL)
        mail_queue(cx, &MAIL_GROUP, to->id, to->email, to->language, arguments);
}

static void
note(Ctx *cx, const char *action, const Item *group, int64_t person_id)
{
    audit(cx, action, group->id, arena_printf(cx->arena, "%s: #%" PRId64, group->title, person_id));
}

static void
close_task_if_settled(Ctx *cx, const Item *group)
{
    if (group_member_list_asked(cx, group).n == 0)
        task_close(cx, task_kind, group->id);
}

/* ---- coming and going ---- */

static const char *
state_of(Ctx *cx, const Item *group, int64_t person_id)
{
    const char *state = db_string(cx, &SQL_group_member_state, DB_ARGS(group->id, person_id));
    return state != NULL ? state : "";
}

static bool
write_state(Ctx *cx, const Item *group, int64_t person_id, const char *state, const char *why)
{
    return db_run(cx, &SQL_group_member_write,
                  DB_ARGS(group->id, person_id, state, why, cx->now)) == 1;
}

/* A part of a group is for who is in the whole. */
static bool
is_out_of_reach(const Item *group)
{
    return group->group_id != 0 && group->group_id != group->id && !group->in_group;
}

GroupOutcome
group_member_join(Ctx *cx, const Item *group, const char *joining, const char *why)
{
    const char *state = state_of(cx, group, cx->me.id);
    bool is_wanted = strcmp(state, "invited") == 0 || role_is_mine(cx, "chair", group->slug);
    if (strcmp(state, "in") == 0)
        return GROUP_NOTHING;
    if (is_out_of_reach(group) || (strcmp(joining, "invitation") == 0 && !is_wanted))
        return GROUP_REFUSED;
    bool asks = strcmp(joining, "request") == 0 && !is_wanted;
    if (!write_state(cx, group, cx->me.id, asks ? "asked" : "in", asks ? why : ""))
        return GROUP_NOTHING;
    note(cx, asks ? "group.ask" : "group.join", group, cx->me.id);
    if (asks)
        group_task_open(cx, task_kind, group->id, group->slug, group->title);
    return asks ? GROUP_ASKED : GROUP_DONE;
}

GroupOutcome
group_member_leave(Ctx *cx, const Item *group)
{
    if (role_is_mine(cx, "chair", group->slug))
        return GROUP_CHAIRED;
    if (db_run(cx, &SQL_group_member_delete, DB_ARGS(group->id, cx->me.id)) == 0)
        return GROUP_NOTHING;
    note(cx, "group.leave", group, cx->me.id);
    close_task_if_settled(cx, group);
    return GROUP_DONE;
}

GroupOutcome
group_member_admit(Ctx *cx, const Item *group, int64_t person_id)
{
    if (strcmp(state_of(cx, group, person_id), "asked") != 0 ||
        !write_state(cx, group, person_id, "in", ""))
        return GROUP_NOTHING;
    note(cx, "group.admit", group, person_id);
    tell(cx, group, person_id, "in");
    close_task_if_settled(cx, group);
    return GROUP_DONE;
}

GroupOutcome
group_member_remove(Ctx *cx, const Item *group, int64_t person_id)
{
    bool asked = strcmp(state_of(cx, group, person_id), "asked") == 0;
    if (db_count(cx, &SQL_group_member_is_chair, DB_ARGS(group->id, person_id, cx->now)) != 0)
        return GROUP_CHAIRED;
    if (db_run(cx, &SQL_group_member_delete, DB_ARGS(group->id, person_id)) == 0)
        return GROUP_NOTHING;
    note(cx, asked ? "group.refuse" : "group.remove", group, person_id);
    if (asked)
        tell(cx, group, person_id, "refused");
    close_task_if_settled(cx, group);
    return GROUP_DONE;
}

GroupOutcome
group_member_invite(Ctx *cx, const Item *group, const char *email)
{
    int64_t person_id = db_count(cx, &SQL_group_member_find_email, DB_ARGS(email));
    if (person_id == 0)
        return GROUP_NOTHING;
    if (strcmp(state_of(cx, group, person_id), "asked") == 0)
        return group_member_admit(cx, group, person_id);
    if (!write_state(cx, group, person_id, "invited", ""))
        return GROUP_NOTHING;
    note(cx, "group.invite", group, person_id);
    tell(cx, group, person_id, "invited");
    return GROUP_DONE;
}

int64_t
group_member_only_asked(Ctx *cx, int64_t group_id)
{
    return db_count(cx, &SQL_group_member_only_asked, DB_ARGS(group_id));
}

const char *
group_member_only_words(Ctx *cx, int64_t group_id)
{
    return db_string(cx, &SQL_group_member_only_words, DB_ARGS(group_id));
}
