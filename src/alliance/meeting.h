/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * meeting - rooms of a BigBlueButton server in which events take place.
 *
 * Such a room is not kept by its server: it is made when somebody goes in, as
 * often as needed (the call "create" may be repeated), and disappears when
 * nobody is left.  Each call is an address with a checksum, the SHA-256 of the
 * call's name, its query and the secret that the server shares with us.  The
 * address with which somebody goes in is given to the browser; the others are
 * asked by us, never in a transaction.
 *
 * Read with: recording.h, web/fetch.h, docs/decisions/0059-meetings.md,
 * https://docs.bigbluebutton.org/development/api.
 */
#pragma once
#include "alliance/event.h"

/* RegistrationTerms.meeting */
#define MEETING_ROOM "room"
#define MEETING_RECORDED "recorded" /* who leads may record it */

#define MEETING_TITLE 64        /* characters of a room's name, the API's limit */
#define MEETING_NAME 100        /* of who goes in */
#define MEETING_RECORDINGS 50   /* of a room, that are read */
#define MEETING_PLAYBACKS 8     /* of a recording, likewise */
#define MEETING_LASTS 30        /* seconds for which a room that was made is not asked for again */
#define MEETING_AWAY_SECONDS 15 /* for which a server that did not answer is left alone */

/** Where rooms are; .address "": nowhere. */
typedef struct MeetingServer {
    const char *address; /* "https://bbb.example/bigbluebutton/api", as meeting_server_clean() */
    const char *secret;
} MeetingServer;

MeetingServer meeting_server(Ctx *cx);

/** An address as its keeper has it ("https://bbb.example/bigbluebutton/", what bbb-conf prints)
 *  made one that calls can be appended to. */
const char *meeting_server_clean(Arena *arena, const char *typed);

/** Is it one: https, or http to this machine itself? */
bool meeting_is_server(const char *address);

typedef struct MeetingParameter {
    const char *name, *value; /* value NULL: is left out */
} MeetingParameter;

/** The address of a call, with its checksum; @parameters end with {0}. */
const char *meeting_url(Arena *arena, const MeetingServer *server, const char *call,
                        const MeetingParameter *parameters);

typedef enum MeetingOutcome {
    MEETING_DONE = 1,
    MEETING_AWAY,    /* nobody answered in time, or what answers is no such server */
    MEETING_SECRET,  /* it does not know our secret */
    MEETING_REFUSED, /* it does not want to */
} MeetingOutcome;

/** Why it did not work, for who leads (N_()); NULL of MEETING_DONE. */
const char *meeting_words(MeetingOutcome outcome);

/** The room of an event. */
typedef struct MeetingRoom {
    MeetingServer server;
    int64_t item_id;
    const char *id, *title;
    const char *back; /* where its people come to when they leave */
    bool records;
} MeetingRoom;

/** Read what is known of it.  False: the alliance has no server, or the event (@terms_meeting: as
 * in RegistrationTerms) takes place elsewhere. */
bool meeting_room(Ctx *cx, const Event *event, const char *terms_meeting, MeetingRoom *ret);

/** The name that the server has for the room of an event: nobody can guess it, and no other tool of
 *  that server has the same. */
const char *meeting_room_id(Ctx *cx, int64_t item_id);

/** What is kept of a room. */
typedef struct MeetingState {
    int64_t made_at, failed_at; /* UTC; 0: never */
} MeetingState;

MeetingState meeting_state(Ctx *cx, int64_t item_id);
bool meeting_is_made(Ctx *cx, MeetingState state); /* a moment ago */
bool meeting_is_away(Ctx *cx, MeetingState state); /* its server was, a moment ago */

/** Keep what became of meeting_make(). */
void meeting_keep(Ctx *cx, int64_t item_id, MeetingOutcome outcome);

/** The address with which @name goes in, once it is made. */
const char *meeting_join_url(Arena *arena, const MeetingRoom *room, const char *name,
                             bool moderates);

/* ---- asking the server, without a transaction ---- */

/** Is it there, and does it know our secret? */
MeetingOutcome meeting_try(struct App *app, Arena *arena, const MeetingServer *server);

/** Make the room, or find that it is there. */
MeetingOutcome meeting_make(struct App *app, Arena *arena, const MeetingRoom *room);

/** A way to watch or hear a recording. */
typedef struct MeetingPlayback {
    const char *type; /* "presentation", "video", …; "" not said */
    const char *url;  /* http or https, with a host */
    int64_t minutes;  /* 0: not said, or less than one */
} MeetingPlayback;

typedef struct MeetingPlaybackSpan {
    const MeetingPlayback *at;
    size_t n;
} MeetingPlaybackSpan;

/** A recording as its server tells of it. */
typedef struct MeetingRecording {
    const char *record_id;      /* the server's name for it */
    const char *state;          /* one of MEETING_STATES */
    int64_t starts_at, ends_at; /* UTC; 0: not said */
    MeetingPlaybackSpan playbacks;
} MeetingRecording;

typedef struct MeetingRecordingSpan {
    const MeetingRecording *at;
    size_t n;
    bool is_cut; /* there are more */
} MeetingRecordingSpan;

/** The states that the API names; ends with NULL. */
extern const char *const MEETING_STATES[];

/** What was recorded in the room @room_id, in whatever state, at most MEETING_RECORDINGS.  What the
 *  server says of other rooms, or in other words, is left out. */
MeetingOutcome meeting_recordings(struct App *app, Arena *arena, const MeetingServer *server,
                                  const char *room_id, MeetingRecordingSpan *ret);
