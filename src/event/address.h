/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * address - a member's own calendar, behind an address that nobody can guess.
 *
 * Calendar programs do not sign in, so the address is the key: it shows what a
 * member sees and never what an editor does, it is shown once, and it ends when
 * its owner says so, makes another, leaves or is erased.
 */
#pragma once
#include "db/ctx.h"

typedef struct CalendarOwner {
    int64_t person_id;
    const char *language;
} CalendarOwner;

/** Whose calendar it is; NULL: nobody's, or not any more. */
const CalendarOwner *calendar_owner(Ctx *cx, const char *token);

/** Since when the person has one; 0: has none. */
int64_t calendar_since(Ctx *cx, int64_t person_id);

/** Make one for the acting person, in the language of the request; an earlier one ends.  Returns
 *  the token, which is not known again. */
const char *calendar_new(Ctx *cx);

/** End that of the acting person. */
void calendar_end(Ctx *cx);
