/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sieve - who may stand in a part, so that most parts need not be unpacked.
 *
 * A Bloom filter: each key, the number of a person or an address in any case,
 * sets some bits of a row of bits.  Whose bits are not all set does not stand
 * there; of others one in forty is let through for nothing.
 */
#pragma once
#include "base/arena.h"

typedef struct Sieve {
    uint8_t *bits;
    size_t n; /* bytes, a power of two */
} Sieve;

/** Make an empty one with room for @n_keys, in @arena. */
Sieve sieve_new(Arena *arena, size_t n_keys);

void sieve_add_person(Sieve *sieve, int64_t person_id);
void sieve_add_address(Sieve *sieve, const char *address);

/** May the key be in @bits?  Of no bits at all nothing is known: it may. */
bool sieve_has_person(Bytes bits, int64_t person_id);
bool sieve_has_address(Bytes bits, const char *address);
