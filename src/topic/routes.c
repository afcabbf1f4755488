/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "topic/pages.h"
#include "topic/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/topics",                  get_topics,             PUBLIC, 0},
    {GET,  "/topics/{slug}",           get_topic,              PUBLIC, 0},
    {GET,  "/topics/{slug}/feed.atom", get_topic_atom,         PUBLIC, 0},
    {GET,  "/desk/topics",             get_desk_topics,        EDITOR, 0},
    {GET,  "/desk/topics/new",         get_desk_topic_new,     EDITOR, 0},
    {POST, "/desk/topics/new",         post_desk_topic_new,    EDITOR, 0},
    {GET,  "/desk/topics/{id}",        get_desk_topic,         EDITOR, 0},
    {POST, "/desk/topics/{id}",        post_desk_topic,        EDITOR, 0},
    {POST, "/desk/topics/{id}/delete", post_desk_topic_delete, EDITOR, 0},
    {GET,  "/desk/topics/{id}/merge",  get_desk_topic_merge,   EDITOR, 0},
    {POST, "/desk/topics/{id}/merge",  post_desk_topic_merge,  EDITOR, 0},
    {POST, "/desk/topics/{id}/undo",   post_desk_topic_undo,   EDITOR, 0},
};
/* clang-format on */
const RouteTable topic_routes = ROUTE_TABLE(rows);
