/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * comment_preview - a comment before it is sent: how it will look, and who will hear of it; and
 * what is said once it is.
 */
#pragma once
#include "alliance/item.h"
#include "alliance/mention.h"
#include "web/web.h"

typedef struct CommentPreview {
    const char *name; /* of who writes */
    const char *body;
    TextPartSpan parts;  /* of the body, if it links to somebody */
    MentionReading told; /* whom it names */
    const char *unclear; /* which names were not understood; NULL: all were */
    bool held;           /* somebody looks at it first */
} CommentPreview;

/** Of what the acting person wrote below @item and did not send yet. */
const CommentPreview *comment_preview_new(Ctx *cx, const Item *item, const char *body);

/** Answer who sent @body as a comment below @item, or on the paragraph of it with this number: back
 * to the comments, or to the top of the page if there is to be read that a name in it was not
 * understood. */
Response *respond_commented(Request *req, const Item *item, int64_t paragraph, const char *body);
