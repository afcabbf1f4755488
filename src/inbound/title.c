/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/limits.h"
#include "base/text.h"
#include "inbound/inbound.h"

#include <string.h>

/* Without one mark of an answer or a forwarded mail, as programs write them. */
static const char *
without_mark(const char *title)
{
    static const char *const marks[] = {"re:", "fwd:", "fw:", "aw:", "tr:", "rv:"};
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_ascii_strncasecmp(title, marks[i], strlen(marks[i])) == 0)
            return title + strlen(marks[i]) + strspn(title + strlen(marks[i]), " ");
    return title;
}

const char *
arrival_title(Arena *arena, const Arrival *arrival)
{
    const char *title = arrival->subject, *before;
    do {
        before = title;
        title = without_mark(title);
    } while (title != before);
    const char *line = *title != '\0' ? title : text_fold_space(arena, arrival->words);
    return text_shorten(arena, line, LIMIT_LINE);
}
