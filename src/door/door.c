/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "door/door.h"

#include "alliance/access.h"
#include "alliance/answer_open.h"
#include "alliance/registration_code.h"
#include "base/text.h"
#include "door/door_link.h"
#include "lang/format.h"
#include "registration/pages.h"
#include "web/app.h"
#include "web/request.h"
#include "web/session.h"

#include <string.h>

/* ---- which door ---- */

/* The time at which it takes place now or next, else the last one; NULL: nobody knows any. */
static const Occurrence *
find_time(Ctx *cx, int64_t item_id)
{
    OccurrenceSpan all = event_occurrences(cx, item_id);
    const Occurrence *found = NULL;
    for (size_t i = 0; i < all.n; i++)
        if (*all.at[i].day != '\0' && (found == NULL || found->ends_at + DOOR_AFTER <= cx->now))
            found = &all.at[i];
    return found;
}

/* NULL: the event is not there, or has no door. */
static const Door *
door_new(Ctx *cx, int64_t item_id, const char *path, bool by_link)
{
    Ctx reader = *cx;
    reader.me.roles = ROLE_SECRETARIAT;
    const RegistrationTerms *terms = registration_terms(cx, item_id);
    const Event *event = terms != NULL && terms->door ? event_find(&reader, item_id) : NULL;
    if (event == NULL)
        return NULL;
    const Occurrence *time = find_time(cx, item_id);
    Door *door = arena_new_of(cx->arena, Door);
    *door = (Door){.event = event,
                   .path = path,
                   .by_link = by_link,
                   .opens_at = time != NULL ? time->starts_at - DOOR_BEFORE : 0,
                   .until = time != NULL ? time->ends_at + DOOR_AFTER : 0};
    door->is_now = door->opens_at <= cx->now && cx->now < door->until;
    return door;
}

static const Door *
door_of_link(Ctx *cx, const char *token)
{
    int64_t item_id = door_link_item(cx, token);
    return item_id == 0
               ? NULL
               : door_new(cx, item_id, arena_printf(cx->arena, "/door/links/%s", token), true);
}

static const char *
led_path(Ctx *cx, int64_t item_id)
{
    return arena_printf(cx->arena, "/door/events/%" PRId64, item_id);
}

/* One answer for what never was, what was ended and what is over: nobody learns which. */
static Response *
refuse_link(Request *req, const Door *door)
{
    Ctx *cx = req->cx;
    if (door != NULL && cx->now < door->opens_at)
        return respond_error(
            req, 403,
            lang_fill(cx->arena,
                      lang_text(cx->lang, N_("This door opens on {moment}: come back "
                                             "to this address then.")),
                      "moment", format_moment(cx->arena, cx->lang, door->opens_at, "UTC"), NULL));
    return respond_error(req, 410,
                         lang_text(cx->lang, N_("This link to a door is not complete, was ended by "
                                                "the organiser, or its event is over. Nothing was "
                                                "noted.")));
}

const Door *
door_of(Request *req, Response **ret_refused)
{
    Ctx *cx = req->cx;
    if (strstr(req->route->path, "{token}") != NULL) {
        const Door *door = door_of_link(cx, req_text(req, "token"));
        if (door == NULL || !door->is_now) {
            *ret_refused = refuse_link(req, door);
            return NULL;
        }
        return door;
    }
    const Item *event = registration_led(req, ret_refused);
    if (event == NULL)
        return NULL;
    const Door *door = door_new(cx, event->id, led_path(cx, event->id), false);
    if (door == NULL)
        *ret_refused = respond_error(
            req, 404,
            lang_text(cx->lang, N_("This event has no door. Say under \"How one registers\" that "
                                   "it has one.")));
    return door;
}

static const char *
cookie_name(const App *app)
{
    return app->secure ? "__Host-door" : "door";
}

const Door *
door_here(Request *req, int64_t item_id)
{
    Ctx *cx = req->cx;
    const Item *item = cx->me.id != 0 ? item_find_in(cx, item_id, "") : NULL;
    if (item != NULL && may(cx, ACTION_LEAD, item))
        return door_new(cx, item_id, led_path(cx, item_id), false);
    const char *token = req->in->cookie != NULL
                            ? request_cookie(cx->arena, req->in->cookie, cookie_name(cx->app))
                            : NULL;
    const Door *door = token != NULL ? door_of_link(cx, token) : NULL;
    return door != NULL && door->is_now && door->event->id == item_id ? door : NULL;
}

void
door_remember(Request *req, Response *res, const Door *door)
{
    if (door->by_link)
        session_set_cookie(req, res, cookie_name(req->cx->app), req_text(req, "token"),
                           door->until - req->cx->now);
}

/* ---- who is on its list ---- */

static bool
is_listed(const Registration *one)
{
    return registration_is_alive(one) || one->came_at != 0;
}

static int
by_name(gconstpointer a, gconstpointer b, gpointer data)
{
    const DoorPerson *one = a, *other = b;
    int order = format_compare(data, one->registration->name, other->registration->name);
    return order != 0 ? order : (one->registration->id > other->registration->id ? 1 : -1);
}

DoorPersonSpan
door_people(Ctx *cx, const Door *door)
{
    RegistrationSpan all = registration_list(cx, door->event->id, NULL, DOOR_PEOPLE, 0);
    AnswerOpenSpan open = answer_open_all(cx, door->event->id);
    DoorPerson *people = arena_array_of(cx->arena, DoorPerson, all.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const Registration *one = &all.at[i];
        if (!is_listed(one))
            continue;
        bool is_in = strcmp(one->state, "in") == 0;
        people[n++] = (DoorPerson){
            .registration = one,
            .path = arena_printf(cx->arena, "%s/people/%" PRId64, door->path, one->id),
            .ticket = registration_ticket_head(cx, registration_ticket(cx, one)),
            .state = is_in ? "" : lang_text(cx->lang, registration_state_find(one->state)->label),
            .came = one->came_at != 0,
            .is_asked = answer_open_of(open, one->id) > 0};
    }
    g_qsort_with_data(people, (int)n, sizeof *people, by_name, (gpointer)cx->lang);
    return (DoorPersonSpan){people, n};
}

static bool
has_words(const char *folded, char **words)
{
    for (; *words != NULL; words++)
        if (strstr(folded, *words) == NULL)
            return false;
    return true;
}

DoorPersonSpan
door_search(Ctx *cx, DoorPersonSpan people, const char *query)
{
    g_auto(GStrv) words = g_strsplit(text_fold(cx->arena, query), " ", -1);
    DoorPerson *found = arena_array_of(cx->arena, DoorPerson, people.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < people.n; i++)
        if (has_words(text_fold(cx->arena, people.at[i].registration->name), words))
            found[n++] = people.at[i];
    return (DoorPersonSpan){found, n};
}

DoorCount
door_count(DoorPersonSpan people)
{
    DoorCount count = {0, 0};
    for (size_t i = 0; i < people.n; i++) {
        count.came += people.at[i].came;
        count.expected += people.at[i].came || *people.at[i].state == '\0';
    }
    return count;
}

const Registration *
door_find(Ctx *cx, const Door *door, int64_t id)
{
    const Registration *one = registration_find(cx, id);
    return one != NULL && one->item_id == door->event->id ? one : NULL;
}
