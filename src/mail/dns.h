/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * dns - what a domain publishes as text: keys of mails, who may send for it.
 *
 * Asks the resolver of this machine and waits for it, up to some seconds: never
 * in a transaction.  Code of requests calls App.dns_txt, so that tests decide.
 */
#pragma once
#include "base/arena.h"

/** The TXT records at @name, each in a line; "" if there are none.  NULL: nobody answers now. */
const char *dns_txt(Arena *arena, const char *name);

/** Read them from a resolver's answer (RFC 1035); NULL: it is none. */
const char *dns_read_txt(Arena *arena, Bytes answer);
