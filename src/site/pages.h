/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the site's routes (routes.c), by the file they are in.
 */
#pragma once
#include "alliance/item.h"
#include "web/web.h"

/* home_pages.c */
Response *get_home(Request *req);

/* item_pages.c */
Response *get_root(Request *req);      /* /{root}: a kind's list, its feed, or an editor's page */
Response *get_root_item(Request *req); /* /{root}/{slug} */
Response *get_year(Request *req);
Response *get_pillar(Request *req);

/* comment_pages.c */
Response *post_item_comments(Request *req);

/* follow_pages.c */
Response *post_item_follow(Request *req);
Response *get_item_unfollow(Request *req);
Response *post_item_unfollow(Request *req);

/* about_pages.c */
Response *get_about(Request *req);

/* figure_pages.c */
Response *get_figures(Request *req);
Response *get_figure(Request *req);
Response *get_figure_members(Request *req);
Response *get_figure_members_csv(Request *req);
Response *get_figure_growth(Request *req);
Response *get_figure_growth_csv(Request *req);
Response *get_members(Request *req);

/* search_pages.c */
Response *get_search(Request *req);
Response *get_opensearch(Request *req);

/* feed_pages.c */
Response *get_feeds(Request *req);
Response *get_new_feed(Request *req);
Response *respond_feed(Request *req, const ItemKind *kind);
Response *get_sitemap(Request *req);
Response *get_sitemap_part(Request *req);
Response *get_robots(Request *req);

/* brand_pages.c */
Response *get_brand(Request *req);

/* sign_in_pages.c */
Response *get_sign_in(Request *req);
Response *post_sign_in(Request *req);
Response *get_sign_in_token(Request *req);
Response *post_sign_in_token(Request *req);
Response *post_sign_out(Request *req);

/* sign_in_password.c */
Response *get_sign_in_password(Request *req);
Response *post_sign_in_password(Request *req);
extern const Preparation prepare_sign_in_password;
