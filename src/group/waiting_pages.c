/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What waits for the chairs of a group: who asks, first discussions, whom to invite.
 */
#include "group/group_waiting.html.h"
#include "group/pages.h"

#include "alliance/access.h"

#include <string.h>

static const Field invite_fields[] = {
    {"email", N_("E-mail address of a member"), N_("The person gets a mail and decides."),
     .kind = FIELD_EMAIL},
};

/* The group of the request, or in which the item of the request is: a task names that.  The acting
   person leads it; else NULL and the answer. */
static const Item *
find_led(Request *req, Response **ret_refusal)
{
    Ctx *cx = req->cx;
    int64_t id = req_id(req, "id");
    const Item *item = item_find_id(cx, group_around(cx, id));
    if (item == NULL || strcmp(item->kind, "group") != 0) {
        *ret_refusal = respond_not_found(req);
        return NULL;
    }
    if (!may(cx, ACTION_LEAD, item)) {
        *ret_refusal = respond_forbidden(req);
        return NULL;
    }
    return item;
}

static Response *
respond_waiting(Request *req, const Item *item, Form *form)
{
    Ctx *cx = req->cx;
    GroupWaiting view = {
        .item = item,
        .asked = group_member_list_asked(cx, item),
        .held = discussion_list_held(cx, item),
        .comments = comment_list_held_in(cx, item->id),
        .form = form != NULL ? form : form_new(req, invite_fields, G_N_ELEMENTS(invite_fields))};
    return respond_page(req, form != NULL ? 422 : 200,
                        group_page(cx, item, lang_text(cx->lang, N_("What waits for the chairs"))),
                        group_waiting, &view);
}

static Response *
respond_decided(Request *req, const Item *item, bool done, const char *notice)
{
    if (!done)
        return respond_not_found(req);
    return respond_done(req, arena_printf(req->cx->arena, "/desk/groups/%" PRId64, item->id),
                        lang_text(req->cx->lang, notice));
}

static bool
is_yes(const Request *req)
{
    return strcmp(req_field(req, "yes"), "1") == 0;
}

Response *
get_desk_group(Request *req)
{
    Response *refusal = NULL;
    const Item *item = find_led(req, &refusal);
    return item != NULL ? respond_waiting(req, item, NULL) : refusal;
}

Response *
post_desk_group_member(Request *req)
{
    Response *refusal = NULL;
    const Item *item = find_led(req, &refusal);
    if (item == NULL)
        return refusal;
    int64_t person = req_id(req, "person");
    GroupOutcome outcome = is_yes(req) ? group_member_admit(req->cx, item, person)
                                       : group_member_remove(req->cx, item, person);
    return respond_decided(req, item, outcome == GROUP_DONE,
                           is_yes(req) ? N_("The person is in the group now.")
                                       : N_("The person was refused and gets a mail."));
}

Response *
post_desk_group_discussion(Request *req)
{
    Response *refusal = NULL;
    const Item *item = find_led(req, &refusal);
    if (item == NULL)
        return refusal;
    bool done = discussion_review(req->cx, item, req_id(req, "item"), is_yes(req));
    return respond_decided(req, item, done,
                           is_yes(req) ? N_("The discussion is shown now.")
                                       : N_("The discussion went back to its author as a draft."));
}

Response *
post_desk_group_comment(Request *req)
{
    Response *refusal = NULL;
    const Item *item = find_led(req, &refusal);
    if (item == NULL)
        return refusal;
    bool done = comment_moderate(req->cx, req_id(req, "comment"), is_yes(req));
    return respond_decided(req, item, done,
                           is_yes(req) ? N_("The comment is shown now.")
                                       : N_("The comment was refused."));
}

Response *
post_desk_group_invite(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const Item *item = find_led(req, &refusal);
    if (item == NULL)
        return refusal;
    Form *form = form_read(req, invite_fields, G_N_ELEMENTS(invite_fields));
    if (form_ok(form) && group_member_invite(cx, item, form_text(form, "email")) == GROUP_NOTHING)
        form_fail(
            form, "email",
            lang_text(cx->lang, N_("No member has this address, or the person is in the group "
                                   "or invited already.")));
    if (!form_ok(form))
        return respond_waiting(req, item, form);
    return respond_decided(req, item, true, N_("The invitation is on its way."));
}
