/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "group/pages.h"
#include "group/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/groups",                      get_groups,            PUBLIC, 0},
    {GET,  "/groups/{slug}",               get_group,             PUBLIC, 0},
    {POST, "/groups/{slug}/join",          post_group_join,       MEMBER, 0},
    {POST, "/groups/{slug}/leave",         post_group_leave,      MEMBER, 0},
    {POST, "/groups/{slug}/mails",         post_group_mails,      MEMBER, 0},
    {GET,  "/groups/{slug}/edit",          get_group_edit,        MEMBER, 0},
    {POST, "/groups/{slug}/edit",          post_group_edit,       MEMBER, 0},
    {GET,  "/groups/{slug}/members",       get_group_members,     MEMBER, 0},
    {POST, "/groups/{slug}/members/{id}",  post_group_remove,     MEMBER, 0},
    {GET,  "/groups/{slug}/discussions.atom", get_group_feed,     PUBLIC, 0},
    {GET,  "/groups/{slug}/archive.mbox",  get_group_archive,     MEMBER, 0},
    {GET,  "/groups/{slug}/discussions",   get_group_discussions, PUBLIC, 0},
    {GET,  "/groups/{slug}/new",           get_discussion_new,    MEMBER, 0},
    {POST, "/groups/{slug}/new",           post_discussion_new,   MEMBER, 0},
    {GET,  "/discussions/{slug}",          get_discussion,        PUBLIC, 0},
    {POST, "/discussions/{slug}",          post_discussion_act,   MEMBER, 0},
    {GET,  "/discussions/{slug}/split/{comment}", get_discussion_split,  MEMBER, 0},
    {POST, "/discussions/{slug}/split/{comment}", post_discussion_split, MEMBER, 0},
    {GET,  "/desk/groups/{id}",            get_desk_group,        MEMBER, 0},
    {POST, "/desk/groups/{id}/members/{person}",   post_desk_group_member,     MEMBER, 0},
    {POST, "/desk/groups/{id}/discussions/{item}", post_desk_group_discussion, MEMBER, 0},
    {POST, "/desk/groups/{id}/comments/{comment}", post_desk_group_comment,    MEMBER, 0},
    {POST, "/desk/groups/{id}/invite",     post_desk_group_invite, MEMBER, 0},
};
/* clang-format on */
const RouteTable group_routes = ROUTE_TABLE(rows);
