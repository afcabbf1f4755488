/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * relays - which of the mail servers, best first, is worth trying now.
 *
 * One that could not be reached is left alone for RELAYS_REST_SECONDS, so that
 * not every run waits for it before it turns to the next.  They are known by
 * their places; for several threads, of one process.
 *
 * Read with: postman.c.
 */
#pragma once
#include "base/limits.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define RELAYS_REST_SECONDS 60

typedef struct Relays Relays;

Relays *relays_new(void);
void relays_free(Relays *relays);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Relays, relays_free)

/** The best of @n that does not rest.  False: all do. */
bool relays_pick(Relays *relays, size_t n, size_t *ret_place);

/** The one at @place could not be reached, or lets nobody in. */
void relays_rest(Relays *relays, size_t place);

/** It has taken a mail: whatever was the matter is over. */
void relays_wake(Relays *relays, size_t place);
