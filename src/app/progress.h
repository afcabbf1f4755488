/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * progress - a bar on standard error while long work is watched.
 *
 * Nothing is printed unless standard error is a terminal.
 */
#pragma once
#include <stdint.h>

typedef struct Progress {
    const char *what; /* "Importing" */
    int64_t shown_at; /* microseconds, monotonic; 0: nothing shown yet */
} Progress;

/** Show @done of @total (0: not known) at most ten times a second. */
void progress_show(Progress *progress, int64_t done, int64_t total);

/** Take the bar away; what follows starts on a clean line. */
void progress_end(Progress *progress);
