/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What is noted at the door, one by one: by a button, by a ticket's code, of who walks in.
 */
#include "alliance/attendance.h"
#include "alliance/registration_code.h"
#include "desk/desk.h"
#include "door/pages.h"
#include "lang/lang.h"
#include "registration/walk_in.h"

#include <string.h>

/* clang-format off */
static const Field code_fields[] = {
    {"code", N_("Code of a ticket"), N_("As it is printed; capitals do not matter."),
     .kind = FIELD_LINE, .autocomplete = "off"},
};
/* clang-format on */

Form *
door_code_new(Request *req)
{
    return form_new(req, code_fields, G_N_ELEMENTS(code_fields));
}

Form *
door_code_read(Request *req)
{
    return form_read(req, code_fields, G_N_ELEMENTS(code_fields));
}

static Response *
respond_noted(Request *req, const Door *door, const char *words, const char *name)
{
    Ctx *cx = req->cx;
    return respond_done(req, door->path,
                        lang_fill(cx->arena, lang_text(cx->lang, words), "name", name, NULL));
}

Response *
post_door_person(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Door *door = door_of(req, &refused);
    if (door == NULL)
        return refused;
    const Registration *one = door_find(cx, door, req_id(req, "registration"));
    if (one == NULL)
        return respond_not_found(req);
    if (desk_is_pressed(req, "came")) {
        attendance_note(cx, one, ATTENDANCE_DOOR);
        return respond_noted(req, door, N_("{name}: came."), one->name);
    }
    if (desk_is_pressed(req, "undo")) {
        attendance_take_back(cx, one, ATTENDANCE_DOOR);
        return respond_noted(req, door, N_("{name}: did not come, after all."), one->name);
    }
    return respond_error(req, 422, lang_text(cx->lang, N_("The button is not one of ours.")));
}

/* A camera gives the whole address. */
static const char *
code_in(const char *typed)
{
    const char *slash = strrchr(typed, '/');
    return slash != NULL ? slash + 1 : typed;
}

Response *
post_door_code(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Door *door = door_of(req, &refused);
    if (door == NULL)
        return refused;
    Form *form = door_code_read(req);
    const Registration *one = registration_find_ticket(cx, code_in(form_text(form, "code")));
    if (form_ok(form) && one == NULL)
        form_fail(
            form, "code",
            lang_text(cx->lang, N_("No valid ticket has this code. Look whether it is typed as "
                                   "it is printed; the seat may have been given back.")));
    else if (form_ok(form) && one->item_id != door->event->id)
        form_fail(form, "code", lang_text(cx->lang, N_("This ticket is for another event.")));
    if (!form_ok(form))
        return respond_door(req, door, form, NULL);
    if (one->came_at != 0)
        return respond_noted(req, door, N_("{name} came already: is it the same person?"),
                             one->name);
    attendance_note(cx, one, ATTENDANCE_DOOR);
    return respond_noted(req, door, N_("{name}: came."), one->name);
}

/* By a link nobody learns whose an address is: only who is registered, and so on the list, is known
 * by it. */
const Registration *
door_walk_in(Ctx *cx, const Door *door, Applicant who, const AttendanceMark *mark)
{
    if (door->by_link && who.person_id != 0 &&
        registration_find_of(cx, door->event->id, &who) == NULL)
        who.person_id = 0;
    return attendance_walk_in(cx, door->event->id, &who, mark);
}

Response *
post_door_walk_in(Request *req)
{
    Response *refused = NULL;
    const Door *door = door_of(req, &refused);
    if (door == NULL)
        return refused;
    Form *form = walk_in_form_read(req);
    if (!form_ok(form))
        return respond_door(req, door, NULL, form);
    const Registration *one = door_walk_in(req->cx, door, walk_in_form_applicant(form), NULL);
    return one != NULL ? respond_noted(req, door, N_("{name}: came."), one->name)
                       : respond_not_found(req);
}
