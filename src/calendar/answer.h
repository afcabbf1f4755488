/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * answer - what a calendar says to an invitation (iTIP's METHOD:REPLY, RFC 5546).
 *
 * It comes from strangers: only the one word is read, and nothing of it kept.
 */
#pragma once
#include "base/arena.h"

#define ANSWER_ACCEPTED "ACCEPTED"
#define ANSWER_DECLINED "DECLINED"
#define ANSWER_TENTATIVE "TENTATIVE"

/** What the first attendee says: one of the above; "": @calendar is no reply, or says something
 * else. */
const char *answer_read(Arena *arena, Bytes calendar);
