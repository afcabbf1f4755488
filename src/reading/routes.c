/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "reading/pages.h"
#include "reading/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/documents/send/{token}", get_document_send,   PUBLIC, ROUTE_UNCACHED},
    {POST, "/documents/send/{token}", post_document_send,  PUBLIC, 0},
    {GET,  "/documents/{id}",         get_document,        PUBLIC, 0},
    {GET,  "/documents/{id}/mail",    get_document_mail,   PUBLIC, 0},
    {POST, "/documents/{id}/mail",    post_document_mail,  PUBLIC, 0},
    {POST, "/documents/{id}/again",   post_document_again, MEMBER, 0},
};
/* clang-format on */
const RouteTable reading_routes = ROUTE_TABLE(rows);
