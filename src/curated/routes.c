/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "curated/pages.h"
#include "curated/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/library/lists",                  get_lists,              PUBLIC, 0},
    {GET,  "/library/lists.atom",             get_lists_atom,         PUBLIC, 0},
    {GET,  "/library/lists/{slug}",           get_list,               PUBLIC, 0},
    {GET,  "/library/lists/{slug}/feed.atom", get_list_atom,          PUBLIC, 0},
    {GET,  "/desk/lists/{id}",                get_desk_list,          EDITOR, 0},
    {POST, "/desk/lists/{id}",                post_desk_list,         EDITOR, 0},
    {POST, "/desk/lists/{id}/move",           post_desk_list_move,    EDITOR, 0},
    {GET,  "/desk/entries/{id}",              get_desk_entry,         EDITOR, 0},
    {POST, "/desk/entries/{id}",              post_desk_entry,        EDITOR, 0},
    {POST, "/desk/entries/{id}/delete",       post_desk_entry_delete, EDITOR, 0},
    {GET,  "/desk/library/{id}/lists",        get_desk_work_lists,    EDITOR, 0},
    {POST, "/desk/library/{id}/lists",        post_desk_work_lists,   EDITOR, 0},
};
/* clang-format on */
const RouteTable curated_routes = ROUTE_TABLE(rows);
