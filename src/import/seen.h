/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * seen - in which row of a list an address stood first, in eight bytes each.
 *
 * A table of 32 MB has room for all rows that a sheet may have.  An address is
 * known by 40 bits of a keyed hash and, nearly, by its place in the table, 22
 * bits: that two of a million are taken for one has a chance of one in a
 * million, and nobody can choose them.
 */
#pragma once
#include <glib.h>
#include <stdint.h>

typedef struct Seen Seen;

Seen *seen_new(const uint8_t key[16]);
void seen_free(Seen *seen);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Seen, seen_free)

/** The row in which @email stood, in any case of its letters, or 0; from now on it stands in
 *  @line. */
int64_t seen_add(Seen *seen, const char *email, int64_t line);
