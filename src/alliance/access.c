/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/access.h"
#include "alliance/role.h"

#include <string.h>

/* Who may: the rights of ROLES by short names, and two bits beside them. */
enum {
    ANYBODY = 1 << 8,
    AUTHOR = 1 << 9, /* signed in, and the item is his */
    MEMBERS = ROLE_MEMBER,
    READERS = ROLE_EDITOR | ROLE_TRANSLATOR, /* of what is not published yet */
    EDITORS = ROLE_EDITOR,
};

typedef enum State { DRAFT, LIVE, ARCHIVED, N_STATES } State;
typedef enum Audience { TO_PUBLIC, TO_MEMBERS, TO_EDITORS, TO_SECRETARIAT, N_AUDIENCES } Audience;

/* THE RULE.  Drafts are for who writes or translates them and for editors; what is shared is for
   its audience; its author keeps seeing it.  What is the secretariat's is nobody else's, its
   author's neither. Authors change their drafts and never publish by themselves.  Columns:
   TO_PUBLIC, TO_MEMBERS, TO_EDITORS, TO_SECRETARIAT. */
/* clang-format off */
static const uint32_t RULE[N_ACTIONS][N_STATES][N_AUDIENCES] = {
    [ACTION_SEE] = {
        [DRAFT]    = {READERS | AUTHOR, READERS | AUTHOR, EDITORS | AUTHOR, ROLE_SECRETARIAT},
        [LIVE]     = {ANYBODY,          MEMBERS | AUTHOR, EDITORS | AUTHOR, ROLE_SECRETARIAT},
        [ARCHIVED] = {ANYBODY,          MEMBERS | AUTHOR, EDITORS | AUTHOR, ROLE_SECRETARIAT},
    },
    [ACTION_COMMENT] = {
        [LIVE]     = {MEMBERS,          MEMBERS,          EDITORS,          ROLE_SECRETARIAT},
    },
    [ACTION_EDIT] = {
        [DRAFT]    = {EDITORS | AUTHOR, EDITORS | AUTHOR, EDITORS | AUTHOR, ROLE_SECRETARIAT},
        [LIVE]     = {EDITORS,          EDITORS,          EDITORS,          ROLE_SECRETARIAT},
        [ARCHIVED] = {EDITORS,          EDITORS,          EDITORS,          ROLE_SECRETARIAT},
    },
    [ACTION_TRANSLATE] = {
        [DRAFT]    = {ROLE_TRANSLATOR,  ROLE_TRANSLATOR,  0,                0},
        [LIVE]     = {ROLE_TRANSLATOR,  ROLE_TRANSLATOR,  0,                0},
    },
    [ACTION_PUBLISH] = {
        [DRAFT]    = {EDITORS,          EDITORS,          EDITORS,          ROLE_SECRETARIAT},
        [LIVE]     = {EDITORS,          EDITORS,          EDITORS,          ROLE_SECRETARIAT},
        [ARCHIVED] = {EDITORS,          EDITORS,          EDITORS,          ROLE_SECRETARIAT},
    },
    [ACTION_DELETE] = {
        [DRAFT]    = {EDITORS | AUTHOR, EDITORS | AUTHOR, EDITORS | AUTHOR, ROLE_SECRETARIAT},
        [LIVE]     = {ROLE_SECRETARIAT, ROLE_SECRETARIAT, ROLE_SECRETARIAT, ROLE_SECRETARIAT},
        [ARCHIVED] = {ROLE_SECRETARIAT, ROLE_SECRETARIAT, ROLE_SECRETARIAT, ROLE_SECRETARIAT},
    },
};
/* clang-format on */

/* Who may make one; a member's is a draft that an editor publishes. */
static const struct {
    const char *kind;
    uint32_t who;
} MAKERS[] = {
    {"page",        EDITORS},
    {"newsletter",  EDITORS},
    {"opportunity", EDITORS},
    {"event",       EDITORS},
    {"work",        MEMBERS},
    {"post",        MEMBERS},
    {"group",       EDITORS},
    {"campaign",    EDITORS},
    {"framework",   EDITORS},
    {"report",      EDITORS},
};

/* A status or audience that is not known is the most closed one. */
static State
state_of(const Item *item)
{
    if (strcmp(item->status, "published") == 0)
        return LIVE;
    return strcmp(item->status, "archived") == 0 ? ARCHIVED : DRAFT;
}

static Audience
audience_of(const Item *item)
{
    static const char *const names[] = {
        [TO_PUBLIC] = "public", [TO_MEMBERS] = "members", [TO_EDITORS] = "editors"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(item->audience, names[i]) == 0)
            return (Audience)i;
    return TO_SECRETARIAT;
}

bool
may(const Ctx *cx, Action action, const Item *item)
{
    g_assert(action > 0 && action < N_ACTIONS);
    uint32_t me = ANYBODY | cx->me.roles;
    if (cx->me.id != 0 && cx->me.id == item->author_id)
        me |= AUTHOR;
    return (RULE[action][state_of(item)][audience_of(item)] & me) != 0;
}

bool
may_translate(const Ctx *cx, const Item *item, const char *language)
{
    return may(cx, ACTION_EDIT, item) ||
           (may(cx, ACTION_TRANSLATE, item) && role_is_mine(cx, "translator", language));
}

bool
may_create(const Ctx *cx, const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(MAKERS); i++)
        if (strcmp(MAKERS[i].kind, kind) == 0)
            return (MAKERS[i].who & cx->me.roles) != 0;
    return false;
}
