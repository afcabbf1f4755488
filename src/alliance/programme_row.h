/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * programme_row - a number of somebody or something, and one that belongs to it.
 */
#pragma once
#include <stdint.h>

typedef struct ProgrammeNumber {
    int64_t id, n;
} ProgrammeNumber;
