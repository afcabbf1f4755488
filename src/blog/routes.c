/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "blog/pages.h"
#include "blog/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/posts",               get_posts,              MEMBER, 0},
    {GET,  "/posts/new",           get_post_new,           MEMBER, 0},
    {POST, "/posts/new",           post_post_new,          MEMBER, ROUTE_UPLOAD},
    {GET,  "/posts/{id}",          get_post_edit,          MEMBER, 0},
    {POST, "/posts/{id}",          post_post_edit,         MEMBER, ROUTE_UPLOAD},
    {GET,  "/posts/{id}/review",   get_post_review,        MEMBER, 0},
    {POST, "/posts/{id}/review",   post_post_review,       MEMBER, 0},
    {GET,  "/blog",                get_blog,               PUBLIC, 0},
    {GET,  "/blog.atom",           get_blog_atom,          PUBLIC, 0},
    {GET,  "/feeds/blog.json",     get_blog_json,          PUBLIC, ROUTE_VERBATIM},
    {GET,  "/blog/{slug}",         get_blog_post,          PUBLIC, 0},
    {GET,  "/blog/by/{handle}",    get_blog_author,        PUBLIC, 0},
    {GET,  "/blog/by/{handle}/feed.atom", get_blog_author_atom, PUBLIC, 0},
    {GET,  "/blog/by/{handle}/feed.json", get_blog_author_json, PUBLIC, ROUTE_VERBATIM},
    {GET,  "/series/{slug}",       get_series,             PUBLIC, 0},
    {GET,  "/series/{slug}/feed.atom", get_series_atom,    PUBLIC, 0},
    {GET,  "/series/{slug}/feed.json", get_series_json,    PUBLIC, ROUTE_VERBATIM},
};
/* clang-format on */
const RouteTable blog_routes = ROUTE_TABLE(rows);
