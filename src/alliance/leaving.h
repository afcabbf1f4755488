/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * leaving - the end of a membership, and being erased.
 *
 * The record of who leaves stays; who is erased leaves a row without a person,
 * since the figures of past reports must not change.
 *
 * Read with: docs/decisions/0026-privacy.md, holding.h (what erasing does with each table).
 */
#pragma once
#include "alliance/person.h"
#include "mail/mail.h"

#define ERASURE_SECONDS ((int64_t)14 * 24 * 60 * 60) /* in which it can be undone */

/** N_(): what is said when it is so. */
extern const char LEAVING_LAST[];

/** Would nobody else be in the secretariat, for as long as this person, if he went? */
bool leaving_is_last(Ctx *cx, int64_t person_id);

/** End the membership now: terms of office, sessions, tokens, open tasks, and the answers to all
 *  purposes; with @keep_newsletter that one stays.  Tells the person by mail.  The caller has asked
 *  leaving_is_last(). */
void leaving_end(Ctx *cx, const Person *person, bool keep_newsletter);

/** The same for somebody who was not seen for years: the mail says so. */
void leaving_end_unseen(Ctx *cx, const Person *person);

/** A wish to be erased. */
typedef struct Erasure {
    int64_t person_id, asked_at, due_at;
    const char *note;
} Erasure;

const Erasure *erasure_find(Ctx *cx, int64_t person_id); /* or NULL */

/** Note the wish: it is done after ERASURE_SECONDS.  At once the answers to purposes are taken
 *  back, sessions and tokens end, and a mail with a link to undo it goes out.  @note: how the
 *  secretariat knows of it; "" when the person asks.  False: it was asked for already, and
 *  nothing happened.  The caller has asked leaving_is_last(). */
bool erasure_ask(Ctx *cx, const Person *person, const char *note);

/** Undo it.  False: there is no such wish. */
bool erasure_undo(Ctx *cx, int64_t person_id);

/** Erase now, whatever was asked. */
void erasure_run(Ctx *cx, const Person *person);

/** Erase whose time has come; who is the last of the secretariat waits.  Returns how many.  A
 *  job. */
int64_t erasure_run_due(Ctx *cx);
int64_t erasure_count_due(Ctx *cx);

extern const MailKind MAIL_LEFT, MAIL_ERASURE;
