/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One person's record.
 */
#include "alliance/portrait.h"
#include "desk/pages.h"
#include "desk/people.h"
#include "desk/person_show.html.h"

Response *
respond_person(Request *req, const Person *person, const RoleFault *fault)
{
    PersonShow view = {.person = person, .roles = person_roles_new(req, person, fault)};
    Page page = {.title = person->name, .here = HERE(DESK_CRUMB, {N_("People"), "/desk/people"})};
    bool is_wrong = fault->form != NULL || fault->term != 0;
    return respond_desk(req, is_wrong ? 422 : 200, &page, person_show, &view);
}

Response *
get_desk_person(Request *req)
{
    const Person *person = person_find(req->cx, req_id(req, "id"));
    return person != NULL ? respond_person(req, person, &(RoleFault){0}) : respond_not_found(req);
}

Response *
post_desk_person_picture(Request *req)
{
    Ctx *cx = req->cx;
    int64_t id = req_id(req, "id");
    if (!portrait_remove(cx, id))
        return respond_not_found(req);
    return respond_done(req, arena_printf(cx->arena, "/desk/people/%" PRId64, id),
                        lang_text(cx->lang, N_("The picture was taken away.")));
}
