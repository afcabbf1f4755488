/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "poll/pages.h"
#include "poll/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/polls",                   get_polls,           PUBLIC, 0},
    {GET,  "/polls/new",               get_poll_new,        MEMBER, 0},
    {POST, "/polls/new",               post_poll_new,       MEMBER, 0},
    {GET,  "/polls/{slug}",            get_poll,            PUBLIC, 0},
    {POST, "/polls/{slug}",            post_poll,           MEMBER, 0},
    {GET,  "/polls/{slug}/edit",       get_poll_edit,       MEMBER, 0},
    {POST, "/polls/{slug}/edit",       post_poll_edit,      MEMBER, 0},
    {POST, "/polls/{slug}/act",        post_poll_act,       MEMBER, 0},
    {GET,  "/polls/{slug}/open",       get_poll_open,       MEMBER, 0},
    {POST, "/polls/{slug}/open",       post_poll_open,      MEMBER, 0},
    {GET,  "/polls/{slug}/translations",            get_poll_words, MEMBER, 0},
    {GET,  "/polls/{slug}/translations/{language}", get_poll_word,  MEMBER, 0},
    {POST, "/polls/{slug}/translations/{language}", post_poll_word, MEMBER, 0},
    {GET,  "/desk/polls/{id}",         get_desk_poll,       MEMBER, 0},
    {GET,  "/poll-mails/{token}",      get_poll_mails,      PUBLIC, ROUTE_UNCACHED},
    {POST, "/poll-mails/{token}",      post_poll_mails,     PUBLIC, ROUTE_FOREIGN},
    {GET,  "/groups/{slug}/polls",     get_group_polls,     PUBLIC, 0},
    {GET,  "/groups/{slug}/polls/new", get_group_poll_new,  MEMBER, 0},
    {POST, "/groups/{slug}/polls/new", post_group_poll_new, MEMBER, 0},
};
/* clang-format on */
const RouteTable poll_routes = ROUTE_TABLE(rows);
