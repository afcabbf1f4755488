/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * people - the membership's records, for the secretariat: the list and one of them.
 */
#pragma once
#include "alliance/person.h"
#include "desk/desk.h"
#include "desk/roles.h"
#include "web/form.h"

typedef struct People {
    const Form *form;
    PersonSpan rows;
    LinkSpan pages;
    int64_t n;
} People;

typedef struct PersonShow {
    const Person *person;
    const PersonRoles *roles;
    bool may_reset; /* the second factor */
} PersonShow;
