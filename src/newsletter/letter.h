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
    const char *author;  /* "" if none */
    const char *path;    /* of the page that says the same */
    const Lang *lang;    /* of the texts: the reader's, else the original's */
    const char *text;    /* the body in plain paragraphs */
    SafeHtml html;       /* and as HTML, its links whole */
    const char *missing; /* name of the reader's language, if there is no translation; or NULL */
} Issue;

/** The issue @item_id for readers of @lang; NULL if it is not published (any more).  Figures are
 *  those that were frozen, and blocks stand as lists.  Kept while nothing of it changes. */
const Issue *issue_for(Ctx *cx, int64_t item_id, const Lang *lang);

/** How a reader without a record would get it: for who looks at it before it is sent. */
extern const MailKind ISSUE_PREVIEW;

/** Something about a mail that its writer should see before it goes. */
typedef struct Flaw {
    const char *text; /* in the context's language */
} Flaw;

typedef struct FlawSpan {
    const Flaw *at;
    size_t n;
} FlawSpan;

/** What is wrong with the mail of an issue: too large, words that are missing, links that lead
 *  nowhere, a translation that is missing or older than the original. */
FlawSpan issue_flaws(Ctx *cx, const Issue *issue, const Mail *mail);
