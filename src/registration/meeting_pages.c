/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * An event's room of meetings for who leads it: going in as a moderator, at any time, and what was
 * recorded, until it is on the event's page or left where it is.
 */
#include "alliance/access.h"
#include "alliance/person.h"
#include "desk/desk.h"
#include "lang/lang.h"
#include "registration/desk_meeting.html.h"
#include "registration/entry.h"
#include "registration/pages.h"

#include <string.h>

/* What was asked of the server between two transactions. */
typedef struct Search {
    MeetingServer server;
    const char *room_id;
    MeetingOutcome outcome;
    MeetingRecordingSpan found;
} Search;

/* Has @event a room?  *@ret may be NULL. */
static bool
has_room(Ctx *cx, const Item *item, MeetingRoom *ret)
{
    MeetingRoom room;
    const Event *event = event_find(cx, item->id);
    const RegistrationTerms *terms = registration_terms(cx, item->id);
    return event != NULL && terms != NULL &&
           meeting_room(cx, event, terms->meeting, ret != NULL ? ret : &room);
}

/* The room of the event in the path; false: *@ret_refused. */
static bool
find_room(Request *req, const Item **ret_item, MeetingRoom *ret, Response **ret_refused)
{
    const Item *item = registration_led(req, ret_refused);
    if (item == NULL)
        return false;
    if (has_room(req->cx, item, ret)) {
        *ret_item = item;
        return true;
    }
    *ret_refused = respond_not_found(req);
    return false;
}

/* Who sees a recording once it is on the event's page. */
static const char *
readers_of(const Item *event)
{
    static const char *const words[][2] = {
        {"public",  N_("everybody can watch it then")                   },
        {"members", N_("all members can watch it then")                 },
        {"group",   N_("everybody in the group can watch it then")      },
        {NULL,      N_("who may see the event's page can watch it then")},
    };
    size_t i = 0;
    while (words[i][0] != NULL && strcmp(words[i][0], event->audience) != 0)
        i++;
    return words[i][1];
}

/* @words: N_(), what is wrong; NULL: nothing. */
static Response *
respond_meeting(Request *req, int status, const Item *event, const char *words)
{
    Ctx *cx = req->cx;
    const char *list = arena_printf(cx->arena, "/desk/events/%" PRId64 "/registrations", event->id);
    DeskMeeting view = {
        .event = event,
        .words = words,
        .has_room = has_room(cx, event, NULL),
        .look = recording_look(cx, event->id),
        .recordings = recording_list(cx, event->id),
        .on_page = recording_on_page(cx, event->id),
        .readers = readers_of(event),
        .waits = recording_waits(cx, event->id),
    };
    view.may_put = *view.on_page == '\0' || may(cx, ACTION_EDIT, event);
    if (!view.has_room && view.recordings.n == 0)
        return respond_not_found(req);
    Page page = {
        .title = lang_text(cx->lang, N_("The room")),
        .here = HERE(DESK_CRUMB, {event->title, event->path}, {N_("Registrations"), list})};
    return respond_desk(req, status, &page, desk_meeting, &view);
}

Response *
get_desk_meeting(Request *req)
{
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    return event != NULL ? respond_meeting(req, 200, event, NULL) : refused;
}

/* ---- going in ---- */

static Response *
look_for_meeting(Request *req)
{
    const Item *event;
    MeetingRoom room;
    Response *refused = NULL;
    if (!find_room(req, &event, &room, &refused))
        return refused;
    req->prepared = room_entry_new(req->cx, &room);
    return NULL;
}

const Preparation prepare_desk_meeting = {look_for_meeting, room_entry_work};

Response *
post_desk_meeting(Request *req)
{
    Ctx *cx = req->cx;
    const Entry *entry = req->prepared;
    const Item *event;
    MeetingRoom room;
    Response *refused = NULL;
    if (!find_room(req, &event, &room, &refused))
        return refused;
    room_entry_note(cx, entry);
    if (entry->outcome != MEETING_DONE) {
        Response *res = respond_meeting(req, 503, event, meeting_words(entry->outcome));
        res->keeps = true;
        return res;
    }
    return room_entry_onward(req, entry, person_find(cx, cx->me.id)->name, true);
}

/* ---- what was recorded ---- */

static Response *
look_for_recordings(Request *req)
{
    const Item *event;
    MeetingRoom room;
    Response *refused = NULL;
    if (!find_room(req, &event, &room, &refused))
        return refused;
    Search *search = arena_new_of(req->cx->arena, Search);
    *search = (Search){.server = room.server, .room_id = room.id};
    req->prepared = search;
    return NULL;
}

static void
ask_for_recordings(Request *req)
{
    Search *search = req->prepared;
    search->outcome = meeting_recordings(req->cx->app, req->cx->arena, &search->server,
                                         search->room_id, &search->found);
}

const Preparation prepare_desk_recordings = {look_for_recordings, ask_for_recordings};

static const char *
meeting_path(Ctx *cx, const Item *event)
{
    return arena_printf(cx->arena, "/desk/events/%" PRId64 "/meeting", event->id);
}

Response *
post_desk_recordings(Request *req)
{
    Ctx *cx = req->cx;
    const Search *search = req->prepared;
    const Item *event;
    MeetingRoom room;
    Response *refused = NULL;
    if (!find_room(req, &event, &room, &refused))
        return refused;
    recording_keep(cx, event->id, search->outcome, search->found);
    if (search->outcome != MEETING_DONE) {
        Response *res = respond_meeting(req, 503, event, meeting_words(search->outcome));
        res->keeps = true;
        return res;
    }
    const char *notice = search->found.n > 0 ? N_("The server was asked.")
                                             : N_("There is none yet. A server needs hours to make "
                                                  "one.");
    return respond_done(req, meeting_path(cx, event), lang_text(cx->lang, notice));
}

static const char *
words_of(RecordingOutcome outcome)
{
    switch (outcome) {
    case RECORDING_DONE: return NULL;
    case RECORDING_OTHER:
        return N_("Another link stands on the event's page. Look at it, then decide.");
    case RECORDING_EDITORS:
        return N_("Another link stands on the event's page. Only editors can replace it.");
    case RECORDING_GONE: return N_("The server does not show this recording any more.");
    case RECORDING_CHANGED:
        return N_("Somebody changed the event's summary at the same time. Try it again.");
    }
    g_assert_not_reached();
}

Response *
post_desk_recording(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    const RecordingLink *link = recording_find_link(cx, event->id, req_id(req, "recording"));
    if (link == NULL)
        return respond_not_found(req);
    bool off = strcmp(req_field(req, "act"), "off") == 0;
    RecordingOutcome outcome = off ? recording_take_off(cx, event, link)
                                   : recording_put(cx, event, link, req_field(req, "instead"));
    if (outcome != RECORDING_DONE)
        return respond_meeting(req, 409, event, words_of(outcome));
    return respond_done(
        req, meeting_path(cx, event),
        lang_text(cx->lang, off ? N_("The event's page does not lead there any more.")
                                : N_("It is on the event's page now.")));
}

Response *
post_desk_recordings_left(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    recording_leave(cx, event->id);
    return respond_done(
        req, arena_printf(cx->arena, "/desk/events/%" PRId64 "/registrations", event->id),
        lang_text(cx->lang, N_("It stays off the event's page.")));
}
