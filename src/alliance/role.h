/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * role - what people are beside members, from when until when, and what it allows.
 *
 * ROLES is the one table: everything that asks what somebody may asks for the
 * rights in it.  A term of office is one row of person_role and stays when it
 * has ended, so the rows are the history.  A term ends at an instant; as a day
 * it is the last one in the alliance's time zone.
 *
 * Read with: web/session.sql (which terms are in force for who asks), access.h,
 * role_mail.c, docs/decisions/0027-roles.md.
 */
#pragma once
#include "db/ctx.h"
#include "lang/lang.h"
#include "mail/mail.h"

/** For what a role is given. */
typedef enum RoleScope {
    SCOPE_NONE,
    SCOPE_COUNTRY,  /* ISO 3166-1 alpha-2 */
    SCOPE_LANGUAGE, /* BCP 47 */
    SCOPE_GROUP,    /* slug of an item of kind group */
} RoleScope;

typedef struct RoleKind {
    const char *name;   /* in the database */
    const char *label;  /* N_() */
    const char *allows; /* N_(): in words, for who grants it */
    RoleScope scope;
    uint32_t rights; /* Role bits */
    int years;       /* that a term usually lasts; 0: until somebody ends it */
} RoleKind;

extern const RoleKind ROLES[]; /* ends with {0} */

/** The role's row; NULL if there is no such role. */
const RoleKind *role_find(const char *name);

/** What a role allows, as Role bits; 0 for an unknown one. */
uint32_t role_rights(const char *name);

/** Can the role be given for @scope: a country, language or group that there is, or "" for a role
 *  that is for nothing in particular? */
bool role_takes(Ctx *cx, const RoleKind *role, const char *scope);

/** Has the acting person this role, for @scope, in force? */
bool role_is_mine(const Ctx *cx, const char *role, const char *scope);

/** Who has heard of a term, as bits of its column `told`. */
typedef enum TermTold {
    TOLD_BEGUN = 1 << 0,  /* its owner, that it is in force */
    TOLD_ENDED = 1 << 1,  /* its owner, that it is over */
    TOLD_ENDING = 1 << 2, /* the secretariat, that it ends soon */
} TermTold;

#define TERM_SOON (30 * (int64_t)86400) /* a term that ends within this "ends soon" */

typedef struct Term {
    int64_t id, person_id, since, until; /* until 0: no end */
    const char *role, *scope;            /* scope "": none */
    const char *scope_name;              /* of a group: its title; else NULL */
    const char *name, *position, *country;
    int64_t picture_id;
    bool is_demo, in_force;
    int64_t open;                        /* of term_list_role(): bits of alliance/profile.h */
    int64_t granted_at, changed_at;      /* changed: its end was set anew; 0: not known, not */
    const char *granted_by, *changed_by; /* names, or NULL */
} Term;

typedef struct TermSpan {
    const Term *at;
    size_t n;
} TermSpan;

/** For what the term is, in @lang: "Kenya", "French"; NULL: for nothing in particular. */
const char *term_scope(Ctx *cx, const Lang *lang, const Term *term);

TermSpan term_list_of(Ctx *cx, int64_t person_id);             /* all, newest first */
const Term *term_find(Ctx *cx, int64_t person_id, int64_t id); /* or NULL: not that person's */

/** In force now, by name; picture, position and country as far as they are open to the acting
 *  person (profile.h). */
TermSpan term_list_role(Ctx *cx, const char *role);

/** Which terms a list has, by when they are. */
typedef enum TermWhen { TERMS_NOW = 1, TERMS_ENDING, TERMS_COMING, TERMS_ENDED } TermWhen;

/** A page of the terms of members, of @role or of all (""): those that end first come first, but of
 *  ended ones those that ended last. */
TermSpan term_list(Ctx *cx, const char *role, TermWhen when, int64_t page);
int64_t term_count(Ctx *cx, const char *role, TermWhen when);

/** Enter a term; @until 0: no end.  Returns its id; 0 if the person has the role for the same
 *  @scope at some time between already, and then nothing was written. */
int64_t term_grant(Ctx *cx, int64_t person_id, const char *role, const char *scope, int64_t since,
                   int64_t until);

typedef enum TermOutcome {
    TERM_OK,
    TERM_OVER,     /* it has ended, or there is none: what was is not changed */
    TERM_OVERLAPS, /* another term of the same role would begin before its end */
    TERM_NEEDED,   /* the alliance would have a shorter secretariat, or none */
} TermOutcome;

/** Set the end of a term anew, 0: no end; cx->now ends it.  One that has not begun by then never
 *  does. */
TermOutcome term_set_end(Ctx *cx, int64_t id, int64_t until);

/** Whole days of the alliance and their instants.  A term from @first to @last is in force through
 *  both.  Returns false, and sets nothing, if the text is no whole day that exists. */
bool term_parse_first(Ctx *cx, const char *first, int64_t *ret_since);
bool term_parse_last(Ctx *cx, const char *last, int64_t *ret_until);
const char *term_first_day(Ctx *cx, const Term *term);
const char *term_last_day(Ctx *cx, const Term *term); /* NULL: no end */

/** When a term of this role that begins at @since usually ends; 0: no end. */
int64_t role_usual_end(Ctx *cx, const RoleKind *role, int64_t since);

/** A group's address has changed: its chairs are chairs of the same group. */
void role_move_group(Ctx *cx, const char *slug, const char *to);

/** Tell people of terms that began and ended in the last week, the secretariat of those that end
 *  soon, and close its tasks about those that do not any more.  Returns how many there were.  A
 *  job. */
int64_t role_tell(Ctx *cx);
int64_t role_count_untold(Ctx *cx); /* how many role_tell() would find */

/** To who got a role or had one: arguments "term" (its id) and "what" ("begun", "ended"). */
extern const MailKind MAIL_ROLE;
