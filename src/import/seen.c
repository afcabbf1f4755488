/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "import/seen.h"
#include "base/limits.h"
#include "base/secret.h"
#include "sheet/sheet.h"

#include <string.h>

#define LINE_BITS 24 /* of a slot; the other 40 are of the hash, and its place tells more of it */
#define LINE_MASK (((uint64_t)1 << LINE_BITS) - 1)
#define ROOM_BITS 22

G_STATIC_ASSERT(SHEET_MAX_ROWS < (1 << ROOM_BITS) * 3 / 4);

struct Seen {
    uint8_t key[16];
    uint64_t *slots; /* 0: free */
};

/* All of it at once: pages of memory that are never touched cost nothing. */
Seen *
seen_new(const uint8_t key[16])
{
    Seen *seen = g_new0(Seen, 1);
    memcpy(seen->key, key, sizeof seen->key);
    seen->slots = g_new0(uint64_t, (size_t)1 << ROOM_BITS);
    return seen;
}

void
seen_free(Seen *seen)
{
    if (seen == NULL)
        return;
    g_free(seen->slots);
    g_free(seen);
}

int64_t
seen_add(Seen *seen, const char *email, int64_t line)
{
    char small[LIMIT_EMAIL + 1];
    size_t n = 0;
    for (; email[n] != '\0' && n < LIMIT_EMAIL; n++)
        small[n] = g_ascii_tolower(email[n]);
    uint64_t hash = secret_table_hash(seen->key, small, n);
    uint64_t tag = hash & ~LINE_MASK;
    size_t at = hash & (((size_t)1 << ROOM_BITS) - 1);
    while (seen->slots[at] != 0 && (seen->slots[at] & ~LINE_MASK) != tag)
        at = (at + 1) & (((size_t)1 << ROOM_BITS) - 1);
    if (seen->slots[at] != 0)
        return (int64_t)(seen->slots[at] & LINE_MASK);
    seen->slots[at] = tag | ((uint64_t)line & LINE_MASK);
    return 0;
}
