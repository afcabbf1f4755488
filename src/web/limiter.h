/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * limiter - how often somebody may ask: token buckets in bounded memory.
 *
 * Somebody is an address (of IPv6 the network, /64) or an account.  When all places are taken the
 * one that was used longest ago is forgotten, so that an attack with many addresses costs memory
 * nothing and ordinary people at most their history.
 */
#pragma once
#include "web/web.h"

typedef enum LimitKind {
    LIMIT_REQUESTS = 1,   /* of an address: anything that is not ready in the cache */
    LIMIT_POSTS,          /* of an address */
    LIMIT_ACCOUNT,        /* of a person: posts */
    LIMIT_SIGN_IN,        /* of an address: sign-in links asked for, or tried */
    LIMIT_SIGN_IN_MAIL,   /* of an e-mail address: sign-in links sent */
    LIMIT_PASSWORD_TRIES, /* of an e-mail address: passwords tried */
    LIMIT_CLIENT_TRIES,   /* of an address: secrets of tools, tokens, that were not right */
    LIMIT_QUESTIONS_PUT,  /* of who takes part in an event: questions put to who speaks */
    LIMIT_FILE_MAILS,     /* of a person or an e-mail address: files and links mailed */
    LIMIT_CODES,          /* of a person: codes of the second factor tried */
    N_LIMIT_KINDS,
} LimitKind;

typedef struct Limiter Limiter;

Limiter *limiter_new(void);
void limiter_free(Limiter *limiter);

/** Take one from @who's bucket for this request, once though the request may be tried again.
 *  Returns NULL, or the answer 429 that says when to come back. */
Response *limiter_refuse(Request *req, LimitKind kind, const char *who);

/** The same for who asks to be let in: one of LIMIT_SIGN_IN for the network's address, then one of
 *  @kind for the e-mail address. */
Response *limiter_refuse_entry(Request *req, LimitKind kind, const char *email);

/** Take one from @who's bucket.  @now_us: monotonic microseconds.  False if it is empty; then
 *  @ret_seconds is after how long to try again.  A NULL limiter lets everything pass.  Any
 *  thread. */
bool limiter_take(Limiter *limiter, LimitKind kind, const char *who, int64_t now_us,
                  int *ret_seconds);
