/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who is in a group: for those who are.
 */
#include "group/group_members.html.h"
#include "group/pages.h"

#include "alliance/access.h"

#include <string.h>

Response *
get_group_members(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = group_asked(req);
    if (item == NULL)
        return respond_not_found(req);
    bool leads = may(cx, ACTION_LEAD, item);
    if (!leads && strcmp(group_find(cx, item)->mine, "in") != 0)
        return respond_forbidden(req);
    GroupMembers view = {.item = item,
                         .n = group_member_count(cx, item),
                         .members = group_member_list(cx, item, req_page(req)),
                         .may_lead = leads};
    view.pages = link_pages(req, view.n);
    return respond_page(req, 200,
                        group_page(cx, item, lang_text(cx->lang, N_("Who is in the group"))),
                        group_members, &view);
}

Response *
post_group_remove(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = group_asked(req);
    if (item == NULL)
        return respond_not_found(req);
    if (!may(cx, ACTION_LEAD, item))
        return respond_forbidden(req);
    GroupOutcome outcome = group_member_remove(cx, item, req_id(req, "id"));
    if (outcome == GROUP_NOTHING)
        return respond_not_found(req);
    const char *notice =
        outcome == GROUP_CHAIRED
            ? N_("A chair stays in the group. Ask the secretariat to end that first.")
            : N_("The person is not in the group any more.");
    return respond_done(req, group_url(cx, item, "/members"), lang_text(cx->lang, notice));
}
