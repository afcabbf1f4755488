/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room and what its templates show; its routes are in routes.c.
 */
#pragma once
#include "site/views.h"
#include "subscription/subscription.h"
#include "web/form.h"

Response *get_subscribe(Request *req);
Response *post_subscribe(Request *req);
Response *get_subscribe_token(Request *req);
Response *post_subscribe_token(Request *req);
Response *get_desk_subscribers(Request *req);

typedef struct SubscribeConfirm {
    const SubscriptionRequest *request;
    const char *token;
    LinkSpan wordings; /* what was ticked; labels only */
    int64_t erased_at; /* the record of the address is to be erased then; 0: it is not */
} SubscribeConfirm;

typedef struct SubscriberRow {
    const Subscriber *subscriber;
    const char *label, *source; /* English */
} SubscriberRow;

typedef struct SubscriberRowSpan {
    const SubscriberRow *at;
    size_t n;
} SubscriberRowSpan;

typedef struct Subscribers {
    int64_t n; /* people */
    SubscriberRowSpan rows;
    LinkSpan pages;
} Subscribers;
