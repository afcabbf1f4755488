/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * consent - what people agreed to, in which words, when, and how that is known.
 *
 * The ledger is only added to.  Of each purpose the last answer holds; without
 * an answer nothing is agreed to.
 *
 * Read with: docs/decisions/0014-joining.md.
 */
#pragma once
#include "db/ctx.h"

/** One use of a person's data that nobody has to agree to. */
typedef struct Purpose {
    const char *name;    /* in the database: "newsletter" */
    const char *label;   /* N_(), a word or two */
    const char *wording; /* N_(), the sentence that is agreed to */
    bool shows;          /* others see the person then */
    bool open;           /* who is no member may agree, too */
} Purpose;

extern const Purpose PURPOSES[]; /* ends with {0} */

const Purpose *purpose_find(const char *name); /* or NULL */

/** How an answer came. */
typedef struct ConsentSource {
    const char *source;   /* "join", "subscribe", "preferences", "unsubscribe", "import",
                             "secretariat" */
    const char *evidence; /* what proves it: a request's id, a file's name and row */
    const char *language; /* BCP 47, of the words that were shown */
} ConsentSource;

/** N_(), a source in words; @source itself if it is none that we know. */
const char *consent_source_label(const char *source);

/** Note an answer at cx->now, with the words as they are now in that language, unless it says what
 *  holds already.  Returns whether something was noted. */
bool consent_answer(Ctx *cx, int64_t person_id, const Purpose *purpose, bool given,
                    const ConsentSource *source);

/** As consent_answer(), without a line in the audit log: for an act that is audited as a whole. */
bool consent_note(Ctx *cx, int64_t person_id, const Purpose *purpose, bool given,
                  const ConsentSource *source);

/** Has the person, or somebody for him, ever answered? */
bool consent_is_answered(Ctx *cx, int64_t person_id, const char *purpose);

/** The source of the last answer, or NULL. */
const char *consent_last_source(Ctx *cx, int64_t person_id, const char *purpose);

/** Does the person agree now? */
bool consent_holds(Ctx *cx, int64_t person_id, const char *purpose);

/** A row of the ledger. */
typedef struct Consent {
    int64_t id, answered_at, version; /* version of the wording */
    const char *purpose, *wording, *language, *source, *evidence;
    bool given, holds; /* holds: given, and the last answer */
} Consent;

typedef struct ConsentSpan {
    const Consent *at;
    size_t n;
} ConsentSpan;

/** All answers of a person, newest first. */
ConsentSpan consent_list(Ctx *cx, int64_t person_id);
