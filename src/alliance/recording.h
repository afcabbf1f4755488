/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * recording - what was recorded in an event's room of meetings, on its way to the event's page.
 *
 * A server needs hours to make a recording.  A job asks it for those of rooms
 * whose event is over, often at first and then less, for MEETING_LOOK_DAYS.  What is
 * published there is a task of who leads the event, once; nothing of it is seen
 * by anybody else until that person puts a link on the event's page, which is
 * the link of the event's summary (programme.h).  A recording shows faces and
 * voices, so nothing puts itself there, and a link that stands there is only
 * replaced by who has seen it.
 *
 * Read with: meeting.h, docs/decisions/0059-meetings.md.
 */
#pragma once
#include "alliance/item.h"
#include "alliance/meeting.h"
#include "alliance/task.h"

#define MEETING_LOOK_DAYS 14 /* after the end of an event */

/** A way to watch what was recorded, as it is kept. */
typedef struct RecordingLink {
    int64_t id, recording_id;
    const char *label; /* N_(), what one gets; or the server's word for it */
    const char *type, *url;
    int64_t minutes; /* 0: less than one, or not said */
    bool is_given;   /* the server has not withdrawn this address */
    bool on_page;    /* the event's page leads there */
    bool offers;     /* it can be put there */
} RecordingLink;

typedef struct RecordingLinkSpan {
    const RecordingLink *at;
    size_t n;
} RecordingLinkSpan;

typedef struct Recording {
    int64_t id, starts_at, ends_at; /* UTC; 0: not said */
    const char *state;              /* one of MEETING_STATES */
    const char *words;              /* N_(), the same for people */
    bool is_gone; /* the event's page leads to it, and the server does not show it any more */
    RecordingLinkSpan links;
} Recording;

typedef struct RecordingSpan {
    const Recording *at;
    size_t n;
} RecordingSpan;

/** What is known of an event's recordings, newest first.  The caller has asked who leads it. */
RecordingSpan recording_list(Ctx *cx, int64_t item_id);

/** One way to watch a recording of this event; NULL: there is none. */
const RecordingLink *recording_find_link(Ctx *cx, int64_t item_id, int64_t id);

/** The link to a recording that the event's page has, whose ever it is; "" none. */
const char *recording_on_page(Ctx *cx, int64_t item_id);

typedef enum RecordingOutcome {
    RECORDING_DONE = 1,
    RECORDING_OTHER,   /* another link stands there than the one that was seen */
    RECORDING_EDITORS, /* likewise, and only who edits the event's page may replace it */
    RECORDING_GONE,    /* the server does not show it any more */
    RECORDING_CHANGED, /* somebody changed the summary at the same time */
} RecordingOutcome;

/** Lead to @link from the page of @event, which the acting person leads.  @instead: the link that
 *  stands there, as that person saw it; "" none.  Begins the summary if there is none, and closes
 *  the task. */
RecordingOutcome recording_put(Ctx *cx, const Item *event, const RecordingLink *link,
                               const char *instead);

/** The page does not lead to @link any more, if it did. */
RecordingOutcome recording_take_off(Ctx *cx, const Item *event, const RecordingLink *link);

/** Does a task wait for somebody to decide about recordings of this event? */
bool recording_waits(Ctx *cx, int64_t item_id);

/** Nobody has to do anything: what is recorded stays where it is. */
void recording_leave(Ctx *cx, int64_t item_id);

/** For the tasks: which recordings wait for @task, or are gone, with the addresses. */
const char *recording_words(Ctx *cx, const Task *task);

/* ---- asking the server ---- */

/** When the server is asked. */
typedef struct RecordingLook {
    int64_t looked_at, until; /* UTC; 0: never */
    const char *failed;       /* N_(), why it did not answer; NULL: it did, or was never asked */
} RecordingLook;

/** Never NULL. */
const RecordingLook *recording_look(Ctx *cx, int64_t item_id);

/** Keep what the server answered about the room of an event, and open and close the tasks that
 *  follow.  @found is read if @outcome is MEETING_DONE. */
void recording_keep(Ctx *cx, int64_t item_id, MeetingOutcome outcome, MeetingRecordingSpan found);

/** The part of it that concerns recordings. */
void recording_write_answer(Ctx *cx, int64_t item_id, MeetingRecordingSpan found);

/** Of how many events is the server to be asked? */
int64_t recording_count_due(Ctx *cx);

/** Ask it.  A job, with its own transactions. */
const char *recording_run(Ctx *cx, const char *argument, GError **error);
