/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * account - the room of what everybody who is signed in settles for himself.
 */
#pragma once
#include "inbound/reach.h"
#include "web/form.h"
#include "web/web.h"

extern const RouteTable account_routes;

/** One sign-in on one device. */
typedef struct SessionRow {
    int64_t id, created_at, seen_at;
    const char *device; /* in words: "Firefox on Linux" */
    bool here;          /* the one that asks */
} SessionRow;

typedef struct SessionRowSpan {
    const SessionRow *at;
    size_t n;
} SessionRowSpan;

typedef struct Account {
    const char *name, *email;
    const Form *form;
    const Form *picture; /* to send one */
    int64_t picture_id;  /* 0: none */
    int64_t now;
    SessionRowSpan sessions;
    bool has_others;
} Account;

/** Whether mail arrives. */
typedef struct AccountMail {
    const ReachShow *reach;
} AccountMail;

/** Has this session just been made, within LIMIT_FRESH_SECONDS, and by @made_by unless that is
 *  NULL?  What would give an account away asks this.  False with an API token. */
bool account_is_fresh(Ctx *cx, const char *made_by);

/** Mail the acting person a link that leads to @url, for a fresh session. */
Response *account_mail_link(Request *req, const char *url);

/** Say in words what a browser's name for itself means; the name itself if that is not known. */
const char *device_in_words(Ctx *cx, const char *user_agent);
