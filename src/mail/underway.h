/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * underway - the mails that this process has claimed and not done with.
 *
 * A lease in the outbox says how long a mail is somebody's, by the instance's
 * clock.  When that clock jumps ahead, leases run out whose mails are on their
 * way; their own process must not take them for a dead one's.
 *
 * For several threads.  Read with: sender.c, docs/decisions/0031-sending.md.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Underway Underway;

/** None yet; one for a process. */
Underway *underway_new(void);
void underway_free(Underway *underway);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Underway, underway_free)

/** The mail @id is claimed.  False: it was already, so leave it to whoever has it.  Without an
 *  @underway (NULL) nothing is remembered. */
bool underway_add(Underway *underway, int64_t id);

/** What became of it is written, or given up. */
void underway_remove(Underway *underway, int64_t id);
