/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What came out of an event, for its page.
 */
#include "event/pages.h"

/* Those of which something can be read or watched. */
static ProgrammeSessionSpan
with_yield(Ctx *cx, ProgrammeSessionSpan sessions)
{
    ProgrammeSession *at = arena_array_of(cx->arena, ProgrammeSession, sessions.n);
    size_t n = 0;
    for (size_t i = 0; i < sessions.n; i++)
        if (sessions.at[i].slides.n > 0 || sessions.at[i].recording != NULL)
            at[n++] = sessions.at[i];
    return (ProgrammeSessionSpan){at, n};
}

const EventAfter *
event_after_new(Request *req, const Event *event)
{
    Ctx *cx = req->cx;
    ProgrammeSessionSpan sessions = programme_list(cx, event->id);
    const Item *summary = programme_summary(cx, event->id);
    if (sessions.n == 0 && summary == NULL)
        return NULL;
    EventAfter *after = arena_new_of(cx->arena, EventAfter);
    *after = (EventAfter){.n_sessions = (int64_t)sessions.n,
                          .summary = summary,
                          .sessions = with_yield(cx, sessions)};
    if (summary != NULL || after->sessions.n > 0)
        after->zip = arena_printf(cx->arena, "%s/programme.zip", event->path);
    if (sessions.n > 0)
        after->programme = arena_printf(cx->arena, "%s/programme", event->path);
    after->has_body = summary != NULL && summary->body != NULL && *summary->body != '\0';
    if (after->has_body)
        after->body = item_body_html(req, summary->body);
    return after;
}
