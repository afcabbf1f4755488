/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * person - one record a person: member, editor, author, secretariat, subscriber.  What people are
 * beside members is in role.h.
 *
 * A subscriber agreed to get mails and was never a member: the membership has no
 * length, left_at is joined_at, so nothing that asks for members finds it.  Such
 * a record has no name.  Read with: docs/decisions/0034-subscribers.md.
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

    /* What is mailed; changed by follow.h, poll_tell.h and digest.h alone. */
    bool comment_mails, poll_mails;
    int64_t pace; /* days that what somebody follows waits for others; 0: none */
} Person;

typedef struct PersonSpan {
    const Person *at;
    size_t n;
} PersonSpan;

/** Is it a member at @now? */
static inline bool
person_is_member(const Person *person, int64_t now)
{
    return person->left_at == 0 || person->left_at > now;
}

/** Was it never one? */
static inline bool
person_is_subscriber(const Person *person)
{
    return person->left_at != 0 && person->left_at == person->joined_at;
}

/** What to call the person: the name, or of who has none the address. */
static inline const char *
person_called(const Person *person)
{
    return *person->name != '\0' ? person->name : person->email;
}

const Person *person_find(Ctx *cx, int64_t id);              /* or NULL, also if erased */
const Person *person_find_email(Ctx *cx, const char *email); /* folded here; or NULL */

/** Insert all columns but those of what is mailed; returns the id, 0 if the address is taken. */
int64_t person_insert(Ctx *cx, const Person *person);

/** The people with these numbers, in this order. */
PersonSpan person_list(Ctx *cx, const int64_t *ids, size_t n);

/** In which language and time zone a person reads: BCP 47, IANA; both checked by the caller. */
void person_set_reading(Ctx *cx, int64_t id, const char *language, const char *zone);
