/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "import/sieve.h"
#include "base/limits.h"
#include "base/secret.h"

#include <string.h>

#define PROBES 4 /* bits of one key */
#define BYTES_PER_KEY 1
#define LEAST_BYTES 16

Sieve
sieve_new(Arena *arena, size_t n_keys)
{
    size_t n = LEAST_BYTES;
    while (n < n_keys * BYTES_PER_KEY)
        n *= 2;
    return (Sieve){arena_alloc(arena, n), n};
}

/* Not a secret: who makes collisions has parts unpacked for nothing. */
static uint64_t
hash_of(const void *bytes, size_t n)
{
    static const uint8_t key[16] = "baraza's sieves";
    return secret_table_hash(key, bytes, n);
}

static uint64_t
hash_of_address(const char *address)
{
    char small[LIMIT_EMAIL + 1];
    size_t n = 0;
    for (; address[n] != '\0' && n < LIMIT_EMAIL; n++)
        small[n] = g_ascii_tolower(address[n]);
    return hash_of(small, n);
}

/* Two halves of the hash give all places, as good as so many hashes. */
static size_t
place(uint64_t hash, size_t probe, size_t n_bytes)
{
    return (size_t)((hash & 0xffffffff) + probe * (hash >> 32 | 1)) & (8 * n_bytes - 1);
}

static void
set(Sieve *sieve, uint64_t hash)
{
    for (size_t i = 0; i < PROBES; i++) {
        size_t bit = place(hash, i, sieve->n);
        sieve->bits[bit / 8] |= (uint8_t)(1 << bit % 8);
    }
}

static bool
is_set(Bytes bits, uint64_t hash)
{
    const uint8_t *at = bits.at;
    for (size_t i = 0; i < PROBES && bits.n > 0; i++) {
        size_t bit = place(hash, i, bits.n);
        if ((at[bit / 8] >> bit % 8 & 1) == 0)
            return false;
    }
    return true;
}

void
sieve_add_person(Sieve *sieve, int64_t person_id)
{
    set(sieve, hash_of(&person_id, sizeof person_id));
}

void
sieve_add_address(Sieve *sieve, const char *address)
{
    set(sieve, hash_of_address(address));
}

bool
sieve_has_person(Bytes bits, int64_t person_id)
{
    return is_set(bits, hash_of(&person_id, sizeof person_id));
}

bool
sieve_has_address(Bytes bits, const char *address)
{
    return is_set(bits, hash_of_address(address));
}
