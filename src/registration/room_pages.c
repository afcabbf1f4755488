/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The link to take part that only one person has: it leads to the room when it is time.
 *
 * To a room of any service it leads at once.  Into one of our server of meetings leads a button:
 * programs that look at links make no room, and are noted nowhere.
 */
#include "alliance/access.h"
#include "alliance/attendance.h"
#include "lang/lang.h"
#include "registration/entry.h"
#include "registration/pages.h"
#include "registration/room_wait.html.h"

#include <string.h>

#define EARLY (30 * (int64_t)60) /* the door opens so long before */
#define LONG (60 * (int64_t)60)  /* and stays open after the end: talks run over */

/* Somebody behind the link, and how things stand. */
typedef struct Visit {
    const Registration *registration;
    RegistrationStory story;
    const RegistrationTerms *terms;
    MeetingRoom room;  /* if .is_meeting */
    bool is_meeting;   /* else a room of any service */
    int64_t opens_at;  /* the door is closed until then; 0: not */
    const char *words; /* N_(), why it stays closed; NULL: it does not */
} Visit;

/* The time at which the door is open now, or the next one; NULL: it is over, or nobody knows. */
static const Occurrence *
find_time(Ctx *cx, int64_t item_id)
{
    OccurrenceSpan all = event_occurrences(cx, item_id);
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].ends_at + LONG > cx->now && *all.at[i].day != '\0')
            return &all.at[i];
    return NULL;
}

/* Why nobody comes in by this link, at least not now. */
static void
find_obstacle(Ctx *cx, Visit *visit)
{
    const Occurrence *time = find_time(cx, visit->registration->item_id);
    bool has_room = visit->is_meeting || (visit->terms != NULL && *visit->terms->room != '\0');
    if (strcmp(visit->registration->state, "in") != 0)
        visit->words = registration_state_find(visit->registration->state)->words;
    else if (visit->story.when->cancelled)
        visit->words = N_("It was cancelled.");
    else if (time == NULL || !has_room)
        visit->words = time == NULL ? N_("It is over.") : N_("There is no room yet.");
    else if (time->starts_at - EARLY > cx->now)
        visit->opens_at = time->starts_at - EARLY;
}

/* False: *@ret_refused says that the link leads nowhere. */
static bool
find_visit(Request *req, Visit *ret, Response **ret_refused)
{
    Ctx *cx = req->cx;
    Visit visit = {.registration = registration_find_room(cx, req_text(req, "token"))};
    if (visit.registration == NULL ||
        !registration_story_of(cx, visit.registration, cx->lang, &visit.story)) {
        *ret_refused = respond_error(
            req, 410,
            lang_text(cx->lang, N_("This link is not complete, or the event is "
                                   "not there any more. Nothing was changed.")));
        return false;
    }
    visit.terms = registration_terms(cx, visit.registration->item_id);
    visit.is_meeting = visit.terms != NULL &&
                       meeting_room(cx, visit.story.event, visit.terms->meeting, &visit.room);
    find_obstacle(cx, &visit);
    *ret = visit;
    return true;
}

static bool
is_closed(const Visit *visit)
{
    return visit->words != NULL || visit->opens_at != 0;
}

/* The link may be anybody's by now, who is signed in is known: only then it makes a moderator. */
static bool
moderates(Ctx *cx, const Visit *visit)
{
    if (cx->me.id == 0 || cx->me.id != visit->registration->person_id)
        return false;
    const Item *item = item_find_in(cx, visit->registration->item_id, "");
    return item != NULL && may(cx, ACTION_LEAD, item);
}

static const char *
name_of(Ctx *cx, const Visit *visit)
{
    const char *name = visit->registration->name;
    return *name != '\0' ? name : lang_text(cx->lang, N_("Participant"));
}

static const char *
host_of(Ctx *cx, const MeetingRoom *room)
{
    g_autoptr(GUri) uri = g_uri_parse(room->server.address, G_URI_FLAGS_NONE, NULL);
    return uri != NULL ? arena_strdup(cx->arena, g_uri_get_host(uri)) : "";
}

/* @away: the server did not make the room. */
static Response *
respond_visit(Request *req, int status, const Visit *visit, bool away)
{
    Ctx *cx = req->cx;
    Ctx reader = visit->story.reader;
    const Event *event = visit->story.event;
    RoomWait view = {.event = event,
                     .when = when_lines(&reader, event, visit->story.when),
                     .opens_at = visit->opens_at,
                     .is_away = away,
                     .words = away ? N_("The room cannot be reached. Wait a moment, then press the "
                                        "button again.")
                                   : visit->words};
    if (visit->is_meeting && !is_closed(visit)) {
        view.token = req_text(req, "token");
        view.name = name_of(cx, visit);
        view.host = host_of(cx, &visit->room);
        view.moderates = moderates(cx, visit);
        view.counts = visit->terms->meeting_counts;
        view.records = visit->room.records;
    }
    Page page = {.title = lang_text(cx->lang, N_("Take part")),
                 .section = "take-part",
                 .here = HERE({event->title, event->path}),
                 .hidden = true};
    return respond_page(req, status, &page, room_wait, &view);
}

static void
note_opened(Ctx *cx, const void *data)
{
    const Registration *registration = data;
    registration_note_opened(cx, registration->id);
}

/* A program that only asks for the head opens nothing. */
static Response *
respond_room(Request *req, const Registration *registration, const char *room)
{
    if (!req->in->head && registration->opened_at == 0) {
        req->later = note_opened;
        req->later_data = registration;
    }
    Response *res = respond_bytes(req, NULL, (Bytes){0});
    res->status = 303;
    res->location = room;
    respond_header(res, "Cache-Control", "no-store");
    return res;
}

Response *
get_room(Request *req)
{
    Visit visit;
    Response *refused = NULL;
    if (!find_visit(req, &visit, &refused))
        return refused;
    if (visit.is_meeting || is_closed(&visit))
        return respond_visit(req, 200, &visit, false);
    return respond_room(req, visit.registration, visit.terms->room);
}

/* ---- going in ---- */

/* False: *@ret_refused is the page that says why not. */
static bool
find_open(Request *req, Visit *ret, Response **ret_refused)
{
    if (!find_visit(req, ret, ret_refused))
        return false;
    if (ret->is_meeting && !is_closed(ret))
        return true;
    *ret_refused = respond_visit(req, 409, ret, false);
    return false;
}

static Response *
look_for_room(Request *req)
{
    Visit visit;
    Response *refused = NULL;
    if (!find_open(req, &visit, &refused))
        return refused;
    req->prepared = room_entry_new(req->cx, &visit.room);
    return NULL;
}

const Preparation prepare_room = {look_for_room, room_entry_work};

Response *
post_room(Request *req)
{
    Ctx *cx = req->cx;
    const Entry *entry = req->prepared;
    Visit visit;
    Response *refused = NULL;
    if (!find_open(req, &visit, &refused))
        return refused;
    room_entry_note(cx, entry);
    if (entry->outcome != MEETING_DONE) {
        Response *res = respond_visit(req, 503, &visit, true);
        res->keeps = true;
        return res;
    }
    registration_note_opened(cx, visit.registration->id);
    if (visit.terms->meeting_counts)
        attendance_note(cx, visit.registration, ATTENDANCE_ROOM);
    return room_entry_onward(req, entry, name_of(cx, &visit), moderates(cx, &visit));
}
