/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * dns - what the world sees at a name.
 *
 * The machine's own resolvers are asked, which takes seconds when they are slow: never call it
 * in a transaction.  Code of requests calls App.dns, so that tests decide.
 */
#pragma once
#include "base/arena.h"

/** The records of @type at @name, a line for each, in the arena; "" if there are none, NULL if
 *  nobody answered.
 *
 *  "TXT" is the texts, "A" and "AAAA" addresses, "MX" preference and host ("10 mx.example"), "PTR"
 *  the names of the address @name ("192.0.2.1").  Hosts are without a last dot, but for the root.
 */
const char *dns_ask(Arena *arena, const char *type, const char *name);

/** The same of a whole answer, as it came over the network; NULL if it is none. */
const char *dns_read(Arena *arena, const char *type, Bytes answer);

/** Asking for a while. */
typedef struct DnsLook {
    const char *(*ask)(Arena *arena, const char *type,
                       const char *name); /* dns_ask(), or a test's */
    int64_t until;                        /* monotonic: later nobody is asked any more */
} DnsLook;

/** As dns_ask(), but when time is up nobody answers. */
const char *dns_look(const DnsLook *look, Arena *arena, const char *type, const char *name);
