/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/access.h"
#include "alliance/role.h"

#include <string.h>

/* Who may: the rights of ROLES by short names, and two bits beside them. */
enum {
    ANYBODY = 1 << 8,
    AUTHOR = 1 << 9, /* signed in, and the item is his */
    GROUP = 1 << 10, /* a member, and in the item's group */
    CHAIR = 1 << 11, /* a member, and chair of that group */
    MEMBERS = ROLE_MEMBER,
    READERS = ROLE_EDITOR | ROLE_TRANSLATOR, /* of what is not published yet */
    EDITORS = ROLE_EDITOR,
    SECRETARIAT = ROLE_SECRETARIAT,
};

typedef enum State { DRAFT, LIVE, ARCHIVED, N_STATES } State;
typedef enum Audience {
    TO_PUBLIC,
    TO_MEMBERS,
    TO_EDITORS,
    TO_GROUP,
    TO_SECRETARIAT,
    N_AUDIENCES,
} Audience;

/* THE RULE.  Drafts are for who writes or translates them and for editors; what is shared is for
   its audience; its author keeps seeing it.  What is the secretariat's is nobody else's, its
   author's neither. Authors change their drafts and never publish by themselves.  What is a
   group's is for who is in it, and no concern of editors who are not.  Columns: TO_PUBLIC,
   TO_MEMBERS, TO_EDITORS, TO_GROUP, TO_SECRETARIAT. */
