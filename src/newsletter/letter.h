/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * letter - an issue as a mail, without what differs from reader to reader.
 */
#pragma once
#include "db/ctx.h"
#include "mail/mail.h"

/** An issue in one language; made once and read by everybody who reads that language. */
typedef struct Issue {
    const char *title, *summary;
    const char *author;       /* "" if none */
    MailPictureSpan portrait; /* of who wrote it, if everybody may see it; one or none */
    const char *path;         /* of the page that says the same */
    const char *url;     /* of that page as it stands in the mail: whole, counted if links are */
    const Lang *lang;    /* of the texts: the reader's, else the original's */
    const char *source;  /* the body as Markdown, with its numbers and lists */
    const char *text;    /* the same in plain paragraphs */
    SafeHtml html;       /* and as HTML, its links whole */
    const char *missing; /* name of the reader's language, if there is no translation; or NULL */
    bool is_original;    /* the texts are no translation */
    bool is_stale;       /* the translation is older than the original */
} Issue;

/** The issue @item_id for readers of @lang; NULL if it is not published (any more).  Figures are
 *  those that were frozen, and blocks stand as lists.  Kept while nothing of it changes. */
const Issue *issue_for(Ctx *cx, int64_t item_id, const Lang *lang);

/** Likewise, as it stands in the mails of a mailing that counts its links (link.h). */
const Issue *issue_counted(Ctx *cx, int64_t item_id, const Lang *lang, int64_t mailing_id);

/** The whole address that stands in the mails of @lang's readers for @url of a text: a page of this
 *  site is that in their language. */
const char *issue_address(Ctx *cx, const Lang *lang, const char *url);

/** Likewise, published or not, as it is now: for editors. */
const Issue *issue_draft(Ctx *cx, int64_t item_id, const Lang *lang);

/** How a reader without a record would get it: for who looks at it before it is sent. */
extern const MailKind ISSUE_PREVIEW;
