/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * show - what the pages of organisations show.
 */
#pragma once
#include "alliance/profile.h"
#include "organisation/representative.h"
#include "organisation/spelling.h"
#include "site/views.h"
#include "web/form.h"

typedef struct OrganisationRow {
    const Organisation *organisation;
    const char *type; /* in words, untranslated; or "" */
} OrganisationRow;

typedef struct OrganisationRowSpan {
    const OrganisationRow *at;
    size_t n;
} OrganisationRowSpan;

typedef struct OrganisationList {
    const Form *form; /* the filter */
    OrganisationRowSpan rows;
    int64_t n;
    LinkSpan pages;
    bool is_secretariat;
} OrganisationList;

typedef struct OrganisationShow {
    const Organisation *organisation;
    const char *type;
    bool has_about;
    SafeHtml about;
    ProfileSpan members;
    int64_t n_members;
    LinkSpan pages;
    RepresentativeSpan representatives;
    const Representative *mine; /* the reader's own offer or term, or NULL */
    bool may_edit, may_offer;
} OrganisationShow;

typedef struct OrganisationEdit {
    const Organisation *organisation;
    const Form *form;
} OrganisationEdit;

typedef struct SpellingQueue {
    RepresentativeSpan waiting;
    SpellingPairSpan pairs;
    SpellingSpan merged;
    const char *error; /* of the representative below, or NULL */
    int64_t error_id;
    const char *until; /* as typed */
} SpellingQueue;
