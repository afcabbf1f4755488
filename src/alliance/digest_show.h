/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * digest_show - what a digest says, as text and as HTML (digest_mail.html).
 */
#pragma once
#include "render/html.h"

/** Somebody's words, shortened. */
typedef struct DigestSaid {
    const char *who; /* "Ann wrote a comment:" */
    const char *text;
} DigestSaid;

typedef struct DigestSaidSpan {
    DigestSaid *at;
    size_t n;
} DigestSaidSpan;

/** A text about which there is something new. */
typedef struct DigestTopic {
    const char *group;  /* its title, where another group begins; else NULL */
    const char *others; /* "Outside of groups", where these begin; else NULL */
    const char *title;
    const char *url; /* whole */
    DigestSaidSpan said;
    const char *more;    /* "and 4 more", or NULL */
    const char *answer;  /* "mailto:...": what is written there stands below the text; or NULL */
    const char *address; /* the same without a subject */
    const char *how;     /* how to answer, or NULL: by any words */
} DigestTopic;

typedef struct DigestTopicSpan {
    DigestTopic *at;
    size_t n;
} DigestTopicSpan;
