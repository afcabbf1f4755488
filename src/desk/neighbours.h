/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * neighbours - "newer" and "older" of a list that only grows and is not counted.
 */
#pragma once
#include "desk/desk.h"

typedef struct Neighbours {
    const char *newer, *older; /* addresses, or NULL */
} Neighbours;

/** What stands beside this page of a list, of which @n_rows rows are shown; NULL: nothing. */
const Neighbours *neighbours(Request *req, size_t n_rows);
