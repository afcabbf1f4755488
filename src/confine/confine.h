/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * confine - this program once more, as a process that has nothing.
 *
 * What strangers send is decoded by libraries that have mistakes.  So it is
 * done in a process with an empty environment, no open file but the bytes and
 * a place for the answer, both in memory, limits on memory, time and output,
 * and a seccomp filter that leaves it memory, threads and those two files.
 * Whatever goes wrong there is an answer of this side.
 *
 * Read with: docs/decisions/0017-pictures.md, 0064-texts-of-files.md.
 */
#pragma once
#include "base/arena.h"

typedef struct ConfineLimits {
    size_t memory; /* bytes of address space */
    size_t answer; /* bytes */
    int seconds;   /* of the processor; by the clock it may be twice as long */
} ConfineLimits;

typedef enum ConfineEnd {
    CONFINE_ENDED,   /* by itself, with a status */
    CONFINE_KILLED,  /* by a signal: a limit, or a mistake of a library */
    CONFINE_NOTHING, /* it could not be started, or its answer is beyond the limit */
} ConfineEnd;

#define CONFINE_WORDS 10 /* arguments */

/** Start @argv (ends with NULL; its first word chooses the worker, as main() does) with @input and
 *  wait for it.  @ret_answer is in @arena; both are set only when it ended. */
ConfineEnd confine_run(Arena *arena, const ConfineLimits *limits, const char *const *argv,
                       Bytes input, int *ret_status, Bytes *ret_answer);

/* ---- inside ---- */

/** What was sent, at most @most bytes; before confine_self().  False: nothing, or more. */
bool confine_input(size_t most, Bytes *ret);

/** Give up all that decoding does not need; false: the system refused. */
bool confine_self(const ConfineLimits *limits);

/** A piece of the answer. */
bool confine_write(const void *bytes, size_t n);
