/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * item_show - what item_show.html shows: an item with all that hangs on it.
 */
#pragma once
#include "alliance/comment_life.h"
#include "alliance/figure.h"
#include "alliance/file_line.h"
#include "alliance/mention.h"
#include "site/comment_preview.h"
#include "site/views.h"
#include "web/form.h"

/** A language in which the item can be read. */
typedef struct Reading {
    const char *language, *title;
    const char *url; /* relative, or NULL if the interface has not this language */
    bool stale, original;
} Reading;

typedef struct ReadingSpan {
    const Reading *at;
    size_t n;
} ReadingSpan;

/** How often readers said a word to a comment. */
typedef struct RemarkWord {
    const char *label; /* English */
    int64_t n;
} RemarkWord;

typedef struct RemarkWordSpan {
    const RemarkWord *at;
    size_t n;
} RemarkWordSpan;

/** A comment as it is shown. */
typedef struct Remark {
    int64_t id, created_at;
    const char *name, *body;
    bool is_demo, held, removed, changed;
    TextPartSpan parts; /* of the body, if it names somebody */
    RemarkWordSpan words;
} Remark;

typedef struct RemarkSpan {
    const Remark *at;
    size_t n;
} RemarkSpan;

typedef struct ItemShow {
    const ItemCard *card; /* the item, its kind, its dates */
    const Item *item;
    SafeHtml body;
    bool has_body;
    const char *pillar;    /* its name, or NULL */
    bool foreign;          /* there is no translation into the reader's language */
    int64_t minutes;       /* to read; 0: too short to say */
    ReadingSpan languages; /* if there are several */
    FileLineSpan files;    /* without the pictures that stand above the text or in it */
    const char *picture;   /* what the picture above the text shows; "" not said */
    LinkSpan topics;
    FigureSpan figures; /* frozen with it */
    const ItemCards *children;
    int64_t n_children; /* with parts, which are no cards */
    bool has_children;
    RemarkSpan comments;
    LinkSpan comment_pages; /* empty if there is one only */
    int64_t paragraph;      /* of a shared draft, about which the comments are; 0: the whole */
    bool headed;  /* the kind's own room has drawn kind, title, sentence and dates above it */
    bool is_page; /* one of the site's own: without its kind, and not to be talked about */
    bool may_comment, may_edit, draft, signed_in;
    bool follows;                  /* its reader gets new comments by mail */
    const Form *form;              /* to comment; with may_comment */
    const CommentPreview *preview; /* of what stands in the form; or NULL */
} ItemShow;

/** What the frame needs to know of an item's page. */
Page *item_page(Ctx *cx, const Item *item);

/** Likewise of a page below it, which search engines leave out. */
Page *item_page_below(Ctx *cx, const Item *item, const char *title);

/** Everything about @item but the comments' form. */
ItemShow *item_show_new(Request *req, const Item *item);

/** Likewise, with that form, for a room that draws kind, title, sentence and dates itself. */
ItemShow *item_show_headed(Request *req, const Item *item);

/** Show the comments about a paragraph of a shared draft instead of those about the whole. */
void item_show_paragraph(Request *req, ItemShow *show, int64_t paragraph_id, int64_t number);

/** Answer with the item's page. */
Response *respond_item(Request *req, const Item *item);

/** The form for a comment: the one that was refused, or an empty one; @follows: its reader follows
 *  the item already. */
Form *comment_form_new(Request *req, bool follows);

/** Minutes to read a text; 0: too short to say. */
int64_t item_minutes(const char *text);

/** Markdown as a page shows it, with lists in the place of blocks (alliance/block.h). */
SafeHtml item_body_html(Request *req, const char *text);
