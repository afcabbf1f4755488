/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * circular - a message that differs from reader to reader in few places only.
 *
 * It is written and encoded once; where a reader's name or link belongs there
 * is a hole.  A part ends with its line, and what is filled in stands in lines
 * of its own, joined by soft line ends (RFC 2045, 6.7), so parts are put
 * together as they are, and likewise their relaxed forms, which are signed
 * (dkim.h).  A mail to one reader is a circular without holes.
 *
 * For src/mail only.  Read with: message.c, compose.c.
 */
#pragma once
#include "mail/mail.h"

typedef enum CircularHole {
    HOLE_NONE,
    HOLE_NAME,        /* of the reader, as text or HTML */
    HOLE_UNSUBSCRIBE, /* whole address */
    HOLE_PREFERENCES, /* whole address */
    CIRCULAR_HOLES,
} CircularHole;

/** What stands in a text in the place of each hole: a code point that is no character. */
extern const char *const CIRCULAR_MARKS[CIRCULAR_HOLES];

/** What is the reader's. */
typedef struct CircularFill {
    const char *at[CIRCULAR_HOLES]; /* .at[HOLE_NONE] is not used */
} CircularFill;

typedef struct CircularPart {
    Bytes wire, relaxed; /* as it is sent; as it is signed */
    CircularHole hole;   /* that follows it */
    bool is_html;
} CircularPart;

typedef struct Circular {
    const char *head;        /* the headers that are the same for all, with their line ends */
    const char *list;        /* as Mail.list; then List-Unsubscribe has what fills the hole, ... */
    const char *unsubscribe; /* ... or, where there is none, this address */
    const CircularPart *parts;
    size_t n_parts;
} Circular;

/** Make one of @mail, in which the marks may stand; in the arena. */
const Circular *circular_new(Arena *arena, const Mail *mail, const char *language,
                             const MailSender *sender);

/** Fill it in for the reader of @row and sign it as of @now.  Asks no database; any thread may. */
Bytes circular_fill(Arena *arena, const Circular *circular, const OutboxMail *row,
                    const CircularFill *fill, const MailSender *sender, int64_t now);

/** The circular of a mail of a kind that has one (MailKind.is_circular), and what is to be filled
 * in for the reader of @row: made once, kept while nothing that it was made of has changed.  NULL:
 *  there is nothing to say any more. */
const Circular *circular_for(Ctx *cx, const MailKind *const *kinds, const MailSender *sender,
                             const OutboxMail *row, CircularFill *ret_fill);

/** As mail_compose(), without asking whether the reader agrees. */
bool mail_write(Ctx *cx, const MailKind *const *kinds, const MailSender *sender,
                const OutboxMail *row, Mail *ret_mail);
