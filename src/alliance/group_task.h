/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * group_task - what waits for the chairs of a group.
 */
#pragma once
#include "db/ctx.h"

/** Open a task about the item for the chair who is in office for longest, for the secretariat if
 * the group has none or there is no group (@group_slug NULL).  As task_open() otherwise. */
int64_t group_task_open(Ctx *cx, const char *kind, int64_t item_id, const char *group_slug,
                        const char *subject);

/** The one person who asks to come into the group; 0: nobody, or more than one. */
int64_t group_member_only_asked(Ctx *cx, int64_t group_id);

/** That person's name and why; NULL: nobody, or more than one. */
const char *group_member_only_words(Ctx *cx, int64_t group_id);
