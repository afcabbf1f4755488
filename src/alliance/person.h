/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * person - one record a person: member, editor, author, secretariat.
 */
#pragma once
#include "db/ctx.h"

typedef struct Person {
    int64_t id;
    const char *email, *name;
    const char *name_latin; /* or NULL */
    const char *country;    /* ISO 3166-1 alpha-2, or NULL */
    const char *organisation, *position, *headline;
    const char *level; /* macro, mezzo, micro, or NULL */
    const char *language, *zone;
    int64_t picture_id;         /* 0: none */
    int64_t joined_at, left_at; /* left_at 0: a member */
    bool is_demo;
    int64_t version;
} Person;

typedef struct PersonSpan {
    const Person *at;
    size_t n;
} PersonSpan;

const Person *person_find(Ctx *cx, int64_t id);              /* or NULL */
const Person *person_find_email(Ctx *cx, const char *email); /* folded here; or NULL */

/** Insert all columns; returns the id, 0 if the address is taken. */
int64_t person_insert(Ctx *cx, const Person *person);

/** Newest first; @words: part of a name, address, organisation; "": all.  Secretariat's page. */
PersonSpan person_list(Ctx *cx, const char *words, const char *country, int64_t page);
int64_t person_list_count(Ctx *cx, const char *words, const char *country);

/** The countries in which somebody works, as ISO 3166-1 alpha-2, by code. */
typedef struct PersonCountry {
    const char *code;
} PersonCountry;

typedef struct PersonCountrySpan {
    const PersonCountry *at;
    size_t n;
} PersonCountrySpan;

PersonCountrySpan person_countries(Ctx *cx);

/** In which language and time zone a person reads: BCP 47, IANA; both checked by the caller. */
void person_set_reading(Ctx *cx, int64_t id, const char *language, const char *zone);

/** A role for which people have terms.  That of a member needs none. */
typedef struct PersonRole {
    const char *name, *label; /* label: N_() */
} PersonRole;

extern const PersonRole PERSON_ROLES[]; /* ends with {0} */

/** The role's row; NULL if there is no such role. */
const PersonRole *person_role_find(const char *role);

typedef struct Term {
    int64_t id, person_id, since, until; /* until 0: no end */
    const char *role, *name, *position, *country;
    int64_t picture_id;
    bool is_demo, in_force;
} Term;

typedef struct TermSpan {
    const Term *at;
    size_t n;
} TermSpan;

TermSpan person_terms(Ctx *cx, int64_t person_id);   /* all, newest first */
TermSpan person_terms_of(Ctx *cx, const char *role); /* in force now, by name */
void person_grant(Ctx *cx, int64_t person_id, const char *role, int64_t since, int64_t until);
void person_revoke(Ctx *cx, int64_t term_id); /* ends now */

/** Would the alliance have a shorter secretariat, or none, if this term ended now? */
bool person_needs_term(Ctx *cx, int64_t term_id);
