/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * group_member - who is in an interest group, who asks, who is invited.
 *
 * A row is one person in one group: what it says is what the rule of access.h
 * asks for what is a group's.  Who is a member of the alliance no more counts
 * nowhere, and is in the group again after coming back.  In a part of a group
 * is only who is in the whole.
 *
 * Read with: docs/decisions/0039-groups.md, group.h.
 */
#pragma once
#include "alliance/item.h"
#include "mail/mail.h"

typedef struct GroupMember {
    int64_t person_id, since;
    const char *name, *country; /* country NULL: not shown to the acting person */
    const char *page;           /* where the person is shown */
    const char *note;           /* why somebody asks; "" not said */
    bool is_demo, is_chair;
} GroupMember;

typedef struct GroupMemberSpan {
    const GroupMember *at;
    size_t n;
} GroupMemberSpan;

/** A page of those who are in it and whose name is open to the acting person, chairs first. */
GroupMemberSpan group_member_list(Ctx *cx, const Item *group, int64_t page);

/** How many are in it, whoever asks. */
int64_t group_member_count(Ctx *cx, const Item *group);

/** Those who asked and wait, oldest first; for who may ACTION_LEAD. */
GroupMemberSpan group_member_list_asked(Ctx *cx, const Item *group);

typedef enum GroupOutcome {
    GROUP_DONE = 1,
    GROUP_ASKED,   /* now the chairs decide */
    GROUP_REFUSED, /* by invitation only, asleep, or a part of a group in which the person is not */
    GROUP_CHAIRED, /* who chairs it stays in it */
    GROUP_NOTHING, /* it was so before, or there is no such person */
} GroupOutcome;

/** The acting person, a member, comes in or asks to, as the group's rule of @joining is ("open",
 *  "request", "invitation").  @note: why, for the chairs. */
GroupOutcome group_member_join(Ctx *cx, const Item *group, const char *joining, const char *note);

/** The acting person leaves it and its parts, does not ask any more, or declines. */
GroupOutcome group_member_leave(Ctx *cx, const Item *group);

/* The next ones are for who may ACTION_LEAD; the caller has asked. */

/** Let in who asked; the person gets a mail. */
GroupOutcome group_member_admit(Ctx *cx, const Item *group, int64_t person_id);

/** Take out of it and its parts, or refuse who asked; who asked gets a mail. */
GroupOutcome group_member_remove(Ctx *cx, const Item *group, int64_t person_id);

/** Invite the member with this address, who gets a mail; who asked is let in by that. */
GroupOutcome group_member_invite(Ctx *cx, const Item *group, const char *email);

/** To somebody about a group: arguments "group" (its id) and "what" ("in", "invited", "refused").
 */
extern const MailKind MAIL_GROUP;
