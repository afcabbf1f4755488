/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * bounce - what a mail server says about a mail that did not arrive.
 *
 * A report by the book (RFC 3464) has a code of RFC 3463, which comes first.
 * Many servers put a vague code into it, or write free text: then their
 * phrases decide, from a table.  What is not known is a soft one, so that
 * nobody loses his mail because a server speaks a language of its own.
 *
 * Nothing here says whether the report is true: anybody can write one.
 *
 * Read with: bounce_words.c (codes, phrases, reasons), reach.h (what follows),
 * tests/mail/bounce.cases.
 */
#pragma once
#include "inbound/letter.h"

typedef enum BounceClass {
    BOUNCE_NONE = 0,   /* no report at all, or one of success */
    BOUNCE_HARD,       /* there is no such mailbox */
    BOUNCE_SOFT,       /* not now */
    BOUNCE_FULL,       /* the mailbox has no room */
    BOUNCE_POLICY,     /* they do not want this mail, or any of ours */
    BOUNCE_AUTO_REPLY, /* nobody wrote it: holidays and the like */
    BOUNCE_COMPLAINT,  /* the reader called it unwanted (RFC 5965) */
} BounceClass;

#define BOUNCE_CLASSES (BOUNCE_COMPLAINT + 1)

typedef struct Bounce {
    BounceClass class;
    const char *recipient; /* as the report says, "" if it does not */
    const char *status;    /* "5.1.1", or "" */
    const char *reason;    /* in words for the secretariat: N_(), "" for BOUNCE_NONE */
    const char *said;      /* the server's own words, one line, or "" */
} Bounce;

/** What is said; in the arena.  @from_nobody: the envelope had no sender, as reports have. */
Bounce bounce_classify(Arena *arena, const Letter *letter, bool from_nobody);

/** "hard", "soft", ...: in the database. */
const char *bounce_class_name(BounceClass class);
/** N_(), for people. */
const char *bounce_class_label(BounceClass class);
/** The class of this name; BOUNCE_NONE if it is none. */
BounceClass bounce_class_find(const char *name);

/* ---- bounce_words.c ---- */

/** A code of RFC 3463 without its first digit. */
typedef struct BounceCode {
    const char *code;      /* "1.1"; "7." is every other one of its kind */
    BounceClass class;     /* after a 5 */
    BounceClass temporary; /* after a 4 */
    bool vague;            /* phrases know better */
    const char *reason;    /* N_() */
} BounceCode;

extern const BounceCode BOUNCE_CODES[]; /* ends with {0} */

/** What servers say in words. */
typedef struct BouncePhrase {
    const char *phrase; /* lower case */
    BounceClass class;
    const char *reason; /* N_() */
} BouncePhrase;

extern const BouncePhrase BOUNCE_PHRASES[];     /* ends with {0}; the first that is found */
extern const char *const BOUNCE_SUBJECTS[];     /* how subjects of reports begin, folded */
extern const char *const AUTO_REPLY_SUBJECTS[]; /* and those of automatic answers */
extern const char *const BOUNCE_COPY_MARKS[];   /* below them the old mail stands, folded */

/* Reasons that are not in the tables. */
extern const char *const REASON_OTHER, *const REASON_DELAY, *const REASON_AUTO_REPLY,
                                                                *const REASON_COMPLAINT;
