/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/pages.h"
#include "site/site.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/",                      get_home,           PUBLIC, 0},
    {GET,  "/{root}",                get_root,           PUBLIC, 0},
    {GET,  "/{root}/{slug}",         get_root_item,      PUBLIC, 0},
    {POST, "/items/{id}/comments",   post_item_comments, MEMBER, 0},
    {POST, "/items/{id}/follow",     post_item_follow,   SIGNED_IN, 0},
    {GET,  "/items/{id}/unfollow/{token}", get_item_unfollow,  PUBLIC, ROUTE_UNCACHED},
    {POST, "/items/{id}/unfollow/{token}", post_item_unfollow, PUBLIC, ROUTE_FOREIGN},
    {GET,  "/about",                 get_about,          PUBLIC, 0},
    {GET,  "/take-part",             get_pillar,         PUBLIC, 0},
    {GET,  "/knowledge",             get_pillar,         PUBLIC, 0},
    {GET,  "/advocate",              get_pillar,         PUBLIC, 0},
    {GET,  "/year",                  get_year,           PUBLIC, 0},
    {GET,  "/members",               get_members,        PUBLIC, 0},
    {GET,  "/figures",               get_figures,        PUBLIC, 0},
    {GET,  "/figures/members",       get_figure_members, PUBLIC, 0},
    {GET,  "/figures/members.csv",   get_figure_members_csv, PUBLIC, 0},
    {GET,  "/figures/growth",        get_figure_growth,  PUBLIC, 0},
    {GET,  "/figures/growth.csv",    get_figure_growth_csv, PUBLIC, 0},
    {GET,  "/figures/{name}",        get_figure,         PUBLIC, 0},
    {GET,  "/search",                get_search,         PUBLIC, 0},
    {GET,  "/opensearch.xml",        get_opensearch,     PUBLIC, 0},
    {GET,  "/feeds",                 get_feeds,          PUBLIC, 0},
    {GET,  "/new.atom",              get_new_feed,       PUBLIC, 0},
    {GET,  "/sitemap.xml",           get_sitemap,        PUBLIC, 0},
    {GET,  "/sitemap/{part}",        get_sitemap_part,   PUBLIC, 0},
    {GET,  "/robots.txt",            get_robots,         PUBLIC, 0},
    {GET,  "/brand.css",             get_brand,          PUBLIC, 0},
    {GET,  "/sign-in",               get_sign_in,        PUBLIC, 0},
    {POST, "/sign-in",               post_sign_in,       PUBLIC, 0},
    {GET,  "/sign-in/password",      get_sign_in_password,  PUBLIC, 0},
    {POST, "/sign-in/password",      post_sign_in_password, PUBLIC, 0, &prepare_sign_in_password},
    {GET,  "/sign-in/{token}",       get_sign_in_token,  PUBLIC, ROUTE_UNCACHED},
    {POST, "/sign-in/{token}",       post_sign_in_token, PUBLIC, 0},
    {POST, "/sign-out",              post_sign_out,      PUBLIC, 0},
};
/* clang-format on */
const RouteTable site_routes = ROUTE_TABLE(rows);
