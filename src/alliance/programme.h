/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * programme - the sessions of an event, who speaks in them, and what came out of it.
 *
 * A session is an item of the kind "session" whose parent is the event: its
 * texts are translated, its slides are its files, its room is its place and its
 * recording its link.  It has the audience and the state of the event, always
 * (ItemKind.whole).  What is written after the event is one item of the kind
 * "summary", likewise.  Times are what clocks show in the event's zone.
 *
 * Read with: item.h, event.h, docs/decisions/0050-programmes.md.
 */
#pragma once
#include "alliance/event.h"
#include "alliance/file_line.h"
#include "mail/mail.h"

typedef struct SessionKind {
    const char *name, *label; /* in the database: "panel"; N_() */
    bool is_pause;            /* nobody speaks */
} SessionKind;

extern const SessionKind SESSION_KINDS[];               /* ends with {0} */
const SessionKind *session_kind_find(const char *name); /* or NULL */

/** Somebody who speaks or moderates. */
typedef struct Speaker {
    int64_t session_id, person_id; /* person_id 0: no member */
    const char *name, *affiliation;
    bool moderates;
    bool is_gone, is_demo; /* is_gone: erased, and the texts are "" */
    /* As far as the acting person may see it: */
    int64_t picture_id; /* 0: none */
    const char *handle; /* of the profile, or NULL */
    const char *page;   /* the profile, or NULL */
} Speaker;

typedef struct SpeakerSpan {
    const Speaker *at;
    size_t n;
} SpeakerSpan;

/** A file that was shown in a session. */
typedef struct Slide {
    int64_t session_id, id, size; /* id: of the file */
    const char *name, *title, *type;
    const char *label;  /* what it is, in words; to be translated */
    const char *format; /* as in document.h */
    int64_t text_size, light_size;
    const FileLine *line; /* as pages offer it */
} Slide;

typedef struct SlideSpan {
    const Slide *at;
    size_t n;
} SlideSpan;

typedef struct ProgrammeSession {
    int64_t id, event_id;
    const char *kind;
    const char *starts, *ends; /* "2018-05-08T09:00" */
    bool cancelled;
    const char *uid;
    int64_t sequence; /* with the event's */
    int64_t changed_at, version;

    /* The item, in the reader's language as far as it is translated. */
    const char *slug, *path, *title, *summary, *language;
    const char *body;      /* Markdown */
    const char *room;      /* "" not said */
    const char *recording; /* or NULL */

    SpeakerSpan people; /* who moderates first */
    SlideSpan slides;
} ProgrammeSession;

typedef struct ProgrammeSessionSpan {
    const ProgrammeSession *at;
    size_t n;
} ProgrammeSessionSpan;

/** The sessions of an event that the acting person may see, by time and room, at most
 *  LIMIT_PROGRAMME.  Three statements, however many there are. */
ProgrammeSessionSpan programme_list(Ctx *cx, int64_t event_id);
int64_t programme_count(Ctx *cx, int64_t event_id);

/** One of them; NULL if the acting person may not see it or it is none. */
const ProgrammeSession *programme_find(Ctx *cx, int64_t item_id);

/** When it takes place.  False: the zone's clocks skip that time by now. */
bool programme_moments(Arena *arena, const ProgrammeSession *session, const char *zone,
                       Occurrence *ret_occurrence);

/** Who is to speak, as an editor writes it. */
typedef struct SpeakerDraft {
    int64_t person_id; /* 0: no member */
    const char *name, *affiliation;
    bool moderates;
} SpeakerDraft;

typedef struct SpeakerDrafts {
    const SpeakerDraft *at;
    size_t n;
} SpeakerDrafts;

/** What an editor can write of a session. */
typedef struct SessionDraft {
    const char *title, *summary, *body, *language, *kind, *starts, *ends, *room, *recording;
    bool cancelled;
    bool moves_rest;        /* what comes after it that day moves by as much as its beginning */
    SpeakerDrafts speakers; /* at most LIMIT_SPEAKERS */
} SessionDraft;

/** What is wrong with it: a field and words (N_()); {NULL, NULL} if nothing is. */
FormFault programme_fault(const SessionDraft *draft, const Event *event);

/** Add a session to @event, an item that the acting person may edit.  Returns its number, 0 if
 *  there are LIMIT_PROGRAMME already. */
int64_t programme_insert(Ctx *cx, const Event *event, const SessionDraft *draft);

/** Change one; @version is the item's that the editor saw.  What is published counts a new SEQUENCE
 *  if time, room or state change. */
ItemOutcome programme_update(Ctx *cx, const ProgrammeSession *session, int64_t version,
                             const SessionDraft *draft);

/** Take it out, with its slides. */
void programme_delete(Ctx *cx, const ProgrammeSession *session);

/** The item in which stands what came out of the event, with the acting person's eyes; NULL: none
 *  is written yet. */
const Item *programme_summary(Ctx *cx, int64_t event_id);

/** Begin it.  Returns its number; of the one that there is already if there is. */
int64_t programme_begin_summary(Ctx *cx, const Item *event);

/** Tell members by mail that they stand in a programme that was published, and when a session of
 *  theirs moved; returns how many were told.  A job. */
int64_t programme_tell(Ctx *cx);
int64_t programme_count_untold(Ctx *cx);

extern const MailKind MAIL_SPEAKER; /* argument "session"; "what": named or moved */

/** Somebody is being erased: sessions are not found by that name any more. */
void programme_forget(Ctx *cx, int64_t person_id);
