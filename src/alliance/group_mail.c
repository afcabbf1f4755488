/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What somebody hears of a group: let in, invited, refused.
 */
#include "alliance/group_member.h"

#include "lang/format.h"
#include "web/app.h"

#include "alliance/group_mail.sql.h"

#include <string.h>

static const struct {
    const char *what, *state; /* the state in which it is still true */
    const char *subject, *body, *action;
} words[] = {
    {"in",      "in",      N_("You are in the group {group}"),
     N_("Hello,\n\nyou asked to come into the group {group}, and its chair has let you in. "
        "Welcome!"),
     N_("Open the group")           },
    {"invited", "invited", N_("You are invited to the group {group}"),
     N_("Hello,\n\nthe chair of the group {group} invites you to come into it. It is up to you."),
     N_("See the group and come in")},
    {"refused", "",        N_("The group {group}"),
     N_("Hello,\n\nyou asked to come into the group {group}. Its chair decided that it is not for "
        "you "
        "at the moment. If you think that this is a mistake, answer the chair or ask the "
        "secretariat."),
     N_("See the groups")           },
};

typedef struct Group {
    const char *slug, *title, *state;
} Group;

static const DbType GROUP = DB_TYPE(Group, DB_FIELD(Group, slug), DB_FIELD(Group, title),
                                    DB_FIELD(Group, state));

static bool
compose_group(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t id = mail_argument_number(cx, row, "group");
    const char *what = mail_argument(cx, row, "what");
    const Group *group = db_one(cx, &SQL_group_mail_find, &GROUP, DB_ARGS(id, row->person_id));
    size_t i = 0;
    while (i < G_N_ELEMENTS(words) && strcmp(words[i].what, what) != 0)
        i++;
    /* Gone, or otherwise in the meantime: then it is not true any more. */
    if (group == NULL || i == G_N_ELEMENTS(words) || strcmp(group->state, words[i].state) != 0)
        return false;
    bool is_refused = *words[i].state == '\0';
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena, lang_text(out->lang, words[i].subject), "group",
                             group->title, NULL),
        .body = lang_fill(cx->arena, lang_text(out->lang, words[i].body), "group", group->title,
                          NULL),
        .action = lang_text(out->lang, words[i].action),
        .url = is_refused ? "/groups" : arena_printf(cx->arena, "/groups/%s", group->slug),
        .reason = lang_text(
            out->lang, N_("You get this mail because of what you or the chair of a group did.")),
    };
    return true;
}

const MailKind MAIL_GROUP = {.name = "group",
                             .label = N_("Let in, invited, refused"),
                             .priority = 4,
                             .compose = compose_group};
