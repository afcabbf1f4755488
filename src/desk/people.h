/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * people - the membership's records, for the secretariat: the list and one of them.
 */
#pragma once
#include "alliance/person.h"
#include "desk/desk.h"
#include "web/form.h"

typedef struct People {
    const Form *form;
    PersonSpan rows;
    LinkSpan pages;
    int64_t n;
} People;

/** A term of office as it is shown.  Its days are those of UTC, as they were typed. */
typedef struct TermRow {
    const Term *term;
    const char *label;     /* of the role, English */
    const char *state;     /* English */
    const char *first_day; /* "2017-01-02" */
    const char *last_day;  /* or NULL: no end */
    const char *error;     /* why it was not ended, or NULL */
    int64_t person_id, id;
    bool may_end;
} TermRow;

typedef struct TermRowSpan {
    const TermRow *at;
    size_t n;
} TermRowSpan;

typedef struct PersonShow {
    const Person *person;
    TermRowSpan terms;
    const Form *form; /* to grant a role; NULL for a former member */
} PersonShow;
