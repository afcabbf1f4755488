/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The page of a group, and coming in and going.
 */
#include "group/group_show.html.h"
#include "group/pages.h"

#include "alliance/access.h"
#include "site/site.h"

#include <string.h>

#define FIRST_DISCUSSIONS 10
#define LIMIT_NOTE 500 /* characters: why somebody asks */

static const Field ask_fields[] = {
    {"note", N_("Why you would like to come in"),
     N_("The chairs read it, with your name and your profile."), .kind = FIELD_TEXT, .rows = 3,
     .optional = true, .most = LIMIT_NOTE},
};

const Item *
group_asked(Request *req)
{
    return item_find(req->cx, "group", req_text(req, "slug"));
}

const char *
group_url(Ctx *cx, const Item *group, const char *more)
{
    return arena_printf(cx->arena, "%s%s", group->path, more);
}

Page *
group_page(Ctx *cx, const Item *group, const char *title)
{
    return item_page_below(cx, group, title);
}

/* ---- the page ---- */

/* What the reader is in it and may do. */
static void
add_standing(Ctx *cx, GroupShow *view)
{
    const Group *group = view->group;
    bool is_member = (cx->me.roles & ROLE_MEMBER) != 0;
    bool reachable = view->item->group_id == view->item->id || view->item->in_group;
    view->signed_in = cx->me.id != 0;
    view->is_in = strcmp(group->mine, "in") == 0;
    view->asked = strcmp(group->mine, "asked") == 0;
    view->invited = strcmp(group->mine, "invited") == 0;
    bool outside = is_member && reachable && !view->is_in && !view->asked && !view->dormant;
    view->may_join = outside && (strcmp(group->joining, "open") == 0 || view->invited);
    view->may_ask = outside && strcmp(group->joining, "request") == 0 && !view->invited;
    view->may_talk = discussion_may_begin(cx, view->item, group);
    view->may_lead = may(cx, ACTION_LEAD, view->item);
}

static GroupShow *
show_new(Request *req, const Item *item)
{
    Ctx *cx = req->cx;
    const Group *group = group_find_counted(cx, item);
    DiscussionRows *rows = arena_new_of(cx->arena, DiscussionRows);
    GroupShow *view = arena_new_of(cx->arena, GroupShow);
    rows->all = discussion_list(cx, item, 1, FIRST_DISCUSSIONS);
    *view = (GroupShow){
        .item = item,
        .show = item_show_new(req, item),
        .group = group,
        .joining = group_joining_label(group->joining),
        .inside = group_inside_label(group->inside),
        .proposed = strcmp(group->state, "proposed") == 0,
        .launched = strcmp(group->state, "launched") == 0,
        .dormant = strcmp(group->state, "dormant") == 0,
        .chairs = group_chairs(cx, item),
        .objectives = group_objectives(cx, item->id),
        .discussions = rows,
        .has_discussions = rows->all.n > 0,
        .more = rows->all.n == FIRST_DISCUSSIONS,
        .parts = group_rows(cx,
                            item_list(cx, &(ItemFilter){.kind = "group", .parent_id = item->id}))};
    add_standing(cx, view);
    return view;
}

Response *
respond_group(Request *req, const Item *item, const Form *form, const Form *mails)
{
    GroupShow *view = show_new(req, item);
    if (view->may_ask)
        view->form = form != NULL ? form : form_new(req, ask_fields, G_N_ELEMENTS(ask_fields));
    if (view->is_in)
        view->mails = mails != NULL ? mails : group_mails_form(req, item);
    if (view->may_talk)
        view->address = group_mail_address(req->cx, item);
    Page *page = item_page(req->cx, view->show->item);
    page->feed = group_url(req->cx, item, "/discussions.atom");
    return respond_page(req, form != NULL || mails != NULL ? 422 : 200, page, group_show, view);
}

Response *
get_group(Request *req)
{
    const Item *item = group_asked(req);
    if (item != NULL)
        return respond_group(req, item, NULL, NULL);
    Response *old = site_not_found(req);
    return old != NULL ? old : respond_not_found(req);
}

/* ---- coming and going ---- */

static const char *const said[] = {
    [GROUP_DONE] = N_("You are in the group."),
    [GROUP_ASKED] = N_("Thank you. The chairs decide, and you get a mail."),
    [GROUP_REFUSED] = N_("Nobody can come into this group at the moment without an invitation."),
    [GROUP_CHAIRED] = N_("You chair this group. Ask the secretariat to end that first."),
    [GROUP_NOTHING] = N_("Nothing has changed."),
};

Response *
post_group_join(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = group_asked(req);
    if (item == NULL)
        return respond_not_found(req);
    const Group *group = group_find(cx, item);
    Form *form = form_read(req, ask_fields, G_N_ELEMENTS(ask_fields));
    if (!form_ok(form))
        return respond_group(req, item, form, NULL);
    GroupOutcome outcome = strcmp(group->state, "dormant") == 0
                               ? GROUP_REFUSED
                               : group_member_join(cx, item, group->joining,
                                                   form_text(form, "note"));
    const char *notice = outcome == GROUP_DONE && strcmp(group->state, "proposed") == 0
                             ? N_("Thank you. You are among those who are interested.")
                             : said[outcome];
    return respond_done(req, item->path, lang_text(cx->lang, notice));
}

Response *
post_group_leave(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = group_asked(req);
    if (item == NULL)
        return respond_not_found(req);
    GroupOutcome outcome = group_member_leave(cx, item);
    const char *notice = outcome == GROUP_DONE ? N_("You are not in the group any more.")
                                               : said[outcome];
    /* A group that only its members know is out of sight then. */
    bool hidden = outcome == GROUP_DONE && strcmp(item->audience, "group") == 0;
    return respond_done(req, hidden ? "/groups" : item->path, lang_text(cx->lang, notice));
}
