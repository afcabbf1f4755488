/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * representative - who speaks for an organisation: offered by a member who is
 * there, confirmed by the secretariat, for a term.
 */
#pragma once
#include "db/ctx.h"

typedef struct Representative {
    int64_t id, organisation_id, person_id, created_at, since,
        until; /* since 0: waits; until 0: open */
    const char *name, *page, *organisation, *organisation_slug;
    bool in_force;
} Representative;

typedef struct RepresentativeSpan {
    const Representative *at;
    size_t n;
} RepresentativeSpan;

/** Those of an organisation whose term is in force, who show to the acting person that they are
 *  there; by name. */
RepresentativeSpan representative_list(Ctx *cx, int64_t organisation_id);

/** Those who wait for the secretariat, oldest first. */
RepresentativeSpan representative_list_waiting(Ctx *cx);

/** The acting person's own offer or term there that has not ended, or NULL. */
const Representative *representative_find_mine(Ctx *cx, int64_t organisation_id);

/** Is the acting person of this organisation? */
bool representative_is_there(Ctx *cx, int64_t organisation_id);

/** May the acting person change what the organisation says: its representative, the secretariat? */
bool representative_may_edit(Ctx *cx, int64_t organisation_id);

/** The acting person offers to speak for the organisation.  False: not there, or offered already.
 */
bool representative_offer(Ctx *cx, int64_t organisation_id);

/** The acting person takes offer or term back. */
bool representative_withdraw(Ctx *cx, int64_t organisation_id);

/** The secretariat's word about one who waits, or the end of a term: @until 0 is open.  False:
 *  there is none that it could be said about. */
bool representative_confirm(Ctx *cx, int64_t id, int64_t until);
bool representative_end(Ctx *cx, int64_t id);
