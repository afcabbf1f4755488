/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * consents - the ledger of one person, as its owner and the secretariat read it.
 */
#pragma once
#include "alliance/consent.h"
#include "alliance/person.h"
#include "web/form.h"

typedef struct ConsentRow {
    const Consent *consent;
    const char *label, *source; /* English */
} ConsentRow;

typedef struct ConsentRowSpan {
    const ConsentRow *at;
    size_t n;
} ConsentRowSpan;

typedef struct Consents {
    ConsentRowSpan rows;
} Consents;

typedef struct PersonPrivacy {
    const Person *person;
    const Consents *ledger;
    const Form *form;    /* to note an answer */
    const Form *erasing; /* to ask for erasing; NULL: asked for already */
    int64_t due_at;      /* to be erased then, or 0 */
    const char *note;    /* how that is known, or NULL */
} PersonPrivacy;
