/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * saved_mail - what is new for saved searches, as text and as HTML (saved_mail.html).
 */
#pragma once
#include "finding/saved_search.h"

/** A work that is new. */
typedef struct NewWork {
    const char *title, *language, *authors; /* authors "" if none */
    const char *url;                        /* whole */
} NewWork;

typedef struct NewWorkSpan {
    const NewWork *at;
    size_t n;
} NewWorkSpan;

/** What is new for one search. */
typedef struct SearchNews {
    const char *words, *url; /* what was asked; the whole list */
    NewWorkSpan works;
    const char *more; /* "and 4 more", or NULL */
    int64_t n;        /* with these */
} SearchNews;

typedef struct SearchNewsSpan {
    const SearchNews *at;
    size_t n;
} SearchNewsSpan;
