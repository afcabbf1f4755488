/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Sessions that are added, changed, moved and taken out.
 */
#include "alliance/programme.h"

#include "alliance/audit.h"
#include "alliance/programme.sql.h"
#include "alliance/search.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/secret.h"
#include "base/text.h"
#include "lang/lang.h"
#include "web/app.h"

#include <string.h>

#define UID_SIZE 18 /* random bytes */
#define DAY_SIZE 10 /* of "2018-05-08" */

/* Of which state a member was told. */
typedef struct ProgrammeNumber {
    int64_t id, n; /* of the person; as programme_speaker.told */
} ProgrammeNumber;

static const DbType NUMBER = DB_TYPE(ProgrammeNumber, DB_FIELD(ProgrammeNumber, id),
                                     DB_FIELD(ProgrammeNumber, n));

/* What of a session a move needs. */
static const DbType TIMES = DB_TYPE(
    ProgrammeSession, DB_FIELD(ProgrammeSession, id), DB_FIELD(ProgrammeSession, kind),
    DB_FIELD(ProgrammeSession, starts), DB_FIELD(ProgrammeSession, ends),
    DB_FIELD(ProgrammeSession, cancelled));

/* ---- who speaks ---- */

static int64_t
told_of(DbRows rows, int64_t person_id)
{
    const ProgrammeNumber *at = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        if (person_id != 0 && at[i].id == person_id)
            return at[i].n;
    return 0;
}

static void
write_speakers(Ctx *cx, int64_t id, SpeakerDrafts speakers)
{
    DbRows told = db_all(cx, &SQL_programme_told, &NUMBER, DB_ARGS(id));
    db_run(cx, &SQL_programme_delete_speakers, DB_ARGS(id));
    for (size_t i = 0; i < speakers.n && !db_failed(cx->db); i++) {
        const SpeakerDraft *s = &speakers.at[i];
        db_run(cx, &SQL_programme_insert_speaker,
               DB_ARGS(id, (int64_t)i + 1, s->moderates, DB_OR_NULL(s->person_id), s->name,
                       text_or_empty(s->affiliation), told_of(told, s->person_id)));
    }
    search_index(cx, id);
}

/* ---- one session ---- */

static ItemDraft
texts_of(const SessionDraft *draft, int64_t event_id)
{
    return (ItemDraft){.kind = "session",
                       .slug = "",
                       .language = draft->language,
                       .title = draft->title,
                       .summary = draft->summary,
                       .body = draft->body,
                       .place = draft->room,
                       .link = draft->recording,
                       .parent_id = event_id};
}

int64_t
programme_insert(Ctx *cx, const Event *event, const SessionDraft *draft)
{
    uint8_t random[UID_SIZE];
    if (programme_count(cx, event->id) >= LIMIT_PROGRAMME)
        return 0;
    /* "symposium-5-opening": the same title comes again at each symposium. */
    ItemDraft texts = texts_of(draft, event->id);
    texts.whole_slug = event->slug;
    int64_t id = item_insert(cx, &texts);
    cx->app->random(cx->app, random, sizeof random);
    db_run(cx, &SQL_programme_insert,
           DB_ARGS(id, draft->kind, draft->starts, draft->ends, draft->cancelled,
                   secret_encode(cx->arena, random, sizeof random), cx->now));
    write_speakers(cx, id, draft->speakers);
    return id;
}

/* A time of the clocks so many seconds later. */
static const char *
later(Arena *arena, const char *local, int64_t seconds)
{
    int64_t moment = 0;
    return moment_from_local(local, "UTC", &moment) ? moment_local(arena, moment + seconds, "UTC")
                                                    : local;
}

/* What comes after it on its day goes along; what would leave the day stays. */
static void
move_rest(Ctx *cx, const ProgrammeSession *session, const SessionDraft *draft)
{
    int64_t was = 0, is = 0;
    const char *day = arena_strndup(cx->arena, session->starts, DAY_SIZE);
    if (!moment_from_local(session->starts, "UTC", &was) ||
        !moment_from_local(draft->starts, "UTC", &is) || was == is)
        return;
    DbRows rows = db_all(cx, &SQL_programme_list_after, &TIMES,
                         DB_ARGS(session->event_id, session->id, session->starts, day));
    const ProgrammeSession *at = rows.at;
    for (size_t i = 0; i < rows.n && !db_failed(cx->db); i++) {
        const char *starts = later(cx->arena, at[i].starts, is - was);
        if (strncmp(starts, day, DAY_SIZE) != 0)
            continue;
        db_run(cx, &SQL_programme_update,
               DB_ARGS(at[i].id, at[i].kind, starts, later(cx->arena, at[i].ends, is - was),
                       at[i].cancelled, (int64_t)0, cx->now));
    }
}

ItemOutcome
programme_update(Ctx *cx, const ProgrammeSession *session, int64_t version,
                 const SessionDraft *draft)
{
    const ItemDraft texts = texts_of(draft, session->event_id);
    ItemOutcome outcome = item_update(cx, session->id, version, &texts);
    if (outcome != ITEM_OK)
        return outcome;
    bool moved = strcmp(session->room, text_or_empty(draft->room)) != 0;
    db_run(cx, &SQL_programme_update,
           DB_ARGS(session->id, draft->kind, draft->starts, draft->ends, draft->cancelled,
                   (int64_t)moved, cx->now));
    if (draft->moves_rest)
        move_rest(cx, session, draft);
    write_speakers(cx, session->id, draft->speakers);
    return ITEM_OK;
}

void
programme_delete(Ctx *cx, const ProgrammeSession *session)
{
    item_delete(cx, session->id);
}

/* ---- what came out of it ---- */

int64_t
programme_begin_summary(Ctx *cx, const Item *event)
{
    int64_t id = db_count(cx, &SQL_programme_summary_any, DB_ARGS(event->id));
    if (id != 0)
        return id;
    const char *words = lang_text(cx->lang, N_("What came out of it: {event}"));
    return item_insert(
        cx, &(ItemDraft){.kind = "summary",
                         .slug = event->slug,
                         .language = cx->lang->code,
                         .title = lang_fill(cx->arena, words, "event", event->title, NULL),
                         .parent_id = event->id});
}
