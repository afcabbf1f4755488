/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "alliance/event_when.h"
#include "alliance/programme.h"
#include "site/item_show.h"
#include "web/form.h"

/* show_pages.c */
Response *get_programme(Request *req);
Response *get_programme_rooms(Request *req);
Response *get_session(Request *req); /* or, with ".ics", its calendar entry */
Response *get_summary(Request *req);

/* offline_pages.c */
Response *get_programme_zip(Request *req);

/* calendar_pages.c */
Response *get_programme_calendar(Request *req);
Response *respond_session_calendar(Request *req, const Event *event,
                                   const ProgrammeSession *session);

/* edit_pages.c */
Response *get_desk_programme(Request *req);
Response *get_desk_programme_new(Request *req);
Response *post_desk_programme_new(Request *req);
Response *get_desk_programme_session(Request *req);
Response *post_desk_programme_session(Request *req);
Response *get_desk_programme_out(Request *req);
Response *post_desk_programme_out(Request *req);
Response *post_desk_summary(Request *req);

/** The event of a request's {slug} that the acting person may see; NULL: there is none. */
const Event *programme_event(Request *req, const Item **ret_item);

/** A session as it stands in a programme. */
typedef struct SessionCard {
    const ProgrammeSession *session;
    const char *label; /* of its kind, English */
    bool is_pause;
    const char *from_iso; /* RFC 3339; NULL: the clocks skip that time by now */
    const Clock *clock;   /* of the event's zone; NULL likewise */
    const Clock *own;     /* the reader's, a visitor's UTC; NULL if there is no other */
} SessionCard;

typedef struct SessionCardSpan {
    const SessionCard *at;
    size_t n;
} SessionCardSpan;

/** What is in one room while there is something else in others. */
typedef struct ProgrammeColumn {
    SessionCardSpan cards;
} ProgrammeColumn;

typedef struct ProgrammeColumnSpan {
    const ProgrammeColumn *at;
    size_t n;
} ProgrammeColumnSpan;

/** A stretch of time in which something is always going on: one session, or rooms side by side. */
typedef struct ProgrammeSlot {
    ProgrammeColumnSpan columns;
    bool beside; /* several rooms */
} ProgrammeSlot;

typedef struct ProgrammeSlotSpan {
    const ProgrammeSlot *at;
    size_t n;
} ProgrammeSlotSpan;

typedef struct ProgrammeDay {
    const char *day;    /* "2018-05-08" */
    const Clock *clock; /* of the first session that has one: whose clocks these are; or NULL */
    ProgrammeSlotSpan slots;
} ProgrammeDay;

typedef struct ProgrammeDaySpan {
    const ProgrammeDay *at;
    size_t n;
} ProgrammeDaySpan;

/** The card of one session. */
SessionCard session_card(Ctx *cx, const Event *event, const ProgrammeSession *session);

/** Sessions by day, and side by side what overlaps in time; they come ordered by time. */
ProgrammeDaySpan programme_days(Ctx *cx, const Event *event, ProgrammeSessionSpan sessions);

/** A day in one room. */
typedef struct RoomDay {
    const char *day;
    const Clock *clock; /* as ProgrammeDay.clock */
    SessionCardSpan cards;
} RoomDay;

typedef struct RoomDaySpan {
    const RoomDay *at;
    size_t n;
} RoomDaySpan;

/** What is in one room: a sheet on its door. */
typedef struct ProgrammeRoom {
    const char *name; /* "": of the sessions whose room is not said */
    RoomDaySpan days;
} ProgrammeRoom;

typedef struct ProgrammeRoomSpan {
    const ProgrammeRoom *at;
    size_t n;
} ProgrammeRoomSpan;

/** Does one of them say its room? */
bool programme_has_rooms(ProgrammeSessionSpan sessions);

/** Sessions by room, in the order in which rooms first appear, those without one last.  A pause
 * without a room is everybody's: it stands in each room that has something on that day. */
ProgrammeRoomSpan programme_rooms(Ctx *cx, const Event *event, ProgrammeSessionSpan sessions);

typedef struct ProgrammeShow {
    const Event *event;
    const When *when;
    int64_t n;
    ProgrammeDaySpan days;
    bool several; /* days */
    const char *calendar;
    const char *rooms;   /* its path by room; NULL: none is said */
    const char *address; /* of this page, whole, for who reads it on paper */
    bool may_edit, draft;
} ProgrammeShow;

typedef struct ProgrammeRooms {
    const Event *event;
    const When *when;
    const char *programme, *address; /* address: of the programme, whole */
    int64_t n;                       /* sheets */
    ProgrammeRoomSpan rooms;
    bool draft;
} ProgrammeRooms;

typedef struct SessionShow {
    const ProgrammeSession *session;
    const Event *event;
    const char *label; /* of its kind, English */
    const When *when;
    const char *calendar, *programme;
    const char *questions; /* where one asks, or NULL */
    bool may_edit, draft;
    const ItemShow *text; /* the item without its heading */
} SessionShow;

typedef struct ProgrammeEdit {
    const Event *event;
    ProgrammeDaySpan days;
    int64_t n, most;
    bool draft, rooms;   /* rooms: some are said */
    const Item *summary; /* or NULL */
    bool has_summary;
} ProgrammeEdit;

typedef struct SessionEdit {
    const Event *event;
    const ProgrammeSession *session; /* NULL: a new one */
    const char *action, *heading;    /* heading: English */
    const Form *form;
} SessionEdit;

/** A slide as it lies in the zip. */
typedef struct OfflineSlide {
    const char *title, *label; /* label: English */
    const char *file;          /* its path there; NULL: it did not fit, see .address */
    const char *address;       /* on the site */
    const char *name;
    int64_t size, id;
} OfflineSlide;

typedef struct OfflineSlideSpan {
    const OfflineSlide *at;
    size_t n;
} OfflineSlideSpan;

/** A session in the zip. */
typedef struct OfflineSession {
    const SessionCard *card;
    const char *file; /* "sessions/symposium-5-opening.html" */
    OfflineSlideSpan slides;
    SafeHtml body;
    bool has_body;
} OfflineSession;

typedef struct OfflineSessionSpan {
    const OfflineSession *at;
    size_t n;
} OfflineSessionSpan;

/** A page of the zip: its first one, or with .session one of a session. */
typedef struct OfflinePage {
    const char *lang, *dir, *title;
    const Event *event;
    const When *when;
    const char *address; /* of the event on the site */
    int64_t made_at;
    const Item *summary; /* or NULL; then: */
    SafeHtml body;
    bool has_body;
    OfflineSlideSpan files; /* of the summary */
    OfflineSessionSpan sessions;
    const OfflineSession *session; /* or NULL */
} OfflinePage;

typedef struct SessionOut {
    const Event *event;
    const ProgrammeSession *session;
    int64_t n_slides;
} SessionOut;

/* lines.c */

/** Read people from lines as "Name, affiliation /members/HANDLE", the last part for a member.
 *  Appends to @drafts, which has room; returns the number of the first line that is wrong and in
 *  *@ret_words why (N_()), 0 if none is. */
size_t speaker_lines_parse(Ctx *cx, const char *text, bool moderates, SpeakerDraft *drafts,
                           size_t *n, const char **ret_words);

/** Write likewise those of @people who moderate, or who speak. */
const char *speaker_lines_format(Arena *arena, SpeakerSpan people, bool moderates);
