/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/programme.h"

#include "alliance/holding.h"
#include "alliance/item_row.h"
#include "alliance/programme.sql.h"
#include "alliance/search.h"
#include "base/limits.h"
#include "base/moment.h"
#include "lang/lang.h"

#include <string.h>

#define DAY_SIZE 10 /* of "2018-05-08" */
#define DAYS_LONGEST 31

/* clang-format off */
const SessionKind SESSION_KINDS[] = {
    {"session",  N_("Session"),   false},
    {"opening",  N_("Opening"),   false},
    {"keynote",  N_("Keynote"),   false},
    {"panel",    N_("Panel"),     false},
    {"workshop", N_("Workshop"),  false},
    {"break",    N_("Break"),     true },
    {"social",   N_("Gathering"), true },
    {"closing",  N_("Closing"),   false},
    {0},
};
/* clang-format on */

const SessionKind *
session_kind_find(const char *name)
{
    for (const SessionKind *kind = SESSION_KINDS; name != NULL && kind->name != NULL; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

static const DbType SESSION = DB_TYPE(
    ProgrammeSession, DB_FIELD(ProgrammeSession, id), DB_FIELD(ProgrammeSession, event_id),
    DB_FIELD(ProgrammeSession, kind), DB_FIELD(ProgrammeSession, starts),
    DB_FIELD(ProgrammeSession, ends), DB_FIELD(ProgrammeSession, cancelled),
    DB_FIELD(ProgrammeSession, uid), DB_FIELD(ProgrammeSession, sequence),
    DB_FIELD(ProgrammeSession, changed_at), DB_FIELD(ProgrammeSession, version),
    DB_FIELD(ProgrammeSession, slug), DB_FIELD(ProgrammeSession, language),
    DB_FIELD(ProgrammeSession, title), DB_FIELD(ProgrammeSession, summary),
    DB_FIELD(ProgrammeSession, body), DB_FIELD(ProgrammeSession, room),
    DB_FIELD(ProgrammeSession, recording));

static const DbType SPEAKER = DB_TYPE(
    Speaker, DB_FIELD(Speaker, session_id), DB_FIELD(Speaker, person_id), DB_FIELD(Speaker, name),
    DB_FIELD(Speaker, affiliation), DB_FIELD(Speaker, moderates), DB_FIELD(Speaker, is_gone),
    DB_FIELD(Speaker, is_demo), DB_FIELD(Speaker, picture_id), DB_FIELD(Speaker, handle));

static const DbType SLIDE = DB_TYPE(
    Slide, DB_FIELD(Slide, session_id), DB_FIELD(Slide, id), DB_FIELD(Slide, size),
    DB_FIELD(Slide, name), DB_FIELD(Slide, title), DB_FIELD(Slide, type), DB_FIELD(Slide, format),
    DB_FIELD(Slide, text_size), DB_FIELD(Slide, light_size));

/* ---- reading ---- */

/* Of the rows of all sessions those of one: they stand together. */
static SpeakerSpan
people_of(SpeakerSpan all, int64_t session_id)
{
    size_t first = 0, n = 0;
    while (first < all.n && all.at[first].session_id != session_id)
        first++;
    while (first + n < all.n && all.at[first + n].session_id == session_id)
        n++;
    return (SpeakerSpan){n > 0 ? all.at + first : NULL, n};
}

static SlideSpan
slides_of(SlideSpan all, int64_t session_id)
{
    size_t first = 0, n = 0;
    while (first < all.n && all.at[first].session_id != session_id)
        first++;
    while (first + n < all.n && all.at[first + n].session_id == session_id)
        n++;
    return (SlideSpan){n > 0 ? all.at + first : NULL, n};
}

static SpeakerSpan
load_people(Ctx *cx, int64_t event_id, int64_t id)
{
    DbRows rows = db_all(cx, &SQL_programme_speakers, &SPEAKER,
                         DB_ARGS(event_id, id, cx->me.id, cx->me.roles));
    Speaker *at = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        if (at[i].handle != NULL)
            at[i].page = arena_printf(cx->arena, "/members/%s", at[i].handle);
    return DB_SPAN(SpeakerSpan, rows);
}

static SlideSpan
load_slides(Ctx *cx, int64_t event_id, int64_t id)
{
    DbRows rows = db_all(cx, &SQL_programme_slides, &SLIDE, DB_ARGS(event_id, id));
    Slide *at = rows.at;
    FileLine *lines = arena_array_of(cx->arena, FileLine, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const File file = {.id = at[i].id,
                           .size = at[i].size,
                           .name = at[i].name,
                           .title = at[i].title,
                           .type = at[i].type};
        lines[i] = file_line(cx, &file,
                             (FileMade){at[i].format, at[i].text_size, at[i].light_size});
        at[i].line = &lines[i];
        at[i].label = lines[i].label;
        at[i].title = lines[i].title;
    }
    return DB_SPAN(SlideSpan, rows);
}

/* What hangs on the sessions, of an event or one of them. */
static void
fill(Ctx *cx, DbRows rows, int64_t event_id, int64_t id)
{
    ProgrammeSession *sessions = rows.at;
    if (rows.n == 0)
        return;
    SpeakerSpan people = load_people(cx, event_id, id);
    SlideSpan slides = load_slides(cx, event_id, id);
    for (size_t i = 0; i < rows.n; i++) {
        ProgrammeSession *session = &sessions[i];
        session->path = item_path(cx->arena, "session", session->slug);
        session->people = people_of(people, session->id);
        session->slides = slides_of(slides, session->id);
    }
}

ProgrammeSessionSpan
programme_list(Ctx *cx, int64_t event_id)
{
    DbRows rows = db_all(
        cx, &SQL_programme_list, &SESSION,
        DB_ARGS(event_id, cx->lang->code, cx->me.id, cx->me.roles, (int64_t)LIMIT_PROGRAMME));
    fill(cx, rows, event_id, 0);
    return DB_SPAN(ProgrammeSessionSpan, rows);
}

int64_t
programme_count(Ctx *cx, int64_t event_id)
{
    return db_count(cx, &SQL_programme_count, DB_ARGS(event_id, cx->me.id, cx->me.roles));
}

const ProgrammeSession *
programme_find(Ctx *cx, int64_t item_id)
{
    DbRows rows = db_all(cx, &SQL_programme_find, &SESSION,
                         DB_ARGS(item_id, cx->lang->code, cx->me.id, cx->me.roles));
    fill(cx, rows, 0, item_id);
    return rows.n > 0 ? rows.at : NULL;
}

bool
programme_moments(Arena *arena, const ProgrammeSession *session, const char *zone,
                  Occurrence *ret_occurrence)
{
    Occurrence o = {.timed = true, .day = arena_strndup(arena, session->starts, DAY_SIZE)};
    if (!moment_from_local(session->starts, zone, &o.starts_at) ||
        !moment_from_local(session->ends, zone, &o.ends_at))
        return false;
    *ret_occurrence = o;
    return true;
}

const Item *
programme_summary(Ctx *cx, int64_t event_id)
{
    int64_t id = db_count(cx, &SQL_programme_summary, DB_ARGS(event_id, cx->me.id, cx->me.roles));
    return id != 0 ? item_find_id(cx, id) : NULL;
}

/* ---- faults ---- */

static const char *
time_fault(const char *when, const char *zone)
{
    int64_t moment;
    if (moment_from_local(when, zone, &moment))
        return NULL;
    return moment_from_local(when, "UTC", &moment)
               ? N_("Clocks are put forward there at that time, so that it does not exist")
               : N_("Write a day and a time: 2018-05-08 09:00");
}

/* Does it lie within the days of the event?  Of one whose days are not known any will do. */
static bool
is_within(const SessionDraft *draft, const Event *event)
{
    const char *last = *event->ends != '\0' ? event->ends : event->starts;
    if (*event->starts == '\0')
        return true;
    return strncmp(draft->starts, event->starts, DAY_SIZE) >= 0 &&
           strncmp(draft->ends, last, DAY_SIZE) <= 0;
}

FormFault
programme_fault(const SessionDraft *draft, const Event *event)
{
    const char *words = NULL;
    int64_t from = 0, until = 0;
    if (session_kind_find(draft->kind) == NULL)
        return (FormFault){"kind", N_("Choose what it is")};
    if ((words = time_fault(draft->starts, event->zone)) != NULL)
        return (FormFault){"starts", words};
    if ((words = time_fault(draft->ends, event->zone)) != NULL)
        return (FormFault){"ends", words};
    bool known = moment_from_local(draft->starts, event->zone, &from) &&
                 moment_from_local(draft->ends, event->zone, &until);
    if (!known || until <= from)
        return (FormFault){"ends", N_("It would end before it begins")};
    if (until - from > DAYS_LONGEST * (int64_t)MOMENT_DAY || !is_within(draft, event))
        return (FormFault){"starts", N_("This is outside the days of the event")};
    if (draft->speakers.n > LIMIT_SPEAKERS)
        return (FormFault){"speakers", N_("These are too many people")};
    return (FormFault){NULL, NULL};
}

/* ---- a member who goes ---- */

void
programme_forget(Ctx *cx, int64_t person_id)
{
    holding_erase_rows(cx, "programme_speaker", person_id);
    search_index_of(cx, &SQL_programme_of_person, person_id);
}
