/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The link to take part that only one person has: it leads to the room when it is time.
 */
#include "lang/lang.h"
#include "registration/pages.h"
#include "registration/room_wait.html.h"

#include <string.h>

#define EARLY (30 * (int64_t)60) /* the door opens so long before */
#define LONG (60 * (int64_t)60)  /* and stays open after the end: talks run over */

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

static Response *
respond_wait(Request *req, const RegistrationStory *story, int64_t opens_at, const char *words)
{
    Ctx *cx = req->cx;
    Ctx reader = story->reader;
    const RoomWait view = {.event = story->event,
                           .when = when_lines(&reader, story->event, story->when),
                           .opens_at = opens_at,
                           .words = words};
    Page page = {.title = lang_text(cx->lang, N_("Take part")),
                 .section = "take-part",
                 .here = HERE({story->event->title, story->event->path}),
                 .hidden = true};
    return respond_page(req, 200, &page, room_wait, &view);
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
    Ctx *cx = req->cx;
    RegistrationStory story;
    const Registration *found = registration_find_room(cx, req_text(req, "token"));
    if (found == NULL || !registration_story_of(cx, found, cx->lang, &story))
        return respond_error(req, 410,
                             lang_text(cx->lang, N_("This link is not complete, or the event is "
                                                    "not there any more. Nothing was changed.")));
    const RegistrationTerms *terms = registration_terms(cx, found->item_id);
    const Occurrence *time = find_time(cx, found->item_id);
    bool has_room = terms != NULL && *terms->room != '\0';
    if (strcmp(found->state, "in") != 0)
        return respond_wait(req, &story, 0, registration_state_find(found->state)->words);
    if (story.when->cancelled)
        return respond_wait(req, &story, 0, N_("It was cancelled."));
    if (time == NULL || !has_room)
        return respond_wait(req, &story, 0,
                            time == NULL ? N_("It is over.") : N_("There is no room yet."));
    if (time->starts_at - EARLY > cx->now)
        return respond_wait(req, &story, time->starts_at - EARLY, NULL);
    return respond_room(req, found, terms->room);
}
