/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * post - a post of the blog as readers have it: series, corrections, lists.
 *
 * What is changed after readers have had it is a correction or a small thing,
 * and whoever changes it says which.
 *
 * Read with: review.h (from its author's draft to its publication),
 * docs/decisions/0063-blog.md.
 */
#pragma once
#include "alliance/item.h"
#include "alliance/topic.h"

#define POST_CORRECTION 600 /* characters of a correction */
#define POST_PARTS 200      /* parts of a series that are shown */
#define POST_PLACES 999     /* the last place in one */

/** ItemKind.published: its author has an address from now on, and is told. */
void post_published(Ctx *cx, int64_t id);

/* ---- series ---- */

/** A post as a part of a series. */
typedef struct PostPart {
    int64_t id, series_id, place;
} PostPart;

/** The series of a post; NULL: of none. */
const PostPart *post_part_find(Ctx *cx, int64_t item_id);

/** Let the post be a part; @series_id 0: of none. */
void post_part_set(Ctx *cx, int64_t item_id, int64_t series_id, int64_t place);

/** The numbers of what the acting person may see of a series and was published, in its order,
 *  POST_PARTS at most; *@ret_n of them. */
const int64_t *post_parts(Ctx *cx, int64_t series_id, size_t *ret_n);

/* ---- corrections ---- */

typedef struct PostCorrection {
    int64_t id, item_id, corrected_at;
    const char *words;
} PostCorrection;

typedef struct PostCorrectionSpan {
    const PostCorrection *at;
    size_t n;
} PostCorrectionSpan;

/** Those of a post, the latest first. */
PostCorrectionSpan post_corrections(Ctx *cx, int64_t item_id);

/** Note one; the caller has changed the text. */
void post_correct(Ctx *cx, int64_t item_id, const char *words);

/* ---- many posts, for lists and feeds ---- */

/** What a list of posts shows beside the items. */
typedef struct PostExtra {
    int64_t id;
    const char *handle;     /* of its author, whose posts are at /blog/by/HANDLE; NULL: none */
    const char *alt;        /* of its picture; "" not said */
    const char *body;       /* in the reader's language, Markdown */
    int64_t corrected_at;   /* last, 0: never */
    const char *correction; /* the latest one, or NULL */
    int64_t day_id;         /* of a themed week, to which it belongs; 0: to none */
} PostExtra;

/** For the items with these numbers, which the acting person may see, in their order. */
const PostExtra *post_extras(Ctx *cx, const int64_t *ids, size_t n);

/** The person whose posts stand at /blog/by/@handle and whose name may be printed there: somebody
 *  of whom something was published that the acting person may see.  0: nobody. */
int64_t post_author_find(Ctx *cx, const char *handle);

/** The @most topics of most posts that the acting person may see. */
TopicSpan post_topics(Ctx *cx, int64_t most);

/** When the first post that the acting person may see came out, UTC; 0: there is none. */
int64_t post_first_at(Ctx *cx);
