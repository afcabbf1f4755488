/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sight_checks - the looks, one after the other.  For sight.c only.
 */
#pragma once
#include "alliance/sight.h"
#include "mail/dns.h"

/** A look while it goes on. */
typedef struct Looking {
    struct App *app;
    Arena *arena;
    const SightFacts *facts;
    DnsLook dns;
    GArray *seen; /* of Sight */
} Looking;

/** Look at everything, in order; appends to @looking->seen. */
void sight_checks_run(Looking *looking);
