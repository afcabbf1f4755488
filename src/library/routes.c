/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/pages.h"
#include "library/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/library/{slug}",            get_work,                 PUBLIC, 0},
    {GET,  "/editions/{slug}",           get_edition,              PUBLIC, 0},
    {GET,  "/editions/{slug}/cite/{format}", get_edition_citation, PUBLIC, 0},
    {GET,  "/editions/{slug}/linkset",   get_edition_linkset,      PUBLIC, 0},
    {POST, "/editions/{slug}/tell",      post_edition_wish,        SIGNED_IN, 0},
    {GET,  "/desk/library/{id}",         get_desk_work,            MEMBER, 0},
    {POST, "/desk/library/{id}",         post_desk_work,           MEMBER, 0},
    {GET,  "/desk/library/{id}/new",     get_desk_edition_new,     MEMBER, 0},
    {POST, "/desk/library/{id}/new",     post_desk_edition_new,    MEMBER, 0},
    {GET,  "/desk/library/{id}/related", get_desk_relations,       EDITOR, 0},
    {POST, "/desk/library/{id}/related", post_desk_relations,      EDITOR, 0},
    {POST, "/desk/library/{id}/related/{relation}/delete", post_desk_relation_delete, EDITOR, 0},
    {GET,  "/desk/editions/{id}",        get_desk_edition,         MEMBER, 0},
    {POST, "/desk/editions/{id}",        post_desk_edition,        MEMBER, 0},
    {GET,  "/desk/editions/{id}/delete", get_desk_edition_delete,  MEMBER, 0},
    {POST, "/desk/editions/{id}/delete", post_desk_edition_delete, MEMBER, 0},
};
/* clang-format on */
const RouteTable library_routes = ROUTE_TABLE(rows);
