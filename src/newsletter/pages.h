/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "alliance/readers.h"
#include "mailing/mailing.h"
#include "newsletter/flaw.h"
#include "newsletter/letter.h"
#include "newsletter/link.h"
#include "newsletter/review.h"
#include "site/views.h"
#include "web/form.h"

/* issue_pages.c */
Response *get_newsletters(Request *req);
Response *get_issue(Request *req);
Response *get_issue_mail(Request *req);
Response *post_issue_test(Request *req);

/* review_pages.c */
Response *get_review(Request *req);
Response *post_review(Request *req);

/* send_pages.c */
Response *get_issue_send(Request *req);
Response *post_issue_send(Request *req);
Response *get_mailing(Request *req);
Response *post_mailing(Request *req);

/* outcome_pages.c */
Response *get_mailing_mails(Request *req);
Response *post_mailing_csv(Request *req);
extern const Preparation prepare_mailing_csv;

/** The address of an issue's page here, and the crumb of the room. */
const char *issue_url(Ctx *cx, int64_t item_id);
/** Where the text of a mailing is looked at in the desk, whatever its kind is. */
const char *mailing_text_url(Ctx *cx, const Mailing *mailing);
#define NEWSLETTER_CRUMB {N_("Newsletter"), "/desk/newsletter"}

/** The issue in the path, which need not be published yet; else the answer is in *@ret_refused. */
const Item *issue_find(Request *req, Response **ret_refused);

/** Likewise, but it must be published. */
const Item *issue_find_out(Request *req, Response **ret_refused);

/** A mailing in a list. */
typedef struct MailingRow {
    const Mailing *mailing;
    const char *state; /* English */
    const char *who;   /* the filter in words, "" for all who agreed */
} MailingRow;

typedef struct MailingRowSpan {
    const MailingRow *at;
    size_t n;
} MailingRowSpan;

MailingRowSpan mailing_rows(Ctx *cx, MailingSpan mailings);

/** How many take the newsletter. */
typedef struct Readership {
    const ReaderMonth *now; /* or NULL: nobody ever did */
    ReaderMonthSpan months; /* newest first */
    bool has_chart;
    SafeHtml chart;
    const char *finding;
} Readership;

/** readership.c; in the request's arena. */
const Readership *readership(Request *req);

/** All issues that could be sent, what was sent, and how many would get one. */
typedef struct IssueList {
    const Readership *readers;
    bool may_list; /* the acting person may see who the others are */
    ItemSpan issues;
    MailingRowSpan mailings;
    const char *year; /* the last that is over: "2016" */
} IssueList;

/** What a draft of the year in review would be made of. */
typedef struct ReviewShow {
    const Form *form;
    ReviewCountSpan counts; /* empty: the form is wrong */
    int64_t most;           /* items of one kind */
} ReviewShow;

typedef struct IssueShow {
    const Item *item;
    bool is_out;              /* published */
    const Mail *mail;         /* as its readers get it, in one language */
    const char *light, *dark; /* addresses of the mail on a screen like that */
    const char *bare;         /* and where pictures are off */
    const char *language;
    int64_t html_size, text_size; /* bytes */
    FlawSpan flaws;
    LinkSpan languages;
    MailingRowSpan mailings;
    const char *to; /* where a test goes */
} IssueShow;

/** Who got a mailing, a page of it. */
typedef struct OutcomeRow {
    const MailingMail *mail;
    const char *outcome; /* English */
    const char *reason;  /* why it came back, English; or NULL */
} OutcomeRow;

typedef struct OutcomeRowSpan {
    const OutcomeRow *at;
    size_t n;
} OutcomeRowSpan;

typedef struct OutcomeList {
    const Mailing *mailing;
    LinkSpan outcomes; /* all, and each that there is, with its number */
    OutcomeRowSpan rows;
    LinkSpan pages;
} OutcomeList;

/** Readers who read one language. */
typedef struct Share {
    const char *language;
    int64_t n;
    bool translated; /* the issue is in it */
} Share;

typedef struct ShareSpan {
    const Share *at;
    size_t n;
} ShareSpan;

typedef struct IssueSend {
    const Item *item;
    const Form *form;
    LinkSpan audiences; /* everybody who agreed, or a segment of them */
    int64_t n;          /* who would get it now, without those that had it */
    bool again;         /* only to whom it came back */
    ShareSpan shares;
    bool has_server; /* else mails wait in the outbox */
} IssueSend;

typedef struct ActRow {
    const char *name, *label;
} ActRow;

typedef struct ActRowSpan {
    const ActRow *at;
    size_t n;
} ActRowSpan;

/** One subject of a trial. */
typedef struct Tried {
    const char *subject;
    const MailingCounts *counts;
    const char *url; /* where it is sent to the others */
} Tried;

typedef struct TriedSpan {
    const Tried *at;
    size_t n;
} TriedSpan;

typedef struct MailingShow {
    const MailingRow *row;
    const MailingCounts *counts; /* of all subjects */
    MailingLinkSpan links;       /* empty: they are not counted */
    TriedSpan tried;             /* empty: no trial */
    int64_t n_again;             /* to whom it could be sent again, since it came back */
    bool may_list;               /* the acting person may see who got it */
    int64_t n_done, percent;     /* sent or refused, of those that were queued */
    ActRowSpan acts;
    const char *issue; /* its page here */
} MailingShow;
