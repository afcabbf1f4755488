/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One person's record.
 */
#include "alliance/person_form.h"
#include "alliance/portrait.h"
#include "alliance/second_factor.h"
#include "desk/pages.h"
#include "desk/people.h"
#include "desk/person_show.html.h"

Response *
respond_person(Request *req, const Person *person, const RoleFault *fault)
{
    bool is_me = person->id == req->cx->me.id;
    const ReachShow *reach = reach_show(req->cx, person->email);
    PersonShow view = {.person = person,
                       .level = person_level_label(person->level),
                       .called = person_called(person),
                       .is_subscriber = person_is_subscriber(person),
                       .has_left = person->left_at != 0 && !person_is_subscriber(person),
                       .roles = person_roles_new(req, person, fault),
                       .may_reset = !is_me && second_factor_is_set(req->cx, person),
                       .reach = reach,
                       .comes_back = reach->paused != 0 || reach->events.n > 0};
    Page page = {.title = view.called, .here = HERE(DESK_CRUMB, {N_("People"), "/desk/people"})};
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

/* One's own is changed under Account, with a code. */
Response *
post_desk_person_second(Request *req)
{
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, req_id(req, "id"));
    if (person == NULL || person->id == cx->me.id || !second_factor_reset(cx, person))
        return respond_not_found(req);
    return respond_done(req, arena_printf(cx->arena, "/desk/people/%" PRId64, person->id),
                        lang_text(cx->lang, N_("The second factor was reset.")));
}
