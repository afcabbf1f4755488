/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * An event's room of meetings for who leads it: going in as a moderator, at any time, and what was
 * recorded.
 */
#include "alliance/person.h"
#include "desk/desk.h"
#include "lang/lang.h"
#include "registration/desk_meeting.html.h"
#include "registration/entry.h"
#include "registration/pages.h"

/* What was asked of the server between two transactions. */
typedef struct Search {
    MeetingRoom room;
    MeetingOutcome outcome;
    MeetingRecordingSpan found;
} Search;

/* The room of the event in the path; false: *@ret_refused. */
static bool
find_room(Request *req, const Item **ret_item, MeetingRoom *ret, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const Item *item = registration_led(req, ret_refused);
    if (item == NULL)
        return false;
    const Event *event = event_find(cx, item->id);
    const RegistrationTerms *terms = registration_terms(cx, item->id);
    if (event != NULL && terms != NULL && meeting_room(cx, event, terms->meeting, ret)) {
        *ret_item = item;
        return true;
    }
    *ret_refused = respond_not_found(req);
    return false;
}

/* @search NULL: nobody has looked for recordings. */
static Response *
respond_meeting(Request *req, const Item *event, MeetingOutcome outcome, const Search *search)
{
    Ctx *cx = req->cx;
    const char *list = arena_printf(cx->arena, "/desk/events/%" PRId64 "/registrations", event->id);
    const DeskMeeting view = {
        .event = event,
        .words = meeting_words(outcome),
        .has_looked = search != NULL && outcome == MEETING_DONE,
        .recordings = search != NULL ? search->found : (MeetingRecordingSpan){0},
    };
    Page page = {
        .title = lang_text(cx->lang, N_("The room")),
        .here = HERE(DESK_CRUMB, {event->title, event->path}, {N_("Registrations"), list})};
    return respond_desk(req, outcome == MEETING_DONE ? 200 : 503, &page, desk_meeting, &view);
}

Response *
get_desk_meeting(Request *req)
{
    const Item *event;
    MeetingRoom room;
    Response *refused = NULL;
    if (!find_room(req, &event, &room, &refused))
        return refused;
    return respond_meeting(req, event, MEETING_DONE, NULL);
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
        Response *res = respond_meeting(req, event, entry->outcome, NULL);
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
    Response *refused = NULL;
    Search *search = arena_new_of(req->cx->arena, Search);
    if (!find_room(req, &event, &search->room, &refused))
        return refused;
    req->prepared = search;
    return NULL;
}

static void
ask_for_recordings(Request *req)
{
    Search *search = req->prepared;
    search->outcome = meeting_recordings(req->cx->app, req->cx->arena, &search->room,
                                         &search->found);
}

const Preparation prepare_desk_recordings = {look_for_recordings, ask_for_recordings};

Response *
post_desk_recordings(Request *req)
{
    const Search *search = req->prepared;
    const Item *event;
    MeetingRoom room;
    Response *refused = NULL;
    if (!find_room(req, &event, &room, &refused))
        return refused;
    return respond_meeting(req, event, search->outcome, search);
}
