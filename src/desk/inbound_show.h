/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * inbound_show - what inbound_list.html and inbound_mail.html show.
 */
#pragma once
#include "desk/neighbours.h"
#include "inbound/inbound.h"

/** A mail in the list. */
typedef struct InboundRow {
    const Inbound *mail;
    const char *class, *state; /* English */
} InboundRow;

typedef struct InboundRowSpan {
    const InboundRow *at;
    size_t n;
} InboundRowSpan;

typedef struct InboundList {
    LinkSpan states; /* filters */
    InboundRowSpan rows;
    int64_t n_paused; /* addresses that get no mail */
    const Neighbours *beside;
} InboundList;

/** One to read. */
typedef struct InboundShow {
    const Inbound *mail;
    const char *class, *state;
    bool is_held;
    bool may_owner, may_sender; /* in whose name it could be let in */
    const char *error;          /* why it was not, English; or NULL */
} InboundShow;
