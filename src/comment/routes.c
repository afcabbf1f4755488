/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "comment/pages.h"
#include "comment/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/comments/{id}",           get_comment,           PUBLIC,    0},
    {POST, "/comments/{id}/answer",    post_comment_answer,   MEMBER,    0},
    {GET,  "/comments/{id}/edit",      get_comment_edit,      SIGNED_IN, 0},
    {POST, "/comments/{id}/edit",      post_comment_edit,     SIGNED_IN, 0},
    {POST, "/comments/{id}/take-back", post_comment_take_back, SIGNED_IN, 0},
    {POST, "/comments/{id}/word",      post_comment_word,     MEMBER,    0},
    {POST, "/comments/{id}/take-away", post_comment_take_away, SIGNED_IN, 0},
    {GET,  "/comments/{id}/report",    get_comment_report,    MEMBER,    0},
    {POST, "/comments/{id}/report",    post_comment_report,   MEMBER,    0},
    {GET,  "/items/{id}/reports",      get_item_reports,      SIGNED_IN, 0},
    {POST, "/comments/{id}/reports",   post_comment_reports,  SIGNED_IN, 0},
};
/* clang-format on */
const RouteTable comment_routes = ROUTE_TABLE(rows);
