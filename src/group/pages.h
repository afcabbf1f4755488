/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes (routes.c), by the file they are in.
 */
#pragma once
#include "group/show.h"
#include "web/web.h"

/* list_pages.c */
Response *get_groups(Request *req);

/* group_pages.c */
Response *get_group(Request *req);
Response *post_group_join(Request *req);
Response *post_group_leave(Request *req);

/** The page of a group; @form, @mails: what was refused of asking to come in, of the choice of
 * mails, or NULL. */
Response *respond_group(Request *req, const Item *item, const Form *form, const Form *mails);

/** The group of the request's {slug} that the acting person may see; else NULL. */
const Item *group_asked(Request *req);

/** The address of a group, with more behind it: "/members". */
const char *group_url(Ctx *cx, const Item *group, const char *more);

/** The frame of a page below a group's. */
Page *group_page(Ctx *cx, const Item *group, const char *title);

/** Groups as they are shown in a list. */
GroupRowSpan group_rows(Ctx *cx, ItemSpan items);

/* archive_pages.c */
Response *get_group_archive(Request *req);
Response *get_group_feed(Request *req);

/* mail_pages.c */
Response *post_group_mails(Request *req);

/** What the acting person, who is in the group, gets of it by mail. */
Form *group_mails_form(Request *req, const Item *item);

/** To which a mail begins a discussion in the group; NULL: mail does not come here. */
const char *group_mail_address(Ctx *cx, const Item *item);

/* edit_pages.c */
Response *get_group_edit(Request *req);
Response *post_group_edit(Request *req);

/* member_pages.c */
Response *get_group_members(Request *req);
Response *post_group_remove(Request *req);

/* waiting_pages.c */
Response *get_desk_group(Request *req);
Response *post_desk_group_member(Request *req);
Response *post_desk_group_discussion(Request *req);
Response *post_desk_group_comment(Request *req);
Response *post_desk_group_invite(Request *req);

/* discussion_pages.c */
Response *get_group_discussions(Request *req);
Response *get_discussion_new(Request *req);
Response *post_discussion_new(Request *req);
Response *get_discussion(Request *req);
Response *post_discussion_act(Request *req);

/* split_pages.c */
Response *get_discussion_split(Request *req);
Response *post_discussion_split(Request *req);
