/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Sessions as calendar entries: one, or all of a programme to subscribe to.
 */
#include "calendar/ical.h"
#include "programme/pages.h"
#include "web/app.h"

#include <string.h>

#define ALARM (15 * 60)

static const char *
whole_address(Ctx *cx, const char *path)
{
    g_autofree char *escaped = g_uri_escape_string(path, "/", false);
    return page_address(cx, escaped);
}

static void
append_people(GString *text, SpeakerSpan people)
{
    for (size_t i = 0; i < people.n; i++)
        if (!people.at[i].is_gone)
            g_string_append_printf(text, "%s%s%s\n", people.at[i].name,
                                   *people.at[i].affiliation != '\0' ? ", " : "",
                                   people.at[i].affiliation);
}

static const char *
description_of(Ctx *cx, const ProgrammeSession *session, const char *link)
{
    GString *text = arena_string(cx->arena, 200);
    if (*session->summary != '\0')
        g_string_append_printf(text, "%s\n", session->summary);
    append_people(text, session->people);
    if (link != NULL)
        g_string_append_printf(text, "%s %s\n", lang_text(cx->lang, N_("Take part:")), link);
    g_string_append(text, whole_address(cx, session->path));
    return text->str;
}

static const char *
place_of(Ctx *cx, const Event *event, const ProgrammeSession *session)
{
    if (*session->room == '\0' || *event->place == '\0')
        return *session->room != '\0' ? session->room : event->place;
    return arena_printf(cx->arena, "%s, %s", session->room, event->place);
}

static IcalEntry
entry_of(Ctx *cx, const Event *event, const ProgrammeSession *session, bool alarm)
{
    bool sees_link = event->join_public || (cx->me.roles & ROLE_MEMBER) != 0;
    const char *link = sees_link ? event->join_link : NULL;
    return (IcalEntry){
        .uid = session->uid,
        .sequence = session->sequence,
        .changed_at = MAX(session->changed_at, event->changed_at),
        .starts = session->starts,
        .ends = session->ends,
        .zone = event->zone,
        .state = session->cancelled ? "cancelled" : event->state,
        .title = session->title,
        .description = description_of(cx, session, link),
        .place = place_of(cx, event, session),
        .url = whole_address(cx, session->path),
        .category = event->title,
        .language = session->language,
        .conference = link,
        .alarm = alarm ? ALARM : 0,
    };
}

static Response *
respond_ical(Request *req, const Ical *ical)
{
    return respond_bytes(req, "text/calendar; charset=utf-8", ical_format(req->cx->arena, ical));
}

Response *
respond_session_calendar(Request *req, const Event *event, const ProgrammeSession *session)
{
    const IcalEntry entry = entry_of(req->cx, event, session, true);
    return respond_ical(req, &(Ical){
                                 .entries = {&entry, 1}
    });
}

Response *
get_programme_calendar(Request *req)
{
    Ctx *cx = req->cx;
    const Event *event = programme_event(req, NULL);
    if (event == NULL)
        return respond_not_found(req);
    ProgrammeSessionSpan sessions = programme_list(cx, event->id);
    IcalEntry *entries = arena_array_of(cx->arena, IcalEntry, sessions.n);
    for (size_t i = 0; i < sessions.n; i++)
        entries[i] = entry_of(cx, event, &sessions.at[i], false);
    return respond_ical(req, &(Ical){
                                 .name = event->title,
                                 .url = whole_address(cx, req->path),
                                 .entries = {entries, sessions.n}
    });
}
