/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/progress.h"

#include <glib.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#define BAR_WIDTH 30
#define SHOW_EVERY_US 100000

void
progress_show(Progress *progress, int64_t done, int64_t total)
{
    int64_t now = g_get_monotonic_time();
    if (!isatty(STDERR_FILENO) || now - progress->shown_at < SHOW_EVERY_US)
        return;
    progress->shown_at = now;
    if (total <= 0) {
        fprintf(stderr, "\r%s %" PRId64, progress->what, done);
        return;
    }
    int filled = (int)(done * BAR_WIDTH / total);
    fprintf(stderr, "\r%s [%.*s%*s] %3d %%", progress->what, filled,
            "##############################", BAR_WIDTH - filled, "", (int)(done * 100 / total));
}

void
progress_end(Progress *progress)
{
    if (progress->shown_at != 0)
        fputs("\r\033[K", stderr);
    progress->shown_at = 0;
}
