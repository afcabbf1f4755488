/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "alliance/post.h"
#include "alliance/week.h"
#include "blog/card.h"
#include "blog/check.h"
#include "blog/share.h"
#include "desk/page_edit.h"
#include "desk/review_page.h"
#include "site/item_show.h"
#include "web/form.h"

/* mine_pages.c */
Response *get_posts(Request *req);

/* write_pages.c */
Response *get_post_new(Request *req);
Response *post_post_new(Request *req);
Response *get_post_edit(Request *req);
Response *post_post_edit(Request *req);

/* review_pages.c */
Response *get_post_review(Request *req);
Response *post_post_review(Request *req);

/* list_pages.c */
Response *get_blog(Request *req);
Response *get_blog_atom(Request *req);
Response *get_blog_json(Request *req);
Response *get_blog_author(Request *req);
Response *get_blog_author_atom(Request *req);
Response *get_blog_author_json(Request *req);
Response *get_series(Request *req);
Response *get_series_atom(Request *req);
Response *get_series_json(Request *req);

/* show_pages.c */
Response *get_blog_post(Request *req);

/* ---- writing (write_form.c) ---- */

/** The form of a post: empty, or with what @item says; NULL: a new one. */
Form *write_form_new(Request *req, const Item *item);

/** What was typed, checked, also whether it says what kind of change it is. */
Form *write_form_read(Request *req, const Item *item);

/** What the form says, on top of what it leaves alone of @item (or NULL). */
ItemDraft write_draft(Ctx *cx, const Form *form, const Item *item);

/** What is saved beside the texts: topics, picture, series, correction. */
void write_beside(Request *req, const Form *form, int64_t id);

/** The path of the post's page @page: "" its form, "/review". */
const char *write_path(Arena *arena, int64_t id, const char *page);

/** "You are here" of the writer's pages. */
CrumbSpan write_crumbs(Ctx *cx, const Item *item);

typedef struct PostEdit {
    const Item *item; /* NULL: a new one */
    const char *title;
    const char *action;
    const char *status_label; /* N_() */
    const Form *form;
    const char *alt; /* of the picture above the text, which is there if item.image_id is */
    bool is_out, has_preview;
    const ReviewFaults *check; /* NULL: nothing is wrong, or nothing was looked at yet */
    SafeHtml preview;          /* what was typed, as readers would see it */
    const char *preview_title, *preview_summary;
    const TextDiff *conflict; /* from what somebody else saved to what was typed, or NULL */
} PostEdit;

/* ---- the writer's own list ---- */

typedef struct MineRow {
    const Item *item;
    const char *status_label; /* N_() */
    const char *url;
} MineRow;

typedef struct MineRowSpan {
    const MineRow *at;
    size_t n;
} MineRowSpan;

typedef struct PostMine {
    bool is_editor;
    MineRowSpan waiting; /* for editors: what was handed in by others */
    MineRowSpan rows;    /* what is one's own */
    LinkSpan pages;
} PostMine;

/* ---- reading ---- */

typedef struct BlogList {
    const char *title;
    const char *author;  /* whose posts these are, or NULL */
    const char *profile; /* that person's page, or NULL */
    const char *atom, *json_feed;
    LinkSpan pillars, topics, years;
    bool may_write;
    int64_t n;
    PostCardSpan cards;
    LinkSpan pages;
} BlogList;

typedef struct SeriesShow {
    const Item *item;
    PostCardSpan cards;
    int64_t n;
    const char *atom, *json_feed;
    bool draft;
    const ItemShow *text;
} SeriesShow;

typedef struct PostShow {
    const Item *item;
    const char *pillar;
    int64_t minutes;
    bool draft, may_edit, may_talk;
    const char *by;     /* path of all posts of its author, or NULL */
    const Item *series; /* of which it is a part, or NULL; then: */
    int64_t part, n_parts;
    const Item *before, *after; /* or NULL */
    const WeekDay *day;         /* of a themed week, for which it was written, or NULL */
    PostCorrectionSpan corrections;
    ShareTextSpan shares; /* once it is public */
    SafeHtml linked_data; /* schema.org, in its <script> */
    const ItemShow *text;
} PostShow;

/* ---- for other sites (share.c) ---- */

/** What machines read of a post. */
typedef struct PostFacts {
    const Item *item;
    const PostExtra *extra;
    const char *picture; /* what its picture shows, "" if not said */
    const Item *series;  /* or NULL */
    LinkSpan topics;
} PostFacts;

/** Open Graph's <meta>. */
PairSpan share_properties(Ctx *cx, const PostFacts *facts);

/** schema.org's BlogPosting as a <script>. */
SafeHtml share_linked_data(Ctx *cx, const PostFacts *facts);

/* ---- feeds (feed.c) ---- */

typedef struct PostFeed {
    const char *name; /* behind the alliance's */
    const char *page; /* path at which the same is read */
    ItemSpan items;
} PostFeed;

/** Answer as Atom (RFC 4287), or as JSON Feed 1.1. */
Response *respond_post_atom(Request *req, const PostFeed *feed);
Response *respond_post_json(Request *req, const PostFeed *feed);
