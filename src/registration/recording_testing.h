/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * recording_testing - a server of meetings that tells of recordings, and an event that it recorded.
 */
#pragma once
#include "registration/meeting_testing.h"
#include "testing.h"

#define PAGE "/events/call"
#define SHOW "https://bbb.example/playback/presentation/2.3/ff-1?a=1&b=2"
#define VIDEO "https://bbb.example/playback/video/ff-1/"
#define BY_HAND "https://video.example/ours"
#define PUBLIC_LINK "Watch or hear the recording"

#define ANSWER(inside)                                                                             \
    "<response><returncode>SUCCESS</returncode><recordings>" inside "</recordings></response>"
#define NONE                                                                                       \
    "<response><returncode>SUCCESS</returncode><recordings></recordings>"                          \
    "<messageKey>noRecordings</messageKey></response>"
#define REFUSED                                                                                    \
    "<response><returncode>FAILED</returncode><messageKey>checksumError</messageKey></response>"
/* @ROOM is the room that was asked for. */
#define RECORDING(id, state, formats)                                                              \
    "<recording><recordID>" id "</recordID><meetingID>@ROOM</meetingID><name>x</name>"             \
    "<published>true</published><state>" state "</state><startTime>1489669200000</startTime>"      \
    "<endTime>1489672800000</endTime><playback>" formats "</playback></recording>"
#define FORMAT(type, url, length)                                                                  \
    "<format><type>" type "</type><url>" url "</url><processingTime>7177</processingTime>"         \
    "<length>" length "</length><preview><images><image>https://x/y.png</image></images>"          \
    "</preview></format>"
#define SHOW_XML "https://bbb.example/playback/presentation/2.3/ff-1?a=1&amp;b=2"
#define PUBLISHED                                                                                  \
    RECORDING("ff-1", "published",                                                                 \
              FORMAT("presentation", SHOW_XML, "58") FORMAT("video", VIDEO, "0")                   \
                  FORMAT("statistics", "https://bbb.example/learning", "0"))

/* What the server answers, @ROOM being the room that was asked for, and how often it was asked. */
typedef struct RecordingWorld {
    const char *answer; /* NULL: nobody answers */
    int asked;
} RecordingWorld;

extern RecordingWorld recording_world;

/** A hook as App.fetch: answers as recording_world says, to calls that are signed rightly. */
Bytes recording_answer(Arena *arena, const char *url);

/** "/events/call" was in a room that was recorded, and is over for @seconds; Ann was there. */
int64_t a_recorded_call(Fixture *fx, int64_t seconds);

/** Of how many events is the server to be asked? */
int64_t recording_due(Fixture *fx);

/** A run of the job, if one is due; says whether it was. */
bool recording_look_now(Fixture *fx);

/** Wait until the server is asked for the next time, and then. */
void recording_look_next(Fixture *fx);

/** The path of a page of the desk about an event. */
const char *desk_path(Fixture *fx, int64_t id, const char *rest);

/** The path of the buttons for a link. */
const char *desk_link(Fixture *fx, int64_t id, const char *url);

/** Open tasks "recording.KIND". */
int64_t count_tasks(Fixture *fx, const char *kind);

/** The link of the only summary. */
const char *page_link(Fixture *fx);
