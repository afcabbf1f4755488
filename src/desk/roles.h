/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * roles - terms of office as the secretariat sees, grants and ends them.
 *
 * Read with: alliance/role.h, person_roles.c (of one person), role_pages.c (of
 * everybody).
 */
#pragma once
#include "alliance/person.h"
#include "alliance/role.h"
#include "desk/desk.h"
#include "web/form.h"

/** A term of office as it is shown.  Its days are those of the alliance. */
typedef struct TermRow {
    const Term *term;
    const char *label;     /* of the role, English */
    const char *scope;     /* for what it is, or NULL */
    const char *state;     /* English */
    const char *first_day; /* "2017-01-02" */
    const char *last_day;  /* or NULL: no end */
    const char *typed;     /* in the field for another last day */
    const char *error;     /* why its end was not changed, or NULL */
    int64_t person_id, id;
    bool may_end, ends_soon;
} TermRow;

typedef struct TermRowSpan {
    const TermRow *at;
    size_t n;
} TermRowSpan;

typedef struct RoleKindSpan {
    const RoleKind *at;
    size_t n;
} RoleKindSpan;

/** The roles of one person. */
typedef struct PersonRoles {
    const Person *person;
    TermRowSpan terms;
    const Form *form;   /* to grant one; NULL for a former member */
    RoleKindSpan kinds; /* what each allows */
    const char *zone;   /* in which days begin */
} PersonRoles;

/** What was wrong with a change of a person's roles; all zero: nothing. */
typedef struct RoleFault {
    Form *form;        /* to grant one, as it was typed, or NULL */
    int64_t term;      /* whose end could not be changed, 0: none */
    const char *typed; /* as its last day */
    const char *error; /* translated */
} RoleFault;

/** The terms of everybody. */
typedef struct RoleList {
    const Form *form;
    TermRowSpan rows;
    LinkSpan pages;
    int64_t n;
    RoleKindSpan kinds;
    const char *zone;
} RoleList;

RoleKindSpan role_kinds(void);
TermRowSpan term_rows(Ctx *cx, TermSpan terms);

/** A person's roles with the form to grant one. */
const PersonRoles *person_roles_new(Request *req, const Person *person, const RoleFault *fault);

/** The person's page, 422 with a fault (person_pages.c). */
Response *respond_person(Request *req, const Person *person, const RoleFault *fault);
