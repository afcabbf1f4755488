/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/event_entry.h"

#include "base/moment.h"
#include "lang/lang.h"
#include "web/app.h"
#include "web/web.h"

#include <string.h>

#define DAY_SIZE 10 /* of "2017-03-16" */

/* As long before as its kind wants to be reminded of. */
static int64_t
alarm_of(const Event *event)
{
    const EventKind *kind = event_kind_find(event->kind);
    return kind != NULL && kind->alarm > 0 ? kind->alarm : MOMENT_DAY;
}

static const char *
description_of(Ctx *cx, const Event *event, const char *link)
{
    GString *text = arena_string(cx->arena, 200);
    if (*event->summary != '\0')
        g_string_append_printf(text, "%s\n", event->summary);
    if (*event->host != '\0')
        g_string_append_printf(text, "%s\n",
                               lang_fill(cx->arena, lang_text(cx->lang, N_("held by {host}")),
                                         "host", event->host, NULL));
    if (link != NULL)
        g_string_append_printf(text, "%s %s\n", lang_text(cx->lang, N_("Take part:")), link);
    g_string_append(text, page_address(cx, event->path));
    return text->str;
}

static IcalEntry
entry_of(Ctx *cx, const Event *event, bool alarm)
{
    const EventKind *kind = event_kind_find(event->kind);
    bool sees_link = event->join_public || (cx->me.roles & ROLE_MEMBER) != 0;
    const char *link = sees_link ? event->join_link : NULL;
    bool is_plan = *event->starts == '\0';
    g_autofree char *path = g_uri_escape_string(event->path, "/", false);
    const char *domain = strstr(cx->app->base_url, "://");
    IcalEntry entry = {
        .uid = event->uid,
        .sequence = event->sequence,
        .changed_at = MAX(event->changed_at, event->updated_at),
        .starts = is_plan ? event->day : event->starts,
        .ends = event->ends,
        .zone = event->zone,
        .rule = event->rule,
        .leaves_out = event->leaves_out,
        .adds = event->adds,
        .state = is_plan && event->actual_on == NULL ? "tentative" : event->state,
        .title = event->title,
        .description = description_of(cx, event, link),
        .place = event->place,
        .url = page_address(cx, path),
        .category = kind != NULL ? lang_text(cx->lang, kind->label) : NULL,
        .language = event->language,
        .conference = link,
        .alarm = alarm ? alarm_of(event) : 0,
    };
    /* What nobody has filled in yet has no name of its own; its number stays, too. */
    if (*entry.uid == '\0')
        entry.uid = arena_printf(cx->arena, "item-%" PRId64 "@%s", event->id,
                                 domain != NULL ? domain + strlen("://") : "");
    return entry;
}

IcalEntrySpan
event_entries(Ctx *cx, EventSpan events, bool alarm)
{
    IcalEntry *entries = arena_array_of(cx->arena, IcalEntry, events.n);
    size_t n = 0;
    for (size_t i = 0; i < events.n; i++) {
        const Event *event = &events.at[i];
        if (*event->starts != '\0' || (event->day != NULL && strlen(event->day) == DAY_SIZE))
            entries[n++] = entry_of(cx, event, alarm);
    }
    return (IcalEntrySpan){entries, n};
}
