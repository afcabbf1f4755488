/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * search_show - what search.html shows.
 */
#pragma once
#include "alliance/profile.h"
#include "alliance/search.h"
#include "site/views.h"

typedef struct Found {
    const char *label; /* of the kind, English */
    const char *title, *language, *path, *before, *match, *after;
    int64_t published_at;
    /* Where the words stand in a file of it; n_pages 0: nowhere. */
    int64_t n_pages;
    const char *page, *page_url; /* in words; path */
    const char *page_before, *page_match, *page_after;
} Found;

typedef struct FoundSpan {
    const Found *at;
    size_t n;
} FoundSpan;

typedef struct SearchShow {
    const char *words, *year;
    LinkSpan kinds, pillars, languages; /* choices: .url is the value */
    LinkSpan chosen;                    /* filters in use, each with a link without it */
    bool asked;
    int64_t n;
    FoundSpan hits;
    LinkSpan pages;
    const char *meant, *meant_url; /* another spelling; or NULL */
    ProfileSpan people;            /* some of n_people; none while a filter is in use */
    OrganisationSpan organisations;
    int64_t n_people, n_organisations;
    const char *all_people, *all_organisations; /* where all of them are; or NULL */
} SearchShow;

/** Put people and organisations whose names have these @words into the view, as far as they are
 * open to the acting person. */
void search_others(Ctx *cx, const char *words, SearchShow *view);
