/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * standing_link - the link in a mail that opens one page for its reader, without signing in.
 *
 * Its token names a person and has a MAC under the instance's key, so nothing is
 * stored and it does not expire.  It opens the page of its purpose and no
 * other, and never signs in: a mail may be forwarded.  All links of a person
 * end when its counter moves on.
 *
 * Read with: docs/decisions/0026-privacy.md.
 */
#pragma once
#include "db/ctx.h"

/** Purposes: a token of one is nothing to the other. */
#define LINK_PREFERENCES "preferences"
#define LINK_STILL_HERE "still here"
#define LINK_KEEP_ME "keep me"
#define LINK_PACE "pace"

/** The purpose of the link that ends the mails of @list, and of no other. */
const char *standing_link_to_end(Arena *arena, const char *list);

/** The purpose of the link that decides this task, and no other. */
const char *standing_link_to_decide(Arena *arena, int64_t task_id);

/** The token of a person; @links_n: person.links_n now. */
const char *standing_link_token(Ctx *cx, const char *purpose, int64_t person_id, int64_t links_n);

/** Likewise for who does not know the counter; NULL: nobody, or erased. */
const char *standing_link_new(Ctx *cx, const char *purpose, int64_t person_id);

/** Whose token it is; 0 if it is of another purpose, was ended or made up, or its person erased. */
int64_t standing_link_find(Ctx *cx, const char *purpose, const char *token);

/** End all links of a person that were made so far. */
void standing_link_end_all(Ctx *cx, int64_t person_id);
