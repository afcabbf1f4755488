/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * How one registers for an event, set by who organises it.
 */
#include "alliance/access.h"
#include "alliance/reminder.h"
#include "base/moment.h"
#include "desk/desk.h"
#include "lang/lang.h"
#include "registration/pages.h"
#include "registration/terms_edit.html.h"

#include <string.h>

#define SEATS_MOST 100000

#define NO_MEETING "none"

static const Choice meetings[] = {
    {NO_MEETING,       N_("None: the address above, or none at all")            },
    {MEETING_ROOM,     N_("A room, never recorded")                             },
    {MEETING_RECORDED, N_("A room; who leads decides when it is being recorded")},
};

/* clang-format off */
static const Field fields[] = {
    {"is_open",   N_("Registration is open"), .kind = FIELD_FLAG, .optional = true},
    {"guests",    N_("Also for who is no member"),
     N_("By a short form and a link that we mail."), .kind = FIELD_FLAG, .optional = true},
    {"approval",  N_("You decide about each"),
     N_("Nobody has a seat before you gave it."), .kind = FIELD_FLAG, .optional = true},
    {"recording", N_("Who cannot come may ask for the recording"), .kind = FIELD_FLAG, .optional = true},
    {"certificates", N_("Who was there gets a certificate of attendance"),
     N_("As soon as it is over and noted who was there. Anybody who holds one can check it here; switched off, none is valid."),
     .kind = FIELD_FLAG, .optional = true},
    {"door", N_("It has a door"),
     N_("Who has a seat gets a ticket with a code, and you note at the door who comes, also without a network."),
     .kind = FIELD_FLAG, .optional = true},
    {"seats",     N_("Seats"), N_("Left empty: there are always some. One registration is one seat, however many sit before one screen."),
     .kind = FIELD_INT, .optional = true, .least = 1, .most = SEATS_MOST},
    {"closes",    N_("Open until"), N_("On the clocks of the event: 2017-03-15 18:00, or the last day: 2017-03-15. Left empty: until it is over."),
     .kind = FIELD_LINE, .optional = true, .most = 16},
    {"reminders", N_("Remind by mail"), .kind = FIELD_CHOICES, .optional = true},
    {"room",      N_("Address of the room"),
     N_("Of any service. It is shown to nobody: who has a seat gets a link of the own that leads there from half an hour before."),
     .kind = FIELD_URL, .optional = true},
    {"meeting",   N_("Room on our server of meetings"),
     N_("Who has a seat goes in by a button, under the own name, from half an hour before; who leads the event is a moderator there."),
     .kind = FIELD_CHOICE, .optional = true, .choices = meetings, .n_choices = G_N_ELEMENTS(meetings)},
    {"meeting_counts", N_("Going into this room is noted as having been there"),
     N_("Beside the button everybody is told so."), .kind = FIELD_FLAG, .optional = true},
};
/* clang-format on */

static Form *
with_choices(Form *form)
{
    Choice *choices = arena_array_of(form->req->cx->arena, Choice, 8);
    size_t n = 0;
    for (const Reminder *reminder = REMINDERS; reminder->name != NULL; reminder++)
        choices[n++] = (Choice){reminder->name, reminder->label};
    form_choices(form, "reminders", choices, n);
    return form;
}

static void
show(Form *form, const RegistrationTerms *terms)
{
    Arena *arena = form->req->cx->arena;
    form_set_int(form, "is_open", terms->is_open);
    form_set_int(form, "guests", terms->guests);
    form_set_int(form, "approval", terms->approval);
    form_set_int(form, "recording", terms->recording);
    form_set_int(form, "certificates", terms->certificates);
    form_set_int(form, "door", terms->door);
    if (terms->seats > 0)
        form_set_int(form, "seats", terms->seats);
    form_set(form, "closes", moment_written(arena, terms->closes));
    form_set(form, "room", terms->room);
    form_set(form, "meeting", *terms->meeting != '\0' ? terms->meeting : NO_MEETING);
    form_set_int(form, "meeting_counts", terms->meeting_counts);
    g_auto(GStrv) names = g_strsplit(terms->reminders, ",", -1);
    for (char **name = names; *name != NULL; name++)
        form_set(form, "reminders", *name);
}