/* clang-format off */
static const uint32_t RULE[N_ACTIONS][N_STATES][N_AUDIENCES] = {
    [ACTION_SEE] = {
        [DRAFT]    = {READERS | AUTHOR,   READERS | AUTHOR,   EDITORS | AUTHOR,   SECRETARIAT | AUTHOR,   SECRETARIAT},
        [LIVE]     = {ANYBODY,            MEMBERS | AUTHOR,   EDITORS | AUTHOR,   SECRETARIAT | GROUP,    SECRETARIAT},
        [ARCHIVED] = {ANYBODY,            MEMBERS | AUTHOR,   EDITORS | AUTHOR,   SECRETARIAT | GROUP,    SECRETARIAT},
    },
    [ACTION_COMMENT] = {
        [LIVE]     = {MEMBERS,            MEMBERS,            EDITORS,            GROUP,                  SECRETARIAT},
    },
    [ACTION_EDIT] = {
        [DRAFT]    = {EDITORS | AUTHOR,   EDITORS | AUTHOR,   EDITORS | AUTHOR,   SECRETARIAT | AUTHOR,   SECRETARIAT},
        [LIVE]     = {EDITORS,            EDITORS,            EDITORS,            SECRETARIAT,            SECRETARIAT},
        [ARCHIVED] = {EDITORS,            EDITORS,            EDITORS,            SECRETARIAT,            SECRETARIAT},
    },
    [ACTION_TRANSLATE] = {
        [DRAFT]    = {ROLE_TRANSLATOR,    ROLE_TRANSLATOR,    0,                  0,                      0},
        [LIVE]     = {ROLE_TRANSLATOR,    ROLE_TRANSLATOR,    0,                  0,                      0},
    },
    [ACTION_PUBLISH] = {
        [DRAFT]    = {EDITORS,            EDITORS,            EDITORS,            SECRETARIAT,            SECRETARIAT},
        [LIVE]     = {EDITORS,            EDITORS,            EDITORS,            SECRETARIAT,            SECRETARIAT},
        [ARCHIVED] = {EDITORS,            EDITORS,            EDITORS,            SECRETARIAT,            SECRETARIAT},
    },
    [ACTION_DELETE] = {
        [DRAFT]    = {EDITORS | AUTHOR,   EDITORS | AUTHOR,   EDITORS | AUTHOR,   SECRETARIAT | AUTHOR,   SECRETARIAT},
        [LIVE]     = {SECRETARIAT,        SECRETARIAT,        SECRETARIAT,        SECRETARIAT,            SECRETARIAT},
        [ARCHIVED] = {SECRETARIAT,        SECRETARIAT,        SECRETARIAT,        SECRETARIAT,            SECRETARIAT},
    },
    [ACTION_LEAD] = {
        [DRAFT]    = {EDITORS | CHAIR,    EDITORS | CHAIR,    EDITORS,            SECRETARIAT | CHAIR,    SECRETARIAT},
        [LIVE]     = {EDITORS | CHAIR,    EDITORS | CHAIR,    EDITORS,            SECRETARIAT | CHAIR,    SECRETARIAT},
        [ARCHIVED] = {EDITORS | CHAIR,    EDITORS | CHAIR,    EDITORS,            SECRETARIAT | CHAIR,    SECRETARIAT},
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
    {"list",        EDITORS},
    {"post",        MEMBERS},
    {"series",      EDITORS},
    {"group",       EDITORS},
    {"campaign",    EDITORS},
    {"framework",   EDITORS},
    {"report",      EDITORS},
    {"discussion",  0      }, /* only in a group: by its own room, see
  group/discussion.h */
    {"poll",        0      }, /* by its own room, see alliance/poll.h */
    {"drafting",    0      }, /* likewise, see alliance/drafting.h */
    {"session",     0      }, /* likewise, see alliance/programme.h */
    {"summary",     0      },
    {"day",         0      }, /* likewise, see alliance/week.h */
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
    static const char *const names[] = {[TO_PUBLIC] = "public",
                                        [TO_MEMBERS] = "members",
                                        [TO_EDITORS] = "editors",
                                        [TO_GROUP] = "group"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(item->audience, names[i]) == 0)
            return (Audience)i;
    return TO_SECRETARIAT;
}

/* The chair of a group leads its page and what is in it; of its parts, who leads the whole, too. */
static bool
is_chair(const Ctx *cx, const Item *item)
{
    bool of_it = g_strcmp0(item->kind, "group") == 0 && role_is_mine(cx, "chair", item->slug);
    return of_it || (item->group_slug != NULL && role_is_mine(cx, "chair", item->group_slug));
}

static uint32_t
who_am_i(const Ctx *cx, const Item *item)
{
    uint32_t me = ANYBODY | cx->me.roles;
    if (cx->me.id != 0 && cx->me.id == item->author_id)
        me |= AUTHOR;
    if ((cx->me.roles & ROLE_MEMBER) == 0)
        return me;
    return me | (item->in_group ? GROUP : 0) | (is_chair(cx, item) ? CHAIR : 0);
}

/* What is reviewed by its own room: nobody translates it before it was accepted, and then it stays
 * as the editors have read it. */
static uint32_t
without_review(uint32_t me, Action action, const Item *item)
{
    bool accepted = strcmp(item->status, "scheduled") == 0;
    bool open = strcmp(item->status, "draft") == 0 || strcmp(item->status, "review") == 0;
    bool changes = action == ACTION_EDIT || action == ACTION_DELETE;
    if (state_of(item) != DRAFT)
        return me;
    if (!accepted)
        me &= ~(uint32_t)ROLE_TRANSLATOR;
    return changes && !open ? me & ~(uint32_t)AUTHOR : me;
}

bool
may(const Ctx *cx, Action action, const Item *item)
{
    g_assert(action > 0 && action < N_ACTIONS);
    uint32_t me = who_am_i(cx, item);
    const ItemKind *kind = item_kind_find(item->kind);
    if (kind != NULL && kind->review != NULL)
        me = without_review(me, action, item);
    if (action == ACTION_COMMENT && kind != NULL && kind->of_group && item->group_slug != NULL &&
        !item->open_talk && (me & GROUP) == 0)
        return false;
    if ((action == ACTION_PUBLISH || action == ACTION_DELETE) && item_is_part(item))
        return false;
    bool changes = action == ACTION_EDIT || action == ACTION_TRANSLATE;
    if (changes && kind != NULL && kind->own_pages)
        return false;
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
