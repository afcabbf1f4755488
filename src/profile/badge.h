/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * badge - a page by which anybody can check that somebody is a member.
 *
 * It is there only while its owner has it switched on.  Its address is random,
 * another one each time, and not that of the profile.  When the membership
 * ends the page says until when it was; of an erased record nothing is left.
 */
#pragma once
#include "db/ctx.h"

typedef struct Badge {
    const char *name, *name_latin; /* name_latin: or NULL */
    int64_t joined_at, left_at;    /* left_at 0: a member */
    bool is_demo;
} Badge;

/** Whose badge it is; NULL: none has this address. */
const Badge *badge_find(Ctx *cx, const char *token);

/** The random part of the address of a person's badge; NULL: it is switched off. */
const char *badge_token(Ctx *cx, int64_t person_id);

/** Switch it on or off.  Nothing if it is so already. */
void badge_set(Ctx *cx, int64_t person_id, bool on);
