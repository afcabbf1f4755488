/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The side that is to be protected.
 */
#include "shrink/shrink.h"

#include "shrink/pdf.h"

#include <string.h>
#include <unistd.h>

const ConfineLimits SHRINK_LIMITS = {
    .memory = SHRINK_MEMORY, .answer = SHRINK_BYTES, .seconds = SHRINK_SECONDS};

static bool
is_pdf(Bytes content)
{
    static const char head[] = "%PDF-";
    return content.n > strlen(head) && memcmp(content.at, head, strlen(head)) == 0;
}

bool
shrink_run(Arena *arena, Bytes content, Bytes *ret)
{
    static const char *const argv[] = {SHRINK_WORKER, NULL};
    int status = -1;
    if (content.n < SHRINK_FROM || content.n > SHRINK_BYTES || !is_pdf(content))
        return false;
    return confine_run(arena, &SHRINK_LIMITS, argv, content, &status, ret) == CONFINE_ENDED &&
           status == 0 && is_pdf(*ret) && ret->n <= content.n / 100 * SHRINK_WORTH;
}

/* Exit handlers of libraries have nothing to do here, so none runs. */
int
shrink_work(void)
{
    Bytes content = {NULL, 0};
    bool done = confine_input(SHRINK_BYTES, &content) && confine_self(&SHRINK_LIMITS) &&
                shrink_pdf(content, confine_write);
    _exit(done ? 0 : 1);
}
