/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * directory - what the room's templates show.
 */
#pragma once
#include "alliance/profile.h"
#include "render/html.h"
#include "site/views.h"
#include "web/form.h"

typedef struct Directory {
    Form *form, *more;  /* the filter's first fields; the others, folded */
    bool uses_more;     /* one of these is set */
    const char *wanted; /* the filter in words; "": everybody */
    const char *fault;  /* what is wrong with the filter, or NULL */
    ProfileSpan people;
    LinkSpan pages;
    int64_t n;
    const char *countries; /* the same people on a map */
    bool is_visitor;
} Directory;

typedef struct DirectoryCountry {
    const char *name, *url; /* url: who is there */
    int64_t n;
} DirectoryCountry;

typedef struct DirectoryCountrySpan {
    const DirectoryCountry *at;
    size_t n;
} DirectoryCountrySpan;

typedef struct DirectoryMap {
    const char *wanted, *list; /* the filter in words; the same people as a list */
    SafeHtml map, key;
    DirectoryCountrySpan countries;
    int64_t n, n_elsewhere; /* people found; of them without a country that is shown */
} DirectoryMap;