const Item *
registration_led(Request *req, Response **ret_refused)
{
    return registration_led_id(req, req_id(req, "id"), ret_refused);
}

const Item *
registration_led_id(Request *req, int64_t id, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_in(cx, id, "");
    bool is_event = item != NULL && strcmp(item->kind, "event") == 0;
    if (is_event && may(cx, ACTION_LEAD, item))
        return item;
    *ret_refused = is_event ? respond_forbidden(req) : respond_not_found(req);
    return NULL;
}

static Response *
respond_terms(Request *req, const Item *event, const Form *form, bool is_new)
{
    const TermsEdit view = {.event = event, .form = form, .is_new = is_new};
    const char *list = arena_printf(req->cx->arena, "/desk/events/%" PRId64 "/registrations",
                                    event->id);
    Page page = {
        .title = lang_text(req->cx->lang, N_("How one registers")),
        .here = HERE(DESK_CRUMB, {event->title, event->path}, {N_("Registrations"), list})};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, terms_edit, &view);
}

Response *
get_desk_terms(Request *req)
{
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    const RegistrationTerms usual = {.is_open = true,
                                     .recording = true,
                                     .door = *event->place != '\0',
                                     .closes = "",
                                     .reminders = "day,hour",
                                     .room = "",
                                     .meeting = ""};
    const RegistrationTerms *terms = registration_terms(req->cx, event->id);
    Form *form = with_choices(form_new(req, fields, G_N_ELEMENTS(fields)));
    show(form, terms != NULL ? terms : &usual);
    return respond_terms(req, event, form, terms == NULL);
}

/* A day or a time of the event's zone that exists. */
static const char *
closing_of(Form *form, const Event *event)
{
    Ctx *cx = form->req->cx;
    int64_t moment;
    const char *typed = form_text(form, "closes");
    const char *closes = moment_from_written(cx->arena, typed);
    bool is_day = strlen(closes) == strlen("2017-03-15") && date_is_valid(closes);
    if (*closes != '\0' && !is_day && !moment_from_local(closes, event->zone, &moment))
        form_fail(form, "closes",
                  lang_text(cx->lang, N_("Write it as 2017-03-15 18:00 or 2017-03-15.")));
    return closes;
}

static const char *
reminders_of(const Form *form)
{
    GString *names = arena_string(form->req->cx->arena, 32);
    for (const Reminder *reminder = REMINDERS; reminder->name != NULL; reminder++)
        if (form_has(form, "reminders", reminder->name))
            g_string_append_printf(names, "%s%s", names->len > 0 ? "," : "", reminder->name);
    return names->str;
}

static const char *
meeting_of(Form *form)
{
    Ctx *cx = form->req->cx;
    const char *meeting = form_text(form, "meeting");
    if (*meeting == '\0' || strcmp(meeting, NO_MEETING) == 0)
        return "";
    if (*meeting_server(cx).address == '\0')
        form_fail(form, "meeting",
                  lang_text(cx->lang, N_("There is no server of meetings yet: the secretariat "
                                         "names one in the settings.")));
    return meeting;
}

Response *
post_desk_terms(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = registration_led(req, &refused);
    const Event *event = item != NULL ? event_find(cx, item->id) : NULL;
    if (event == NULL)
        return item == NULL ? refused : respond_not_found(req);
    Form *form = with_choices(form_read(req, fields, G_N_ELEMENTS(fields)));
    const RegistrationTerms terms = {
        .is_open = form_flag(form, "is_open"),
        .guests = form_flag(form, "guests"),
        .approval = form_flag(form, "approval"),
        .recording = form_flag(form, "recording"),
        .certificates = form_flag(form, "certificates"),
        .door = form_flag(form, "door"),
        .seats = form_int(form, "seats"),
        .closes = closing_of(form, event),
        .reminders = reminders_of(form),
        .room = form_text(form, "room"),
        .meeting = meeting_of(form),
        .meeting_counts = form_flag(form, "meeting_counts"),
    };
    if (!form_ok(form))
        return respond_terms(req, item, form, registration_terms(cx, item->id) == NULL);
    registration_terms_save(cx, item->id, &terms);
    return respond_done(req,
                        arena_printf(cx->arena, "/desk/events/%" PRId64 "/registrations", item->id),
                        lang_text(cx->lang, N_("Saved.")));
}
