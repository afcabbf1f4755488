/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pace - how many mails a destination bears, and for how long one that asks for patience is left
 * alone.
 *
 * A destination is whoever takes the mail of a domain: a large mail service with all its domains,
 * else the domain itself.  A mail that may go moves the destination's next moment on by one
 * interval; one goes as long as that moment is not further ahead than a burst.  Nothing here asks a
 * database.
 *
 * Read with: gate.h, docs/decisions/0040-pace.md.
 */
#pragma once
#include "base/arena.h"

/** How fast mails may go to a destination. */
typedef struct Pace {
    int64_t interval; /* milliseconds between two mails; 0: as fast as they come */
    int64_t burst;    /* so many may go at once */
} Pace;

#define PACE_RATE_MOST 100000 /* mails an hour that somebody may set */

/** The preset's name for people and for the table of destinations: "gmail.com" for
 *  "a@googlemail.com", "example.org" for "a@Example.org"; in the arena. */
const char *pace_destination(Arena *arena, const char *address);

/** The preset's rate in mails an hour, unless a line "DESTINATION NUMBER" of @rates says another
 *  one; the line "* NUMBER" is for all that have no other. */
Pace pace_of(const char *rates, const char *destination);

/** Is each line of @rates a domain or "*", a blank, and 1 to PACE_RATE_MOST? */
bool pace_rates_are_valid(const char *rates);

/** The presets, one after the other, for people: *@ret_rate mails an hour.  NULL: there are no
 *  more.  "*" is for all others. */
const char *pace_preset(size_t i, int64_t *ret_rate);

/** May a mail go at @now (milliseconds), when the destination's next moment is *@next?  Then that
 *  moves on; else *@ret_when is the first moment at which one may. */
bool pace_take(Pace pace, int64_t now, int64_t *next, int64_t *ret_when);

/** The slower of two. */
Pace pace_slower(Pace a, Pace b);

/* ---- patience ---- */

#define PACE_REST_FIRST 60           /* seconds; twice as long with each refusal after a rest, */
#define PACE_REST_MOST 3600          /* half as long with each success */
#define PACE_PROBE ((Pace){2000, 5}) /* to one that has asked for patience, until all is well */

/** Do the words of a server that refuses a mail for now ask for patience with all mails to there?
 *  A mailbox that is full or busy is its owner's affair. */
bool pace_asks_for_patience(const char *words);
